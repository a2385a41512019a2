"""Tiny processes that stand in for ours."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from server.launcher.process import Process

MakeProcess = Callable[..., Process]


@pytest.fixture
def process(tmp_path: Path) -> MakeProcess:
    def make(code: str, ready: Callable[[], bool] = lambda: True, settle_seconds: float = 0.0) -> Process:
        """A Python program of a line or two. It runs in tmp_path, without site-packages to start fast."""
        command = [sys.executable, "-I", "-S", "-c", code]
        return Process(
            "part", "The part", lambda: command, ready, folder=tmp_path, settle_seconds=settle_seconds
        )

    return make
