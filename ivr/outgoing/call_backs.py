"""Call-backs by phone: the adviser is rung first, hears what it is about and presses 1; then the resident is rung.

Whatever happens ends in a talk, in a further try, or in words and a person; contacts/ringing_back/ says which.
Webhooks may repeat, come late or in another order: the first word of how a try ended stands.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool

from contacts.errors import ContactError
from contacts.models import AttemptOutcome, CallBackStatus
from contacts.ringing_back.call_back_rules import SHORTEST_TALK
from contacts.ringing_back.calling_back import CallingBack, Leg, Try
from contacts.speaking import moment
from contacts.telephone import Telephone, TelephoneError
from council.council import Council
from council.words import Words
from database.base import now
from ivr.answers import answered
from ivr.carried import RowId
from ivr.faults import LineFaults
from ivr.outgoing import call_back_twiml
from ivr.outgoing.call_back_twiml import ask_for_a_key, say_and_end
from ivr.signature import TwilioForms
from ivr.twiml import Line, hang_up

ADVISER_RINGS_SECONDS = 25
RESIDENT_RINGS_SECONDS = 30
OVER = ("completed", "busy", "failed", "no-answer", "canceled")

log = structlog.get_logger()


class CallBackCalls:
    """What the routes and the ringing process do, without HTTP. `clock` is the present moment, aware."""

    def __init__(
        self,
        calling: CallingBack,
        telephone: Telephone,
        council: Council,
        words: Words,
        line: Line,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._calling, self._telephone = calling, telephone
        self._council, self._words, self._line, self._clock = council, words, line, clock

    # The ringing process.

    def ring(self, call_back: int) -> bool:
        """Ring the team for one call-back, unless another process does. True when the call was placed."""
        begun = self._calling.claim(call_back)
        if begun is None:
            return False
        if not self._ring(begun, Leg.ADVISER):
            self._calling.end(begun.id, AttemptOutcome.FAILED)
            return False
        return True

    def close(self, lost: Try) -> None:
        """A try whose end nobody told us: whoever is still on the line is told, and the call-back goes on."""
        outcome = AttemptOutcome.TALKED if lost.connected_at else AttemptOutcome.FAILED
        if self._calling.end(lost.id, outcome):
            log.warning("call_back_try_lost", call_back=lost.call_back)
            if not lost.connected_at:
                self._tell_adviser(lost)
                self._let_resident_go(lost)

    # The adviser's call.

    def adviser(self, fields: Mapping[str, str], try_id: int) -> str:
        """The team's phone was picked up."""
        attempt = self._calling.leg(try_id, Leg.ADVISER, fields["CallSid"])
        if attempt.over:
            return self._told(attempt)
        if attempt.taken:
            return self._wait(attempt)
        case = self._say("whisper_for", person=attempt.person) if attempt.person else ""
        if attempt.case_references:
            known = self._say("call_back_case", reference=attempt.case_references[-1])
            case = f"{case} {known}".strip()
        whisper = self._say(
            "call_back_whisper",
            who=self._who(attempt),
            about=attempt.about.lower(),
            case=case,
            number=str(attempt.number_of_try),
        )
        again = self._say("call_back_whisper_again")
        return ask_for_a_key([whisper, again], self._url("taken", try_id), self._line)

    def taken(self, fields: Mapping[str, str], try_id: int) -> str:
        """The adviser pressed a key: with 1 the resident is rung while this call waits in the room."""
        attempt = self._calling.leg(try_id, Leg.ADVISER, fields["CallSid"])
        if fields.get("Digits") != "1":
            self._calling.end(try_id, AttemptOutcome.ADVISER_NOT_REACHED)
            return hang_up()
        if self._calling.take(try_id) and not self._ring(attempt, Leg.RESIDENT):
            self._calling.end(try_id, AttemptOutcome.FAILED)
        attempt = self._calling.look(try_id)
        if attempt.over:
            self._let_resident_go(attempt)  # the adviser may have left while the call was being placed
            return self._told(attempt)
        return self._wait(attempt)

    def left(self, fields: Mapping[str, str], try_id: int) -> str:
        """The adviser's call is out of the room: the resident has gone, or star was pressed."""
        attempt = self._calling.leg(try_id, Leg.ADVISER, fields["CallSid"])
        if fields.get("CallStatus") in OVER:
            return hang_up()  # nobody listens; the status callback ends the try
        if attempt.over:
            return self._told(attempt)
        if attempt.connected_at is None:
            self._calling.end(try_id, AttemptOutcome.ADVISER_NOT_REACHED)
            self._let_resident_go(attempt)
            return self._told(self._calling.look(try_id))
        question = self._say("call_back_did_you_talk", who=self._who(attempt))
        return ask_for_a_key([question], self._url("talked", try_id), self._line)

    def talked(self, fields: Mapping[str, str], try_id: int) -> str:
        """The adviser's own word on it: a machine may have passed for a person."""
        self._calling.leg(try_id, Leg.ADVISER, fields["CallSid"])
        not_reached = fields.get("Digits") == "2"
        outcome = AttemptOutcome.RESIDENT_NOT_REACHED if not_reached else AttemptOutcome.TALKED
        self._calling.end(try_id, outcome)
        return self._told(self._calling.look(try_id))

    def told(self, fields: Mapping[str, str], try_id: int) -> str:
        """The adviser's call was taken out of the room to hear how it ended."""
        return self._told(self._calling.leg(try_id, Leg.ADVISER, fields["CallSid"]))

    def adviser_status(self, fields: Mapping[str, str], try_id: int) -> None:
        """The adviser's call is over, however."""
        attempt = self._calling.leg(try_id, Leg.ADVISER, fields["CallSid"])
        if fields.get("CallStatus") not in OVER or attempt.over:
            return
        if self._have_talked(attempt):
            self._calling.end(try_id, AttemptOutcome.TALKED)
            return
        connected = attempt.connected_at is not None
        outcome = AttemptOutcome.RESIDENT_NOT_REACHED if connected else AttemptOutcome.ADVISER_NOT_REACHED
        if self._calling.end(try_id, outcome):
            self._let_resident_go(self._calling.look(try_id))

    # The resident's call.

    def resident(self, fields: Mapping[str, str], try_id: int) -> str:
        """Somebody or something picked up, and Twilio has made up its mind which."""
        attempt = self._calling.leg(try_id, Leg.RESIDENT, fields["CallSid"])
        if _is_machine(fields):
            if self._calling.end(try_id, AttemptOutcome.MACHINE):
                self._tell_adviser(attempt)
            return hang_up()  # a message could be heard by anybody
        # "unknown" counts as a person: to hang up on one is worse than to put a machine through.
        if not self._calling.connect(try_id):
            return self.lost()
        hello = self._say("call_back_hello", council=self._council.identity.name)
        return call_back_twiml.put_on(hello, _room(attempt), self._line)

    def resident_status(self, fields: Mapping[str, str], try_id: int) -> None:
        """The resident's call is over, however. After a talk the adviser's call says how it was."""
        attempt = self._calling.leg(try_id, Leg.RESIDENT, fields["CallSid"])
        if fields.get("CallStatus") not in OVER or self._have_talked(attempt):
            return
        machine = _is_machine(fields)  # its own webhook may have been lost
        outcome = AttemptOutcome.MACHINE if machine else AttemptOutcome.RESIDENT_NOT_REACHED
        if self._calling.end(try_id, outcome):
            self._tell_adviser(attempt)

    def try_of(self, fields: Mapping[str, str], told: int | None) -> int:
        """The try a webhook is about: by its address, and where that does not say, by the call. Raises
        UnknownCallBack."""
        return self._calling.try_of(fields.get("CallSid", "")) if told is None else told

    def lost(self) -> str:
        """For a resident for whom no adviser waits any more. It may be a machine, so it says no more than this."""
        return say_and_end([self._say("call_back_lost", council=self._council.identity.name)], self._line)

    def trouble(self) -> str:
        """For an adviser when something of ours failed; the try is closed and made again as a lost one."""
        return say_and_end([self._say("call_back_trouble")], self._line)

    def _have_talked(self, attempt: Try) -> bool:
        """They were together for longer than it takes to notice a machine, or that nobody is there."""
        return attempt.connected_at is not None and self._clock() - attempt.connected_at >= SHORTEST_TALK

    def _ring(self, attempt: Try, leg: Leg) -> bool:
        """Place one of the two calls and remember it; false when the network refused."""
        adviser = leg is Leg.ADVISER
        try:
            call_sid = self._telephone.ring(
                attempt.team_number if adviser else attempt.number,
                self._url(leg, attempt.id),
                status_url=self._url(f"{leg}-status", attempt.id),
                detect_machine=not adviser,  # an adviser presses 1, which no machine does
                timeout_seconds=ADVISER_RINGS_SECONDS if adviser else RESIDENT_RINGS_SECONDS,
            )
        except TelephoneError as refused:
            log.warning(
                "call_back_not_placed", call_back=attempt.call_back, leg=str(leg), reason=str(refused)
            )
            return False
        self._calling.leg(attempt.id, leg, call_sid)
        return True

    def _tell_adviser(self, attempt: Try) -> None:
        """Bring the adviser out of the room. How it ended is stored, and is what they hear."""
        self._move_or_end(attempt, attempt.adviser_call_sid, self._url("told", attempt.id))

    def _let_resident_go(self, attempt: Try) -> None:
        """A call that rings is ended; somebody who picked up is told first."""
        self._move_or_end(attempt, attempt.resident_call_sid, self._url("lost", attempt.id))

    def _move_or_end(self, attempt: Try, call_sid: str | None, url: str) -> None:
        if call_sid is None:
            return
        try:
            self._telephone.move(call_sid, url)
        except TelephoneError:  # as it must while a call still rings, or when it is over
            try:
                self._telephone.hang_up(call_sid)
            except TelephoneError as refused:
                log.warning("call_back_leg_not_ended", call_back=attempt.call_back, reason=str(refused))

    def _wait(self, attempt: Try) -> str:
        ringing = self._say("call_back_ringing", who=self._who(attempt))
        return call_back_twiml.wait_for_resident(
            ringing, _room(attempt), self._url("left", attempt.id), self._line
        )

    def _told(self, attempt: Try) -> str:
        """How it ended and what follows, for the adviser."""
        who = self._who(attempt)
        match attempt.outcome:
            case AttemptOutcome.TALKED:
                return say_and_end([self._say("call_back_thanks")], self._line)
            case AttemptOutcome.MACHINE:
                how = self._say("call_back_machine")
            case AttemptOutcome.FAILED:
                how = self._say("call_back_failed", who=who)
            case _:
                how = self._say("call_back_no_answer", who=who)
        match attempt.status:
            case CallBackStatus.BOOKED if attempt.next_try_at:
                follows = self._say("call_back_again", when=moment(attempt.next_try_at, self._clock()))
            case CallBackStatus.NOT_REACHED:
                follows = self._say("call_back_texted")
            case _:
                follows = self._say("call_back_yours")
        return say_and_end([how, follows], self._line)

    def _who(self, attempt: Try) -> str:
        return attempt.name or self._say("call_back_no_name")

    def _say(self, name: str, **blanks: str) -> str:
        return self._words.say(name, spoken=True, **blanks)

    def _url(self, path: str, try_id: int) -> str:
        return f"{self._line.base}/call-back/{path}?t={try_id}"


def _room(attempt: Try) -> str:
    """The name of the two callers' conference. Twilio asks that no name of a person be in it."""
    return f"call-back-{attempt.adviser_call_sid}"


def _is_machine(fields: Mapping[str, str]) -> bool:
    answered_by = fields.get("AnsweredBy", "")
    return answered_by.startswith("machine") or answered_by == "fax"


def router(calls: CallBackCalls, forms: TwilioForms, faults: LineFaults | None = None) -> APIRouter:
    """Everything Twilio calls for a call-back, under /ivr/call-back. `t` is the try's number in the database."""
    routes = APIRouter(prefix="/ivr/call-back", include_in_schema=False)
    Form = Annotated[Mapping[str, str], Depends(forms.read)]
    for_adviser, for_resident = calls.trouble(), calls.lost()

    async def answer(make: Callable[[], str], otherwise: str) -> Response:
        return await answered(make, otherwise, faults)

    async def note(make: Callable[[], None]) -> Response:
        try:
            await run_in_threadpool(make)
        except (ContactError, KeyError) as refused:  # of another call, or of none
            log.warning("call_back_refused", reason=type(refused).__name__)
        return Response(status_code=204)

    @routes.post("/adviser")
    async def adviser(fields: Form, t: RowId = None) -> Response:
        return await answer(lambda: calls.adviser(fields, calls.try_of(fields, t)), for_adviser)

    @routes.post("/taken")
    async def taken(fields: Form, t: RowId = None) -> Response:
        return await answer(lambda: calls.taken(fields, calls.try_of(fields, t)), for_adviser)

    @routes.post("/left")
    async def left(fields: Form, t: RowId = None) -> Response:
        return await answer(lambda: calls.left(fields, calls.try_of(fields, t)), for_adviser)

    @routes.post("/talked")
    async def talked(fields: Form, t: RowId = None) -> Response:
        return await answer(lambda: calls.talked(fields, calls.try_of(fields, t)), for_adviser)

    @routes.post("/told")
    async def told(fields: Form, t: RowId = None) -> Response:
        return await answer(lambda: calls.told(fields, calls.try_of(fields, t)), for_adviser)

    @routes.post("/adviser-status")
    async def adviser_status(fields: Form, t: RowId = None) -> Response:
        return await note(lambda: calls.adviser_status(fields, calls.try_of(fields, t)))

    @routes.post("/resident")
    async def resident(fields: Form, t: RowId = None) -> Response:
        return await answer(lambda: calls.resident(fields, calls.try_of(fields, t)), for_resident)

    @routes.post("/lost")
    async def lost(fields: Form, t: RowId = None) -> Response:
        return Response(for_resident, media_type="text/xml")

    @routes.post("/resident-status")
    async def resident_status(fields: Form, t: RowId = None) -> Response:
        return await note(lambda: calls.resident_status(fields, calls.try_of(fields, t)))

    return routes
