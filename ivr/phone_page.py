"""A telephone on a page: try the phone line with no Twilio account.

A demonstration tool for one process: its calls live in this process's memory, at most 50 of them and each
for 30 minutes after its last step, and a restart drops them. It signs requests with the account's token for
whoever opens the page, so the server mounts it in the demo setting only.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urljoin

import httpx
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ivr.simulator import DIGITS, SPEECH, WITHHELD, EndlessCall, Heard, NotNow, OpenGather, SimulatedCall
from ivr.simulator.own_webhook import OwnWebhookOnly
from ivr.simulator.switchboard import Switchboard, TooManyCalls, UnknownCall
from pages.pages import Pages

ROOM = Path(__file__).resolve().parent

AdviserStep = Literal[
    "answers", "busy", "no_answer", "fails", "presses_1", "presses_2", "stays_silent", "hangs_up"
]


class NewCall(BaseModel):
    """Who rings: a number in full international form, or one that is withheld."""

    model_config = ConfigDict(extra="forbid")
    caller: Annotated[str, StringConstraints(pattern=r"^(\+[1-9]\d{6,14}|withheld)$")]


class Input(BaseModel):
    """One thing that happens on the call."""

    model_config = ConfigDict(extra="forbid")
    speech: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)] | None = (
        None
    )
    confidence: float | None = Field(
        None, ge=0, le=1, description="How sure the recogniser is of the speech; unset: it is, as a rule"
    )
    keys: Annotated[str, StringConstraints(pattern=r"^[0-9*#]{1,40}$")] | None = None
    silence: Literal[True] | None = None
    hang_up: Literal[True] | None = None
    adviser: AdviserStep | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if len(self.model_fields_set - {"confidence"}) != 1 or all(
            value is None for name, value in self if name != "confidence"
        ):
            raise ValueError("send one of speech, keys, silence, hang_up and adviser")
        if self.confidence is not None and not self.speech:
            raise ValueError("only speech has a confidence")
        return self

    def happens_on(self, call: SimulatedCall) -> None:
        if self.speech:
            call.says(self.speech, *(() if self.confidence is None else (self.confidence,)))
        elif self.keys:
            call.presses(self.keys)
        elif self.silence:
            call.stays_silent()
        elif self.hang_up:
            call.hangs_up()
        elif self.adviser:
            ADVISER_STEPS[self.adviser](call)


ADVISER_STEPS: dict[str, Callable[[SimulatedCall], SimulatedCall]] = {
    "answers": lambda call: call.adviser_answers(),
    "busy": lambda call: call.adviser_is_busy(),
    "no_answer": lambda call: call.adviser_does_not_answer(),
    "fails": lambda call: call.dial_fails(),
    "presses_1": lambda call: call.adviser_presses("1"),
    "presses_2": lambda call: call.adviser_presses("2"),
    "stays_silent": lambda call: call.adviser_stays_silent(),
    "hangs_up": lambda call: call.adviser_hangs_up(),
}


class HeardView(BaseModel):
    """Words, a sound or a pause. `who` heard it: the caller, or the adviser in private."""

    who: Literal["caller", "adviser"]
    kind: Literal["words", "sound", "pause"]
    words: str
    seconds: int

    @classmethod
    def of(cls, heard: Heard) -> HeardView:
        return cls(who=heard.who.value, kind=heard.kind.value, words=heard.words, seconds=heard.seconds)


class Listening(BaseModel):
    """What the open question takes. `finish_on_key` is empty when no key finishes."""

    kind: Literal["speech", "digits", "both"]
    num_digits: int | None
    finish_on_key: str
    hints: list[str] = Field(description="Words the recogniser is told to expect")

    @classmethod
    def of(cls, gather: OpenGather) -> Listening:
        speech, digits = SPEECH in gather.kinds, DIGITS in gather.kinds
        kind: Literal["speech", "digits", "both"] = (
            "both" if speech and digits else "speech" if speech else "digits"
        )
        return cls(
            kind=kind,
            num_digits=gather.num_digits,
            finish_on_key=gather.finish_on_key,
            hints=list(gather.hints),
        )


class CallView(BaseModel):
    """The call after a step. `heard` is what that step brought, of `heard_total` things heard on the call so far."""

    id: str
    call_sid: str
    heard: list[HeardView]
    heard_total: int
    state: str
    listening: Listening | None
    queue: str | None
    ringing: list[str]
    ended_because: str | None
    seconds: int = Field(description="How long the call has lasted, by the simulated clock")
    twiml: str = Field(description="The document that came last, as it came")
    faults: list[str] = Field(description="What Twilio's debugger would list")

    @classmethod
    def of(cls, key: str, call: SimulatedCall) -> CallView:
        return cls(
            id=key,
            call_sid=call.call_sid,
            heard=[HeardView.of(heard) for heard in call.heard_since_last],
            heard_total=len(call.heard),
            state=call.state.value,
            listening=Listening.of(call.gather) if call.gather else None,
            queue=call.in_queue,
            ringing=call.ringing_numbers,
            ended_because=call.ended_because.value if call.ended_because else None,
            seconds=int(call.clock),
            twiml=call.last_document,
            faults=[f"{fault.code}: {fault.sentence}" for fault in call.faults],
        )


class Refused(Exception):
    """A request that is answered with a problem instead of a call."""

    def __init__(self, status: int, error: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.error = error


class PhoneRoute(APIRoute):
    """Answers every problem in one shape: {"error": ..., "message": ...}."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except HTTPException:  # a body that is not text at all
                return JSONResponse({"error": "malformed", "message": "Send JSON."}, status_code=422)
            except Refused as refused:
                problem = {"error": refused.error, "message": str(refused)}
                return JSONResponse(problem, status_code=refused.status)
            except RequestValidationError as wrong:
                faults = "; ".join(error["msg"] for error in wrong.errors())
                return JSONResponse({"error": "malformed", "message": faults}, status_code=422)

        return handled


def stepped(held: Switchboard, key: str, happens: Callable[[SimulatedCall], object]) -> CallView:
    """Let something happen on a call and say how it stands."""
    try:
        with held.call(key) as call:
            # A webhook that goes round and round has ended the call with an application error.
            with suppress(EndlessCall):
                happens(call)
            return CallView.of(key, call)
    except UnknownCall as unknown:
        raise Refused(
            404, "unknown_call", "This call is not known. It may have ended a while ago."
        ) from unknown
    except NotNow as not_now:
        raise Refused(409, "not_now", str(not_now)) from not_now


def router(
    pages: Pages,
    *,
    voice_url: str,
    status_url: str,
    auth_token: str,
    account_sid: str,
    called: str,
    base_url: str,
    fallback_url: str | None = None,
    transport: httpx.BaseTransport | None = None,
    switchboard: Switchboard | None = None,
    ringing_out: bool = False,
) -> APIRouter:
    """The page and its small API.

    Args:
        voice_url: the webhook as Twilio would know it: its public address, or a path on base_url.
        status_url: told when a call is over; an address or a path likewise.
        called: the council's number, in full international form.
        base_url: where this application can be reached from inside, such as http://127.0.0.1:8000.
        ringing_out: whether the page shows the calls of ivr/outgoing/ringing_out.py, which is mounted beside it.
    """
    pages.add_room("ivr", ROOM)
    held = switchboard or Switchboard()
    voice = urljoin(base_url, voice_url)
    http = httpx.Client(
        transport=OwnWebhookOnly(voice, base_url, transport or httpx.HTTPTransport()), trust_env=False
    )
    phone = APIRouter(prefix="/phone", tags=["Phone simulator"], route_class=PhoneRoute)

    def ring(caller: str) -> SimulatedCall:
        return SimulatedCall(
            http,
            voice,
            auth_token=auth_token,
            account_sid=account_sid,
            caller=WITHHELD if caller == "withheld" else caller,
            called=called,
            status_callback=urljoin(voice, status_url),
            fallback_url=urljoin(voice, fallback_url) if fallback_url else None,
        )

    @phone.get("", response_class=HTMLResponse, include_in_schema=False)
    def page(request: Request) -> HTMLResponse:
        return pages.render(request, "ivr/phone.html", called=called, ringing_out=ringing_out)

    @phone.post("/api/calls", status_code=201, summary="Ring the council")
    def begin(new: NewCall) -> CallView:
        try:
            key = held.add(ring(new.caller))
        except TooManyCalls as full:
            raise Refused(503, "too_many_calls", str(full)) from full
        return stepped(held, key, lambda call: call.dial())

    @phone.get("/api/calls/{key}", summary="How a call stands: the council may have moved it")
    def stands(key: str) -> CallView:
        return stepped(held, key, lambda _call: None)

    @phone.post("/api/calls/{key}/input", summary="Let something happen on a call")
    def happen(key: str, given: Input) -> CallView:
        return stepped(held, key, given.happens_on)

    return phone
