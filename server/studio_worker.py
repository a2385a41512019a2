"""The studio's worker: trains drafts and compares them, one at a time, giving way to the live assistant."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
from pathlib import Path

import structlog

from server.logs import configure_logs
from server.rehearsals import StackRehearsals
from server.settings import ROOT, settings
from server.studio_models import TrainedModels
from server.wiring import Wiring
from studio.workshop.progress import Durations
from studio.workshop.snapshots import Snapshots
from studio.workshop.work import Workshop

LOOK_EVERY_SECONDS = 1.0
NICE = 19  # the most anyone can give way; all that it starts gives way alike
FOLDER = ROOT / "var" / "workshop"

log = structlog.get_logger()


def workshop(wiring: Wiring, rehearsals: StackRehearsals, folder: Path = FOLDER) -> Workshop:
    chosen = wiring.settings
    return Workshop(
        # One process of that name ever: after a restart its predecessor's jobs are not taken for its own.
        name=f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}",
        jobs=wiring.jobs,
        comparisons=wiring.comparisons,
        snapshots=Snapshots(chosen.content_folder, folder / "content"),
        models=TrainedModels(wiring.comparisons.models),
        rehearsals=rehearsals,
        durations=Durations(folder / "durations.json"),
        live=chosen.content_folder,
        clock=wiring.clock,
    )


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


def main() -> None:
    configure_logs()
    os.nice(NICE)
    leaving = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leaving.set())
    rehearsals = StackRehearsals(FOLDER)
    try:
        work(workshop(Wiring(settings()), rehearsals), rehearsals, leaving)
    finally:
        rehearsals.stop()


if __name__ == "__main__":
    main()
