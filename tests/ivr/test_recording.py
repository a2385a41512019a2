"""Calls are recorded only where the council chose it, and then every caller is told before anything else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest

from contacts import threats
from contacts.refusing_recording import asks, concerns, refuses, without_refusal
from contacts.turns import Turns
from contacts.waiting.tasks import Tasks
from council.council import Alert
from ivr.waiting.task_router import TaskRouter
from tests.contacts.parts import TUESDAY, Centre, councils_own
from tests.growth import stays_bearable
from tests.ivr.parts import LINE, SWITCHBOARD, Caller, PhoneLine

Route = Literal["gather", "relay"]
ROUTES = ("gather", "relay")
NOTICE = "your call is recorded"
DUAL = 'record="record-from-answer-dual"'
QUESTION = "what you are calling about"


def recording(centre: Centre, route: Route = "gather", *, queueing: bool = False) -> PhoneLine:
    own = councils_own()
    centre.turns = Turns(
        centre.database,
        centre.assistant,
        own.council,
        own.words,
        own.danger,
        own.search,
        centre.held_secrets,
        centre.events,
        centre.clock,
        records_calls=True,
    )
    return PhoneLine(centre, route, queueing=queueing, line=replace(LINE, records=True))


def documents(line: PhoneLine) -> str:
    """Every document of every call, the advisers' too."""
    placed = [exchange.answer for leg in line.network.placed for exchange in leg.line.webhook.exchanges]
    return " ".join([*(exchange.answer for call in line.calls for exchange in call.exchanges), *placed])


@pytest.mark.parametrize("route", ROUTES)
def test_the_caller_is_told_after_alerts_and_before_the_question(centre: Centre, route: Route):
    snow = Alert("snow", "Snow.", "No bins today.", TUESDAY, TUESDAY + timedelta(1), (), ())
    with recording(centre, route) as line:
        centre.turns._council = replace(councils_own().council, alerts=(snow,))
        greeting = line.call().dial().words
    places = [greeting.index(words) for words in ("No bins today.", NOTICE, QUESTION)]
    assert places == sorted(places)


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_said_once_put_through_is_recorded(centre: Centre, route: Route):
    with recording(centre, route) as line:
        call = line.dial("a person please")
        assert re.search(f"<Dial [^>]*{DUAL}", call.last_document)
        call.adviser_answers().adviser_presses("1").hangs_up()
        line.check_every_answer()


@pytest.mark.parametrize("route", ROUTES)
def test_out_of_the_queue_likewise(centre: Centre, route: Route):
    with recording(centre, route, queueing=True) as line:
        call = line.dial("a person please")
        (rung,) = line.network.ringing
        rung.answers().presses("1")
        assert rung.talks_to is call
        assert len(re.findall(f"<Dial [^>]*{DUAL}", documents(line))) == 1
        line.check_every_answer()


def test_taskrouter_is_told_to_record(centre: Centre):
    council = councils_own().council
    tasks = Tasks(centre.database, council, centre.events, centre.clock, records=True)
    with PhoneLine(
        centre, queueing=True, line=replace(LINE, workflow_sid="WW" + "a" * 32), tasks=tasks
    ) as line:
        line.dial("a person please")
        entry = centre.queue.waiting()[0].id
        offer = {"TaskAttributes": f'{{"entry": {entry}}}', "ReservationSid": "WR" + "b" * 32}
        assert "record" not in TaskRouter(tasks, SWITCHBOARD).assignment(offer)
        told = TaskRouter(tasks, SWITCHBOARD, records=True).assignment(offer)
        assert tasks.task(entry).details["consented_recording"] is True
    assert (told["instruction"], told["record"]) == ("dequeue", "record-from-answer")


@pytest.mark.parametrize("queueing", [False, True])
@pytest.mark.parametrize("route", ROUTES)
def test_off_means_no_recording_anywhere_and_nothing_is_said_of_it(
    centre: Centre, route: Route, queueing: bool
):
    with PhoneLine(centre, route, queueing=queueing) as line:
        call = line.dial("a person please")
        if queueing:
            line.network.ringing[0].answers().presses("1")
        else:
            call.adviser_answers().adviser_presses("1")
        call.hangs_up()
        everything = documents(line)
    assert "<Dial" in everything
    assert "record" not in everything.lower()


def test_the_network_tells_of_each_recording_so_that_it_can_be_deleted(centre: Centre):
    with recording(centre) as line:
        line.dial("a person please")
        assert f'recordingStatusCallback="{LINE.base}/recorded"' in documents(line)
        for path, sid in (("recorded", "RE1"), ("message-ready", "RE2")):
            form = {"CallSid": "CA1", "RecordingSid": sid, "RecordingDuration": "9"}
            assert line.post(path, form).status_code == 204
        assert [form["RecordingSid"] for form in line.recordings_told] == ["RE1", "RE2"]


REFUSALS = (
    "I don't want to be recorded",
    "don't record me",
    "please do not record this call",
    "I’d rather you didn’t record me",
    "I'd prefer not to be recorded",
    "I do not consent to being recorded",
    "no recording please",
    "stop recording",
    "I'm not happy to be recorded",
    "can I not be recorded",
    "hello I don't want this call recorded please",
    "don't record me if that's all right",
    "I don't want you recording me",
    "I don't agree to this being recorded",
    "please don't record this if you don't mind",
    "I don't want you to record me",
    "is it ok if you don't record me",
    "I do not want to be recorded by anyone",
)
NO_REFUSALS = (
    "there is no record of my payment",
    "my payment has not been recorded",
    "you don't have a record of it",
    "I don't want to register a death",
    "why was my vote not recorded",
    "how do I record a birth",
    "they never recorded my complaint",
    "I want to record a complaint",
    "there's a recording studio that's noisy",
    "I'm not happy with my neighbour recording me on his doorbell",
    "I don't want my ex recording me",
    "I don't want my neighbour to keep recording my children",
    "I'm not happy that my complaint was not recorded",
    "they did not record it",
    "I don't want it sent by recorded delivery",
    "I do not want the noise recording app",
    "I don't want him hitting me and recording it",
    "I don't want him strangling me and recording it",
)
# What goes with a refusal is heard as if it had been said alone.
REST = {
    "don't record me if you don't send someone I'm going to jump": "if you don't send someone I'm going to jump",
    "Don't record this call, if you send anyone he will kill me": "if you send anyone he will kill me",
    "don't record me if you don't come I'll kill myself": "if you don't come I'll kill myself",
    "please don't record me and get me a person": "get me a person",
    "can you not record me and get me a person": "get me a person",
    "I don't want to be recorded, I'll leave it": "I'll leave it",
}
DANGERS = (
    "don't record me if you don't come I'll kill myself",
    "no recording if that's how you treat people my house is on fire",
    "I don't want him strangling me and recording it",
)
ASKED = (
    "is this call recorded",
    "are you recording this",
    "am I being recorded",
    "is this being recorded",
    "do you record calls",
)


@pytest.mark.parametrize("words", REFUSALS)
def test_not_wanting_to_be_recorded_is_heard_in_many_words(words: str):
    assert refuses(words)
    assert without_refusal(words) == ""


@pytest.mark.parametrize("words", [*NO_REFUSALS, *ASKED])
def test_other_records_are_nobodys_refusal(words: str):
    assert not refuses(words)
    assert asks(words) == (words in ASKED)


@pytest.mark.parametrize(("words", "rest"), REST.items())
def test_what_else_is_said_is_left_whole(words: str, rest: str):
    assert refuses(words)
    assert without_refusal(words) == rest


@pytest.mark.parametrize("words", DANGERS)
def test_danger_beside_a_refusal_is_heard(centre: Centre, words: str):
    with recording(centre) as line:
        assert "9 9 9" in line.dial(words).words


def test_a_threat_beside_a_refusal_is_heard(centre: Centre):
    with recording(centre) as line:
        line.dial("don't record me, if you record me I'll burn your office down")
    assert centre.queue.waiting()[0].reason == threats.hand_off().reason


def test_no_long_run_of_words_takes_long():
    for read in (concerns, without_refusal):
        assert stays_bearable(read, "i do not want to ", "please and ", "can you i ", "not to be ", "and ")


AT_A_STEP = {
    "at the opening": (),
    "at a form's question": ("which one",),
    "at a yes or no": ("report it",),
    "at a PIN": ("my pin",),
    "before a call-back": ("ring me",),
}


@pytest.mark.parametrize("queueing", [False, True])
@pytest.mark.parametrize("before", AT_A_STEP.values(), ids=AT_A_STEP.keys())
def test_who_refuses_is_not_recorded_whatever_was_asked(
    centre: Centre, before: tuple[str, ...], queueing: bool
):
    with recording(centre, queueing=queueing) as line:
        call = line.dial(*before)
        question = call.words.split(". ")[-1] if before else ""
        assert "Your call will not be recorded." in call.says("I don't want to be recorded").words
        assert question in call.words  # and the question is still open
        call.presses("0")
        if queueing:
            line.network.ringing[0].answers().presses("1")
        else:
            call.adviser_answers().adviser_presses("1")
        assert "<Dial" in documents(line)
        assert DUAL not in documents(line)
        line.check_every_answer()


def test_the_wish_and_another_one_are_both_heard_and_on_the_card(centre: Centre):
    with recording(centre) as line:
        call = line.dial("don't record me, and get me a person please")
        assert "Your call will not be recorded." in call.words
        assert DUAL not in documents(line)
    (waiting,) = centre.queue.waiting()
    assert waiting.card.collected["Recording"] == "Does not want to be recorded"
    assert centre.assistant.asked[-1].words == "get me a person please"


def test_whoever_refuses_in_the_queue_is_not_recorded_either(centre: Centre):
    with recording(centre, queueing=True) as line:
        call = line.dial("a person please")
        call.says("oh and I don't want to be recorded")
        line.network.ringing[0].answers().presses("1")
        assert DUAL not in documents(line)


def test_taskrouter_does_not_record_who_refused(centre: Centre):
    tasks = Tasks(centre.database, councils_own().council, centre.events, centre.clock, records=True)
    with PhoneLine(
        centre, queueing=True, line=replace(LINE, workflow_sid="WW" + "a" * 32), tasks=tasks
    ) as line:
        line.dial("don't record me", "a person please")
        entry = centre.queue.waiting()[0].id
        offer = {"TaskAttributes": f'{{"entry": {entry}}}', "ReservationSid": "WR" + "b" * 32}
        assert "record" not in TaskRouter(tasks, SWITCHBOARD, records=True).assignment(offer)
        assert tasks.task(entry).details["consented_recording"] is False


@pytest.mark.parametrize("words", ASKED)
def test_whoever_asks_is_told_how_it_is(centre: Centre, words: str):
    with recording(centre) as line:
        assert "say: do not record me" in line.dial("which one", words).words
    centre.turns = centre.another_process(centre.assistant)
    with PhoneLine(centre) as line:
        assert "Your call is not recorded" in line.dial("which one", words).words


def test_nobody_who_refused_is_asked_to_leave_a_message(centre: Centre):
    with recording(centre) as line:
        call = line.dial("don't record me", "a person please")
        call.adviser_does_not_answer().says("no")
        assert "<Record" not in documents(line)


def test_a_line_that_says_nothing_else_ends_with_a_person(centre: Centre):
    caller = Caller(centre)
    for _ in range(12):
        if not caller.listens:
            break
        caller.says("don't record me")
    assert caller.rings
