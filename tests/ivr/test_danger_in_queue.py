"""Danger told while waiting for some team: whoever is there for danger is rung, not the team they waited for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contacts.models import QueueEntry, RingStatus
from ivr.simulator import State
from tests.contacts.parts import Centre, Resident
from tests.ivr.parts import CONTACT_CENTRE, WASTE, PhoneLine

CARE = "+441632960013"
SERVED = {
    "danger": ("I am having chest pains", "contact_centre", CONTACT_CENTRE, "an adviser"),
    "a wish to die": ("I want to kill myself", "contact_centre", CONTACT_CENTRE, "an adviser"),
    "as only the assistant knows": (
        "my mother is trapped",
        "contact_centre",
        CONTACT_CENTRE,
        "an adviser",
    ),
    "harm": ("she has bruises", "care", CARE, "the care team"),
}


def the_entry(line_or_centre: PhoneLine | Centre) -> QueueEntry:
    centre = line_or_centre.centre if isinstance(line_or_centre, PhoneLine) else line_or_centre
    with centre.database.reading() as session:
        return session.query(QueueEntry).one()


@pytest.mark.parametrize(("words", "team", "number", "spoken"), SERVED.values(), ids=SERVED.keys())
def test_it_rings_at_whoever_is_there_for_it_and_the_old_telephone_stops(
    waiting_line: PhoneLine, words: str, team: str, number: str, spoken: str
):
    call = waiting_line.dial("a person please")
    since = the_entry(waiting_line).waiting_since
    waiting_line.centre.clock.pass_(timedelta(seconds=10))
    heard = call.says(words).words
    bins, now = waiting_line.network.placed
    assert (bins.number, bins.state) == (WASTE, State.ENDED)
    assert (now.number, now.state) == (number, State.DIALLING)
    assert f"You are next in the queue for {spoken}." in heard
    entry = the_entry(waiting_line)
    assert (entry.team, entry.waiting_since) == (team, since)
    assert entry.card["collected"]["Asked for"] == "Bins and recycling"
    assert call.in_queue


def test_who_takes_it_hears_of_the_danger(waiting_line: PhoneLine):
    waiting_line.dial("a person please").says("I am having chest pains")
    (ring,) = waiting_line.network.ringing
    assert "Danger" in ring.answers().whispered
    ring.presses("1")
    assert the_entry(waiting_line).team == "contact_centre"


def test_who_hears_the_whisper_already_keeps_the_caller(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    (bins,) = waiting_line.network.ringing
    bins.answers()
    call.says("I am having chest pains")
    assert len(waiting_line.network.placed) == 1
    bins.presses("1")
    assert bins.talks_to is call


def test_danger_told_twice_rings_nobody_anew(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please").says("I am having chest pains")
    call.says("I am having chest pains").says("she has bruises")
    with waiting_line.centre.database.reading() as session:
        (entry,) = session.query(QueueEntry)
        assert [ring.status for ring in entry.rings] == [RingStatus.WITHDRAWN, RingStatus.RINGING]
        assert entry.team == "contact_centre"


def test_distress_stays_with_whom_they_asked_for(waiting_line: PhoneLine):
    waiting_line.dial("a person please").says("I cannot cope")
    assert [placed.number for placed in waiting_line.network.placed] == [WASTE]
    assert the_entry(waiting_line).team == "waste"


def test_whom_they_asked_for_by_name_is_on_the_card_and_is_not_rung_first(centre: Centre):
    resident: Resident = centre.resident("trevor please", "my mother is trapped")
    entry = the_entry(centre)
    assert (entry.team, entry.card["person"]) == ("contact_centre", None)
    assert entry.card["collected"]["Asked for"] == "Trevor Haddock"
    assert resident.key


def test_an_adviser_who_has_the_chat_keeps_it(centre: Centre):
    resident = centre.resident("a person please")
    entry = centre.queue.accept(the_entry(centre).id, "Tom Fielding")
    resident.says("I am having chest pains")
    assert centre.queue.entry(entry.id).team == "waste"
