"""One pair of rehearsals at a time, for one editor, for as long as it is used."""

from __future__ import annotations

import pytest

from studio.trying.models import Stage
from studio.trying.tryings import LIVE, WORKER_GONE, InUse, SideView, Tryings
from tests.studio.trying.parts import Clock, TryRoom

EMMA, ED = 1, 2
SIDE = SideView(LIVE, "/content", "http://127.0.0.1:1", "token")


@pytest.fixture
def clock(room: TryRoom) -> Clock:
    return room.time


@pytest.fixture
def tryings(room: TryRoom) -> Tryings:
    return room.tryings


def running(tryings: Tryings) -> int:
    """Emma's pair, answering."""
    asked = tryings.ask(EMMA, "Emma", 7, "a" * 40)
    assert tryings.take("one") is not None
    tryings.ready(asked.id, [SIDE])
    return asked.id


def test_the_pair_that_was_asked_for_is_taken_once(tryings: Tryings) -> None:
    asked = tryings.ask(EMMA, "Emma", 7, "a" * 40)
    taken = tryings.take("one")
    assert taken is not None
    assert (taken.id, taken.commit, taken.stage) == (asked.id, "a" * 40, Stage.STARTING)
    assert tryings.take("one") is None
    assert tryings.take("another") is None


def test_a_second_editor_is_told_who_has_the_pair(tryings: Tryings) -> None:
    first = running(tryings)
    with pytest.raises(InUse) as refused:
        tryings.ask(ED, "Ed", None, None)
    assert refused.value.view.staff_name == "Emma"
    still = tryings.running()
    assert still is not None
    assert (still.id, still.is_ready) == (first, True)


def test_a_second_editor_may_stop_it_and_start_their_own(tryings: Tryings) -> None:
    first = running(tryings)
    tryings.ask(ED, "Ed", None, None, instead_of=first)
    now = tryings.running()
    assert now is not None
    assert (now.staff_name, now.stage) == ("Ed", Stage.ASKED)
    assert not tryings.beat(first), "its worker is told to stop"


def test_only_the_pair_that_was_seen_is_stopped(tryings: Tryings) -> None:
    first = running(tryings)
    with pytest.raises(InUse):
        tryings.ask(ED, "Ed", None, None, instead_of=first + 1)


def test_it_stops_two_minutes_after_the_page_was_last_open(tryings: Tryings, clock: Clock) -> None:
    """The two sides hold 2 GB of memory."""
    asked = tryings.ask(EMMA, "Emma", None, None)
    tryings.take("one")
    tryings.ready(asked.id, [SIDE])
    clock.pass_(seconds=100)
    tryings.used(asked.id, None)
    clock.pass_(seconds=100)
    tryings.looked_at(asked.id)
    clock.pass_(seconds=100)
    assert tryings.beat(asked.id)
    clock.pass_(seconds=30)
    assert not tryings.beat(asked.id)
    assert tryings.running() is None


def test_it_does_not_stop_while_the_draft_still_starts(tryings: Tryings, clock: Clock) -> None:
    pair = running(tryings)  # live alone answers
    clock.pass_(minutes=5)
    assert tryings.beat(pair)
    there = tryings.running()
    assert there is not None
    assert (there.is_ready, there.awaits_draft) == (True, True)


def test_what_opened_the_rehearsals_is_forgotten_with_them(tryings: Tryings) -> None:
    pair = running(tryings)
    tryings.used(pair, {"channel": "webchat"})
    tryings.stop(pair, EMMA)
    ended = tryings.last_of(EMMA)
    assert ended is not None
    assert (ended.stage, ended.sides, ended.talk) == (Stage.ENDED, {}, None)


def test_nobody_stops_another_editors_pair_by_its_number(tryings: Tryings) -> None:
    pair = running(tryings)
    tryings.stop(pair, ED)
    assert tryings.running() is not None


def test_the_pair_of_a_worker_that_was_killed_is_ended_in_words(tryings: Tryings, clock: Clock) -> None:
    running(tryings)
    clock.pass_(seconds=10)
    assert tryings.take("another") is None
    assert tryings.running() is not None, "it may still be alive"
    clock.pass_(seconds=20)
    there = tryings.running()
    assert there is not None
    assert (there.unheard, there.is_ready) == (True, False)
    assert tryings.take("another") is None
    ended = tryings.last_of(EMMA)
    assert ended is not None
    assert (ended.stage, ended.problem) == (Stage.FAILED, WORKER_GONE)


def test_a_pair_whose_worker_is_silent_stands_in_nobodys_way(tryings: Tryings, clock: Clock) -> None:
    running(tryings)
    clock.pass_(seconds=30)
    assert tryings.ask(ED, "Ed", None, None).staff_name == "Ed"
