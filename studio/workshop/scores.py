"""Better, worse or the same: a share before and after on the same messages, and how far chance alone could move it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

RESAMPLES = 4000
SEED = 1
INTERVAL = (2.5, 97.5)  # percentiles: 95% lies between


class Verdict(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"  # no difference, or one that chance explains


@dataclass(frozen=True)
class Score:
    """The share of some messages that is right, 0 to 1, with the live model (before) and the draft's (after).

    Attributes:
        low, high: the 95% interval of after - before by a paired bootstrap: the messages drawn again, as many, with
            replacement. Only where it leaves out 0 is a difference called one. One message that won and one that lost
            are added before drawing: two messages that both changed are no proof, and drawing from them alone would
            never show it.
    """

    messages: int
    before: float
    after: float
    low: float
    high: float

    @property
    def verdict(self) -> Verdict:
        if self.low > 0:
            return Verdict.BETTER
        return Verdict.WORSE if self.high < 0 else Verdict.SAME

    @classmethod
    def of(cls, before: Sequence[bool], after: Sequence[bool]) -> Score:
        """From whether each message was right; at least one. Both in the same order."""
        was, is_now = np.array(before, dtype=int), np.array(after, dtype=int)
        if was.shape != is_now.shape or not len(was):
            raise ValueError("a score needs messages, the same ones before and after")
        change = is_now - was
        count = len(change)
        won, lost = int((change == 1).sum()), int((change == -1).sum())
        if not won and not lost:
            return cls(count, float(was.mean()), float(is_now.mean()), 0.0, 0.0)
        # Each drawing is told by how many messages won, lost and stayed: the same as drawing them one by one.
        size = count + 2
        shares = np.array([won + 1, lost + 1, count - won - lost]) / size
        drawn = np.random.default_rng(SEED).multinomial(size, shares, size=RESAMPLES)
        low, high = np.percentile((drawn[:, 0] - drawn[:, 1]) / size, INTERVAL)
        return cls(count, float(was.mean()), float(is_now.mean()), float(low), float(high))
