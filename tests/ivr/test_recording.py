"""Calls are recorded only where the council chose it, and then every caller is told before anything else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest

from contacts.turns import Turns
from contacts.waiting.tasks import Tasks
from council.council import Alert
from ivr.waiting.task_router import TaskRouter
from tests.contacts.parts import TUESDAY, Centre, councils_own
from tests.ivr.parts import LINE, SWITCHBOARD, PhoneLine

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
