"""Whether some words say where something is, or what it is: people tell both when asked for either."""

from __future__ import annotations

import re

from cases.postcodes import read_postcode
from cases.spoken_numbers import digits_in_words
from forms.heard import Around, Heard

_KINDS = (
    r"road|rd|street|st|lane|close|avenue|ave|drive|way|court|place|crescent|terrace|gardens?|grove|row|mews|hill"
    r"|square|park|cottages?|house|farm|flats?|the green|estate"
)
# What people give a place by, where it has no address.
_MARKS = (
    r"church(?:yard)?|chapel|mosque|temple|school|college|nursery|pub|station|shops?|bridge|car park|lay-?by"
    r"|roundabout|junction|corner|cross ?roads|playground|playing field|field|bus stop|bus shelter|village"
    r"|town(?: centre)?|library|post office|post ?box|supermarket|surgery|hospital|garage|petrol station|cemetery"
    r"|graveyard|allotments?|canal|river|towpath|woods?|common|market|high street|alley(?:way)?|passage(?:way)?"
    r"|cycle ?path|footpath|underpass|subway|tip|traffic lights|level crossing|war memorial|community centre"
    r"|leisure centre|village hall|recreation ground|rec"
)
STANDS = (
    r"all over|all along"
    r"|outside|opposite|near|by|behind|beside|next to|close to|in front of|under|underneath|between|at|on|in|along"
    r"|round|around|up|down|off|past|across(?: from)?|over by|just (?:off|past|before|after)|before|after|halfway"
    r"|top of|end of|bottom of|back of|side of|edge of"
    r"|the (?:corner|junction|end|top|bottom|back|side|edge|far end|other side) of"
)
_LEAD_IN = (
    r"(?:(?:it'?s|it is|they'?re|they are|that'?s|um+|er+m?|just|right|over|out|well|so|oh|please|all)\W+)*"
)
_ADDRESS = re.compile(rf"(?i)\d|\b(?:{_KINDS})\b")
STREET_KINDS = r"road|rd|street|st|lane|close|avenue|drive|way|crescent|terrace|grove|row|mews|hill|square"
_MARK = re.compile(rf"(?i)\b(?:{_MARKS})\b")
_ONLY_A_SPOT = re.compile(rf"(?i)^\W*{_LEAD_IN}(?:{STANDS})\s+(?:[\w'’.-]+[\s,]*){{1,8}}$")
_HAPPENS = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|had|been|being|gone|got|keeps?|dumped|left|thrown|blocked|blocking|broken|full|fell"
    r"|smashed|leaking|overflowing|cracked|sunk|stuck|flooded|flooding|burnt|burning|deep|dangerous|loose|missing|dead"
    r"|it'?s (?!by|near|next|at|on|in|outside|opposite|behind|beside|under|just)\w+)\b"
)
LONGEST_ADDRESS = 12  # words
_A_POSTCODE = re.compile(r"(?i)\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b")
_BARE_ADDRESS = re.compile(
    r"(?i)\b(?:\d+[a-z]?|no|number|flat|it'?s|its|it|is|was|that'?s|at|on|in|the|my|our|postcode|post ?code|address"
    r"|sorry|well|oh|um+|erm?|actually|i|i'?m|live|yes|yeah|please|outside|near|opposite|by|i said|said|mean|meant|just"
    r"|street|road|and)\b"
)
_COUNTED = re.compile(
    rf"(?i)^\W*{_LEAD_IN}(?:(?:there'?s|there is|there are|it looks like|looks like|mostly|mainly|i think)\W+)*"
    r"(?:an?|some|several|lots of|loads of|a (?:lot|load|pile|heap|couple|few) of|two|three|four|five|six|many|old"
    r"|bags? of|bin bags?|rubbish|somebody'?s|someone'?s|people'?s|household)\s+\w+"
)


def names_a_place(heard: Heard, around: Around) -> bool:
    """Whether a place is named in the words at all: a street, a landmark, or something to stand beside."""
    return (
        bool(heard.named("address", "street") or around.gazetteer.streets_in(heard.words))
        or bool(_ADDRESS.search(heard.words) or _MARK.search(heard.words))
        or bool(_ONLY_A_SPOT.match(heard.words))
    )


def only_a_place(heard: Heard, around: Around) -> bool:
    """Whether the words say where and nothing else: "next to the church", "by the gate on Priory Road"."""
    if _HAPPENS.search(heard.words):
        return False
    return bool(_ONLY_A_SPOT.match(heard.words)) and names_a_place(heard, around)


def names_a_mark(words: str) -> bool:
    """Whether they name what everybody there knows: the church, the car park."""
    return bool(_MARK.search(words))


def only_an_address(heard: Heard, around: Around) -> bool:
    """Whether the words are a street or a postcode, with or without a house, and nothing else: "14 Castle Street"."""
    if heard.value is not None or len(heard.words.split()) > LONGEST_ADDRESS:
        return False
    streets = around.gazetteer.streets_in(heard.words)
    rest = heard.without("address", "street", "house_number", "postcode")
    known = bool(streets or heard.named("address", "street", "postcode"))
    for name in (*streets, *around.gazetteer.localities):
        rest = re.sub(rf"(?i)\b{re.escape(name)}\b", " ", rest)
    bare, postcodes = _A_POSTCODE.subn(" ", rest)
    if not (known or postcodes or read_postcode(heard.words)):
        return False
    spelled = not known and not postcodes  # letter by letter
    return not _BARE_ADDRESS.sub(" ", digits_in_words(bare)).strip(" .,!?") or (
        spelled and not re.search(r"\w{6}", _BARE_ADDRESS.sub(" ", bare))
    )


def counts_things(heard: Heard, around: Around) -> bool:
    """Whether they are things and how many: "two sofas", "a fridge"."""
    return bool(_COUNTED.match(heard.words)) and not names_a_place(heard, around)


def only_a_thing(heard: Heard, around: Around) -> bool:
    """Whether they say what it is and nothing of where: "a fridge and some bags"."""
    said = bool(_COUNTED.match(heard.words) or _HAPPENS.search(heard.words))
    return said and not names_a_place(heard, around)
