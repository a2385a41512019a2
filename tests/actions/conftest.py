from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import structlog


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[Any]]:
    """What was logged; outside the server nothing says how to print it."""
    with structlog.testing.capture_logs() as entries:
        yield entries
