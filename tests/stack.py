"""The whole of Frontdoor, started once for the tests that need it: Rasa, actions, library, web, worker, database."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

from server.settings import Settings

# A Wednesday morning, with people at their desks; bins of Tuesday's rounds can still be reported.
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


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
