"""Nobody was free, and the caller wants no call-back: they may leave a message, and do not wait once more."""

from __future__ import annotations

import pytest

from contacts.acts import TakeMessage
from contacts.assistant import AssistantReply
from contacts.models import Channel, Status
from contacts.ringing_back.declining import declines
from tests.contacts.parts import MOBILE, SCRIPT, Centre, Resident

OVERHEARD = AssistantReply(
    [], {"intent": "deny", "confidence": 0.9, "safety": "emergency", "safety_about": "suicide"}
)


@pytest.fixture
def unanswered(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> Resident:
    """A caller for whom nobody was free; the ear takes "I don't want" for more than it is."""
    monkeypatch.setitem(SCRIPT, "don't want", OVERHEARD)
    caller = centre.resident(channel=Channel.PHONE, caller=MOBILE)
    caller.says("a person please")
    centre.turns.nobody_answered(caller.key)
    return caller


@pytest.mark.parametrize(
    "words",
    [
        "no I don't want a call back",
        "I don't want a callback",
        "no, I don't want you to ring me back, thanks",
    ],
)
def test_who_declines_a_call_back_may_leave_a_message(centre: Centre, unanswered: Resident, words: str):
    heard = unanswered.says(words)
    assert "Samaritans" not in heard
    assert isinstance(unanswered.acts[-1], TakeMessage)
    assert unanswered.contact.status == Status.ASSISTANT
    assert centre.queue.waiting() == []


def test_at_the_name_too_it_is_no_name(centre: Centre, unanswered: Resident):
    for words in ("yes", "yes"):
        unanswered.says(words)
    unanswered.says("I don't want a call back")
    assert isinstance(unanswered.acts[-1], TakeMessage)
    assert centre.call_backs() == []


def test_the_wish_to_die_is_heard_all_the_same(centre: Centre, unanswered: Resident):
    assert "Samaritans" in unanswered.says("I don't want to be here any more")
    assert len(centre.queue.waiting()) == 1


@pytest.mark.parametrize(
    "words",
    [
        "I don't want to",
        "I don't want to live",
        "no",
        "don't ring me on this number",
        "I don't want a call back I want to die",
        "not on that",
    ],
)
def test_what_says_less_or_more_goes_the_usual_way(words: str):
    assert not declines(words)
