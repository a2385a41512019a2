""" "Every night", "since Tuesday", where it is asked where: when, and nothing else."""

from __future__ import annotations

import re

_WHEN = (
    r"weeks?|days?|nights?|mornings?|evenings?|afternoons?|weekends?|months?|years?|yesterday|today|tonight|ago|always"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
)
_BESIDE = (
    r"it'?s|it is|it was|they|yeah|yes|um+|er+m?|well|oh|nearly|almost|just|about|been|for|since|all|every|each|most"
    r"|last|this|on|in|at|the|a|couple|few|of|two|three|four|five|six|now|again|and"
)
_ONLY_WHEN = re.compile(rf"(?i)^(?=.*\b(?:{_WHEN})\b)\W*(?:(?:{_BESIDE}|{_WHEN})\b\W*)+$")


def says_only_when(words: str) -> bool:
    return bool(_ONLY_WHEN.match(words.replace("’", "'")))
