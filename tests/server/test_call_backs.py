"""The process that makes call-backs: what one look does, that one failure holds up nobody, and that it stops."""

from __future__ import annotations

import threading
from datetime import timedelta
from functools import cached_property

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from contacts.models import CallBackRequest, CallBackStatus
from database.engine import Database
from ivr.outgoing.call_backs import CallBackCalls
from server.app import create_app
from server.call_backs import look, ring_until, ringing
from server.settings import Settings
from server.wiring import Wiring
from tests.contacts.calling_parts import FakeTelephone, book, calling_back, status
from tests.contacts.parts import MOBILE, TUESDAY, Centre, councils_own
from tests.ivr.parts import LINE

PATIENCE = 10  # seconds, for a thread on a busy machine


class Broken(FakeTelephone):
    """Fails for the first call in a way nobody foresaw."""

    def ring(
        self,
        number: str,
        url: str,
        *,
        status_url: str,
        detect_machine: bool = False,
        timeout_seconds: int = 30,
    ) -> str:
        call_sid = super().ring(
            number, url, status_url=status_url, detect_machine=detect_machine, timeout_seconds=timeout_seconds
        )
        if len(self.rung) == 1:
            raise RuntimeError("not foreseen")
        return call_sid


class Ringing:
    """What the worker's thread works with, on a telephone that only remembers."""

    def __init__(self, centre: Centre, telephone: FakeTelephone | None = None) -> None:
        own = councils_own()
        self.telephone = telephone or FakeTelephone()
        self.calling = calling_back(centre)
        self.calls = CallBackCalls(
            self.calling, self.telephone, own.council, own.words, LINE, clock=centre.clock
        )

    def look(self) -> int:
        return look(self.calling, self.calls)

    @property
    def rung(self) -> list[str]:
        return [rung.number for rung in self.telephone.rung]


def for_team(centre: Centre, team: str) -> int:
    call_back = book(centre)
    with centre.database.session() as session:
        session.get_one(CallBackRequest, call_back).team = team
    return call_back


def phone(team: str) -> str:
    return councils_own().council.team(team).phone


def test_each_team_is_rung_for_what_is_due(centre: Centre):
    for team in ("waste", "housing", "waste"):
        for_team(centre, team)
    ringing = Ringing(centre)
    assert ringing.look() == 2
    assert ringing.rung == [phone("waste"), phone("housing")]
    assert ringing.look() == 0  # the third waits until the team's phone is free


def test_nothing_is_due_and_nobody_is_rung(centre: Centre):
    assert Ringing(centre).look() == 0


def test_one_that_fails_holds_up_none_of_the_others_and_is_tried_again(centre: Centre):
    first, second = for_team(centre, "waste"), for_team(centre, "housing")
    ringing = Ringing(centre, Broken())
    assert ringing.look() == 1
    assert ringing.rung == [phone("waste"), phone("housing")]
    assert (status(centre, first), status(centre, second)) == (CallBackStatus.RINGING, CallBackStatus.RINGING)
    centre.clock.pass_(timedelta(minutes=6))
    ringing.look()  # closes what nobody reported the end of
    assert status(centre, first) is CallBackStatus.BOOKED
    centre.clock.pass_(timedelta(minutes=15))
    assert ringing.look() == 2


def test_a_team_that_is_not_in_the_councils_files_any_more_is_the_contact_centre(centre: Centre):
    for_team(centre, "a_team_of_old")
    ringing = Ringing(centre)
    ringing.look()
    assert ringing.rung == [phone("contact_centre")]


def test_the_log_holds_neither_words_nor_numbers_of_residents(centre: Centre):
    book(centre, name="Nadia Karim")
    book(centre)
    ringing = Ringing(centre, FakeTelephone(refuses={phone("waste")}))
    with capture_logs() as lines:
        ringing.look()
    assert {line["event"] for line in lines} >= {"call_back_not_placed", "call_back_try_over"}
    assert not any(secret in str(lines) for secret in (MOBILE, "Nadia", "Sam", "bin"))


def test_it_looks_again_and_again_and_stops_when_told_to(centre: Centre):
    book(centre)
    ringing, stop, rang = Ringing(centre), threading.Event(), threading.Event()
    place = ringing.telephone.ring

    def ring(number: str, url: str, **more: object) -> str:
        rang.set()
        return place(number, url, status_url=str(more["status_url"]))

    ringing.telephone.ring = ring  # type: ignore[method-assign]
    thread = threading.Thread(target=ring_until, args=(ringing.calling, ringing.calls, stop, 0.01))
    thread.start()
    assert rang.wait(PATIENCE)
    stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert ringing.rung == [phone("waste")]


# Switched on and off


class WithTelephone(Wiring):
    @cached_property
    def telephone(self) -> FakeTelephone:
        return FakeTelephone()


def settings(database: Database, *, ring_call_backs: bool = True) -> Settings:
    return Settings(
        pretend_now=TUESDAY,
        database_url=str(database.engine.url),
        encoder_folder=None,
        ring_call_backs=ring_call_backs,
    )


@pytest.fixture
def wired(centre: Centre) -> WithTelephone:
    return WithTelephone(settings(centre.database))


def test_with_a_telephone_call_backs_are_made_for_as_long_as_the_worker_runs(
    centre: Centre, wired: WithTelephone
):
    call_back, stop = book(centre), threading.Event()
    with ringing(wired, stop):
        for _ in range(PATIENCE * 20):
            if status(centre, call_back) is CallBackStatus.RINGING:
                break
            stop.wait(0.05)
    assert stop.is_set()
    assert [rung.number for rung in wired.telephone.rung] == [phone("waste")]
    assert "call-backs" not in {thread.name for thread in threading.enumerate()}
    wired.database.close()


def test_switched_off_nobody_is_rung(centre: Centre):
    call_back = book(centre)
    wired = WithTelephone(settings(centre.database, ring_call_backs=False))
    with ringing(wired, threading.Event()):
        assert "call-backs" not in {thread.name for thread in threading.enumerate()}
    assert wired.call_back_calls is None
    assert status(centre, call_back) is CallBackStatus.BOOKED


def test_the_webhooks_are_there_where_call_backs_are_made(centre: Centre, wired: WithTelephone):
    off = WithTelephone(settings(centre.database, ring_call_backs=False))
    for wiring, answer in ((wired, 403), (off, 404)):
        client = TestClient(create_app(wiring.settings, wiring))
        assert client.post("/ivr/call-back/adviser?t=1", data={"CallSid": "CA1"}).status_code == answer
        wiring.database.close()
