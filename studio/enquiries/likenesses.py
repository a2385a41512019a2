"""Which phrases are nearly the same, remembered: comparing all 9,000 takes a second, a new one some milliseconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from threading import Lock

from checks.likeness import alike, alike_to

FEW = 40  # new texts are compared one by one; more are compared all together
MOST_UNUSED = 3  # times as many texts as were asked about; the rest are of drafts that are gone


class Likenesses:
    """Safe to share between threads. Texts are plain, as checks.phrases.plain makes them."""

    def __init__(self) -> None:
        self._near: dict[str, set[str]] = {}
        self._lock = Lock()

    def knows(self, texts: Collection[str]) -> bool:
        """Whether `near` would answer quickly."""
        near, new = self._near, 0
        for text in texts:
            new += text not in near
            if new > FEW:
                return False
        return True

    def near(self, texts: Collection[str]) -> dict[str, set[str]]:
        """Of each text those that are like it; some of these may be of other checkouts than the one asked about."""
        with self._lock:
            new = [text for text in dict.fromkeys(texts) if text not in self._near]
            if len(new) > FEW or len(self._near) + len(new) > MOST_UNUSED * max(len(texts), FEW):
                self._near = _compared(list(dict.fromkeys(texts)))
            elif new:
                self._near = self._with(new)  # made anew, since others may be reading the one before
            return self._near

    def _with(self, new: list[str]) -> dict[str, set[str]]:
        near, known = dict(self._near), [*self._near, *new]
        near.update((text, set()) for text in new)
        for text in new:
            for place in alike_to(text, known):
                if (other := known[place]) != text:
                    near[text] = near[text] | {other}
                    near[other] = near[other] | {text}
        return near


def _compared(texts: list[str]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = defaultdict(set, {text: set() for text in texts})
    for one, other in alike(texts):
        near[texts[one]].add(texts[other])
        near[texts[other]].add(texts[one])
    return dict(near)
