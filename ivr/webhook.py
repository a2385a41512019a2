"""Twilio's voice webhook: signed forms in, TwiML out. Every way through ends in words, a person or a call-back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.background import BackgroundTask

from cases.phones import read_phone
from contacts.errors import ContactError
from contacts.models import Status
from contacts.said import LIMIT
from contacts.turns import Turns
from contacts.waiting.queue import Queue
from council.council import Council
from council.words import Words
from ivr import twiml
from ivr.answers import answered
from ivr.calls import Calls, UnknownCall
from ivr.carried import Step
from ivr.faults import LineFaults
from ivr.relaying.hand_offs import FAILED, HandOffs
from ivr.relaying.relay import Stepped
from ivr.signature import TwilioForms
from ivr.state import CallState
from ivr.turns import Decision, Heard, Listen, PhoneTurns, PutThrough
from ivr.twiml import Line
from ivr.waiting.waiting_line import WaitingLine

BRIDGED = ("completed", "answered")
OVER = ("completed", "busy", "failed", "no-answer", "canceled")
SORRY = "I am sorry, something has gone wrong at our end. I am putting you through to the switchboard."
LAST_WORDS = "If nobody answered, please ring again later, or use the chat on our website. Goodbye."

MOST_ASTRAY = 2  # in a call: webhooks whose step cannot be read; then a person

log = structlog.get_logger()


class Astray(ContactError):
    """Our addresses come back without their step, over and over: this call gets no further by itself."""


class Phone:
    """What the routes do, without HTTP."""

    def __init__(
        self,
        turns: Turns,
        queue: Queue,
        calls: Calls,
        council: Council,
        words: Words,
        line: Line,
        relay: HandOffs | None = None,
        waiting: WaitingLine | None = None,
    ) -> None:
        """
        Args:
            relay: calls begin over ConversationRelay (ivr/relaying/relay.py), which signs its notes so.
            waiting: None where nobody can be rung for callers who wait; their team is dialled directly.
        """
        self._waiting = waiting
        self._turns, self._queue, self._calls = turns, queue, calls
        self._council, self._words, self._line = council, words, line
        self._relay, self._phone_turns = relay, PhoneTurns(turns, council, words)
        own = {person.name: person.phone for person in council.people if person.phone}
        self._phones = {key: team.phone for key, team in council.teams.items()} | own

    def begin(self, fields: Mapping[str, str]) -> str:
        call_sid = fields["CallSid"]
        if known := self._calls.answered(call_sid, "voice"):
            return known
        # Of a call we placed, the resident is whom we rang.
        theirs = fields.get("To" if fields.get("Direction") == "outbound-api" else "From", "")
        caller = read_phone(theirs) if theirs.startswith("+") else None
        key, state, decision = self._phone_turns.begin(call_sid, caller)
        self._calls.begun(call_sid, key, state)
        return self._answer(call_sid, "voice", state, decision)

    def turn(self, fields: Mapping[str, str], step: int | None) -> str:
        heard = Heard(fields.get("SpeechResult", "")[:LIMIT], fields.get("Digits", ""), _confidence(fields))
        return self.step(fields, step, "turn", lambda key, state: self._phone_turns.hear(key, state, heard))

    def relayed(self, fields: Mapping[str, str]) -> str | None:
        """The relay's session is over, as it should be or not. The call goes on with what its last step was to do.

        Returns:
            None when there is nothing to go on with: a turn could not be taken at all.
        """
        call_sid = fields["CallSid"]
        if fields.get("CallStatus") in OVER:
            self.over(fields)
            return twiml.hang_up()
        try:
            _, state = self._calls.find(call_sid)
        except UnknownCall:
            return self.begin(fields)
        step = self._relay.read(call_sid, fields.get("HandoffData", "")) if self._relay else None
        if step == FAILED:
            return None
        if step and (handed_over := self._calls.answered(call_sid, step)):
            return handed_over
        # Twilio says why in SessionStatus and ErrorCode; whatever it was, a caller is there and hears a voice.
        log.warning(
            "relay_lost", call=call_sid, status=fields.get("SessionStatus"), error=fields.get("ErrorCode")
        )
        last = self._calls.last_answer(call_sid)
        if last and last[0] != "voice":
            return last[1]
        # Not the relay again, which has failed.
        return self._rendered(call_sid, self._phone_turns.resume(state), state)

    # The relay's side

    def stands(self, call_sid: str) -> CallState:
        """Raises UnknownCall."""
        return self._calls.find(call_sid)[1]

    def hear(self, call_sid: str, heard: Heard, *, perhaps_repeated: bool = False) -> Stepped:
        """What came over the relay. The step is stored with the TwiML it would have on the gather route.

        Args:
            perhaps_repeated: the connection is a new one, and the words may be those the last one brought.
        Raises:
            UnknownCall
        """

        def decide(key: str, state: CallState) -> Decision:
            if perhaps_repeated and self._phone_turns.has_taken(key, state, heard.words):
                return self._phone_turns.resume(state)
            return self._phone_turns.hear(key, state, heard)

        return self._relay_step(call_sid, "turn", decide)

    def go_on(self, call_sid: str) -> Stepped:
        return self._relay_step(call_sid, "again", self._phone_turns.try_again)

    def _relay_step(self, call_sid: str, kind: str, decide: Callable[[str, CallState], Decision]) -> Stepped:
        key, state = self._calls.find(call_sid)
        name = f"{kind}:{state.step}"
        decision = self._or_waits(key, state, decide(key, state))
        self._answer(call_sid, name, state, decision)
        return Stepped(name, decision, twiml.says_slowly(self._line.at_pace(slow=state.slow)))

    # The gather route's

    def again(self, fields: Mapping[str, str], step: int | None) -> str:
        return self.step(fields, step, "again", self._phone_turns.try_again)

    def dialled(self, fields: Mapping[str, str], step: int | None) -> str:
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
            if state.person and not answered and not gone:
                state.person = ""  # and now the team
                return PutThrough((), state.team or "contact_centre")
            return self._phone_turns.dialled(key, state, answered=answered, gone=gone)

        return self.step(fields, step, "dialled", decide, reports=True)

    def whisper(self, fields: Mapping[str, str], step: int | None) -> str:
        """For the adviser's leg, whose parent is the caller's call."""
        try:
            key, _ = self._calls.find(fields.get("ParentCallSid", ""))
        except UnknownCall:
            return twiml.hang_up()  # a whisper may not dial; the caller's own leg goes on at `dialled`
        words = self._queue.whisper(key).words(self._words, self._council.catalogue)
        return twiml.whisper([words], step, self._line)

    def whispered(self, fields: Mapping[str, str]) -> str:
        if fields.get("Digits") == "1":
            return twiml.say_and_go_on(self._words.say("connecting", spoken=True), self._line)
        return twiml.hang_up()

    def over(self, fields: Mapping[str, str]) -> None:
        """The caller's call has ended, however."""
        if fields.get("CallStatus") in OVER:
            key = self._calls.ended(fields.get("CallSid", ""))
            if key:
                self._turns.leave(key)
                if self._waiting:
                    self._waiting.gone(key)

    def step(
        self,
        fields: Mapping[str, str],
        step: int | None,
        kind: str,
        decide: Callable[[str, CallState], Decision],
        *,
        direct: bool = False,
        reports: bool = False,
    ) -> str:
        """Answer a step once.

        Args:
            step: None where the address did not say which, or not so that it can be read.
            direct: a team is dialled at once, even where callers could wait.
            reports: that something is over. It can only be what the call is in, so the step need not be known.
        Raises:
            Astray
        """
        call_sid, name = fields["CallSid"], f"{kind}:{step}"
        if step is not None and (known := self._calls.answered(call_sid, name)):
            return known
        try:
            key, state = self._calls.find(call_sid)
        except UnknownCall:
            # A call that began before a restore, or on another installation: greet it now.
            return self.begin(fields)
        if step is None and reports:
            step, name = state.step, f"{kind}:{state.step}"
        if step is None:
            self._count_astray(call_sid, state)
        if step != state.step:
            # A repeat may have been answered between the two readings above.
            if step is not None and (known := self._calls.answered(call_sid, name)):
                return known
            # Not the step we are at and never answered: say where we are instead of acting on it.
            return self._rendered(call_sid, self._where_it_stands(key, state), state)
        decision = decide(key, state)
        return self._answer(
            call_sid, name, state, decision if direct else self._or_waits(key, state, decision)
        )

    def jump(self, fields: Mapping[str, str], name: str, decide: Callable[[str, CallState], Decision]) -> str:
        """From wherever the call stands, to the decision of this name, once. `decide` raises ContactError where the
        call is not to go there: then it is said where it stands."""
        call_sid = fields["CallSid"]
        if known := self._calls.answered(call_sid, name):
            return known
        try:
            key, state = self._calls.find(call_sid)
        except UnknownCall:
            return self.begin(fields)
        try:
            decision = decide(key, state)
        except ContactError:
            return self._rendered(call_sid, self._where_it_stands(key, state), state)
        return self._answer(call_sid, name, state, self._or_waits(key, state, decision))

    def _count_astray(self, call_sid: str, state: CallState) -> None:
        """What was said is asked for again, as it may be a repeat; but not for ever. Raises Astray."""
        state.astray += 1
        self._calls.remember(call_sid, state)
        log.warning("step_unreadable", call=call_sid, times=state.astray)
        if state.astray > MOST_ASTRAY:
            raise Astray

    def _where_it_stands(self, key: str, state: CallState) -> Decision:
        """Who waits for a person goes on waiting, or is put through; anybody else hears the open question again."""
        if self._turns.read(key).status == Status.WAITING:
            return self._or_waits(key, state, PutThrough((), state.team or "contact_centre"))
        return self._phone_turns.say_again(state)

    @property
    def engine(self) -> PhoneTurns:
        return self._phone_turns

    def _or_waits(self, key: str, state: CallState, decision: Decision) -> Decision:
        """Who is to be put through waits in the queue, where there is one; else whom they asked for is rung, or who
        stands in, and then the team."""
        if self._waiting:
            decision = self._waiting.instead_of(key, state, decision)
        if not isinstance(decision, PutThrough):
            return decision
        if state.person is None:
            own = self._queue.first_rung(key, self._council)
            state.person = own.name if own else ""
        return replace(decision, person=state.person or None)

    def _answer(self, call_sid: str, name: str, state: CallState, decision: Decision) -> str:
        state.step = state.step + 1 if name != "voice" else 1
        if name == "voice" and self._relay and isinstance(decision, Listen):
            document = twiml.connect(decision, self._line)
        else:
            document = self._rendered(call_sid, decision, state)
        return self._calls.keep(call_sid, name, state, document)

    def _rendered(self, call_sid: str, decision: Decision, state: CallState) -> str:
        line = self._line.at_pace(slow=state.slow)
        if line.records and isinstance(decision, PutThrough):
            key, _ = self._calls.find(call_sid)
            line = line.unrecorded() if self._turns.unrecorded(key) else line
        return twiml.render(decision, state.step, line, self._phones)


def _confidence(fields: Mapping[str, str]) -> float | None:
    """The recogniser's, 0 to 1. Twilio guarantees neither that it comes nor that it means anything."""
    try:
        confidence = float(fields.get("Confidence", ""))
    except ValueError:
        return None
    return confidence if 0 <= confidence <= 1 else None


def router(
    phone: Phone, forms: TwilioForms, *, switchboard: str, voice: str, faults: LineFaults | None = None
) -> APIRouter:
    """Everything Twilio calls, under /ivr. Set the number's voice URL to /ivr/voice, its status callback to
    /ivr/status and its fallback to /ivr/fallback."""
    routes = APIRouter(prefix="/ivr", include_in_schema=False)
    Form = Annotated[Mapping[str, str], Depends(forms.read)]
    last_resort = twiml.sorry(SORRY, switchboard, voice, last_words=LAST_WORDS)
    not_taken = twiml.hang_up()  # the adviser's leg may not dial; the caller's goes on at `dialled`

    async def answer(make: Callable[[], str], otherwise: str = last_resort) -> Response:
        return await answered(make, otherwise, faults)

    @routes.post("/voice")
    async def voice_webhook(fields: Form) -> Response:
        return await answer(lambda: phone.begin(fields))

    @routes.post("/turn")
    async def turn(fields: Form, s: Step = None) -> Response:
        return await answer(lambda: phone.turn(fields, s))

    @routes.post("/relayed")
    async def relayed(fields: Form) -> Response:
        return await answer(lambda: phone.relayed(fields) or last_resort)

    @routes.post("/again")
    async def again(fields: Form, s: Step = None) -> Response:
        return await answer(lambda: phone.again(fields, s))

    @routes.post("/dialled")
    async def dialled(fields: Form, s: Step = None) -> Response:
        return await answer(lambda: phone.dialled(fields, s))

    @routes.post("/whisper")
    async def whisper(fields: Form, s: Step = None) -> Response:
        return await answer(lambda: phone.whisper(fields, s), not_taken)

    @routes.post("/whispered")
    async def whispered(fields: Form, s: Step = None) -> Response:
        return await answer(lambda: phone.whispered(fields), not_taken)

    @routes.post("/status")
    async def status(fields: Form) -> Response:
        await run_in_threadpool(phone.over, fields)
        return Response(status_code=204)

    @routes.api_route("/fallback", methods=["GET", "POST"])
    async def fallback(request: Request) -> Response:
        # Twilio asks for this when all else failed, so it checks nothing and needs nothing.
        afterwards = None
        if faults and (told := await forms.told(request)):
            why = f"Twilio's error {told.get('ErrorCode', 'without a code')} at {told.get('ErrorUrl', 'no address')}"
            afterwards = BackgroundTask(faults.note, "fallback_asked", why, told.get("CallSid"))
        return Response(last_resort, media_type="text/xml", background=afterwards)

    return routes
