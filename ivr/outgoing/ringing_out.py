"""Calls and texts from the council, on a page: whoever tries the demo answers, refuses, or lets a machine answer.

Mounted in the demo only, with our own Twilio beneath /phone/twilio, which the council's telephone asks there. Plain
forms, so that it works without scripts.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from ivr.phone_page import ADVISER_STEPS
from ivr.simulator import EndlessCall, Kind, NotNow, SimulatedCall, State, Who
from ivr.simulator.network import Network
from ivr.simulator.placed import PlacedCall
from ivr.simulator.rest import router as rest
from ivr.simulator.switchboard import UnknownCall
from pages.pages import Pages

ROOM = Path(__file__).resolve().parents[1]
LONGEST_WORDS = 500
MOST_BESIDE = 6  # telephones shown on the phone page: what is over a while ago is not
LARGEST_FORM = 16 * 1024  # bytes

# What whoever was rung does. Each has its words on the page in templates/ringing_out_call.html.
STEPS: dict[str, Callable[[PlacedCall, str], object]] = {
    "answer": lambda call, _words: call.person_answers(),
    "machine": lambda call, _words: call.machine_answers(),
    "refuse": lambda call, _words: call.is_refused(),
    "ring_out": lambda call, _words: call.rings_out(),
    "say": lambda call, words: call.says(words),
    "keys": lambda call, words: call.presses(words),
    "silence": lambda call, _words: call.stays_silent(),
    "hang_up": lambda call, _words: call.hangs_up(),
}
STATES = {
    State.RINGING: "Ringing",
    State.LISTENING: "Answered. The line listens",
    State.DIALLING: "Answered. The line is ringing somebody else",
    State.WHISPERING: "Answered. Somebody else is told about the call",
    State.BRIDGED: "Talking to somebody else",
    State.QUEUED: "Waiting",
    State.RECORDING: "Recording",
}
ENDINGS = {"busy": "Refused", "no-answer": "Not answered", "failed": "Not reached", "canceled": "Called off"}


def state_of(call: PlacedCall) -> str:
    return STATES.get(call.state) or ENDINGS.get(call.status, "Over")


def heard_on(call: SimulatedCall) -> list[tuple[str, str]]:
    """Who said it and what, in order; silences are left out."""
    names = {Who.CALLER: "The line", Who.ADVISER: "The line, to the other end only"}
    return [(names[each.who], each.words) for each in call.heard if each.kind is not Kind.PAUSE]


def router(pages: Pages, network: Network, owners: Mapping[str, str] | None = None) -> APIRouter:
    """/phone/out and /phone/twilio. `owners` says whose a telephone is, by its number in full international form."""
    known = owners or {}
    pages.add_room("ivr", ROOM)
    pages.environment.filters.update(
        call_state=state_of, call_heard=heard_on, telephone_owner=lambda number: known.get(number, "")
    )
    routes = APIRouter(include_in_schema=False, max_body_size=LARGEST_FORM)
    routes.include_router(rest(network), prefix="/phone/twilio")

    def show(request: Request, name: str, status: int = 200, **context: object) -> Response:
        page = pages.render(request, f"ivr/{name}", status=status, **context)
        page.headers["Cache-Control"] = "no-store"
        return page

    def placed(sid: str) -> PlacedCall:
        call = network.find(sid)
        if not isinstance(call, PlacedCall):
            raise UnknownCall(sid)
        return call

    def unknown(request: Request) -> Response:
        return pages.problem(request, 404, "Call not found", "It may have ended a while ago.")

    def lists(*, beside: bool) -> dict[str, Any]:
        """What is going on first, the newest of it at the top."""
        calls = sorted(network.placed(), key=lambda call: call.state is State.ENDED)
        return {
            "calls": calls[:MOST_BESIDE] if beside else calls,
            "texts": list(network.texts),
            "beside": beside,
        }

    @routes.get("/phone/out")
    def every(request: Request) -> Response:
        return show(request, "ringing_out.html", **lists(beside=False))

    @routes.get("/phone/out/now")
    def now(request: Request, *, beside: bool = False) -> Response:
        """The lists alone, fetched again every few seconds.

        Args:
            beside: on the phone page, which may have a call of its own going on: telephones are used right there.
        """
        return show(request, "ringing_out_now.html", **lists(beside=beside))

    @routes.get("/phone/out/{sid}")
    def one(request: Request, sid: str) -> Response:
        try:
            return show(request, "ringing_out_call.html", call=placed(sid), trouble="")
        except UnknownCall:
            return unknown(request)

    @routes.get("/phone/out/{sid}/heard")
    def heard(request: Request, sid: str) -> Response:
        """What was heard so far; the council may move the call while nobody here does anything."""
        try:
            return show(request, "ringing_out_heard.html", call=placed(sid))
        except UnknownCall:
            return unknown(request)

    @routes.post("/phone/out/{sid}")
    def happen(
        request: Request, sid: str, step: Annotated[str, Form()] = "", words: Annotated[str, Form()] = ""
    ) -> Response:
        trouble = ""
        beside = "HX-Request" in request.headers
        try:
            call = placed(sid)
            with network.step(sid):
                trouble = _step(call, step, " ".join(words.split()))
        except UnknownCall:
            if not beside:
                return unknown(request)
        if beside:  # the lists show how it stands, whether or not it could be done
            return show(request, "ringing_out_now.html", **lists(beside=True))
        if trouble:
            return show(request, "ringing_out_call.html", 409, call=call, trouble=trouble)
        return RedirectResponse(f"/phone/out/{sid}", 303)

    return routes


def _step(call: PlacedCall, step: str, words: str) -> str:
    """Let it happen. Returns what is wrong with it, in words, or nothing."""
    if step == "say" and not 0 < len(words) <= LONGEST_WORDS:
        return f"Enter what you say, in {LONGEST_WORDS} characters or fewer"
    if step == "keys" and (set(words) - set("0123456789*#") or not 0 < len(words) <= 40):
        return "Enter keys of a telephone: 0 to 9, * and #"
    other = ADVISER_STEPS.get(step.removeprefix("other_")) if step.startswith("other_") else None
    try:
        # A webhook that goes round and round has ended the call with an application error.
        with suppress(EndlessCall):
            if other:
                other(call)
            elif step in STEPS:
                STEPS[step](call, words)
            else:
                return "Choose one of the buttons"
    except NotNow:
        return f"That cannot be done now. The call: {state_of(call)}"
    return ""
