"""Who is rung for a caller who waits, when several things happen at once; on each database."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from contacts.events import QUEUE_TOPIC, LocalEvents
from contacts.models import Channel, HandOffStatus, QueueEntry, Ring, RingStatus
from contacts.telephone import TelephoneError
from contacts.waiting import presence
from contacts.waiting.places import Places
from contacts.waiting.ringing import CannotRing, Ringing, Standing
from contacts.waiting.rings import CallerGone
from council.council import Council
from tests.contacts.parts import TUESDAY, Centre, Resident, councils_own

WASTE, CONTACT_CENTRE, LIBRARY = "+441632960002", "+441632960021", "+441632960004"
AT_ONCE = 6


@dataclass
class Phones:
    """A telephone network that rings whatever it is asked to."""

    rung: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    broken: bool = False
    meanwhile: Callable[[], object] = lambda: None  # what happens while the network is asked

    def ring(
        self,
        number: str,
        url: str,
        *,
        status_url: str,
        detect_machine: bool = False,
        timeout_seconds: int = 30,
    ) -> str:
        if self.broken:
            raise TelephoneError("out of order")
        self.meanwhile()
        self.rung.append(number)
        return f"CA-ring-{len(self.rung)}"

    def hang_up(self, call_sid: str) -> None:
        self.stopped.append(call_sid)

    def move(self, call_sid: str, url: str) -> None:
        raise TelephoneError("nothing to move")

    def text(self, number: str, words: str, *, status_url: str | None = None) -> str:
        raise TelephoneError("no texts")


class Bells(LocalEvents):
    """Which topics were rung."""

    def __init__(self) -> None:
        super().__init__()
        self.rung: list[str] = []

    def publish(self, topic: str) -> None:
        self.rung.append(topic)
        super().publish(topic)


class Exchange:
    """Callers who wait at a centre whose telephones can be rung."""

    def __init__(self, centre: Centre, council: Council | None = None) -> None:
        self.bells = Bells()
        self.centre, self.phones, self._sids = centre, Phones(), itertools.count(1)
        council = council or councils_own().council
        self.places = Places(centre.database, council, centre.clock)
        self.ringing = Ringing(
            centre.database,
            council,
            self.bells,
            self.phones,
            "https://x.example/ivr",
            centre.clock,
        )

    def caller(self, words: str = "a person please") -> int:
        """Somebody who waits. Returns their place."""
        sid = f"CA{next(self._sids)}"
        resident: Resident = self.centre.resident(words, channel=Channel.PHONE, call_sid=sid)
        return resident.entry.id

    def move(self, entry_id: int, team: str) -> None:
        """They wait for another team."""
        with self.centre.database.session() as session:
            session.get_one(QueueEntry, entry_id).team = team

    def team(self, entry_id: int) -> str:
        return self.centre.queue.entry(entry_id).team

    def ahead(self, entry_id: int) -> int | None:
        place = self.places.place(entry_id)
        return place.ahead if place else None

    def ringing_now(self) -> list[Ring]:
        return [ring for ring in self.rings() if ring.status == RingStatus.RINGING]

    def rings(self) -> list[Ring]:
        with self.centre.database.reading() as session:
            return session.query(Ring).order_by(Ring.id).all()


@pytest.fixture
def exchange(centre_on_each: Centre) -> Exchange:
    return Exchange(centre_on_each)


def together(number: int, act: object) -> list[object]:
    """The same thing done by several at one moment; what each got, or was refused with."""
    barrier = threading.Barrier(number)

    def do(place: int) -> object:
        barrier.wait(5)
        try:
            return act(place)  # type: ignore[operator]
        except CallerGone:
            return CallerGone

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(do, range(number)))


def test_however_many_ask_at_once_one_telephone_rings(exchange: Exchange):
    entry = exchange.caller()
    assert set(together(AT_ONCE, lambda _: exchange.ringing.see_to(entry))) == {Standing.RINGING}
    assert exchange.phones.rung == [WASTE]


def test_of_several_who_press_the_key_at_once_each_caller_is_taken_once(exchange: Exchange):
    waiting = [exchange.caller() for _ in range(4)]
    for entry in waiting:
        exchange.ringing.see_to(entry)
    for number in range(4):  # each who picks up makes the telephone ring for the next
        (ring,) = exchange.ringing_now()
        exchange.ringing.answered(ring.id, f"CA-agent-{number}")
    ids = [ring.id for ring in exchange.rings()]
    assert sorted(together(4, lambda place: exchange.ringing.taken(ids[place]))) == sorted(waiting)  # type: ignore[type-var]
    assert exchange.centre.queue.waiting() == []


# One telephone, several callers


def test_a_telephone_rings_for_one_caller_at_a_time(exchange: Exchange):
    callers = [exchange.caller() for _ in range(3)]
    for entry in callers:
        assert exchange.ringing.see_to(entry) is Standing.RINGING
    assert exchange.phones.rung == [WASTE]
    assert [ring.entry_id for ring in exchange.ringing_now()] == callers[:1]


def test_asked_for_at_once_by_several_callers_it_rings_once(exchange: Exchange):
    callers = [exchange.caller() for _ in range(AT_ONCE)]
    together(AT_ONCE, lambda place: exchange.ringing.see_to(callers[place]))
    assert exchange.phones.rung == [WASTE]


def test_when_it_stops_it_rings_for_the_next(exchange: Exchange):
    first, second = exchange.caller(), exchange.caller()
    for entry in (first, second):
        exchange.ringing.see_to(entry)
    exchange.ringing.over(exchange.rings()[0].id)
    assert exchange.phones.rung == [WASTE, WASTE, CONTACT_CENTRE]
    assert {(ring.team, ring.entry_id) for ring in exchange.ringing_now()} == {
        ("waste", second),
        ("contact_centre", first),
    }


def test_who_hangs_up_leaves_the_telephone_to_the_next(exchange: Exchange):
    first, second = exchange.caller(), exchange.caller()
    for entry in (first, second):
        exchange.ringing.see_to(entry)
    exchange.ringing.withdraw(first)
    assert [ring.entry_id for ring in exchange.ringing_now()] == [second]
    assert exchange.phones.stopped == ["CA-ring-1"]


def test_who_is_next_gets_whoever_answers_first_though_their_team_did_not_answer(exchange: Exchange):
    """The bins team did not pick up for the first caller. It rings for the second now, and picks up."""
    first, second = exchange.caller(), exchange.caller()
    for entry in (first, second):
        exchange.ringing.see_to(entry)
    exchange.ringing.over(exchange.rings()[0].id)
    waste = next(ring for ring in exchange.ringing_now() if ring.team == "waste")
    exchange.ringing.answered(waste.id, "CA-agent")
    assert exchange.ringing.taken(waste.id) == first
    # The contact centre's telephone, which rang for the first, stops; the bins team's rings on for the second.
    assert exchange.phones.stopped == ["CA-ring-3"]
    assert [(ring.team, ring.entry_id) for ring in exchange.ringing_now()] == [("waste", second)]


def test_a_telephone_that_rang_for_who_is_served_elsewhere_rings_on_for_the_next(exchange: Exchange):
    first, second, third = (exchange.caller() for _ in range(3))
    for entry in (first, second):
        exchange.ringing.see_to(entry)
    exchange.ringing.over(exchange.rings()[0].id)  # the first: now at the contact centre
    exchange.move(third, "contact_centre")
    exchange.ringing.see_to(third)
    waste = next(ring for ring in exchange.ringing_now() if ring.team == "waste")
    exchange.ringing.answered(waste.id, "CA-agent")
    assert exchange.ringing.taken(waste.id) == first
    assert {(ring.team, ring.entry_id) for ring in exchange.ringing_now()} == {
        ("waste", second),
        ("contact_centre", third),
    }
    assert exchange.phones.stopped == []


def test_the_place_that_is_told_counts_everybody_whom_the_team_may_be_rung_for(exchange: Exchange):
    """Who waits longer for the bins team comes to the contact centre when that does not answer, and goes first."""
    longer, here = exchange.caller(), exchange.caller()
    exchange.move(here, "contact_centre")
    later = exchange.caller()
    exchange.move(later, "libraries")
    for entry in (longer, here, later):
        exchange.ringing.see_to(entry)
    assert [exchange.ahead(entry) for entry in (longer, here, later)] == [0, 1, 0]


def test_nobody_told_that_they_are_next_is_passed_by_who_came_later(exchange: Exchange):
    """Whatever is answered, and in whatever order, for callers of two teams who came one after the other."""
    teams = ("waste", "contact_centre", "waste", "libraries")
    for pattern in itertools.product((True, False), repeat=2):
        waiting = [exchange.caller() for _ in teams]
        for entry, team in zip(waiting, teams, strict=True):
            exchange.move(entry, team)
        next_up: list[int] = []
        for answers in itertools.cycle((*pattern, True)):
            for entry in waiting:
                exchange.ringing.see_to(entry)
            next_up += [one for one in waiting if exchange.ahead(one) == 0 and one not in next_up]
            if not (ringing := exchange.ringing_now()):
                break
            ring = ringing[-1]
            if not answers:
                exchange.ringing.over(ring.id)
                continue
            exchange.ringing.answered(ring.id, "CA-agent")
            taken = exchange.ringing.taken(ring.id)
            waiting.remove(taken)
            passed = [one for one in waiting if one in next_up and exchange.team(one) == ring.team]
            assert passed == [], (pattern, taken)
        for entry in waiting:
            exchange.ringing.withdraw(entry)
            exchange.centre.turns.leave(exchange.centre.queue.entry(entry).contact_key)


def test_while_a_persons_own_telephone_rings_no_place_in_the_queue_is_claimed(centre_on_each: Centre):
    exchange = with_telephones(centre_on_each)
    entry = exchange.caller("mohammed please")
    exchange.ringing.see_to(entry)
    place = exchange.places.place(entry)
    assert place is not None
    assert place.person == "Mohammed Hussain"
    no_answer(exchange)
    place = exchange.places.place(entry)
    assert place is not None
    assert (place.person, place.ahead) == (None, 0)


def test_a_hang_up_at_the_moment_of_the_key_is_one_or_the_other(exchange: Exchange):
    entry = exchange.caller()
    exchange.ringing.see_to(entry)
    ring = exchange.rings()[0].id
    exchange.ringing.answered(ring, "CA-agent")
    key = exchange.centre.queue.entry(entry).contact_key

    def race(place: int) -> object:
        return exchange.ringing.taken(ring) if place else exchange.centre.turns.leave(key) and None

    _, taken = together(2, race)
    expected = HandOffStatus.ACCEPTED if taken == entry else HandOffStatus.ABANDONED
    assert exchange.centre.queue.entry(entry).status == expected


def test_a_telephone_that_begins_to_ring_after_the_hang_up_is_stopped(exchange: Exchange):
    entry = exchange.caller()
    exchange.phones.meanwhile = lambda: exchange.ringing.withdraw(entry)
    exchange.ringing.see_to(entry)
    assert exchange.phones.stopped == ["CA-ring-1"]
    assert [ring.status for ring in exchange.rings()] == [RingStatus.WITHDRAWN]


def test_the_team_then_its_deputy_then_nobody(exchange: Exchange):
    entry = exchange.caller()
    for number in (WASTE, CONTACT_CENTRE):
        assert exchange.ringing.see_to(entry) is Standing.RINGING
        assert exchange.phones.rung[-1] == number
        exchange.ringing.over(exchange.rings()[-1].id)
    assert exchange.ringing.see_to(entry) is Standing.NOBODY_LEFT


def test_a_network_that_fails_is_told_and_tried_again(exchange: Exchange):
    entry = exchange.caller()
    exchange.phones.broken = True
    assert exchange.ringing.see_to(entry) is Standing.NO_NETWORK
    exchange.phones.broken = False
    assert exchange.ringing.see_to(entry) is Standing.RINGING
    assert exchange.phones.rung == [WASTE]


# At the desk


def test_the_desk_hears_of_it_as_the_whisper_starts(exchange: Exchange):
    entry = exchange.caller()
    exchange.ringing.see_to(entry)
    exchange.bells.rung.clear()
    exchange.ringing.answered(exchange.rings()[0].id, "CA-agent")
    assert exchange.bells.rung == [QUEUE_TOPIC]
    ringing = exchange.centre.queue.entry(entry).ringing
    assert ringing is not None
    assert ringing.whispering


def test_an_adviser_takes_the_caller_they_want(exchange: Exchange):
    first, second = exchange.caller(), exchange.caller()
    for entry in (first, second):
        exchange.ringing.see_to(entry)
    exchange.ringing.ring_adviser(second, "Aisha Rahman", "libraries")
    assert (exchange.phones.rung, exchange.phones.stopped) == ([WASTE, LIBRARY], [])
    mine = exchange.rings()[-1].id
    exchange.ringing.answered(mine, "CA-agent")
    assert exchange.ringing.taken(mine) == second
    assert exchange.centre.queue.entry(second).adviser == "Aisha Rahman"


def test_a_telephone_that_rings_for_another_rings_for_the_caller_an_adviser_wants(exchange: Exchange):
    first, second = exchange.caller(), exchange.caller()
    exchange.ringing.see_to(first)
    exchange.ringing.ring_adviser(second, "Aisha Rahman", "waste")
    assert (exchange.phones.rung, exchange.phones.stopped) == ([WASTE, WASTE], ["CA-ring-1"])
    mine = exchange.ringing_now()[0]
    exchange.ringing.answered(mine.id, "CA-agent")
    assert exchange.ringing.taken(mine.id) == second
    assert [ring.entry_id for ring in exchange.ringing_now()] == [first]  # and now for the other


def test_a_button_pressed_twice_rings_once(exchange: Exchange):
    entry = exchange.caller()
    for _ in range(2):
        exchange.ringing.ring_adviser(entry, "Aisha Rahman", "waste")
    assert exchange.phones.rung == [WASTE]


def test_who_has_gone_cannot_be_taken(exchange: Exchange):
    entry = exchange.caller()
    exchange.centre.turns.leave(exchange.centre.queue.entry(entry).contact_key)
    with pytest.raises(CallerGone):
        exchange.ringing.ring_adviser(entry, "Aisha Rahman", "waste")
    assert exchange.ringing.see_to(entry) is Standing.GONE


def test_a_caller_who_is_hearing_from_somebody_is_not_taken_from_them(exchange: Exchange):
    entry = exchange.caller()
    exchange.ringing.see_to(entry)
    exchange.ringing.answered(exchange.rings()[0].id, "CA-agent")
    with pytest.raises(CallerGone):
        exchange.ringing.ring_adviser(entry, "Aisha Rahman", "waste")


def test_a_telephone_that_cannot_be_rung_is_said_and_the_team_is_rung_again(exchange: Exchange):
    entry = exchange.caller()
    exchange.phones.broken = True
    with pytest.raises(CannotRing):
        exchange.ringing.ring_adviser(entry, "Aisha Rahman", "waste")
    exchange.phones.broken = False
    assert exchange.ringing.see_to(entry) is Standing.RINGING
    assert [ring.status for ring in exchange.rings()] == [RingStatus.NOT_PLACED, RingStatus.RINGING]


# Whom they asked for, on a telephone of their own.

OWN, DEPUTYS = "+441632960101", "+441632960102"


def with_telephones(centre: Centre) -> Exchange:
    """Mohammed Hussain and Trevor Haddock, who stands in for him, each have one."""
    council, own = councils_own().council, {"Mohammed Hussain": OWN, "Trevor Haddock": DEPUTYS}
    people = tuple(replace(person, phone=own.get(person.name)) for person in council.people)
    return Exchange(centre, replace(council, people=people))


def no_answer(exchange: Exchange) -> None:
    exchange.ringing.over(exchange.rings()[-1].id)


def test_whom_they_asked_for_is_rung_first_and_then_the_team(centre_on_each: Centre):
    exchange = with_telephones(centre_on_each)
    entry = exchange.caller("mohammed please")
    exchange.ringing.see_to(entry)
    no_answer(exchange)
    no_answer(exchange)
    assert exchange.phones.rung == [OWN, WASTE, CONTACT_CENTRE]
    no_answer(exchange)
    assert exchange.ringing.see_to(entry) is Standing.NOBODY_LEFT  # now the call-back is offered


def test_of_who_is_away_the_deputy_is_rung_first_and_then_the_team(centre_on_each: Centre):
    exchange = with_telephones(centre_on_each)
    presence.seen(centre_on_each.database, "Mohammed Hussain", TUESDAY - timedelta(minutes=13))
    resident = centre_on_each.resident("mohammed please", channel=Channel.PHONE, call_sid="CA-away")
    resident.chooses("away:put_through")
    exchange.ringing.see_to(resident.entry.id)
    no_answer(exchange)
    assert exchange.phones.rung == [DEPUTYS, WASTE]


def test_after_a_deputy_in_another_team_the_persons_own_team_is_rung(centre_on_each: Centre):
    council = councils_own().council
    people = tuple(
        replace(person, team="libraries") if person.name == "Trevor Haddock" else person
        for person in council.people
    )
    exchange = Exchange(centre_on_each, replace(council, people=people))
    entry = exchange.caller("mohammed please")
    with centre_on_each.database.session() as session:
        row = session.get_one(QueueEntry, entry)
        row.team, row.card = "libraries", {**row.card, "deputy": "Trevor Haddock"}
    exchange.ringing.see_to(entry)
    for _ in range(3):
        no_answer(exchange)
    assert exchange.phones.rung == [LIBRARY, WASTE, CONTACT_CENTRE]


def test_who_is_away_is_not_rung_for_whoever_chose_the_team(centre_on_each: Centre):
    exchange = with_telephones(centre_on_each)
    for name in ("Mohammed Hussain", "Trevor Haddock"):
        presence.seen(centre_on_each.database, name, TUESDAY - timedelta(minutes=13))
    resident = centre_on_each.resident("mohammed please", channel=Channel.PHONE, call_sid="CA-away")
    resident.chooses("away:put_through")
    exchange.ringing.see_to(resident.entry.id)
    assert exchange.phones.rung == [WASTE]


@pytest.mark.parametrize("works_at_the_desk", [True, False])
def test_the_card_is_theirs_only_if_they_work_at_the_desk(centre_on_each: Centre, works_at_the_desk: bool):
    """Of who does not, the call is closed when the telephone goes down, as any answered by phone."""
    exchange = with_telephones(centre_on_each)
    if works_at_the_desk:
        presence.seen(centre_on_each.database, "Mohammed Hussain", TUESDAY)
    entry = exchange.caller("mohammed please")
    exchange.ringing.see_to(entry)
    ring = exchange.rings()[-1].id
    exchange.ringing.answered(ring, "CA-own")
    exchange.ringing.taken(ring)
    named = "Mohammed Hussain" if works_at_the_desk else None
    assert centre_on_each.queue.entry(entry).adviser == named
