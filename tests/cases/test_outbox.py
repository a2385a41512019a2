"""Messages leave once, however often it takes and however many workers look."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from cases.models import OutboxMessage, OutboxStatus
from cases.outbox import FIRST_WAIT, TRIES, ByKind, DeliveryFailed, Outbox, Undeliverable
from database.engine import Database

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


class Post:
    """Remembers what it delivered; `trouble` may raise instead."""

    def __init__(self, trouble: Callable[[OutboxMessage], None] = lambda message: None) -> None:
        self.delivered: list[str] = []
        self._trouble = trouble

    def deliver(self, message: OutboxMessage) -> None:
        self._trouble(message)
        self.delivered.append(message.subject)


def closed(message: OutboxMessage) -> None:
    raise DeliveryFailed("the post office is closed")


def write(database: Database, *subjects: str, at: datetime = NOON) -> None:
    with database.session() as session:
        for subject in subjects:
            session.add(
                OutboxMessage(
                    kind="team", to="waste", subject=subject, body="", created_at=at, next_try_at=at
                )
            )
            session.flush()


def the_message(database: Database) -> OutboxMessage:
    with database.reading() as session:
        return session.scalars(select(OutboxMessage)).one()


def test_a_message_is_delivered_once(database: Database) -> None:
    write(database, "A missed bin")
    post = Post()
    outbox = Outbox(database, post)
    assert outbox.deliver_due(NOON) == 1
    assert outbox.deliver_due(NOON + timedelta(days=1)) == 0
    assert post.delivered == ["A missed bin"]
    message = the_message(database)
    assert (message.status, message.sent_at, message.attempts) == (OutboxStatus.SENT, NOON, 1)


def test_messages_leave_in_the_order_they_were_written(database: Database) -> None:
    write(database, "first", "second", "third")
    post = Post()
    Outbox(database, post).deliver_due(NOON)
    assert post.delivered == ["first", "second", "third"]


def test_a_message_for_later_waits(database: Database) -> None:
    write(database, "A missed bin", at=NOON + timedelta(minutes=1))
    post = Post()
    assert Outbox(database, post).deliver_due(NOON) == 0
    assert Outbox(database, post).deliver_due(NOON + timedelta(minutes=1)) == 1


def test_the_wait_doubles_after_every_failure(database: Database) -> None:
    write(database, "A missed bin")
    outbox, at, waits = Outbox(database, Post(closed)), NOON, []
    for _ in range(TRIES - 1):
        assert outbox.deliver_due(at) == 1
        assert outbox.deliver_due(at) == 0  # not before its time
        waits.append(the_message(database).next_try_at - at)
        at = the_message(database).next_try_at
    assert waits == [FIRST_WAIT * 2**times for times in range(TRIES - 1)]


def test_a_message_is_given_up_after_the_last_try_and_says_why(database: Database) -> None:
    write(database, "A missed bin")
    outbox, at = Outbox(database, Post(closed)), NOON
    for _ in range(TRIES):
        assert the_message(database).status == OutboxStatus.PENDING
        at = max(at, the_message(database).next_try_at)
        outbox.deliver_due(at)
    message = the_message(database)
    assert (message.status, message.attempts) == (OutboxStatus.FAILED, TRIES)
    assert message.last_error == "the post office is closed"
    assert message.sent_at is None
    assert timedelta(hours=2) < at - NOON < timedelta(hours=2, minutes=15)
    assert outbox.deliver_due(at + timedelta(days=365)) == 0


def test_a_message_that_failed_once_is_delivered_the_next_time(database: Database) -> None:
    write(database, "A missed bin")
    Outbox(database, Post(closed)).deliver_due(NOON)
    post = Post()
    Outbox(database, post).deliver_due(NOON + FIRST_WAIT)
    assert post.delivered == ["A missed bin"]
    assert the_message(database).attempts == 2


def test_one_failing_message_does_not_hold_up_the_others(database: Database) -> None:
    def not_the_first(message: OutboxMessage) -> None:
        if message.subject == "first":
            raise DeliveryFailed("no such team")

    write(database, "first", "second")
    post = Post(not_the_first)
    Outbox(database, post).deliver_due(NOON)
    assert post.delivered == ["second"]


def test_a_delivery_that_breaks_is_tried_again_later_and_holds_nobody_up(database: Database) -> None:
    def broken(message: OutboxMessage) -> None:
        if message.subject == "first":
            raise KeyError("a bug in the delivery, with the resident's number 07700 900123 in it")

    write(database, "first", "second")
    post = Post(broken)
    Outbox(database, post).deliver_due(NOON)
    assert post.delivered == ["second"]
    with database.reading() as session:
        first = session.scalars(select(OutboxMessage).where(OutboxMessage.subject == "first")).one()
    assert (first.status, first.attempts, first.last_error) == (OutboxStatus.PENDING, 1, "KeyError")


def test_a_long_reason_is_cut_to_fit(database: Database) -> None:
    def at_length(message: OutboxMessage) -> None:
        raise DeliveryFailed("x" * 5_000)

    write(database, "A missed bin")
    Outbox(database, Post(at_length)).deliver_due(NOON)
    assert the_message(database).last_error == "x" * 300


@pytest.mark.postgresql
def test_two_workers_at_once_deliver_each_message_once(postgresql_database: Database) -> None:
    write(postgresql_database, *(f"message {number}" for number in range(20)))
    together = threading.Barrier(2)
    post = Post(lambda message: time.sleep(0.005))

    def work(_: int) -> None:
        together.wait(10)
        Outbox(postgresql_database, post).deliver_due(NOON)

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(work, range(2)))
    assert sorted(post.delivered) == sorted(f"message {number}" for number in range(20))


@pytest.mark.postgresql
def test_a_worker_passes_on_when_another_is_busy_with_a_message(postgresql_database: Database) -> None:
    write(postgresql_database, "slow", "quick")
    busy, go_on = threading.Event(), threading.Event()

    def slow(message: OutboxMessage) -> None:
        if message.subject == "slow":
            busy.set()
            go_on.wait(10)

    first, second = Post(slow), Post()
    with ThreadPoolExecutor(1) as worker:
        working = worker.submit(Outbox(postgresql_database, first).deliver_due, NOON)
        busy.wait(10)
        Outbox(postgresql_database, second).deliver_due(NOON)
        go_on.set()
        working.result(10)
    assert (first.delivered, second.delivered) == (["slow"], ["quick"])


def test_without_a_way_out_the_message_stays_on_the_page_newest_first(database: Database) -> None:
    write(database, "first", "second")
    outbox = Outbox(database)
    outbox.deliver_due(NOON)
    shown = outbox.recent()
    assert [(message.subject, message.status, message.sent_at) for message in shown] == [
        ("second", "sent", NOON),
        ("first", "sent", NOON),
    ]
    assert [message.subject for message in outbox.recent(limit=1)] == ["second"]


def test_only_so_many_are_delivered_in_one_round(database: Database) -> None:
    write(database, "first", "second", "third")
    post = Post()
    assert Outbox(database, post).deliver_due(NOON, limit=2) == 2
    assert post.delivered == ["first", "second"]


def test_what_never_can_be_delivered_is_given_up_at_once(database: Database) -> None:
    def never(message: OutboxMessage) -> None:
        raise Undeliverable("the resident has asked for no more texts")

    write(database, "A missed bin")
    Outbox(database, Post(never)).deliver_due(NOON)
    message = the_message(database)
    assert (message.status, message.attempts) == (OutboxStatus.FAILED, 1)
    assert message.last_error == "the resident has asked for no more texts"


def test_others_can_write_while_a_slow_network_takes_a_message(database: Database) -> None:
    def slowly(message: OutboxMessage) -> None:
        write(database, "written meanwhile")

    write(database, "A missed bin")
    Outbox(database, Post(slowly)).deliver_due(NOON)
    with database.reading() as session:
        states = dict(session.execute(select(OutboxMessage.subject, OutboxMessage.status)).tuples().all())
    assert states == {"A missed bin": OutboxStatus.SENT, "written meanwhile": OutboxStatus.PENDING}


def test_each_kind_leaves_by_its_own_way_and_the_others_stay_on_the_page(database: Database) -> None:
    write(database, "to the team")
    texts = Post()
    Outbox(database, ByKind({"sms": texts})).deliver_due(NOON)
    assert (texts.delivered, the_message(database).status) == ([], OutboxStatus.SENT)
    Outbox(database, ByKind({"team": texts})).deliver_due(NOON)
    assert texts.delivered == []  # it has left already
