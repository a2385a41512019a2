"""`make run`: sets the processes up, starts them, watches over them, says where everything is, stops them."""

from __future__ import annotations

from server.settings import Settings


def run(settings: Settings) -> int:
    """Run everything until Ctrl-C; returns the exit code of `frontdoor run`."""
    # Imported here: training needs this package's leash and logs, and the launcher needs training.
    from server.launcher.main import run_until_stopped  # noqa: PLC0415

    return run_until_stopped(settings)
