"""A house or a street that is told by itself, before the rest of the address: kept until the other part is known."""

from __future__ import annotations

import re

from cases.gazetteer import Address
from cases.spelled_names import is_no_name, is_sentence
from cases.spoken_numbers import digits_in_words
from forms.fields.base import Values, said_no, said_yes
from forms.heard import Around, Heard
from forms.replies import Question, Reply

_SETTLED = ("postcode", "postcodes", "uprn", "candidates")  # what makes parts needless
_CALLED = re.compile(r"(?i)\b(?:number|no\.?|flat|house)\s+(\d{1,4}[a-z]?)\b")
# "12", where an address is asked for and nothing else is said.
_BARE = re.compile(
    r"(?i)^\W*(?:(?:no|sorry|actually|it'?s|it is|i'?m at|we'?re at|i live at|at|number|um+|er+m?|yes|yeah|just)\W+)*"
    r"(\d{1,4}[a-z]?)\W*$"
)
MOST_IN_A_NAME = 4  # words of a house's name
_QUESTION = re.compile(r"(?i)\?\W*$|^\W*(?:is|are|do|does|did|can|could|what|when|where|who|why|how|which)\b")
_LEAD_IN = re.compile(
    r"(?i)^\W*(?:(?:it'?s|it is|that'?s|it'?s called|called|i'?m at|we'?re at|i live at|number)\b\W*)+"
)


def wanted(address: Values) -> bool:
    """Whether parts still help: no postcode and no home is known."""
    return not any(address.get(name) for name in _SETTLED)


def told(heard: Heard, address: Values, around: Around, *, asked: bool) -> Values | None:
    """The parts known after some words, `house` and `street`; None when they tell nothing new.

    Args:
        asked: the words answer the question for the address, so that a number by itself is a house.
    """
    words = digits_in_words(heard.spelled_out("street"))
    parts: Values = {}
    streets = around.gazetteer.streets_in(words)
    if len(streets) == 1:
        parts["street"] = streets[0]
    houses = {str(entity.value) for entity in heard.named("house_number")}
    called = {found[1] for found in _CALLED.finditer(words)}
    bare = _BARE.match(words) if asked else None
    last = _after_street(words, parts.get("street", ""))
    found = houses or called or ({bare[1]} if bare else set()) or ({last} if last else set())
    if len(found) == 1:
        parts["house"] = found.pop()
    elif asked and address.get("street") and not parts and not (said_yes(heard) or said_no(heard)):
        parts["house"] = _LEAD_IN.sub("", words).strip(" .,!")  # Rose Cottage
    new = {name: value for name, value in parts.items() if value and value != address.get(name)}
    return {**address, **new} if new else None


def _after_street(words: str, street: str) -> str:
    """ "Kingfisher Drive, two": a house said after its street, and nothing after that."""
    ends = rf"(?i)\b{re.escape(street)}\W+(\d{{1,4}}[a-z]?)(?:\W+(?:please|thanks|thank you|love))*\W*$"
    found = re.search(ends, words) if street else None
    return found[1] if found else ""


def together(parts: Values, words: str, around: Around) -> list[Address]:
    """The homes that a house and a street are, the village deciding if the words name it."""
    if not (parts.get("house") and parts.get("street")):
        return []
    found = around.gazetteer.mentioned(f"{parts['house']} {parts['street']}")
    said = words.lower()
    return [home for home in found if home.locality.lower() in said] or found


def question(address: Values) -> Question | None:
    """The part that is missing; None where nothing is kept."""
    if address.get("street"):
        return Question(Reply("utter_ask_house_number", {"postcode": address["street"]}))
    if address.get("house"):
        return Question(Reply("utter_ask_street_or_postcode"))
    return None


def may_be_house(words: str, *, asked_for: bool) -> bool:
    """Whether words that name no house of ours may be meant for one: a number, or a name where it is asked for. In a
    question or a whole sentence there is neither."""
    if re.search(r"\d", words):
        return True
    named = asked_for and len(words.split()) <= MOST_IN_A_NAME
    return named and not (is_no_name(words) or is_sentence(words) or _QUESTION.search(words))
