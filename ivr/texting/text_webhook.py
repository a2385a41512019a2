"""Twilio's messaging webhook: a signed form in, one text or none out."""

from collections.abc import Mapping
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from twilio.twiml.messaging_response import MessagingResponse

from contacts.texts.consent import Keyword
from ivr.signature import TwilioForms
from ivr.texting.texts import Text, Texts

log = structlog.get_logger()


def router(texts: Texts, forms: TwilioForms, status_url: str | None = None) -> APIRouter:
    """Set the number's messaging webhook to /ivr/sms, and its fallback too: a text that comes again is not taken
    twice. `status_url` is told what becomes of the answers."""
    routes = APIRouter(prefix="/ivr", include_in_schema=False)

    @routes.post("/sms")
    async def sms(fields: Annotated[Mapping[str, str], Depends(forms.read_text)]) -> Response:
        if "MessageSid" not in fields:  # it cannot be told from a repeat, so nothing is done about it
            log.warning("text_without_sid")
            return Response(twiml(texts.failed, status_url), media_type="text/xml")
        text = text_of(fields)
        try:
            answer = await run_in_threadpool(texts.answer, text)
        except Exception:
            # Twilio would note an error, and whoever wrote would never hear of us.
            log.exception("text_webhook_failed", text=text.sid)
            answer = texts.failed
        return Response(twiml(answer, status_url), media_type="text/xml")

    return routes


def text_of(fields: Mapping[str, str]) -> Text:
    """A form as a text. OptOutType is there when the messaging service has Advanced Opt-Out, which answers STOP, START
    and HELP by itself. Without it Twilio answers them too unless that is turned off, and then lets no text of ours
    through after a STOP, so that no more than one confirmation arrives."""
    seen, pictures = fields.get("OptOutType", ""), fields.get("NumMedia", "")
    return Text(
        sid=fields["MessageSid"],
        number=fields.get("From", ""),
        words=fields.get("Body", ""),
        pictures=int(pictures) if pictures.isdecimal() and len(pictures) < 4 else 0,
        network_saw=Keyword(seen) if seen in list(Keyword) else None,
    )


def twiml(answer: str, status_url: str | None = None) -> str:
    """Without words an empty response, which sends nothing."""
    response = MessagingResponse()
    if answer:
        response.message(answer, status_callback=status_url)
    return str(response)
