"""Who plainly wants no call-back: "no, I don't want a call back". Nothing else is in the words, so the ear for a
wish to die, which knows "I don't want to" too, is not asked about them."""

from __future__ import annotations

import re

_CALL = (
    r"(?:(?:an?|any|the|your|that|one of those)\s+)?"
    r"(?:phone )?(?:call ?-?backs?|calls?|callbacks?|ring|phone ?calls?|one|that)"
)
_RUNG = (
    r"(?:(?:you|anyone|anybody|someone|somebody|them) to |to be |be )?"
    r"(?:call(?:ed)?|ring|rung|phoned?)(?: (?:me|us))?(?: back)?"
)
_LATER = (
    r"later(?: on)?|tomorrow(?: morning)?|in the morning|another (?:time|day)|again|back|myself|some other time"
    r"|next week"
    r"|when (?:you'?re|you are|it'?s|you|they'?re) (?:all )?open|on monday"
)
_ENDING = r"(?:\W+(?:thanks|thank you|ta|cheers|please|sorry|love|either|at all|now|then|again|no))*"
_DECLINES = re.compile(
    r"(?i)^\W*(?:(?:no|nope|nah|oh|well|sorry|actually|look|thanks|thank you|but|er|um)\W+)*"
    r"(?:(?:i|we)(?:'d)? )?(?:really |just )?"
    rf"(?:(?:don'?t|do not|won'?t|will not) (?:really )?(?:want|need|bother with|like) (?:{_CALL}|{_RUNG})"
    rf"|(?:don'?t|do not) {_RUNG}"
    rf"|(?:no|not) {_CALL}"
    r"|(?:i|we)(?:'?ll| will| can|'?d rather| would rather)? (?:just )?(?:ring|call|phone|try)(?: you| yous| back"
    r"| again)*"
    rf" (?:{_LATER})(?: instead)?)"
    rf"{_ENDING}\W*$"
)


def declines(words: str) -> bool:
    return bool(_DECLINES.match(words.replace("’", "'")))
