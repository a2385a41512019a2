"""What a caller says while they wait, of which no turn comes: a wish about the waiting itself."""

from __future__ import annotations

import re
from enum import Enum


class Wish(Enum):
    CALL_BACK = "call_back"
    NOBODY = "nobody"  # they want nobody any more
    PLACE = "place"  # where they stand, or whether anybody is there


# What would otherwise be heard as the wish to be rung.
_WHEN = re.compile(
    r"(?i)\bwhen (will|are|is) (you|they|some(one|body)|any(one|body)) (going to |gonna )?(ring|call|answer|com|tak|be)"
)
_NOBODY = re.compile(
    r"(?i)\bnever ?mind\b|\bforget (it|about it)\b|\bdo(n'?t| not) bother\b|\bleave it\b|\bchanged my mind\b"
    r"|\bi(['’]?ll| will) (just )?(ring|call|phone|try)\b.{0,12}\b(back|again|later|tomorrow)\b"
    # All they say: "bye" to somebody at the door is said in more words.
    r"|^\W*(?:(?:ok|okay|right|thanks|thank you)\W+)*(?:good ?)?bye(?:\W+(?:bye|then|now|love|pet|thanks))*\W*$"
    r"|^\W*(?:no|ok|okay|actually|oh|it['’]?s|that['’]?s)\b.{0,30}"
    r"\bi(?:['’]?ve| have) (?:just )?(?:found|sorted)\b.{0,25}$"
    r"|\b(?:do(?:n['’]?t| not)|no longer) (?:need|want) (?:anyone|anybody|to speak|to talk|you|this)\b.{0,15}"
    r"\b(?:any ?more|after all|now)\b"
)
_CALL_BACK = re.compile(
    r"(?i)\b(ring|call|phone|bell)(ing)? (me|us)\b|\bcall ?-?back\b"
    r"|\b(rather|like to|want to) be (rung|called|phoned)\b"
)
_PLACE = re.compile(
    r"(?i)\bhello\b|\b(any|some)(one|body) there\b|\bhow (much )?long(er)?\b|\bin the queue\b"
    r"|\bwhat(['’]?s| is)?( my)? (number|position|place)\b|\bstill (there|waiting)\b"
    r"|\b(am i|who['’]?s) (next|first|last)\b|\bwhere am i\b|\bis it my turn\b"
)


def wish_in(words: str) -> Wish | None:
    """None for anything else: a television, or talk with somebody in the room."""
    if _WHEN.search(words):
        return Wish.PLACE
    if _NOBODY.search(words):
        return Wish.NOBODY
    if _CALL_BACK.search(words):
        return Wish.CALL_BACK
    return Wish.PLACE if _PLACE.search(words) else None
