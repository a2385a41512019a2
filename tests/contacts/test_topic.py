"""Who wants a person, whoever it is, gets one who knows what they rang about."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from contacts.acts import HandOff
from contacts.assistant import HURRIED_SECONDS, AssistantTurn
from contacts.lookups import A_PERSON
from contacts.models import Channel, Turn
from contacts.said import Said
from contacts.topic import wants_a_person
from tests.contacts.parts import SCRIPT, Centre, Resident


@pytest.fixture(autouse=True)
def anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The assistant brings a person of the contact centre, as it does where no form is open."""
    reply = SCRIPT["librarian"]
    act = HandOff(reason="Asked to speak to a person")
    monkeypatch.setitem(SCRIPT, "anybody", type(reply)([act], {"intent": "ask_for_human", "confidence": 1.0}))


def after(centre: Centre, intent: str, confidence: float = 0.9) -> Resident:
    """A caller whose first words were understood so."""
    caller = centre.resident("a word", channel=Channel.PHONE)
    understood = {"intent": intent, "confidence": confidence}
    with centre.database.session() as session:
        mine = Turn.contact_id == caller.contact.id
        session.execute(update(Turn).where(mine).values(understanding=understood))
    return caller


def test_after_a_question_on_council_tax_the_revenues_team_is_brought(centre: Centre):
    caller = after(centre, "query_council_tax_bill")
    caller.says("anybody at all")
    assert caller.entry.team == "council_tax"
    assert caller.entry.card.about != "Asked to speak to a person"


@pytest.mark.parametrize(
    ("intent", "confidence"),
    [("query_council_tax_bill", 0.2), ("query_contact_details", 0.9), ("greet", 1.0)],
)
def test_what_was_hardly_understood_or_small_talk_decides_nothing(
    centre: Centre, intent: str, confidence: float
):
    caller = after(centre, intent, confidence)
    caller.says("anybody at all")
    assert caller.entry.team == "contact_centre"


def test_whose_need_is_urgent_goes_to_the_team_that_is_for_it(centre: Centre):
    caller = after(centre, "query_council_tax_bill")
    caller.says("i cannot cope")
    assert caller.entry.team == "contact_centre"


def test_with_the_assistant_hung_who_asks_for_a_person_waits_for_one_try_and_keeps_the_team(centre: Centre):
    caller = after(centre, "report_missed_bin")
    centre.assistant.fails = 9
    caller.says("can I speak to someone please")
    assert caller.entry.team == "waste"
    assert "something is slow" not in caller.heard


def test_who_presses_0_or_names_a_danger_waits_for_nothing_slow(centre: Centre):
    centre.resident("there is a fire", channel=Channel.PHONE)
    assert centre.assistant.asked[-1].hurried
    other = centre.resident(channel=Channel.PHONE)
    centre.turns.take(other.key, 1, Said(choice=A_PERSON.value))
    assert centre.assistant.asked[-1].hurried
    assert HURRIED_SECONDS <= 1


def test_an_ordinary_turn_is_waited_for(centre: Centre):
    centre.resident("my bin was missed", channel=Channel.PHONE)
    asked: AssistantTurn = centre.assistant.asked[-1]
    assert not asked.hurried


@pytest.mark.parametrize(
    "words",
    [
        "speak to someone",
        "I want to talk to a person",
        "person",
        "a human please",
        "put me through to somebody",
    ],
)
def test_plain_words_for_a_person_are_known(words: str):
    assert wants_a_person(words)


@pytest.mark.parametrize(
    "words", ["my bin was missed", "somebody dumped rubbish", "a person is blocking my drive"]
)
def test_other_words_are_not_taken_for_them(words: str):
    assert not wants_a_person(words)
