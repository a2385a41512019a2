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
_SHAPE = re.compile(
    rf"(?i)^\W*{_LEAD}(?P<line>(?:(?P<house>\d{{1,4}}[a-z]?)\W+)?(?P<name>(?:[^\W\d][\w'’-]*\W+){{1,3}})"
    rf"(?:{STREET_KINDS}|place|court|gardens?|park|view|rise|walk|parade|wharf))(?:\W+(?:please|thanks|thank you))*\W*$"
)
# In none of these is a street named: "there's a hole in my road", "the other street".
_NO_NAME = frozenset(
    """a about across along and another any at blocked broken busy by down for from in into is it main my near new next
    no of off on other our over past private report same some that the there theres this through to up was whole wrong
    different you your which what want lost cross street road""".split()
)


def refused(heard: Heard, around: Around) -> Refused | None:
    """That we do not know it; None where the words are no such address, or one of ours."""
    words = digits_in_words(heard.words.replace("’", "'"))
    found = _SHAPE.match(words)
    if found is None or around.gazetteer.streets_in(words):
        return None
    name = re.findall(r"[a-z']+", found["name"].lower().replace("'", ""))
    if _NO_NAME & set(name) or says_how_it_is(found["name"]):
        return None
    line = found["line"].strip(" .,!")
    return Refused(Reply("utter_address_not_found", {"address": line}), firm=True)
