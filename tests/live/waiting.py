"""Waiting for what the running stack does, and who asks for it."""

from __future__ import annotations

import time

from database.engine import Database
from server.settings import Settings
from studio.drafts.people import Person
from studio.releasing.marker import Live
from studio.releasing.releases import Releases
from studio.releasing.shown import PROCESSES, Shown
from studio.releasing.views import ReleaseView

PATIENCE_SECONDS = 600.0
EMMA, OLIVE = Person("Emma", "emma@marlbury.example"), Person("Olive", "olive@marlbury.example")


def until_over(releases: Releases, asked: ReleaseView) -> tuple[ReleaseView, float]:
    """The release once the worker has done it, and in how many seconds."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_SECONDS:
        release = releases.view(asked.id)
        if release.over:
            return release, time.monotonic() - began
        time.sleep(0.1)
    raise AssertionError(f"the release is still {release.status} after {PATIENCE_SECONDS:g} s")


def until_all_show(settings: Settings, live: Live) -> dict[str, str | None]:
    """Return when all processes have read the content that was marked live; each with its problem, if any."""
    database = Database.at(settings.database_url)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            shown = {view.process: view for view in Shown(database).all()}
            if shown.keys() >= PROCESSES.keys() and all(view.stamp == live.stamp for view in shown.values()):
                return {name: view.problem for name, view in shown.items()}
            time.sleep(0.1)
        raise AssertionError(f"not all processes show {live} after {PATIENCE_SECONDS:g} s: {shown}")
    finally:
        database.close()
