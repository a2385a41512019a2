"""Somebody who texts is a contact like any other at the desk, and what an adviser writes leaves as a text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from cases.deliveries import Deliveries
from cases.models import OutboxMessage
from cases.outbox import ByKind, Outbox
from contacts.models import Channel
from contacts.ringing_back.calling_back import CallingBack
from contacts.texts.consent import Consent
from contacts.texts.gsm import LONGEST_BODY
from contacts.texts.texts_out import KIND, TextDelivery
from contacts.waiting.queue import EntryView, Queue
from tests.desk.parts import Adviser, Office, Resident, councils_own, plain
from tests.ivr.text_parts import FakeTelephone

MOBILE = "+447700900123"


class TextingOffice(Office):
    """An office whose texts leave by telephone."""

    def another_app(self, calling: CallingBack | None) -> FastAPI:
        self.telephone, self.consent = FakeTelephone(), Consent(self.database, self.clock)
        self.outbox = Outbox(self.database, ByKind({KIND: TextDelivery(self.telephone, self.consent)}))
        self.queue = Queue(self.database, councils_own().words, self.events, self.clock, self.outbox)
        return super().another_app(calling)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TextingOffice]:
    office = TextingOffice(tmp_path)
    yield office
    office.database.close()


@pytest.fixture
def resident(office: TextingOffice) -> Resident:
    return office.resident("I want a person", channel=Channel.TEXT, caller=MOBILE)


@pytest.fixture
def entry(resident: Resident, aisha: Adviser) -> EntryView:
    """Their place in the queue, taken by Aisha."""
    entry = resident.entry
    aisha.accept(entry)
    return entry


def page(aisha: Adviser, entry: EntryView) -> str:
    return plain(aisha.see(f"/desk/entries/{entry.id}"))


def test_the_channel_and_the_number_are_shown(aisha: Adviser, resident: Resident):
    assert "Text message" in plain(aisha.see("/desk"))
    assert "07700 900123" in page(aisha, resident.entry)


def test_a_reply_leaves_as_a_text_under_the_advisers_name(
    office: TextingOffice, aisha: Adviser, entry: EntryView
):
    aisha.reply(entry, "Hello, I am looking at it.")
    ((number, words),) = office.telephone.texted
    assert number == MOBILE
    assert words.endswith(": Hello, I am looking at it.")
    assert "Hello, I am looking at it." in page(aisha, entry)
    assert "not sent" not in page(aisha, entry).lower()


def test_what_the_resident_texts_reaches_the_adviser(aisha: Adviser, resident: Resident, entry: EntryView):
    resident.says("it is the green one")
    assert "it is the green one" in page(aisha, entry)


def test_a_text_the_network_did_not_take_is_shown_as_waiting(
    office: TextingOffice, aisha: Adviser, entry: EntryView
):
    office.telephone.refuses = "the network does not answer"
    aisha.reply(entry, "Hello")
    assert "Not sent yet, and will be tried again: the network does not answer" in page(aisha, entry)


def test_a_text_to_somebody_who_said_stop_is_shown_as_not_sent(
    office: TextingOffice, aisha: Adviser, entry: EntryView
):
    office.consent.stop(MOBILE)
    aisha.reply(entry, "Hello")
    assert "This text was not sent: the resident has asked for no more texts" in page(aisha, entry)
    assert office.telephone.texted == []


def test_a_form_sent_twice_texts_once(office: TextingOffice, aisha: Adviser, entry: EntryView):
    for _ in range(2):
        aisha.reply(entry, "Hello", nonce="the same")
    assert len(office.telephone.texted) == 1


def test_a_reply_too_long_for_a_text_says_how_long_it_may_be(
    office: TextingOffice, aisha: Adviser, entry: EntryView
):
    answer = aisha.reply(entry, "x" * LONGEST_BODY)
    assert answer.status_code == 422
    assert "characters or fewer" in plain(answer)
    assert office.telephone.texted == []


def test_whoever_said_stop_has_left(aisha: Adviser, resident: Resident, entry: EntryView):
    resident.leaves()
    assert "The resident has left the conversation by text." in page(aisha, entry)
    assert aisha.reply(entry, "Hello", nonce="another").status_code == 410


def test_finishing_is_as_for_a_chat_and_texts_nothing(
    office: TextingOffice, aisha: Adviser, entry: EntryView
):
    answer = aisha.finish(entry, outcome="answered", note="", asked_again="no")
    assert answer.status_code == 303
    assert office.telephone.texted == []


def test_the_outbox_says_what_became_of_a_text_after_it_left(office: TextingOffice, aisha: Adviser):
    with office.database.session() as session:
        for delivery in (None, "delivered"):
            session.add(
                OutboxMessage(kind=KIND, to=MOBILE, subject="", body="x", delivery=delivery, status="sent")
            )
        lost = OutboxMessage(kind=KIND, to=MOBILE, subject="", body="x", status="sent")
        session.add(lost)
        session.flush()
    Deliveries(office.database).told(lost.id, "undelivered", "the number is not in use")
    page = plain(aisha.see("/desk/outbox"))
    for words in ("Sent", "Delivered", "Failed", "It left, but did not arrive: the number is not in use"):
        assert words in page
