"""What several suites share: the running stack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.launcher.stack import Stack
from tests.stack import settings_in

pytest_plugins = ["setup.parts"]  # a missing browser or server skips a test here and fails it in CI


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With workers (`-n`), the tests on the running stack share one worker and its stack, and those of a file stay
    together. The stack's come first: they take longest, and much of that is waiting."""
    for item in items:
        group = "stack" if _on_the_stack(item) else item.location[0]
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: not _on_the_stack(item))


def _on_the_stack(item: pytest.Item) -> bool:
    return "stack" in getattr(item, "fixturenames", ()) or item.get_closest_marker("stack") is not None


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything, running. Slow to start, so there is one for the whole session; tests leave it running."""
    folder: Path = tmp_path_factory.mktemp("stack")
    with Stack(settings_in(folder), logs=folder / "log") as running:
        yield running
