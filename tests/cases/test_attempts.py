"""Wrong tries at a PIN or at the postcode of a reference: five, then a pause."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from cases.attempts import MOST, WITHIN, Attempts, TooManyAttempts
from cases.models import WrongAttempts
from database.engine import Database

CARD = "21900000010017"


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 18, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def attempts(database: Database, clock: Clock) -> Attempts:
    return Attempts(database, clock)


def fail(attempts: Attempts, times: int) -> None:
    for _ in range(times):
        attempts.allow(CARD)
        attempts.failed(CARD)


def test_a_card_may_be_tried_before_anything_went_wrong(attempts: Attempts) -> None:
    attempts.allow(CARD)


def test_after_five_wrong_tries_the_next_is_refused(attempts: Attempts) -> None:
    fail(attempts, MOST)
    with pytest.raises(TooManyAttempts):
        attempts.allow(CARD)


def test_another_card_is_not_held_back(attempts: Attempts) -> None:
    fail(attempts, MOST)
    attempts.allow("21900000010025")


def test_after_half_an_hour_it_may_be_tried_again_and_counts_from_nothing(
    attempts: Attempts, clock: Clock
) -> None:
    fail(attempts, MOST)
    clock.time += WITHIN - timedelta(seconds=1)
    with pytest.raises(TooManyAttempts):
        attempts.allow(CARD)
    clock.time += timedelta(seconds=1)
    fail(attempts, MOST)
    with pytest.raises(TooManyAttempts):
        attempts.allow(CARD)


def test_the_card_itself_is_not_kept(attempts: Attempts, database: Database) -> None:
    fail(attempts, 1)
    with database.reading() as session:
        (kept,) = session.scalars(select(WrongAttempts))
    assert CARD not in kept.subject


def test_wrong_tries_at_once_are_all_counted(attempts: Attempts, database: Database) -> None:
    together = threading.Barrier(8)

    def wrong(_: int) -> None:
        together.wait(10)
        attempts.failed(CARD)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(wrong, range(8)))
    with database.reading() as session:
        (kept,) = session.scalars(select(WrongAttempts))
    assert kept.count == 8
