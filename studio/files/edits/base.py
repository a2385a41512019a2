"""What every edit is, and the files while one is being made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from ruamel.yaml.error import YAMLError

from council.yaml_files import Mistake
from studio.files.content import Content
from studio.files.phrase_files import PhraseFile, parse_phrases
from studio.files.refused import Change, EditRefused
from studio.files.yaml_text import YamlText

MOST_SPOTTED = 60  # characters
BEFORE_IT = 20  # of them before the part that is meant


class Edit(Protocol):
    """Something an editor does. It says what it means, not which text it makes, so that it can be made again on
    content that has changed since."""

    def describe(self, content: Content | None = None) -> str:
        """A sentence for the difference and the record, such as "3 phrases added to Report a missed bin".

        Args:
            content: as it was before the edit; with it, enquiries are called by their titles.
        """
        ...

    def apply(self, content: Content) -> Change:
        """What the files hold afterwards. Writes nothing.

        Raises:
            EditRefused: it cannot be done, with words an editor understands.
        """
        ...


class Rewriting:
    """The files an edit touches. What it puts here is seen by its next step; `change` has what differs in the end."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._texts: dict[str, str | None] = {}

    def path(self, name: str) -> Path:
        return self.content.root / name

    def exists(self, name: str) -> bool:
        return self._texts[name] is not None if name in self._texts else self.path(name).is_file()

    def text(self, name: str) -> str:
        """Raises EditRefused when the file cannot be read."""
        if name in self._texts:
            return self._texts[name] or ""
        try:
            return self.path(name).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise EditRefused(
                f"The file {name} cannot be read. Ask whoever looks after it to mend it."
            ) from None

    def put(self, name: str, text: str) -> None:
        self._texts[name] = text

    def delete(self, name: str) -> None:
        self._texts[name] = None

    def phrases(self, name: str) -> PhraseFile:
        """Raises EditRefused when the file is broken."""
        file = parse_phrases(self.text(name), self.path(name))
        for mistake in file.mistakes:
            raise broken(name, mistake)
        return file

    def phrase_files(self, intent: str) -> Iterator[tuple[str, PhraseFile]]:
        """The files that have phrases of an intent. Raises EditRefused for one that cannot be changed by line."""
        for path in sorted(self.content.places.phrases.glob("*.yml")):
            name = self.content.relative(path)
            text = self.text(name)
            if intent not in text:
                continue
            file = parse_phrases(text, path)
            if own := file.of(intent):
                for mistake in file.mistakes:
                    raise broken(name, mistake)
                if odd := next((block for block in own if not block.plain), None):
                    raise EditRefused(
                        f"The phrases from line {odd.head + 1} of {name} are written in a way the studio cannot change."
                        " Ask a programmer to write `- intent: its_name`, below it `examples: |`, and then one phrase"
                        " to a line."
                    )
                yield name, file

    def yaml_names(self, *folders: str) -> list[str]:
        """The YAML files below some folders."""
        root = self.content.root
        return [
            self.content.relative(path)
            for folder in folders
            for path in sorted((root / folder).rglob("*.yml"))
        ]

    @contextmanager
    def yaml(self, name: str) -> Iterator[YamlText]:
        """A file to change, kept at the end. Raises EditRefused when it is broken."""
        try:
            yaml = YamlText(self.text(name))
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            raise EditRefused(f"Line {line} of {name} is broken. It must be mended first.") from None
        try:
            yield yaml
        except (KeyError, YAMLError):
            raise EditRefused(f"The file {name} is written in a way the studio cannot change.") from None
        self.put(name, yaml.text)

    def change(self) -> Change:
        found: dict[str, bytes | None] = {}
        for name, text in self._texts.items():
            before = self.path(name).read_bytes() if self.path(name).is_file() else None
            after = None if text is None else text.encode("utf-8")
            if before != after:
                found[name] = after
        return found


def broken(name: str, mistake: Mistake) -> EditRefused:
    return EditRefused(
        f"Line {mistake.line} of {name} is broken: {mistake.problem}. It must be mended first."
    )


def shown(content: Content | None, intent: str) -> str:
    return content.shown(intent) if content else intent.replace("_", " ").capitalize()


def count(number: int, what: str) -> str:
    """Such as 1 phrase, 3 phrases."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def spot(text: str, unlike: str = "") -> str:
    """The beginning of some words, to say which are meant.

    Args:
        unlike: other words that are named beside them; where both begin alike, the part in which they differ is shown.
    """
    if len(text) <= MOST_SPOTTED:
        return f"‘{text}’"
    begins = text[: MOST_SPOTTED - 3].rstrip()
    if not unlike or text == unlike or not unlike.startswith(begins):
        return f"‘{begins}...’"
    places = range(len(text))  # past the last where the other only goes on
    differs = next((place for place in places if text[: place + 1] != unlike[: place + 1]), len(text))
    start = text.rfind(" ", 0, max(1, differs - BEFORE_IT)) + 1
    end = min(len(text), start + MOST_SPOTTED)
    return f"‘...{text[start:end].rstrip()}{'...' if end < len(text) else ''}’"
