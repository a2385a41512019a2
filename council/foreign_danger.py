"""Danger told in another language than English: words of council/safety/foreign.yml, found without any model."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

FILE = "council/safety/foreign.yml"
MOST_CHARACTERS = 2_000
UNSPACED = frozenset(["zh"])  # written without spaces: a word may begin anywhere
_OWN_LETTERS = str.maketrans({"ł": "l", "ı": "i", "đ": "d", "ø": "o", "ß": "ss", "'": "", "’": "", "ʼ": ""})


class ForeignDanger:
    """Words of danger by the code of their language."""

    def __init__(self, words: dict[str, tuple[str, ...]]) -> None:
        self._words = words
        self._sought = {code: [_sought(word, code) for word in listed] for code, listed in words.items()}

    @classmethod
    def load(cls, path: Path) -> ForeignDanger:
        """Raises CouncilDataError."""
        mistakes: list[Mistake] = []
        section = Section(path, read_mapping(path), mistakes, path.name)
        section.known_names(("danger",))
        listed = section.section("danger", "the words of danger")
        words = {}
        for code in map(str, listed.values):
            found = [folded(word) + ("*" if word.endswith("*") else "") for word in listed.texts(code)]
            if any(not word.strip("*") for word in found):
                listed.wrong(code, "a word has no letters", "Take it away")
            words[code] = tuple(found)
        if mistakes:
            raise CouncilDataError(mistakes)
        return cls(words)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self._words)

    def languages_of(self, message: str) -> list[str]:
        """The languages in which a message tells of danger, the one that says most of it first; mostly none."""
        said = folded(message[:MOST_CHARACTERS])
        spaced, unspaced = f" {said} ", said.replace(" ", "")
        weight = {}
        for code, sought in self._sought.items():
            within = unspaced if code in UNSPACED else spaced
            heard = [word for word in sought if word in within]
            if heard:
                weight[code] = sum(len(word.strip()) for word in heard)
        return sorted(weight, key=lambda code: -weight[code])


def folded(text: str) -> str:
    """Small letters without accents, and a space for all that is no letter, number or vowel sign."""
    plain = unicodedata.normalize("NFD", text.casefold().translate(_OWN_LETTERS))
    kept = (character for character in plain if not unicodedata.combining(character))
    return " ".join("".join(" " if unicodedata.category(c)[0] in "PSZC" else c for c in kept).split())


def _sought(word: str, code: str) -> str:
    """What must stand in a message, folded and between spaces, for a word to be in it."""
    if code in UNSPACED and not word.isascii():
        return word
    return f" {word.removesuffix('*')}{'' if word.endswith('*') else ' '}"
