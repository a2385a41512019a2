"""The phone line on a database of its own: Twilio's side is the simulator's, the assistant follows a script."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import threading
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from fastapi import FastAPI, WebSocketDisconnect
from fastapi.testclient import TestClient
from httpx import Response
from twilio.request_validator import RequestValidator

from cases.store import CaseStore
from contacts.models import Channel, Contact
from contacts.turns import Turns
from contacts.waiting.leaving import Leaving
from contacts.waiting.lost_callers import LostCallers
from contacts.waiting.passing_on import PassingOn
from contacts.waiting.places import Places
from contacts.waiting.ringing import Ringing
from contacts.waiting.tasks import Tasks
from contacts.waiting.told_waiting import ToldWaiting
from contacts.waiting.voicemail import Voicemails
from council.council import Council
from ivr.calls import Calls
from ivr.faults import LineFaults
from ivr.relaying import relay
from ivr.relaying.hand_offs import HandOffs
from ivr.signature import TwilioForms
from ivr.simulator import Closed, SimulatedCall, Wire, parse
from ivr.simulator.placing import Placing
from ivr.state import CallState
from ivr.turns import Decision, HangUp, Heard, Hold, Listen, PhoneTurns, PutThrough
from ivr.twiml import Line, sorry
from ivr.waiting.moved_on import MovedOn, moved_router
from ivr.waiting.queue_webhook import message_router, queue_router
from ivr.waiting.waiting_line import WaitingLine
from ivr.webhook import LAST_WORDS, SORRY, Phone, router
from tests.contacts.parts import MOBILE, Centre, councils_own

BASE = "https://voice.example.gov.uk"
AUTH_TOKEN = "12345"
ACCOUNT_SID = "AC" + "0" * 32
SWITCHBOARD = "+441632960001"
WASTE, CONTACT_CENTRE = "+441632960002", "+441632960021"
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


async def many_turns_of_the_loop() -> None:
    """Whatever has been sent is read and done with after this, unless a thread is at work on it."""
    for _ in range(500):
        await asyncio.sleep(0)


class Patience:
    """The relay's clock, which stands still until a test lets time pass."""

    def __init__(self) -> None:
        self._asleep: dict[asyncio.Event, tuple[asyncio.AbstractEventLoop, float]] = {}
        self._lock = threading.Lock()

    async def sleep(self, seconds: float) -> None:
        over = asyncio.Event()
        with self._lock:
            self._asleep[over] = (asyncio.get_running_loop(), seconds)
        try:
            await over.wait()
        finally:
            with self._lock:
                self._asleep.pop(over, None)

    def waits_for(self) -> float:
        """The seconds that are being waited for, the most if several are."""
        with self._lock:
            return max((seconds for _, seconds in self._asleep.values()), default=0)

    def passes(self) -> None:
        """Whoever waits has waited long enough."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with self._lock:
                waiting = list(self._asleep.items())
            for over, (loop, _) in waiting:
                asyncio.run_coroutine_threadsafe(many_turns_of_the_loop(), loop).result(10)
                with self._lock:
                    still = over in self._asleep  # and not woken by a message that was on its way
                if still:
                    loop.call_soon_threadsafe(over.set)
                    return
            time.sleep(0.005)
        raise AssertionError("nobody waits")


class Socket:
    """A WebSocket to the application, as Twilio holds it."""

    def __init__(self, session: AbstractContextManager[Any]) -> None:
        self._session: AbstractContextManager[Any] | None = session
        self.closed_with: int | None = None
        try:
            self._socket = session.__enter__()
        except WebSocketDisconnect as refused:
            self.closed_with = refused.code
            raise Closed from None

    def send(self, text: str) -> None:
        self._socket.send_text(text)

    def send_json(self, **message: Any) -> None:
        self.send(json.dumps(message))

    def send_bytes(self, data: bytes) -> None:
        self._socket.send_bytes(data)

    def settles(self) -> None:
        """Until what has been sent is read and done with. Not for what the engine has to answer."""
        self._socket.portal.call(many_turns_of_the_loop)

    def receive(self) -> str:
        try:
            return self._socket.receive_text()
        except WebSocketDisconnect as over:
            self.closed_with = over.code
            raise Closed from None

    def hears(self) -> str:
        """What is said in one go."""
        said = ""
        while True:
            message = json.loads(self.receive())
            assert message["type"] == "text", message
            said += message["token"]
            if message["last"]:
                return said

    def close(self) -> None:
        if self._session:
            self._session.__exit__(None, None, None)
        self._session = None


class PhoneLine:
    """The webhook as it is mounted, with its WebSocket, and calls to it.

    `queueing`: a network can be asked to ring advisers, so that callers wait in the queue; else teams are dialled.
    """

    def __init__(
        self,
        centre: Centre,
        route: Literal["gather", "relay"] = "gather",
        *,
        queueing: bool = False,
        line: Line = LINE,
        tasks: Tasks | None = None,
        council: Council | None = None,
    ) -> None:
        own = councils_own()
        own = replace(own, council=council) if council else own
        self.centre = centre
        self.app = FastAPI()
        forms, calls = TwilioForms(AUTH_TOKEN, ACCOUNT_SID, BASE), Calls(centre.database)
        self.forms = forms
        # The proxy in front ends TLS: inside, nothing looks like the address that was signed.
        self.http = TestClient(self.app, base_url="http://10.0.0.7:8000")
        self.calls: list[SimulatedCall] = []
        self.recordings_told: list[Mapping[str, str]] = []
        self._sockets: list[Socket] = []
        self.network = Placing(self.http, auth_token=AUTH_TOKEN, account_sid=ACCOUNT_SID)
        self.ringing = Ringing(
            centre.database, own.council, centre.events, self.network, LINE.base, centre.clock
        )
        places = Places(centre.database, own.council, centre.clock)
        self.lost = LostCallers(centre.database, centre.events, None if tasks else self.ringing, centre.clock)
        self.waiting = WaitingLine(
            places,
            None if tasks else self.ringing,
            Leaving(centre.database, own.words, centre.events, centre.clock),
            centre.queue,
            centre.turns,
            calls,
            own.council,
            own.words,
            line,
            self.lost,
            ToldWaiting(centre.database, own.council, own.words, centre.events, centre.clock),
            tasks,
        )
        self.passing_on = PassingOn(
            centre.database, own.council, own.words, centre.events, self.network, LINE.base, centre.clock
        )
        self.notes = HandOffs("a key for tests") if route == "relay" else None
        waiting = self.waiting if queueing else None
        self.phone = Phone(
            centre.turns, centre.queue, calls, own.council, own.words, line, self.notes, waiting
        )
        self.faults = LineFaults(centre.database, centre.clock)
        last_resort = sorry(SORRY, SWITCHBOARD, VOICE, last_words=LAST_WORDS)
        voicemails = Voicemails(centre.database, CaseStore(centre.database), own.council, centre.clock)
        moved_on = MovedOn(self.phone, places, centre.queue, own.council, own.words)
        self.app.include_router(
            router(self.phone, forms, switchboard=SWITCHBOARD, voice=VOICE, faults=self.faults)
        )
        self.app.include_router(
            message_router(
                self.phone, voicemails, calls, forms, last_resort, self.faults, self.recordings_told.append
            )
        )
        self.app.include_router(moved_router(moved_on, forms, last_resort, self.faults))
        if queueing:
            self.app.include_router(
                queue_router(self.phone, self.waiting, forms, line, last_resort, self.faults)
            )
        self.patience = Patience()
        if self.notes:
            self.app.include_router(relay.router(forms, self.phone, self.notes, sleep=self.patience.sleep))
        self._signer = RequestValidator(AUTH_TOKEN)

    def __enter__(self) -> Self:
        self.http.__enter__()
        return self

    def __exit__(self, *problem: Any) -> None:
        for socket in self._sockets:
            socket.close()
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
            wire=Wire(self.socket, self.patience.passes),
        )
        self.calls.append(call)
        self.network.calls.append(call)
        return call

    def socket(self, url: str, headers: Mapping[str, str]) -> Socket:
        """The WebSocket at a public address, opened with these headers. Raises Closed when it is refused."""
        inside = f"ws://10.0.0.7:8000{urlsplit(url).path}"
        socket = Socket(self.http.websocket_connect(inside, headers=dict(headers)))
        self._sockets.append(socket)
        return socket

    def relay(self, *, call_sid: str | None = None, account_sid: str = ACCOUNT_SID) -> Socket:
        """A WebSocket that Twilio has opened, and, for a call, set up."""
        url = f"{BASE.replace('https', 'wss')}/ivr/relay"
        socket = self.socket(url, {"X-Twilio-Signature": self.signature(url)})
        if call_sid:
            socket.send_json(type="setup", sessionId="VX1", accountSid=account_sid, callSid=call_sid)
        return socket

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

    def signature(self, url: str) -> str:
        """Twilio's over a WebSocket's address."""
        return str(self._signer.compute_signature(url, {}))

    def contact(self, call: SimulatedCall) -> Contact:
        with self.centre.database.reading() as session:
            return session.query(Contact).filter_by(call_sid=call.call_sid, channel=Channel.PHONE).one()

    def turns(self, call: SimulatedCall) -> int:
        """How many turns the call's contact has had."""
        return self.centre.turns.read(self.contact(call).key).next_turn - 1

    def check_every_answer(self) -> None:
        for placed in self.network.placed:
            assert placed.line.faults == []
        own = (f"{BASE}/ivr/", f"{BASE.replace('https', 'wss')}/ivr/")
        for call in self.calls:
            assert call.faults == []
            for exchange in call.exchanges:
                if exchange.awaited:
                    assert exchange.status == 200, exchange
                    assert parse(exchange.answer, allow_empty="/connecting" in exchange.url), exchange
                    addresses = re.findall(r'(?:action|url)="([^"]*)"', exchange.answer)
                    assert all(address.startswith(own) for address in addresses), exchange.answer
                else:
                    assert exchange.status == 204, exchange


def step_of(twiml: str) -> int:
    """The step number that the next webhook will carry."""
    found = re.search(r"\?s=(\d+)", twiml)
    assert found, twiml
    return int(found[1])
