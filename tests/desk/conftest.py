from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.parts import Adviser, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.database.close()


@pytest.fixture
def aisha(office: Office) -> Adviser:
    return office.adviser("aisha")


@pytest.fixture
def tom(office: Office) -> Adviser:
    return office.adviser("tom")
