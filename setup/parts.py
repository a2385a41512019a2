"""A pytest plugin: a test whose part is missing is skipped with the reason, and in CI fails with it.

The parts are programs a machine may lack: a browser, PostgreSQL, Redis. A test's marker says which it needs.
`make test` loads this with `-p setup.parts`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

# The headless shell is Chromium without its own windows, which take three times as long to open as a page does.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
DEBIAN_POSTGRESQL = Path("/usr/lib/postgresql")  # Debian keeps the server off PATH


def browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def postgresql() -> str | None:
    installed = sorted(DEBIAN_POSTGRESQL.glob("*/bin/postgres"))
    return shutil.which("postgres") or (str(installed[-1]) if installed else None)


def redis() -> str | None:
    return shutil.which("redis-server")


PARTS: dict[str, tuple[str, Callable[[], str | None]]] = {
    "browser": ("chromium-headless-shell", browser),
    "postgresql": ("postgresql", postgresql),
    "redis": ("redis-server", redis),
}


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (package, find) in PARTS.items():
        if item.get_closest_marker(marker) and find() is None:
            reason = f"{package} is not installed: apt-get install {package}"
            if in_ci():
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI nothing that needs a part or the stack may be skipped, whoever decided it."""
    report = yield
    needs = [marker for marker in (*PARTS, "stack") if item.get_closest_marker(marker)]
    if in_ci() and needs and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, though marked {', '.join(needs)}: {report.longreprtext}"
    return report
