"""Words about what somebody had, after a death was told of: "she had a council flat", "do I still pay her rent". What
happens to the living is none of it: "my sister has had a baby", "she had a fall", "my mum's bin was missed"."""

from __future__ import annotations

import re

LONGEST = 14  # words; in more there is a story
_WHO = (
    r"(?:she|he|they|(?:my |our )?(?:mum|mam|mom|mother|dad|father|nan|gran|grandad|husband|wife|partner|brother|sister"
    r"|son|daughter|aunt|uncle))"
)
# What a council lets, pays or gives to one person, and ends with them.
_THING = (
    r"(?:flat|house|home|bungalow|tenancy|garage|rent|council tax|permit|blue badge|badge|bus pass|pass|allotment|plot"
    r"|pension|benefits?|library card|library books?|lifeline|licen[cs]e)"
)
_HAD = re.compile(
    rf"(?i)\b{_WHO}\s+(?:only |just |still |always )?(?:"
    rf"(?:had|rented|owned|paid|claimed|held|used|lived in|was (?:living |renting )?in|were in|was on|was getting"
    rf"|was claiming)\s+(?:\w+\s+){{0,3}}?{_THING}\b"
    r"|(?:was|were) (?:an? |your )?(?:\w+ ){0,2}(?:tenants?|badge holder|permit holder|voter)\b)"
)
_THEIR_THING = re.compile(
    rf"(?i)\b(?:tell|told|let|inform|give|hand|end|stop|cancel|what (?:about|happens)|do i)\b.{{0,30}}"
    rf"\b(?:his|her|their|(?:mum|dad|nan|gran|husband|wife|partner)'s)\s+(?:\w+\s+)?{_THING}\b"
)
# What goes on, or ends: of theirs, whoever asks.
_GOES_ON = re.compile(
    r"(?i)\b(?:do|does|must|should|will) (?:i|we) (?:still|have to stop|keep)\b|\bstill (?:have to )?pay\b"
)
# Something of today, which is to be seen to or asked for.
_OF_TODAY = re.compile(
    r"(?i)\b(?:miss(?:ed|ing)|leak\w*|broken?|burst|flood\w*|smashed|attack\w*|fall|fell|accident|hit|stolen|stole|damaged?"
    r"|blocked|mould\w*|damp|no (?:heating|hot water)|baby|babies|bab(?:y|ies)'?s|birth|born|myself|for me"
    r"|lost it|lost them|has|is|isn'?t|needs|wants|renew\w*)\b"
)


def speaks_of_them(words: str) -> bool:
    plain = words.replace("’", "'")
    if len(plain.split()) > LONGEST or _OF_TODAY.search(plain):
        return False
    return bool(_HAD.search(plain) or _THEIR_THING.search(plain))


def perhaps_of_them(words: str) -> bool:
    return speaks_of_them(words) or bool(_GOES_ON.search(words) and not _OF_TODAY.search(words))
