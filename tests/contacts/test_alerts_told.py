"""Alerts for a few: told when it is known where somebody lives, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contacts.acts import Ask, Say
from contacts.alerts_told import asked_about
from contacts.assistant import AssistantReply, read_reply
from contacts.models import Channel
from council.council import Alert
from tests.contacts.parts import SCRIPT, TUESDAY, Centre, councils_own

SNOW = "Bins in Riverside are a day late."


@pytest.fixture
def snowed_in(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> Centre:
    """An alert for Riverside is live, and the assistant brings it with each address."""
    snow = Alert("snow", SNOW, SNOW, TUESDAY, TUESDAY + timedelta(hours=1), (), ("Riverside",))
    centre.begins_anew(replace(councils_own().council, alerts=(snow,)))
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
    with_it = snowed_in.turns
    snowed_in.begins_anew(replace(councils_own().council, alerts=()))
    resident = snowed_in.resident()
    snowed_in.turns = with_it
    assert resident.says("14 mill lane") == f"{SNOW} Which bin?"


def test_what_an_action_marks_as_an_alert_is_one():
    reply = read_reply(
        {"messages": [{"text": SNOW, "custom": {"alert": "snow"}}], "understanding": {"intent": "x"}}
    )
    assert reply.acts == [Say(text=SNOW, alert="snow")]


LATE = "Bins in Marlbury North are a day late because of snow."
IN_SNOW = Alert("snow", LATE, LATE, TUESDAY, TUESDAY + timedelta(hours=1), ("waste",), ("Marlbury North",))


@pytest.fixture
def snowy(centre: Centre) -> Centre:
    centre.begins_anew(replace(councils_own().council, alerts=(IN_SNOW,)))
    return centre


@pytest.mark.parametrize(
    "words",
    [
        "what was that about the snow",
        "sorry what did you say about the snow",
        "what areas is it",
        "which streets are affected",
        "how long will it be for",
        "is it for everyone",
        "what was that announcement",
    ],
)
@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.WEBCHAT])
def test_the_line_knows_its_own_news(snowy: Centre, channel: Channel, words: str):
    resident = snowy.resident(channel=channel)
    heard = resident.says(words)
    assert heard.startswith("For Marlbury North")
    assert LATE in heard
    assert heard.endswith("?")
    assert snowy.assistant.asked == []


def test_by_its_subject_it_is_known_later_too_and_the_question_stays(snowy: Centre):
    resident = snowy.resident("my bin", "caddy", "which one")
    heard = resident.says("what was that about the snow")
    assert LATE in heard
    assert heard.endswith("Which bin?")


@pytest.mark.parametrize(
    "words",
    [
        "what about the blue bin",
        "which bin is it",
        "what was that about a discount",
        "my bin is late because of the snow",
        "when will my bin be emptied",
        "tell me about council tax",
    ],
)
def test_other_questions_are_not_of_the_news(snowy: Centre, words: str):
    snowy.resident("my bin", "caddy", words)
    assert snowy.assistant.asked[-1].words == words


def test_what_areas_is_no_question_about_news_where_there_is_none_or_later(snowy: Centre):
    snowy.resident("my bin", "caddy", "what areas is it")
    assert snowy.assistant.asked[-1].words == "what areas is it"
    snowy.begins_anew(councils_own().council)
    snowy.resident("what areas is it")
    assert snowy.assistant.asked[-1].words == "what areas is it"


def test_news_for_everybody_says_so(snowy: Centre):
    everywhere = replace(IN_SNOW, areas=(), text="Snow.", spoken="Snow.")
    snowy.begins_anew(replace(councils_own().council, alerts=(everywhere,)))
    assert "all of Marlbury Council's area" in snowy.resident().says("what areas is it")


@pytest.mark.parametrize(
    "words", ["how long will it be", "is it for everyone", "which street", "what bin", "where is it"]
)
def test_after_another_answer_such_a_question_is_of_that(snowy: Centre, words: str):
    snowy.resident("my bin", words)
    assert snowy.assistant.asked[-1].words == words


SHUT = "The library in Castle Street is closed until Monday."


@pytest.mark.parametrize(
    ("words", "is_of_it"),
    [
        ("what was that about the library", True),
        ("can you tell me about the library computers", False),
        ("what about the library card", False),
        ("tell me about the library opening hours", False),
    ],
)
def test_one_word_of_the_news_is_not_the_news(words: str, is_of_it: bool):
    shut = Alert("shut", SHUT, SHUT, TUESDAY, TUESDAY + timedelta(hours=1), (), ())
    assert bool(asked_about(words, [shut], 1)) is is_of_it


def test_an_alert_that_ends_while_it_is_asked_about_is_told(snowy: Centre):
    resident = snowy.resident(channel=Channel.PHONE)
    ends = TUESDAY + timedelta(hours=1)
    asked, found = ends - timedelta(seconds=2), ends - timedelta(seconds=1)
    times = iter([asked, found, found])  # claimed, and looked for twice: who is here, and what is live
    council = replace(councils_own().council, alerts=(IN_SNOW,))
    snowy.begins_anew(council, clock=lambda: next(times, ends + timedelta(seconds=1)))
    assert LATE in resident.says("what was that about the snow")
