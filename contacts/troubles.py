"""Words that tell of a trouble there is a number for, day and night. Plain patterns: they choose what is said beside an
answer, and no answer hangs on them."""

from __future__ import annotations

import re

_GAS = re.compile(
    r"(?i)\b(?:smell(?:s|ing|ed)?|smelt|stinks?|reeks?|leak(?:s|ing|ed)?|whiff|hiss(?:ing)?)\b.{0,25}\bgas\b"
    r"|\bgas\b.{0,25}\b(?:smell|smells|leak|leaks|leaking|escaping|escape|hissing)\b|\bcarbon monoxide\b"
)
_NO_GAS = re.compile(r"(?i)\bno (?:smell of |leak of )?gas\b|\bgas (?:bill|meter reading)\b")
_COVER = r"(?:manhole|drain|grid|gully|inspection)(?: ?cover|lid)?"
_PAVED = r"(?:road|street|pavement|path|footpath|bridge|wall)"
_STREET = re.compile(
    r"(?i)\b(?:missing|open|gone|stolen|no|without|lost|broken|collapsed)\b.{0,20}"
    rf"\b(?:manhole|{_COVER} (?:cover|lid)|drain ?cover)\b"
    rf"|\b{_COVER}\b.{{0,25}}\b(?:missing|gone|stolen|open|off|nicked|fallen in|not there|collapsed)\b"
    r"|\b(?:big|huge|massive|giant|enormous|great|deep|gaping|dangerous|large)\b.{0,12}\b(?:hole|crater)\b"
    r"|\bsink ?hole\b"
    rf"|\b{_PAVED}\b.{{0,15}}\b(?:collaps\w+|caved|caving|given way|fallen in)"
    rf"|\bcollaps(?:ed|ing)\b.{{0,10}}\b{_PAVED}\b"
)
_SOON = r"(?:today|tonight|tomorrow|this (?:morning|afternoon|evening))"
_NOWHERE = r"(?:no ?where|not anywhere|no place|n't (?:got |have )?(?:anywhere|a place))"
_HOMELESS = re.compile(
    rf"(?i)\b{_NOWHERE}\b.{{0,15}}\b(?:sleep|stay|go|live)\b.{{0,15}}\b(?:tonight|now|today)\b"
    rf"|\b{_NOWHERE}\b.{{0,10}}\bto sleep\b"
    r"|\bsleep(?:ing|s)?\b.{0,15}\b(?:rough|on the streets?"
    r"|in (?:my|our|the|a|his|her) (?:car|van|tent|park|doorway|garage|bus shelter))\b"
    r"|\bhomeless\b.{0,20}\b(?:tonight|now|today)\b|\b(?:tonight|now|today)\b.{0,15}\bhomeless\b"
    r"|\b(?:evict\w*|bailiffs?|(?:kicked|thrown|chucked) out|out (?:of|on) (?:my|our|the) (?:house|home|flat|street))\b"
    rf".{{0,30}}\b{_SOON}\b"
    rf"|\b{_SOON}\b.{{0,20}}\b(?:evict\w*|(?:kick|throw)\w* (?:me|us) out)"
)
_SOMEBODY_ELSE = re.compile(
    r"(?i)\b(?:there'?s|there is|a|some|that|this|the|saw|seen)\b.{0,12}"
    r"\b(?:man|woman|bloke|guy|lady|lad|person|someone|somebody|people)\b.{0,20}\bsleep"
)
_PARTNER = r"(?:husband|wife|partner|boyfriend|girlfriend|ex|fella|bloke|missus|old man)"
_HITS = r"(?:hit|hits|hitting|hurt|hurts|hurting|(?:beat|punch|kick|strangl|chok|attack|kill|threat)\w*)"
_US = r"(?:me|us|my (?:kids|children|son|daughter|baby|mum)|the (?:kids|children|baby))"
_ABUSE = re.compile(
    r"(?i)\b(?:scared|frightened|afraid|terrified|hiding) (?:of|from) (?:him|her|my (?:\w+ )?"
    + _PARTNER
    + r")\b"
    rf"|\b{_PARTNER}\b.{{0,30}}\b(?:{_HITS} (?:up |on )?{_US}|violent|abusive|abus(?:es|ed|ing) {_US})\b"
    rf"|\b(?:he|she)(?:'s| is| has| keeps| will|'ll)? (?:just |been |going to )?{_HITS} (?:up |on )?{_US}\b"
    r"|\bdomestic (?:abuse|violence)\b"
)


def gas_smelt(words: str) -> bool:
    return bool(_GAS.search(words)) and not _NO_GAS.search(words)


def danger_in_street(words: str) -> bool:
    """A hole that somebody may fall into before we are back."""
    return bool(_STREET.search(words))


def without_home_tonight(words: str) -> bool:
    """Somebody who speaks of themselves has no bed for the night, or loses their home by tomorrow."""
    plain = words.replace("’", "'")
    return bool(_HOMELESS.search(plain)) and not _SOMEBODY_ELSE.search(plain)


def abuse_at_home(words: str) -> bool:
    return bool(_ABUSE.search(words.replace("’", "'")))
