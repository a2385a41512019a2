"""Twilio's reports of what became of texts we sent."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool

from cases.deliveries import LOST, Deliveries
from ivr.carried import RowId
from ivr.faults import LineFaults
from ivr.signature import TwilioForms

# https://www.twilio.com/docs/messaging/guides/debugging-common-issues; those an operator meets.
REASONS = {
    "30001": "too many texts were waiting",
    "30003": "the telephone is off or out of reach",
    "30004": "the number takes no texts from us",
    "30005": "the number is not in use",
    "30006": "the number is a landline, or its network takes no texts",
    "30007": "the network took it for spam",
    "30008": "the network gives no reason",
}


class Reports:
    """What the route does, without HTTP."""

    def __init__(self, deliveries: Deliveries, faults: LineFaults) -> None:
        self._deliveries, self._faults = deliveries, faults

    def told(self, fields: Mapping[str, str], message: int | None) -> None:
        """`message` is its number in the outbox; an answer to a text has none, and only its loss is kept."""
        status, code = fields.get("MessageStatus", "").lower(), fields.get("ErrorCode", "")
        reason = REASONS.get(code, "the network says no more")
        why = f"{reason} (Twilio's error {code})" if code.isdecimal() else reason
        lost = status in LOST
        if message is not None:
            lost = self._deliveries.told(message, status, why)
        if lost:
            self._faults.note("text_not_delivered", f"{why}. Message {fields.get('MessageSid', 'unknown')}")


def router(reports: Reports, forms: TwilioForms) -> APIRouter:
    """/ivr/text-status, which each text we send names as its status callback."""
    routes = APIRouter(prefix="/ivr", include_in_schema=False)
    Form = Annotated[Mapping[str, str], Depends(forms.read_text)]

    @routes.post("/text-status")
    async def text_status(fields: Form, m: RowId = None) -> Response:
        await run_in_threadpool(reports.told, fields, m)
        return Response(status_code=204)

    return routes
