"""Which of many new texts are nearly one there is already, or nearly an earlier one of their own.

Pairs are not listed: ten thousand phrases of one pattern have fifty million, and each is asked only whether it is like
any. Ten thousand against twelve thousand take two seconds of one core, whatever they are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from checks.likeness import (
    AT_ONCE,
    COMMON,
    LENGTHS,
    LIKE,
    SHARED,
    Pair,
    by_letters,
    by_runs,
    trigrams,
)

TOGETHER = 32  # texts of like lengths, compared in one go with those that are as long
Numbered = tuple[int, str]  # a text and its place


def like_an_earlier(
    old: Sequence[str], new: Sequence[str], going_on: Callable[[], None] = lambda: None
) -> list[Pair]:
    """Each new text that is like another, with the place of the first such in `[*old, *new]` before its own.

    What is like another makes no third like itself: it may be left out, and the third has nobody to be like then.

    Args:
        going_on: is called now and then, for whoever waits.
    """
    letters, runs = _Letters(), _Runs()
    letters.add(enumerate(old))
    for place, text in enumerate(old):
        runs.add(place, text)
    found: list[Pair] = []
    for first in range(len(old), len(old) + len(new), AT_ONCE):
        going_on()
        some = new[first - len(old) : first - len(old) + AT_ONCE]
        near, among = letters.firsts(some), _among(some)
        alone = np.zeros(len(some), dtype=bool)
        for number, text in enumerate(some):
            own = np.flatnonzero(among[number] & alone)
            likes = [near.get(number), runs.first(text), first + int(own[0]) if len(own) else None]
            if those := [one for one in likes if one is not None]:
                found.append((min(those), first + number))
            else:
                alone[number] = True
                runs.add(first + number, text)
        letters.add((first + number, some[number]) for number in np.flatnonzero(alone).tolist())
    return found


def _among(texts: Sequence[str]) -> NDArray[np.bool_]:
    fit = np.array([by_letters(text) for text in texts])
    like = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=LIKE, dtype=np.float32) > 0
    return np.asarray(like & fit & fit[:, None])


class _Letters:
    """Short texts, by length: one is compared with those that are as long, or not much longer or shorter."""

    def __init__(self) -> None:
        self._known: list[tuple[int, int, str]] = []

    def add(self, texts: Iterable[Numbered]) -> None:
        self._known += [(len(text), place, text) for place, text in texts if by_letters(text)]
        self._known.sort()

    def firsts(self, texts: Sequence[str]) -> dict[int, int]:
        """The place of the first known one that each is like, for those that are like any."""
        lengths = [length for length, _, _ in self._known]
        places = np.array([place for _, place, _ in self._known])
        asked = sorted(
            (number for number, text in enumerate(texts) if by_letters(text)), key=lambda one: len(texts[one])
        )
        found: dict[int, int] = {}
        for begin in range(0, len(asked), TOGETHER):
            some = asked[begin : begin + TOGETHER]
            low = bisect_left(lengths, len(texts[some[0]]) / LENGTHS)
            high = bisect_right(lengths, len(texts[some[-1]]) * LENGTHS)
            like = process.cdist(
                [texts[number] for number in some],
                [text for _, _, text in self._known[low:high]],
                scorer=fuzz.ratio,
                score_cutoff=LIKE,
                dtype=np.float32,
            )
            for row in np.flatnonzero(like.any(axis=1)).tolist():
                found[some[row]] = int(places[low:high][like[row] > 0].min())
        return found


class _Runs:
    """Long texts, by who has which run of three words."""

    def __init__(self) -> None:
        self._having: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._many: dict[int, int] = {}  # how many runs each has

    def add(self, place: int, text: str) -> None:
        if not by_runs(text):
            return
        runs = set(trigrams(text))
        self._many[place] = len(runs)
        for run in runs:
            if len(having := self._having[run]) < COMMON:
                having.append(place)

    def first(self, text: str) -> int | None:
        """The place of the first that shares enough with a text."""
        if not by_runs(text):
            return None
        runs = set(trigrams(text))
        shared = Counter(place for run in runs for place in self._having.get(run, ()))
        likes = (
            place for place, count in shared.items() if count >= SHARED * max(len(runs), self._many[place])
        )
        return min(likes, default=None)
