"""A fall or a damage told of as long past: "I tripped there last month". Nobody can be sent to it now.

Only of accidents. What people do to each other may go on, however long ago it is said to have been.
"""

from __future__ import annotations

import re

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|apr|aug|sept?|oct|nov|dec"
)
_LONG_PAST = re.compile(
    r"(?i)\b(?:last (?:week|month|year|winter|spring|summer|autumn|christmas|easter|time)"
    rf"|(?:last|back in|in|since|during|early in|late in|on the \w+ of|\d+(?:st|nd|rd|th)?(?: of)?) (?:{_MONTHS})\b"
    r"|(?:a|one|two|three|four|five|six|seven|eight|nine|ten|couple of|few|several|many|\d+) "
    r"(?:days|weeks?|months?|years?) (?:ago|back|since)"
    r"|(?:days|weeks|months|years|ages|a long time) ago"
    r"|the other (?:day|week|month)|(?:in|back in|since) (?:19|20)\d\d|years back)"
)
# It may have begun then, and goes on.
_STILL = re.compile(
    r"(?i)\b(?:now|right now|still|tonight|today|again|this (?:minute|moment|morning|afternoon|evening)|just"
    r"|currently|at the moment|(?:can'?t|cannot) (?:breathe|get out|move)"
    r"|is (?:trapped|bleeding|unconscious|on fire|dying)|help)\b"
)
_ACCIDENT = re.compile(
    r"(?i)\b(?:trip(?:ped|s)?|fell|fall|fallen|slip(?:ped|s)?|stumbled|tyres?|wheels?|car|van|lorry|bike"
    r"|bicycle|scooter|damaged?|dented|scratched|pot ?holes?|pavement|kerb|curb|path|manhole|crash(?:ed)?"
    r"|skidded|ice|branch|tree|wall|swing|slide|playground|steps?|stairs)\b"
)
_BY_SOMEBODY = re.compile(
    r"(?i)\b(?:threat\w*|kill(?:ed)? (?:me|us|him|her|them)|attack\w*|stab\w*|assault\w*|abus\w*|beat\w*"
    r"|rap(?:ed|ist)|knife|gun|weapon|suicid\w*|pushed|punched|kicked|hits? me|hurt(?:s|ing)? me|boyfriend"
    r"|girlfriend|my ex\b|scared|afraid|overdose|die\b)"
)


def is_past_accident(words: str) -> bool:
    """Whether all that is told is an accident which lies days or more behind."""
    words = words.replace("’", "'")
    past = bool(_LONG_PAST.search(words) and _ACCIDENT.search(words))
    return past and not (_STILL.search(words) or _BY_SOMEBODY.search(words))
