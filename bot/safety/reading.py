"""What the model sees of a message: its words, their kinds, which kinds stand near each other, the rules it meets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import bags
from bot.safety import matchers, signs
from bot.safety.matchers import Met, SafetyMatcher
from bot.safety.signs import Signs
from bot.safety.text import END, SLIPS, Spelling, read_slips, sentences
from council.danger import DangerWords

NEAR = 8  # words or signs between two kinds that belong together
_DENIALS = (
    r"(?:(?:is|was|are|were|do|did|does|has|have|had)(?:nt| not)|not|never|nothings|nobodys|no ?ones|nothing is"
    r"|nobody is|(?:no ?one|nobody) has|without an?|(?:theres|there is|there was|was|were|had|found) no)"
    r"(?: (?:actually|really|even|been|an?|any|to|gas))?"
)
_LETTERS, _IN_A_ROW = (3, 4, 5), 3


@dataclass(frozen=True)
class Reading:
    """`words` as plain text; `tokens` the same with each sign replaced by its kind, and whether it is one; `plain` when
    they have a phrase of danger in them that needs no grammar ("gas leak"), `denied` when it is denied ("no gas leak").
    """

    words: str
    tokens: tuple[tuple[str, bool], ...]
    met: tuple[Met, ...]
    plain: bool
    denied: bool = False


class Reader:
    """Reads messages with the signs and rules of a council's folder."""

    def __init__(
        self, found: Signs, rules: SafetyMatcher, danger: DangerWords, by_ear: Mapping[str, str]
    ) -> None:
        self._signs, self._rules, self._danger = found, rules, danger
        self._spelling = Spelling(found.words(), by_ear)

    @classmethod
    def load(cls, folder: Path, danger: DangerWords) -> Reader:
        """The signs, rules and slips of a folder.

        Raises:
            council.yaml_files.CouncilDataError
        """
        kinds = signs.read_signs(folder / signs.FILE)
        found = Signs(kinds)
        rules = matchers.read_rules(folder / matchers.FILE, kinds)
        return cls(found, SafetyMatcher(rules), danger, read_slips(folder / SLIPS))

    def read(self, message: str) -> Reading:
        said = [self._spelling.corrected(sentence) for sentence in sentences(message)]
        pieces = self._signs.found_in(said)
        tokens = tuple(
            (piece.kind or piece.words[0], piece.kind is not None)
            for piece in pieces
            if piece.words != (END,)
        )
        plain, denied = self._danger_in(message, said)
        return Reading(" ".join(said), tokens, tuple(self._rules.met_by(pieces)), plain, denied)

    def _danger_in(self, message: str, said: list[str]) -> tuple[bool, bool]:
        """Whether a plain phrase of danger is in the words, as they were written or with misspelt ones put right; and
        whether one is denied in the same breath: "it isn't on fire", not "no, it's on fire"."""
        corrected = " ".join(said)
        phrase = self._danger.phrase_in(message) or self._danger.phrase_in(corrected)
        if phrase is None:
            return False, False
        left, denied = said, False
        while phrase and (phrase in corrected):
            without = [re.sub(rf"\b{_DENIALS} {re.escape(phrase)}", " ", sentence) for sentence in left]
            if without == left:
                break
            left, denied = without, True
            phrase = self._danger.phrase_in(" ".join(left))
        return phrase is not None, denied


def single(reading: Reading) -> list[str]:
    return reading.words.split()


def letters(word: str) -> list[str]:
    return bags.letters(word, _LETTERS)


def words(reading: Reading) -> Iterator[str]:
    return bags.in_a_row(reading.words.split(), _IN_A_ROW)


def kinds(reading: Reading) -> Iterator[str]:
    """As words, signs as their kind."""
    return bags.in_a_row([token for token, _ in reading.tokens], _IN_A_ROW)


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
    """The rules met, that any was met, how calm the sentence is, and whether a phrase of danger was said."""
    for met in reading.met:
        how = "calm" if met.calm else "plain"
        yield f"{how} {met.rule}"
        yield f"{how} {met.label}"
    if reading.plain:
        yield "danger"
    if reading.denied:
        yield "danger denied"
