"""Calls come to an adviser's telephone, and contacts go on to other teams with their details."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from httpx import Response

from contacts.models import Channel, HandOffStatus, QueueEntry, Ring
from contacts.telephone import TelephoneError
from contacts.waiting.queue_views import EntryView
from tests.desk.parts import LINE, Adviser, Office, Resident, plain

CONTACT_CENTRE, WASTE = "+441632960021", "+441632960002"
NOTE = "Wants the mobile library on Mill Lane"


@dataclass
class Phones:
    """A telephone network that does as it is asked, and remembers it."""

    rung: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    broken: bool = False

    def ring(
        self,
        number: str,
        url: str,
        *,
        status_url: str,
        detect_machine: bool = False,
        timeout_seconds: int = 30,
    ) -> str:
        self._check()
        self.rung.append(number)
        return f"CA-ring-{len(self.rung)}"

    def move(self, call_sid: str, url: str) -> None:
        self._check()
        self.moved.append((call_sid, url))

    def hang_up(self, call_sid: str) -> None:
        self._check()

    def text(self, number: str, words: str, *, status_url: str | None = None) -> str:
        raise TelephoneError("no texts")

    def _check(self) -> None:
        if self.broken:
            raise TelephoneError("out of order")


@pytest.fixture
def phones() -> Phones:
    return Phones()


@pytest.fixture
def exchange(tmp_path: Path, phones: Phones) -> Iterator[Office]:
    """A desk that can ask the network."""
    office = Office(tmp_path, phones)
    yield office
    office.database.close()


@pytest.fixture
def aisha(exchange: Office) -> Adviser:
    return exchange.adviser("aisha")


@pytest.fixture
def caller(exchange: Office) -> Resident:
    return exchange.resident("a person please", channel=Channel.PHONE, call_sid="CA1")


def entries(office: Office) -> list[QueueEntry]:
    with office.database.reading() as session:
        return session.query(QueueEntry).order_by(QueueEntry.id).all()


def answer(office: Office) -> None:
    """Whoever is rung last picks up and presses the key."""
    with office.database.reading() as session:
        ring = session.query(Ring).order_by(Ring.id.desc()).first()
        assert ring is not None
        ring_id = ring.id
    ringing = office.ringing
    assert ringing is not None
    ringing.answered(ring_id, "CA-agent")
    ringing.taken(ring_id)


# Take call


def test_take_call_rings_the_advisers_own_team_and_says_so(
    exchange: Office, aisha: Adviser, caller: Resident, phones: Phones
):
    assert "Take call" in plain(aisha.see("/desk"))
    answered = aisha.accept(caller.entry)
    assert answered.headers["location"] == f"/desk/entries/{caller.entry.id}"
    assert phones.rung == [CONTACT_CENTRE]
    assert "It is ringing you. Press 1 on the telephone" in plain(
        aisha.see(f"/desk/entries/{caller.entry.id}")
    )
    assert "Ringing you" in plain(aisha.see("/desk"))
    assert "Ringing Aisha Rahman" in plain(exchange.adviser("tom").see("/desk"))
    assert caller.entry.status == HandOffStatus.WAITING  # until the key is pressed


def test_with_the_key_the_contact_is_theirs(
    exchange: Office, aisha: Adviser, caller: Resident, phones: Phones
):
    entry = caller.entry
    aisha.accept(entry)
    answer(exchange)
    page = plain(aisha.see(f"/desk/entries/{entry.id}"))
    assert "How did it end?" in page
    assert "Pass on" in page


def test_a_telephone_that_cannot_be_rung_is_said(aisha: Adviser, caller: Resident, phones: Phones):
    phones.broken = True
    answered = aisha.accept(caller.entry)
    assert answered.status_code == 502
    assert "Your telephone could not be rung. The caller is still waiting: try again" in plain(answered)


def test_a_caller_who_has_gone_cannot_be_taken(aisha: Adviser, caller: Resident, phones: Phones):
    entry = caller.entry
    caller.leaves()
    assert aisha.accept(entry).headers["location"] == f"/desk?taken={entry.id}"
    assert phones.rung == []


def test_a_chat_is_accepted_as_before(exchange: Office, aisha: Adviser, phones: Phones):
    aisha.accept(exchange.resident("a person please").entry)
    assert phones.rung == []
    assert len(exchange.queue.held_by("Aisha Rahman")) == 1


def test_a_call_answered_by_telephone_is_claimed_by_whoever_talks(
    exchange: Office, aisha: Adviser, caller: Resident, phones: Phones
):
    entry = caller.entry
    ringing = exchange.ringing
    assert ringing is not None
    ringing.see_to(entry.id)
    assert phones.rung == [WASTE]
    answer(exchange)
    assert "Answered by telephone" in plain(aisha.see("/desk"))
    assert "I am talking to them" in plain(aisha.see(f"/desk/entries/{entry.id}"))
    aisha.accept(entry)
    assert "Answered by telephone" not in plain(aisha.see("/desk"))
    assert [held.id for held in exchange.queue.held_by("Aisha Rahman")] == [entry.id]


# Pass on


@pytest.fixture
def chat(exchange: Office, aisha: Adviser) -> EntryView:
    entry = exchange.resident("a person please").entry
    aisha.accept(entry)
    return entry


def pass_on(adviser: Adviser, entry: EntryView, team: str = "libraries", details: str = NOTE) -> Response:
    return adviser.send(f"/desk/entries/{entry.id}/pass-on", team=team, details=details)


def test_a_chat_goes_to_the_other_team_with_the_card_and_the_note(
    exchange: Office, aisha: Adviser, chat: EntryView
):
    answered = pass_on(aisha, chat)
    assert answered.headers["location"] == f"/desk?passed_on={chat.id}"
    assert "You passed on the contact about “Report a missed bin”." in plain(
        aisha.see(answered.headers["location"])
    )
    (new,) = exchange.queue.waiting()
    assert (new.team, new.contact_key) == ("libraries", chat.contact_key)
    page = plain(exchange.adviser("tom").see(f"/desk/entries/{new.id}"))
    assert f"From a colleague Aisha Rahman: {NOTE}" in page
    assert "Address: 12 Mill Lane" in page
    assert "Why first: Passed on by a colleague." in page
    old = entries(exchange)[0]
    assert (old.status, old.outcome, old.note) == (HandOffStatus.FINISHED, "passed_to_team", NOTE)


@pytest.mark.parametrize(
    ("details", "kept"),
    [
        ("wants to pay, 4111 1111 1111 1111 exp 04 29", "wants to pay, •••• exp ••••"),
        ("library card 21900000010017, pin 4711", "library card 21900000010017, pin ••••"),
        ("ring 07700 900123 about case 48219936", "ring 07700 900123 about case 48219936"),
    ],
)
def test_no_payment_card_and_no_pin_goes_along_in_a_note(
    exchange: Office, aisha: Adviser, chat: EntryView, details: str, kept: str
):
    """It would be kept, shown, and read out to whoever answers."""
    pass_on(aisha, chat, details=details)
    (new,) = exchange.queue.waiting()
    assert new.card.notes == [f"Aisha Rahman: {kept}"]
    assert entries(exchange)[0].note == kept
    assert kept in new.reason


def test_the_resident_is_told_and_goes_on_writing(exchange: Office, aisha: Adviser):
    resident = exchange.resident("a person please")
    entry = resident.entry
    aisha.accept(entry)
    pass_on(aisha, entry)
    assert resident.heard()[-1][1].startswith("You are being passed to the library.")
    resident.says("thank you")
    assert exchange.queue.waiting()[0].contact_key == resident.key


def test_a_call_moves_with_it(exchange: Office, aisha: Adviser, caller: Resident, phones: Phones):
    entry = caller.entry
    aisha.accept(entry)
    answer(exchange)
    pass_on(aisha, entry)
    (new,) = exchange.queue.waiting()
    assert phones.moved == [("CA1", f"{LINE}/moved?e={new.id}")]


def test_a_call_that_cannot_be_moved_stays_with_its_adviser(
    exchange: Office, aisha: Adviser, caller: Resident, phones: Phones
):
    entry = caller.entry
    aisha.accept(entry)
    answer(exchange)
    phones.broken = True
    answered = pass_on(aisha, entry)
    assert answered.status_code == 409
    assert "The call could not be moved, and you still have it." in plain(answered)
    assert NOTE in answered.text  # what was typed is not lost
    assert exchange.queue.waiting() == []
    assert [held.id for held in exchange.queue.held_by("Aisha Rahman")] == [entry.id]


@pytest.mark.parametrize(
    ("team", "details", "message"),
    [
        ("", NOTE, "Select a team"),
        ("+447700900123", NOTE, "Select a team"),  # never to a number somebody types
        ("nobody", NOTE, "Select a team"),
        ("libraries", "  ", "Enter what the team needs to know"),
        ("libraries", "x" * 301, "Your details must be 300 characters or fewer"),
    ],
)
def test_a_form_that_is_not_fit_is_given_back(
    exchange: Office, aisha: Adviser, chat: EntryView, team: str, details: str, message: str
):
    answered = pass_on(aisha, chat, team, details)
    assert answered.status_code == 422
    assert message in plain(answered)
    assert exchange.queue.waiting() == []


def test_only_who_holds_a_contact_passes_it_on(exchange: Office, chat: EntryView):
    answered = pass_on(exchange.adviser("tom"), chat)
    assert answered.headers["location"] == f"/desk/entries/{chat.id}"
    assert exchange.queue.waiting() == []


def test_teams_that_have_gone_home_are_not_offered(exchange: Office, aisha: Adviser, chat: EntryView):
    exchange.clock.pass_(timedelta(hours=12))
    assert "To which team?" not in plain(aisha.see(f"/desk/entries/{chat.id}"))
    assert pass_on(aisha, chat).status_code == 422


def test_who_has_left_is_passed_to_nobody(exchange: Office, aisha: Adviser):
    resident = exchange.resident("a person please")
    entry = resident.entry
    aisha.accept(entry)
    resident.leaves()
    answered = pass_on(aisha, entry)
    assert answered.status_code == 409
    assert "The resident has left." in plain(answered)


def test_passing_on_twice_is_passing_on_once(exchange: Office, aisha: Adviser, chat: EntryView):
    pass_on(aisha, chat)
    pass_on(aisha, chat)
    assert len(exchange.queue.waiting()) == 1
