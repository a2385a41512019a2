"""The last yes of a report, heard badly: it is asked for once more before anything is sent."""

from __future__ import annotations

import pytest

from contacts.acts import NO, YES, Ask, AskKind
from contacts.assistant import AssistantReply
from ivr.heard_badly import is_doubtful_yes
from ivr.turns import Heard, Listen
from tests.contacts import parts
from tests.contacts.parts import Centre
from tests.ivr.parts import Caller

READ_BACK = Ask(
    kind=AskKind.YES_NO,
    text="This is what I will send. Problem: a pothole. Is that right?",
    choices=(YES, NO),
    of_form=True,
    sends=True,
)
SURE = "I am not sure that I heard you. Was that a yes, to send it?"


@pytest.fixture
def at_the_read_back(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> Caller:
    reply = AssistantReply([READ_BACK], {"intent": "report_pothole", "confidence": 1.0})
    monkeypatch.setitem(parts.SCRIPT, "pothole", reply)
    caller = Caller(centre)
    caller.says("pothole")
    return caller


def hears(caller: Caller, words: str, confidence: float | None) -> str:
    caller._hears(Heard(words, confidence=confidence))
    return caller.heard


def test_a_yes_heard_badly_is_asked_for_once_more_and_then_believed(at_the_read_back: Caller):
    caller = at_the_read_back
    before = caller.turns
    assert hears(caller, "yes", 0.2).startswith(SURE)
    assert "For yes, press 1." in caller.heard
    assert isinstance(caller.decision, Listen)
    assert caller.turns == before  # nothing was sent
    hears(caller, "yes", 0.2)
    assert caller.turns == before + 1


def test_a_key_is_enough(at_the_read_back: Caller):
    hears(at_the_read_back, "yeah that's right", 0.3)
    before = at_the_read_back.turns
    at_the_read_back.presses("1")
    assert at_the_read_back.turns == before + 1


@pytest.mark.parametrize(
    ("words", "confidence"), [("yes", 0.9), ("yes", None), ("no", 0.2), ("it is number 9", 0.9)]
)
def test_a_yes_that_was_heard_well_and_anything_else_goes_on(
    at_the_read_back: Caller, words: str, confidence: float | None
):
    assert SURE not in hears(at_the_read_back, words, confidence)


def test_only_where_a_yes_sends_something():
    assert is_doubtful_yes("yes please", 0.4, READ_BACK)
    assert not is_doubtful_yes("yes please", 0.4, replace_sends(READ_BACK))
    assert not is_doubtful_yes("yes", 0.4, None)


def replace_sends(ask: Ask) -> Ask:
    return ask.model_copy(update={"sends": False})
