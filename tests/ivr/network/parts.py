"""Our own Twilio over HTTP, the real SDK against it, and a scripted webhook that the calls ask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from ivr.outgoing.telephone import TwilioTelephone
from ivr.outgoing.twilio_rest import TwilioRest
from ivr.simulator.network import Network
from ivr.simulator.placed import PlacedCall
from ivr.simulator.rest import router
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE, Script

COUNCIL = "+441632960001"
MOBILE = "+447700900123"


def no_wait(seconds: float) -> None:
    """Between two tries, in a test."""


class Street:
    """An address of its own for the whole session; each test puts there the application it wants."""

    app: ASGIApp
    address: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    @contextmanager
    def open(self) -> Iterator[Street]:
        config = uvicorn.Config(self, host="127.0.0.1", port=0, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive(), "the server did not start"
        self.address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        yield self
        server.should_exit = True
        thread.join(10)


class Exchange:
    """A network whose clock a test turns: what is to happen at once happens at once, the rest when told."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.due: list[tuple[float, Callable[[], None]]] = []
        self.network = Network(
            script.http, [COUNCIL], account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, later=self._later
        )
        self.app = FastAPI()
        self.app.include_router(router(self.network))

    def _later(self, seconds: float, do: Callable[[], None]) -> None:
        if seconds:
            self.due.append((seconds, do))
        else:
            do()

    def passes(self, seconds: float) -> None:
        for at, do in [each for each in self.due if each[0] <= seconds]:
            self.due.remove((at, do))
            do()

    def call(self, sid: str) -> PlacedCall:
        (call,) = [call for call in self.network.placed() if call.call_sid == sid]
        return call


class Phones:
    """The council's telephone, and what rings because of it."""

    def __init__(self, exchange: Exchange, address: str) -> None:
        self.exchange, self.address = exchange, address
        self.network, self.script = exchange.network, exchange.script
        self.rest = TwilioRest(ACCOUNT_SID, AUTH_TOKEN, address, sleep=no_wait)
        self.telephone = TwilioTelephone(self.rest, COUNCIL)

    def ring(self, number: str = MOBILE, **options: object) -> PlacedCall:
        sid = self.telephone.ring(number, f"{BASE}/start", status_url=f"{BASE}/over", **options)  # type: ignore[arg-type]
        return self.exchange.call(sid)

    def statuses(self) -> list[str]:
        """What the status callback was told, in order."""
        return [form["CallStatus"] for form in self.script.forms("/over")]
