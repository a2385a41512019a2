""" "My green bin, no, the blue bin", "15 Castle Street, I mean 14": what is put right in the same breath. Only what was
meant is kept, so that nobody is asked about what they took back."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from cases.spoken_numbers import digits_in_words
from forms.heard import Entity, Heard

_LABELS = (
    "bin_type",
    "date",
    "time",
    "address",
    "street",
    "house_number",
    "postcode",
    "phone",
    "vehicle_registration",
)
_PLACES = ("address", "street", "house_number")
# Between the two; "no one came" and "no bins" take nothing back.
_TAKEN_BACK = (
    r"(?:\bno\b(?!\s+(?:bins?|one)\b)|\bnope\b|\bsorry\b|\bi mean\b|\bi meant\b|\bi should say\b|\bor rather\b"
    r"|\brather\b|\bmake (?:that|it)\b|\bscratch that\b|\bcorrection\b"
    r"|\bmy mistake\b|\bwait\b|\bhang on\b|\bhold on\b|\bactually\b|\btell a lie\b)"
)
_FILLER = (
    r"(?:\b(?:um+|er+m?|uh|oh|well|it'?s|it is|it was|its|that'?s|the|my|our|number|at|on|in|bins?|one|wheelie|caddy"
    r"|box|road|street|please|say|said|to)\b)"
)
_BETWEEN = re.compile(
    rf"(?i)^(?:[\s,.;!?–-]|{_FILLER})*?{_TAKEN_BACK}(?:[\s,.;!?–-]|{_TAKEN_BACK}|{_FILLER})*$"
)
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_NUMBER = (
    rf"\d{{1,4}}[a-z]?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:{_UNITS}))?|{_UNITS}|ten|eleven"
    r"|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
)
# "15 Castle Street, I mean 14": a number alone, and then what happened or nothing.
_NUMBER_AFTER = re.compile(
    rf"(?i)^(?:[\s,.;!?–-]|{_FILLER})*?{_TAKEN_BACK}(?:[\s,.;!?–-]|{_TAKEN_BACK}|{_FILLER})*?"
    rf"(?P<number>{_NUMBER})(?=[\s,.!]*$|[\s,.!]+(?:please|thanks|thank you|love|was|wasn|were|weren|is|isn|has|hasn"
    r"|had|hadn|have|haven|did|didn|not|and|it|that|on)\b)"
)
_NUMBER_BEFORE = re.compile(
    rf"(?i)(?<!\w)(?:number\s+)?(?P<number>{_NUMBER})(?P<between>[\s,.;]+{_TAKEN_BACK}"
    rf"(?:[\s,.;!?–-]|{_TAKEN_BACK}|{_FILLER})*)$"
)
# "Blue bin, actually green was fine": the second is the one that is not meant.
WAS_FINE = (
    r"(?:(?:was|were|is|has been)\s+(?:all right|alright|fine|okay|ok)"
    r"|(?:was|were|got|has been|did get)\s+(?:emptied|collected|taken|done|picked up))\b"
)
_WAS_FINE = re.compile(rf"(?i)^(?:\s+(?:bins?|one|caddy|box|sack))?\s+{WAS_FINE}[\s.!]*")
_FLAT = re.compile(r"(?i)^((?:flat|apartment|unit|plot)\s+\w+)\b")
_LEADING_NUMBER = re.compile(r"(?i)^(?:flat\s+\w+,?\s+)?(\d{1,4}[a-z]?)\b")


def settled(heard: Heard) -> Heard:
    """The words without what was taken back in them; as they are where nothing was."""
    if heard.value is not None or not re.search(rf"(?i){_TAKEN_BACK}", heard.words):
        return heard
    named = sorted(heard.named(*_LABELS), key=lambda one: one.start)
    for before, after in pairwise(named):
        if not (_of_a_kind(before, after) and _BETWEEN.match(heard.words[before.end : after.start])):
            continue
        if after.label == "bin_type" and (fine := _WAS_FINE.match(heard.words[after.end :])):
            return settled(_cut(heard, before.end, after.end + fine.end()))
        if put := _instead(heard, before, after):
            return settled(put)
    for one in named:
        if one.label in _PLACES and (put := _another_number(heard, one)):
            return settled(put)
    return heard


def meant_at_last(words: str) -> str:
    """What comes after the last word that takes something back: "green" of "blue, no, green". "" where none does."""
    parts = re.split(rf"(?i)\W+(?:{_TAKEN_BACK}\W+)+", words)
    return parts[-1] if len(parts) > 1 and parts[0].strip() else ""


def said_before(words: str) -> str:
    """What comes before the first word that takes something back: "Jane Smith" of "Jane Smith, hang on a minute"."""
    return re.split(rf"(?i)\W+{_TAKEN_BACK}\W+", words)[0]


def _of_a_kind(before: Entity, after: Entity) -> bool:
    return before.label == after.label or (before.label in _PLACES and after.label in _PLACES)


def _instead(heard: Heard, before: Entity, after: Entity) -> Heard | None:
    """The second in the place of the first. A street by itself keeps the house that was told, a house its street."""
    if after.label == "house_number" and before.label == "address":
        return _with_number(heard, before, str(after.value), after.end)
    start = before.start
    if before.label == "address" and after.label == "street" and (house := _number_of(before)):
        start += len(house)
    return _cut(heard, start, after.start)


def _another_number(heard: Heard, place: Entity) -> Heard | None:
    """ "15 Castle Street, I mean 14", and "12, no, 14 Mill Lane"."""
    if place.label == "street":
        return None
    if found := _NUMBER_AFTER.match(heard.words[place.end :]):
        house = digits_in_words(found["number"])
        return _with_number(heard, place, house, place.end + found.end("number"))
    bare = _without_no(place)
    if found := _NUMBER_BEFORE.search(heard.words[: bare.start]):
        heard = replace(heard, entities=tuple(bare if one is place else one for one in heard.entities))
        return _cut(heard, found.start("number"), bare.start)
    return None


def _without_no(place: Entity) -> Entity:
    """ "12, no 14 Mill Lane" has a house called "no 14" for whoever looks up addresses."""
    lead = re.match(r"(?i)no\.?\s+", place.text)
    if lead is None:
        return place
    return replace(place, start=place.start + lead.end(), text=place.text[lead.end() :])


def _with_number(heard: Heard, place: Entity, house: str, end: int) -> Heard | None:
    """The place with another house number, or another flat; what stands after it up to `end` is left out. None where
    it has no number to put right ("Mill House, Mill Lane")."""
    value = str(place.value)
    which = _FLAT if _FLAT.match(house) else _LEADING_NUMBER
    if place.label == "house_number":
        told = house
    elif (old := which.match(value)) is None:
        return None
    else:
        told = value[: old.start(1)] + house + value[old.end(1) :]
    words = heard.words[: place.start] + told + heard.words[end:]
    put = replace(place, value=told, text=told, end=place.start + len(told))
    moved = len(told) - (end - place.start)
    kept = [one for one in heard.entities if one.end <= place.start]
    later = [
        replace(one, start=one.start + moved, end=one.end + moved)
        for one in heard.entities
        if one.start >= end
    ]
    return replace(heard, words=words, entities=(*kept, put, *later))


def _cut(heard: Heard, start: int, end: int) -> Heard:
    """The words without some of them, which end where the next begins."""
    gap = " " if start and end < len(heard.words) and not heard.words[start - 1].isspace() else ""
    moved = start + len(gap) - end
    kept = [one for one in heard.entities if one.end <= start]
    later = [
        replace(one, start=one.start + moved, end=one.end + moved)
        for one in heard.entities
        if one.start >= end
    ]
    return replace(heard, words=heard.words[:start] + gap + heard.words[end:], entities=(*kept, *later))


def _number_of(place: Entity) -> str:
    """The house as it was told, before its street: "fifteen" of "fifteen castle street"."""
    found = re.match(r"(?i)^(?:number\s+)?(?:\d{1,4}[a-z]?|[a-z]+(?:[\s-][a-z]+)?)(?=\s)", place.text)
    return found[0] if found and re.search(r"\d", digits_in_words(found[0])) else ""
