"""The council's telephone, by Twilio's own SDK over HTTP: what is asked for, what is refused, what is tried again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI, Request, Response

from contacts.telephone import Telephone, TelephoneError
from database.engine import Database
from ivr.faults import KEPT, LineFaults
from ivr.outgoing.telephone import TwilioTelephone
from ivr.outgoing.twilio_rest import TRIES, TWILIO, TwilioRest
from ivr.simulator import State
from tests.contacts.parts import Centre
from tests.ivr.network.parts import COUNCIL, MOBILE, Phones, Street, no_wait
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE

START, OVER = f"{BASE}/start", f"{BASE}/over"
CALL_SID = "CA" + "a" * 32


def test_a_call_rings_where_it_was_asked_to(phones: Phones):
    telephone: Telephone = phones.telephone
    call = phones.exchange.call(telephone.ring(MOBILE, START, status_url=OVER, timeout_seconds=25))
    assert (call.called, call.caller, call.state) == (MOBILE, COUNCIL, State.RINGING)
    assert (call.order.url, call.order.timeout, call.order.machine_detection) == (START, 25, None)
    assert phones.statuses() == ["initiated", "ringing"]
    assert phones.script.paths == ["/over", "/over"]


def test_a_machine_is_looked_for_when_that_is_asked(phones: Phones):
    assert phones.ring(detect_machine=True).order.machine_detection == "Enable"


def test_a_live_call_is_moved(phones: Phones):
    call = phones.ring().person_answers()
    phones.telephone.move(call.call_sid, f"{BASE}/elsewhere")
    assert phones.script.paths[-1] == "/elsewhere"
    assert call.words == "How can I help?"


def test_a_call_is_ended_whether_or_not_it_was_answered(phones: Phones):
    ringing, answered = phones.ring(), phones.ring().person_answers()
    for call in (ringing, answered):
        phones.telephone.hang_up(call.call_sid)
    assert (ringing.status, answered.status) == ("canceled", "completed")


def test_ending_a_call_that_is_over_is_no_trouble(phones: Phones):
    call = phones.ring().is_refused()
    phones.telephone.hang_up(call.call_sid)
    assert call.status == "busy"


def test_a_text_is_sent_from_our_number(phones: Phones):
    sid = phones.telephone.text(MOBILE, "Your reference is B7K2.")
    (sent,) = phones.network.texts
    assert (sent.sid, sent.to, sent.from_, sent.body) == (sid, MOBILE, COUNCIL, "Your reference is B7K2.")


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("07700 900123", "full international form"),
        ("+44 7700 900123", "full international form"),
        ("+4477009", "full international form"),
        ("+441", "full international form"),
        ("999", "full international form"),
        ("", "full international form"),
        ("anonymous", "full international form"),
        ("+449098790000", "costs whoever rings it too much"),
        ("+449012345678", "costs whoever rings it too much"),
        ("+448714960123", "costs whoever rings it too much"),
        ("+447012345678", "costs whoever rings it too much"),
        ("+19005551234", "costs whoever rings it too much"),
    ],
)
def test_a_number_that_must_not_be_rung_is_not(phones: Phones, number: str, why: str):
    for ask in (lambda: phones.ring(number), lambda: phones.telephone.text(number, "Hello")):
        with pytest.raises(TelephoneError, match=why) as refused:
            ask()
        assert not number or number not in str(refused.value) or len(number) < 5
    assert phones.network.placed() == []
    assert not phones.network.texts


@pytest.mark.parametrize("number", [COUNCIL, "+442079460000", "+448081570123", "+33199001234"])
def test_only_a_mobile_is_texted(phones: Phones, number: str):
    with pytest.raises(TelephoneError, match="is not a mobile"):
        phones.telephone.text(number, "Hello")


@pytest.mark.parametrize("words", ["", "  ", "x" * 1601])
def test_a_text_has_words_and_not_too_many(phones: Phones, words: str):
    with pytest.raises(TelephoneError, match="1 to 1,600 characters"):
        phones.telephone.text(MOBILE, words)


@pytest.mark.parametrize("url", ["/start", "ftp://example.com/x", "voice.example.gov.uk/start"])
def test_an_address_must_be_whole(phones: Phones, url: str):
    with pytest.raises(TelephoneError, match="not a whole address"):
        phones.telephone.ring(MOBILE, url, status_url=OVER)


def test_a_refusal_says_why_and_names_twilios_code(phones: Phones):
    stranger = TwilioTelephone(phones.rest, "+447700900999")
    with pytest.raises(TelephoneError) as refused:
        stranger.ring(MOBILE, START, status_url=OVER)
    assert str(refused.value) == (
        "The call could not be placed: the number we ring from is neither Twilio's nor verified "
        "(Twilio's error 21210)."
    )


def test_a_wrong_token_is_said_and_never_shown(phones: Phones):
    rest = TwilioRest(ACCOUNT_SID, "not-the-token", phones.address, sleep=no_wait)
    with pytest.raises(TelephoneError) as refused:
        TwilioTelephone(rest, COUNCIL).text(MOBILE, "Hello")
    assert "the account SID or the auth token is wrong (Twilio's error 20003)" in str(refused.value)
    assert "not-the-token" not in str(refused.value)


def test_a_call_nobody_knows_cannot_be_moved_or_ended(phones: Phones):
    with pytest.raises(TelephoneError, match="The call could not be moved: Twilio does not know it"):
        phones.telephone.move(CALL_SID, START)
    with pytest.raises(TelephoneError, match="The call could not be ended: Twilio does not know it"):
        phones.telephone.hang_up(CALL_SID)


def test_where_nothing_answers_that_is_said(phones: Phones):
    waits: list[float] = []
    rest = TwilioRest(ACCOUNT_SID, AUTH_TOKEN, "http://127.0.0.1:9", sleep=waits.append)
    with pytest.raises(TelephoneError, match=r"nothing answers at http://127\.0\.0\.1:9\.$") as refused:
        TwilioTelephone(rest, COUNCIL).ring(MOBILE, START, status_url=OVER)
    assert "may have been done" not in str(refused.value)
    assert len(waits) == TRIES - 1  # no connection, so nothing can have rung: trying again is safe
    assert waits[0] < waits[1]


class Ailing:
    """Answers every request with the next of these; remembers how many came."""

    def __init__(self, *answers: Response) -> None:
        self.answers, self.asked = list(answers), 0
        self.app = FastAPI()

        @self.app.api_route("/{path:path}", methods=["GET", "POST"])
        async def answer(path: str, request: Request) -> Response:
            self.asked += 1
            return self.answers[min(self.asked, len(self.answers)) - 1]


MANY = '{"code": 20429, "message": "Too Many Requests", "status": 429}'
PLACED = f'{{"sid": "{CALL_SID}", "status": "queued"}}'
BUSY, BROKEN, FINE = Response(MANY, 429), Response("<html>Bad gateway</html>", 502), Response(PLACED, 201)


@pytest.fixture
def ailing(street: Street) -> tuple[Ailing, TwilioTelephone]:
    server = Ailing()
    street.app = server.app
    rest = TwilioRest(ACCOUNT_SID, AUTH_TOKEN, street.address, sleep=no_wait)
    return server, TwilioTelephone(rest, COUNCIL)


def test_too_many_requests_are_waited_out(ailing: tuple[Ailing, TwilioTelephone]):
    server, telephone = ailing
    server.answers = [BUSY, BUSY, FINE]
    assert telephone.ring(MOBILE, START, status_url=OVER) == CALL_SID
    assert server.asked == 3


def test_a_call_that_may_have_been_placed_is_not_placed_again(ailing: tuple[Ailing, TwilioTelephone]):
    server, telephone = ailing
    server.answers = [BROKEN, FINE]
    with pytest.raises(TelephoneError, match=r"could not be placed: .* It may have been done all the same\."):
        telephone.ring(MOBILE, START, status_url=OVER)
    server.answers, server.asked = [BROKEN, FINE], 0
    with pytest.raises(TelephoneError, match="could not be moved"):
        telephone.move(CALL_SID, START)
    assert server.asked == 1


def test_ending_a_call_is_tried_again_for_it_does_no_harm(ailing: tuple[Ailing, TwilioTelephone]):
    server, telephone = ailing
    server.answers = [BROKEN, BROKEN, Response(PLACED, 200)]
    telephone.hang_up(CALL_SID)
    assert server.asked == 3


def test_an_answer_that_cannot_be_read_leaves_it_open_whether_it_rang(ailing: tuple[Ailing, TwilioTelephone]):
    server, telephone = ailing
    server.answers = [Response("<html>A proxy of somebody's</html>", 200)]
    with pytest.raises(TelephoneError, match=r"could not be read\. It may have been done all the same"):
        telephone.ring(MOBILE, START, status_url=OVER)
    assert server.asked == 1


def test_in_production_it_is_twilio_that_is_asked():
    assert TwilioRest(ACCOUNT_SID, AUTH_TOKEN).base == TWILIO == "https://api.twilio.com"


# What went wrong is kept


def test_what_the_network_refused_is_kept_without_the_number(phones: Phones, centre: Centre):
    faults = LineFaults(centre.database, centre.clock)
    telephone = TwilioTelephone(phones.rest, COUNCIL, faults)
    with pytest.raises(TelephoneError):
        telephone.move(CALL_SID, START)
    with pytest.raises(TelephoneError):
        telephone.text("+449098790000", "Hello")
    text_refused, move_refused = faults.latest(10)
    assert (move_refused.what, move_refused.call_sid) == ("call_not_moved", CALL_SID)
    assert "Twilio does not know it" in move_refused.detail
    assert (text_refused.what, text_refused.call_sid) == ("text_not_sent", None)
    assert "9098790000" not in text_refused.detail


def test_numbers_in_what_twilio_says_are_cut(centre: Centre):
    faults = LineFaults(centre.database, centre.clock)
    faults.note("call_not_placed", "Cannot ring +447700900123 or 01632 960001 (error 21211).", CALL_SID)
    assert faults.latest(1)[0].detail == "Cannot ring …123 or …001 (error 21211)."


def test_faults_are_kept_for_thirty_days(centre: Centre):
    faults = LineFaults(centre.database, centre.clock)
    faults.note("call_failed", "first")
    centre.clock.pass_(KEPT - timedelta(seconds=1))
    faults.note("call_failed", "second")
    assert (faults.forget_old(), len(faults.latest(10))) == (0, 2)
    centre.clock.pass_(timedelta(seconds=1))
    assert [fault.detail for fault in faults.latest(10)] == ["second"]
    assert (faults.forget_old(), faults.forget_old()) == (1, 0)


def test_a_fault_that_cannot_be_kept_makes_nothing_worse(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    empty = Database.at(f"sqlite:///{tmp_path}/empty.db")
    LineFaults(empty).note("call_failed", "no table")
    empty.close()
    assert "line_fault_not_kept" in capsys.readouterr().out
