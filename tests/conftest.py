"""What several suites share: the running stack."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.launcher.stack import Stack
from tests.stack import settings_in

pytest_plugins = [
    "setup.parts",  # a missing browser or server skips a test here and fails it in CI
]


def pytest_collection_finish() -> None:
    """What is loaded by now stays, and so does what each file is read into: to look through all of it again and again
    for garbage was a tenth of the tests' work."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything, running. Slow to start, so there is one for the whole session; tests leave it running."""
    folder: Path = tmp_path_factory.mktemp("stack")
    with Stack(settings_in(folder), logs=folder / "log") as running:
        yield running
