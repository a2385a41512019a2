from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.trying.tryings import DRAFT, LIVE
from tests.studio.trying.fake import FakeSide
from tests.studio.trying.parts import TryRoom, draft_side, live_side


@pytest.fixture
def live() -> Iterator[FakeSide]:
    side = live_side()
    yield side
    side.stop()


@pytest.fixture
def draft() -> Iterator[FakeSide]:
    side = draft_side()
    yield side
    side.stop()


@pytest.fixture
def room(content: Path, tmp_path: Path, live: FakeSide, draft: FakeSide) -> Iterator[TryRoom]:
    room = TryRoom(content, tmp_path, {LIVE: live, DRAFT: draft})
    yield room
    room.database.close()
