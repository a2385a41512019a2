""" "Not sure", "maybe", "I don't know": neither yes nor no, wherever one of the two is asked for."""

from __future__ import annotations

import re

MOST_WORDS = 10  # in more there is a story, and something to go by

_UNSURE = re.compile(
    r"""(?ix)^\W*(?:(?:well|um+|erm?|uh|oh|hmm+|ok(?:ay)?|right|yeah|no|sorry|honestly|actually|to\ be\ honest
      |tbh|i\ mean|it)\W+)*
    (?:(?:i'?m|i\ am|im)\W+)?(?:
      (?:not|never)\W+(?:(?:too|really|that|quite|entirely|all\ that|very|so|a\ hundred\ per\ ?cent|100%?)\W+)*
      (?:sure|certain|positive)
    | unsure | uncertain
    | (?:i\W+)?(?:really\W+|honestly\W+|just\W+)?(?:don'?t|do\ not|can'?t|cannot|couldn'?t|could\ not|wouldn'?t|didn'?t)
      \W+(?:really\W+|quite\W+|honestly\W+)?(?:know|knw|remember|recall|tell|say)
    | i\W+forget | (?:i\W+)?(?:dunno|dinnae\ ken|idk)
    | (?:i'?ve\W+|i\W+have\W+)?(?:no\ idea|no\ clue|not\ a\ clue|not\ the\ foggiest
      |haven'?t\ (?:got\ )?a\ clue)
    | maybe | mebbe | perhaps | possibly | (?:it\W+)?(?:might|could)\W+(?:be|have|do|well\ be)
    | hard\ to\ say | who\ knows
    | (?:i\W+)?(?:haven'?t|havent)\W+(?:looked|checked)
    )\b(?!\W*(?:yes|yeah|yep|aye)\b)"""
)


def is_unsure(words: str) -> bool:
    return len(words.split()) <= MOST_WORDS and bool(_UNSURE.search(words.replace("’", "'")))
