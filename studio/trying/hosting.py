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
from studio.workshop.rehearsals import CannotRehearse, CannotTrain, Rehearsals
from studio.workshop.running import LiveAsItRuns, Running
from studio.workshop.snapshots import CannotRead, Snapshots

BEAT_SECONDS = 1.0
POLL_SECONDS = 0.5  # while the sides start
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
        running: live as it runs, which is what is tried.
        is_busy: whether a draft is being trained or compared beside it. Two sides that start at once then take
            minutes, so live starts first, and can be spoken to while the draft starts.
    """

    name: str
    tryings: Tryings
    rehearsals: dict[str, Rehearsals]
    snapshots: Snapshots
    model_of: Callable[[Path], Path | None]
    nearest: Nearest
    running: LiveAsItRuns
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
        except (CannotRehearse, CannotRead, CannotTrain) as error:
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
        of_draft = {DRAFT: self._of_draft(asked.commit)} if asked.commit else {}
        live = self._live(asked, leaving)
        if live is None:
            return None
        wanted = {LIVE: live, **of_draft}

        def start(name: str) -> SideView:
            side = wanted[name]
            running = self.rehearsals[name].start(side.content, side.model)
            return SideView(name, str(side.content), running.base_url, running.token, side.note)

        def learn(name: str) -> None:
            self.nearest.learn(wanted[name].content)

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

    def _of_draft(self, commit: str) -> Running:
        content = self.snapshots.of(commit)
        model = self.model_of(content)
        if model is None:
            raise CannotRehearse(NO_DRAFT_MODEL)
        return Running(content, model)

    def _live(self, asked: TryingView, leaving: threading.Event) -> Running | None:
        """None when the pair was wanted no more: where nothing answers, a training may come first."""
        stop = threading.Event()
        with ThreadPoolExecutor(1, thread_name_prefix="live") as one:
            finding = one.submit(self.running.now, stop=stop)
            if not self._until_done(asked, [finding], leaving):
                stop.set()
                return None
            return finding.result()

    def _until_done(self, asked: TryingView, work: Sequence[Future[Any]], leaving: threading.Event) -> bool:
        """Wait, saying that we are alive; false once the pair is wanted no more. What starts must end its start."""
        while not all(one.done() for one in work):
            time.sleep(POLL_SECONDS)
            if leaving.is_set() or not self.tryings.beat(asked.id):
                return False
        return True
