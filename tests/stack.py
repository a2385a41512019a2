"""The whole of Frontdoor, started once for the tests that need it: Rasa, actions, library, web, worker, database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from server.rehearsals import WEDNESDAY, free_port
from server.settings import Settings

__all__ = ["WEDNESDAY", "free_port", "settings_in"]


def settings_in(folder: Path, at: datetime = WEDNESDAY) -> Settings:
    """Settings of a stack of its own: free ports, an empty database, the clock set."""
    return Settings(
        pretend_now=at,
        database_url=f"sqlite:///{folder}/frontdoor.db",
        rasa_tracker_database=str(folder / "rasa.db"),
        drafts_folder=folder / "drafts",
        web_port=free_port(),
        rasa_port=free_port(),
        actions_port=free_port(),
        library_port=free_port(),
    )
