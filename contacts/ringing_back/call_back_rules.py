"""The rules of a call-back: when a try may begin, and what follows each way in which it can end.

Sources: the residents' promise in council/words.yml (call_back_booked) and the project's rule for calls we place:
the adviser first, at most three tries for the resident, then a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from contacts.models import AttemptOutcome, CallBackStatus
from council.hours import OpeningHours

RESIDENT_TRIES = 3
RESIDENT_WAITS = (timedelta(minutes=15), timedelta(minutes=60))  # after the first and the second try
OUR_TRIES = 4  # in a row without an adviser, or without a line: then a person must look
OUR_WAIT = timedelta(minutes=15)
SHORTEST_WINDOW = timedelta(hours=1)
SHORTEST_TALK = timedelta(seconds=10)  # a greeting that turns out to be a machine's is no conversation
RING_LOST_AFTER = timedelta(minutes=5)  # both legs ring, are whispered to and screened in under three
TALK_LOST_AFTER = timedelta(hours=4, minutes=10)  # the network ends a call after four hours

RESIDENTS_SIDE = (AttemptOutcome.RESIDENT_NOT_REACHED, AttemptOutcome.MACHINE)
OUR_SIDE = (AttemptOutcome.ADVISER_NOT_REACHED, AttemptOutcome.FAILED)


@dataclass(frozen=True)
class Window:
    """When a team may ring. Both ends are aware; `by` is a closing time."""

    opens: datetime
    by: datetime


@dataclass(frozen=True)
class Next:
    """What becomes of a call-back. `try_at` is set for one that is to be rung again."""

    status: CallBackStatus
    try_at: datetime | None = None
    text: bool = False  # tell the resident by text that we tried


def window(hours: OpeningHours, at: datetime) -> Window:
    """The first opening from a moment on that leaves an hour to ring in.

    Raises:
        LookupError: the team does not open within a month.
    """
    opens = hours.next_opening(at)
    by = hours.closing(opens) or opens + timedelta(hours=8)
    if by - opens < SHORTEST_WINDOW:
        # Asked just before closing: promising the last minutes of today would be no promise.
        opens = hours.next_opening(by)
        by = hours.closing(opens) or by
    return Window(opens, by)


def is_too_late(hours: OpeningHours, ring_by: datetime, at: datetime) -> bool:
    """A call that missed its window is made in the next one. If that has gone by too, ringing out of the blue
    would be odd: a person decides."""
    try:
        return at > ring_by and at > window(hours, ring_by).by
    except LookupError:  # a team that opens no more
        return True


def tries_for_resident(outcomes: Sequence[AttemptOutcome]) -> int:
    """How many of the resident's three tries are used up."""
    return sum(outcome in RESIDENTS_SIDE for outcome in outcomes)


def after(
    outcomes: Sequence[AttemptOutcome], hours: OpeningHours, at: datetime, *, takes_texts: bool
) -> Next:
    """What follows the last of these outcomes.

    Args:
        outcomes: of every try so far, oldest first, at least one.
        takes_texts: the resident's number can get a text; a landline cannot.
    """
    last = outcomes[-1]
    if last is AttemptOutcome.TALKED:
        return Next(CallBackStatus.DONE)
    if last in OUR_SIDE:
        in_a_row = len(list(takewhile(lambda outcome: outcome in OUR_SIDE, reversed(outcomes))))
        if in_a_row >= OUR_TRIES:
            return Next(CallBackStatus.NEEDS_A_PERSON)
        return _again(hours, at + OUR_WAIT)
    tries = tries_for_resident(outcomes)
    if tries < RESIDENT_TRIES:
        return _again(hours, at + RESIDENT_WAITS[tries - 1])
    if takes_texts:
        return Next(CallBackStatus.NOT_REACHED, text=True)
    return Next(CallBackStatus.NEEDS_A_PERSON)  # by letter or email, or by trying once more


def _again(hours: OpeningHours, at: datetime) -> Next:
    """At that moment while the team is there, else when it opens next."""
    try:
        return Next(CallBackStatus.BOOKED, try_at=hours.next_opening(at))
    except LookupError:  # a team that opens no more
        return Next(CallBackStatus.NEEDS_A_PERSON)
