"""Chooses when the assistant answers, asks, or says that it did not understand, from labelled messages."""

from __future__ import annotations

from server.thresholds.choice import Aims, CannotChoose, choose
from server.thresholds.config import CannotWrite, written
from server.thresholds.finding import Finding, find
from server.thresholds.page import page
from server.thresholds.rule import Thresholds, outcome

__all__ = [
    "Aims",
    "CannotChoose",
    "CannotWrite",
    "Finding",
    "Thresholds",
    "choose",
    "find",
    "outcome",
    "page",
    "written",
]
