"""Council jargon: words residents should not have to meet, and what to say instead, from council/jargon.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

_ENTRY = re.compile(r"[a-z]+\*?(?: [a-z]+\*?)*")


@dataclass(frozen=True)
class Avoid:
    """Words that were found, as they were written, and what to say instead."""

    words: str
    instead: str


class Jargon:
    def __init__(self, instead: dict[str, str], names: tuple[str, ...] = ()) -> None:
        """`instead`: what to say for each word or phrase; `names`: what may be said although jargon is in it."""
        self._instead = {re.compile(_pattern(entry)): remedy for entry, remedy in instead.items()}
        # The longest first: where a phrase and its first word are both listed, the phrase is meant.
        entries = sorted(instead, key=len, reverse=True)
        self._any = re.compile(rf"\b(?:{'|'.join(map(_pattern, entries))})\b" if entries else r"(?!)")
        self._names = re.compile(rf"\b(?:{'|'.join(map(_pattern, names))})\b" if names else r"(?!)")

    @classmethod
    def load(cls, path: Path) -> Jargon:
        """Raises council.yaml_files.CouncilDataError."""
        mistakes: list[Mistake] = []
        section = Section(path, read_mapping(path), mistakes, "jargon.yml")
        section.known_names(("instead", "names"))
        listed = section.section("instead", "the list of jargon")
        instead = {str(entry): listed.text(entry) for entry in listed.values}
        names = section.texts("names")
        for entry in (*instead, *names):
            if not _ENTRY.fullmatch(entry):
                where = listed if entry in instead else section
                remedy = "Write it in small letters, with a space for a hyphen"
                where.wrong(entry if entry in instead else "names", f"{entry!r} can never be found", remedy)
        if mistakes:
            raise CouncilDataError(mistakes)
        return cls(instead, names)

    def found_in(self, text: str) -> list[Avoid]:
        """The jargon of a text, each entry once, in the order it stands there."""
        found: dict[str, Avoid] = {}
        plain = self._names.sub(" ", " ".join(re.sub(r"[^a-z0-9']+", " ", text.lower()).split()))
        for match in self._any.finditer(plain):
            found.setdefault(match[0], Avoid(match[0], self._remedy(match[0])))
        return list(found.values())

    def _remedy(self, words: str) -> str:
        return next(remedy for entry, remedy in self._instead.items() if entry.fullmatch(words))


def _pattern(entry: str) -> str:
    """An asterisk stands for any ending: utilis* is utilise, utilised and utilising."""
    return re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", " ")
