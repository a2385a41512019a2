"""Words that ask how something reported before stands: "what's happening with my complaint". They begin no new one."""

from __future__ import annotations

import re

STATUS = "case_status"  # what the form of the enquiry about it does
LONGEST = 20  # words: in more there is a story, and that is a complaint

_CASE = r"(?:\w+ ){0,3}?(?:complaint|claim|report|case|request|compliment|application|enquiry|ticket)\b"
_MINE = rf"(?:my|the|our|that|this|his|her|their) {_CASE}"
_ON = r"(?:\w+ ){0,2}?(?:on|of|about|with|for|from|regarding|re)"
_SINCE = r"\b(?:ago|nothing|nobody|no ?one|not heard|haven'?t|hasn'?t|never|still|no (?:reply|answer|response|news))\b"
_STANDS = tuple(
    re.compile(rf"(?i)\b(?:{pattern})")
    for pattern in (
        r"what(?:'?s|'?ve| is| has| are| have)? (?:\w+ ){0,2}?(?:happening|happened|going on|gone on|doing|done|come"
        rf"|become|the (?:latest|status|progress|position|news|story|score))\b.{{0,20}}\b{_MINE}",
        rf"(?:news|updates?|progress|word|status|outcome|joy) {_ON} {_MINE}",
        rf"(?:check|chas|follow|track)(?:e|ing)?(?: up)?\b.{{0,12}}\b(?:{_MINE}|a {_CASE})",
        r"(?:have|has|did|is|are|was|were) (?:you|they|any(?:one|body)|some(?:one|body)|it)\b.{0,25}"
        r"\b(?:get|got|had|received?|read|seen|look(?:ed|ing)?|deal(?:t|ing)|done|doing|passed)\b"
        rf".{{0,25}}\b{_MINE}",
        r"(?:has|have) (?:anything|something|nothing|owt|any more)\b.{0,25}\b(?:happened|done|come|moved)\b"
        rf".{{0,15}}\b{_MINE}",
        rf"(?:what|which) stage\b.{{0,15}}\b{_MINE}",
        rf"how(?:'?s| is| are| far)\b.{{0,20}}\b{_MINE}",
        rf"where(?:'?s| is| are| am| has| have)\b.{{0,25}}\b{_MINE}",
        r"(?:when|how (?:long|soon)) .{0,30}\b(?:hear|answer|reply|response|know|look|deal|back|sorted?)\b"
        rf".{{0,20}}\b{_MINE}",
        r"(?:ring|call|phon|contact)(?:e|ing)?\b.{0,8} (?:about|regarding|re) (?:my|the|that|a|our) (?:\w+ )?complaint"
        r"\b(?: (?:that )?(?:i|we)\b.*| from\b.*)?\W*$",
        # "I complained about the noise and nothing's been done", "I put a complaint in last month and still nothing"
        rf"(?:i|we)(?:'ve| have)?(?: already| previously)? complained\b.*{_SINCE}",
        r"(?:i|we)(?:'ve| have)?(?: already| previously)? (?:made|put|sent|submitted|lodged|raised|filed|logged)\b"
        rf".{{0,20}}\b(?:complaint|claim)\b.*{_SINCE}",
    )
)
# Whoever says so wants to make one, whatever became of another.
_A_NEW_ONE = re.compile(
    r"(?i)\b(?:another|again|make an? (?:\w+ )?(?:complaint|claim|report)"
    r"|(?:want|like|need|going|wish|have) to (?:\w+ )?(?:complain|make|put in|raise|claim|report|lodge))\b"
)
_NO_REFERENCE = re.compile(
    r"(?i)\b(?:lost|forgot(?:ten)?|(?:can'?t|cannot) (?:find|remember)|(?:have ?n'?t|don'?t|do not|not|never)"
    r" (?:\w+ )?(?:got|had|have|given|know|remember)|no)\b.{0,20}\b(?:reference|ref|case number)\b"
)
LONGEST_EXCUSE = 12  # words


def asks_how_it_stands(words: str) -> bool:
    """Of a complaint, a claim or a report that was made before."""
    words = words.replace("’", "'")
    brief = 0 < len(words.split()) <= LONGEST
    return brief and any(one.search(words) for one in _STANDS) and not _A_NEW_ONE.search(words)


def has_no_reference(words: str) -> bool:
    """ "I don't have the reference", said where none was asked for: they speak of a case that exists."""
    brief = len(words.split()) <= LONGEST_EXCUSE
    return brief and bool(_NO_REFERENCE.search(words.replace("’", "'")))
