"""Words of danger and of calm by kind: PERSON, FIRE, PAST and so on, from council/safety/signs.yml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from bot.safety.text import END
from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

FILE = "signs.yml"


def read_signs(path: Path) -> dict[str, tuple[str, ...]]:
    """The words of each kind.

    Raises:
        CouncilDataError: a word stands in two kinds, or can never be heard because of capitals or punctuation.
    """
    mistakes: list[Mistake] = []
    section = Section(path, read_mapping(path), mistakes, FILE)
    kinds = section.section("signs", "the signs")
    found: dict[str, tuple[str, ...]] = {}
    owner: dict[str, str] = {}
    for kind in map(str, kinds.values):
        found[kind] = kinds.texts(kind)
        for words in found[kind]:
            if words in owner:
                kinds.wrong(kind, f"{words!r} is in {owner[words]} already", "Keep it in one kind")
            if words != " ".join("".join(c if c.isalnum() else " " for c in words.lower()).split()):
                kinds.wrong(
                    kind, f"{words!r} can never be heard", "Write it in small letters without punctuation"
                )
            owner[words] = kind
    if mistakes:
        raise CouncilDataError(mistakes)
    return found


class Piece(NamedTuple):
    """A sign with its kind, or any other word (or END) with none."""

    words: tuple[str, ...]
    kind: str | None = None


class Signs:
    """Finds the signs of a message: each word belongs to one kind at most, and the longest sign wins."""

    def __init__(self, kinds: Mapping[str, Iterable[str]]) -> None:
        self._kind_of = {tuple(phrase.split()): kind for kind, words in kinds.items() for phrase in words}
        self._longest: dict[str, int] = {}  # of the signs that begin with a word
        for words in self._kind_of:
            self._longest[words[0]] = max(self._longest.get(words[0], 1), len(words))

    def words(self) -> set[str]:
        return {word for words in self._kind_of for word in words}

    def found_in(self, sentences: Iterable[str]) -> list[Piece]:
        """Plain sentences in pieces, END after each."""
        found: list[Piece] = []
        for sentence in sentences:
            words = sentence.split()
            place = 0
            while place < len(words):
                piece = self._sign_at(words, place) or Piece((words[place],))
                found.append(piece)
                place += len(piece.words)
            found.append(Piece((END,)))
        return found

    def _sign_at(self, words: list[str], place: int) -> Piece | None:
        for size in range(self._longest.get(words[place], 0), 0, -1):
            candidate = tuple(words[place : place + size])
            if candidate in self._kind_of:
                return Piece(candidate, self._kind_of[candidate])
        return None
