"""What the model sees of a message: its words, their kinds, which kinds stand near each other, the rules it meets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.safety import matchers, signs
from bot.safety.matchers import Met, SafetyMatcher
from bot.safety.signs import Signs
from bot.safety.text import END, Spelling, sentences

NEAR = 8  # words or signs between two kinds that belong together
_LETTERS = range(2, 6)


@dataclass(frozen=True)
class Reading:
    """`words` as plain text; `tokens` the same with each sign replaced by its kind, and whether it is one."""

    words: str
    tokens: tuple[tuple[str, bool], ...]
    met: tuple[Met, ...]


class Reader:
    """Reads messages with the signs and rules of a council's folder."""

    def __init__(self, found: Signs, rules: SafetyMatcher, spelling: Spelling) -> None:
        self._signs, self._rules, self._spelling = found, rules, spelling

    @classmethod
    def load(cls, folder: Path, known: Sequence[str]) -> Reader:
        """`known`: words that are never taken for a slip.

        Raises:
            council.yaml_files.CouncilDataError
        """
        kinds = signs.read_signs(folder / signs.FILE)
        found = Signs(kinds)
        rules = matchers.read_rules(folder / matchers.FILE, kinds)
        return cls(found, SafetyMatcher(rules), Spelling(found.words(), known))

    def read(self, message: str) -> Reading:
        said = [self._spelling.corrected(sentence) for sentence in sentences(message)]
        pieces = self._signs.found_in(said)
        tokens = tuple(
            (piece.kind or piece.words[0], piece.kind is not None)
            for piece in pieces
            if piece.words != (END,)
        )
        return Reading(" ".join(said), tokens, tuple(self._rules.met_by(pieces)))


def letters(reading: Reading) -> Iterator[str]:
    """Two to five letters in a row within a word, its beginning and end marked by a space."""
    for word in reading.words.split():
        marked = f" {word} "
        for size in _LETTERS:
            for start in range(max(1, len(marked) - size + 1)):
                yield marked[start : start + size]


def words(reading: Reading) -> Iterator[str]:
    """One to three words in a row."""
    return _in_a_row(reading.words.split())


def kinds(reading: Reading) -> Iterator[str]:
    """One to three words in a row, signs as their kind."""
    return _in_a_row([token for token, _ in reading.tokens])


def pairs(reading: Reading) -> Iterator[str]:
    """Kinds, and two kinds near each other in their order."""
    found = [(place, kind) for place, (kind, is_sign) in enumerate(reading.tokens) if is_sign]
    for number, (place, kind) in enumerate(found):
        yield kind
        for further, other in found[number + 1 :]:
            if further - place > NEAR:
                break
            yield f"{kind} {other}"


def rules(reading: Reading) -> Iterator[str]:
    """The rules met, that any was met, and how calm the sentence is."""
    for met in reading.met:
        how = "calm" if met.calm else "plain"
        yield f"{how} {met.rule}"
        yield f"{how} {met.label}"


def _in_a_row(tokens: Sequence[str]) -> Iterator[str]:
    for size in (1, 2, 3):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])
