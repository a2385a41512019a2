"""Languages residents may write in besides English: what each is called, and what we say in it first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

_SENTENCE = re.compile(r"[^.।۔。]+[.।۔。]")


@dataclass(frozen=True)
class Language:
    """`says` tells the reader, in the language itself, that an interpreter is on the way. `phone` and `voice` are how
    the telephone network speaks it; empty where it cannot."""

    code: str  # ISO 639-1
    name: str
    says: str
    phone: str = ""
    voice: str = ""

    @property
    def says_when_shut(self) -> str:
        """Without the sentence that an interpreter is on the way."""
        first, *others = _SENTENCE.findall(self.says)
        return " ".join((first.strip(), *(one.strip() for one in others[1:])))


class Languages:
    def __init__(self, languages: dict[str, Language]) -> None:
        self._languages = languages

    @classmethod
    def load(cls, path: Path) -> Languages:
        """Raises CouncilDataError."""
        mistakes: list[Mistake] = []
        section = Section(path, read_mapping(path), mistakes, "languages.yml")
        section.known_names(("languages",))
        listed = section.section("languages", "the list of languages")
        languages = {}
        for code in listed.values:
            entry = listed.section(code, f"the language {code!r}")
            entry.known_names(("name", "says", "phone", "voice"))
            languages[str(code)] = Language(
                str(code),
                entry.text("name"),
                entry.text("says"),
                entry.text("phone") if "phone" in entry.values else "",
                entry.text("voice") if "voice" in entry.values else "",
            )
        if mistakes:
            raise CouncilDataError(mistakes)
        return cls(languages)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self._languages)

    def __iter__(self) -> Iterator[Language]:
        return iter(self._languages.values())

    def named_in(self, words: str) -> Language | None:
        """The one that is named in English: "a Punjabi interpreter"."""
        said = set(re.findall(r"\w+", words.casefold()))
        return next((language for language in self if language.name.casefold() in said), None)

    def get(self, code: str | None) -> Language | None:
        return self._languages.get(code) if code else None
