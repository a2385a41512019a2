"""The choice: as much found out of scope as some refusals allow, then as many answers as may be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from statistics import mean

from evaluation.judged import Judged
from evaluation.labelled import OUT_OF_SCOPE
from server.thresholds.rule import Thresholds

MOST_DECIMALS = 6  # of a number in config.yml
ROUNDING = 1e-9  # 0.05 * 20 is a little more than 1


class CannotChoose(ValueError):
    """The messages cannot decide it; the message says what is missing."""


@dataclass(frozen=True)
class Aims:
    """Shares from 0 to 1."""

    refused: float = 0.05  # of real enquiries that are not understood, at most
    precision: float = 0.95  # acceptable among those answered outright, at least


@dataclass(frozen=True)
class _Floors:
    """Confidence and familiarity below which nothing is understood, and what that does."""

    ask_from: float
    familiar_from: float
    found: int  # messages out of scope that are not understood and do not look out of scope besides
    refused: int  # real enquiries

    @property
    def worth(self) -> tuple[int, int, float]:
        return self.found, -self.refused, -self.ask_from


def choose(judged: Sequence[Judged], aims: Aims) -> Thresholds:
    """Choose by the rule that `rule.outcome` applies.

    Of all pairs of familiar_from and ask_from that refuse few enough, the one that finds most out of scope, and of
    those the one that refuses fewest. Then the lowest answer_from that keeps the precision. A number lies between
    the two messages it parts, with as few decimals as do.

    Raises:
        CannotChoose: there is nothing out of scope, no real enquiry, or no confidence is precise enough.
    """
    readable = [j for j in judged if j.guess is not None]
    outside = [j for j in readable if j.row.outside]
    real = [j for j in readable if not j.row.outside]
    if not outside or not real:
        what = "out of scope" if real else "a real enquiry"
        raise CannotChoose(f"No message is {what}; thresholds are chosen from both kinds.")
    unread = sum(not j.row.outside for j in judged) - len(real)  # never understood, whatever is chosen
    allowed = floor(aims.refused * (unread + len(real)) + ROUNDING) - unread
    if allowed < 0:
        raise CannotChoose(
            f"Real enquiries with nothing to read: {unread}, which is already more than {aims.refused:.1%}."
        )
    # Those that look out of scope by their guess are found already.
    missed = [j for j in outside if j.guess != OUT_OF_SCOPE]
    floors = max(_pairs(real, missed, allowed), key=lambda pair: pair.worth)
    answer_from = _answer_from(readable, floors, aims.precision)
    return Thresholds(answer_from, floors.ask_from, floors.familiar_from)


def _pairs(real: Sequence[Judged], missed: Sequence[Judged], allowed: int) -> list[_Floors]:
    """For each ask_from worth trying, with the familiar_from that finds most at the least cost."""
    confidences = sorted({j.confidence for j in (*real, *missed)})
    found = []
    for number, lowest in enumerate(confidences):
        kept_real = [j for j in real if j.confidence >= lowest]
        kept_missed = [j for j in missed if j.confidence >= lowest]
        spare = allowed - (len(real) - len(kept_real))
        if spare < 0:
            break
        ask_from = between(confidences[number - 1], lowest) if number else 0.0
        familiar_from = _familiar_from(kept_real, kept_missed, spare)
        strange = [j for j in kept_missed if j.familiarity < familiar_from]
        refused = sum(j.familiarity < familiar_from for j in kept_real)
        found.append(
            _Floors(
                ask_from,
                familiar_from,
                len(missed) - len(kept_missed) + len(strange),
                len(real) - len(kept_real) + refused,
            )
        )
    return found


def _familiar_from(real: Sequence[Judged], missed: Sequence[Judged], spare: int) -> float:
    """The lowest familiarity that finds as many of the missed as refusing `spare` real ones allows."""
    of_real = sorted(j.familiarity for j in real)
    cut = of_real[spare] if spare < len(of_real) else inf  # below it lie `spare` real ones at most
    strange = [j.familiarity for j in missed if j.familiarity < cut]
    everything = [*of_real, *(j.familiarity for j in missed)]
    if not strange:
        return float(floor(min(everything, default=0.0)))
    familiar = [familiarity for familiarity in everything if familiarity > max(strange)]
    return between(max(strange), min(familiar, default=max(strange) + 1))


def _answer_from(readable: Sequence[Judged], floors: _Floors, precision: float) -> float:
    """The lowest confidence from which on enough answers are acceptable."""
    known = [j for j in readable if j.confidence >= floors.ask_from and j.familiarity >= floors.familiar_from]
    confidences = sorted({j.confidence for j in known})
    best = 0.0
    for number, lowest in enumerate(confidences):
        answered = [j.acceptable for j in known if j.confidence >= lowest]
        best = max(best, mean(answered))
        if sum(answered) >= precision * len(answered) - ROUNDING:
            return between(confidences[number - 1], lowest) if number else floors.ask_from
    raise CannotChoose(
        f"From no confidence on are {precision:.1%} of the answers right; at best {best:.1%} are."
    )


def between(low: float, high: float) -> float:
    """A number above `low`, at most `high`, with as few decimals as do, nearest to their middle."""
    middle = (low + high) / 2
    for decimals in range(1, MOST_DECIMALS + 1):
        step = 10**decimals
        beside = [rounded(middle * step) / step for rounded in (floor, ceil)]
        inside = [number for number in beside if low < number <= high]
        if inside:
            return min(inside, key=lambda number: abs(number - middle))
    return high
