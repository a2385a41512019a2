"""Twilio TaskRouter's callbacks: an adviser is offered a caller, and what became of it. Answers within 5 seconds: it
asks our own database and nobody else."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from contacts.waiting.rings import CallerGone
from contacts.waiting.tasks import News, Tasks
from ivr.signature import TwilioForms

RING_SECONDS = 20
REJECT = {"instruction": "reject"}
# Of https://www.twilio.com/docs/taskrouter/api/event; what is not here changes nothing for us.
NEWS = {
    "reservation.accepted": News.TAKEN,
    "reservation.completed": News.OVER,
    "reservation.wrapup": News.OVER,
    "reservation.rejected": News.NOT_TAKEN,
    "reservation.timeout": News.NOT_TAKEN,
    "reservation.canceled": News.NOT_TAKEN,
    "reservation.rescinded": News.NOT_TAKEN,
}

log = structlog.get_logger()


class TaskRouter:
    """`our_number` is what the adviser's telephone shows, E.164. `records`: what the two say to each other."""

    def __init__(self, tasks: Tasks, our_number: str, *, records: bool = False) -> None:
        self._tasks, self._our_number, self._records = tasks, our_number, records

    def assignment(self, fields: Mapping[str, str]) -> dict[str, Any]:
        """The instruction: ring this adviser and join them with the caller, or offer the caller to another."""
        task, worker = _attributes(fields, "TaskAttributes"), _attributes(fields, "WorkerAttributes")
        entry, reservation = task.get("entry"), fields.get("ReservationSid", "")
        if not isinstance(entry, int) or not 0 <= entry < 2**31 or not reservation:
            log.warning("task_not_ours", task=fields.get("TaskSid", ""))
            return REJECT
        try:
            team_phone = self._tasks.offer(entry, reservation, fields.get("WorkerName") or None)
        except CallerGone:
            return REJECT
        own = worker.get("contact_uri")
        instruction: dict[str, Any] = {
            "instruction": "dequeue",
            "to": own if isinstance(own, str) and own else team_phone,
            "from": self._our_number,
            "timeout": RING_SECONDS,
        }
        # https://www.twilio.com/docs/taskrouter/handle-assignment-callbacks
        return (
            {**instruction, "record": "record-from-answer"}
            if self._records and self._tasks.may_record(entry)
            else instruction
        )

    def event(self, fields: Mapping[str, str]) -> None:
        news = NEWS.get(fields.get("EventType", ""))
        if news and (reservation := fields.get("ReservationSid")):
            self._tasks.told(reservation, news)


def _attributes(fields: Mapping[str, str], name: str) -> dict[str, Any]:
    """An empty dictionary where there is no JSON object."""
    try:
        read = json.loads(fields.get(name, ""))
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def router(task_router: TaskRouter, forms: TwilioForms) -> APIRouter:
    """Set the workflow's assignment callback to /ivr/assignment and the workspace's event callback to
    /ivr/task-events."""
    routes = APIRouter(prefix="/ivr", include_in_schema=False)
    Form = Annotated[Mapping[str, str], Depends(forms.read_of_no_call)]

    @routes.post("/assignment")
    async def assignment(fields: Form) -> Response:
        try:
            return JSONResponse(await run_in_threadpool(task_router.assignment, fields))
        except SQLAlchemyError:
            log.exception("assignment_failed")
            return JSONResponse(REJECT)  # another adviser, or the same again: by then the database may answer

    @routes.post("/task-events")
    async def events(fields: Form) -> Response:
        await run_in_threadpool(task_router.event, fields)
        return Response(status_code=204)

    return routes
