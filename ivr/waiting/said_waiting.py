"""What a caller says while they wait, of which no turn comes: a wish about the waiting itself."""

from __future__ import annotations

import re
from enum import Enum


class Wish(Enum):
    CALL_BACK = "call_back"
    NOBODY = "nobody"  # they want nobody any more
    PLACE = "place"  # where they stand, or whether anybody is there


_NOBODY = re.compile(
    r"(?i)\bnever ?mind\b|\bforget (it|about it)\b|\bdo(n'?t| not) bother\b|\bleave it\b|\bchanged my mind\b"
    r"|\bi(['’]?ll| will) (just )?(ring|call|phone|try)\b.{0,12}\b(back|again|later|tomorrow)\b"
)
_CALL_BACK = re.compile(
    r"(?i)\b(ring|call|phone|bell)(ing)? (me|us)\b|\bcall ?-?back\b"
    r"|\b(rather|like to|want to) be (rung|called|phoned)\b"
)
_PLACE = re.compile(
    r"(?i)\bhello\b|\b(any|some)(one|body) there\b|\bhow (much )?long(er)?\b|\bin the queue\b"
    r"|\bwhat (number|position|place)\b|\bstill (there|waiting)\b"
)


def wish_in(words: str) -> Wish | None:
    """None for anything else: a television, or talk with somebody in the room."""
    if _NOBODY.search(words):
        return Wish.NOBODY
    if _CALL_BACK.search(words):
        return Wish.CALL_BACK
    return Wish.PLACE if _PLACE.search(words) else None
