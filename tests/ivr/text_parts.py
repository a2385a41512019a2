"""The messaging webhook as it is mounted, people who text it, and an adviser whose lines leave as texts."""

from __future__ import annotations

import itertools
from typing import Any, Self
from xml.etree import ElementTree

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from twilio.request_validator import RequestValidator

from cases.outbox import ByKind, Outbox
from contacts.models import Channel, Contact
from contacts.telephone import TelephoneError
from contacts.texts.consent import Consent
from contacts.texts.texts_out import KIND, TextDelivery
from contacts.waiting.queue import EntryView, Queue
from ivr.signature import TwilioForms
from ivr.texting.arrivals import Arrivals
from ivr.texting.text_acts import Style
from ivr.texting.text_webhook import router
from ivr.texting.texts import Texts
from tests.contacts.parts import MOBILE, Centre, councils_own
from tests.ivr.parts import ACCOUNT_SID, AUTH_TOKEN, BASE

OUR_NUMBER = "+441632960001"
ANOTHER_MOBILE = "+447700900456"
ADVISER = "Aisha Khan"


class FakeTelephone:
    """Remembers what it texted. `refuses` says why it does not."""

    def __init__(self) -> None:
        self.texted: list[tuple[str, str]] = []
        self.status_urls: list[str | None] = []
        self.refuses = ""

    def text(self, number: str, words: str, *, status_url: str | None = None) -> str:
        if self.refuses:
            raise TelephoneError(self.refuses)
        self.texted.append((number, words))
        self.status_urls.append(status_url)
        return f"SM{len(self.texted)}"

    def ring(
        self,
        number: str,
        url: str,
        *,
        status_url: str,
        detect_machine: bool = False,
        timeout_seconds: int = 30,
    ) -> str:
        return "CA1"

    def move(self, call_sid: str, url: str) -> None: ...

    def hang_up(self, call_sid: str) -> None: ...


class TextLine:
    _sids = itertools.count(1)

    def __init__(self, centre: Centre) -> None:
        own = councils_own()
        self.centre = centre
        self.consent = Consent(centre.database, centre.clock)
        self.arrivals = Arrivals(centre.database, centre.clock)
        self.telephone = FakeTelephone()
        self.outbox = Outbox(centre.database, ByKind({KIND: TextDelivery(self.telephone, self.consent)}))
        self.queue = Queue(centre.database, own.words, centre.events, centre.clock, self.outbox)
        self.style = Style(own.words, f"{BASE}/chat/articles")
        self.texts = Texts(
            centre.turns,
            self.arrivals,
            self.consent,
            own.council,
            own.danger,
            self.style,
            own_number=OUR_NUMBER,
        )
        app = FastAPI()
        app.include_router(router(self.texts, TwilioForms(AUTH_TOKEN, ACCOUNT_SID, BASE)))
        self.http = TestClient(app, base_url="http://10.0.0.7:8000")
        self._signer = RequestValidator(AUTH_TOKEN)

    def __enter__(self) -> Self:
        self.http.__enter__()
        return self

    def __exit__(self, *problem: Any) -> None:
        self.http.__exit__(*problem)

    def form(self, words: str, number: str = MOBILE, **more: str) -> dict[str, str]:
        """The fields of a new text."""
        return {
            "AccountSid": ACCOUNT_SID,
            "ApiVersion": "2010-04-01",
            "MessageSid": f"SM{next(self._sids):032}",
            "From": number,
            "To": OUR_NUMBER,
            "Body": words,
            "NumMedia": "0",
            "NumSegments": "1",
            **more,
        }

    def post(self, form: dict[str, str], *, signature: str | None = None) -> Response:
        signed = self._signer.compute_signature(f"{BASE}/ivr/sms", form)
        headers = {"X-Twilio-Signature": signed if signature is None else signature}
        return self.http.post("/ivr/sms", data=form, headers=headers)

    def receives(self, form: dict[str, str]) -> str:
        """What is answered to this form; "" when nothing is sent."""
        response = self.post(form)
        assert response.status_code == 200, response.text
        document = ElementTree.fromstring(response.text)  # noqa: S314 it is our own
        assert document.tag == "Response"
        assert len(document) <= 1, "one text in, one text out at most"
        return "".join(message.text or "" for message in document)

    def text(self, words: str, number: str = MOBILE, **more: str) -> str:
        return self.receives(self.form(words, number, **more))

    def contacts(self, number: str = MOBILE) -> list[Contact]:
        with self.centre.database.reading() as session:
            found = session.query(Contact).filter_by(caller=number, channel=Channel.TEXT)
            return found.order_by(Contact.id).all()

    def said(self, number: str = MOBILE) -> list[str]:
        """What this number's newest conversation holds of the resident, in order."""
        key = self.contacts(number)[-1].key
        lines = self.centre.turns.read(key).messages
        return [getattr(line.act, "text", "") for line in lines if line.author == "resident"]

    def accepted(self) -> EntryView:
        """The first contact that waits, taken by an adviser."""
        return self.queue.accept(self.queue.waiting()[0].id, ADVISER)
