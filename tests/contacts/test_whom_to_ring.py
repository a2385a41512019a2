"""Who smells gas, fears somebody at home, has no bed for the night or found an open manhole is told whom to ring."""

from __future__ import annotations

import pytest

from contacts.acts import Ask, HandOff, Say
from contacts.assistant import AssistantReply
from contacts.models import Channel
from contacts.troubles import (
    abuse_at_home,
    cannot_wait,
    danger_in_street,
    gas_smelt,
    stuck_in_lift,
    without_home_tonight,
)
from tests.contacts.parts import SCRIPT, TUESDAY_NIGHT, Centre

STREETS_AT_NIGHT = "We are shut now. If it is dangerous, ring 01632 960099."
GAS, GAS_SPOKEN = "0800 111 999", "0 8 0 0, 1 1 1, 9 9 9"
ABUSE_LINE = "ring 0808 2000 247"
HOMELESS_LINE = "If you have nowhere safe to sleep tonight, ring 01632 960099."
HOUSING = "If it cannot wait until then, ring 01632 960099 now."
FLAG = {"Urgent": "Nowhere safe to sleep, or losing their home by tomorrow"}
FORM = AssistantReply(
    [Ask(text="What is your own postcode?", of_form=True)],
    {"intent": "report_blocked_drain", "confidence": 0.9},
)
HOLES = [
    "there's a manhole cover missing on high street",
    "drain cover missing",
    "big hole in the pavement",
    "the road has collapsed on ferry road",
]
HOMELESS = [
    "I'm sleeping in my car tonight with my baby",
    "I've nowhere to sleep tonight, me and my little boy",
    "I'm being evicted tomorrow",
    "me and my little boy are sleeping rough tonight",
]
TO_HOUSING = AssistantReply(
    [Say(text="We must help you."), HandOff(reason="Needs a person", team="housing")],
    {"intent": "seek_homelessness_help", "confidence": 0.95},
)


def answers(monkeypatch: pytest.MonkeyPatch, words: str, reply: AssistantReply) -> None:
    monkeypatch.setattr("tests.contacts.parts.SCRIPT", {words.lower(): reply, **SCRIPT})


def heard(safety: str, intent: str = "nlu_fallback", **more: object) -> AssistantReply:
    return AssistantReply([], {"intent": intent, "confidence": 0.9, "safety": safety, **more})


@pytest.mark.parametrize("words", HOLES)
def test_by_night_a_hole_in_the_street_has_the_teams_number_before_the_form(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, words: str
):
    answers(monkeypatch, words, FORM)
    assert STREETS_AT_NIGHT not in centre.resident().says(words)  # by day
    centre.clock.time = TUESDAY_NIGHT
    resident = centre.resident()
    assert resident.says(words).startswith(STREETS_AT_NIGHT)
    assert STREETS_AT_NIGHT not in resident.says(words)  # said once


@pytest.mark.parametrize("channel", [Channel.WEBCHAT, Channel.PHONE])
@pytest.mark.parametrize("night", [True, False])
def test_who_smells_gas_hears_999_and_the_gas_emergency_line(centre: Centre, channel: Channel, night: bool):
    if night:
        centre.clock.time = TUESDAY_NIGHT
    said = centre.resident(channel=channel).says("I can smell gas")
    line = GAS_SPOKEN if channel is Channel.PHONE else GAS
    assert said.index("9 9 9 now" if channel is Channel.PHONE else "999 now") < said.index(line)
    assert "dangerous building" not in said


def test_gas_smelt_while_waiting_for_a_person_has_its_line_too(centre: Centre):
    resident = centre.resident("a person please")
    assert GAS in resident.says("I can smell gas")


@pytest.mark.parametrize("words", HOMELESS)
def test_by_day_somebody_without_a_home_tonight_comes_sooner_with_a_flag(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, words: str
):
    answers(monkeypatch, words, TO_HOUSING)
    centre.resident(words)
    (entry,) = centre.queue.waiting()
    assert (entry.team, entry.priority, entry.card.collected) == ("housing", "urgent", FLAG)


def test_the_flag_is_there_too_when_a_yes_brought_the_person(centre: Centre, monkeypatch: pytest.MonkeyPatch):
    asked = AssistantReply([Ask(text="Is it about being homeless?")], {"intent": "nlu_fallback"})
    answers(monkeypatch, HOMELESS[0], asked)
    centre.resident(HOMELESS[0], "I want a person")
    (entry,) = centre.queue.waiting()
    assert (entry.priority, entry.card.collected["Urgent"]) == ("urgent", FLAG["Urgent"])


@pytest.mark.parametrize("words", HOMELESS)
@pytest.mark.parametrize(
    "reply",
    [
        TO_HOUSING,
        heard("distress"),
        heard("emergency"),
        heard("emergency", safety_about="suicide"),
        AssistantReply([Ask(text="Is it about council tax?")], {"intent": "nlu_fallback"}),
    ],
)
def test_by_night_the_homelessness_number_is_said_whatever_was_heard(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, words: str, reply: AssistantReply
):
    answers(monkeypatch, words, reply)
    centre.clock.time = TUESDAY_NIGHT
    said = centre.resident().says(words)
    assert (HOMELESS_LINE in said) != (HOUSING in said)


@pytest.mark.parametrize(
    "words", ["I'm scared of my boyfriend he's coming back", "my husband hits me", "he beat me up"]
)
def test_by_night_danger_from_a_partner_has_the_line_that_is_there_day_and_night(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, words: str
):
    answers(monkeypatch, words, heard("emergency"))
    assert ABUSE_LINE not in centre.resident().says(words)  # by day a person comes
    centre.clock.time = TUESDAY_NIGHT
    said = centre.resident().says(words)
    assert said.index("call 999 now") < said.index(ABUSE_LINE)
    assert "dangerous building" not in said


def test_by_night_other_harm_has_the_number_of_the_care_team(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    assert HOUSING in centre.resident().says("there are bruises on the child")


@pytest.mark.parametrize(
    ("tells", "words"),
    [
        (gas_smelt, "there is no smell of gas"),
        (gas_smelt, "my gas bill"),
        (danger_in_street, "a small pothole"),
        (danger_in_street, "the drain is blocked"),
        (without_home_tonight, "there's a man sleeping in the doorway of the library"),
        (without_home_tonight, "my neighbours were evicted last year"),
        (without_home_tonight, "I cannot sleep for the noise tonight"),
        (abuse_at_home, "my husband hit the lamp post with the car"),
    ],
)
def test_what_only_sounds_like_it_has_no_number(tells: object, words: str):
    assert not tells(words)  # type: ignore[operator]


CANNOT_WAIT = [
    "I'm locked out of my council flat",
    "the door entry's broken and I can't get in, I'm 80",
    "I’ve locked myself out",
    "my carer hasn't turned up and mum needs her tablets",
    "the carers have not been today",
    "oil all over the road at castle street someone will skid",
    "the traffic lights at ferry road are stuck on red",
    "there's a tree come down across the road",
    "there's wires hanging from the lamp post",
    "there's water coming through the ceiling",
    "a pipe's burst in my flat",
]
CAN_WAIT = [
    "I'm locked out of my account",
    "I can't get into the website",
    "I can't get in touch with anyone",
    "the carer came yesterday",
    "I want to be a carer",
    "carer's allowance hasn't come",
    "I got locked out last week and want my money back",
    "my street light is out",
    "I want to change my boiler",
    "when do you take trees",
    "is there oil in the blue bin",
    "where do I recycle oil",
    "the lift's broken again",
    "I can't get in the tip with my van",
    "can you plant a tree on our road",
    "there is a tree across the road from me that wants trimming",
    "my carer has not been paid",
    "traffic lights are red for too long",
]


@pytest.mark.parametrize("words", CANNOT_WAIT)
def test_by_night_what_cannot_wait_has_the_number_before_anything_is_asked(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, words: str
):
    answers(monkeypatch, words, FORM)
    line = "We are shut now. If it cannot wait, ring 01632 960099."
    assert line not in centre.resident().says(words)  # by day
    centre.clock.time = TUESDAY_NIGHT
    assert centre.resident().says(words).startswith(line)


@pytest.mark.parametrize("words", CAN_WAIT)
def test_what_can_wait_has_none(words: str):
    assert not cannot_wait(words)


def test_with_a_team_that_has_a_number_it_is_said_once(centre: Centre, monkeypatch: pytest.MonkeyPatch):
    answers(monkeypatch, "I've locked myself out", TO_HOUSING)
    centre.clock.time = TUESDAY_NIGHT
    assert centre.resident().says("I've locked myself out").count("01632 960099") == 1


@pytest.mark.parametrize(
    "words", ["the lift's stuck and I'm in it", "I'm stuck in the lift", "we're trapped inside this lift"]
)
@pytest.mark.parametrize("night", [True, False])
def test_whoever_is_in_a_lift_is_asked_nothing(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, words: str, night: bool
):
    answers(monkeypatch, words, FORM)
    if night:
        centre.clock.time = TUESDAY_NIGHT
    heard = centre.resident().says(words)
    assert "Press the alarm button" in heard
    assert "999" in heard
    assert "postcode" not in heard
    assert ("01632 960099" in heard) == night
    if not night:
        assert [one.priority for one in centre.queue.waiting()] == ["urgent"]


@pytest.mark.parametrize(
    "words",
    [
        "the lift is stuck on the third floor",
        "I got stuck in your lift on Monday",
        "people get stuck in the lift all the time",
        "my mum was stuck in the lift this morning, she's out now",
        "my key is stuck in the lift door",
        "the lift has broken down with no one in it",
    ],
)
def test_a_lift_with_nobody_in_it_is_a_repair(words: str):
    assert not stuck_in_lift(words)


@pytest.mark.parametrize(
    "words",
    [
        "I'm stuck in the lift and nobody is answering",
        "I'm stuck in your lift, it was broken on Monday as well",
        "my mum is trapped in the lift",
        "my mum's got stuck in the lift",
        "two people stuck in the lift",
        "the lift has stopped with my son in it",
        "she is stuck in the lift and we can't get her out now",
    ],
)
def test_somebody_in_it_now_is_known(words: str):
    assert stuck_in_lift(words)
