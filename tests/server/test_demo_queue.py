"""What `make run` starts has the queue of production: one visitor alone plays the caller and the adviser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from server.parts.phone import DEMO_RING_SECONDS
from tests.server.demo import demo_without_assistant

WAITS_SECONDS = 10.0


class Visitor:
    """A browser with the phone page and the telephones on it."""

    def __init__(self, home: str) -> None:
        self.http = httpx.Client(base_url=home, timeout=30)
        self.key = ""

    def rings(self) -> dict[str, Any]:
        call = self.http.post("/phone/api/calls", json={"caller": "+447700900123"}).raise_for_status().json()
        self.key = str(call["id"])
        return dict(call)

    def does(self, **given: object) -> dict[str, Any]:
        answer = self.http.post(f"/phone/api/calls/{self.key}/input", json=given)
        return dict(answer.raise_for_status().json())

    def stands(self) -> dict[str, Any]:
        return dict(self.http.get(f"/phone/api/calls/{self.key}").raise_for_status().json())

    def telephones(self) -> str:
        page = self.http.get("/phone/out/now?beside=true").text
        return " ".join(re.sub(r"<[^>]+>", " ", page).split())

    def telephone(self, step: str, words: str = "") -> None:
        """On the first telephone of the list: what is going on stands before what is over."""
        sids = re.findall(r'id="see-(\w+)"', self.http.get("/phone/out/now?beside=true").text)
        headers = {"HX-Request": "true"}
        form = {"step": step, "words": words}
        self.http.post(f"/phone/out/{sids[0]}", data=form, headers=headers).raise_for_status()

    def until(self, true: Callable[[], bool]) -> None:
        """The network goes on in threads of its own."""
        end = time.monotonic() + WAITS_SECONDS
        while not true() and time.monotonic() < end:
            time.sleep(0.05)
        assert true()


def heard(call: dict[str, Any]) -> str:
    return " ".join(item["words"] for item in call["heard"])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo_without_assistant(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture
def visitor(home: str) -> Iterator[Visitor]:
    """Who waits in the queue; the assistant is not there, and 0 needs none."""
    visitor = Visitor(home)
    visitor.rings()
    call = visitor.does(keys="0")
    assert "You are next in the queue for an adviser" in heard(call)
    assert str(call["queue"]).startswith("entry-")
    visitor.until(
        lambda: "Contact centre, +441632960021 (opens in a new tab) : Ringing" in visitor.telephones()
    )
    yield visitor
    if visitor.stands()["state"] != "ended":
        visitor.does(hang_up=True)


def test_the_adviser_answers_on_the_same_page_hears_who_it_is_and_takes_the_call(visitor: Visitor) -> None:
    visitor.telephone("answer")
    assert "A caller. Asked for a person. Press 1 to take it." in visitor.telephones()
    visitor.telephone("keys", "1")
    assert visitor.stands()["state"] == "bridged"
    visitor.telephone("hang_up")
    visitor.until(lambda: visitor.stands()["state"] == "ended")
    assert "Thank you for calling. Goodbye." in heard(visitor.stands())


def test_a_call_that_nobody_takes_leads_to_a_call_back(visitor: Visitor) -> None:
    visitor.telephone("refuse")
    for _ in range(4):
        call = visitor.does(silence=True)
        if "nobody was free" in heard(call):
            break
    assert "I am sorry, nobody was free to take your call. Shall I ask someone to phone you?" in heard(call)


def test_the_caller_may_ask_to_be_rung_instead(visitor: Visitor) -> None:
    assert "you keep your place in the queue" in heard(visitor.does(keys="1"))
    visitor.until(lambda: "Called off" in visitor.telephones())


def test_the_telephone_stops_when_the_caller_hangs_up(visitor: Visitor) -> None:
    visitor.does(hang_up=True)
    visitor.until(lambda: ": Ringing" not in visitor.telephones())


def test_there_is_time_to_find_the_telephone_on_the_page() -> None:
    assert DEMO_RING_SECONDS >= 60
