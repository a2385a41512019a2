"""frontdoor studio train and compare: asked of the studio's worker and waited for, or done here."""

from __future__ import annotations

import threading
import time
from typing import Annotated

import typer

from server import training
from server.rehearsals import StackRehearsals
from server.studio_commands.common import (
    TOO_LATE,
    Acting,
    AsJson,
    DraftId,
    acting,
    errors,
    fail,
    refusals,
    show,
    wired,
)
from server.studio_worker import FOLDER, workshop
from server.wiring import Wiring
from studio.workshop.comparison import Comparison
from studio.workshop.jobs import JobView
from studio.workshop.models import Kind, Status

LOOK_EVERY_SECONDS = 1.0
HOUR = 3600

Here = Annotated[
    bool, typer.Option("--here", help="Do it in this process: for a machine on which no worker runs")
]
Wait = Annotated[bool, typer.Option("--wait/--no-wait", help="Wait until it is done")]
Within = Annotated[int, typer.Option("--within", help="Seconds to wait at most", min=1)]


def add_to(app: typer.Typer) -> None:
    @app.command()
    def train(
        draft_id: DraftId,
        who: Acting,
        here: Here = False,
        wait: Wait = True,
        within: Within = HOUR,
        as_json: AsJson = False,
    ) -> None:
        """Train a draft. Does nothing where there is a model for what it holds."""
        wiring = wired()
        with refusals():
            job = _done(wiring, Kind.TRAIN, draft_id, who, here=here, wait=wait, within=within)
        show(job, as_json, f"Trained: {job.model}" if job.model else f"Job {job.id} is {job.status}.")

    @app.command()
    def compare(
        draft_id: DraftId,
        who: Acting,
        here: Here = False,
        wait: Wait = True,
        within: Within = HOUR,
        as_json: AsJson = False,
    ) -> None:
        """Compare a draft with the live assistant; trains it first where it must. Print what was found.

        A comparison that holds is not made again, unless it is asked for with --here or --no-wait.
        """
        wiring = wired()
        with refusals():
            commit = wiring.drafts.get(draft_id).head
            found = None if here or not wait else _that_holds(wiring, draft_id, commit)
            if found is None:
                job = _done(wiring, Kind.COMPARE, draft_id, who, here=here, wait=wait, within=within)
                found = None if job.is_open else wiring.comparisons.latest(draft_id, commit)
                if found is None:
                    show(job, as_json, f"Job {job.id} is {job.status}.")
                    return
        show(found, as_json, *_lines(found))


def _that_holds(wiring: Wiring, draft_id: int, commit: str) -> Comparison | None:
    """With the model that is live now: the gate takes no other."""
    found = wiring.comparisons.latest(draft_id, commit)
    live = wiring.answering_file or training.current_model(wiring.settings.content_folder)
    return found if found and live and found.live_model == live.name else None


def _done(
    wiring: Wiring, kind: Kind, draft_id: int, who: str, *, here: bool, wait: bool, within: int
) -> JobView:
    person = acting(wiring, who)
    job = wiring.jobs.ask(kind, draft_id, wiring.drafts.get(draft_id).head, person.name)
    if here:
        _work(wiring, job)
    elif wait:
        _await(wiring, job, within)
    job = wiring.jobs.view(job.id)
    if job.status in (Status.FAILED, Status.CANCELLED):
        fail(job.problem or f"The job was {job.status}.")
    return job


def _work(wiring: Wiring, job: JobView) -> None:
    """Be the worker until this job is over; those that were asked before it are done first."""
    rehearsals = StackRehearsals(FOLDER)
    leaving = threading.Event()
    try:
        place = workshop(wiring, rehearsals)
        while wiring.jobs.view(job.id).is_open and place.take_one(leaving):
            pass
    finally:
        rehearsals.stop()
    if wiring.jobs.view(job.id).is_open:
        fail("Another worker has taken it. Leave --here out to wait for it.", TOO_LATE)


def _await(wiring: Wiring, job: JobView, within: int) -> None:
    until, said = time.monotonic() + within, ""
    while (seen := wiring.jobs.view(job.id)).is_open:
        if time.monotonic() > until:
            behind = "no worker has begun it" if seen.status is Status.QUEUED else f"it is at {seen.percent}%"
            fail(f"Not done within {within} seconds: {behind}. The job stays in the queue.", TOO_LATE)
        stage = f"{seen.stage or seen.status} {seen.percent}%"
        if stage != said:
            errors.print(stage)
            said = stage
        time.sleep(LOOK_EVERY_SECONDS)


def _lines(found: Comparison) -> list[str]:
    lines = [f"{found.model}, of version {found.commit[:8]}, beside {found.live_model}"]
    for name, part in found.parts.items():
        whole = part.whole
        lines.append(f"{name}: {whole.before:.1%} before, {whole.after:.1%} after, {whole.verdict}")
    failed = [one for one in found.conversations if not one.passed]
    lines.append(
        f"conversations: {len(found.conversations) - len(failed)} of {len(found.conversations)} as written"
    )
    lines += [f"  {one.shown}{'' if one.is_lost else ' (nor in live)'}" for one in failed]
    lines += [f"danger missed: {danger.text}" for danger in found.missed_danger]
    return [*lines, *found.notes]
