"""Word that there is something new, within a process and, with Redis, between several."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest

from contacts.events import QUEUE_TOPIC, Events, LocalEvents, RedisEvents, events_at
from contacts.models import Channel
from database.engine import Database
from tests.contacts.parts import Centre
from tests.stack import free_port

SOON, SHORT = 5.0, 0.1

BOTH_KINDS = ["local", pytest.param("redis", marks=pytest.mark.redis)]


@pytest.fixture(params=BOTH_KINDS)
def events(request: pytest.FixtureRequest) -> Events:
    return events_at(request.getfixturevalue("redis_url") if request.param == "redis" else None)


def run(scene: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(scene(), 20))


def test_a_subscriber_hears_of_its_topic(events: Events):
    async def scene() -> None:
        async with events.subscribe("a-key") as bell:
            events.publish("a-key")
            assert await bell.wait(SOON)

    run(scene)


def test_after_the_time_out_nothing_has_happened(events: Events):
    async def scene() -> None:
        async with events.subscribe("a-key") as bell:
            started = time.monotonic()
            assert not await bell.wait(SHORT)
            assert time.monotonic() - started >= SHORT * 0.9  # it really waited
            events.publish("a-key")
            assert await bell.wait(SOON)
            assert not await bell.wait(SHORT)

    run(scene)


def test_what_comes_while_nobody_waits_is_not_lost(events: Events):
    async def scene() -> None:
        async with events.subscribe("a-key") as bell:
            events.publish("a-key")
            await asyncio.sleep(SHORT)
            assert await bell.wait(SOON)

    run(scene)


def test_other_topics_and_what_was_before_are_not_heard(events: Events):
    async def scene() -> None:
        events.publish("a-key")
        async with events.subscribe("a-key") as bell:
            events.publish("another-key")
            events.publish(QUEUE_TOPIC)
            assert not await bell.wait(SHORT)

    run(scene)


def test_everybody_who_listens_hears(events: Events):
    async def scene() -> None:
        async with events.subscribe("a-key") as one, events.subscribe("a-key") as other:
            events.publish("a-key")
            assert await one.wait(SOON)
            assert await other.wait(SOON)

    run(scene)


def test_it_may_be_rung_from_any_thread_while_one_waits(events: Events):
    async def scene() -> None:
        async with events.subscribe("a-key") as bell:
            waiting = asyncio.create_task(bell.wait(SOON))
            await asyncio.sleep(SHORT)
            await asyncio.to_thread(events.publish, "a-key")
            assert await waiting

    run(scene)


def test_who_listens_no_more_costs_nothing(events: Events):
    async def scene() -> None:
        async with events.subscribe("a-key"):
            pass
        events.publish("a-key")
        async with events.subscribe("a-key") as bell:
            assert not await bell.wait(SHORT)

    run(scene)


@pytest.mark.redis
def test_another_process_is_heard(redis_url: str):
    ours, theirs = RedisEvents(redis_url), RedisEvents(redis_url)

    async def scene() -> None:
        async with ours.subscribe(QUEUE_TOPIC) as bell:
            await asyncio.to_thread(theirs.publish, QUEUE_TOPIC)
            assert await bell.wait(SOON)

    run(scene)


def test_a_redis_that_is_down_costs_a_delay_and_never_a_turn(sqlite_database: Database):
    centre = Centre(sqlite_database, events=RedisEvents(f"redis://127.0.0.1:{free_port()}/0"))
    resident = centre.resident("my bin was missed")
    assert resident.heard.startswith("Leave it out")
    resident.says("a person please")
    entry = centre.queue.accept(resident.entry.id, "Aisha")
    centre.queue.say(entry.id, "Aisha", "Hello")
    assert resident.transcript[-1] == ("adviser", "Hello")
    resident.leaves()


def test_the_setting_chooses():
    assert isinstance(events_at(None), LocalEvents)
    assert isinstance(events_at(""), LocalEvents)
    assert isinstance(events_at("redis://127.0.0.1:6379/0"), RedisEvents)


# What is told, and to whom


class Published:
    def __init__(self) -> None:
        self.topics: list[str] = []

    def publish(self, topic: str) -> None:
        self.topics.append(topic)

    def subscribe(self, topic: str) -> object:
        raise AssertionError("nobody listens here")


@pytest.fixture
def told(sqlite_database: Database) -> tuple[Centre, Published]:
    published = Published()
    return Centre(sqlite_database, events=published), published  # type: ignore[arg-type]


def test_a_turn_is_told_to_its_contact_only(told: tuple[Centre, Published]):
    centre, published = told
    resident = centre.resident("my bin was missed")
    assert published.topics == [resident.key]


def test_the_desk_hears_of_everything_a_waiting_contact_does(told: tuple[Centre, Published]):
    centre, published = told
    resident = centre.resident("a person please", "hello?")
    assert published.topics == [resident.key, QUEUE_TOPIC] * 2
    published.topics.clear()
    resident.leaves()
    assert published.topics == [resident.key, QUEUE_TOPIC]


def test_the_resident_hears_of_everything_an_adviser_does(told: tuple[Centre, Published]):
    centre, published = told
    resident = centre.resident("a person please")
    published.topics.clear()
    entry = centre.queue.accept(resident.entry.id, "Aisha")
    centre.queue.say(entry.id, "Aisha", "Hello")
    centre.queue.finish(entry.id, "Aisha", outcome="answered", note="", asked_again=False)
    key = resident.key
    assert published.topics == [key, QUEUE_TOPIC, key, key, QUEUE_TOPIC]


def test_the_desk_hears_when_a_call_is_over_and_when_nobody_answered(told: tuple[Centre, Published]):
    centre, published = told
    resident = centre.resident("a person please", channel=Channel.PHONE)
    published.topics.clear()
    centre.turns.nobody_answered(resident.key)
    assert published.topics == [QUEUE_TOPIC]
    centre.queue.phone_call_over(resident.key)
    assert QUEUE_TOPIC in published.topics[1:]
