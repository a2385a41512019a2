"""Twilio's side of the wire for one call: signs, posts, tries again and follows redirects."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urldefrag, urlencode, urljoin

import httpx
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped, unused-ignore]

# VOICE_FACTS, section 3: a connection may take 5 s, the whole answer 15 s.
MAXIMUM_REDIRECTS = 10
MAXIMUM_BODY_BYTES = 64 * 1024
# Twilio's error codes, which it hands to the fallback URL.
NOT_RETRIEVED = 11200
NOT_CONNECTED = 11205
TOO_MANY_REDIRECTS = 11215
TOO_LARGE = 11750

Stopwatch = Callable[[], float]


class WebhookFailed(Exception):
    """No usable answer came. The message is a sentence; code is Twilio's."""

    def __init__(self, url: str, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.url = url
        self.code = code


@dataclass
class Exchange:
    """One request as it went out, byte for byte, and what came back."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    fields: Mapping[str, str]
    awaited: bool  # False for status callbacks, whose answer Twilio does not read
    status: int | None = None
    answer: str = ""


@dataclass(frozen=True)
class Page:
    """An answer and the address it finally came from, against which its own links are resolved."""

    url: str
    body: bytes
    content_type: str


@dataclass(frozen=True)
class Overrides:
    """Deadlines and retries: Twilio's defaults, or what the URL's fragment says (`#rc=2&rp=ct,rt`)."""

    connect_seconds: float
    read_seconds: float
    total_seconds: float
    retries: int
    retry_on: frozenset[str]

    @classmethod
    def from_fragment(cls, fragment: str) -> Overrides:
        given = {key: values[-1] for key, values in parse_qs(fragment).items()}

        def amount(key: str, default: int, low: int, high: int) -> int:
            text = given.get(key, "")
            return min(max(int(text), low), high) if text.isdigit() else default

        return cls(
            connect_seconds=amount("ct", 5000, 100, 10_000) / 1000,
            read_seconds=amount("rt", 15_000, 100, 15_000) / 1000,
            total_seconds=amount("tt", 15_000, 100, 15_000) / 1000,
            retries=amount("rc", 1, 0, 5),
            retry_on=frozenset(given.get("rp", "ct").split(",")),
        )

    def covers(self, trouble: str) -> bool:
        return trouble in self.retry_on or "all" in self.retry_on


@dataclass(frozen=True)
class _Try:
    """How one try ended: trouble is one of Twilio's retry words, or empty when all was well."""

    trouble: str
    response: httpx.Response | None = None


class Webhook:
    """Sends what Twilio sends. Cookies are this call's own, whatever the client keeps."""

    def __init__(self, http: httpx.Client, auth_token: str, *, stopwatch: Stopwatch = time.monotonic) -> None:
        self._http = http
        self._signer = RequestValidator(auth_token)
        self._cookies = httpx.Cookies()
        self._stopwatch = stopwatch
        self.exchanges: list[Exchange] = []

    def ask(self, url: str, fields: Mapping[str, str], method: str = "POST") -> Page:
        """Request a document.

        Raises:
            WebhookFailed: no answer in time, an error status, too many redirects, or too long an answer.
        """
        return self._follow(url, fields, method, awaited=True)

    def attempt(self, url: str, fields: Mapping[str, str], method: str) -> None:
        """Request a document that nobody will hear: the caller has gone."""
        try:
            self._follow(url, fields, method, awaited=True)
        except WebhookFailed:
            return

    def tell(self, url: str, fields: Mapping[str, str], method: str = "POST") -> WebhookFailed | None:
        """Send a status callback. Best effort, as Twilio's: a failure is handed back, never raised."""
        try:
            self._follow(url, fields, method, awaited=False)
        except WebhookFailed as failed:
            return failed
        return None

    def repeat_last(self) -> str:
        """Post the last document request again, byte for byte, as Twilio does when it doubts the first."""
        last = next(exchange for exchange in reversed(self.exchanges) if exchange.awaited)
        request = httpx.Request(last.method, last.url, headers=dict(last.headers), content=last.body)
        return self._http.send(request, follow_redirects=False).text

    def signature(self, url: str, fields: Mapping[str, str]) -> str:
        return str(self._signer.compute_signature(url, dict(fields)))

    def _follow(self, url: str, fields: Mapping[str, str], method: str, *, awaited: bool) -> Page:
        address, fragment = urldefrag(url)
        overrides = Overrides.from_fragment(fragment)
        until = self._stopwatch() + overrides.total_seconds
        token = str(uuid.uuid4())
        if method == "GET" and fields:
            address += ("&" if "?" in address else "?") + urlencode(fields)
        for _hop in range(MAXIMUM_REDIRECTS + 1):
            exchange = self._sealed(address, fields if method == "POST" else {}, method, token, awaited)
            response = self._tried(exchange, overrides, until)
            if not response.has_redirect_location:
                return self._page(exchange, response)
            # Twilio asks for the new address with GET, and the form is lost on the way.
            address, method = urljoin(exchange.url, response.headers["location"]), "GET"
        raise WebhookFailed(
            address, TOO_MANY_REDIRECTS, f"More than {MAXIMUM_REDIRECTS} redirects, the last to {address}."
        )

    def _sealed(
        self, url: str, fields: Mapping[str, str], method: str, token: str, awaited: bool
    ) -> Exchange:
        # The client may percent-encode what it is given; the signature covers what goes over the wire.
        url = str(httpx.URL(url))
        body = urlencode(fields).encode() if method == "POST" else b""
        headers = {
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
            "X-Twilio-Signature": self.signature(url, fields),
            "I-Twilio-Idempotency-Token": token,
        }
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        carrier = httpx.Request(method, url)
        self._cookies.set_cookie_header(carrier)
        if "cookie" in carrier.headers:
            headers["Cookie"] = carrier.headers["cookie"]
        exchange = Exchange(method, url, headers, body, dict(fields), awaited)
        self.exchanges.append(exchange)
        return exchange

    def _tried(self, exchange: Exchange, overrides: Overrides, until: float) -> httpx.Response:
        outcome = _Try("")
        for _try in range(1 + overrides.retries):
            left = until - self._stopwatch()
            if left <= 0:
                outcome = _Try("tt")
                break
            outcome = self._once(exchange, overrides, left)
            if self._stopwatch() > until:
                outcome = _Try("tt")
            if not outcome.trouble or not overrides.covers(outcome.trouble):
                break
        if outcome.trouble or outcome.response is None:
            raise _failure(exchange, outcome, overrides)
        return outcome.response

    def _once(self, exchange: Exchange, overrides: Overrides, left: float) -> _Try:
        wait = httpx.Timeout(
            min(overrides.read_seconds, left), connect=min(overrides.connect_seconds, left)
        ).as_dict()
        request = httpx.Request(
            exchange.method,
            exchange.url,
            headers=dict(exchange.headers),
            content=exchange.body,
            extensions={"timeout": wait},
        )
        try:
            response = self._http.send(request, follow_redirects=False)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            return _Try("ct")
        except (httpx.TransportError, httpx.InvalidURL):
            return _Try("rt")
        self._cookies.extract_cookies(response)
        exchange.status, exchange.answer = response.status_code, response.text
        if response.status_code >= 500:
            return _Try("5xx", response)
        return _Try("4xx" if response.status_code >= 400 else "", response)

    def _page(self, exchange: Exchange, response: httpx.Response) -> Page:
        if len(response.content) > MAXIMUM_BODY_BYTES:
            raise WebhookFailed(exchange.url, TOO_LARGE, "The answer is longer than 64 kB.")
        content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Page(exchange.url, response.content, content_type)


def _failure(exchange: Exchange, outcome: _Try, overrides: Overrides) -> WebhookFailed:
    if outcome.response is not None:
        sentence = f"{exchange.url} answered with status {outcome.response.status_code}."
        return WebhookFailed(exchange.url, NOT_RETRIEVED, sentence)
    if outcome.trouble == "ct":
        return WebhookFailed(exchange.url, NOT_CONNECTED, f"No connection could be made to {exchange.url}.")
    limit = f"{min(overrides.total_seconds, overrides.read_seconds):g}"
    sentence = f"{exchange.url} did not answer within {limit} seconds."
    return WebhookFailed(exchange.url, NOT_CONNECTED, sentence)
