"""A call-back by phone, webhook by webhook: the adviser first, then the resident, and every way it can go wrong."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree as Xml

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from twilio.request_validator import RequestValidator

from contacts.models import CallBackAttempt, CallBackStatus
from ivr.outgoing.call_backs import CallBackCalls, router
from ivr.signature import TwilioForms
from tests.contacts.calling_parts import (
    LANDLINE_SPOKEN,
    FakeTelephone,
    book,
    calling_back,
    status,
    texts_sent,
)
from tests.contacts.parts import MOBILE, Centre, councils_own
from tests.ivr.parts import ACCOUNT_SID, AUTH_TOKEN, BASE, LINE, WASTE

COUNCIL = councils_own().council.identity.name
HOME = f"{BASE}/ivr/call-back"
TALK = timedelta(minutes=3)
GREETING = timedelta(seconds=4)
NOT_ANSWERED = ("busy", "no-answer", "failed", "canceled")


class CallBackLine:
    """The webhooks as they are mounted, and Twilio calling them for the tries of one call-back."""

    def __init__(self, centre: Centre, number: str = MOBILE, name: str = "Sam Ward") -> None:
        own = councils_own()
        self.centre, self.telephone = centre, FakeTelephone()
        self.calling = calling_back(centre)
        self.calls = CallBackCalls(
            self.calling, self.telephone, own.council, own.words, LINE, clock=centre.clock
        )
        app = FastAPI()
        app.include_router(router(self.calls, TwilioForms(AUTH_TOKEN, ACCOUNT_SID, BASE)))
        self.http = TestClient(app, base_url="http://10.0.0.7:8000")
        self._signer = RequestValidator(AUTH_TOKEN)
        self.call_back = book(centre, number, name)

    def ring(self) -> None:
        assert self.calls.ring(self.call_back)

    def wait(self, minutes: int) -> None:
        self.centre.clock.pass_(timedelta(minutes=minutes))

    @property
    def adviser(self) -> str:
        """The CallSid of the adviser's leg of this try, who is rung before the resident."""
        return [rung.call_sid for rung in self.telephone.rung if rung.number == WASTE][-1]

    @property
    def resident(self) -> str:
        return [rung.call_sid for rung in self.telephone.rung if rung.number != WASTE][-1]

    def post(self, url: str, call_sid: str, *, sign: bool = True, **fields: str) -> Response:
        form = {"AccountSid": ACCOUNT_SID, "CallSid": call_sid, "CallStatus": "in-progress", **fields}
        signature = self._signer.compute_signature(url, form) if sign else "forged"
        address = url.removeprefix(BASE)
        return self.http.post(address, data=form, headers={"X-Twilio-Signature": signature})

    def asks(self, path: str, call_sid: str, **fields: str) -> Xml.Element:
        """The document a webhook answers with. It must be fit for Twilio."""
        answer = self.post(f"{HOME}/{path}?t={self.tries[-1].id}", call_sid, **fields)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
        document = Xml.fromstring(answer.text)  # noqa: S314 our own
        assert (document.tag, len(document) > 0) == ("Response", True)
        for element in document.iter():
            for name in ("action", "url"):
                assert element.get(name, HOME).startswith(f"{HOME}")
        return document

    def reports(self, path: str, call_sid: str, call_status: str, **fields: str) -> None:
        answer = self.post(f"{HOME}/{path}?t={self.tries[-1].id}", call_sid, CallStatus=call_status, **fields)
        assert answer.status_code == 204

    # The story

    def adviser_takes_it(self) -> Xml.Element:
        self.ring()
        self.asks("adviser", self.adviser)
        return self.asks("taken", self.adviser, Digits="1")

    def they_talk(self) -> None:
        self.adviser_takes_it()
        self.asks("resident", self.resident, AnsweredBy="human")
        self.centre.clock.pass_(TALK)

    # What can be seen

    @property
    def tries(self) -> list[CallBackAttempt]:
        with self.centre.database.reading() as session:
            return session.query(CallBackAttempt).order_by(CallBackAttempt.id).all()

    @property
    def outcomes(self) -> list[str | None]:
        return [attempt.outcome for attempt in self.tries]

    @property
    def status(self) -> CallBackStatus:
        return status(self.centre, self.call_back)

    def moved(self, path: str) -> list[str]:
        """The calls that were taken to this address."""
        return [call_sid for call_sid, url in self.telephone.moved if url.startswith(f"{HOME}/{path}?t=")]


def heard(document: Xml.Element) -> str:
    return " ".join(said.text or "" for said in document.iter("Say"))


def ends_the_call(document: Xml.Element) -> bool:
    return [verb.tag for verb in document if verb.tag != "Say"] == ["Hangup"]


@pytest.fixture
def line(centre: Centre) -> CallBackLine:
    return CallBackLine(centre)


# The adviser


def test_the_team_is_rung_first_and_nobody_else(line: CallBackLine):
    line.ring()
    (rung,) = line.telephone.rung
    assert (rung.number, rung.detect_machine) == (WASTE, False)
    assert re.fullmatch(re.escape(f"{HOME}/adviser?t=") + r"\d+", rung.url)
    assert re.fullmatch(re.escape(f"{HOME}/adviser-status?t=") + r"\d+", rung.status_url)


def test_the_adviser_hears_who_it_is_for_and_about_what_and_which_try_it_is(line: CallBackLine):
    line.ring()
    document = line.asks("adviser", line.adviser)
    assert "A call-back for Sam Ward, about report a missed bin." in heard(document)
    assert "This is try 1 of 3. Press 1 and we will ring them." in heard(document)
    gather = document.find("Gather")
    assert gather is not None
    assert gather.get("action") == f"{HOME}/taken?t={line.tries[0].id}"
    assert document[-1].tag == "Hangup"  # no key


def test_with_1_the_adviser_waits_in_a_room_and_the_resident_is_rung(line: CallBackLine):
    document = line.adviser_takes_it()
    assert heard(document).startswith("Thank you. We are ringing Sam Ward now.")
    room, rung = document.find("Dial/Conference"), line.telephone.rung[-1]
    assert room is not None
    assert (room.text, room.get("endConferenceOnExit"), room.get("maxParticipants")) == (
        f"call-back-{line.adviser}",
        "true",
        "2",
    )
    assert (rung.number, rung.detect_machine) == (MOBILE, True)
    assert rung.url == f"{HOME}/resident?t={line.tries[0].id}"


def test_a_webhook_twice_rings_the_resident_once(line: CallBackLine):
    first = line.adviser_takes_it()
    again = line.asks("taken", line.adviser, Digits="1")
    assert Xml.tostring(first) == Xml.tostring(again)
    assert [rung.number for rung in line.telephone.rung] == [WASTE, MOBILE]


@pytest.mark.parametrize("key", ["2", "", "*"])
def test_any_other_key_is_a_no_and_the_resident_is_not_rung(line: CallBackLine, key: str):
    line.ring()
    assert ends_the_call(line.asks("taken", line.adviser, Digits=key))
    line.reports("adviser-status", line.adviser, "completed")
    assert (line.outcomes, line.status) == (["adviser_not_reached"], CallBackStatus.BOOKED)
    assert [rung.number for rung in line.telephone.rung] == [WASTE]


def test_a_voicemail_that_hears_the_whisper_counts_as_no_adviser(line: CallBackLine):
    line.ring()
    line.asks("adviser", line.adviser)
    line.reports("adviser-status", line.adviser, "completed")
    assert (line.outcomes, line.status) == (["adviser_not_reached"], CallBackStatus.BOOKED)


@pytest.mark.parametrize("call_status", NOT_ANSWERED)
def test_an_adviser_who_does_not_answer_is_rung_again_in_15_minutes(line: CallBackLine, call_status: str):
    line.ring()
    line.reports("adviser-status", line.adviser, "ringing")
    assert line.outcomes == [None]
    line.reports("adviser-status", line.adviser, call_status)
    line.reports("adviser-status", line.adviser, call_status)
    assert line.outcomes == ["adviser_not_reached"]
    assert line.calling.due() == []
    line.wait(15)
    assert line.calling.due() == [line.call_back]


def test_a_call_the_network_refuses_is_tried_again_and_then_left_to_the_advisers(line: CallBackLine):
    line.telephone.refuses.add(WASTE)
    for _ in range(4):
        assert not line.calls.ring(line.call_back)
        line.wait(15)
    assert line.outcomes == ["failed"] * 4
    assert line.status is CallBackStatus.NEEDS_A_PERSON


def test_a_resident_whose_number_is_refused_is_said_to_the_adviser(line: CallBackLine):
    line.telephone.refuses.add(MOBILE)
    document = line.adviser_takes_it()
    assert heard(document) == (
        "I am sorry, we could not ring Sam Ward. Something went wrong at our end. "
        "We will try again today at 10.15am. Goodbye."
    )
    assert ends_the_call(document)
    assert (line.outcomes, line.status) == (["failed"], CallBackStatus.BOOKED)


# The resident


@pytest.mark.parametrize("answered_by", ["human", "unknown", ""])
def test_a_person_hears_who_rings_and_is_put_on_to_the_adviser(line: CallBackLine, answered_by: str):
    waiting = line.adviser_takes_it()
    document = line.asks("resident", line.resident, AnsweredBy=answered_by)
    assert heard(document) == f"Hello, this is {COUNCIL}. I am putting you through to an adviser."
    room, adviser_room = document.find("Dial/Conference"), waiting.find("Dial/Conference")
    assert room is not None
    assert adviser_room is not None
    assert room.text == adviser_room.text
    assert room.get("endConferenceOnExit") == "true"


def test_they_talk_and_it_is_done(line: CallBackLine):
    line.they_talk()
    line.reports("resident-status", line.resident, "completed")
    assert line.outcomes == [None]  # the adviser's side says how it was
    line.reports("adviser-status", line.adviser, "completed")
    assert (line.outcomes, line.status) == (["talked"], CallBackStatus.DONE)
    assert line.telephone.moved == line.telephone.ended == []


def test_the_adviser_says_that_they_spoke(line: CallBackLine):
    line.they_talk()
    question = line.asks("left", line.adviser)
    assert heard(question) == "If you spoke to Sam Ward, press 1 or hang up. If you did not, press 2."
    assert (
        heard(line.asks("talked", line.adviser, Digits="1")) == "Thank you. The call-back is done. Goodbye."
    )
    assert (line.outcomes, line.status) == (["talked"], CallBackStatus.DONE)


def test_the_adviser_says_that_it_was_a_machine_after_all(line: CallBackLine):
    line.they_talk()
    line.asks("left", line.adviser)
    document = line.asks("talked", line.adviser, Digits="2")
    assert heard(document) == "We did not reach Sam Ward. We will try again today at 10.18am. Goodbye."
    line.reports("resident-status", line.resident, "completed")
    line.reports("adviser-status", line.adviser, "completed")
    assert (line.outcomes, line.status) == (["resident_not_reached"], CallBackStatus.BOOKED)


@pytest.mark.parametrize(
    "answered_by", ["machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax"]
)
def test_a_machine_hears_nothing_and_the_adviser_is_told(line: CallBackLine, answered_by: str):
    line.adviser_takes_it()
    document = line.asks("resident", line.resident, AnsweredBy=answered_by)
    assert (heard(document), ends_the_call(document)) == ("", True)
    assert line.moved("told") == [line.adviser]
    told = line.asks("told", line.adviser)
    assert heard(told) == (
        "A machine answered, so we left no message. We will try again today at 10.15am. Goodbye."
    )
    assert ends_the_call(told)
    line.reports("resident-status", line.resident, "completed", AnsweredBy=answered_by)
    line.reports("adviser-status", line.adviser, "completed")
    assert (line.outcomes, line.status) == (["machine"], CallBackStatus.BOOKED)
    assert len(line.telephone.moved) == 1


@pytest.mark.parametrize("call_status", NOT_ANSWERED)
def test_a_resident_who_does_not_answer_is_said_to_the_adviser(line: CallBackLine, call_status: str):
    line.adviser_takes_it()
    line.reports("resident-status", line.resident, "initiated")
    line.reports("resident-status", line.resident, call_status)
    line.reports("resident-status", line.resident, "ringing")  # late, and out of order
    line.reports("resident-status", line.resident, call_status)
    assert line.moved("told") == [line.adviser]
    told = line.asks("told", line.adviser)
    assert heard(told) == "We did not reach Sam Ward. We will try again today at 10.15am. Goodbye."
    assert (line.outcomes, line.status) == (["resident_not_reached"], CallBackStatus.BOOKED)


def test_a_resident_who_hangs_up_in_the_silence_before_the_verdict_is_not_reached(line: CallBackLine):
    line.adviser_takes_it()
    line.reports("resident-status", line.resident, "completed")
    assert line.outcomes == ["resident_not_reached"]


def test_a_machines_verdict_counts_when_only_the_status_brings_it(line: CallBackLine):
    line.adviser_takes_it()
    line.reports("resident-status", line.resident, "completed", AnsweredBy="machine_start")
    assert line.outcomes == ["machine"]


def test_seconds_together_are_no_talk(line: CallBackLine):
    line.adviser_takes_it()
    line.asks("resident", line.resident, AnsweredBy="human")
    line.centre.clock.pass_(GREETING)
    line.reports("resident-status", line.resident, "completed")
    assert (line.outcomes, line.moved("told")) == (["resident_not_reached"], [line.adviser])


def test_an_adviser_who_leaves_in_the_first_seconds_does_not_leave_the_resident_to_the_music(
    line: CallBackLine,
):
    line.adviser_takes_it()
    line.asks("resident", line.resident, AnsweredBy="human")
    line.centre.clock.pass_(GREETING)
    line.reports("adviser-status", line.adviser, "completed")
    assert line.moved("lost") == [line.resident]
    words = f"This is {COUNCIL}. I am sorry, we lost the line. We will try again."
    assert heard(line.asks("lost", line.resident)) == words
    assert line.status is CallBackStatus.BOOKED


def test_when_the_adviser_leaves_while_it_rings_the_resident_is_let_go(line: CallBackLine):
    line.adviser_takes_it()
    line.telephone.cannot_move = True  # as it is for a call that still rings
    line.reports("adviser-status", line.adviser, "completed")
    assert line.telephone.ended == [line.resident]
    assert (line.outcomes, line.status) == (["adviser_not_reached"], CallBackStatus.BOOKED)
    late = line.asks("resident", line.resident, AnsweredBy="human")
    assert heard(late) == f"This is {COUNCIL}. I am sorry, we lost the line. We will try again."
    assert ends_the_call(late)


def test_star_while_the_resident_is_rung_gives_up_this_try(line: CallBackLine):
    line.adviser_takes_it()
    document = line.asks("left", line.adviser)
    assert "We will try again today at 10.15am." in heard(document)
    assert line.moved("lost") == [line.resident]
    assert line.outcomes == ["adviser_not_reached"]


# Three tries


def test_after_the_third_try_the_adviser_hears_of_the_text(line: CallBackLine):
    for wait in (0, 15, 60):
        line.wait(wait)
        line.adviser_takes_it()
        line.reports("resident-status", line.resident, "no-answer")
    told = line.asks("told", line.adviser)
    assert heard(told) == (
        "We did not reach Sam Ward. That was the third try, so we are sending a text that asks them to ring us. "
        "Goodbye."
    )
    assert (line.outcomes, line.status) == (["resident_not_reached"] * 3, CallBackStatus.NOT_REACHED)
    ((number, words),) = texts_sent(line.centre)
    assert number == MOBILE
    assert "bin" not in words


def test_after_the_third_try_of_a_landline_the_adviser_hears_that_it_is_theirs(centre: Centre):
    line = CallBackLine(centre, LANDLINE_SPOKEN)
    for wait in (0, 15, 60):
        line.wait(wait)
        line.adviser_takes_it()
        line.asks("resident", line.resident, AnsweredBy="machine_start")
    assert "It stays on the list of call-backs at the desk." in heard(line.asks("told", line.adviser))
    assert (line.status, texts_sent(centre)) == (CallBackStatus.NEEDS_A_PERSON, [])


# What got lost


def test_a_lost_try_is_closed_and_whoever_waits_is_told(line: CallBackLine):
    line.adviser_takes_it()
    line.wait(6)
    (lost,) = line.calling.lost()
    line.calls.close(lost)
    assert (line.outcomes, line.status) == (["failed"], CallBackStatus.BOOKED)
    assert (line.moved("told"), line.moved("lost")) == ([line.adviser], [line.resident])
    assert "Something went wrong at our end. We will try again" in heard(line.asks("told", line.adviser))


def test_a_talk_whose_end_nobody_told_us_counts_as_a_talk(line: CallBackLine):
    line.they_talk()
    line.wait(5 * 60)
    (lost,) = line.calling.lost()
    line.calls.close(lost)
    assert (line.outcomes, line.status) == (["talked"], CallBackStatus.DONE)


def test_the_first_webhook_may_come_before_the_number_of_the_call_is_stored(line: CallBackLine):
    attempt = line.calling.claim(line.call_back)
    assert attempt
    assert "A call-back for Sam Ward" in heard(line.asks("adviser", "CA" + "9" * 32))
    assert line.tries[0].adviser_call_sid == "CA" + "9" * 32


# Who may call these addresses


PATHS = (
    "adviser",
    "taken",
    "left",
    "talked",
    "told",
    "resident",
    "lost",
    "adviser-status",
    "resident-status",
)


@pytest.mark.parametrize("path", PATHS)
def test_nobody_but_twilio_gets_in(line: CallBackLine, path: str):
    line.ring()
    forged = line.post(f"{HOME}/{path}?t={line.tries[0].id}", line.adviser, sign=False)
    assert forged.status_code == 403
    assert line.outcomes == [None]


@pytest.mark.parametrize("path", PATHS)
def test_another_call_changes_nothing_and_hears_words(line: CallBackLine, path: str):
    line.adviser_takes_it()
    answer = line.post(f"{HOME}/{path}?t={line.tries[0].id}", "CA" + "8" * 32, CallStatus="completed")
    assert answer.status_code in (200, 204)
    assert ("<Say" in answer.text) is (answer.status_code == 200)
    assert (line.outcomes, line.tries[0].connected_at) == ([None], None)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("carried", ["?t=77", "?t=0", "?t=x", ""])
def test_a_try_that_does_not_exist(line: CallBackLine, path: str, carried: str):
    answer = line.post(f"{HOME}/{path}{carried}", "CA" + "8" * 32)
    assert answer.status_code in (200, 204)
    assert ("<Say" in answer.text) is (answer.status_code == 200)


def test_a_try_is_known_by_its_call_where_the_address_does_not_say(line: CallBackLine):
    line.ring()
    assert "<Gather" in line.post(f"{HOME}/adviser?t=x", line.adviser).text
    assert "<Conference" in line.post(f"{HOME}/taken", line.adviser, Digits="1").text
    line.post(f"{HOME}/adviser-status", line.adviser, CallStatus="completed")
    assert line.outcomes == ["adviser_not_reached"]


def test_when_something_of_ours_fails_the_adviser_hears_words(
    line: CallBackLine, caplog: pytest.LogCaptureFixture
):
    line.ring()
    line.centre.database.close()
    with line.centre.database.session() as session:
        session.connection().exec_driver_sql("ALTER TABLE call_back_attempts RENAME TO elsewhere")
    try:
        answer = line.post(f"{HOME}/adviser?t=1", line.adviser)
    finally:
        with line.centre.database.session() as session:
            session.connection().exec_driver_sql("ALTER TABLE elsewhere RENAME TO call_back_attempts")
    assert answer.status_code == 200
    trouble = Xml.fromstring(answer.text)  # noqa: S314 our own
    assert "something has gone wrong at our end. We will try again." in heard(trouble)


def test_names_with_markup_and_control_characters_stay_well_formed(centre: Centre):
    line = CallBackLine(centre, name="Sam & <Ward> 🙂")
    line.ring()
    assert "Sam & <Ward>" in heard(line.asks("adviser", line.adviser))
