"""What callers say to the line itself, at any step: say that again, slower please, hang on. No turn comes of it."""

from __future__ import annotations

import re
from enum import Enum

from cases.called_away import AWAY
from ivr.hard_to_hear import did_not_hear

MOST_WORDS = (
    9  # of an aside; in more words there is an enquiry ("can you tell me again when my bin is collected")
)


MOST_WORDS_WAITING = 20  # of somebody who says what they are about to look for


class Aside(Enum):
    AGAIN = "again"
    SLOWER = "slower"
    WAIT = "wait"
    NOT_HEARD = "not heard"


_POLITE = (
    r"(?:(?:sorry|oh|um|er|erm|please|love|hello|hang on|wait|no|i'?m sorry|excuse me|pardon(?: me)?)[,. ]+)*"
)
_ASKING = r"(?:(?:can|could|would|will) (?:you|u|ya) (?:please )?|please )?"
# What they are about to fetch. "Let me tell you about my bin", "I'm trying to report it" and "I have to see a doctor"
# are no reason to wait.
_FETCH = (
    r"(?:find(?:ing)?|get(?:ting)?|fetch(?:ing)?|grab(?:bing)?|(?:have a |having a )?look(?:ing)? (?:for|at|in)"
    r"|pick(?:ing)? up|dig(?:ging)? out)"
)
_A_THING = (
    r"(?:my|the|a|an|me|some|that|your)(?: (?!new|replacement|copy|different|refund)[\w'-]+){0,3}?"
    r" (?:pens?|pencil|biro|paper|paperwork|papers|glasses|specs|spectacles|letters?|bills?|cards?|numbers?|diary"
    r"|calendar|phone|mobile|reference|ref|code|pin|postcode|address|envelope|folder|file|purse|wallet|handbag"
    r"|bag|coat"
    r"|hearing aids?|keys|laptop|tablet|computer|book|notes?|form|emails?|licence|log ?book|details)"
    r"(?! (?:for|of|about)\b)(?!.*\b(?:want|need|report|complain|about|every|never|keeps?|says|wrong"
    r"|back|cut|stolen|changed|replaced|renewed|sorted|paid|fixed)\b)\b.{0,45}"
)
# "I need to get my mum into a home" is an enquiry; who fetches her to the telephone says no more.
_SOMEBODY = (
    r"(?:(?:my|the|our) (?:husband|wife|partner|mum|mam|mother|dad|father|son|daughter|carer|sister|brother|door)"
    r"(?: for you)?(?=\W*$))"
)
_LOOKING = (
    rf"(?:{_FETCH} (?:{_A_THING}|{_SOMEBODY}|(?:it|them|that|this)(?: (?:now|first|out|up|for you|here))*)"
    r"|(?:have a (?:quick )?look|look(?:ing)?|see|check(?:ing)?|think(?:ing)?)|sit(?:ting)? down)"
)
_ENDING = r"(?:[,. ]+(?:please|love|for me|then|again|once more|one more time|slowly|a bit|a little|thanks|thank you))*"
_THAT = (
    r"(?: (?:that|it|all that|the (?:question|options|number|last (?:bit|part))|what you (?:just )?said"
    r"|yourself))?"
)

_AGAIN = re.compile(
    rf"(?i)^\W*{_POLITE}(?:{_ASKING}(?:say|repeat|read|go over)(?: out)?{_THAT}(?: again)?{_ENDING}"
    r"|(?:beg your )?pardon(?: me)?|what(?: was that| did you say)?|come again|once more|say again|again(?: please)?"
    r"|(?:i )?(?:did ?n[o']?t|could ?n[o']?t|can ?no?'?t) (?:catch|hear|get|follow)(?: (?:that|you|it))?|one more"
    r" time"
    r"|you what|eh|repeat)\W*$"
)
_SLOWER = re.compile(
    rf"(?i)^\W*{_POLITE}(?:{_ASKING}(?:(?:slow|speak|talk|go|say|be|repeat|read)\b.*"
    r"\b(?:slow(?:er|ly)?|down|too fast|clearly)\b.*"
    r"|slow(?:er|ly)?(?: (?:down|please|a bit))*"
    r"|(?!.*\b(?:cars?|traffic|people|they|he|she|lorr(?:y|ies)|drivers?|driving|vans?|bikes?|buses|bus|road"
    r"|street|lane)\b)"
    r".{0,25}\b(?:too|so|very) (?:fast|quick|quickly)(?:[,. ]+(?:for (?:me|us)|love|please|dear|duck|pet|mate"
    r"|thanks|sorry"
    r"|slow down|say (?:that|it) again|again))*"
    r"|not so (?:fast|quick)))\W*$"
)
# In as many words as it takes, where all of them are of that: "you're going too fast for me dear, I'm writing it down".
_TOO_FAST = re.compile(
    rf"(?i)^\W*{_POLITE}(?:(?:you'?re|you are|u r|that'?s|that is|that was|it'?s|it is)[,. ]+(?:going |talking "
    r"|speaking |reading"
    r" |saying (?:it|that) )?(?:(?:a bit|far|much|way|just|all) )*too (?:fast|quick|quickly)|(?:can you )?slow down"
    r"|not so (?:fast|quick))(?: (?:for me|for an old (?:man|woman|lady)|for us))?(?:[,. ]+(?:dear|love|duck|pet"
    r"|please|mate|son|hen))*"
    r"(?:[,. ]+(?:so |and |because |cos |while )?(?:i'?m|i am|i|let me|i'?ve got to|i need to|i have to|i want to"
    r"|i can'?t)"
    r" (?:just |only |trying to |to |going to )*(?:writ\w+|not(?:e|ing)|get(?:ting)?|tak(?:e|ing)|find(?:ing)?"
    r"|jott?(?:ing)?|keep(?:ing)?"
    r" up|follow\w*|think\w*|old|eighty|ninety|\d+)(?: (?:it|this|that|all|down|up|a pen|my pen|with you|you|a"
    r" note of it|of it))*)?\W*$"
)
MOST_WORDS_FAST = 24
_A_MOMENT = r"(?:a |one |two |half a )?(?:wee |quick )?(?:minutes?|mins?|moments?|mo|seconds?|secs?|ticks?)"
_HASTE = r"(?: just| quickly| go and| going to| gonna| pop and| trying to| have to| need to)*"
_GOING_TO = (
    rf"(?:while i\b.{{1,60}}|(?:i'?ll|i will|let me|i'?m|i am|i (?:just )?(?:need|have) to|i'?ve got to|if i can|to)"
    rf"{_HASTE} {_LOOKING}(?=\W*$))"
)
_WAIT = re.compile(
    rf"(?i)^\W*(?:(?:sorry|oh|um|er|erm|please|love|ok|okay|yes|right|no|can you|could you|will you|just)[,. ]+)*"
    rf"(?:(?:hang|hold) on|bear with(?: me)?|wait|just {_A_MOMENT}|{_A_MOMENT}"
    rf"|(?:give|gie) (?:me|us) {_A_MOMENT}|(?:let me|i'?ll|i will|i'?m|i am){_HASTE} {_LOOKING}(?=\W*$))"
    rf"(?:[,. ]+(?:for )?{_A_MOMENT})?(?:[,. ]+(?:please|love|lovey|duck|dear|mate|pet|darling|there|for me))*"
    rf"(?:[,. ]+(?:and |so |but |because |cos )?(?:{_GOING_TO}|{AWAY}))?\W*$"
    rf"|^\W*(?:(?:sorry|oh|um)[,. ]+)*{AWAY}[,. ]+(?:(?:hang|hold) on|bear with(?: me)?|(?:just )?{_A_MOMENT})\W*$"
)
_SAYS_WHY = re.compile(rf"(?i)\b(?:{_GOING_TO}|{AWAY})\W*$")  # which more words are needed for
_A_REFERENCE = r"(?:that|the|my)(?: case)?(?: reference| ref| number| code)+"
_REFERENCE = re.compile(
    rf"(?i)^\W*{_POLITE}(?:(?:and )?what(?: was| is|'?s) {_A_REFERENCE}|{_ASKING}(?:say|repeat|read|give|tell)"
    rf"(?: me| us)?(?: out)? {_A_REFERENCE}|(?:the|my)(?: case)? (?:reference|ref)(?: number)?"
    rf"|(?:i )?(?:did ?n'?t|could ?n'?t) (?:catch|hear|get) {_A_REFERENCE})"
    rf"(?:[,. ]+(?:more slowly|slower)|{_ENDING}){_ENDING}\W*$"
)
_SAYS_WHAT = re.compile(
    r"(?i)\bsay\b(?!.*\bslow)"
)  # "say that again slowly" asks for both; slower says it again too


def asks_for_reference(words: str) -> bool:
    """ "What was the number": of what was reported in this call, however long ago it was read out."""
    return 0 < len(words.split()) <= MOST_WORDS and bool(_REFERENCE.match(words.replace("’", "'")))


def aside_in(words: str) -> Aside | None:
    """What the caller asks of the line, when that is all they say."""
    if did_not_hear(words):
        return Aside.NOT_HEARD
    if len(words.split()) <= MOST_WORDS_FAST and _TOO_FAST.match(words.replace("’", "'")):
        return Aside.SLOWER
    if len(words.split()) <= MOST_WORDS_WAITING and _WAIT.match(words.replace("’", "'")):
        longer = len(words.split()) > MOST_WORDS
        return Aside.WAIT if not longer or _SAYS_WHY.search(words.replace("’", "'")) else None
    if not 0 < len(words.split()) <= MOST_WORDS:
        return None
    if _SLOWER.match(words):
        return Aside.SLOWER
    return Aside.AGAIN if _AGAIN.match(words) else None
