"""Whom a caller asked for by name: their own telephone rings, or that of whoever stands in, and then their team's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from contacts.waiting import presence
from ivr.simulator import State
from tests.contacts.parts import TUESDAY, Centre, councils_own
from tests.ivr.parts import WASTE, PhoneLine

OWN, DEPUTYS = "+441632960101", "+441632960102"


def line_of(centre: Centre, *, queueing: bool) -> PhoneLine:
    """Mohammed Hussain and Trevor Haddock, who stands in for him, each have a telephone of their own."""
    council, own = councils_own().council, {"Mohammed Hussain": OWN, "Trevor Haddock": DEPUTYS}
    people = tuple(replace(person, phone=own.get(person.name)) for person in council.people)
    return PhoneLine(centre, queueing=queueing, council=replace(council, people=people))


@pytest.fixture
def waiting(centre: Centre) -> Iterator[PhoneLine]:
    with line_of(centre, queueing=True) as line:
        yield line


@pytest.fixture
def dialling(centre: Centre) -> Iterator[PhoneLine]:
    with line_of(centre, queueing=False) as line:
        yield line


def is_away(centre: Centre, *names: str) -> None:
    for name in names:
        presence.seen(centre.database, name, TUESDAY - timedelta(minutes=13))


def test_the_deputy_who_is_named_is_rung_and_then_the_team(waiting: PhoneLine):
    is_away(waiting.centre, "Mohammed Hussain")
    call = waiting.dial("mohammed please")
    assert "Trevor Haddock, who stands in for them" in call.words
    assert "asking for Trevor Haddock." in call.says("yes put me through").words
    (ring,) = waiting.network.ringing
    assert ring.number == DEPUTYS
    ring.does_not_answer()
    assert [one.number for one in waiting.network.ringing] == [WASTE]


def test_where_callers_do_not_wait_the_deputy_is_dialled_and_then_the_team(dialling: PhoneLine):
    is_away(dialling.centre, "Mohammed Hussain")
    call = dialling.dial("mohammed please")
    call.says("yes put me through")
    assert (call.state, call.ringing_numbers) == (State.DIALLING, [DEPUTYS])
    call.adviser_does_not_answer()
    assert (call.state, call.ringing_numbers) == (State.DIALLING, [WASTE])
    assert "Shall I ask someone to phone you?" in call.adviser_does_not_answer().words


def test_where_callers_do_not_wait_whom_they_asked_for_is_dialled(dialling: PhoneLine):
    assert dialling.dial("mohammed please").ringing_numbers == [OWN]


def test_who_is_away_is_not_dialled_for_whoever_chose_the_team(dialling: PhoneLine):
    is_away(dialling.centre, "Mohammed Hussain", "Trevor Haddock")
    call = dialling.dial("mohammed please")
    call.says("the team please")
    assert call.ringing_numbers == [WASTE]


def test_a_second_wish_in_the_same_call_rings_anew(dialling: PhoneLine):
    call = dialling.dial("mohammed please")
    call.adviser_does_not_answer()
    call.adviser_does_not_answer()
    call.says("I'd rather wait")
    assert call.ringing_numbers == [OWN]
