"""Waiting until every process has seen new content."""

from __future__ import annotations

import time

from database.engine import Database
from server.settings import Settings
from studio.releasing.marker import Live
from studio.releasing.shown import PROCESSES, Shown

PATIENCE_SECONDS = 60.0


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
