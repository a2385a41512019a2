"""Languages residents may write in besides English: what each is called, and what we say in it first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping


@dataclass(frozen=True)
class Language:
    """`says` tells the reader, in the language itself, that an interpreter is on the way."""

    code: str  # ISO 639-1
    name: str
    says: str


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
            entry.known_names(("name", "says"))
            languages[str(code)] = Language(str(code), entry.text("name"), entry.text("says"))
        if mistakes:
            raise CouncilDataError(mistakes)
        return cls(languages)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self._languages)

    def get(self, code: str | None) -> Language | None:
        return self._languages.get(code) if code else None
