"""Holds the pair that an editor tries things on, in the studio's worker, for as long as it is used."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from studio.trying.nearest import Nearest
from studio.trying.tryings import DRAFT, LIVE, SideView, Tryings, TryingView
from studio.workshop.rehearsals import CannotRehearse, Rehearsals
from studio.workshop.snapshots import CannotRead, Snapshots

BEAT_SECONDS = 1.0
POLL_SECONDS = 0.5  # while the sides start
NO_LIVE_MODEL = (
    "There is no model for the live files as they are. A file may have been changed by hand. "
    "Tell whoever looks after the server."
)
NO_DRAFT_MODEL = "The draft has no model for what it is now. Train it first."
UNKNOWN_FAULT = "Something went wrong that is not in your files. Tell whoever looks after the server."

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Host:
    """What the worker holds a pair with.

    Attributes:
        name: the worker's own.
        rehearsals: by side; each holds one.
        model_of: the model for a content as it is, none when there is none.
        live: the folder whose content is live.
        is_busy: whether a draft is being trained or compared beside it. Two sides that start at once then take
            minutes, so live starts first, and can be spoken to while the draft starts.
    """

    name: str
    tryings: Tryings
    rehearsals: dict[str, Rehearsals]
    snapshots: Snapshots
    model_of: Callable[[Path], Path | None]
    nearest: Nearest
    live: Path
    is_busy: Callable[[], bool] = lambda: False

    def hold_one(self, leaving: threading.Event) -> bool:
        """Start the pair that is asked for and hold it to its end; false when none is asked for."""
        asked = self.tryings.take(self.name)
        if asked is None:
            return False
        problem: str | None = None
        try:
            sides = self._started(asked, leaving)
            if sides is not None:
                self.tryings.ready(asked.id, sides)
                while self.tryings.beat(asked.id) and not leaving.wait(BEAT_SECONDS):
                    pass
        except (CannotRehearse, CannotRead) as error:
            problem = str(error)
        except Exception:
            log.exception("trying_failed", trying=asked.id)
            problem = UNKNOWN_FAULT
        finally:
            for held in self.rehearsals.values():
                held.stop()
            self.tryings.end(asked.id, problem)
        return True

    def _started(self, asked: TryingView, leaving: threading.Event) -> list[SideView] | None:
        """Both sides, at once or live first; none when the pair was wanted no more."""
        wanted = {LIVE: self._with_model(self.live, NO_LIVE_MODEL)}
        if asked.commit:
            wanted[DRAFT] = self._with_model(self.snapshots.of(asked.commit), NO_DRAFT_MODEL)

        def start(name: str) -> SideView:
            content, model = wanted[name]
            running = self.rehearsals[name].start(content, model)
            return SideView(name, str(content), running.base_url, running.token)

        def learn(name: str) -> None:
            self.nearest.learn(wanted[name][0])

        in_turn = len(wanted) > 1 and self.is_busy()
        with ThreadPoolExecutor(2 * len(wanted)) as threads:
            starting = []
            for names in [[LIVE], [DRAFT]] if in_turn else [list(wanted)]:
                starting += [threads.submit(start, name) for name in names]
                learning = [threads.submit(learn, name) for name in names]
                if not self._until_done(asked, [*starting, *learning], leaving):
                    return None
                if len(starting) < len(wanted):
                    self.tryings.ready(asked.id, [one.result() for one in starting])
            return [one.result() for one in starting]

    def _with_model(self, content: Path, otherwise: str) -> tuple[Path, Path]:
        model = self.model_of(content)
        if model is None:
            raise CannotRehearse(otherwise)
        return content, model

    def _until_done(self, asked: TryingView, work: Sequence[Future[Any]], leaving: threading.Event) -> bool:
        """Wait, saying that we are alive; false once the pair is wanted no more. What starts must end its start."""
        while not all(one.done() for one in work):
            time.sleep(POLL_SECONDS)
            if leaving.is_set() or not self.tryings.beat(asked.id):
                return False
        return True
