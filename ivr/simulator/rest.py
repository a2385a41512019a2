"""Twilio's REST API as far as we ask for it, of our own: the same addresses, forms, answers and errors.

Calls placed here ring in the simulated network. The wire format is that of Twilio's API 2010-04-01; the codes are
those of https://www.twilio.com/docs/api/errors.
"""

import base64
import binascii
import re
import secrets
from collections.abc import Callable, Coroutine
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.datastructures import FormData

from ivr.simulator.happenings import State
from ivr.simulator.network import Network, Number, Text
from ivr.simulator.placed import MACHINE, Order
from ivr.simulator.resources import (
    VERSION,
    account_uri,
    call_json,
    number_json,
    page_json,
    queue_json,
    text_json,
)
from ivr.simulator.switchboard import TooManyCalls, UnknownCall

LARGEST_FORM = 64 * 1024  # bytes
LONGEST_TEXT = 1_600
EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})
LANDLINE = re.compile(r"\+44[123]\d+")
# What may be set on a number, by the name of its form field. Those that are addresses must be whole ones.
ADDRESSES = {
    "VoiceUrl": "voice_url",
    "VoiceFallbackUrl": "voice_fallback_url",
    "StatusCallback": "status_callback",
    "SmsUrl": "sms_url",
    "SmsFallbackUrl": "sms_fallback_url",
}
OTHERS = {
    "FriendlyName": "friendly_name",
    "VoiceMethod": "voice_method",
    "VoiceFallbackMethod": "voice_fallback_method",
    "StatusCallbackMethod": "status_callback_method",
    "SmsMethod": "sms_method",
    "SmsFallbackMethod": "sms_fallback_method",
    "VoiceApplicationSid": "voice_application_sid",
    "SmsApplicationSid": "sms_application_sid",
    "TrunkSid": "trunk_sid",
}


class RestError(Exception):
    """Answered as {"code", "message", "more_info", "status"}."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code

    def response(self) -> JSONResponse:
        more = f"https://www.twilio.com/docs/errors/{self.code}"
        body = {"code": self.code, "message": str(self), "more_info": more, "status": self.status}
        headers = {"WWW-Authenticate": 'Basic realm="Twilio API"'} if self.status == 401 else None
        return JSONResponse(body, self.status, headers)


class RestRoute(APIRoute):
    """Answers every problem as Twilio does."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except RestError as error:
                return error.response()
            except HTTPException as error:  # a body that is no form, or too long
                return RestError(error.status_code, 20001, str(error.detail)).response()

        return handled


async def _form(request: Request) -> FormData:
    return await request.form(max_files=0, max_fields=200)


Form = Annotated[FormData, Depends(_form)]


def router(network: Network) -> APIRouter:
    """Everything under /2010-04-01. Signed in to with the account's SID and auth token, by HTTP Basic."""

    ours = network.account_sid

    def known(request: Request, account: str) -> None:
        """The account in the address, which must be who asks."""
        given = _credentials(request.headers.get("Authorization", ""))
        if given is None or not all(map(_same, given, (ours, network.auth_token))):
            raise RestError(401, 20003, "Authenticate")
        if account != ours:
            raise _not_found(request)

    routes = APIRouter(
        prefix=f"/{VERSION}/Accounts/{{account}}",
        route_class=RestRoute,
        dependencies=[Depends(known)],
        include_in_schema=False,
        max_body_size=LARGEST_FORM,
    )

    @routes.post("/Calls.json", status_code=201)
    def place(form: Form) -> dict[str, Any]:
        try:
            call = network.place(_order(form, network))
        except TooManyCalls as full:
            raise RestError(429, 20429, "Too Many Requests") from full
        return call_json(call, ours)

    @routes.get("/Calls/{sid}.json")
    def read_call(sid: str, request: Request) -> dict[str, Any]:
        try:
            return call_json(network.find(sid), ours)
        except UnknownCall as unknown:
            raise _not_found(request) from unknown

    @routes.post("/Calls/{sid}.json")
    def change_call(sid: str, form: Form, request: Request) -> dict[str, Any]:
        try:
            call = network.find(sid)
        except UnknownCall as unknown:
            raise _not_found(request) from unknown
        url, status = _text(form, "Url"), _text(form, "Status")
        if status in {"completed", "canceled"}:
            if call.state is State.ENDED or (status == "canceled" and call.answered_at is not None):
                raise RestError(400, 21220, "Unable to update record. Call is not in-progress.")
            network.end(sid)
        elif url:
            _whole(url, 21205, "Url")
            if call.status != "in-progress":
                raise RestError(
                    400, 21220, "Unable to update record. Call is not in-progress. Cannot redirect."
                )
            network.move(sid, url, _text(form, "Method") or "POST")
        else:
            raise RestError(400, 20001, "Url, or Status completed or canceled, is needed.")
        return call_json(call, ours)

    @routes.post("/Messages.json", status_code=201)
    def send(form: Form) -> dict[str, Any]:
        text = _message(form, network)
        network.texts.appendleft(text)
        network.report(text, _text(form, "StatusCallback"))
        return text_json(text, ours)

    @routes.get("/Messages/{sid}.json")
    def read_text(sid: str, request: Request) -> dict[str, Any]:
        text = next((text for text in network.texts if text.sid == sid), None)
        if text is None:
            raise _not_found(request)
        return text_json(text, ours)

    _add_numbers(routes, network)
    _add_removable(routes, network)

    @routes.api_route("/{rest:path}", methods=["GET", "POST", "DELETE"])
    def anything_else(request: Request) -> None:
        raise _not_found(request)

    return routes


def _add_numbers(routes: APIRouter, network: Network) -> None:
    ours = network.account_sid

    @routes.get("/IncomingPhoneNumbers.json")
    def numbers(request: Request, wanted: Annotated[str, Query(alias="PhoneNumber")] = "") -> dict[str, Any]:
        digits = re.sub(r"[^\d]", "", wanted)  # as Twilio does, a part of a number finds it
        rows = [number_json(each, ours) for each in network.numbers if digits in each.phone_number]
        query = f"?{request.url.query}" if request.url.query else ""
        return page_json(
            "incoming_phone_numbers", rows, account_uri(ours, f"IncomingPhoneNumbers.json{query}")
        )

    @routes.get("/IncomingPhoneNumbers/{sid}.json")
    def read_number(sid: str, request: Request) -> dict[str, Any]:
        return number_json(_number(network, sid, request), ours)

    @routes.post("/IncomingPhoneNumbers/{sid}.json")
    def change_number(sid: str, form: Form, request: Request) -> dict[str, Any]:
        number = _number(network, sid, request)
        for name in ADDRESSES:
            if _text(form, name):
                _whole(_text(form, name), 21502, name)
        given = {key: _text(form, name) for name, key in {**ADDRESSES, **OTHERS}.items() if name in form}
        number.settings |= given
        return number_json(number, ours)


def _add_removable(routes: APIRouter, network: Network) -> None:
    """Recordings and queues, which are removed by DELETE: 204 without a body."""
    ours = network.account_sid

    @routes.delete("/Recordings/{sid}.json", status_code=204)
    def delete_recording(sid: str, request: Request) -> None:
        if sid not in network.recordings:
            raise _not_found(request)
        network.recordings.remove(sid)

    @routes.get("/Queues.json")
    def queues(request: Request) -> dict[str, Any]:
        query = f"?{request.url.query}" if request.url.query else ""
        rows = [queue_json(queue, ours) for queue in network.queues.values()]
        return page_json("queues", rows, account_uri(ours, f"Queues.json{query}"))

    @routes.delete("/Queues/{sid}.json", status_code=204)
    def delete_queue(sid: str, request: Request) -> None:
        queue = network.queues.get(sid)
        if queue is None:
            raise _not_found(request)
        if queue.size:
            raise RestError(400, 22006, "Cannot delete queue with members.")
        del network.queues[sid]


def _order(form: FormData, network: Network) -> Order:
    """A call as it is asked for. Raises RestError."""
    to, from_, url = _text(form, "To"), _text(form, "From"), _text(form, "Url")
    if not to:
        raise RestError(400, 21201, "No 'To' number is specified")
    if not from_:
        raise RestError(400, 21213, "No 'From' number is specified")
    if not url:
        raise RestError(400, 21205, "Url parameter is required.")
    _number_or(to, 21211, f"The phone number you are attempting to call, {to}, is not valid.")
    if from_ not in {number.phone_number for number in network.numbers}:
        raise RestError(400, 21210, f"The source phone number provided, {from_}, is not yet verified.")
    _whole(url, 21205, "Url")
    events = [str(event) for event in form.getlist("StatusCallbackEvent")] or ["completed"]
    if set(events) - EVENTS:
        raise RestError(400, 21626, "StatusCallbackEvent has events that do not exist.")
    callback = _text(form, "StatusCallback")
    if callback:
        _whole(callback, 21609, "StatusCallback")
    ring = _text(form, "Timeout") or "60"
    detection = _text(form, "MachineDetection") or None
    if not ring.isascii() or not ring.isdigit() or not 1 <= int(ring[:4]) <= 600 or len(ring) > 3:
        raise RestError(400, 20001, "Timeout is 1 to 600 seconds.")
    if detection and detection not in MACHINE:
        raise RestError(400, 20001, f"MachineDetection is one of {', '.join(MACHINE)}.")
    return Order(
        to=to,
        from_=from_,
        url=url,
        method=_text(form, "Method") or "POST",
        fallback_url=_text(form, "FallbackUrl") or None,
        status_callback=callback or None,
        status_callback_method=_text(form, "StatusCallbackMethod") or "POST",
        status_events=tuple(events),
        timeout=int(ring),
        machine_detection=detection,
    )


def _message(form: FormData, network: Network) -> Text:
    """A text as it is asked for. Raises RestError."""
    to, from_, body = _text(form, "To"), _text(form, "From"), _text(form, "Body")
    if not to:
        raise RestError(400, 21604, "A 'To' phone number is required.")
    if not from_:
        raise RestError(400, 21603, "A 'From' phone number is required.")
    if not body:
        raise RestError(400, 21602, "Message body is required.")
    if len(body) > LONGEST_TEXT:
        raise RestError(400, 21617, "The concatenated message body exceeds the 1600 character limit.")
    _number_or(to, 21211, f"Invalid 'To' Phone Number: {to}")
    if LANDLINE.fullmatch(to):
        raise RestError(400, 21614, f"'To' number is not a valid mobile number: {to}")
    if from_ not in {number.phone_number for number in network.numbers}:
        raise RestError(
            400, 21606, f"The 'From' phone number {from_} is not a valid, message-capable number."
        )
    return Text(to, from_, body)


def _credentials(header: str) -> tuple[str, str] | None:
    scheme, _, packed = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(packed, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return user, password


def _same(given: str, ours: str) -> bool:
    return secrets.compare_digest(given.encode(), ours.encode())


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _whole(url: str, code: int, name: str) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise RestError(400, code, f"{name} is not a valid URL: {url}")


def _number_or(number: str, code: int, message: str) -> None:
    if not re.fullmatch(r"\+[1-9]\d{6,14}", number):
        raise RestError(400, code, message)


def _number(network: Network, sid: str, request: Request) -> Number:
    found = next((number for number in network.numbers if number.sid == sid), None)
    if found is None:
        raise _not_found(request)
    return found


def _not_found(request: Request) -> RestError:
    path = request.url.path
    return RestError(404, 20404, f"The requested resource {path[path.index(f'/{VERSION}') :]} was not found")
