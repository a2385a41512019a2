"""Which texts are nearly the same. Quick: twenty thousand in a second and a half on one core."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

LIKE = 88  # of 100 (rapidfuzz's ratio): "me state pension" is like "my state pension"
SHORT = 64  # letters: up to here rapidfuzz compares texts in one machine word
SHARED = 0.5  # of the runs of three words of the longer of two long texts
AT_ONCE = 256  # texts compared in one go; a matrix of it and ten thousand others takes 10 MB
LEAST_WORDS = 4  # "yes please" and "yes, thanks" are no copies of each other
# Ten thousand phrases of one pattern, from a spreadsheet, are fifty million pairs, which no machine has room for and
# nobody reads: of so many, each is paired with the earliest few that it is like.
FEW = 10
MANY = 20  # pairs to a text, in one go, from which they are so many
COMMON = 500  # texts that a run of words is remembered of: in more it tells nothing

# A ratio is twice what two texts have in common, of both their lengths together: so much longer one may be.
LENGTHS = (200 - LIKE) / LIKE
_LONG = int(SHORT / LENGTHS)  # what is shorter than this is like nothing that is longer than SHORT

Pair = tuple[int, int]  # two places in a list of texts, the earlier first


# One check asks three times, and the next one has nearly all the same phrases.
@lru_cache(maxsize=32_768)
def trigrams(text: str) -> tuple[tuple[str, ...], ...]:
    """Every run of three words."""
    words = text.split()
    return tuple(zip(words, words[1:], words[2:], strict=False))


def alike(texts: Sequence[str]) -> list[Pair]:
    """The pairs that are nearly the same, in order; of a text that is like very many, those with the earliest FEW. The
    texts are plain (see phrases.py).

    Short texts are alike by their letters; long ones by the runs of words they share, which also finds a story
    told twice with another ending.
    """
    return sorted({*_by_letters(texts), *_by_runs(texts)})


def alike_to(text: str, texts: Sequence[str]) -> list[int]:
    """The places of those that are nearly the same as one text, by the same measures."""
    found: set[int] = set()
    if by_letters(text):
        near = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=LIKE, limit=None)
        found |= {place for other, _, place in near if by_letters(other)}
    if by_runs(text) and (runs := set(trigrams(text))):
        some = {" ".join(run) for run in runs}
        for place, other in enumerate(texts):
            if by_runs(other) and any(run in other for run in some):
                others = set(trigrams(other))
                if len(runs & others) >= SHARED * max(len(runs), len(others)):
                    found.add(place)
    return sorted(found)


def alike_in_another_order(texts: Sequence[str]) -> list[Pair]:
    """The pairs of short texts that are nearly the same once the words of each are sorted."""
    return sorted(_by_letters([" ".join(sorted(text.split())) for text in texts]))


def _by_letters(texts: Sequence[str]) -> Iterator[Pair]:
    """Of short texts, some hundred at once. Each is compared only with those that are as long, or not much longer."""
    places = [place for place, text in enumerate(texts) if by_letters(text)]
    places.sort(key=lambda place: len(texts[place]))
    ordered, at = [texts[place] for place in places], np.array(places, dtype=np.int32)
    lengths, earliest = [len(text) for text in ordered], _Earliest(len(texts))
    for first in range(0, len(ordered), AT_ONCE):
        some = ordered[first : first + AT_ONCE]
        end = bisect_right(lengths, len(some[-1]) * LENGTHS)
        like = process.cdist(
            some, ordered[first:end], scorer=fuzz.ratio, score_cutoff=LIKE, dtype=np.float32, workers=-1
        )
        alike = np.triu(like > 0, 1)
        if np.count_nonzero(alike) > MANY * len(some):
            earliest.add(alike, at[first : first + len(some)], at[first:end])
            continue
        for one, other in np.argwhere(alike):
            yield _pair(places[first + one], places[first + other])
    yield from earliest.pairs()


class _Earliest:
    """Of texts that are like very many, the places of the earliest FEW. Made when there are any."""

    def __init__(self, texts: int) -> None:
        self._none = texts  # a place where no text is
        self._found: np.ndarray | None = None

    def add(self, alike: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> None:
        """A matrix of texts by texts, each of which stands in one place of the list."""
        if self._found is None:
            self._found = np.full((self._none, FEW), self._none, dtype=np.int32)
        for like, own, others in ((alike, rows, columns), (alike.T, columns, rows)):
            earlier = np.where(like & (others[None, :] < own[:, None]), others[None, :], self._none)
            every = np.hstack((self._found[own], earlier))
            self._found[own] = np.partition(every, FEW - 1, axis=1)[:, :FEW]

    def pairs(self) -> Iterator[Pair]:
        for place, others in enumerate(() if self._found is None else self._found.tolist()):
            yield from ((other, place) for other in others if other != self._none)


def _by_runs(texts: Sequence[str]) -> Iterator[Pair]:
    """Of long texts, through an index of who has which run of three words."""
    runs = {place: set(trigrams(text)) for place, text in enumerate(texts) if by_runs(text)}
    times = Counter(run for those in runs.values() for run in those)
    having: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, those in runs.items():
        common = [run for run in those if times[run] > 1]
        if len(common) < SHARED * len(those):
            continue  # most of it stands nowhere else
        shared: Counter[int] = Counter()
        for run in common:
            shared.update(having[run])
            if len(having[run]) < COMMON:
                having[run].append(place)
        near = [
            other for other, count in shared.items() if count >= SHARED * max(len(those), len(runs[other]))
        ]
        yield from ((other, place) for other in (near if len(near) <= MANY else sorted(near)[:FEW]))


def by_letters(text: str) -> bool:
    """Whether a text is compared by its letters: with others of which that holds."""
    return len(text) <= SHORT and text.count(" ") >= LEAST_WORDS - 1


def by_runs(text: str) -> bool:
    """Whether a text is compared by its runs of words. Of some lengths both are."""
    return len(text) >= _LONG


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
