"""Misspelt words put right: only words that are in no dictionary, and only into words residents here use."""

from __future__ import annotations

import math

from symspellpy import SymSpell, Verbosity

from bot.language.vocabulary import OFTEN, Vocabulary

RUN_TOGETHER = 10  # letters from which an unknown word may be several: "mybinwasmissed"
MOST_LETTERS = 200  # of words run together: time must not grow without limit
LONGEST_WORD, SHORTEST_ON_AVERAGE = 16, 3
SHORT, LONG = 4, 7  # letters: shorter words are left alone, longer ones may have two slips


class Spelling:
    """Looks words up among those of a vocabulary; about a tenth of a millisecond a message."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word in vocabulary.known:
            if len(word) >= SHORT and word.isalpha():
                times = vocabulary.count(word) * (5 if word in vocabulary.council else 1)
                self._index.create_dictionary_entry(word, max(times, 1))

    def corrected(self, text: str) -> str:
        return " ".join(self._corrected(word) for word in text.split())

    def _corrected(self, word: str) -> str:
        if len(word) < SHORT or self._vocabulary.is_known(word):
            return word
        slips = 2 if len(word) >= LONG else 1
        found = self._index.lookup(word, Verbosity.TOP, max_edit_distance=slips)
        return str(found[0].term) if found else self._parted(word)

    def _parted(self, word: str) -> str:
        """The likeliest words it is made of, when it is made of nothing but words; else as it came."""
        if not RUN_TOGETHER <= len(word) <= MOST_LETTERS or not word.isalpha():
            return word
        best: list[tuple[float, list[str]] | None] = [(0.0, [])]
        for end in range(1, len(word) + 1):
            ways = [
                (before[0] + math.log(self._vocabulary.share(piece)), [*before[1], piece])
                for start in range(max(0, end - LONGEST_WORD), end)
                if (before := best[start]) and self._is_word(piece := word[start:end])
            ]
            best.append(max(ways, default=None))
        whole = best[-1]
        if whole is None or len(word) < SHORTEST_ON_AVERAGE * len(whole[1]):
            return word  # any word falls into bits: "em bar as sing"
        return " ".join(whole[1])

    def _is_word(self, piece: str) -> bool:
        return (len(piece) > 1 or piece in ("a", "i")) and self._vocabulary.count(piece) >= OFTEN
