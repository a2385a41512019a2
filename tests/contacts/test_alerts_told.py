"""Alerts for a few: told when it is known where somebody lives, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contacts.acts import Ask, Say
from contacts.assistant import AssistantReply, read_reply
from contacts.models import Channel
from council.council import Alert
from tests.contacts.parts import SCRIPT, TUESDAY, Centre, councils_own

SNOW = "Bins in Riverside are a day late."


@pytest.fixture
def snowed_in(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> Centre:
    """An alert for Riverside is live, and the assistant brings it with each address."""
    snow = Alert("snow", SNOW, SNOW, TUESDAY, TUESDAY + timedelta(hours=1), (), ("Riverside",))
    centre.turns._council = replace(councils_own().council, alerts=(snow,))
    told = AssistantReply([Say(text=SNOW, alert="snow"), Ask(text="Which bin?")], {"intent": "x"})
    monkeypatch.setitem(SCRIPT, "mill lane", told)
    return centre


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.WEBCHAT])
def test_an_alert_that_concerns_them_is_told_once_after_the_opening(snowed_in: Centre, channel: Channel):
    resident = snowed_in.resident(channel=channel)
    assert [act.alert for act in resident.greeting if isinstance(act, Say)] == ["snow"]
    said = {
        Channel.PHONE: "What I said at the start is about your area.",
        Channel.WEBCHAT: "The news at the top is about your area.",
    }
    assert resident.says("14 mill lane") == f"{said[channel]} Which bin?"
    assert resident.says("no, 12 mill lane") == "Which bin?"


def test_another_contact_is_told_it_too(snowed_in: Centre):
    snowed_in.resident("14 mill lane")
    assert "about your area" in snowed_in.resident("14 mill lane").heard


def test_an_alert_that_came_after_the_opening_is_told_in_full(snowed_in: Centre):
    alerts = snowed_in.turns._council.alerts
    snowed_in.turns._council = replace(snowed_in.turns._council, alerts=())
    resident = snowed_in.resident()
    snowed_in.turns._council = replace(snowed_in.turns._council, alerts=alerts)
    assert resident.says("14 mill lane") == f"{SNOW} Which bin?"


def test_what_an_action_marks_as_an_alert_is_one():
    reply = read_reply(
        {"messages": [{"text": SNOW, "custom": {"alert": "snow"}}], "understanding": {"intent": "x"}}
    )
    assert reply.acts == [Say(text=SNOW, alert="snow")]
