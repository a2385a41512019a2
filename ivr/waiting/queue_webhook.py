"""Twilio's webhooks of the queue and of voicemail: the caller's side, and the side of whoever is rung for them."""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool

from contacts.errors import UnknownContact
from contacts.waiting.voicemail import Voicemails
from ivr import twiml
from ivr.answers import answered
from ivr.calls import Calls, UnknownCall
from ivr.carried import RowId, Step
from ivr.faults import LineFaults
from ivr.signature import TwilioForms
from ivr.state import CallState
from ivr.turns import Decision
from ivr.twiml import Line
from ivr.waiting import waiting_twiml
from ivr.waiting.waiting_line import WaitingLine
from ivr.webhook import OVER, Phone

MOST_SECONDS = 24 * 60 * 60


class Waits:
    """The caller's side: out of the queue."""

    def __init__(self, phone: Phone, waiting: WaitingLine, line: Line) -> None:
        self._phone, self._waiting, self._line = phone, waiting, line

    def left(self, fields: Mapping[str, str], step: int | None) -> str:
        if fields.get("QueueResult", "").startswith("redirected"):
            # An adviser has moved them on. Should this be carried out at all, it leads to the same place.
            entry = self._waiting.place_of(fields["CallSid"])
            return waiting_twiml.redirect(f"{self._line.url('moved')}?e={entry or 0}")

        def decide(key: str, state: CallState) -> Decision:
            if fields.get("CallStatus") in OVER:
                self._phone.over(fields)  # should the status callback be lost
            return self._waiting.left(key, state, fields, self._phone.engine)

        return self._phone.step(fields, step, "queue-left", decide, direct=True, reports=True)


class Messages:
    """What callers say after the tone."""

    def __init__(
        self, phone: Phone, voicemails: Voicemails, calls: Calls, made: Callable[[Mapping[str, str]], None]
    ) -> None:
        """`made` keeps in mind that a recording exists, until it is deleted."""
        self._phone, self._voicemails, self._calls, self.recorded = phone, voicemails, calls, made

    def over(self, fields: Mapping[str, str], step: int | None) -> str:
        """By a key, silence, the full length, or because they put the telephone down."""

        def decide(key: str, state: CallState) -> Decision:
            case = self._voicemails.left(key, fields.get("RecordingSid", ""), _seconds(fields))
            return self._phone.engine.message_left(case.reference if case else None)

        return self._phone.step(fields, step, "message", decide, reports=True)

    def ready(self, fields: Mapping[str, str]) -> None:
        """The recording can be listened to. May come before, after or without the other, or twice."""
        self.recorded(fields)
        if fields.get("RecordingStatus", "completed") != "completed":
            return
        try:
            key, _ = self._calls.find(fields.get("CallSid", ""))
            self._voicemails.ready(key, fields.get("RecordingSid", ""), _seconds(fields))
        except (UnknownCall, UnknownContact):
            return  # a call of another installation


def _seconds(fields: Mapping[str, str]) -> int:
    told = fields.get("RecordingDuration", "")
    return min(int(told), MOST_SECONDS) if told.isdecimal() and len(told) < 9 else 0


def message_router(
    phone: Phone,
    voicemails: Voicemails,
    calls: Calls,
    forms: TwilioForms,
    last_resort: str,
    faults: LineFaults | None = None,
    made: Callable[[Mapping[str, str]], None] = lambda _fields: None,
) -> APIRouter:
    """Where recordings are reported. `made` is given each report of one."""
    routes = APIRouter(prefix="/ivr", include_in_schema=False)
    Form = Annotated[Mapping[str, str], Depends(forms.read)]
    messages = Messages(phone, voicemails, calls, made)

    @routes.post("/message")
    async def message(fields: Form, s: Step = None) -> Response:
        return await answered(lambda: messages.over(fields, s), last_resort, faults)

    @routes.post("/message-ready")
    async def message_ready(fields: Form) -> Response:
        await run_in_threadpool(messages.ready, fields)
        return Response(status_code=204)

    @routes.post("/recorded")
    async def recorded(fields: Form) -> Response:
        await run_in_threadpool(messages.recorded, fields)
        return Response(status_code=204)

    return routes


def queue_router(
    phone: Phone,
    waiting: WaitingLine,
    forms: TwilioForms,
    line: Line,
    last_resort: str,
    faults: LineFaults | None = None,
) -> APIRouter:
    """What callers who wait ask for, and what whoever is rung for them asks for."""
    routes = APIRouter(prefix="/ivr", include_in_schema=False)
    Form = Annotated[Mapping[str, str], Depends(forms.read)]
    waits, not_taken = Waits(phone, waiting, line), twiml.hang_up()
    nothing_to_add = twiml.say_and_go_on("", line)
    out_of_the_queue = waiting_twiml.leave()  # on at its action, which dials the team

    @routes.post("/wait")
    async def wait(fields: Form, s: Step = None) -> Response:
        return await answered(lambda: waiting.wait(fields, s), out_of_the_queue, faults)

    @routes.post("/wait-key")
    async def wait_key(fields: Form, s: Step = None) -> Response:
        return await answered(lambda: waiting.wait_key(fields, s), out_of_the_queue, faults)

    @routes.post("/queue-left")
    async def queue_left(fields: Form, s: Step = None) -> Response:
        return await answered(lambda: waits.left(fields, s), last_resort, faults)

    @routes.post("/agent")
    async def agent(fields: Form, r: RowId = None) -> Response:
        return await answered(lambda: waiting.agent(fields, r), not_taken, faults)

    @routes.post("/agent-key")
    async def agent_key(fields: Form, r: RowId = None) -> Response:
        return await answered(lambda: waiting.agent_key(fields, r), not_taken, faults)

    @routes.post("/agent-done")
    async def agent_done(fields: Form, r: RowId = None) -> Response:
        return await answered(lambda: waiting.agent_done(fields), not_taken, faults)

    @routes.post("/agent-status")
    async def agent_status(fields: Form, r: RowId = None) -> Response:
        if fields.get("CallStatus") in OVER:
            await run_in_threadpool(waiting.agent_over, fields, r)
        return Response(status_code=204)

    @routes.post("/connecting")
    async def connecting(fields: Form) -> Response:
        return await answered(waiting.connecting, nothing_to_add, faults)

    return routes
