""" "I've just told you", "that's all": whoever is asked for a story has told it, and has no more to say."""

from __future__ import annotations

import re

_LEAD = r"^\W*(?:(?:no|well|but|sorry|look|um+|er+|yes|oh)\W+)*"
_WHAT = (
    r"(?:you|it|that|this|all|already|just now|just|now|once|what|happened|everything|so|twice|before|i|did)"
)
_TOLD = re.compile(
    rf"(?i){_LEAD}(?:i|we)(?:'ve| have| did)?\W+(?:already\W+|just\W+|have\W+)*"
    rf"(?:tell|told|said|say|explained|mentioned|given|gave)\b(?:\W+{_WHAT})*\W*$"
    r"|^\W*as i said\W*$"
)
_NO_MORE = re.compile(
    rf"(?i){_LEAD}(?:that'?s (?:all|it|everything)|that is (?:all|it)|nothing (?:else|more)"
    r"|there'?s (?:nothing|no more)(?: else| more)?(?: to (?:say|tell|add))?)\W*$"
)


def has_told(words: str) -> bool:
    plain = words.replace("’", "'")
    return bool(_TOLD.search(plain) or _NO_MORE.search(plain))
