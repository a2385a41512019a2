"""What several suites share: the running stack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.launcher.stack import Stack
from tests.stack import settings_in

pytest_plugins = ["setup.parts"]  # a missing browser or server skips a test here and fails it in CI


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything, running. Slow to start, so there is one for the whole session; tests leave it running."""
    folder: Path = tmp_path_factory.mktemp("stack")
    with Stack(settings_in(folder), logs=folder / "log") as running:
        yield running
