"""An address that is none of ours, "5 Light Street", "wibble wobble road": said to be unknown, whatever enquiry a
classifier sees in it. Where an address was asked for it can be nothing else."""

from __future__ import annotations

import re

from cases.spoken_numbers import digits_in_words
from forms.fields.base import Refused
from forms.heard import Around, Heard
from forms.place_words import STREET_KINDS
from forms.replies import Reply
from forms.telling import says_how_it_is

_LEAD = (
    r"(?:(?:no|nope|sorry|oh|well|um+|er+m?|yes|yeah|it'?s|it is|its|that'?s|i said|i meant?|i live (?:at|on|in)"
    r"|we live (?:at|on|in)|i'?m (?:at|on|in)|we'?re (?:at|on|in)|my address is|the address is|address is|at|number"
    r"|house|actually)\W+)*"
)
MOST_WORDS, LONGEST = 10, 80  # words and characters of an address; in more there is something else
_WORD = (
    r"[^\W\d]\w*(?:['’-]\w+)*[\s,.]+"  # which reads in one way only, so that no long word is tried in many
)
_SHAPE = re.compile(
    rf"(?i)^\W*{_LEAD}(?P<line>(?:(?P<house>\d{{1,4}}[a-z]?)\W+)?(?P<name>(?:{_WORD}){{1,3}})"
    rf"(?P<kind>{STREET_KINDS}|place|court|gardens?|park|view|rise|walk|parade|wharf))"
    r"(?:\W+(?:please|thanks|thank you))*\W*$"
)
# Everyday words, which end the name of a street only where a house of it is named: "a nice walk", "front garden".
_ALSO_WORDS = frozenset(("place", "park", "walk", "view", "garden", "gardens"))
# In none of these is a street named: "there's a hole in my road", "the other street".
_NO_NAME = frozenset(
    """a about across along and another any at blocked broken busy by down for from in into is it main my near new next
    no of off on other our over past private report same some that the there theres this through to up was whole wrong
    different you your which what want lost cross street road i cant can cannot people nobody back front car very please
    live first take mums neighbours""".split()
)


def refused(heard: Heard, around: Around) -> Refused | None:
    """That we do not know it; None where the words are no such address, or one of ours."""
    if len(heard.words) > LONGEST or len(heard.words.split()) > MOST_WORDS:
        return None
    words = digits_in_words(heard.words.replace("’", "'"))
    found = _SHAPE.match(words)
    if found is None or around.gazetteer.streets_in(words):
        return None
    if found["kind"].lower() in _ALSO_WORDS and not found["house"]:
        return None
    name = re.findall(r"[a-z']+", found["name"].lower().replace("'", ""))
    if _NO_NAME & set(name) or says_how_it_is(found["name"]):
        return None
    line = found["line"].strip(" .,!")
    return Refused(Reply("utter_address_not_found", {"address": line}), firm=True)


def no_such_house(heard: Heard, around: Around) -> Refused | None:
    """ "27 Station Road", where Station Road has no 27: said, so that nobody thinks it was not heard."""
    streets = around.gazetteer.streets_in(heard.words)
    if len(streets) != 1 or around.gazetteer.mentioned(heard.words):
        return None
    numbered = re.search(rf"(?i)\b(\d{{1,4}}[a-z]?),? {re.escape(streets[0])}\b", heard.words)
    if not numbered:
        return None
    # Whatever else the words sound like: with a street of ours in them they are an address.
    lost = f"{numbered[1].upper()} {streets[0]}"
    return Refused(Reply("utter_address_not_found", {"address": lost}), firm=True)
