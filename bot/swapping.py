"""Puts a new model in the place of the one that answers, while it answers.

The new model is loaded beside the old one in a thread, tried on a message, and then one assignment makes it the one
that answers. A turn that has begun ends on the model it began on, for each has an agent of its own: its own domain,
replies and view of the conversations. What must be one, they share: the locks, so that two turns of a conversation
still wait for each other, and the store of conversations, so that a form goes on where it stands.

Rasa's own way (PUT /model) stops every turn while it loads, and changes the domain under turns that have begun.
"""

from __future__ import annotations

import asyncio
import copy
import ctypes
import gc
import logging
import sys
import tarfile
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.exceptions import ModelNotFound, UnsupportedModelVersionError

from bot.entities import components  # noqa: F401  brings spaCy before install() says that nothing here is garbage

logger = logging.getLogger(__name__)

PROBE = "my bin was not emptied"  # read before a model may answer; reading it also warms the model up
NOT_WHOLE = (ModelNotFound, tarfile.TarError, zlib.error, EOFError, OSError)
# By then the last turn on the old model has ended; whoever asked has stopped waiting long before (chat_seconds).
LAST_TURN_SECONDS = 30.0
# Seconds a thread may keep the interpreter while a model loads. At Python's usual 0.005 a turn, which gives it away
# often, waits that long each time.
SHORT_TURNS = 0.0005


class ModelRefused(Exception):
    """The model cannot take over; the message says why, for an editor. The old one goes on answering."""


class Swapping:
    """One model that answers and at most one that waits beside it, for one Rasa process."""

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="model")
        self._beside: tuple[str, Agent] | None = None

    async def prepare(self, context: Any, path: str) -> float:
        """Load a model beside the one that answers, in seconds; at once when it is there already.

        Args:
            context: what holds the `agent` that answers (Sanic's app.ctx).
        Raises:
            ModelRefused
        """
        async with self._one_at_a_time:
            return await self._load(context, path)

    async def switch(self, context: Any, path: str) -> float:
        """Let a model answer from now on, loading it first where it was not prepared. Seconds it took to load.

        Raises:
            ModelRefused
        """
        async with self._one_at_a_time:
            seconds = await self._load(context, path)
            if self._beside is not None:
                old, (_, context.agent), self._beside = context.agent, self._beside, None
                logger.info("The model that answers is now %s", context.agent.model_name)
                asyncio.get_running_loop().call_later(LAST_TURN_SECONDS, self._thread.submit, _let_go, old)
            return seconds

    async def forget(self) -> None:
        """Let go of a model that was prepared and is not wanted."""
        async with self._one_at_a_time:
            self._drop_beside()

    async def _load(self, context: Any, path: str) -> float:
        name = _name(path)
        if self._beside is not None and self._beside[0] == name:
            return 0.0
        self._drop_beside()
        began = time.monotonic()
        loaded = await asyncio.get_running_loop().run_in_executor(self._thread, _loaded, context.agent, path)
        self._beside = (name, loaded)
        return time.monotonic() - began

    def _drop_beside(self) -> None:
        if self._beside is not None:
            self._thread.submit(_let_go, self._beside[1])
            self._beside = None


def agent_like(old: Agent) -> Agent:
    """An agent without a model yet, over the same conversations and the same locks as another."""
    templated = isinstance(old.nlg, TemplatedNaturalLanguageGenerator)
    new = Agent(
        generator=None if templated else old.nlg,  # templates are the model's own
        lock_store=old.lock_store,
        action_endpoint=old.action_endpoint,
        http_interpreter=old.http_interpreter,
        remote_storage=old.remote_storage,
    )
    new.tracker_store = _own_view(old.tracker_store)
    return new


def _own_view(store: TrackerStore) -> TrackerStore:
    """The same conversations, read with a domain of its own: loading a model sets it on the store."""
    view = copy.copy(store)
    if isinstance(view, FailSafeTrackerStore):
        view._tracker_store = copy.copy(view._tracker_store)
        if view._fallback_tracker_store is not None:
            view._fallback_tracker_store = copy.copy(view._fallback_tracker_store)
    return view


def _loaded(old: Agent, path: str) -> Agent:
    """Runs in the thread."""
    if not Path(path).is_file():
        raise ModelRefused("The model's file is not there")
    new = agent_like(old)
    try:
        with _short_turns():
            new.load_model(path)
            parsed = asyncio.run(new.parse_message(PROBE))
    except UnsupportedModelVersionError as error:
        version = error.model_version
        raise ModelRefused(
            f"The model was trained by an older version of Rasa ({version}). Train it again"
        ) from None
    except NOT_WHOLE as error:
        logger.warning("A model was refused: %r", error)
        raise ModelRefused("The model's file is damaged. Train it again") from None
    except Exception as error:
        # Whatever an archive of another version of our components fails with, the old model must go on.
        logger.exception("A model was refused")
        why = f"{type(error).__name__}: {error}"
        raise ModelRefused(f"The model does not fit this version. Train it again ({why})") from None
    if not (parsed.get("intent") or {}).get("name"):
        raise ModelRefused("The model understands nothing. Train it again")
    return new


def _name(path: str) -> str:
    """A file of the same name that was written again is another model."""
    try:
        there = Path(path).stat()
    except OSError:
        return path
    return f"{path} {there.st_mtime_ns} {there.st_size}"


def install() -> None:
    """What is there before any model is never garbage, so looking for garbage need not look at it.

    Looking through all of TensorFlow and spaCy stops every turn for a second on a busy machine; through a model alone
    for less than a tenth. Done once, when the contact channel is loaded.
    """
    gc.freeze()


@contextmanager
def _short_turns() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SHORT_TURNS)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _let_go(agent: Agent) -> None:
    """Give back the memory of an agent that answers nobody any more.

    A spaCy pipeline holds itself in a circle; and what is freed, the C library keeps until it is told otherwise.
    """
    if agent.processor is not None:
        vars(agent.processor.graph_runner).clear()
        agent.processor = None
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
