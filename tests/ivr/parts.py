"""The phone line on a database of its own: Twilio's side is the simulator's, the assistant follows a script."""

from __future__ import annotations

import itertools
import re
from typing import Any, Self

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from twilio.request_validator import RequestValidator

from cases.store import CaseStore
from contacts.leaving import Leaving
from contacts.models import Channel, Contact
from contacts.passing_on import PassingOn
from contacts.places import Places
from contacts.ringing import Ringing
from contacts.tasks import Tasks
from contacts.turns import Turns
from contacts.voicemail import Voicemails
from council.council import Council
from ivr.calls import Calls
from ivr.queue_webhook import message_router, queue_router
from ivr.signature import TwilioForms
from ivr.simulator import SimulatedCall, parse
from ivr.simulator.network import Network
from ivr.state import CallState
from ivr.turns import Decision, HangUp, Heard, Hold, Listen, PhoneTurns, PutThrough
from ivr.twiml import Line, sorry
from ivr.waiting_line import WaitingLine
from ivr.webhook import LAST_WORDS, SORRY, Phone, router
from tests.contacts.parts import MOBILE, Centre, councils_own

BASE = "https://voice.example.gov.uk"
AUTH_TOKEN = "12345"
ACCOUNT_SID = "AC" + "0" * 32
SWITCHBOARD = "+441632960001"
WASTE, CONTACT_CENTRE = "+441632960002", "+441632960001"
VOICE = "Polly.Amy-Neural"
NUMBERS = {key: team.phone for key, team in councils_own().council.teams.items()}
LINE = Line(
    base=f"{BASE}/ivr",
    voice=VOICE,
    speech_model="googlev2_telephony",
    caller_id=SWITCHBOARD,
    hints=("missed bin", "council tax"),
    streets=("Mill Lane", "Castle Street"),
)


class Caller:
    """A call without Twilio: what is said and pressed goes in, decisions come out.

    The state is written down and read again at each step, as it is between two webhooks.
    """

    _numbers = itertools.count(1)

    def __init__(
        self,
        centre: Centre,
        number: str | None = MOBILE,
        *,
        turns: Turns | None = None,
        council: Council | None = None,
    ) -> None:
        own = councils_own()
        self.centre = centre
        self.phone = PhoneTurns(turns or centre.turns, council or own.council, own.words)
        self.decision: Decision
        self.key, self.state, self.decision = self.phone.begin(f"CA{next(self._numbers)}", number)

    def says(self, words: str) -> Decision:
        return self._hears(Heard(words=words))

    def presses(self, keys: str) -> Decision:
        return self._hears(Heard(keys=keys))

    def stays_silent(self) -> Decision:
        return self._hears(Heard())

    def waits(self) -> Decision:
        """The moment of a Hold is over."""
        return self._decided(self.phone.try_again(self.key, self.state))

    def dialled(self, *, answered: bool) -> Decision:
        return self._decided(self.phone.dialled(self.key, self.state, answered=answered))

    def _hears(self, heard: Heard) -> Decision:
        return self._decided(self.phone.hear(self.key, self.state, heard))

    def _decided(self, decision: Decision) -> Decision:
        self.decision, self.state = decision, CallState.from_json(self.state.as_json())
        return decision

    @property
    def heard(self) -> str:
        return " ".join(self.decision.say)

    @property
    def listens(self) -> bool:
        return isinstance(self.decision, Listen)

    @property
    def rings(self) -> str | None:
        """The team that is rung."""
        return self.decision.team if isinstance(self.decision, PutThrough) else None

    @property
    def holds(self) -> bool:
        return isinstance(self.decision, Hold)

    @property
    def is_over(self) -> bool:
        return isinstance(self.decision, HangUp)

    @property
    def contact(self) -> Contact:
        with self.centre.database.reading() as session:
            return session.query(Contact).filter_by(key=self.key).one()

    @property
    def turns(self) -> int:
        return self.centre.turns.read(self.key).next_turn - 1


class PhoneLine:
    """The webhook as it is mounted, and calls to it.

    `queueing`: a network can be asked to ring advisers, so that callers wait in the queue; else teams are dialled.
    """

    def __init__(
        self, centre: Centre, *, queueing: bool = False, line: Line = LINE, tasks: Tasks | None = None
    ) -> None:
        own = councils_own()
        self.centre = centre
        self.app = FastAPI()
        forms, calls = TwilioForms(AUTH_TOKEN, ACCOUNT_SID, BASE), Calls(centre.database)
        self.forms = forms
        # The proxy in front ends TLS: inside, nothing looks like the address that was signed.
        self.http = TestClient(self.app, base_url="http://10.0.0.7:8000")
        self.calls: list[SimulatedCall] = []
        self.network = Network(self.http, auth_token=AUTH_TOKEN, account_sid=ACCOUNT_SID)
        self.ringing = Ringing(
            centre.database, own.council, centre.events, self.network, LINE.base, centre.clock
        )
        self.waiting = WaitingLine(
            Places(centre.database, centre.clock),
            None if tasks else self.ringing,
            Leaving(centre.database, own.words, centre.events, centre.clock),
            centre.queue,
            calls,
            own.council,
            own.words,
            line,
            tasks,
        )
        self.passing_on = PassingOn(
            centre.database, own.council, own.words, centre.events, self.network, LINE.base, centre.clock
        )
        waiting = self.waiting if queueing else None
        phone = Phone(centre.turns, centre.queue, calls, own.council, own.words, line, waiting)
        last_resort = sorry(SORRY, SWITCHBOARD, VOICE, last_words=LAST_WORDS)
        voicemails = Voicemails(centre.database, CaseStore(centre.database), own.council, centre.clock)
        self.app.include_router(router(phone, forms, switchboard=SWITCHBOARD, voice=VOICE))
        self.app.include_router(message_router(phone, voicemails, calls, forms, last_resort))
        self.app.include_router(queue_router(phone, self.waiting, forms, line, last_resort))
        self._signer = RequestValidator(AUTH_TOKEN)

    def __enter__(self) -> Self:
        self.http.__enter__()
        return self

    def __exit__(self, *problem: Any) -> None:
        self.http.__exit__(*problem)

    def call(self, caller: str = MOBILE) -> SimulatedCall:
        """A call that is not dialled yet."""
        call = SimulatedCall(
            self.http,
            f"{BASE}/ivr/voice",
            auth_token=AUTH_TOKEN,
            account_sid=ACCOUNT_SID,
            caller=caller,
            status_callback=f"{BASE}/ivr/status",
            fallback_url=f"{BASE}/ivr/fallback",
        )
        self.calls.append(call)
        self.network.calls.append(call)
        return call

    def dial(self, *lines: str, caller: str = MOBILE) -> SimulatedCall:
        """A call in which these lines have been said."""
        call = self.call(caller).dial()
        for line in lines:
            call.says(line)
        return call

    def post(self, path: str, fields: dict[str, str], *, sign_as: str | None = None) -> Response:
        """A signed form, as Twilio would send it by itself."""
        form = {"AccountSid": ACCOUNT_SID, **fields}
        signature = self._signer.compute_signature(sign_as or f"{BASE}/ivr/{path}", form)
        return self.http.post(f"/ivr/{path}", data=form, headers={"X-Twilio-Signature": signature})

    def contact(self, call: SimulatedCall) -> Contact:
        with self.centre.database.reading() as session:
            return session.query(Contact).filter_by(call_sid=call.call_sid, channel=Channel.PHONE).one()

    def turns(self, call: SimulatedCall) -> int:
        """How many turns the call's contact has had."""
        return self.centre.turns.read(self.contact(call).key).next_turn - 1

    def check_every_answer(self) -> None:
        for placed in self.network.placed:
            assert placed.line.faults == []
        for call in self.calls:
            assert call.faults == []
            for exchange in call.exchanges:
                if exchange.awaited:
                    assert exchange.status == 200, exchange
                    assert parse(exchange.answer, allow_empty="/connecting" in exchange.url), exchange
                    addresses = re.findall(r'(?:action|url)="([^"]*)"', exchange.answer)
                    assert all(address.startswith(f"{BASE}/ivr/") for address in addresses), exchange.answer
                else:
                    assert exchange.status == 204, exchange


def step_of(twiml: str) -> int:
    """The step number that the next webhook will carry."""
    found = re.search(r"\?s=(\d+)", twiml)
    assert found, twiml
    return int(found[1])
