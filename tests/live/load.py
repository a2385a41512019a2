"""Residents who talk to the chat at a steady pace, whatever happens to the assistant meanwhile."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from server.dialogues import ChatResident
from server.settings import Settings

# A form that is begun, asked in the middle of, and left; and an answer from an article.
DIALOGUE = (
    "my bin was missed",
    "MB1 4QP",
    "41",
    "how much does that cost?",
    "never mind",
    "how do i renew a library book",
)
AT_ONCE = 40  # conversations; a slow moment does not slow the others down


@dataclass
class Load:
    """What came back: for each step of the dialogue, every different answer; what failed; seconds of each turn."""

    heard: list[set[str]] = field(default_factory=lambda: [set() for _ in DIALOGUE])
    failures: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def percentile(self, of_hundred: int) -> float:
        return sorted(self.seconds)[min(len(self.seconds) - 1, len(self.seconds) * of_hundred // 100)]


def answers(settings: Settings) -> list[str]:
    """The dialogue once, with nobody else there."""
    resident = ChatResident(settings)
    resident.begins()
    return [resident.says(words) for words in DIALOGUE]


def keep_talking(
    settings: Settings, turns: int, a_second: float, meanwhile: Sequence[tuple[int, Callable[[], None]]]
) -> Load:
    """Take so many turns, one every 1 / `a_second` seconds, whether or not earlier ones have been answered.

    Args:
        meanwhile: what is done, in a thread of its own, when so many turns have been sent.
    """
    load, lock = Load(), threading.Lock()
    conversations = [_Conversation(settings) for _ in range(AT_ONCE)]
    doing: list[Future[None]] = []

    def take(conversation: _Conversation) -> None:
        with conversation.lock:
            step = conversation.step
            began = time.monotonic()
            try:
                heard = conversation.take()
            except (httpx.HTTPError, AssertionError) as error:
                with lock:
                    load.failures.append(f"{DIALOGUE[step]}: {error!r}")
                return
            with lock:
                load.seconds.append(time.monotonic() - began)
                load.heard[step].add(heard)

    with ThreadPoolExecutor(AT_ONCE) as residents, ThreadPoolExecutor(len(meanwhile) or 1) as others:
        began = time.monotonic()
        for number, conversation in zip(range(turns), itertools.cycle(conversations), strict=False):
            doing += [others.submit(do) for when, do in meanwhile if when == number]
            time.sleep(max(0.0, began + number / a_second - time.monotonic()))
            residents.submit(take, conversation)
    for done in doing:
        done.result()  # raises what went wrong
    return load


class _Conversation:
    """One resident after another, each from the greeting to the end of the dialogue."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.lock = threading.Lock()
        self.step = 0
        self._resident: ChatResident | None = None

    def take(self) -> str:
        if self._resident is None:
            self._resident = ChatResident(self._settings)
            self._resident.begins()
        heard = self._resident.says(DIALOGUE[self.step])
        self.step += 1
        if self.step == len(DIALOGUE):
            self.step, self._resident = 0, None
        return heard
