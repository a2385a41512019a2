from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.webchat.parts import Reception


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    reception = Reception(tmp_path)
    yield reception
    reception.database.close()


@pytest.fixture
def browser(reception: Reception) -> TestClient:
    return TestClient(reception.app)


@pytest.fixture
def key(browser: TestClient) -> str:
    """The key of a conversation that has just begun."""
    return str(browser.post("/chat/api/contacts").json()["contact"])
