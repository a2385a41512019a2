"""The phone line as it stands, for those who watch over it: live calls, callers who wait, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from contacts.acts import AskKind
from contacts.models import Channel, Status
from contacts.phone_line import Fault, LiveCall, PhoneLine
from desk.room import Room
from desk.rows import EntryRow
from desk.words import day_and_time, waited
from staff.models import Role
from staff.sessions import SignedIn

ROLES = (Role.MANAGER, Role.ADMINISTRATOR)
MOST_FAULTS = 50

STATES = {
    Status.ASSISTANT: "With the assistant",
    Status.WAITING: "Waiting for a person",
    Status.ADVISER: "With an adviser",
}
ASKING = {
    AskKind.OPEN: "Saying what it is about",
    AskKind.YES_NO: "Answering yes or no",
    AskKind.CHOICE: "Choosing from a list",
    AskKind.DIGITS: "Giving a number",
    AskKind.POSTCODE: "Giving a postcode",
    AskKind.NAME: "Giving a name",
}
# What ivr/ notes, as people say it. A word that is not here is shown as it is.
FAULTS = {
    "call_failed": "A step of a call failed. The caller was offered another way to a person.",
    "call_refused": "A step came after its contact was over. The caller was put through to the switchboard.",
    "fallback_asked": "Twilio had no usable answer from us and played the fallback.",
    "call_not_placed": "A call could not be placed.",
    "call_not_moved": "A call could not be moved.",
    "call_not_ended": "A call could not be ended.",
    "text_not_sent": "A text could not be sent.",
    "text_not_delivered": "A text left but did not arrive.",
    "recording_not_deleted": "A recording could not be deleted when its time was up. It is tried again.",
    "queue_not_deleted": "A queue nobody waits in could not be removed. It is tried again.",
}


@dataclass(frozen=True)
class CallRow:
    since: str
    number: str
    state: str
    where: str
    lasted: str

    @classmethod
    def of(cls, call: LiveCall, room: Room) -> CallRow:
        if call.status == Status.WAITING and call.ringing_team:
            where = f"Ringing {room.team(call.ringing_team)}"
        elif call.status == Status.ASSISTANT and call.asking:
            where = ASKING[call.asking]
        else:
            where = ""
        return cls(
            since=day_and_time(call.started_at, room.clock()),
            number=f"Ends in {call.caller[-3:]}" if call.caller else "Withheld",
            state=STATES.get(call.status, "Over"),
            where=where,
            lasted=waited(call.started_at, room.clock()),
        )


@dataclass(frozen=True)
class FaultRow:
    at: str
    what: str
    detail: str
    call: str  # the end of its CallSid, by which Twilio's console finds it

    @classmethod
    def of(cls, fault: Fault, room: Room) -> FaultRow:
        return cls(
            at=day_and_time(fault.at, room.clock()),
            what=FAULTS.get(fault.what, fault.what.replace("_", " ").capitalize()),
            detail=fault.detail,
            call=fault.call_sid or "",
        )


def add_routes(routes: APIRouter, room: Room, watcher: Any, line: PhoneLine) -> None:
    """GET /desk/phone-line. `watcher` is the dependency that gives who is signed in, a manager at least."""

    def stands() -> dict[str, Any]:
        waiting = [entry for entry in room.queue.waiting() if entry.channel == Channel.PHONE]
        return {
            "calls": [CallRow.of(call, room) for call in line.live()],
            "waiting": [EntryRow.of(entry, room) for entry in waiting],
            "faults": [FaultRow.of(fault, room) for fault in line.faults(MOST_FAULTS)],
            "most_faults": MOST_FAULTS,
            "seen_at": day_and_time(room.clock(), room.clock()),
        }

    @routes.get("/phone-line")
    def page(request: Request, me: SignedIn = watcher) -> Response:
        return room.page(request, "phone_line.html", me, **stands())

    @routes.get("/phone-line/now")
    def part(request: Request, me: SignedIn = watcher) -> Response:
        """The tables alone, fetched again every few seconds."""
        return room.page(request, "phone_line_now.html", me, **stands())
