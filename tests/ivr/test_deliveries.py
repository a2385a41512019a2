"""What becomes of texts after they left: told by the network, seen in the outbox and by those who run the line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from twilio.request_validator import RequestValidator

from cases.deliveries import Deliveries
from cases.models import OutboxMessage
from cases.outbox import ByKind, Outbox, OutboxView
from contacts.texts.consent import Consent
from contacts.texts.texts_out import KIND, TextDelivery
from database.base import now
from ivr.faults import LineFaults
from ivr.signature import TwilioForms
from ivr.texting import arrivals, delivery_webhook
from ivr.texting.text_webhook import twiml
from tests.contacts.parts import MOBILE, Centre
from tests.ivr.parts import ACCOUNT_SID, AUTH_TOKEN, BASE
from tests.ivr.text_parts import FakeTelephone, TextLine

URL = f"{BASE}/ivr/text-status"


class Texting:
    """A text in the outbox, and Twilio's reports of it."""

    def __init__(self, centre: Centre) -> None:
        self.faults, self.telephone = LineFaults(centre.database, centre.clock), FakeTelephone()
        delivery = TextDelivery(self.telephone, Consent(centre.database, centre.clock), URL)
        self.outbox = Outbox(centre.database, ByKind({KIND: delivery}))
        app = FastAPI()
        reports = delivery_webhook.Reports(Deliveries(centre.database), self.faults)
        app.include_router(delivery_webhook.router(reports, TwilioForms(AUTH_TOKEN, ACCOUNT_SID, BASE)))
        self.http = TestClient(app, base_url="http://10.0.0.7:8000")
        with centre.database.session() as session:
            text = OutboxMessage(kind=KIND, to=MOBILE, subject="", body="Your reference is 1.")
            session.add(text)
            session.flush()
            self.id = text.id

    def leaves(self) -> None:
        self.outbox.deliver_due(now() + timedelta(seconds=1))

    def told(self, status: str, query: str | None = None, *, sign: bool = True, **more: str) -> Response:
        url = f"{URL}?m={self.id}" if query is None else f"{URL}{query}"
        form = {"AccountSid": ACCOUNT_SID, "MessageSid": "SM" + "1" * 32, "MessageStatus": status, **more}
        signature = RequestValidator(AUTH_TOKEN).compute_signature(url, form) if sign else "x"
        path = url.removeprefix(BASE)
        return self.http.post(path, data=form, headers={"X-Twilio-Signature": signature})

    @property
    def view(self) -> OutboxView:
        (view,) = self.outbox.recent()
        return view


@pytest.fixture
def texting(centre: Centre) -> Texting:
    return Texting(centre)


def test_each_text_names_where_its_delivery_is_told(texting: Texting):
    texting.leaves()
    assert texting.telephone.status_urls == [f"{URL}?m={texting.id}"]
    assert 'statusCallback="https://x.example/ivr/text-status"' in twiml(
        "Hello", "https://x.example/ivr/text-status"
    )


def test_a_text_that_arrived_is_said_to_have(texting: Texting):
    texting.leaves()
    for status in ("queued", "sent", "delivered"):
        assert texting.told(status).status_code == 204
    assert (texting.view.status, texting.view.delivery) == ("sent", "delivered")
    assert texting.faults.latest(5) == []


def test_reports_in_any_order_and_twice_end_the_same(texting: Texting):
    texting.leaves()
    for status in ("delivered", "sent", "queued", "delivered", "undelivered", "no such status"):
        texting.told(status)
    assert (texting.view.status, texting.view.delivery) == ("sent", "delivered")


@pytest.mark.parametrize("status", ["undelivered", "failed"])
def test_a_text_that_did_not_arrive_is_failed_with_the_reason_and_shown_once(texting: Texting, status: str):
    texting.leaves()
    for _ in range(2):
        texting.told(status, ErrorCode="30006")
    assert (texting.view.status, texting.view.delivery) == ("failed", status)
    assert "landline" in (texting.view.last_error or "")
    (fault,) = texting.faults.latest(5)
    assert (fault.what, "30006" in fault.detail, MOBILE in fault.detail) == (
        "text_not_delivered",
        True,
        False,
    )


def test_a_report_that_is_quicker_than_our_own_note_of_sending_stands(texting: Texting):
    texting.told("undelivered", ErrorCode="30003")
    with_delivery = texting.view
    assert with_delivery.status == "failed"
    texting.leaves()  # it is not sent again
    assert texting.telephone.texted == []


def test_an_answer_to_a_text_that_is_lost_is_shown(texting: Texting):
    texting.told("undelivered", "", ErrorCode="30005")
    assert [fault.what for fault in texting.faults.latest(5)] == ["text_not_delivered"]
    texting.told("delivered", "")
    assert len(texting.faults.latest(5)) == 1


@pytest.mark.parametrize("query", ["?m=999999", "?m=1&m=x"])
def test_a_report_of_no_message_of_ours_changes_nothing(texting: Texting, query: str):
    assert texting.told("failed", query).status_code == 204
    assert texting.view.delivery is None


def test_a_report_that_is_not_signed_is_refused(texting: Texting):
    assert texting.told("failed", sign=False).status_code == 403
    assert texting.view.status == "pending"


# Texts that came


@pytest.fixture
def text_line(centre: Centre) -> Iterator[TextLine]:
    with TextLine(centre) as line:
        yield line


def test_texts_that_came_are_forgotten_after_a_month(text_line: TextLine):
    clock = text_line.centre.clock
    text_line.receives(text_line.form("my bin was missed"))
    clock.pass_(arrivals.KEPT - timedelta(seconds=1))
    text_line.receives(text_line.form("my bin was missed"))
    assert text_line.arrivals.forget_old() == 0
    clock.pass_(timedelta(seconds=1))
    assert (text_line.arrivals.forget_old(), text_line.arrivals.forget_old()) == (1, 0)
