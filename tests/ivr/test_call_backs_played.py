"""Call-backs played from the first ring to the last word, on calls that take only what Twilio takes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from contacts.models import CallBackAttempt, CallBackStatus
from ivr.outgoing.call_backs import CallBackCalls, router
from ivr.signature import TwilioForms
from ivr.simulator import SimulatedCall
from ivr.simulator.happenings import Ending, State
from tests.contacts.calling_parts import FakeTelephone, book, calling_back, status
from tests.contacts.parts import Centre, councils_own
from tests.ivr.parts import ACCOUNT_SID, AUTH_TOKEN, BASE, LINE


class PlayedTelephone(FakeTelephone):
    """Each call it places waits in `calls` for somebody to pick up."""

    def __init__(self, http: TestClient) -> None:
        super().__init__()
        self._http = http
        self.calls: list[SimulatedCall] = []

    def ring(
        self,
        number: str,
        url: str,
        *,
        status_url: str,
        detect_machine: bool = False,
        timeout_seconds: int = 30,
    ) -> str:
        call = SimulatedCall(
            self._http,
            url,
            auth_token=AUTH_TOKEN,
            account_sid=ACCOUNT_SID,
            called=number,
            status_callback=status_url,
        )
        self.calls.append(call)
        return call.call_sid


class Played:
    def __init__(self, centre: Centre) -> None:
        own, app = councils_own(), FastAPI()
        self.centre = centre
        self.telephone = PlayedTelephone(TestClient(app, base_url="http://10.0.0.7:8000"))
        self.calls = CallBackCalls(
            calling_back(centre), self.telephone, own.council, own.words, LINE, clock=centre.clock
        )
        app.include_router(router(self.calls, TwilioForms(AUTH_TOKEN, ACCOUNT_SID, BASE)))
        self.call_back = book(centre)
        assert self.calls.ring(self.call_back)
        self.adviser = self.telephone.calls[0]

    @property
    def resident(self) -> SimulatedCall:
        return self.telephone.calls[1]

    @property
    def outcome(self) -> str | None:
        with self.centre.database.reading() as session:
            return session.query(CallBackAttempt).one().outcome

    def check_every_answer(self) -> None:
        for call in self.telephone.calls:
            assert call.faults == []


@pytest.fixture
def played(centre: Centre) -> Played:
    return Played(centre)


def test_adviser_and_resident_talk(played: Played):
    adviser = played.adviser.dial()
    assert "A call-back for Sam Ward, about report a missed bin." in adviser.words
    adviser.presses("1")
    assert "We are ringing Sam Ward now." in adviser.words
    assert adviser.state is State.BRIDGED
    resident = played.resident.dial()
    assert "I am putting you through to an adviser." in resident.words
    assert resident.state is State.BRIDGED
    played.centre.clock.pass_(timedelta(minutes=3))
    resident.hangs_up()
    adviser.adviser_hangs_up()  # the room is closed: whoever was at the other end is gone
    assert "If you spoke to Sam Ward, press 1 or hang up." in adviser.words
    adviser.presses("1")
    assert adviser.words == "Thank you. The call-back is done. Goodbye."
    assert adviser.ended_because is Ending.LINE_HUNG_UP
    assert (played.outcome, status(played.centre, played.call_back)) == ("talked", CallBackStatus.DONE)
    played.check_every_answer()


def test_star_when_a_machine_passed_for_a_person(played: Played):
    adviser = played.adviser.dial().presses("1")
    played.resident.dial()
    played.centre.clock.pass_(timedelta(seconds=20))
    adviser.presses("*")
    assert "If you did not, press 2." in adviser.words
    adviser.presses("2")
    assert adviser.words == "We did not reach Sam Ward. We will try again today at 10.15am. Goodbye."
    played.resident.adviser_hangs_up()  # closed with the room
    assert played.resident.state is State.ENDED
    assert (played.outcome, status(played.centre, played.call_back)) == (
        "resident_not_reached",
        CallBackStatus.BOOKED,
    )
    played.check_every_answer()


def test_an_adviser_who_presses_nothing(played: Played):
    adviser = played.adviser.dial().stays_silent()
    assert adviser.ended_because is Ending.LINE_HUNG_UP
    assert len(played.telephone.calls) == 1
    assert (played.outcome, status(played.centre, played.call_back)) == (
        "adviser_not_reached",
        CallBackStatus.BOOKED,
    )
    played.check_every_answer()


def test_an_adviser_who_hangs_up_after_the_talk(played: Played):
    adviser = played.adviser.dial().presses("1")
    played.resident.dial()
    played.centre.clock.pass_(timedelta(minutes=3))
    adviser.hangs_up()
    assert (played.outcome, status(played.centre, played.call_back)) == ("talked", CallBackStatus.DONE)
    played.check_every_answer()
