"""A webhook that reads from a script: each path has its TwiML, and every request must be signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import httpx
from twilio.request_validator import RequestValidator

from ivr.simulator import SimulatedCall

BASE = "https://voice.example.gov.uk"
AUTH_TOKEN = "12345"
ACCOUNT_SID = "AC" + "0" * 32


@dataclass(frozen=True)
class Asked:
    path: str
    method: str
    form: dict[str, str]
    query: dict[str, str]
    headers: httpx.Headers


Reply = str | httpx.Response | Exception | Callable[[Asked], "Reply"]


def twiml(inside: str) -> httpx.Response:
    body = f'<?xml version="1.0" encoding="UTF-8"?><Response>{inside}</Response>'
    return httpx.Response(200, text=body, headers={"Content-Type": "text/xml; charset=utf-8"})


class Script:
    """`pages` gives each path what stands inside its Response, or an answer, an error or a function."""

    def __init__(self, **pages: Reply) -> None:
        self.pages: dict[str, Reply] = {f"/{name}": page for name, page in pages.items()}
        self.asked: list[Asked] = []
        self.http = httpx.Client(transport=httpx.MockTransport(self._answer), trust_env=False)

    def call(self, fragment: str = "", **options: Any) -> SimulatedCall:
        return SimulatedCall(
            self.http, f"{BASE}/start{fragment}", auth_token=AUTH_TOKEN, account_sid=ACCOUNT_SID, **options
        )

    def dial(self, **options: Any) -> SimulatedCall:
        return self.call(**options).dial()

    def forms(self, path: str) -> list[dict[str, str]]:
        return [asked.form for asked in self.asked if asked.path == path]

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        form = dict(parse_qsl(request.content.decode(), keep_blank_values=True))
        signature = request.headers["X-Twilio-Signature"]
        assert RequestValidator(AUTH_TOKEN).validate(str(request.url), form, signature), "signature is wrong"
        asked = Asked(request.url.path, request.method, form, dict(request.url.params), request.headers)
        self.asked.append(asked)
        reply = self.pages.get(asked.path, httpx.Response(404))
        while callable(reply):
            reply = reply(asked)
        if isinstance(reply, Exception):
            raise reply
        return reply if isinstance(reply, httpx.Response) else twiml(reply)


GATHER = (
    '<Gather input="dtmf speech" language="en-GB" action="/turn?s=1" timeout="6" numDigits="1">'
    '<Say language="en-GB">How can I help?</Say></Gather>'
)
