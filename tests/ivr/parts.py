"""The phone line on a database of its own: Twilio's side is the simulator's, the assistant follows a script."""

from __future__ import annotations

import itertools
import re
from typing import Any, Self

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from twilio.request_validator import RequestValidator

from contacts.models import Channel, Contact
from contacts.turns import Turns
from council.council import Council
from ivr.calls import Calls
from ivr.faults import LineFaults
from ivr.signature import TwilioForms
from ivr.simulator import SimulatedCall, parse
from ivr.state import CallState
from ivr.turns import Decision, HangUp, Heard, Hold, Listen, PhoneTurns, PutThrough
from ivr.twiml import Line
from ivr.webhook import Phone, router
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
    """The webhook as it is mounted, and calls to it."""

    def __init__(self, centre: Centre) -> None:
        own = councils_own()
        self.centre = centre
        phone = Phone(centre.turns, centre.queue, Calls(centre.database), own.council, own.words, LINE)
        self.app = FastAPI()
        forms = TwilioForms(AUTH_TOKEN, ACCOUNT_SID, BASE)
        self.faults = LineFaults(centre.database, centre.clock)
        self.app.include_router(
            router(phone, forms, switchboard=SWITCHBOARD, voice=VOICE, faults=self.faults)
        )
        # The proxy in front ends TLS: inside, nothing looks like the address that was signed.
        self.http = TestClient(self.app, base_url="http://10.0.0.7:8000")
        self.calls: list[SimulatedCall] = []
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
        for call in self.calls:
            assert call.faults == []
            for exchange in call.exchanges:
                if exchange.awaited:
                    assert exchange.status == 200, exchange
                    assert parse(exchange.answer), exchange
                    addresses = re.findall(r'(?:action|url)="([^"]*)"', exchange.answer)
                    assert all(address.startswith(f"{BASE}/ivr/") for address in addresses), exchange.answer
                else:
                    assert exchange.status == 204, exchange


def step_of(twiml: str) -> int:
    """The step number that the next webhook will carry."""
    found = re.search(r"\?s=(\d+)", twiml)
    assert found, twiml
    return int(found[1])
