"""The files are edited without git."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.studio.parts import copy_of_content


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_of_content(tmp_path / "content")
