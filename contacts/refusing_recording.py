"""Callers who do not want to be recorded, or ask whether they are, at whatever step; and who may not be.

What was said is in the turns, which every process reads: whoever joins caller and adviser asks here first.
"""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from contacts.models import QueueEntry, Turn

ON_THE_CARD = {"Recording": "Does not want to be recorded"}

_CALL = (
    r"(?:this (?:call|conversation)|me|us|this|it|my (?:call|voice|conversation)|(?:the|our) (?:call|conversation)"
    r"|anything|what i(?:'m)? \w+)"
)
# Words between, all of them of the call: whoever speaks of anybody else who records is heard out.
_FEW = (
    r"(?:[\s,]+(?:to|be|being|get|getting|with|you|my|your|our|this|the|that|these|it|me|us|for|of|at|all|any|having"
    r"|have|had|call|calls|conversation|voice|is|are|if|were|was|about|really|please|anything|everything)(?=[\s,])){0,5}?"
    r"[\s,]+"
)
_US = r"(?:i|we)"
_RECORDED = r"record(?:ed|ing)\b"
# What else a recording may be of, and then whom it may record here.
_HERE = (
    r"(?![\s,]+(?:of|studio|app|delivery|post|mail|my|his|her|their|your)\b(?![\s,]+(?:call|voice)\b))"
    rf"(?:[\s,]+{_CALL}\b)?(?:[\s,]+by[\s,]+(?:anyone|anybody|you)\b)?"
)
_REFUSAL = re.compile(
    r"(?i)\b(?:(?:(?<!they )(?:do ?n'?t|do not)|(?<!did )(?<!does )(?<!they )(?:never|not)|stop|no need to)[\s,]+"
    rf"(?:you[\s,]+)?(?:please[\s,]+)?(?:record(?:ing)?[\s,]+{_CALL}\b|record(?=\W*$))"
    rf"|{_US}[\s,]+(?:(?:really|just|still)[\s,]+)?(?:do ?n'?t|do not|would ?n'?t|would not|wo ?n'?t|am not|'?m not)"
    rf"[\s,]+(?:want|wish|like|agree|consent|need|happy|going|comfortable|okay|ok)"
    rf"(?:{_FEW}{_RECORDED}{_HERE}|[\s,]+you[\s,]+to[\s,]+record[\s,]+"
    r"(?:me|us|(?:this|my|the|our) (?:call|conversation|voice))\b)"
    rf"|(?:i'?m|we'?re)[\s,]+not[\s,]+(?:happy|comfortable|going|okay|ok){_FEW}{_RECORDED}{_HERE}"
    rf"|{_US}(?:'?d| would)?[\s,]+(?:rather|prefer){_FEW}(?:not|was ?n'?t|were ?n'?t|did ?n'?t|do ?n'?t)"
    rf"(?:{_FEW}|[\s,]+)record(?:ed|ing)?\b{_HERE}"
    rf"|{_US}[\s,]+(?:refuse|object|decline){_FEW}{_RECORDED}{_HERE}"
    rf"|(?:stop|turn off|switch off|no|without)[\s,]+(?:the |this |any |being |me being )?{_RECORDED}{_HERE}"
    r"|(?:i|we|me|this|(?:my|the|this) call)[\s,]+(?:(?:am|is|are|to|must|should|can|please)[\s,]+){0,3}not[\s,]+"
    rf"(?:to[\s,]+)?be(?:ing)?[\s,]+recorded\b{_HERE})"
)
_ASKED = re.compile(
    r"(?i)^\W*(?:(?:sorry|and|but|hang on|wait|can i ask|excuse me|oh|hello|before we start|er+m?|um+|so)\W+)*"
    r"(?:(?:is|was|are|am|will|do|does)\W+(?:this|that|it|the|my|your|you|i|we)\b(?: (?:call|calls|line|conversation))?"
    r"(?: (?:be|being|getting|all))?\W+record(?:ed|ing|s|ing this)?"
    r"|(?:are|do) you\W+(?:record|recording)"
    r"|who (?:listens to|hears|keeps|gets) (?:the|this|these) recordings?|why (?:is|are) (?:this|it|you|my call)"
    r"(?: being)? record(?:ed|ing))\b(?: (?:me|us|this|calls?|it|these calls|the call|my call|everything))?"
    r"(?:\W+(?:please|then|by the way|love|at all))*\W*$"
)
_NOTHING_MORE = re.compile(
    r"(?is)^\W*(?:(?:please|and|but|so|ok|okay|just|yes|no|can|thanks|thank you|love|sorry|hello|hi|right|well"
    r"|can you|could you|oh|i|er+m?|um+|at all|that|though|because|cos|if possible|is that (?:ok|all right)"
    r"|(?:is it|would it be) (?:ok|okay|all ?right)(?: if(?: you)?)?)\b\W*)*"
    r"(?:if (?:that'?s (?:ok|okay|all ?right|possible|fine)|you (?:do ?n'?t mind|can|please))(?: with you)?\W*"
    r"(?:(?:please|thanks|thank you|love)\W*)*)?$"
)
_JOINS = re.compile(
    r"(?i)^\W*(?:(?:and|but|so|please(?=\W+(?:and|but))|(?:can|could|will) you(?=\W+(?:and|but)))\b\W*)+"
    r"|(?:\W*\b(?:and|but|so))*[\s,]*$"
)


def refuses(words: str) -> bool:
    return bool(_REFUSAL.search(words.replace("’", "'")))


def asks(words: str) -> bool:
    """Whether all that is said is the question whether or why there is a recording."""
    return bool(_ASKED.match(words.replace("’", "'")))


def concerns(words: str) -> bool:
    return refuses(words) or asks(words)


def without_refusal(words: str) -> str:
    """What else was said; "" where nothing was."""
    rest = " ".join(_REFUSAL.sub(" ", words.replace("’", "'")).split())
    return "" if _NOTHING_MORE.match(rest) else _JOINS.sub("", rest).strip(" ,")


def refused(session: Session, contact_id: int) -> bool:
    """Whether this caller may not be recorded."""
    return any(refuses(words) for words in said(session, contact_id))


def refused_in_queue(session: Session, entry_id: int) -> bool:
    """The same of a place in the queue."""
    return refused(session, session.get_one(QueueEntry, entry_id).contact_id)


def said(session: Session, contact_id: int) -> list[str]:
    return list(session.scalars(select(Turn.words).where(Turn.contact_id == contact_id)))
