"""The service's own sentences, from council/words.yml."""

from __future__ import annotations

import re
from pathlib import Path

from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

_BLANK = re.compile(r"{(\w+)}")


class Words:
    def __init__(self, texts: dict[str, tuple[str, str, str]]) -> None:
        self._texts = texts

    @classmethod
    def load(cls, path: Path) -> Words:
        """Raises CouncilDataError for an entry without text."""
        mistakes: list[Mistake] = []
        section = Section(path, read_mapping(path), mistakes, "words.yml")
        texts = {}
        for name in section.values:
            entry = section.section(str(name), f"the words {name!r}")
            entry.known_names(("text", "spoken", "texted"))
            text = entry.text("text")
            texts[str(name)] = (text, entry.text("spoken", text), entry.text("texted", text))
        if mistakes:
            raise CouncilDataError(mistakes)
        return cls(texts)

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def say(self, name: str, /, *, spoken: bool, **blanks: str) -> str:
        """A sentence with its blanks filled. Raises KeyError for a sentence or blank nobody provides."""
        return _filled(self._texts[name][1 if spoken else 0], blanks)

    def text(self, name: str, /, **blanks: str) -> str:
        """The same for a text message."""
        return _filled(self._texts[name][2], blanks)

    def blanks_of(self, name: str) -> set[str]:
        return {blank for text in self._texts[name] for blank in _BLANK.findall(text)}


def _filled(text: str, blanks: dict[str, str]) -> str:
    return _BLANK.sub(lambda blank: blanks[blank[1]], text)
