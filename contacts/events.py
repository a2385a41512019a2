"""Word that a contact has something new, within one process or, with Redis, between several."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

import redis
import redis.asyncio
import structlog

log = structlog.get_logger()

QUEUE_TOPIC = "queue"  # the list of contacts waiting for a person has changed
SUBSCRIBE_SECONDS = 5.0


class Bell(Protocol):
    async def wait(self, timeout_seconds: float) -> bool:
        """True when something happened since the last wait, False after the timeout."""


class Events(Protocol):
    """Carries no content, only "look again": a lost event costs a delay, never a message."""

    def publish(self, topic: str) -> None:
        """Tell every subscriber of a topic (a contact's key, or QUEUE_TOPIC). Safe from any thread."""

    def subscribe(self, topic: str) -> AbstractAsyncContextManager[Bell]:
        """Hear of a topic for as long as the block lasts."""


class _LocalBell:
    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._loop.call_soon_threadsafe(self._rung.set)

    async def wait(self, timeout_seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._rung.wait(), timeout_seconds)
        except TimeoutError:
            return False
        self._rung.clear()
        return True


class LocalEvents:
    """Events inside one process: the embedded default."""

    def __init__(self) -> None:
        self._bells: dict[str, set[_LocalBell]] = defaultdict(set)
        self._lock = threading.Lock()

    def publish(self, topic: str) -> None:
        with self._lock:
            bells = list(self._bells.get(topic, ()))
        for bell in bells:
            bell.ring()

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[Bell]:
        bell = _LocalBell()
        with self._lock:
            self._bells[topic].add(bell)
        try:
            yield bell
        finally:
            with self._lock:
                self._bells[topic].discard(bell)
                if not self._bells[topic]:
                    del self._bells[topic]


class _RedisBell:
    def __init__(self, channel: redis.asyncio.client.PubSub) -> None:
        self._channel = channel

    async def wait(self, timeout_seconds: float) -> bool:
        message = await self._channel.get_message(ignore_subscribe_messages=True, timeout=timeout_seconds)
        return message is not None


class RedisEvents:
    """Events between processes: a setting for councils that run several web processes."""

    PREFIX = "frontdoor:events:"

    def __init__(self, url: str) -> None:
        self._url = url
        self._redis = redis.Redis.from_url(url)

    def publish(self, topic: str) -> None:
        try:
            self._redis.publish(self.PREFIX + topic, b"")
        except redis.RedisError as error:
            # What there is to hear of is stored already: it is seen at the next look.
            log.warning("event_lost", reason=type(error).__name__)

    @asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[Bell]:
        client = redis.asyncio.Redis.from_url(self._url)
        channel = client.pubsub()
        try:
            await channel.subscribe(self.PREFIX + topic)
            await channel.get_message(timeout=SUBSCRIBE_SECONDS)  # Redis says that it listens
            yield _RedisBell(channel)
        finally:
            await channel.aclose()
            await client.aclose()


def events_at(redis_url: str | None) -> Events:
    return RedisEvents(redis_url) if redis_url else LocalEvents()
