"""An answer to "which of them?" that tells of somebody and names nobody: "I don't know, she does council houses"."""

from __future__ import annotations

import re

from actions.base import Turn
from council.directory.by_service import nearest_of
from council.people import Person

LONGEST = 16  # words
# In as many words as it takes; no enquiry begins so.
_TELLS = re.compile(
    r"(?i)^\W*(?:(?:no|oh|er+m?|um+|well|not|i (?:don'?t|do not) know|i'?m not sure|not sure|i think|sorry|yes|yeah"
    r"|it'?s|just|love|dear|her name|his name)\W+)*(?:she|he|they|her|him|the (?:one|lady|woman|man|bloke|guy"
    r"|chap|girl|lad)"
    r"|that one|the other(?: one)?|one (?:who|that|of))\b"
)
_THE_OTHER = re.compile(r"(?i)\bthe other(?: one)?\b|\bnot (?:her|him|that one|them)\b")


# What somebody does, or did for them; a report that begins "they've left" has none of it.
_DOES = re.compile(
    r"(?i)\b(?:does|deals?|works?|sends?|runs?|looks? after|handles?|sorts?|helps?|is in|in charge|answers?|rang|called"
    r"|phoned|spoke|wrote|visited|came|name)\b"
)
SURE = 0.9  # of an enquiry with a form of its own


def tells_of_them(turn: Turn) -> bool:
    """Whether somebody is told of, whatever the classifier makes of the words."""
    words = turn.heard.words.replace("’", "'")
    reports = turn.enquiry is not None and bool(turn.enquiry.fields) and turn.heard.confidence >= SURE
    if reports and not _DOES.search(words) and not _THE_OTHER.search(words):
        return False
    return turn.heard.value is None and len(words.split()) <= LONGEST and bool(_TELLS.match(words))


def by_what_they_do(turn: Turn, offered: list[Person]) -> Person | None:
    """The only one of them whose team does what was said."""
    team = nearest_of(turn.wired.council, turn.heard.words, {person.team for person in offered})
    theirs = [person for person in offered if person.team == team]
    return theirs[0] if len(theirs) == 1 else None


def wants_the_other(turn: Turn) -> bool:
    return bool(_THE_OTHER.search(turn.heard.words))
