"""Slips put right before a search: only words nobody here has written, and only into words somebody has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORT, LONG = 4, 8  # letters: shorter words are left alone, longer ones may have two slips
LEAST_TIMES = 2  # a word written only once may be a slip itself
MOST_WORDS = 60  # a longer message is put right only so far: half a millisecond for a word nobody knows

_WORD = re.compile("[A-Za-z'\u2018\u2019]+")
_APOSTROPHES = re.compile("['\u2018\u2019]")


class Spelling:
    """Looks words up in a vocabulary, lower-case words without apostrophes with how often each is written."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._of_length: dict[int, list[str]] = defaultdict(list)
        for word, times in vocabulary.items():
            if len(word) >= SHORT and times >= LEAST_TIMES and word.isalpha():
                self._of_length[len(word)].append(word)

    def corrected(self, text: str, is_english: Callable[[str], bool] = lambda word: False) -> str:
        """The text with words put right that are neither in the vocabulary nor, as far as we can tell, English."""
        left = MOST_WORDS

        def put_right(found: re.Match[str]) -> str:
            nonlocal left
            word = _APOSTROPHES.sub("", found[0].lower())
            if left == 0 or len(word) < SHORT or word in self._vocabulary or is_english(word):
                return found[0]
            left -= 1
            return self._nearest(word) or found[0]

        return _WORD.sub(put_right, text)

    def _nearest(self, word: str) -> str | None:
        slips = 2 if len(word) >= LONG else 1
        near = [
            (distance, -self._vocabulary[known], known)
            for length in range(len(word) - slips, len(word) + slips + 1)
            for known, distance, _ in process.extract(
                word, self._of_length.get(length, ()), scorer=OSA.distance, score_cutoff=slips, limit=None
            )
        ]
        return min(near)[2] if near else None
