"""Asks Twilio's REST API: within a time limit, at a base that can be our own simulator, with errors in words."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

import httpx
from twilio.base.exceptions import TwilioException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from contacts.telephone import TelephoneError

TWILIO = "https://api.twilio.com"
CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 7.0
TRIES = 3
FIRST_WAIT_SECONDS = 0.5  # doubled each time, with jitter: VOICE_FACTS, section 11
MANY_REQUESTS = 429

# Twilio's codes that an operator can do something about. https://www.twilio.com/docs/api/errors
BAD_CREDENTIALS = 20003
NOT_FOUND = 20404
NOT_IN_PROGRESS = 21220
REASONS = {
    BAD_CREDENTIALS: "the account SID or the auth token is wrong",
    20429: "the account asks for too much at once",
    NOT_FOUND: "Twilio does not know it",
    10001: "the account is not active",
    21205: "the address of the webhook is not one that Twilio can reach",
    21210: "the number we ring from is neither Twilio's nor verified",
    21211: "the number is not a telephone number",
    21212: "the number we ring from is not a telephone number",
    21215: "the account may not ring that country",
    21216: "the account may not ring that number",
    13227: "the account may not ring that country",
    NOT_IN_PROGRESS: "the call is not in progress",
    21408: "the account may not text that country",
    21606: "the number we text from cannot send texts",
    21610: "whoever has that number asked for no more texts (STOP)",
    21614: "the number is not a mobile",
    21617: "the text is too long",
}

# No connection came about, so the request cannot have arrived.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout)

T = TypeVar("T")


class Repeat(Enum):
    """What may be asked a second time. Creating is not idempotent, so a repeat could ring a resident twice."""

    NOTHING_DONE = "only where Twilio surely did nothing: no connection, or too many requests"
    ALWAYS = "the same once more does no harm"


class _AtBase(HttpClient):
    """The SDK's side of the wire. Its host is built in; this one goes to the base it is given, within a time."""

    def __init__(self, base: str) -> None:
        super().__init__(logging.getLogger("twilio.http_client"), is_async=False)
        self._base = base.rstrip("/")
        self._http = httpx.Client(
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            trust_env=self._base == TWILIO,  # between us and our own simulator stands no proxy
        )

    def request(
        self,
        method: str,
        uri: str,
        params: dict[str, Any] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        answer = self._http.request(
            method,
            self._base + uri.removeprefix(TWILIO),
            params=params or None,
            data=data or None,
            headers=headers,
            auth=auth,
            follow_redirects=allow_redirects,
        )
        return Response(answer.status_code, answer.text, answer.headers)


class TwilioRest:
    """Twilio's client and how it is asked.

    Args:
        base: https://api.twilio.com, or where our simulator is, without a final slash.
        sleep: waits between two tries; tests put in their own.
    """

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        base: str = TWILIO,
        *,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.base = base
        # An environment of its own, not empty because that would be the process's: TWILIO_EDGE or TWILIO_REGION,
        # set there for something else, would send us elsewhere.
        self.client = Client(
            account_sid, auth_token, http_client=_AtBase(base), environment={"TWILIO_ACCOUNT_SID": ""}
        )
        self._sleep = sleep

    def ask(self, what: str, do: Callable[[Client], T], repeat: Repeat = Repeat.NOTHING_DONE) -> T:
        """Let `do` ask the client, and ask again where that is safe.

        Args:
            what: for the message: "The call could not be placed".
        Raises:
            TelephoneError: `code` on it is Twilio's, when Twilio answered.
        """
        for attempt in range(1, TRIES + 1):
            try:
                return do(self.client)
            except (TwilioException, httpx.HTTPError, ValueError) as failed:
                if attempt == TRIES or not _may_repeat(failed, repeat):
                    raise self._in_words(what, failed) from failed
            longest = FIRST_WAIT_SECONDS * 2 ** (attempt - 1)
            self._sleep(random.uniform(longest / 2, longest))  # noqa: S311  # no secret: so as not to march in step
        raise AssertionError("the last try returns or raises")

    def _in_words(self, what: str, failed: Exception) -> TwilioRefused:
        if isinstance(failed, TwilioException):
            status, code, said = _answer_in(failed)
            reason = REASONS.get(code or 0) or said.rstrip(".")
            known = f" (Twilio's error {code})" if code else f" (status {status})" if status else ""
            perhaps = " It may have been done all the same." if status and status >= 500 else ""
            return TwilioRefused(f"{what}: {reason}{known}.{perhaps}", code)
        if isinstance(failed, NEVER_SENT):
            return TwilioRefused(f"{what}: nothing answers at {self.base}.", None)
        if isinstance(failed, httpx.TimeoutException):
            words = f"{self.base} did not answer within {ANSWER_SECONDS:g} seconds"
        elif isinstance(failed, httpx.TransportError):
            words = f"the connection to {self.base} broke off"
        else:
            words = f"the answer of {self.base} could not be read"
        return TwilioRefused(f"{what}: {words}. It may have been done all the same.", None)


class TwilioRefused(TelephoneError):
    """Twilio refused or did not answer. `code` is Twilio's; https://www.twilio.com/docs/api/errors lists them."""

    def __init__(self, words: str, code: int | None) -> None:
        super().__init__(words)
        self.code = code


def _may_repeat(failed: Exception, repeat: Repeat) -> bool:
    status = _answer_in(failed)[0] if isinstance(failed, TwilioException) else None
    if status == MANY_REQUESTS or isinstance(failed, NEVER_SENT):
        return True
    broken = (status is not None and status >= 500) or isinstance(failed, httpx.TransportError)
    return broken and repeat is Repeat.ALWAYS


def _answer_in(failed: TwilioException) -> tuple[int | None, int | None, str]:
    """Status, code and message of Twilio's answer. The SDK raises a bare exception with it for a list."""
    response = failed.args[-1] if failed.args and isinstance(failed.args[-1], Response) else None
    if response is None:
        said = getattr(failed, "msg", "") or getattr(failed, "title", "") or str(failed)
        return getattr(failed, "status", None), getattr(failed, "code", None), said
    try:
        told = json.loads(response.text)
    except ValueError:
        told = None
    told = told if isinstance(told, dict) else {}
    return response.status_code, told.get("code"), told.get("message") or "the answer says no more"
