"""What several suites share: the running stack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.launcher.stack import Stack
from tests.stack import settings_in

pytest_plugins = ["setup.parts"]  # a missing browser or server skips a test here and fails it in CI


SHARED = ("stack", "live_stack")  # fixtures of a session that are slow to start


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With workers (`-n`), the tests that share a running stack share a worker, and those of a file stay together, in
    their order. Whatever starts a stack comes first: it takes longest, and much of that is waiting."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=lambda item: item.get_closest_marker("stack") is None)


def _group(item: pytest.Item) -> str:
    wanted = getattr(item, "fixturenames", ())
    return next((shared for shared in SHARED if shared in wanted), item.location[0])


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything, running. Slow to start, so there is one for the whole session; tests leave it running."""
    folder: Path = tmp_path_factory.mktemp("stack")
    with Stack(settings_in(folder), logs=folder / "log") as running:
        yield running
