from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.studio.inbox.parts import Council


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    council = Council(tmp_path)
    yield council
    council.database.close()
