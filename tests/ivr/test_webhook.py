"""Whole calls through the real webhook with signed forms: no way through ends in silence, and nothing runs twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from contacts.models import Contact, HandOffStatus, Outcome, QueueEntry, Status
from ivr.calls import Calls
from ivr.models import Call
from ivr.signature import TwilioForms
from ivr.simulator import DIGITS, SPEECH, WITHHELD, Ending, SimulatedCall, State, parse
from ivr.webhook import Phone, router
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT
from tests.ivr.parts import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    BASE,
    CONTACT_CENTRE,
    SWITCHBOARD,
    VOICE,
    WASTE,
    PhoneLine,
    step_of,
)

OFFER = "Shall I ask someone to phone you?"
SORRY = "I am sorry, something has gone wrong at our end. I am putting you through to the switchboard."
STRANGE_SID = "CA" + "f" * 32


def outcome(line: PhoneLine, call: SimulatedCall) -> str | None:
    contact = line.contact(call)
    assert contact.status == Status.ENDED
    return contact.outcome


# The opening


def test_a_call_opens_with_who_we_are_and_listens(line: PhoneLine):
    call = line.dial()
    assert call.words.startswith(
        "Hello, Marlbury Council. In a few words, tell me what you are calling about."
    )
    assert call.state is State.LISTENING
    assert call.gather is not None
    assert call.gather.kinds == {SPEECH, DIGITS}
    assert "speak to someone" in call.gather.hints
    assert call.gather.language == "en-GB"


@pytest.mark.parametrize(
    ("caller", "kept"),
    [
        (MOBILE, MOBILE),
        ("+33199001234", "+33199001234"),
        (WITHHELD, None),
        ("unknown", None),
        ("Restricted", None),
        ("client:anna", None),
        ("sip:anna@example.com", None),
        ("", None),
        ("+266696687", None),  # "anonymous" on the keys of a telephone
        ("07700900123", None),
    ],
)
def test_the_callers_number_is_kept_when_it_is_one(line: PhoneLine, caller: str, kept: str | None):
    assert line.contact(line.dial(caller=caller)).caller == kept


def test_a_question_is_answered_and_another_may_follow(line: PhoneLine):
    call = line.dial("my bin was missed")
    assert call.words == "Leave it out and we will come back. Anything else?"
    call.says("bye")
    assert call.words == "Goodbye."
    assert call.ended_because is Ending.LINE_HUNG_UP
    assert outcome(line, call) == Outcome.ANSWERED


def test_a_long_speech_is_taken_as_far_as_it_goes(line: PhoneLine):
    call = line.dial("my bin was missed and " + "so on " * 1_000)
    assert call.words.startswith("Leave it out")


@pytest.mark.parametrize(
    "words", ["<b>&amp;</b> my bin", "bin 😡 Ŵyn “ŷ” + % = &", "my bin\x07 was\x00 missed"]
)
def test_whatever_the_recogniser_writes(line: PhoneLine, words: str):
    assert line.dial(words).words.startswith("Leave it out")


# Once


STEPS: dict[str, Callable[[SimulatedCall], object]] = {
    "the opening": lambda call: None,
    "an answer": lambda call: call.says("my bin was missed"),
    "silence": lambda call: call.stays_silent(),
    "a key that means nothing": lambda call: call.presses("9"),
    "putting through": lambda call: call.presses("0"),
    "holding": lambda call: call.says("flurble"),
    "nobody answering": lambda call: call.presses("0").adviser_does_not_answer(),
    "goodbye": lambda call: call.says("bye"),
}


@pytest.mark.parametrize("does", STEPS.values(), ids=STEPS.keys())
def test_a_webhook_repeated_gets_the_same_answer_byte_for_byte(
    line: PhoneLine, does: Callable[[SimulatedCall], object]
):
    call = line.dial()
    line.centre.assistant.fails = 1 if does is STEPS["holding"] else 0
    does(call)
    turns, asked = line.turns(call), len(line.centre.assistant.asked)
    first = call.last_document
    assert [call.repeat_last_request() for _ in range(3)] == [first] * 3
    assert (line.turns(call), len(line.centre.assistant.asked)) == (turns, asked)


def test_eight_repeats_at_once_get_one_answer(line: PhoneLine):
    call = line.dial()
    together = threading.Barrier(8)
    fields = {"CallSid": call.call_sid, "SpeechResult": "my bin was missed"}

    def post(_: int) -> bytes:
        together.wait(5)
        return line.post("turn?s=1", fields).content

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(post, range(8)))
    assert len(answers) == 1
    assert b"Leave it out" in answers.pop()
    assert len(line.centre.assistant.asked) == line.turns(call) == 1


def test_eight_first_webhooks_at_once_are_one_call(line: PhoneLine):
    fields = {"CallSid": STRANGE_SID, "From": MOBILE}
    with ThreadPoolExecutor(8) as threads:
        answers = {answer.content for answer in threads.map(lambda _: line.post("voice", fields), range(8))}
    assert len(answers) == 1
    with line.centre.database.reading() as session:
        assert (session.query(Contact).count(), session.query(Call).count()) == (1, 1)


def test_the_last_step_is_repeated_after_the_call_is_over(line: PhoneLine):
    call = line.dial("bye")
    assert "Goodbye." in call.repeat_last_request()


# Out of step


def test_an_older_step_gets_the_answer_it_was_given(line: PhoneLine):
    call = line.dial()
    opening = call.last_document
    call.says("my bin was missed")
    answer = line.post("turn?s=1", {"CallSid": call.call_sid, "SpeechResult": "something else"})
    assert "Leave it out" in answer.text
    assert line.post("voice", {"CallSid": call.call_sid}).text == opening
    assert line.turns(call) == 1


@pytest.mark.parametrize("path", ["turn?s=9", "turn?s=1000", "again?s=1", "dialled?s=1", "again?s=7"])
def test_a_step_that_is_not_ours_says_where_we_are_and_counts_nothing(line: PhoneLine, path: str):
    """Also after two silences, when a third would bring a person."""
    call = line.dial("my bin was missed").stays_silent().stays_silent()
    step = step_of(call.last_document)
    for _ in range(3):
        answer = line.post(path, {"CallSid": call.call_sid, "SpeechResult": "my caddy", "Digits": "0"})
        assert "Anything else?" in answer.text
        assert step_of(answer.text) == step
        assert parse(answer.text)
    assert line.turns(call) == 1
    call.says("and my caddy")
    assert call.words.startswith("I have told the crew.")


@pytest.mark.parametrize("path", ["turn", "turn?s=", "turn?s=0", "turn?s=-1", "turn?s=x", "again?s=99999999"])
def test_a_step_that_cannot_be_read_is_asked_about_again_and_then_brings_a_person(line: PhoneLine, path: str):
    """It may be a repeat, so nothing that was said counts; and nobody is asked for ever."""
    call = line.dial("my bin was missed")
    step = step_of(call.last_document)
    fields = {"CallSid": call.call_sid, "SpeechResult": "my caddy"}
    for _ in range(2):
        again = line.post(path, fields)
        assert "Anything else?" in again.text
        assert step_of(again.text) == step
    assert SWITCHBOARD in line.post(path, fields).text
    assert line.turns(call) == 1


def test_and_between_them_the_call_goes_on(line: PhoneLine):
    call = line.dial("my bin was missed")
    line.post("turn", {"CallSid": call.call_sid, "SpeechResult": "my caddy"})
    call.says("my caddy")
    assert call.words.startswith("I have told the crew.")


@pytest.mark.parametrize(("status", "heard"), [("no-answer", OFFER), ("completed", "Goodbye.")])
def test_a_dial_that_is_over_is_known_without_its_step(line: PhoneLine, status: str, heard: str):
    """A call is in one at most. Told twice, it is the same."""
    call = line.dial("a person please")
    fields = {"CallSid": call.call_sid, "CallStatus": "in-progress", "DialCallStatus": status}
    assert [heard in line.post("dialled?s=x", fields).text for _ in range(2)] == [True, True]
    assert line.centre.queue.waiting() == []


def test_who_is_being_put_through_is_put_through_whatever_the_step(line: PhoneLine):
    call = line.dial("a person please")
    for path in ("turn", "turn?s=77"):
        assert WASTE in line.post(path, {"CallSid": call.call_sid, "SpeechResult": "hello"}).text


# A call this installation never saw


@pytest.mark.parametrize("path", ["turn?s=5", "again?s=5", "dialled?s=5"])
def test_a_call_we_never_saw_is_greeted(line: PhoneLine, path: str):
    """It began before a restore, or at another installation."""
    fields = {"CallSid": STRANGE_SID, "From": MOBILE, "SpeechResult": "my bin", "DialCallStatus": "no-answer"}
    answer = line.post(path, fields)
    assert "Hello, Marlbury Council." in answer.text
    assert step_of(answer.text) == 1
    after = line.post("turn?s=1", {**fields, "SpeechResult": "my bin was missed"})
    assert "Leave it out" in after.text


def test_the_end_of_a_call_we_never_saw_is_no_trouble(line: PhoneLine):
    fields = {"CallSid": STRANGE_SID, "CallStatus": "completed"}
    assert line.post("status", fields).status_code == 204


@pytest.mark.parametrize("parent", [STRANGE_SID, ""])
def test_a_whisper_for_a_call_we_never_saw_dials_nobody(line: PhoneLine, parent: str):
    answer = line.post("whisper?s=5", {"CallSid": "CA" + "e" * 32, "ParentCallSid": parent})
    assert "Dial" not in [verb.name for verb in parse(answer.text)]  # a whisper may not


# Several calls


def test_withheld_numbers_one_after_the_other_share_nothing(line: PhoneLine):
    first = line.dial("ring me", caller=WITHHELD)
    assert "What number should we ring?" in first.words
    first.says("01632 960902").hangs_up()
    second = line.dial(caller=WITHHELD)
    assert second.words.startswith("Hello, Marlbury Council.")
    assert line.contact(first).id != line.contact(second).id
    second.says("ring me")
    assert "What number should we ring?" in second.words
    assert "960902" not in second.words


def test_two_calls_from_one_number_at_once_are_two_conversations(line: PhoneLine):
    one, other = line.dial("which one"), line.dial("please report it")
    one.presses("2")
    assert line.centre.assistant.asked[-1].value == "food"
    other.presses("2")
    assert line.centre.assistant.asked[-1].value == "no"
    one.hangs_up()
    other.says("my bin was missed")
    assert other.words.startswith("Leave it out")
    assert line.contact(other).status == Status.ASSISTANT


def test_many_calls_at_once_stay_apart(line: PhoneLine):
    calls = [line.call() for _ in range(6)]

    def talk(number: int) -> str:
        call = calls[number].dial()
        for word in ("one", "two", "three"):
            call.says(f"hello {word} of {number}")
        return call.words

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(talk, range(6))) == [
            f"Heard: hello three of {number} Anything else?" for number in range(6)
        ]
    assert [line.turns(call) for call in calls] == [3] * 6


# Hanging up, in each state


def bridged(call: SimulatedCall) -> SimulatedCall:
    return call.says("a person please").adviser_answers().adviser_presses("1")


@pytest.mark.parametrize(
    ("state", "reaches", "ended"),
    [
        (State.LISTENING, lambda call: call, Outcome.GAVE_UP_BEFORE_ANSWER),
        (State.LISTENING, lambda call: call.says("mumble"), Outcome.GAVE_UP_BEFORE_ANSWER),
        (State.LISTENING, lambda call: call.stays_silent(), Outcome.GAVE_UP_BEFORE_ANSWER),
        (State.LISTENING, lambda call: call.says("my bin was missed"), Outcome.GAVE_UP_AFTER_ANSWER),
        (State.LISTENING, lambda call: call.says("my pin please"), Outcome.GAVE_UP_BEFORE_ANSWER),
        (State.LISTENING, lambda call: call.says("ring me"), Outcome.GAVE_UP_BEFORE_ANSWER),
        (State.LISTENING, lambda call: call.says("ring me").presses("1"), Outcome.CALL_BACK),
        (State.LISTENING, lambda call: call.says("ring me").presses("1").says("Sam"), Outcome.CALL_BACK),
        (State.DIALLING, lambda call: call.says("a person please"), Outcome.GAVE_UP_IN_QUEUE),
        (State.DIALLING, lambda call: call.says("there is a fire"), Outcome.GAVE_UP_IN_QUEUE),
        (
            State.WHISPERING,
            lambda call: call.says("a person please").adviser_answers(),
            Outcome.GAVE_UP_IN_QUEUE,
        ),
        (State.BRIDGED, bridged, Outcome.HANDED_OVER),
    ],
)
def test_a_hang_up_closes_the_contact_with_the_outcome_of_its_story(
    line: PhoneLine, state: State, reaches: Callable[[SimulatedCall], SimulatedCall], ended: Outcome
):
    call = reaches(line.dial())
    assert call.state is state
    call.hangs_up()
    assert outcome(line, call) == ended
    assert line.centre.queue.waiting() == []


def test_a_hang_up_during_a_reply_closes_it_too(line: PhoneLine):
    """The caller has gone while the assistant was thinking: Twilio reports the end before it has our answer."""
    call = line.dial()
    assistant = line.centre.assistant
    assistant.gate = threading.Event()
    with ThreadPoolExecutor(1) as twilio:
        fields = {"CallSid": call.call_sid, "SpeechResult": "a person please"}
        late = twilio.submit(line.post, "turn?s=1", fields)
        assert assistant.entered.wait(5)
        line.post("status", {"CallSid": call.call_sid, "CallStatus": "completed"})
        assistant.gate.set()
        assert [verb.name for verb in parse(late.result().text)][-1] == "Hangup"
    assert outcome(line, call) == Outcome.GAVE_UP_BEFORE_ANSWER
    assert line.centre.queue.waiting() == []


# Putting through


def test_the_adviser_hears_what_it_is_about_and_takes_it_with_a_key(line: PhoneLine):
    call = line.dial("a person please")
    assert "I am getting the bins and recycling team for you." in call.words
    assert (call.state, call.ringing_numbers) == (State.DIALLING, [WASTE])
    call.adviser_answers()
    assert "about a missed bin" in call.whispered
    assert "Asked for a person" in call.whispered
    assert call.words == ""  # the caller hears none of it
    call.adviser_presses("1")
    assert call.state is State.BRIDGED
    call.adviser_hangs_up()
    assert call.words == "Thank you for calling. Goodbye."
    assert call.ended_because is Ending.LINE_HUNG_UP
    assert outcome(line, call) == Outcome.HANDED_OVER
    assert line.centre.queue.waiting() == []


REFUSALS: dict[str, Callable[[SimulatedCall], SimulatedCall]] = {
    "another key": lambda call: call.adviser_answers().adviser_presses("2"),
    "no key, an answering machine": lambda call: call.adviser_answers().adviser_stays_silent(),
    "hanging up on the whisper": lambda call: call.adviser_answers().adviser_hangs_up(),
    "no answer": lambda call: call.adviser_does_not_answer(),
    "busy": lambda call: call.adviser_is_busy(),
    "failed": lambda call: call.dial_fails(),
}


@pytest.mark.parametrize("refuses", REFUSALS.values(), ids=REFUSALS.keys())
def test_when_nobody_takes_it_a_call_back_is_offered_and_can_be_completed(
    line: PhoneLine, refuses: Callable[[SimulatedCall], SimulatedCall]
):
    call = refuses(line.dial("a person please"))
    assert call.words == f"I am sorry, nobody was free to take your call. {OFFER}"
    call.says("yes please")
    assert "the one ending 0 1 2 3" in call.words
    call.presses("1").says("my name is Sam")
    assert "will ring 0 7 7 0 0, 9 0 0 1 2 3 today before 5.15pm" in call.words
    call.says("bye")
    (row,) = line.centre.call_backs()
    assert (row.number, row.name, row.team) == (MOBILE, "Sam", "waste")
    assert outcome(line, call) == Outcome.CALL_BACK
    assert line.centre.queue.waiting() == []


def test_a_dial_that_was_canceled_while_the_caller_is_there_offers_a_call_back(line: PhoneLine):
    call = line.dial("a person please")
    step = step_of(call.last_document)
    fields = {"CallSid": call.call_sid, "CallStatus": "in-progress", "DialCallStatus": "canceled"}
    assert OFFER in line.post(f"dialled?s={step}", fields).text


@pytest.mark.parametrize("status", ["answered", "completed"])
def test_an_answer_without_word_of_a_bridge_counts_as_answered(line: PhoneLine, status: str):
    call = line.dial("a person please")
    step = step_of(call.last_document)
    fields = {"CallSid": call.call_sid, "CallStatus": "in-progress", "DialCallStatus": status}
    assert "Goodbye" in line.post(f"dialled?s={step}", fields).text
    assert outcome(line, call) == Outcome.HANDED_OVER


@pytest.mark.parametrize("status", ["", "novel"])
def test_a_dial_status_nobody_knows_is_nobody_answering(line: PhoneLine, status: str):
    call = line.dial("a person please")
    step = step_of(call.last_document)
    fields = {"CallSid": call.call_sid, "CallStatus": "in-progress", "DialCallStatus": status}
    assert OFFER in line.post(f"dialled?s={step}", fields).text


def test_who_was_not_answered_may_try_again(line: PhoneLine):
    call = line.dial("a person please").adviser_does_not_answer().presses("0")
    assert (call.state, call.ringing_numbers) == (State.DIALLING, [WASTE])
    call.adviser_answers().adviser_presses("1").adviser_hangs_up()
    assert outcome(line, call) == Outcome.HANDED_OVER
    with line.centre.database.reading() as session:
        contact = session.get_one(Contact, line.contact(call).id)
        statuses = [entry.status for entry in _entries(session, contact)]
    assert statuses == [HandOffStatus.ABANDONED, HandOffStatus.FINISHED]


def _entries(session: Session, contact: Contact) -> list[QueueEntry]:
    return list(session.query(QueueEntry).filter_by(contact_id=contact.id).order_by(QueueEntry.id))


def test_danger_is_said_and_whispered(line: PhoneLine):
    call = line.dial("there is a fire")
    assert call.words.startswith("If anyone is in danger, hang up and dial 9 9 9 now.")
    assert call.ringing_numbers == [CONTACT_CENTRE]
    call.adviser_answers()
    assert "Danger." in call.whispered


def test_danger_that_nobody_answers_must_not_wait_for_a_call_and_is_told_so(line: PhoneLine):
    call = line.dial("there is a fire").adviser_does_not_answer()
    not_for_danger = (
        "A call from us is only for what can wait. If anyone is in danger, hang up and dial 9 9 9 now."
    )
    assert call.words == f"I am sorry, nobody was free to take your call. {not_for_danger} {OFFER}"
    call.says("yes please").presses("1").says("my name is Sam")
    assert call.words.startswith(not_for_danger)
    assert "today before 5.15pm" in call.words
    assert "morning" not in call.words


def test_out_of_hours_the_caller_hears_when_and_a_call_is_arranged(line: PhoneLine):
    line.centre.clock.time = TUESDAY_NIGHT
    call = line.dial().presses("0")
    assert "They are back tomorrow at 8.45am." in call.words
    call.presses("1").presses("2").presses("01632960902#").presses("1").says("Sam")
    assert "tomorrow before 5.15pm" in call.words
    call.hangs_up()
    assert outcome(line, call) == Outcome.CALL_BACK


# A slow assistant, and one that is down


def test_a_slow_assistant_is_waited_for(line: PhoneLine):
    line.centre.assistant.fails = 2
    call = line.dial()
    before = call.clock
    call.says("my bin was missed")
    assert call.words.count("One moment, please.") == 2
    assert call.words.endswith("Leave it out and we will come back. Anything else?")
    assert call.clock - before >= 6  # two pauses
    assert {asked.number for asked in line.centre.assistant.asked} == {1}


def test_an_assistant_that_is_down_brings_a_person(line: PhoneLine):
    line.centre.assistant.down = True
    call = line.dial("my bin was missed")
    assert (call.state, call.ringing_numbers) == (
        State.DIALLING,
        [WASTE],
    )  # whose work it is, by the words alone
    call.adviser_answers()
    assert "The assistant is not working" in call.whispered


def test_or_out_of_hours_a_call_back_that_can_be_completed(line: PhoneLine):
    line.centre.clock.time = TUESDAY_NIGHT
    line.centre.assistant.down = True
    call = line.dial("my bin was missed")
    assert call.words.endswith(OFFER)
    call.presses("1").presses("1").says("Sam")  # what it is about, they have told
    assert "will ring" in call.words
    assert len(line.centre.call_backs()) == 1


# What nobody expected


def test_an_unexpected_failure_gives_an_apology_and_the_switchboard(line: PhoneLine):
    line.centre.assistant.broken = RuntimeError("a fault of ours")
    call = line.dial("my bin was missed")
    assert call.words == SORRY
    assert (call.state, call.ringing_numbers) == (State.DIALLING, [SWITCHBOARD])
    call.adviser_does_not_answer()
    assert "please ring again later" in call.words  # and not silence
    assert call.ended_because is Ending.NOTHING_LEFT


def test_a_whisper_that_fails_is_one_that_was_not_accepted(line: PhoneLine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(type(line.centre.queue), "whisper")
    call = line.dial("a person please").adviser_answers()
    assert call.words.endswith(OFFER)


def test_a_contact_that_is_over_gives_the_switchboard_and_no_error(line: PhoneLine):
    call = line.dial()
    line.centre.turns.leave(line.contact(call).key)
    call.says("my bin was missed")
    assert call.words == SORRY


class Broken:
    """A database that is not there."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("no database")


@pytest.fixture
def broken_line() -> TestClient:
    """Everything behind the webhook is out of order."""
    app, anything = FastAPI(), Broken()
    phone = Phone.__new__(Phone)
    phone._calls = Calls(anything)  # type: ignore[arg-type]
    forms = TwilioForms(AUTH_TOKEN, ACCOUNT_SID, BASE)
    app.include_router(router(phone, forms, switchboard=SWITCHBOARD, voice=VOICE))
    return TestClient(app, base_url=BASE)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_fallback_page_needs_no_database_and_no_signature(broken_line: TestClient, method: str):
    answer = broken_line.request(method, "/ivr/fallback", params={"ErrorCode": "11200"})
    assert answer.headers["content-type"].startswith("text/xml")
    say, dial, _ = parse(answer.text)
    assert (say.words, dial.words) == (SORRY, SWITCHBOARD)


def test_a_call_without_a_database_gets_the_switchboard(broken_line: TestClient):
    call = SimulatedCall(broken_line, f"{BASE}/ivr/voice", auth_token=AUTH_TOKEN, account_sid=ACCOUNT_SID)
    call.dial()
    assert (call.words, call.ringing_numbers, call.faults) == (SORRY, [SWITCHBOARD], [])


@pytest.mark.parametrize(
    "path", ["voice", "turn?s=1", "again?s=1", "dialled?s=1", "whisper?s=1", "whispered?s=1", "status"]
)
def test_every_page_but_the_fallback_wants_a_signature(line: PhoneLine, path: str):
    fields = {"AccountSid": ACCOUNT_SID, "CallSid": STRANGE_SID, "CallStatus": "completed"}
    assert line.http.post(f"/ivr/{path}", data=fields).status_code == 403
    assert line.post(path, fields, sign_as=f"http://10.0.0.7:8000/ivr/{path}").status_code == 403
    assert line.post(path, fields).status_code in (200, 204)


# What Twilio reports afterwards


def completed(line: PhoneLine, call: SimulatedCall, status: str = "completed", **more: str) -> None:
    answer = line.post("status", {"CallSid": call.call_sid, "CallStatus": status, **more})
    assert (answer.status_code, answer.content) == (204, b"")


def test_the_end_may_be_reported_again_and_again(line: PhoneLine):
    call = line.dial("my bin was missed")
    call.hangs_up()
    ended = line.contact(call).ended_at
    for _ in range(3):
        completed(line, call)
    assert outcome(line, call) == Outcome.GAVE_UP_AFTER_ANSWER
    assert line.contact(call).ended_at == ended


@pytest.mark.parametrize("status", ["initiated", "ringing", "in-progress", "answered", ""])
def test_a_report_that_is_no_end_ends_nothing(line: PhoneLine, status: str):
    call = line.dial()
    completed(line, call, status)
    assert line.contact(call).status == Status.ASSISTANT
    call.says("my bin was missed")
    assert call.words.startswith("Leave it out")


def test_an_older_report_after_the_end_changes_nothing(line: PhoneLine):
    call = line.dial()
    call.hangs_up()
    completed(line, call, "in-progress", SequenceNumber="1")
    completed(line, call, "ringing", SequenceNumber="0")
    assert outcome(line, call) == Outcome.GAVE_UP_BEFORE_ANSWER


def test_a_hang_up_after_talking_that_is_reported_before_the_talk(line: PhoneLine):
    call = bridged(line.dial())
    completed(line, call)
    call.hangs_up()
    assert outcome(line, call) == Outcome.HANDED_OVER


def test_a_hang_up_while_it_rang_that_is_reported_before_the_ringing(line: PhoneLine):
    call = line.dial("a person please")
    completed(line, call)
    call.hangs_up()
    assert outcome(line, call) == Outcome.GAVE_UP_IN_QUEUE


def test_a_hang_up_while_it_rang_is_seen_though_its_report_is_lost(line: PhoneLine):
    call = line.dial("a person please")
    step = step_of(call.last_document)
    fields = {"CallSid": call.call_sid, "CallStatus": "completed", "DialCallStatus": "canceled"}
    assert parse(line.post(f"dialled?s={step}", fields).text)
    assert outcome(line, call) == Outcome.GAVE_UP_IN_QUEUE
    assert line.centre.queue.waiting() == []


# Keys and speech as Twilio takes them


def test_choices_are_read_with_their_keys_and_taken_by_key_or_by_name(line: PhoneLine):
    call = line.dial("which one")
    assert call.words == "Which bin? For Green bin, press 1. For Food caddy, press 2."
    assert call.gather is not None
    assert call.gather.hints == (
        "Green bin",
        "Food caddy",
        "the first one",
        "the second one",
        "speak to someone",
    )
    call.presses("2")
    assert line.centre.assistant.asked[-1].value == "food"
    line.dial("which one").says("the green bin")
    assert line.centre.assistant.asked[-1].value == "green"


def test_a_pin_is_keyed_in_and_what_is_spoken_is_neither_stored_nor_sent_on(line: PhoneLine):
    call = line.dial("my pin please")
    assert call.gather is not None
    asked = len(line.centre.assistant.asked)
    call.says("four seven one one")
    assert "Please do not say it." in call.words
    assert len(line.centre.assistant.asked) == asked
    assert "four seven" not in str(line.centre.turns.read(line.contact(call).key))
    call.presses("4711#")
    assert "4711" not in str(line.centre.turns.read(line.contact(call).key))
    assert line.centre.held_secrets.take(str(line.centre.assistant.asked[-1].value)) == "4711"


def test_a_key_during_the_greeting_is_a_key(line: PhoneLine):
    call = line.dial().presses("0")
    assert call.state is State.DIALLING


def test_nobody_talks_three_times_and_a_person_is_rung(line: PhoneLine):
    call = line.dial().stays_silent()
    assert "did not hear you" in call.words
    call.stays_silent()
    assert "I still cannot hear you." in call.words
    call.stays_silent()
    assert (call.state, call.ringing_numbers) == (State.DIALLING, [WASTE])
