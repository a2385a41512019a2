"""The hundredth turn of a contact costs the database no more than an early one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import event

from tests.contacts.parts import Centre, Resident

EARLY = 15  # a hand-over reads the last lines for its card; by now there are enough of them


class Work:
    """Counts what SQLite does, in steps of its machine: no clock, so no chance."""

    def __init__(self) -> None:
        self.steps = 0

    def of(self, resident: Resident, words: str) -> int:
        before = self.steps
        resident.says(words)
        return self.steps - before

    def begin(self, connection: sqlite3.Connection, *_: object) -> None:
        connection.set_progress_handler(self._step, 1)

    def end(self, connection: sqlite3.Connection, *_: object) -> None:
        connection.set_progress_handler(None, 0)

    def _step(self) -> int:
        self.steps += 1
        return 0


@pytest.fixture
def work(centre: Centre) -> Iterator[Work]:
    counted = Work()
    listeners = (("checkout", counted.begin), ("checkin", counted.end))
    for moment, listener in listeners:
        event.listen(centre.database.engine, moment, listener)
    yield counted
    for moment, listener in listeners:
        event.remove(centre.database.engine, moment, listener)


@pytest.mark.parametrize("words", ["my bin was missed", "a person please", "ring me", "bye"])
def test_late_in_a_long_contact_the_database_does_no_more_than_early(
    centre: Centre, work: Work, words: str
) -> None:
    young = centre.resident(*["my bin was missed"] * (EARLY - 1))
    old = centre.resident(*["my bin was missed"] * 99)
    assert work.of(old, words) < work.of(young, words) * 1.05
