"""Who is helped first: facts about somebody who waits, weighed into one number with its reasons in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

# A danger to life passes everybody. Somebody vulnerable passes every ordinary caller, however long those have waited;
# among ordinary callers each reason moves one forward. All are Marlbury's own figures.
DANGER = 2000
VULNERABLE = 500
BROKEN_PROMISE = 60
INTERPRETER = 500  # like somebody vulnerable: whoever cannot follow the line has no other way
PASSED_ON = 80  # talked to a colleague already; the wait begins anew, the story does not
UNRESOLVED_CONTACT = 30  # each
MOST_UNRESOLVED = 3  # more count no further: who rings all day must not shut everybody else out
LONG_WAIT = 40  # for each LONG_WAIT_MINUTES
LONG_WAIT_MINUTES = 5
MOST_LONG_WAITS = 6
REPEAT_CALLER = 2  # unresolved contacts in REPEAT_DAYS
REPEAT_DAYS = 7


@dataclass(frozen=True)
class Facts:
    """What is known when somebody joins the queue. `unresolved` counts their contacts of the last REPEAT_DAYS that came
    to nothing, `broken_promises` their open cases past the date they were promised."""

    danger: bool = False
    vulnerable: bool = False
    unresolved: int = 0
    broken_promises: int = 0
    passed_on: bool = False
    language: str = ""  # an interpreter is wanted for it

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any] | None) -> Facts:
        return cls(**stored) if stored else cls()


def comes_first(facts: Facts, since: datetime) -> tuple[int, datetime]:
    """Sorts those who wait, the first to be helped first: danger, then who may be vulnerable or cannot follow English,
    then the rest by how long they have waited, each other reason worth the minutes that weigh as much. Of two who wait,
    whoever is first stays first: a place that was told holds."""
    now = ranking(facts, timedelta())
    tier = DANGER * facts.danger + VULNERABLE * (facts.vulnerable or bool(facts.language))
    passes = DANGER * facts.danger + VULNERABLE * facts.vulnerable + INTERPRETER * bool(facts.language)
    return -tier, since - timedelta(minutes=(now.score - passes) * LONG_WAIT_MINUTES / LONG_WAIT)


@dataclass(frozen=True)
class Ranking:
    """The higher the score the sooner. `reasons` are for advisers, the weightiest first."""

    score: int
    reasons: tuple[str, ...]


def ranking(facts: Facts, waited: timedelta) -> Ranking:
    """The place somebody has a right to after waiting this long."""
    long_waits = min(int(waited.total_seconds() // (60 * LONG_WAIT_MINUTES)), MOST_LONG_WAITS)
    unresolved = facts.unresolved if facts.unresolved >= REPEAT_CALLER else 0
    weighed = (
        (DANGER * facts.danger, "Danger"),
        (VULNERABLE * facts.vulnerable, "May be vulnerable"),
        (PASSED_ON * facts.passed_on, "Passed on by a colleague"),
        (INTERPRETER * bool(facts.language), f"Needs an interpreter: {facts.language}"),
        (BROKEN_PROMISE * bool(facts.broken_promises), _broken(facts.broken_promises)),
        (
            UNRESOLVED_CONTACT * min(unresolved, MOST_UNRESOLVED),
            f"In touch {unresolved} times in the last {REPEAT_DAYS} days without a result",
        ),
        (LONG_WAIT * long_waits, f"Waiting for over {long_waits * LONG_WAIT_MINUTES} minutes"),
    )
    return Ranking(
        sum(weight for weight, _ in weighed), tuple(reason for weight, reason in weighed if weight)
    )


def _broken(count: int) -> str:
    return (
        "A case is past its promised date" if count == 1 else f"{count} cases are past their promised dates"
    )
