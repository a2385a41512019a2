"""The studio's worker: trains drafts and compares them, one at a time, giving way to the live assistant."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
from pathlib import Path

import structlog

from server import training
from server.logs import configure_logs
from server.rehearsals import StackRehearsals
from server.settings import ROOT, settings
from server.studio_models import TrainedModels
from server.wiring import Wiring
from studio.trying.hosting import Host
from studio.trying.tryings import DRAFT, LIVE
from studio.workshop.progress import Durations
from studio.workshop.running import LiveAsItRuns
from studio.workshop.snapshots import Snapshots
from studio.workshop.work import Workshop

LOOK_EVERY_SECONDS = 1.0
# How much the worker gives way to the live assistant; all that it starts gives way alike. A pair that somebody waits
# for gets five times the processor of the job beside it, and a tenth of what the live assistant gets when all want it.
NICE, NICE_OF_JOBS = 12, 19
HOLDING_SECONDS = 5.0  # for the pair that is being tried to stop; whatever is left dies with this process
FOLDER = ROOT / "var" / "workshop"

log = structlog.get_logger()


def worker_name() -> str:
    """One process of that name ever: after a restart its predecessor's jobs are not taken for its own."""
    return f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}"


def workshop(wiring: Wiring, rehearsals: StackRehearsals, folder: Path = FOLDER) -> Workshop:
    content = wiring.settings.content_folder
    snapshots, models = Snapshots(content, folder / "content"), _models(wiring)
    return Workshop(
        name=worker_name(),
        jobs=wiring.jobs,
        comparisons=wiring.comparisons,
        snapshots=snapshots,
        models=models,
        rehearsals=rehearsals,
        durations=Durations(folder / "durations.json"),
        running=LiveAsItRuns(content, snapshots, models),
        clock=wiring.clock,
    )


def _models(wiring: Wiring) -> TrainedModels:
    return TrainedModels(wiring.comparisons.models, lambda: wiring.answering_file)


def work(place: Workshop, rehearsals: StackRehearsals, leaving: threading.Event) -> None:
    """Run until told to leave. A failure of one round is logged, and the next round tries again."""
    while not leaving.is_set():
        try:
            busy = place.take_one(leaving)
            rehearsals.stop_idle()
        except Exception:
            log.exception("studio_worker_round_failed")
            busy = False
        if not busy:
            leaving.wait(LOOK_EVERY_SECONDS)


def host(wiring: Wiring, folder: Path = FOLDER) -> Host:
    """What holds the pair of rehearsals that an editor tries things on."""
    content = wiring.settings.content_folder
    snapshots = Snapshots(content, folder / "trying-content")
    return Host(
        name=worker_name(),
        tryings=wiring.tryings,
        rehearsals={name: StackRehearsals(folder / f"trying-{name}") for name in (LIVE, DRAFT)},
        snapshots=snapshots,
        model_of=training.current_model,
        nearest=wiring.nearest,
        running=LiveAsItRuns(content, snapshots, _models(wiring)),
        is_busy=lambda: wiring.jobs.running() is not None,
    )


def hold(place: Host, leaving: threading.Event) -> None:
    """Run until told to leave, beside the jobs. A failure of one round is logged, and the next round tries again."""
    while not leaving.is_set():
        try:
            place.hold_one(leaving)
        except Exception:
            log.exception("studio_worker_trying_failed")
        leaving.wait(LOOK_EVERY_SECONDS)


def main() -> None:
    configure_logs()
    os.nice(NICE)
    leaving = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leaving.set())
    wiring, rehearsals = Wiring(settings()), StackRehearsals(FOLDER)
    holding = threading.Thread(target=hold, args=(host(wiring), leaving), name="trying", daemon=True)
    holding.start()
    os.nice(NICE_OF_JOBS - NICE)  # on Linux of this thread and what it starts, and not of the one that holds
    try:
        work(workshop(wiring, rehearsals), rehearsals, leaving)
    finally:
        rehearsals.stop()
        holding.join(HOLDING_SECONDS)


if __name__ == "__main__":
    main()
