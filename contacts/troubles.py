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
    r"|\b(?:evict\w*|bailiffs?|(?:kicked|thrown|chucked) out|out (?:of|on) (?:my|our|the) (?:house|home|flat"
    r"|street))\b"
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


_HOME = (
    r"(?:(?:my|our|her|his|the|a|their)\W+)?(?:own\W+)?(?:council\W+)?"
    r"(?:flat|house|home|bungalow|building|block|maisonette|front door|place|property|room)"
)
# Doors: of an account, a website or a car nobody of ours has the key.
_OUT = re.compile(
    rf"(?i)\block(?:ed|ing)\W+(?:(?:myself|me|her|him|us|ourselves)\W+)?out\b(?:\W*$|\W+(?:of\W+{_HOME}\b|and\b"
    r"|i\b|i'm\b"
    r"|with\b|in\b|at\b|again\b|by\b|for\b|tonight\b|now\b|please\b))"
    r"|\b(?:can'?t|cannot|couldn'?t|unable to|not able to)\W+(?:get|be let)\W+(?:back\W+)?(?:in|inside|into"
    r"|indoors)\b"
    rf"(?:\W*$|\W+(?:{_HOME}\b|and\b|i'?m\b|tonight\b|now\b|because\b|with\b|there'?s\b))"
    r"|\b(?:door entry|entry (?:phone|system)|intercom|fob|front door|main door|communal door|key)\b.{0,40}"
    r"\b(?:can'?t|cannot) (?:get|be let) (?:back )?(?:in|out)\b"
)
_NOT_A_DOOR = re.compile(
    r"(?i)\b(?:accounts?|log ?(?:in|ged)|website|web ?site|online|portal|app|e[ -]?mail|passwords?|system|car|van"
    r"|library|tip"
    r"|pool|gym|touch|page|form|bath|shower|bed|school|park|office|town hall)\b"
)
_CARER = re.compile(
    r"(?i)\bcarers?\b(?!')(?! (?:allowance|assessment))[^.]{0,30}\b(?:has|have|did|is|are|was|were)?\W*(?:not"
    r"|n'?t|never)\b.{0,15}"
    r"\b(?:turn(?:ed)? up|com(?:e|ing)|came|show(?:n|ed)?(?: up)?|arrived?|here"
    r"|been(?! (?:paid|told|given|approved|assessed|trained|vetted)))\b"
    r"|\b(?:no|missed) (?:carers?|care visit)\b.{0,15}\b(?:today|tonight|yet|come|came|turned|here|this)\b"
)
_ROAD = re.compile(
    r"(?i)\b(?:oil|diesel|petrol|fuel)\b.{0,20}\b(?:spill\w*|all over|on|across)\b.{0,12}\b(?:road|street"
    r"|roundabout|junction"
    r"|carriageway|lane)\b"
    r"|\btraffic lights?\b.{0,40}\b(?:stuck|out|not working|broken|bust(?:ed)?|failed|dead|down|off|faulty|gone"
    r"|(?:on|all|always) red|wrong)\b"
    r"|\btree\b.{0,20}\b(?:down|fallen|fell|blocking|come down"
    r"|across(?! (?:the|our|my) (?:road|street|way) from))\b|\bfallen tree\b|\bblocking the (?:whole"
    r" )?road\b"
    r"|\b(?:lamp ?post|street ?light|lamp ?standard|pole|sign|scaffold\w*|slates?|roof|chimney|wall|wires?"
    r"|cables?)\b.{0,25}"
    r"\b(?:hanging|dangling|leaning|about to (?:fall|come down)|coming down|exposed|live|loose|fallen|knocked"
    r" (?:over|down))\b"
    r"|\b(?:exposed|bare|live|loose) (?:wires?|cables?)\b|\broad(?:'s| is)? (?:completely |all )?(?:flooded|under"
    r" water)\b"
    r"|\b(?:some(?:one|body)|kids?|people)(?:'ll| will|'s going to| is going to|'s gonna) (?:skid|crash|get"
    r" (?:hurt|killed)|slip)\b"
)
_INDOORS = re.compile(
    r"(?i)\bburst (?:water )?(?:pipe|main|tank|boiler)\b|\b(?:pipe|tank|boiler)(?:'s| has)? (?:just )?burst\b"
    r"|\b(?:water|sewage|rain)\b.{0,20}\b(?:through|down|from|out of)\b.{0,8}\b(?:ceiling|lights?|light fitting"
    r"|walls?|roof)\b"
    r"|\b(?:sewage|poo|toilet)\b.{0,20}\b(?:coming up|overflowing|backing up|flooding)\b"
    r"|\b(?:flat|house|kitchen|bathroom|hall(?:way)?|home|bungalow)(?:'s| is)? (?:flooded|flooding|under water)\b"
)
_LIFT = re.compile(
    r"(?i)\b(?:stuck|trapped|caught|shut)\b.{0,12}\b(?:in|inside)\b.{0,8}\blift\b"
    r"|\blift\b.{0,30}\b(?:stuck|stopped|broken down|jammed)\b.{0,15}\b(?:i'?m|we'?re|(?:i|we) are|she'?s|he'?s"
    r"|they'?re|with)"
    r"\b.{0,12}\b(?:in|inside)\b"
)
_IN_IT_NOW = re.compile(
    r"(?i)\b(?:i'?m|we'?re|(?:he|she|they)(?:'s|'re)|am|is|are)\W+(?:\w+\W+){0,2}(?:stuck|trapped|caught|shut)\b"
)
# Out of it by now, a thing that is in it and nobody, or a complaint of how often.
_NOBODY_IN_LIFT = re.compile(
    r"(?i)\b(?:i'?m|we'?re|(?:he|she|they)(?:'s|'re)|(?:i|we|he|she|they|all) (?:am|are|is)|everyone'?s|everybody'?s)"
    r" (?:all )?(?:out|free) (?:of it )?(?:now|again)\b"
    r"|\b(?:no ?one|nobody)(?:'s| is| was)? (?:in|inside)\b"
    r"|\b(?:keys?|fobs?|trolley|bags?|coat|scarf|bike|parcel|card|phone)(?:'s| is| got| was| has been| are)?"
    r" (?:\w+ )?(?:stuck|trapped|caught|shut)\b"
)
_ONCE_IN_LIFT = re.compile(
    r"(?i)\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bthis morning\b|\ball the time\b|\bthe other day\b"
    r"|\bearlier\b|\boften\b|\b(?:always|keeps?) getting\b|\bevery (?:day|week|time)\b|\btwice\b"
)
_LONG_AGO = re.compile(
    r"(?i)\b(?:last (?:week|month|year|night)|weeks? ago|months? ago|years? ago|yesterday|used to)\b"
)


def cannot_wait(words: str) -> bool:
    """What somebody of ours sees to by night: who cannot get into their home, a carer who has not come, water
    indoors, a road that somebody will be hurt on."""
    plain = words.replace("’", "'")
    if _LONG_AGO.search(plain):
        return False
    out = _OUT.search(plain) and not _NOT_A_DOOR.search(plain)
    return bool(out or any(sign.search(plain) for sign in (_CARER, _ROAD, _INDOORS)) or stuck_in_lift(plain))


def stuck_in_lift(words: str) -> bool:
    """Somebody is in it now."""
    plain = words.replace("’", "'")
    if not _LIFT.search(plain) or _LONG_AGO.search(plain) or _NOBODY_IN_LIFT.search(plain):
        return False
    return bool(_IN_IT_NOW.search(plain)) or not _ONCE_IN_LIFT.search(plain)


_KIN = (
    r"(?:son|daughter|dad|father|mum|mam|mother|brother|sister|grandson|granddaughter|step ?(?:son|dad|father|mum"
    r"|mother)"
    r"|uncle|carer|lodger|flat ?mate)"
)
_HARMED = re.compile(
    rf"(?i)\bmy (?:\w+ )?(?:{_PARTNER}|{_KIN})\b(?!'s (?:friend|dog|school))[^.]{{0,30}}\b{_HITS} (?:up |on"
    r" )?(?:me|us)\b"
    rf"|\b(?:i'?m|i am|we'?re|we are) (?:\w+ )?(?:scared|frightened|afraid|terrified|hiding) (?:of|from)"
    rf" (?:my (?:\w+ )?(?:{_PARTNER}|{_KIN})|him|her)\b"
)
# An accident, a game or a manner of speaking.
_NO_HARM = re.compile(
    r"(?i)\b(?:claim|compensation|insurance|accident|by mistake|trolley|pothole|beat(?:s|en)? me (?:to|at|every)"
    r"|kill me (?:if|when))\b"
)


def harmed_at_home(words: str) -> bool:
    """Whether somebody tells that one of their own hurts them, or that they are afraid of them."""
    plain = words.replace("’", "'")
    return bool(_HARMED.search(plain)) and not _NO_HARM.search(plain)


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
