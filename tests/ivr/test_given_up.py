"""By night, noise at the offer of a call-back: whoever asked for somebody is rung, and nobody is asked without end."""

from __future__ import annotations

import pytest

from contacts.models import CallBackRequest
from ivr.turns import HangUp, Listen, PutThrough
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre
from tests.ivr.parts import Caller

OFFER = "Shall I ask someone to phone you?"


@pytest.fixture
def night(centre: Centre) -> Centre:
    centre.clock.time = TUESDAY_NIGHT
    return centre


def booked(centre: Centre) -> list[CallBackRequest]:
    with centre.database.reading() as session:
        return session.query(CallBackRequest).all()


def ends(caller: Caller, *, silent: bool = False) -> tuple[HangUp, int]:
    """The end of a call on which nothing but noise, or nothing, is heard from now on; and how often it was offered."""
    offered = OFFER in caller.heard
    for _ in range(12):
        decision = caller.stays_silent() if silent else caller.says("nork flub")
        if isinstance(decision, HangUp):
            return decision, offered
        assert isinstance(decision, Listen)
        offered += any(OFFER in words for words in decision.say)
    raise AssertionError("the call has no end")


@pytest.mark.parametrize("silent", [True, False])
def test_whoever_asked_for_a_person_is_rung_on_the_number_they_ring_from(night: Centre, silent: bool):
    caller = Caller(night)
    caller.says("a person please")
    decision, offered = ends(caller, silent=silent)
    assert "will ring 0 7 7 0 0, 9 0 0 1 2 3 tomorrow" in decision.say[0]
    assert decision.say[-1] == "Thank you for calling. Goodbye."
    assert offered <= 3
    (request,) = booked(night)
    assert (request.number, request.team, request.name) == (MOBILE, "waste", None)


def test_so_is_whoever_asked_to_be_rung_and_did_not_confirm_the_number(night: Centre):
    caller = Caller(night)
    caller.says("ring me back please")
    decision, _ = ends(caller)
    assert "will ring 0 7 7 0 0, 9 0 0 1 2 3 tomorrow" in decision.say[0]
    assert [request.number for request in booked(night)] == [MOBILE]


def test_of_a_hidden_number_it_is_said_when_somebody_is_here(night: Centre):
    caller = Caller(night, None)
    caller.says("a person please")
    decision, offered = ends(caller)
    assert decision.say[0].startswith("Our advisers are back tomorrow at 8.45am.")
    assert (offered, booked(night)) == (3, [])


def test_nobody_is_rung_after_noise_alone(night: Centre):
    decision, offered = ends(Caller(night), silent=True)
    assert decision.say[0].startswith("Our advisers are back tomorrow at 8.45am.")
    assert (offered <= 3, booked(night)) == (True, [])


def test_whoever_says_no_is_not_rung(night: Centre):
    caller = Caller(night)
    caller.says("a person please")
    assert isinstance(caller.says("no"), Listen)
    caller.says("mumble")
    assert booked(night) == []


def test_in_hours_a_person_is_brought(centre: Centre):
    caller = Caller(centre)
    caller.says("ring me back please")
    for _ in range(3):
        decision = caller.says("nork flub")
    assert isinstance(decision, Listen | PutThrough)
    assert booked(centre) == []
