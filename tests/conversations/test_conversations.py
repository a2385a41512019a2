"""Every dialogue in this folder, on the running stack."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.dialogues import play
from server.launcher.stack import Stack

DIALOGUES = sorted(Path(__file__).parent.glob("*.yml"))


@pytest.mark.stack
@pytest.mark.parametrize("path", DIALOGUES, ids=[path.stem for path in DIALOGUES])
def test_the_conversation_goes_as_written(path: Path, stack: Stack) -> None:
    play(path, stack.settings)
