"""People to be rung, and messages that went out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases.models import OutboxMessage
from contacts.models import AttemptOutcome, CallBackRequest
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


def tried(office: Office, call_back: int, outcome: AttemptOutcome) -> None:
    attempt = office.calling.claim(call_back)
    assert attempt
    assert office.calling.end(attempt.id, outcome)


def test_the_list_shows_each_try_and_when_the_next_one_is(office: Office, aisha: Adviser):
    call = booked(office)
    assert "Next try: as soon as the team is free" in plain(aisha.see("/desk/call-backs"))
    tried(office, call, AttemptOutcome.ADVISER_NOT_REACHED)
    office.clock.pass_(timedelta(minutes=15))
    tried(office, call, AttemptOutcome.MACHINE)
    page = plain(aisha.see("/desk/call-backs"))
    assert "10am: the team did not take it" in page
    assert "10.15am: a machine answered, and no message was left" in page
    assert "Next try: 10.30am" in page
    office.clock.pass_(timedelta(minutes=15))
    assert office.calling.claim(call)
    for address in ("/desk", "/desk/call-backs"):
        assert "Ringing now" in plain(aisha.see(address))
    assert "10.30am: ringing now" in plain(aisha.see("/desk/call-backs"))


def test_an_adviser_has_one_rung_now(office: Office, aisha: Adviser):
    office.clock.time = TUESDAY + timedelta(hours=12)  # in the evening
    call = booked(office)
    assert "Later" in plain(aisha.see("/desk/call-backs"))
    answer = aisha.send(f"/desk/call-backs/{call}/ring")
    page = plain(aisha.see(answer.headers["location"]))
    assert "The team's phone rings within half a minute." in page.replace("&#39;", "'")
    assert "asked for by Aisha Rahman" in page
    assert "Ring now" not in page
    assert office.calling.due() == [call]


def test_one_that_rings_already_is_not_rung_again(office: Office, aisha: Adviser):
    call = booked(office)
    assert office.calling.claim(call)
    answer = aisha.send(f"/desk/call-backs/{call}/ring")
    assert answer.status_code == 409
    assert "That call-back is being rung already" in plain(answer)
    assert aisha.send("/desk/call-backs/99/ring").status_code == 404


@pytest.mark.parametrize(
    ("outcome", "tries", "why"),
    [
        (AttemptOutcome.ADVISER_NOT_REACHED, 4, "We could not bring it to the team."),
        (AttemptOutcome.MACHINE, 3, "We tried three times, and this number cannot get a text."),
    ],
)
def test_what_the_telephone_cannot_do_is_on_both_lists_for_a_person(
    office: Office, aisha: Adviser, outcome: AttemptOutcome, tries: int, why: str
):
    call = booked(office)
    for _ in range(tries):
        tried(office, call, outcome)
        office.clock.pass_(timedelta(hours=1))
    for address in ("/desk", "/desk/call-backs"):
        assert "Needs a person" in plain(aisha.see(address))
    page = plain(aisha.see("/desk/call-backs"))
    assert why in page
    assert "Next try" not in page
    assert aisha.send(f"/desk/call-backs/{call}/done").status_code == 303
    assert "Needs a person" not in plain(aisha.see("/desk"))


def test_one_whose_time_went_by_without_a_try_is_for_a_person(office: Office, aisha: Adviser):
    booked(office)
    office.clock.pass_(timedelta(days=2))
    office.calling.hand_over_the_late()
    assert "The time agreed went by without a try." in plain(aisha.see("/desk/call-backs"))


def test_without_a_telephone_of_ours_nothing_promises_to_ring(office: Office):
    call = booked(office)
    office.app = office.another_app(None)
    aisha = office.adviser("aisha")
    page = plain(aisha.see("/desk/call-backs"))
    assert "Due now" in page
    assert "Next try" not in page
    assert "Ring now" not in page
    assert aisha.send(f"/desk/call-backs/{call}/ring").status_code == 404


def test_the_outbox_shows_the_newest_message_first(office: Office, aisha: Adviser):
    assert "No messages yet" in aisha.see("/desk/outbox").text
    with office.database.session() as session:
        for number, body in enumerate(("Your <case> is open", "Your case is closed")):
            at = TUESDAY + timedelta(minutes=number)
            session.add(OutboxMessage(kind="sms", to="+447700900123", subject="", body=body, created_at=at))
    page = aisha.see("/desk/outbox").text
    assert page.index("Your case is closed") < page.index("Your &lt;case&gt; is open")
    assert "To 07700 900123" in " ".join(page.split())
