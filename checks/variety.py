"""How varied the phrases of an intent are: how many of all their runs of three words are different ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.findings import Finding, Kind
from checks.likeness import trigrams
from checks.phrases import Phrase

LEAST_VARIETY = 0.85  # below this an intent's phrases look like templates filled in
LEAST_RUNS = 100  # of fewer runs the share says little: yes, no, hello


@dataclass(frozen=True)
class Variety:
    """`runs` of three words in the phrases, `distinct` of them different."""

    phrases: int
    runs: int
    distinct: int

    @property
    def share(self) -> float:
        """From 0 to 1, and 1 where no phrase has three words."""
        return self.distinct / self.runs if self.runs else 1.0


def variety(phrases: list[Phrase]) -> Variety:
    runs = [run for phrase in phrases for run in trigrams(phrase.plain)]
    return Variety(len(phrases), len(runs), len(set(runs)))


def by_intent(phrases: list[Phrase]) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase.intent, []).append(phrase)
    return found


def check_variety(phrases: list[Phrase]) -> Iterator[Finding]:
    for intent, listed in by_intent(phrases).items():
        has = variety(listed)
        if has.runs >= LEAST_RUNS and has.share < LEAST_VARIETY:
            problem = f"only {has.share:.0%} of the runs of three words in {intent} are different"
            remedy = "Begin some phrases in other ways, and tell other stories"
            yield Finding.at(Kind.SAMENESS, listed[0].path, listed[0].line, problem, remedy)
