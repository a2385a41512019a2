"""Something told in whole words where an answer was asked for: "she's got dementia so she forgets", "there's glass
everywhere". It is about what is in hand; a wish or a question is not told.
"""

from __future__ import annotations

import re

from cases.spoken_numbers import digits_in_words
from forms.heard import Around, Heard

FEWEST = 4  # words; of "there's rats" two
_LEAD = (
    r"^\W*(?:(?:and|but|well|oh|um+|er+m?|so|because|cos|you see|see|look|sorry|also|plus|it'?s just|only|yes|yeah"
    r"|aye"
    r"|the thing is)[\s,.]+)*"
)
_HAVE = (
    r"(?:'m|'ve|'s|'re|'d|'ll| am| is| are| was| were| has| have| had| can| can't| cannot| could| couldn't| did"
    r"| didn't"
    r"| does| doesn't| don't| do| won't| will| would| wouldn't| never| always| only| just| keeps?| \w+(?:ed|es|ts|ys)"
    r"| swore| shouted| hit| broke| drove| threw| ran| stood| fell| burst| blew| spat| gave| made| kept| stole"
    r"| smashed| parked"
    r"| came| left| said| says| told| took| went| put| puts| saw| got| get| found| forgot|n't)\b"
)
_STATEMENT = re.compile(
    rf"(?i){_LEAD}(?:(?:i|we|he|she|they|you|it|that|this|nobody|no ?one|some(?:one|body)|every(?:one|body)){_HAVE}"
    rf"|(?:my|me|the|our|his|her|their|your|a|one of (?:my|the|your|our))(?: [\w-]+){{1,3}}?{_HAVE}"
    r"|[a-z]+(?:'s)? (?:said|says|told|promised|reckons)\b)"
)
_THERE_IS = re.compile(
    rf"(?i){_LEAD}there(?:'s| is| are| was| were|'s been| has been)(?! (?:some|any)(?:one|body) (?:there|at))\b\W*\w"
)
# A wish, a doubt, a word to the line, or an answer in whole words.
_NOT_TOLD = re.compile(
    r"(?i)^\W*(?:(?:no|and|but|well|oh|so|sorry|yes|look)\W+)*"
    r"(?:i(?:'d| would| want| need| wish| live| don'?t know| do not know"
    r"|'m not sure|'m at | am at | can'?t (?:hear|remember|find|say|tell)| don'?t (?:want|understand|remember|think"
    r"|need|like)"
    r"|'m (?:looking|trying|ringing|calling|phoning) (?:to|about)|'ll (?:have|take|ring|call)|(?:'m| am) moving"
    r"|'ve (?:changed|lost|moved)"
    r"| think| guess"
    r"| was (?:wondering|hoping|going))|we(?:'d| want| need| live| would|'re (?:at|in|on)\b)|(?:my|the|our) (?:name"
    r"|address|house|flat|number|postcode)(?:'s| is)|you(?:'ve| have)? (?:got|heard) (?:it|that) wrong"
    r"|that'?s (?:not|wrong|right|it|fine|ok|all)|it'?s (?:the|a|an|my|number|called|not)\b|it (?:was"
    r"|should be) (?:the|a|my|on"
    r"|last)\b)|\b(?:instead|another (?:thing|matter)|something else|can'?t remember|don'?t know|no idea|report"
    r"|complain|renew|apply)\b|\?\W*$"
)
_A_STREET = re.compile(
    r"(?i)\b(?!(?:the|my|our|this|that|your|a|whole|main|old)\s)\w+\s+(?:road|rd|street|lane|close|avenue|drive"
    r"|crescent"
    r"|terrace|grove|mews|square)\b"
)


def is_told(heard: Heard, around: Around) -> bool:
    """Whether the words tell something, and name no address that may be the answer."""
    words = heard.words.replace("’", "'")
    if heard.value is not None or _NOT_TOLD.search(words):
        return False
    if heard.named("address", "street", "postcode", "date", "phone") or around.gazetteer.streets_in(words):
        return False
    if _A_STREET.search(words):
        return False
    numbered = re.search(r"\d", digits_in_words(words))  # may be a house
    return says_there_is(words) or (
        not numbered and len(words.split()) >= FEWEST and bool(_STATEMENT.match(words))
    )


def says_there_is(words: str) -> bool:
    """ "There's rats": may be a thing to report by itself."""
    return bool(_THERE_IS.match(words.replace("’", "'")))
