"""When the library is down, slow or talks nonsense: the resident hears so, in time, and nothing leaks."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from queue import Queue
from threading import Event
from typing import Any

import pytest

from cases.library import sip2
from cases.library.client import CardNotRecognised, LibraryLoans, LibraryUnavailable, WrongPin
from cases.library.demo_server import DemoHandler, DemoLibrary, DemoServer
from cases.library.sip2 import Message
from tests.cases.library.conftest import LOGIN, Running, ask

CARD, PIN = "21900000010017", "4826"
SHORT, PATIENT = 0.15, 20.0  # seconds
A_WHOLE_LETTER = 400  # characters

Behaving = Callable[..., LibraryLoans]


def renewals(library: DemoLibrary) -> list[int]:
    return [loan.renewals for loan in library.borrowers[CARD].loans.values()]


def test_a_library_that_is_down_is_said_to_be_unavailable() -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        with pytest.raises(LibraryUnavailable, match="refused"):
            ask(nobody_listens.getsockname()[1]).loans(CARD, PIN)


def test_a_login_the_library_refuses_is_not_blamed_on_the_resident(
    library: DemoLibrary, running: Running
) -> None:
    port = running(DemoServer(("127.0.0.1", 0), library, LOGIN))
    with pytest.raises(LibraryUnavailable, match="council's login"):
        ask(port, password="old").loans(CARD, PIN)


@pytest.mark.parametrize(
    ("nonsense", "why"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "not a SIP2 message"),
        (b"\x00\xff\x80\r", "not a SIP2 message"),
        (b"941AY0AZ0000\r", "checksum is wrong"),
        (b"941AY9AZFDF4\r", "not the answer"),  # a sequence number we did not send
        (b"36Y20270301    093000\r", "not the answer"),  # a good message, but not about logging in
        (b"96AZFEF6\r", "not the answer"),  # asks for the line again
        (b"9" * 70_000, "too long"),
    ],
    ids=["web server", "binary", "checksum", "sequence", "wrong message", "send again", "endless line"],
)
def test_nonsense_is_said_to_be_unavailable(saying: Behaving, nonsense: bytes, why: str) -> None:
    def speak(line: Any) -> None:
        line.recv(4096)
        line.sendall(nonsense)
        line.recv(4096)

    with pytest.raises(LibraryUnavailable, match=why):
        saying(speak).loans(CARD, PIN)


def test_half_a_line_and_then_silence_is_waited_for_no_longer_than_promised(saying: Behaving) -> None:
    def speak(line: Any) -> None:
        line.sendall(b"941AY0A")
        line.recv(4096)
        left.put(line.recv(4096))  # nothing more: whoever waited has left

    left: Queue[bytes] = Queue()
    with pytest.raises(LibraryUnavailable, match=r"no answer within 0\.15 seconds"):
        saying(speak, timeout_seconds=SHORT).loans(CARD, PIN)
    assert left.get(timeout=PATIENT) == b""


def test_a_library_that_drips_one_letter_at_a_time_gets_no_longer(saying: Behaving) -> None:
    dripped: list[bytes] = []

    def speak(line: Any) -> None:
        while len(dripped) < A_WHOLE_LETTER:
            line.sendall(b"9")
            dripped.append(b"9")
            time.sleep(SHORT / 10)

    with pytest.raises(LibraryUnavailable, match="no answer"):
        saying(speak, timeout_seconds=SHORT).renew_all(CARD, PIN)
    assert len(dripped) < A_WHOLE_LETTER


def test_many_slow_answers_are_together_held_to_the_promise(behaving_as: Behaving) -> None:
    asked_for: list[str] = []

    class Slow(DemoHandler):
        def answer(self, asked: Message) -> Message | None:
            asked_for.append(asked.code)
            time.sleep(SHORT * 0.6)  # each by itself is in time
            return super().answer(asked)

    with pytest.raises(LibraryUnavailable, match="no answer"):
        behaving_as(Slow, timeout_seconds=SHORT).loans(CARD, PIN)
    assert asked_for in (["93"], ["93", "99"], ["93", "63"])  # and no more


def test_a_library_that_never_says_goodbye_costs_the_resident_little(behaving_as: Behaving) -> None:
    answered, waited = Event(), Queue[bool]()

    class NoGoodbye(DemoHandler):
        def answer(self, asked: Message) -> Message | None:
            if asked.code == "35":
                waited.put(answered.wait(PATIENT))
            return super().answer(asked)

    found = behaving_as(NoGoodbye, timeout_seconds=3 * PATIENT).loans(CARD, PIN)
    answered.set()
    assert (found.name, waited.get(timeout=PATIENT)) == ("Marjorie Quillfeather", True)


def test_half_a_line_and_a_hang_up_is_tried_once_more_and_no_more(saying: Behaving) -> None:
    calls = []

    def speak(line: Any) -> None:
        calls.append(1)
        line.recv(4096)
        line.sendall(b"941AY0A")

    with pytest.raises(LibraryUnavailable, match="closed the connection"):
        saying(speak).loans(CARD, PIN)
    assert len(calls) == 2


class HangsUpOnce(DemoHandler):
    """Hangs up instead of giving its first answer with this code."""

    instead_of = "66"
    hung_up: list[str]

    def answer(self, asked: Message) -> Message | None:
        answer = super().answer(asked)
        if answer and answer.code == self.instead_of and not self.hung_up:
            self.hung_up.append(answer.code)
            return None
        return answer


@pytest.mark.parametrize("instead_of", ["94", "98", "64", "18", "66"])
def test_a_dropped_line_is_picked_up_and_no_loan_is_renewed_twice(
    behaving_as: Behaving, library: DemoLibrary, instead_of: str
) -> None:
    handler = type("Handler", (HangsUpOnce,), {"instead_of": instead_of, "hung_up": []})
    renewal = behaving_as(handler).renew_all(CARD, PIN)
    assert handler.hung_up == [instead_of]  # type: ignore[attr-defined]
    assert (len(renewal.renewed), renewal.refused) == (3, [])
    assert renewals(library) == [1, 2, 3]


def test_a_line_dropped_while_renewing_loan_by_loan_renews_none_twice(
    behaving_as: Behaving, library: DemoLibrary
) -> None:
    class LoanByLoan(HangsUpOnce):
        instead_of = "30"
        hung_up: list[str] = []  # noqa: RUF012

        def answer(self, asked: Message) -> Message | None:
            answer = super().answer(asked)
            if answer and answer.code == "98":
                return Message("98", answer.fixed, (("BX", "NNNNYNYYYNYNNNYN"),), answer.sequence)
            return answer

    assert len(behaving_as(LoanByLoan).renew_all(CARD, PIN).renewed) == 3
    assert renewals(library) == [1, 2, 3]


def test_a_line_dropped_before_anything_was_renewed_still_ends_in_renewals(
    behaving_as: Behaving, library: DemoLibrary
) -> None:
    class DropsTheQuestion(DemoHandler):
        def answer(self, asked: Message) -> Message | None:
            return None if asked.code == "65" else super().answer(asked)

    assert len(behaving_as(DropsTheQuestion).renew_all(CARD, PIN).renewed) == 3
    assert renewals(library) == [1, 2, 3]


def test_a_library_that_does_not_check_the_pin_shows_nothing(behaving_as: Behaving) -> None:
    class NoPinCheck(DemoHandler):
        def answer(self, asked: Message) -> Message | None:
            answer = super().answer(asked)
            if answer and answer.code == "64":
                kept = tuple(pair for pair in answer.fields if pair[0] != "CQ")
                return Message("64", answer.fixed, kept, answer.sequence)
            return answer

    with pytest.raises(LibraryUnavailable, match="whether the PIN is right"):
        behaving_as(NoPinCheck).loans(CARD, PIN)


def test_a_library_that_says_it_is_off_line_is_unavailable(behaving_as: Behaving) -> None:
    class OffLine(DemoHandler):
        def answer(self, asked: Message) -> Message | None:
            answer = super().answer(asked)
            if answer and answer.code == "98":
                return Message("98", {**answer.fixed, "online": "N"}, answer.fields, answer.sequence)
            return answer

    with pytest.raises(LibraryUnavailable, match="off line"):
        behaving_as(OffLine).loans(CARD, PIN)


def test_the_pin_is_in_no_error_log_or_repr_and_the_card_shows_its_last_four(
    loans: LibraryLoans, library: DemoLibrary, saying: Behaving, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told = [
        repr(loans),
        repr(loans.loans(CARD, PIN)),
        repr(loans.renew_all(CARD, PIN)),
    ]
    attempts = [
        (loans, CARD, "9753", WrongPin),
        (loans, "21900000099999", "9753", CardNotRecognised),
        (loans, "9753", "9753", CardNotRecognised),  # the PIN typed as the card
        (saying(lambda line: line.sendall(line.recv(4096))), CARD, "9753", LibraryUnavailable),  # an echo
    ]
    for library_loans, card, pin, ending in attempts:
        with pytest.raises(ending) as heard:
            library_loans.loans(card, pin)
        told += traceback.format_exception(heard.value)
    everything = "\n".join(told) + caplog.text
    assert "ending 0017" in everything
    for secret in (PIN, CARD, "9753", "21900000099999"):
        assert secret not in everything
    assert PIN not in repr(library.borrowers[CARD])


def test_the_demo_library_wants_a_login_first(library: DemoLibrary, running: Running) -> None:
    port = running(DemoServer(("127.0.0.1", 0), library, LOGIN))
    with socket.create_connection(("127.0.0.1", port), timeout=1) as kiosk:
        kiosk.sendall(sip2.encode(Message("35", {"date": sip2.NO_DATE}, (("AA", CARD),), 0)))
        assert kiosk.recv(4096) == b""


def test_the_demo_library_asks_for_a_damaged_line_again(library: DemoLibrary, running: Running) -> None:
    port = running(DemoServer(("127.0.0.1", 0), library, LOGIN))
    with socket.create_connection(("127.0.0.1", port), timeout=1) as kiosk:
        kiosk.sendall(b"9300CNfrontdoor|COdemo|AY0AZ0000\r\n")
        assert kiosk.recv(4096) == b"96AZFEF6\r"


def test_the_demo_library_starts_from_the_command_line() -> None:
    command = [sys.executable, "-m", "cases.library.demo_server", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            port = int(process.stderr.readline().rsplit(":", 1)[1])
            assert ask(port).loans(CARD, PIN).name == "Marjorie Quillfeather"
        finally:
            process.terminate()
