"""Callers who no longer know where they are on the call, or at all: a person takes them at once, and is told why.

Some things say so by themselves ("what year is it"). Others anybody may say once ("who are you", "what do you mean"):
two of them in one call are enough. Whoever is confused about something we can explain, such as a bill, is answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from contacts.acts import Act, CallBack, HandOff, Need, Priority
from contacts.models import Contact, Turn
from contacts.speaking import Speaking

Asked = TypeVar("Asked", CallBack, HandOff)

REASON = "Seems confused: please take time"
MOST_WORDS = 25  # in more there is a story, which is about something


def _whole(pattern: str) -> re.Pattern[str]:
    """Words that are all of what is said, but for a word of politeness before and after."""
    joined = re.sub(r"\n\s*", "", pattern)
    return re.compile(rf"(?i)^\W*(?:{_BEFORE}\W+)*(?:{joined})(?:\W+{_AFTER})*\W*$")


_BEFORE = (
    r"(?:i don'?t know|sorry|oh|dear|no|well|but|and|er+m?|um+|hello|please|love|excuse me|hang on|wait|right"
    r"|yes)"
)
_AFTER = r"(?:love|dear|duck|pet|please|again|now|sorry|then|at all|any ?more|today|you see|i don'?t know|oh|you know)"
_KIN = r"(?:mum|mam|mummy|mother|dad|daddy|father|husband|wife)"
_VERY = (
    r"(?:(?:so|all|very|a bit|a little|really|too|that|easily|terribly|ever so|rather|quite|just|always)\W+)*"
)
# Muddled, and not about something: "confused about my bill" is answered by what is said of bills.
_MUDDLED = re.compile(
    rf"(?i)\bi(?:'?m| am| do| keep| get| feel| was)*\W+(?:get(?:ting)? |got )?{_VERY}"
    r"(?:confused|muddled(?: up)?|mixed up|in a (?:\w+ )?muddle|bewildered|disorientated|disoriented)\b"
    r"(?!\W+(?:about|over|between|regarding|as to|when|which|how|why|if|whether|because|cos|at|on|my|the|your)\b)"
    r"(?!\W+(?:by|with)\W+(?!(?:all (?:of )?)?(?:this|it|that|you|everything)\W*$))"
    r"|\bmy (?:mind|memory)(?:'s| is| has)?\W+(?:gone|going|wandering)\b(?! blank)"
)
# What somebody who is only puzzled is puzzled about.
_OURS = re.compile(
    r"(?i)\b(?:bills?|letters?|tax|bins?|collections?|rent|forms?|website|payments?|paid|pay|charges?|charged|tickets?"
    r"|fines?|benefits?|account|dates?|rules|accounts?|emails?|applications?|permits?|reading)\b"
)
_DO_NOT = r"(?:do ?n'?t|do not|not|can ?n?'?t|cannot|have ?n'?t)"
_KNOW = r"(?:know|sure|remember|a clue|got a clue|tell)"
_TO_THE_END = r"\W*(?:(?:love|dear|now|any ?more|today|sorry|you see)\W*)*(?:(?:is this|are you)\b.*)?$"
_LOST_TO_THEMSELVES = (
    _whole(r"what (?:year|month) is (?:it|this)|where am i|who am i|what am i doing(?: here)?"),
    _whole(
        rf"(?:i )?want (?:to see )?(?:my {_KIN}|to go home)|(?:i )?need (?:my (?:mum|mam|mummy|mother|dad|daddy)"
        rf"|to go home)|where(?:'s| is| has) my {_KIN}(?: gone)?"
        r"|where(?:'s| is| has) every(?:one|body)(?: gone)?|are you my (?:daughter|son|carer|nurse|mum|wife|husband)"
    ),
    _whole(r"(?:i think )?(?:i'?ve|i have)(?: got)?(?: a bit of| some)? (?:dementia|alzheimer'?s?)"),
    # In a story of something else only this: "I don't know what's happening" is then said of that.
    re.compile(
        rf"(?i)\bi(?:'?m| am)? (?:really )?{_DO_NOT} (?:really )?{_KNOW}\W+"
        rf"(?:where i am|who i am|my (?:own )?name){_TO_THE_END}"
    ),
    re.compile(
        rf"(?i)^\W*(?:{_BEFORE}\W+)*i(?:'?m| am)? (?:really )?{_DO_NOT} (?:really )?{_KNOW}\W+"
        r"(?:where i live|what i'?m doing(?: here)?"
        r"|what(?:'s| is) (?:happening|going on)|what day it is|(?:why|what) i(?:'?m| am|'?ve| have)? ?(?:even )?"
        r"(?:rang|rung|called|phoned|ringing|calling|phoning)(?: you| for| about)?)"
        rf"{_TO_THE_END}"
    ),
    re.compile(
        rf"(?i)^\W*(?:{_BEFORE}\W+)*i(?:'?ve| have)? (?:forgot(?:ten)?|no idea) (?:where i (?:am|live)|who i am"
        r"|my own name|why i(?:'?m| am)? ?(?:rang|rung|called|phoned|ringing|calling|phoning)"
        r"|what i (?:rang|rung|called|phoned|was ringing) (?:for|about))"
        r"\W*(?:(?:love|dear|now|sorry|you see|again|today)\W*)*$"
    ),
    re.compile(
        rf"(?i)^\W*(?:{_BEFORE}\W+)*i (?:do ?n'?t|do not|can ?n?'?t|cannot) (?:understand|follow|make sense of)"
        r" (?:any of (?:this|it|that)|(?:a|one) (?:single )?(?:word|thing)(?: of (?:this|it))?"
        r"|what(?:'s| is) (?:happening|going on)|(?:all )?this any ?more)\W*(?:(?:love|dear|at all|now|sorry)\W*)*$"
    ),
)
# Said once it is a fair question.
_STRAYS = (
    _whole(
        r"who are you|who(?:'s| is) (?:this|that)|who am i (?:talking|speaking) to|what is this|where is this"
    ),
    _whole(
        r"is (?:this|that) (?:the |my )?(?:doctor'?s?|surgery|hospital|chemist'?s?|police|bank|post office|church"
        r"|school|gas board|home|nurse|vicar|taxi|pharmacy)"
    ),
    _whole(r"is that you [a-z]+(?: [a-z]+)?|are you (?:the|my) (?:doctor|nurse|vicar|carer)"),
    _whole(
        r"(?:what|why) (?:are|do|did) you (?:want|ringing|calling|phoning|ring|call|phone)(?: me)?(?: for| from me)?"
    ),
    _whole(
        r"i (?:do ?n'?t|do not) (?:understand|follow|know what you (?:mean|want|said)|know what you'?re (?:on about"
        r"|talking about|asking(?: me)?))|what (?:do you mean|are you on about|are you talking about)"
    ),
    _whole(
        r"what day is it|i'?m (?:all )?lost|(?:it'?s|this is) (?:all )?(?:very |so |too )?confusing(?: for me)?"
    ),
    _whole(
        r"i(?:'?ve)? (?:forgot(?:ten)?|can'?t remember) what (?:i was saying|you (?:said|asked)|we were (?:on|doing))"
    ),
)


def tells_of_confusion(words: str) -> bool:
    """Whether somebody says by itself enough that they cannot go on alone."""
    plain = words.replace("’", "'")
    if not 0 < len(plain.split()) <= MOST_WORDS:
        return False
    if _MUDDLED.search(plain) and not _OURS.search(plain):
        return True
    return any(sign.search(plain) for sign in _LOST_TO_THEMSELVES)


def strays(words: str) -> bool:
    """Whether these are words that anybody may say once."""
    plain = words.replace("’", "'")
    return len(plain.split()) <= MOST_WORDS and any(sign.match(plain) for sign in _STRAYS)


def noticed(session: Session, contact: Contact, words: str, number: int) -> bool:
    """Whether the caller is confused, by these words or by them and what was said before."""
    if tells_of_confusion(words):
        return True
    if not strays(words):
        return False
    before = select(Turn.words).where(Turn.contact_id == contact.id, Turn.number < number)
    return any(strays(one) for one in session.scalars(before))


def a_person(acts: Sequence[Act], speaking: Speaking) -> list[Act]:
    """Somebody at once, who knows to take time. Of what the assistant would have said only whom it would have brought
    is kept: another question helps nobody here."""
    fetched = next((act for act in acts if isinstance(act, HandOff)), HandOff(reason=REASON))
    return [speaking.say("confusion"), flagged(fetched)]


def flagged(act: HandOff) -> HandOff:
    need = act.need if act.need is not Need.NONE else Need.VULNERABLE
    return _noted(act).model_copy(update={"reason": REASON, "priority": Priority.URGENT, "need": need})


def person_or_note(taking: dict[str, Any], *, here: bool) -> HandOff | None:
    """While a call-back is arranged: somebody now, where one is there, else None, and whoever rings will know."""
    wanted = CallBack.model_validate(taking["act"])
    if here:
        return flagged(HandOff(**wanted.model_dump(exclude={"type"})))
    taking["act"] = _noted(wanted).model_dump(mode="json")
    return None


def _noted(act: Asked) -> Asked:
    """For the card."""
    needs = (REASON, *(need for need in act.access_needs if need != REASON))
    return act.model_copy(update={"access_needs": needs})
