"""The last resort: a message after the tone, which becomes a case that is answered within 24 hours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.models import Case, CaseEvent, OutboxMessage
from cases.references import spoken
from contacts.models import Outcome, Status
from ivr.simulator import Ending, SimulatedCall, State
from tests.contacts.parts import FRIDAY_EVENING
from tests.ivr.parts import PhoneLine

RECORDING = "RE" + "a" * 32


def nobody_and_no_call_back(line: PhoneLine) -> SimulatedCall:
    return line.dial("a person please").adviser_does_not_answer().presses("2")


def cases(line: PhoneLine) -> list[Case]:
    with line.centre.database.reading() as session:
        return session.query(Case).all()


def notes(line: PhoneLine) -> list[str | None]:
    with line.centre.database.reading() as session:
        return [event.note for event in session.query(CaseEvent).order_by(CaseEvent.id) if event.note]


def test_whom_nobody_answered_and_who_wants_no_call_may_leave_a_message(line: PhoneLine):
    call = nobody_and_no_call_back(line)
    assert "You can leave a message after the tone, which we record." in call.words
    assert "We will answer your voicemail within 24 hours" in call.words
    assert call.state is State.RECORDING
    call.says("this is Sam Ward at 12 Mill Lane, my bin was missed twice").presses("#")
    assert call.words.startswith(
        "Thank you, we have your message. We will answer your voicemail within 24 hours"
    )
    assert call.ended_because is Ending.LINE_HUNG_UP
    (case,) = cases(line)
    assert call.words.count(spoken(case.reference)) == 2
    assert (case.team, case.due) == ("waste", date(2026, 11, 25))
    assert case.answers["Phone number"] == "07700 900123"
    assert case.answers["About"] == "Report a missed bin"
    assert notes(line) == [f"Recording {case.answers['Recording']} is ready, 5 seconds"]
    assert line.contact(call).outcome == Outcome.CASE_OPENED


def test_the_team_is_told_and_nobody_wrote_down_what_was_said(line: PhoneLine):
    nobody_and_no_call_back(line).says("my bin was missed twice and I am cross").presses("#")
    with line.centre.database.reading() as session:
        (message,) = session.query(OutboxMessage).all()
    assert (message.kind, message.to) == ("team", "waste")
    assert "cross" not in message.body


def test_a_number_that_cannot_be_taken_leads_there_too(line: PhoneLine):
    call = line.dial("a person please").adviser_is_busy().presses("1").presses("2")
    for _ in range(3):
        call.says("mumble")
    assert "I could not take the number." in call.words
    assert call.state is State.RECORDING


def test_putting_the_telephone_down_after_speaking_is_how_messages_end(line: PhoneLine):
    call = nobody_and_no_call_back(line).says("please ring me about my bin")
    call.hangs_up()
    assert len(cases(line)) == 1
    assert line.contact(call).outcome == Outcome.CASE_OPENED


@pytest.mark.parametrize("ends", ["silence", "hash", "hanging up"])
def test_a_tone_nobody_speaks_after_makes_no_case(line: PhoneLine, ends: str):
    call = nobody_and_no_call_back(line)
    if ends == "silence":
        assert call.stays_silent().words.startswith("I did not hear a message.")
    elif ends == "hash":
        call.presses("#")
    else:
        call.hangs_up()
    assert cases(line) == []
    contact = line.contact(call)
    assert (contact.status, contact.outcome) == (Status.ENDED, Outcome.GAVE_UP_BEFORE_ANSWER)


def test_the_reports_come_in_any_order_and_again(line: PhoneLine):
    call = nobody_and_no_call_back(line)
    call.hangs_up()
    fields = {"CallSid": call.call_sid, "RecordingSid": RECORDING, "RecordingDuration": "14"}
    for _ in range(2):
        assert line.post("message-ready", {**fields, "RecordingStatus": "completed"}).status_code == 204
    assert len(cases(line)) == 1
    assert notes(line) == [f"Recording {RECORDING} is ready, 14 seconds"]
    assert line.contact(call).outcome == Outcome.CASE_OPENED


@pytest.mark.parametrize(
    "fields",
    [
        {"RecordingStatus": "absent", "RecordingDuration": "9"},
        {"RecordingStatus": "failed", "RecordingDuration": "9"},
        {"RecordingStatus": "completed", "RecordingDuration": "x"},
        {"RecordingStatus": "completed", "RecordingDuration": "-4"},
        {"RecordingStatus": "completed"},
        {"RecordingStatus": "completed", "RecordingDuration": "9", "RecordingSid": ""},
        {"RecordingStatus": "completed", "RecordingDuration": "9", "CallSid": "CA" + "f" * 32},
    ],
)
def test_a_report_of_nothing_makes_no_case(line: PhoneLine, fields: dict[str, str]):
    call = nobody_and_no_call_back(line)
    sent = {"CallSid": call.call_sid, "RecordingSid": RECORDING, **fields}
    assert line.post("message-ready", sent).status_code == 204
    assert cases(line) == []


def test_left_on_a_friday_it_is_due_on_monday(line: PhoneLine):
    line.centre.clock.time = FRIDAY_EVENING - timedelta(hours=3)
    nobody_and_no_call_back(line).says("please ring me about my bin").presses("#")
    assert cases(line)[0].due == date(2026, 11, 30)
