"""Whether reading long words stays bearable, without a clock deciding: a message is held against a quarter of it."""

from __future__ import annotations

import time
from collections.abc import Callable

MOST = 2_000  # characters of a message that anybody can send
LEAST = 1e-3  # seconds: what is quicker is all one, and a busy machine decides nothing
STEEPEST = 4**2.5  # between twice as steep as need be and cubic


def stays_bearable(read: Callable[[str], object], *pieces: str) -> bool:
    """Of each piece, said over and over: it costs no more than somewhat over the square of its length."""
    return all(growth(read, piece) < STEEPEST for piece in pieces)


def growth(read: Callable[[str], object], piece: str) -> float:
    """How many times as much it costs to read four times as much."""
    few, many = (piece * max(1, length // len(piece)) for length in (MOST // 4, MOST))
    return _least(read, many) / max(_least(read, few), LEAST)


def _least(read: Callable[[str], object], words: str) -> float:
    spent = []
    for _ in range(3):
        began = time.process_time()
        read(words)
        spent.append(time.process_time() - began)
    return min(spent)
