"""Works through the queue: trains, rehearses, compares, says how far it is, and ends every job in words."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import structlog

from council.yaml_files import CouncilDataError
from studio.files.content import Content
from studio.workshop.comparing import Answers, compare
from studio.workshop.comparison import Comparison, Comparisons, Conversation
from studio.workshop.in_live import MESSAGES_NAME, SCRIPTS, InLive
from studio.workshop.jobs import Jobs, JobView
from studio.workshop.messages import danger_alike, of_enquiries, read
from studio.workshop.models import Kind
from studio.workshop.progress import (
    COMPARING,
    CONVERSATIONS,
    IN_LIVE,
    LOADING,
    MESSAGES,
    Durations,
    Progress,
)
from studio.workshop.rehearsals import CannotRehearse, CannotTrain, Models, Rehearsal, Rehearsals, Stopped
from studio.workshop.running import LiveAsItRuns, Running
from studio.workshop.snapshots import CannotRead, Snapshots

BEAT_SECONDS = 1.0
UNKNOWN_FAULT = "Something went wrong that is not in your files. Tell whoever looks after the server."

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Workshop:
    """What a worker works with. `name`: the worker's own."""

    name: str
    jobs: Jobs
    comparisons: Comparisons
    snapshots: Snapshots
    models: Models
    rehearsals: Rehearsals
    durations: Durations
    running: LiveAsItRuns
    clock: Callable[[], datetime]

    @cached_property
    def in_live(self) -> InLive:
        return InLive(self.rehearsals)

    def take_one(self, leaving: threading.Event) -> bool:
        """Do the next job to its end; false when there is none.

        Args:
            leaving: once set, the work stops and the job waits for another worker.
        """
        job = self.jobs.take(self.name)
        if job is None:
            return False
        progress = Progress(job.kind, self.durations.read(), measured=self.durations.measured)
        with self._heard(job, progress, leaving) as stop:
            try:
                model = self._do(job, progress, stop)
                self.jobs.finish(job.id, self.name, model.name)
                self.durations.learn(progress.took)
            except Stopped:
                self.jobs.stopped(job.id, self.name)
            except (CannotTrain, CannotRehearse, CannotRead) as error:
                self._failed(job, str(error))
            except CouncilDataError as error:
                self._failed(job, "; ".join(str(mistake) for mistake in error.mistakes))
            except Exception:
                # Whatever it was, the editor is told that it is over, and the worker lives on for the next job.
                log.exception("workshop_job_failed", job=job.id)
                self._failed(job, UNKNOWN_FAULT)
        return True

    def _do(self, job: JobView, progress: Progress, stop: threading.Event) -> Path:
        content = self.snapshots.of(job.commit)
        if job.kind == Kind.TRAIN:
            model = self.models.train(content, progress.line, stop)
            progress.leave()
            return model
        live = self.running.now(progress.line, stop)  # at once: there is one, or nobody is answered
        # A rehearsal takes most of a minute to start, so it does that meanwhile, with the model that is there.
        meanwhile = ThreadPoolExecutor(1, thread_name_prefix="rehearsal")
        starting = meanwhile.submit(self.rehearsals.start, content, live.model)
        meanwhile.shutdown(wait=False)
        model = self.models.train(content, progress.line, stop)
        progress.enter(LOADING)
        rehearsal = _result(starting, stop)
        rehearsal.use(model)
        self.comparisons.store(self._compared(job, content, live, model, rehearsal, progress, stop))
        progress.leave()
        return model

    def _compared(
        self,
        job: JobView,
        content: Path,
        live: Running,
        model: Path,
        rehearsal: Rehearsal,
        progress: Progress,
        stop: threading.Event,
    ) -> Comparison:
        progress.enter(MESSAGES)
        messages = read(content)
        alike = danger_alike(content, live.content)
        of_draft = messages.of_enquiries if alike else messages.texts
        after, before = self._both(of_draft, messages.texts, live, model, rehearsal, progress, stop)
        if alike:  # most drafts do not touch it, and its messages are a third of all
            after = {**before, **after}
        progress.enter(CONVERSATIONS)
        conversations = tuple(self._played(content, rehearsal, progress, stop))

        def on_live(done: int, whole: int) -> None:
            progress.enter(IN_LIVE)
            progress.count("live", done, whole)

        conversations, not_tried = self.in_live.tried(conversations, live.content, live.model, on_live, stop)
        progress.enter(COMPARING)
        found = compare(
            messages, before, after, self.models.held_out(live.model), self.models.held_out(model)
        )
        return Comparison(
            job.draft_id,
            job.commit,
            model.name,
            live.model.name,
            self.clock(),
            found.parts,
            found.changed,
            found.missed_danger,
            conversations,
            found.confusion,
            dict(messages.services),
            (*(note for note in (live.note, not_tried) if note), *found.notes),
        )

    def _both(
        self,
        of_draft: Iterable[str],
        of_live: Iterable[str],
        live: Running,
        model: Path,
        rehearsal: Rehearsal,
        progress: Progress,
        stop: threading.Event,
    ) -> tuple[Answers, Answers]:
        """What the draft's model makes of its texts, and the live one of its own. Two thousand take most of a minute,
        so they read side by side; the live one for the first draft only, since what it said is remembered."""

        def told(done: int, whole: int) -> None:
            progress.count("draft", done, whole)

        if model == live.model:  # they would write the same file
            answers = self._answers(model, of_live, rehearsal.understand, told, stop)
            return answers, answers
        with ThreadPoolExecutor(1, thread_name_prefix="live") as meanwhile:
            reading = meanwhile.submit(
                self._answers,
                live.model,
                of_live,
                lambda unknown: self.models.understand(unknown, live.model, live.content),
                lambda done, whole: progress.count("live", done, whole),
                stop,
            )
            after = self._answers(model, of_draft, rehearsal.understand, told, stop)
            return after, reading.result()

    def _answers(
        self,
        model: Path,
        texts: Iterable[str],
        ask: Callable[[list[str]], Iterator[dict[str, Any]]],
        told: Callable[[int, int], None],
        stop: threading.Event,
    ) -> Answers:
        """What a model makes of each text. Asked once: what is known of a model stays with it.

        Args:
            told: how many of those that are asked are answered.
        """
        known = self.models.known(model)
        unknown = [text for text in texts if text not in known]
        if unknown:
            told(0, len(unknown))
            for done, (text, answer) in enumerate(zip(unknown, ask(unknown), strict=True), start=1):
                known[text] = answer
                told(done, len(unknown))
                if stop.is_set():
                    raise Stopped
            self.models.remember(model, known)
        return known

    def _played(
        self, content: Path, rehearsal: Rehearsal, progress: Progress, stop: threading.Event
    ) -> Iterator[Conversation]:
        scripts, said, problem = sorted((content / SCRIPTS).glob("*.yml")), dict[str, str](), ""
        try:
            said = of_enquiries(content)
        except CouncilDataError as error:
            problem = str(error)
        for done, script in enumerate(scripts):
            if stop.is_set():
                raise Stopped
            progress.count("played", done, len(scripts) + len(said))
            yield Conversation(script.stem, rehearsal.play(script))
        if problem:
            yield Conversation(MESSAGES_NAME, problem)
        titles = {enquiry.name: enquiry.title for enquiry in Content(content).catalogue()}
        for done, (name, message) in enumerate(said.items(), start=len(scripts)):
            if stop.is_set():
                raise Stopped
            progress.count("played", done, len(scripts) + len(said))
            yield Conversation(name, rehearsal.ask(name, message), titles.get(name, ""), message)

    def _failed(self, job: JobView, why: str) -> None:
        log.warning("workshop_job_ends", job=job.id, why=why)
        self.jobs.fail(job.id, self.name, why)

    @contextmanager
    def _heard(self, job: JobView, progress: Progress, leaving: threading.Event) -> Iterator[threading.Event]:
        """Say every second that we are alive and how far it is; the event is set when the work is to stop."""
        stop, over = threading.Event(), threading.Event()

        def beat() -> None:
            while True:
                try:
                    wanted = self.jobs.beat(job.id, self.name, progress.said, *progress.now())
                except Exception:
                    log.exception(
                        "workshop_beat_failed", job=job.id
                    )  # the database is away: it may come back
                    wanted = True
                if leaving.is_set() or not wanted:
                    stop.set()
                    return
                if over.wait(BEAT_SECONDS):
                    return

        beating = threading.Thread(target=beat, name="workshop-beat", daemon=True)
        beating.start()
        try:
            yield stop
        finally:
            over.set()
            beating.join()


def _result(rehearsal: Future[Rehearsal], stop: threading.Event) -> Rehearsal:
    while not stop.is_set():
        try:
            return rehearsal.result(timeout=0.2)
        except TimeoutError:
            continue
    raise Stopped
