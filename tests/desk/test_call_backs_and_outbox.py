"""People to be rung, and messages that went out."""

from __future__ import annotations

from datetime import timedelta

from cases.models import OutboxMessage
from contacts.models import CallBackRequest
from tests.desk.parts import TUESDAY, Adviser, Office, plain


def booked(office: Office) -> int:
    office.resident("my bin was missed", "ring me", "0161 496 0123", "yes", "Nadia <Karim>")
    (call,) = office.queue.call_backs()
    return call.id


def test_a_call_back_shows_who_when_and_why(office: Office, aisha: Adviser):
    booked(office)
    page = aisha.see("/desk/call-backs")
    words = plain(page)
    for part in (
        "Nadia &lt;Karim&gt;",
        "Due now",
        "0161 496 0123",
        "Asked to be rung",
        "Report a missed bin",
    ):
        assert part in words
    assert 'href="tel:+441614960123"' in page.text


def test_a_call_back_past_its_time_is_overdue(office: Office, aisha: Adviser):
    booked(office)
    office.clock.pass_(timedelta(days=1))
    assert ">Overdue<" in aisha.see("/desk/call-backs").text
    assert ">Overdue<" in aisha.see("/desk").text


def test_marking_one_done_takes_it_off_the_list_and_keeps_the_note(office: Office, aisha: Adviser):
    call = booked(office)
    answer = aisha.send(f"/desk/call-backs/{call}/done", note=" Told her Thursday ")
    page = plain(aisha.see(answer.headers["location"]))
    assert "The call-back is done." in page
    assert "Nobody is waiting to be rung." in page
    with office.database.reading() as session:
        card = session.get_one(CallBackRequest, call).card
    assert (card["done_by"], card["note"]) == ("Aisha Rahman", "Told her Thursday")


def test_a_note_that_is_too_long_is_given_back(office: Office, aisha: Adviser):
    call = booked(office)
    page = aisha.send(f"/desk/call-backs/{call}/done", note="n" * 2001)
    assert page.status_code == 422
    assert f'<a href="#note-{call}">Your note must be 2,000 characters or fewer</a>' in page.text
    assert "n" * 2001 in page.text


def test_a_call_back_that_is_not_there(aisha: Adviser):
    assert aisha.send("/desk/call-backs/99/done").status_code == 404


def test_the_outbox_shows_the_newest_message_first(office: Office, aisha: Adviser):
    assert "No messages yet" in aisha.see("/desk/outbox").text
    with office.database.session() as session:
        for number, body in enumerate(("Your <case> is open", "Your case is closed")):
            at = TUESDAY + timedelta(minutes=number)
            session.add(OutboxMessage(kind="sms", to="+447700900123", subject="", body=body, created_at=at))
    page = aisha.see("/desk/outbox").text
    assert page.index("Your case is closed") < page.index("Your &lt;case&gt; is open")
    assert "To 07700 900123" in " ".join(page.split())
