"""Where TaskRouter chooses the adviser: the task it gets, the instruction it is given, and news in any order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contacts.models import HandOffStatus, Outcome, QueueEntry
from contacts.waiting.tasks import Tasks
from ivr.simulator import SimulatedCall, State, Verb, parse
from ivr.waiting.task_router import TaskRouter, router
from tests.contacts.parts import Centre, councils_own
from tests.ivr.parts import ACCOUNT_SID, LINE, SWITCHBOARD, WASTE, PhoneLine

WORKFLOW = "WW" + "a" * 32
RESERVATION = "WR" + "b" * 32
HYPHENS = "-"


class RoutedLine(PhoneLine):
    """TaskRouter has the workflow; nobody of ours rings."""

    def __init__(self, centre: Centre) -> None:
        own = councils_own()
        tasks = Tasks(centre.database, own.council, centre.events, centre.clock)
        super().__init__(centre, queueing=True, line=replace(LINE, workflow_sid=WORKFLOW), tasks=tasks)
        self.app.include_router(router(TaskRouter(tasks, SWITCHBOARD), self.forms))

    def enqueued(self, call: SimulatedCall) -> Verb:
        """The Enqueue of a call that waits."""
        documents = [parse(exchange.answer) for exchange in call.exchanges if "<Enqueue" in exchange.answer]
        return documents[-1][-1]

    def assigned(self, task: dict[str, Any], worker: str = "{}", reservation: str = RESERVATION) -> Any:
        fields = {
            "TaskSid": "WT" + "c" * 32,
            "TaskAttributes": json.dumps(task),
            "WorkerAttributes": worker,
            "WorkerName": "Tom Fielding",
            "ReservationSid": reservation,
        }
        answer = self.post("assignment", fields)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    def event(self, kind: str, reservation: str = RESERVATION) -> None:
        assert self.post("task-events", {"EventType": kind, "ReservationSid": reservation}).status_code == 204

    @property
    def entry(self) -> QueueEntry:
        with self.centre.database.reading() as session:
            return session.query(QueueEntry).one()


@pytest.fixture
def routed(centre: Centre) -> Iterator[RoutedLine]:
    with RoutedLine(centre) as line:
        yield line
        line.check_every_answer()


def waiting(routed: RoutedLine) -> tuple[SimulatedCall, dict[str, Any]]:
    call = routed.dial("a person please")
    (task,) = routed.enqueued(call).children
    return call, json.loads(task.words)


def test_the_task_says_what_is_needed_and_no_more(routed: RoutedLine):
    call, task = waiting(routed)
    assert call.in_queue == WORKFLOW
    assert task == {
        "entry": routed.entry.id,
        "skills": ["waste"],
        "languages": [],
        "language": "English",
        "intent": "scripted",
        "confidence": 1.0,
        "case_ref": "",
        "summary": "Report a missed bin",
        "priority_reason": "",
        "consented_recording": False,
    }
    assert not any(HYPHENS in name for name in task)
    assert routed.network.placed == []


def test_who_goes_first_has_the_higher_priority(routed: RoutedLine):
    ordinary = routed.enqueued(routed.dial("a person please")).children[0]
    urgent = routed.enqueued(routed.dial("there is a fire")).children[0]
    assert int(urgent.text("priority")) > int(ordinary.text("priority"))
    assert json.loads(urgent.words)["priority_reason"] == "Danger"


def test_the_caller_hears_their_place_and_may_be_rung_back(routed: RoutedLine):
    call, _ = waiting(routed)
    assert "You are next in the queue" in call.words
    call.presses("1")
    assert "you keep your place" in call.words


def test_an_adviser_is_rung_and_the_card_is_on_the_desk(routed: RoutedLine):
    call, task = waiting(routed)
    assert routed.assigned(task) == {
        "instruction": "dequeue",
        "to": WASTE,
        "from": SWITCHBOARD,
        "timeout": 20,
    }
    (shown,) = routed.centre.queue.waiting()
    assert shown.ringing is not None
    assert (shown.ringing.adviser, shown.ringing.whispering) == ("Tom Fielding", True)
    routed.event("reservation.accepted")
    call.adviser_answers()
    assert routed.entry.adviser == "Tom Fielding"
    call.adviser_hangs_up()
    assert routed.contact(call).outcome == Outcome.HANDED_OVER


def test_an_adviser_with_a_telephone_of_their_own_is_rung_there(routed: RoutedLine):
    _, task = waiting(routed)
    assert routed.assigned(task, '{"contact_uri": "+441632960777"}')["to"] == "+441632960777"


def test_an_assignment_repeated_is_answered_the_same(routed: RoutedLine):
    _, task = waiting(routed)
    assert routed.assigned(task) == routed.assigned(task)


def test_a_caller_who_hung_up_is_offered_to_nobody(routed: RoutedLine):
    call, task = waiting(routed)
    call.hangs_up()
    assert routed.assigned(task) == {"instruction": "reject"}


def test_an_acceptance_after_the_hang_up_hands_nobody_over(routed: RoutedLine):
    call, task = waiting(routed)
    routed.assigned(task)
    call.hangs_up()
    routed.event("reservation.accepted")
    assert routed.entry.status == HandOffStatus.ABANDONED
    assert routed.contact(call).outcome == Outcome.GAVE_UP_IN_QUEUE


@pytest.mark.parametrize("task", [{}, {"entry": "1"}, {"entry": 10**12}, {"entry": 999}, {"entry": -1}])
def test_a_task_that_is_not_ours_is_rejected(routed: RoutedLine, task: dict[str, Any]):
    assert routed.assigned(task) == {"instruction": "reject"}


@pytest.mark.parametrize("broken", ["", "x", "[]", "null"])
def test_attributes_that_are_none(routed: RoutedLine, broken: str):
    fields = {"TaskAttributes": broken, "WorkerAttributes": broken, "ReservationSid": RESERVATION}
    assert routed.post("assignment", fields).json() == {"instruction": "reject"}


def test_an_offer_that_passes_goes_to_the_next(routed: RoutedLine):
    _, task = waiting(routed)
    routed.assigned(task)
    routed.event("reservation.timeout")
    assert routed.centre.queue.waiting()[0].ringing is None
    assert routed.assigned(task, reservation="WR" + "d" * 32)["instruction"] == "dequeue"


def test_news_out_of_order_goes_forward_only(routed: RoutedLine):
    call, task = waiting(routed)
    routed.event("reservation.accepted")  # before we were asked
    routed.assigned(task)
    assert routed.entry.status == HandOffStatus.WAITING
    for kind in ("reservation.completed", "reservation.accepted", "reservation.created", "task.created", ""):
        routed.event(kind)
    routed.event("reservation.timeout")  # sent before, told after
    assert routed.entry.status == HandOffStatus.ACCEPTED
    assert call.state is not State.ENDED


def test_a_talk_of_which_no_news_came_was_one(routed: RoutedLine):
    call, _ = waiting(routed)
    call.adviser_answers()
    routed.centre.clock.pass_(timedelta(minutes=2))
    call.adviser_hangs_up()
    assert routed.contact(call).outcome == Outcome.HANDED_OVER


# Told while waiting

TOLD = {
    "danger": ("there is a fire", "9 9 9", "Danger"),
    "harm": ("she has bruises", "9 9 9", "May be vulnerable"),
    "distress": ("I cannot cope", "Samaritans", "May be vulnerable"),
}


def enqueues(call: SimulatedCall) -> int:
    return sum("<Enqueue" in exchange.answer for exchange in call.exchanges)


@pytest.mark.parametrize(("words", "heard", "reason"), TOLD.values(), ids=TOLD.keys())
def test_who_tells_while_waiting_why_they_come_first_is_queued_anew_in_front(
    routed: RoutedLine, words: str, heard: str, reason: str
):
    call, task = waiting(routed)
    before = int(routed.enqueued(call).children[0].text("priority"))
    call.says(words)
    assert heard in call.words
    assert call.in_queue == WORKFLOW
    (again,) = routed.enqueued(call).children
    assert int(again.text("priority")) > before
    assert json.loads(again.words)["priority_reason"] == reason
    assert json.loads(again.words)["entry"] == task["entry"] == routed.entry.id
    assert routed.entry.status == HandOffStatus.WAITING
    call.says(words).stays_silent()
    assert enqueues(call) == 2  # once, however often it is told


def test_danger_after_distress_goes_further_still(routed: RoutedLine):
    call, _ = waiting(routed)
    call.says("I cannot cope")
    distressed = int(routed.enqueued(call).children[0].text("priority"))
    call.says("there is a fire")
    assert int(routed.enqueued(call).children[0].text("priority")) > distressed


def test_who_said_it_before_they_waited_is_in_front_already(routed: RoutedLine):
    call = routed.dial("there is a fire").says("there is a fire").stays_silent()
    assert enqueues(call) == 1


def test_whom_an_adviser_is_offered_is_not_taken_from_them_but_moved_if_they_let_it_pass(routed: RoutedLine):
    call, task = waiting(routed)
    routed.assigned(task)
    call.says("there is a fire")
    assert "9 9 9" in call.words
    assert enqueues(call) == 1
    routed.event("reservation.timeout")
    call.stays_silent().stays_silent()
    assert enqueues(call) == 2
    assert json.loads(routed.enqueued(call).children[0].words)["priority_reason"] == "Danger"


def test_a_workflow_that_gives_up_dials_the_team(routed: RoutedLine):
    call, _ = waiting(routed)
    step = routed.enqueued(call).text("action").split("s=")[1]
    fields = {"CallSid": call.call_sid, "CallStatus": "in-progress", "QueueResult": "error"}
    (dial,) = parse(routed.post(f"queue-left?s={step}", fields).text)
    assert (dial.name, dial.children[0].words) == ("Dial", WASTE)


@pytest.mark.parametrize("path", ["assignment", "task-events"])
def test_only_twilio_may_say_so(routed: RoutedLine, path: str):
    assert routed.http.post(f"/ivr/{path}", data={"AccountSid": ACCOUNT_SID}).status_code == 403
    assert routed.post(path, {"AccountSid": "AC" + "1" * 32}).status_code == 403
