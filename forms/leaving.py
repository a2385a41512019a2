"""Words that leave a form: "never mind", "forget it" and what is wanted in its place, "no, I mean a streetlight"."""

from __future__ import annotations

import re
from dataclasses import replace

from forms.heard import Heard

_NEVER_MIND = re.compile(
    r"(?i)\b(never ?mind|forget (it|about it)|cancel( it| this| that)?\W*$|changed my mind"
    # Not the bus stop, and not what "won't stop" or "never stop".
    r"|(?<!bus )(?<!tram )(?<!coach )(?<!the )(?<!non )(?<!non-)(?<!full )(?<!never )(?<!n't )(?<!not )"
    r"stop( it| this)?\W*$|don'?t (bother|worry)|quit\W*$|start again)"
    # "Cancel the report please"; not "they made me cancel my booking".
    r"|^\W*((oh|no|ok|okay|just|please|actually|sorry|can you|can we|can i|i want to|i'?d like to|let'?s)\W+)*"
    r"cancel (it|this|that|(the|my|this|that) (report|form|request|complaint|application|claim|whole thing|lot))"
    r"(\W+(please|then|now|thanks?|thank you|ta|cheers|love|sorry))*\W*$"
    # "Shall I leave it out?" and "they never give up" are no wish to stop.
    r"|^\W*((oh|no|ok|okay|just|please|i|i'?ll|let'?s|then)\W+)*(leave it|give up)(\W+(then|now|please|thanks?))?\W*$"
)
# Nothing but a farewell.
_FAREWELL = re.compile(
    r"(?i)^\W*(?:(?:right|oh|no|ok|okay|well|lovely|great|sorry|thanks?|thx|thank you|ta|cheers|then|i'?m off"
    r"|i(?:'?ve got| have) to go)\W+)*"
    r"(?:bye(?:[ -]?bye)?|good ?bye|ta ?ra|tara|cheerio|see (?:you|ya)|good ?night)"
    r"(?:\W+(?:bye|then|now|later|love|pet|duck|mate|dear|thanks?|thx|thank you|for now))*\W*$"
)
_ALSO_A_NAME = re.compile(r"(?i)^\W*tara\W*$")
_CONTENT = re.compile(r"(?i)\b(?:right|ok|okay|lovely|great|thanks?|thx|thank you|ta|cheers)\b")
_NOT_CONTENT = re.compile(r"(?i)\b(?:no|sorry)\b")
_FORGET_IT = re.compile(
    r"(?i)^\W*((oh|no|ok|okay|actually|sorry|right|well|you know what)\W+)*"
    r"(forget (it|that|this|about (it|that|this))|never ?mind( (it|that|this|about that))?|leave (it|that))\W+"
    r"((and|but|just|please|then|now|instead|actually)\W+)*"
    r"(?P<instead>(i('d| would|'m| am)?|can|could|what|how|when|where|tell|talk|let'?s|do|is|are|put|pay|report"
    r"|my|there)\b"
    r"\W+\w.*)$"
)
# "Never mind that, bin day": of which only the classifier can tell that it is a wish.
_AND_THEN = re.compile(
    r"(?i)^\W*(?:(?:oh|no|ok|okay|actually|sorry|right|well)\W+)*"
    r"(?:forget (?:it|that|this)|never ?mind(?: (?:it|that|this|about that))?|leave (?:it|that))[\s,.;-]+"
    r"(?P<instead>(?!(?:love|thanks?|thank you|ta|cheers|then|now|bye|please|mate|dear|it'?s|i'?ll|that'?s)\b)\w.*)$"
)
# "I don't want to complain, I want it fixed"; not "I don't want to complain but he was rude".
_NOT_THIS = re.compile(
    r"(?i)^\W*(?:(?:no|oh|sorry|look|well)\W+)*i (?:don'?t|do not|never) (?:want|wanted|wish|need) (?:to )?"
    r"(?:complain|make a complaint|report (?:it|this|that|anything)|a complaint|claim|do (?:this"
    r"|that))\b[\s,.;]*(?:i (?:just )?)"
    r"(?P<instead>(?:want|need|'d like|would like)\b(?!.*\bto (?:say|tell|complain|report)\b).*)$"
)

# "No sorry, I mean", "no it's a". Not "no one came", "I mean, it is still out", "no I mean by the lamp": those begin a
# story, or say where.
_LEAD = r"(?:(?:oh|well|um+|er+|look|hi|that'?s\ (?:not\ right|wrong))\W+)*"
_NO = r"(?:(?:no|nope|sorry|wait|hang\ on|hold\ on|actually|my\ mistake)\W+)"
_ABOUT = r"(?:\W+(?:to\ (?:say|report)|is|was|that|there'?s|about|actually)\b)*"
_WHAT = (
    r"\W+(?!(?:by|near|at|on|in|outside|opposite|next|behind|before|after|between|over)\b)(?P<meant>\w.*)$"
)
_I_MEAN = tuple(
    re.compile(rf"(?ix)^\W*{_LEAD}{said}{_ABOUT}{_WHAT}")
    for said in (
        rf"{_NO}+{_LEAD}i\W+(?:actually\W+|really\W+)?(?:mean|meant|wanted)\b",
        r"i\W+meant\b",
        rf"(?:no|nope)\W+{_NO}*{_LEAD}(?:it'?s|it\ is)\b",
        rf"{_NO}*(?:it'?s|it\ is|that'?s)\W+not\b[^.;]*?\b(?:but|it'?s|it\ is)\b",
        rf"{_NO}+{_LEAD}i'?m\W+(?:actually\W+)?(?:ringing|calling|phoning)\b",
    )
)
LONGEST_CORRECTION = 14  # words: in more there is a story


def meant(heard: Heard) -> Heard | None:
    """What somebody says they mean in the place of what was understood; None where they correct nothing."""
    brief = heard.value is None and len(heard.words.split()) <= LONGEST_CORRECTION
    words = heard.words.replace("’", "'")
    found = next((said for pattern in _I_MEAN if (said := pattern.match(words))), None) if brief else None
    if found is None:
        return None
    at = found.start("meant")
    moved = (
        replace(one, start=one.start - at, end=one.end - at) for one in heard.entities if one.start >= at
    )
    return replace(heard, words=heard.words[at:], entities=tuple(moved))


def never_mind(words: str) -> bool:
    return bool(_NEVER_MIND.search(words))


def says_goodbye(words: str, *, to_name: bool = False) -> bool:
    """Whether they go, and say nothing else; `to_name`: asked what they are called."""
    return bool(_FAREWELL.match(words.replace("’", "'"))) and not (to_name and _ALSO_A_NAME.match(words))


def goes_content(words: str) -> bool:
    """ "Right, thanks, bye": said of what was read back, they take it to be done."""
    return says_goodbye(words) and bool(_CONTENT.search(words)) and not _NOT_CONTENT.search(words)


def instead(heard: Heard) -> str | None:
    """What somebody wants in the place of what is in hand: "forget it, I want to talk about council tax"."""
    if heard.value is not None or len(heard.words.split()) > LONGEST_CORRECTION:
        return None
    found = _FORGET_IT.match(heard.words)
    if found is None and (found := _NOT_THIS.match(heard.words.replace("’", "'"))):
        return f"I {found['instead']}"
    return found["instead"] if found else None


def perhaps_instead(heard: Heard) -> str | None:
    """What follows "never mind that", where it is heard as an enquiry."""
    brief = heard.value is None and len(heard.words.split()) <= LONGEST_CORRECTION
    found = _AND_THEN.match(heard.words) if brief else None
    return found["instead"] if found else None
