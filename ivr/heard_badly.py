"""A yes that the recogniser itself hardly believes in, where it sends something: it is asked for once more.

What is sent cannot be taken back, so the last yes is not believed sooner than the first words of a call are. A no, or
a correction, is read back anyway, and of a key there is no doubt.
"""

from __future__ import annotations

import re

from contacts.acts import Ask

DOUBTED = 0.5  # the recogniser's confidence below which it doubts more than it believes; as bot/language/outcomes.py

_YES = re.compile(
    r"(?i)^\W*(?:yes|yeah|yep|yup|yea|aye|ok|okay|correct|right|sure|fine|please|that['’]?s (?:it|right|fine|correct)"
    r"|that is (?:right|correct)|it is|go (?:on|ahead)|send (?:it|that)|all (?:right|correct))\b"
)


def is_doubtful_yes(words: str, confidence: float | None, asked: Ask | None) -> bool:
    """`confidence`: None where the recogniser gives none, which is no doubt."""
    if asked is None or not asked.sends or confidence is None or confidence >= DOUBTED:
        return False
    return bool(_YES.match(words))
