""" "Actually no, it was the green one", "sorry, number 14": what corrects an answer that has just been given. Read by
the bot, before any rule, and by the actions."""

from __future__ import annotations

import re

LONGEST = 12  # words; in more there is something new

_SIGN = (
    r"(?:no|nope|sorry|wait|oops|actually|hang on|hold on|my mistake|correction|i mean|i meant|i should have said"
    r"|i said|that'?s (?:not right|wrong)|i got (?:that|it) wrong|i was wrong)"
)
_LEAD = r"(?:(?:oh|um+|er+m?|uh|ah|ok|okay|well|right|look|and|but|yes|please)\W+)*"
_WHAT = (
    r"(?:it|this|that)(?:'?s| is| was| should be| should have been)\b|(?:its|the|my|at|on|number|not|make (?:it|that)"
    r"|it'?ll|for)\b|\d"
)
_BEGINS = re.compile(rf"(?i)^\W*{_LEAD}(?:{_SIGN}\W+{_LEAD})+(?={_WHAT})(?P<right>.+)$")
_ENDS = re.compile(rf"(?i)^\W*{_LEAD}(?={_WHAT})(?P<right>.+?)\W+(?:{_SIGN}\W*)+$")
# "It was the green one not the blue", "not the green, the blue".
_PLAINLY = re.compile(
    rf"(?i)^\W*{_LEAD}(?:(?P<right>(?:it|that|the|at|on|number)\b.+?\bnot\W+(?:the|my|on|at|number|\d).*)"
    r"|(?P<other>not\W+(?:the|my|on|at|number)\b.+\b(?:the|my|on|at|number|it'?s|it was|but)\b.+))$"
)
# Something of its own: "actually my green bin was missed as well".
_A_NEW_ONE = re.compile(
    r"(?i)\b(?:as well|too|also|either|another)\b"
    r"|^\W*my\b.*\b(?:missed|(?:wasn'?t|weren'?t|was not|hasn'?t|not|never|didn'?t)\b.*\b(?:emptied|collected|taken"
    r"|done|come|came|picked|empty|collect))\b"
)
# Of these none is a value: "no, that's all", "no, it's fine", "no that was the only one", "wait, that's two weeks".
_ENDS_IT = re.compile(
    r"(?i)\b(?:fine|ok|okay|good|great|lovely|about|thanks?|thank you|cheers|bye|goodbye)\W*$"
    r"|^\W*(?:that'?s|it'?s|that is|it is) (?:all )?(?:everything|enough|sorted|done)\b(?!,)"
    r"|\b(?<!was )(?:everything|enough|sorted|done)\W*$|\babout\b|\ball\b(?! (?:of|the|my|our)\b)"
    r"|\b(?:house|flat|home|road|street|lane)(?:'s| is) \w+ing\W*$"
    r"|^\W*(?:that'?s|it'?s|that is|it is) (?:it|me|fine|ok|okay)\b"
    r"|\b(?:just|only) (?:(?:the|that) )?one\b(?! \w)|\bthe only\b|\bjust (?:my|the|that) (?:bin|one)\W*$"
    r"|\b\w+ (?:working )?(?:days|weeks|months|hours|minutes)\b(?! (?:ago|before|back|late|early)\b)"
)
# Something that a form keeps: a number, a day, a bin, a street.
_NAMES = re.compile(
    r"(?i)\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|last week"
    r"|green|blue|brown|black|grey|food|garden|rubbish|bin|caddy|recycling|road|street|lane|close|avenue|drive|way|crescent|terrace|mews|court|postcode|house|flat)\b"
)


def corrects(words: str) -> str | None:
    """What somebody says is right in the place of what was taken; None where the words correct nothing."""
    plain = words.replace("’", "'").strip()
    if not 0 < len(plain.split()) <= LONGEST:
        return None
    found = _BEGINS.match(plain) or _ENDS.match(plain) or _PLAINLY.match(plain)
    parts = found.groupdict() if found else {}
    right = parts.get("right") or parts.get("other") or ""
    none = _ENDS_IT.search(right) or _A_NEW_ONE.search(right)
    return right if right and _NAMES.search(right) and not none else None
