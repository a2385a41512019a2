"""Words that leave a form: "never mind", or "forget it" and what is wanted in its place."""

from __future__ import annotations

import re

from forms.heard import Heard

_NEVER_MIND = re.compile(
    r"(?i)\b(never ?mind|forget (it|about it)|cancel( it| this| that)?\W*$|changed my mind|stop( it| this)?\W*$"
    r"|don'?t (bother|worry)|quit\W*$|start again)"
    # "Shall I leave it out?" and "they never give up" are no wish to stop.
    r"|^\W*((oh|no|ok|okay|just|please|i|i'?ll|let'?s|then)\W+)*(leave it|give up)(\W+(then|now|please|thanks?))?\W*$"
)
_FORGET_IT = re.compile(
    r"(?i)^\W*((oh|no|ok|okay|actually|sorry|right|well|you know what)\W+)*"
    r"(forget (it|that|this|about (it|that|this))|never ?mind( (it|that|this|about that))?|leave (it|that))\W+"
    r"((and|but|just|please|then|now|instead|actually)\W+)*"
    r"(?P<instead>(i('d| would|'m| am)?|can|could|what|how|when|where|tell|talk|let'?s|do|is|are|put|pay|report"
    r"|my|there)\b"
    r"\W+\w.*)$"
)


def never_mind(words: str) -> bool:
    return bool(_NEVER_MIND.search(words))


def instead(heard: Heard) -> str | None:
    """What somebody wants in the place of what is in hand: "forget it, I want to talk about council tax"."""
    found = _FORGET_IT.match(heard.words) if heard.value is None else None
    return found["instead"] if found else None
