"""Whether a sentence looks back ("was missed") or ahead ("can you come"), which settles what "Tuesday" means."""

from __future__ import annotations

import re

# Verbs that say it plainly count before those that only tend to: "can it be collected on Tuesday" looks ahead.
_PLAIN = re.compile(
    r"\b(?:(?P<back>was|wasn'?t|were|weren'?t|been|had|hadn'?t|has|hasn'?t|have not|haven'?t|i'?ve|we'?ve|you'?ve"
    r"|they'?ve|did|didn'?t|ago|since|supposed|should'?ve|should have|never)"
    r"|(?P<ahead>will|won'?t|\w+'ll|shall|going to|gonna|can(?!'t)|could|would|want|need|like to|have to|please|book"
    r"|booked|due|next(?! door)|(?:by|until|till?|before)(?: the)?(?= ?$)|appointment|available|free|coming|tomorrow"
    r""
    r"|may i|(?<!\w )(?:are|is)(?! (?:still|not)\b)|when|what time"
    r"|is being|are being|is there|is the|are you|are the|do you))\b"
)
_FAINT = re.compile(
    r"\b(?:(?P<back>\w{2,}ed|came|went|left|put|got|took|rang|paid|told|said|sent|saw|spoke|gave|lost|found|fell"
    r"|broke|happened|born)|(?P<ahead>move|moving|start|starts|starting|arrange|register|call|ring|come|collect"
    r"|opens?|shut|closed?|visit|getting|leave|leaving|pay|bring|expect|get))\b"
)
_ENDS = re.compile(r"[.!?;](?: |$)")
NEAR = 90  # characters to either side in which a verb can still be meant


def looks_ahead(text: str, start: int, end: int) -> bool | None:
    """For the words [start, end) of a plain text; None when the sentence does not say."""
    before, after = _sentence(text, start, end)
    for words, nearest in ((before, -1), (after, 0)):
        for verbs in (_PLAIN, _FAINT):
            if found := list(verbs.finditer(words)):
                return found[nearest]["ahead"] is not None
    return None


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    before, after = text[max(start - NEAR, 0) : start], text[end : end + NEAR]
    for mark in _ENDS.finditer(before):
        before = " " * mark.end() + before[mark.end() :]
    mark_after = _ENDS.search(after)
    return before, after[: mark_after.start()] if mark_after else after
