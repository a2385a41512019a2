"""Distress in the same breath as the wish for a team or a person keeps its words and its place before others."""

from __future__ import annotations

import pytest

from contacts.acts import HandOff, Priority
from contacts.assistant import AssistantReply, AssistantTurn
from contacts.models import Channel
from contacts.told_beside import beside_the_wish
from tests.contacts.parts import TUESDAY_NIGHT, Centre, FakeAssistant

WISHES = [
    "I just cannot cope any more I want to speak to someone in bins",
    "I just cannot cope any more, put me through to bins",
    "put me through to bins, I just cannot cope any more",
    "put me through to bins I just cannot cope any more",
]


class HearsOnlyTheWish(FakeAssistant):
    """As the ear does where a team is named: what stands beside the wish is heard only by itself."""

    def take(self, turn: AssistantTurn) -> AssistantReply:
        person = "Gwen Hartnoll" if "Gwen" in turn.words else None
        wish = HandOff(reason="Asked for the team", team="waste", person=person)
        return AssistantReply([wish], {"intent": "ask_for_human", "confidence": 0.9, "safety": "none"})


@pytest.fixture
def deaf(centre: Centre) -> Centre:
    centre.turns = centre.another_process(HearsOnlyTheWish())
    return centre


@pytest.mark.parametrize("words", WISHES)
@pytest.mark.parametrize("channel", [Channel.WEBCHAT, Channel.PHONE])
def test_the_caring_words_come_first_and_the_team_at_once(deaf: Centre, words: str, channel: Channel) -> None:
    deaf.resident("put me through to bins")  # who waits already
    resident = deaf.resident(channel=channel)
    assert resident.says(words).startswith("I am sorry, that sounds very hard. You can ring Samaritans on")
    first = deaf.queue.waiting()[0]
    assert (first.contact_key, first.priority, first.team) == (resident.key, Priority.URGENT, "waste")
    assert first.reason == "Distress: please take time"


def test_whom_they_asked_for_by_name_stays_on_the_card(deaf: Centre) -> None:
    resident = deaf.resident("can I speak to Gwen Hartnoll I just cannot cope any more")
    assert resident.entry.card.person == "Gwen Hartnoll"
    assert resident.entry.priority == Priority.URGENT


def test_danger_beside_the_wish_names_999(deaf: Centre) -> None:
    resident = deaf.resident()
    assert "call 999 now" in resident.says("my mother is trapped put me through to housing")
    assert resident.entry.priority == Priority.URGENT


def test_harm_beside_the_wish_goes_to_the_care_team(deaf: Centre) -> None:
    resident = deaf.resident()
    assert "If anyone is in danger now" in resident.says("she is full of bruises, can I speak to housing")
    assert resident.entry.team == "care"


def test_out_of_hours_the_caring_words_come_before_the_call_back(deaf: Centre) -> None:
    deaf.clock.time = TUESDAY_NIGHT
    heard = deaf.resident().says(WISHES[0])
    assert heard.startswith("I am sorry, that sounds very hard.")
    assert heard.endswith("Shall I ask someone to phone you?")


def test_a_wish_alone_is_an_ordinary_one(deaf: Centre) -> None:
    resident = deaf.resident("put me through to bins please")
    assert resident.entry.priority == Priority.NORMAL


@pytest.mark.parametrize(
    ("words", "beside"),
    [
        *[(words, "I just cannot cope any more") for words in WISHES],
        ("I can’t go on like this I need to talk to housing", "I can't go on like this"),
        ("get me someone in bins I can't take it any more", "I can't take it any more"),
        ("can I speak to someone about my bin", ""),
        ("hello can you put me through to housing please", ""),
        ("my bin was missed on Tuesday", ""),
    ],
)
def test_what_stands_beside_the_wish_is_told_apart(words: str, beside: str) -> None:
    assert beside_the_wish(words) == beside
