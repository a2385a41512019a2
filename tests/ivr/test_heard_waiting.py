"""What callers say while they wait for a person, besides danger: who else they want, what they need, that they go."""

from __future__ import annotations

import pytest

from contacts.models import HandOffStatus, QueueEntry
from ivr.simulator import State
from ivr.waiting.said_waiting import Wish, wish_in
from tests.ivr.parts import WASTE, PhoneLine

HOUSING = "+441632960009"
WISHES = {
    "what's my place": Wish.PLACE,
    "what is my position": Wish.PLACE,
    "when will you ring": Wish.PLACE,
    "when is somebody going to answer": Wish.PLACE,
    "am I next": Wish.PLACE,
    "bye": Wish.NOBODY,
    "ok thanks bye then": Wish.NOBODY,
    "no it's alright I've found the letter": Wish.NOBODY,
    "it's ok I've sorted it now": Wish.NOBODY,
    "I don't need anyone any more": Wish.NOBODY,
    "no it's alright love": None,
    "bye Dave, see you at the weekend": None,
    "I've found somebody to mind the dog": None,
    "I don't need sugar any more": None,
    "put the kettle on": None,
}


def entry_of(line: PhoneLine) -> QueueEntry:
    with line.centre.database.reading() as session:
        return session.query(QueueEntry).order_by(QueueEntry.id).all()[-1]


@pytest.mark.parametrize(("words", "wish"), WISHES.items(), ids=WISHES.keys())
def test_wishes_of_who_waits(words: str, wish: Wish | None):
    assert wish_in(words) is wish


@pytest.mark.parametrize(
    "words",
    ["put me through to housing instead", "no I want the housing team", "can I speak to housing please"],
)
def test_another_team_is_rung_and_the_place_is_kept(waiting_line: PhoneLine, words: str):
    call = waiting_line.dial("a person please")
    since = entry_of(waiting_line).waiting_since
    heard = call.says(words).words
    assert heard.startswith("I am getting the housing team for you.")
    assert "You are next in the queue for the housing team." in heard
    bins, housing = waiting_line.network.placed
    assert (bins.number, bins.state, housing.number) == (WASTE, State.ENDED, HOUSING)
    entry = entry_of(waiting_line)
    assert (entry.team, entry.waiting_since) == ("housing", since)
    assert "Asked for the housing team" in housing.answers().whispered


def test_the_team_they_wait_for_already_is_not_fetched_anew(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    assert "I am getting" not in call.says("put me through to the bins team").words
    assert len(waiting_line.network.placed) == 1


def test_who_told_of_danger_stays_with_whoever_is_there_for_it(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please").says("I am having chest pains")
    call.says("put me through to housing")
    assert entry_of(waiting_line).team == "contact_centre"


def test_another_language_brings_an_interpreter_and_is_answered_in_it(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    assert "Stiamo cercando un interprete" in call.says("mi scusi non parlo inglese").words
    entry = entry_of(waiting_line)
    assert entry.card["language"] == "Italian"
    (ring,) = waiting_line.network.ringing
    assert "Needs an interpreter: Italian" in ring.answers().whispered


@pytest.mark.parametrize("words", ["I'm deaf", "I am a bit deaf love", "I'm hard of hearing"])
def test_who_is_deaf_has_it_on_the_card(waiting_line: PhoneLine, words: str):
    call = waiting_line.dial("a person please")
    assert "Whoever takes your call is told so" in call.says(words).words
    assert entry_of(waiting_line).card["access_needs"] == ["Deaf or hard of hearing"]
    assert "Whoever takes" not in call.says(words).words  # once
    (ring,) = waiting_line.network.ringing
    assert "Deaf or hard of hearing" in ring.answers().whispered


@pytest.mark.parametrize("words", ["bye", "no it's alright I've found the letter"])
def test_who_goes_gives_the_place_up(waiting_line: PhoneLine, words: str):
    call = waiting_line.dial("a person please").says(words)
    assert call.words == "Is there anything else I can help you with?"
    assert entry_of(waiting_line).status == HandOffStatus.ABANDONED
