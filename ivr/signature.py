"""Lets nobody but Twilio in: every request carries a signature over the public address and all its fields."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import HTTPException, Request
from starlette.datastructures import FormData
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import Message
from structlog.contextvars import bind_contextvars
from twilio.request_validator import RequestValidator

from ivr.twiml import socket_address

MOST_BYTES = 64 * 1024  # a real form is under 4 kB
MOST_FIELDS = 200


class TwilioForms:
    """Reads and checks Twilio's forms, and the handshakes of its WebSockets."""

    def __init__(self, auth_token: str, account_sid: str, public_base: str) -> None:
        self._validator = RequestValidator(auth_token)
        self._account_sid, self._base = account_sid, public_base

    async def read(self, request: Request) -> Mapping[str, str]:
        """The fields of a signed form about a call. Without a CallSid it is still answered, for somebody may be on the
        line. Raises as read_of_no_call does."""
        return await self._about("CallSid", request)

    async def read_text(self, request: Request) -> Mapping[str, str]:
        """The fields of a signed form about a text. Raises as read_of_no_call does."""
        return await self._about("MessageSid", request)

    async def _about(self, subject: str, request: Request) -> Mapping[str, str]:
        fields = await self.read_of_no_call(request)
        if sid := fields.get(subject):
            bind_contextvars(call_sid=sid)  # for the log, and for what is kept of a failure
        return {name: value for name, value in fields.items() if value or name != subject}

    async def read_of_no_call(self, request: Request) -> Mapping[str, str]:
        """The fields of a signed form about anything else, such as a task.

        Raises:
            HTTPException: 403 for a wrong or missing signature or another account, 413 for a body no Twilio
                request has.
        """
        form = await _form(request)
        # Behind a proxy the application sees http and an inner host; Twilio signed what it called.
        query = f"?{request.url.query}" if request.url.query else ""
        url = f"{self._base}{request.url.path}{query}"
        signature = request.headers.get("X-Twilio-Signature", "")
        # The form itself, not a dictionary of it: a field that comes twice is signed with both values.
        if not self._validator.validate(url, form, signature):
            raise HTTPException(403, "The X-Twilio-Signature does not fit this request.")
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        if fields.get("AccountSid") != self._account_sid:
            raise HTTPException(403, "The AccountSid is not ours.")
        return fields

    def signed(self, handshake: HTTPConnection) -> bool:
        """Whether Twilio opens this WebSocket. It signs the address alone, as it stands in the TwiML."""
        query = f"?{handshake.url.query}" if handshake.url.query else ""
        address = socket_address(f"{self._base}{handshake.url.path}{query}")
        signature = handshake.headers.get("X-Twilio-Signature", "")
        return bool(self._validator.validate(address, {}, signature))

    def ours(self, account_sid: str) -> bool:
        return account_sid == self._account_sid

    async def told(self, request: Request) -> Mapping[str, str] | None:
        """The fields when it is Twilio that sends them; None for whoever else asks, and for what cannot be read."""
        try:
            return await self.read(request) if request.method == "POST" else None
        except (HTTPException, ClientDisconnect):
            return None


async def _form(request: Request) -> FormData:
    """The form, read no further than a form of Twilio's goes: anybody may send us one, and of any length."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise HTTPException(413, "The form is too large.")

    async def again() -> Message:
        return {"type": "http.request", "body": body}

    return await Request(request.scope, again).form(max_files=0, max_fields=MOST_FIELDS)
