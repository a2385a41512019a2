"""Twilio's voice webhook: signed forms in, TwiML out. Every way through ends in words, a person or a call-back."""

from collections.abc import Callable, Mapping
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from cases.phones import read_phone
from contacts.errors import ContactError
from contacts.queue import Queue
from contacts.said import LIMIT
from contacts.turns import Turns
from council.council import Council
from council.words import Words
from ivr import twiml
from ivr.calls import Calls, UnknownCall
from ivr.signature import TwilioForms
from ivr.state import CallState
from ivr.turns import Decision, Heard, PhoneTurns
from ivr.twiml import Line

BRIDGED = ("completed", "answered")
OVER = ("completed", "busy", "failed", "no-answer", "canceled")
SORRY = "I am sorry, something has gone wrong at our end. I am putting you through to the switchboard."
LAST_WORDS = "If nobody answered, please ring again later, or use the chat on our website. Goodbye."

log = structlog.get_logger()
Step = Annotated[int, Query(ge=1, le=10_000)]


class Phone:
    """What the routes do, without HTTP."""

    def __init__(
        self, turns: Turns, queue: Queue, calls: Calls, council: Council, words: Words, line: Line
    ) -> None:
        self._turns, self._queue, self._calls = turns, queue, calls
        self._council, self._words, self._line = council, words, line
        self._phone_turns = PhoneTurns(turns, council, words)
        self._phones = {key: team.phone for key, team in council.teams.items()}

    def begin(self, fields: Mapping[str, str]) -> str:
        call_sid = fields["CallSid"]
        if known := self._calls.answered(call_sid, "voice"):
            return known
        caller = read_phone(fields.get("From", "")) if fields.get("From", "").startswith("+") else None
        key, state, decision = self._phone_turns.begin(call_sid, caller)
        self._calls.begun(call_sid, key, state)
        return self._answer(call_sid, "voice", state, decision)

    def turn(self, fields: Mapping[str, str], step: int) -> str:
        heard = Heard(fields.get("SpeechResult", "")[:LIMIT], fields.get("Digits", ""), _confidence(fields))
        return self._step(fields, step, "turn", lambda key, state: self._phone_turns.hear(key, state, heard))

    def again(self, fields: Mapping[str, str], step: int) -> str:
        return self._step(fields, step, "again", self._phone_turns.try_again)

    def dialled(self, fields: Mapping[str, str], step: int) -> str:
        # Twilio says "completed" too when a voicemail or a refused whisper took the call.
        answered = (
            fields.get("DialCallStatus") in BRIDGED and fields.get("DialBridged", "true").lower() != "false"
        )

        def decide(key: str, state: CallState) -> Decision:
            if answered:
                self._queue.phone_call_over(key)
            # The caller hung up while it rang or during the whisper: there is nobody to offer a call-back to.
            gone = not answered and fields.get("CallStatus") in OVER
            if gone:
                self.over(fields)  # the place in the queue is given up, should the status callback be lost
            return self._phone_turns.dialled(key, state, answered=answered, gone=gone)

        return self._step(fields, step, "dialled", decide)

    def whisper(self, fields: Mapping[str, str], step: int) -> str:
        """For the adviser's leg, whose parent is the caller's call."""
        try:
            key, _ = self._calls.find(fields.get("ParentCallSid", ""))
        except UnknownCall:
            return twiml.hang_up()  # a whisper may not dial; the caller's own leg goes on at `dialled`
        about, tried = self._queue.whisper(key)
        words = self._words.say("whisper", spoken=True, about=about, who="", tried=tried)
        return twiml.whisper([words, self._words.say("whisper_again", spoken=True)], step, self._line)

    def whispered(self, fields: Mapping[str, str]) -> str:
        if fields.get("Digits") == "1":
            return twiml.say_and_go_on(self._words.say("connecting", spoken=True), self._line)
        return twiml.hang_up()

    def over(self, fields: Mapping[str, str]) -> None:
        """The caller's call has ended, however."""
        if fields.get("CallStatus") in OVER:
            key = self._calls.ended(fields["CallSid"])
            if key:
                self._turns.leave(key)

    def _step(
        self,
        fields: Mapping[str, str],
        step: int,
        kind: str,
        decide: Callable[[str, CallState], Decision],
    ) -> str:
        call_sid, name = fields["CallSid"], f"{kind}:{step}"
        if known := self._calls.answered(call_sid, name):
            return known
        try:
            key, state = self._calls.find(call_sid)
        except UnknownCall:
            # A call that began before a restore, or on another installation: greet it now.
            return self.begin(fields)
        if step != state.step:
            # A repeat may have been answered between the two readings above.
            if known := self._calls.answered(call_sid, name):
                return known
            # Not the step we are at and never answered: say where we are instead of acting on it.
            where_we_are = self._phone_turns.say_again(state)
            return twiml.render(where_we_are, state.step, self._line.at_pace(slow=state.slow), self._phones)
        return self._answer(call_sid, name, state, decide(key, state))

    def _answer(self, call_sid: str, name: str, state: CallState, decision: Decision) -> str:
        state.step = state.step + 1 if name != "voice" else 1
        line = self._line.at_pace(slow=state.slow)
        return self._calls.keep(call_sid, name, state, twiml.render(decision, state.step, line, self._phones))


def _confidence(fields: Mapping[str, str]) -> float | None:
    """The recogniser's, 0 to 1. Twilio guarantees neither that it comes nor that it means anything."""
    try:
        confidence = float(fields.get("Confidence", ""))
    except ValueError:
        return None
    return confidence if 0 <= confidence <= 1 else None


def router(phone: Phone, forms: TwilioForms, *, switchboard: str, voice: str) -> APIRouter:
    """Everything Twilio calls, under /ivr. Set the number's voice URL to /ivr/voice, its status callback to
    /ivr/status and its fallback to /ivr/fallback."""
    routes = APIRouter(prefix="/ivr", include_in_schema=False)
    Form = Annotated[Mapping[str, str], Depends(forms.read)]
    last_resort = twiml.sorry(SORRY, switchboard, voice, last_words=LAST_WORDS)
    not_taken = twiml.hang_up()  # the adviser's leg may not dial; the caller's goes on at `dialled`

    async def answer(make: Callable[[], str], otherwise: str = last_resort) -> Response:
        try:
            document = await run_in_threadpool(make)
        except ContactError as refused:
            log.warning("call_refused", reason=type(refused).__name__)
            document = otherwise
        except Exception:
            # Twilio would play "an application error has occurred" and hang up; a caller deserves a person.
            log.exception("call_failed")
            document = otherwise
        return Response(document, media_type="text/xml")

    @routes.post("/voice")
    async def voice_webhook(fields: Form) -> Response:
        return await answer(lambda: phone.begin(fields))

    @routes.post("/turn")
    async def turn(fields: Form, s: Step) -> Response:
        return await answer(lambda: phone.turn(fields, s))

    @routes.post("/again")
    async def again(fields: Form, s: Step) -> Response:
        return await answer(lambda: phone.again(fields, s))

    @routes.post("/dialled")
    async def dialled(fields: Form, s: Step) -> Response:
        return await answer(lambda: phone.dialled(fields, s))

    @routes.post("/whisper")
    async def whisper(fields: Form, s: Step) -> Response:
        return await answer(lambda: phone.whisper(fields, s), not_taken)

    @routes.post("/whispered")
    async def whispered(fields: Form, s: Step) -> Response:
        return await answer(lambda: phone.whispered(fields), not_taken)

    @routes.post("/status")
    async def status(fields: Form) -> Response:
        await run_in_threadpool(phone.over, fields)
        return Response(status_code=204)

    @routes.api_route("/fallback", methods=["GET", "POST"])
    async def fallback(request: Request) -> Response:
        # Twilio asks for this when all else failed, so it checks nothing and needs nothing.
        return Response(last_resort, media_type="text/xml")

    return routes
