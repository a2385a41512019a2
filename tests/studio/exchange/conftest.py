from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.studio.workroom import Editor, Workroom


@pytest.fixture
def workroom(content: Path, tmp_path: Path) -> Iterator[Workroom]:
    workroom = Workroom(content, tmp_path)
    yield workroom
    workroom.database.close()


@pytest.fixture
def emma(workroom: Workroom) -> Editor:
    return workroom.editor("emma")
