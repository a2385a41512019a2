"""Two villages have a street of one name: which of them is meant is asked before anybody is sent there."""

from __future__ import annotations

import re
from dataclasses import replace

from cases.postcodes import read_postcode
from cases.unsure import is_unsure
from council.choosing import negated, place_chosen, says_both
from forms.fields.base import Values
from forms.heard import Around, Heard
from forms.place_words import names_a_place
from forms.replies import Option, Question, Reply
from forms.sayings.questions import is_question

PLACE = "place:"
SETTLED = "location_settled"  # in the form's values: they do not know it, or have described it instead
_PART = re.compile(
    r"(?i)^\W*(?:(?:it'?s|it is|that'?s|um+|er+m?|oh|well|just|no|yes|at|on|in|up|down|towards)\W+)*"
    r"(?:(?:the|my|our)\W+)?(?:\w+\W+){0,2}(?:end|bit|part|half|side|stretch|top|bottom|middle)\b"
    r"(?:\W+(?:of|by|near|past|before|after|opposite|outside|towards|where|with|that|please|i think|love)\b.*)?\W*$"
)
BRIEF = 6  # words; in more the answer describes the spot as well


def possible(told: str, values: Values, around: Around) -> list[str]:
    """The towns and villages a place may be in, where there are several and nothing that was told says which."""
    gazetteer = around.gazetteer
    streets = gazetteer.streets_in(told)
    if not streets or values.get(SETTLED):
        return []
    # Where two streets meet, both must be there.
    among = [
        locality
        for locality in gazetteer.localities_of(streets[0])
        if all(locality in gazetteer.localities_of(other) for other in streets[1:])
    ]
    if len(among) < 2 or gazetteer.localities_in(f"{told}. {values.get('description') or ''}", among):
        return []
    homes = {home.locality for home in gazetteer.mentioned(told)}
    postcode = read_postcode(told) or values.get("postcode")
    near = [home for home in gazetteer.at_postcode(str(postcode)) if home.street in streets]
    for known in (homes, {home.locality for home in near}):
        among = [locality for locality in among if locality in known] or among
    return among if len(among) > 1 else []


def named_beside(told: str, heard: Heard, values: Values, around: Around) -> str:
    """A place, with its village where it is named elsewhere: "in Nether Marl there's a hole on Mill Lane"."""
    among = possible(told, values, around)
    named = around.gazetteer.localities_in(heard.words, among)
    return f"{told}, {named[0]}" if len(named) == 1 else told


def question(told: str, among: list[str], around: Around) -> Question:
    street = around.gazetteer.streets_in(told)[0]
    options = tuple(Option(f"{street}, {locality}", f"{PLACE}{locality}") for locality in among)
    return Question(Reply("utter_ask_which_place", {"street": street}), "choice", options)


def answered(told: str, among: list[str], heard: Heard, around: Around) -> Values | None:
    """The place with what the answer adds to it: its village, or whatever else describes it."""
    words = heard.words.strip()
    if picked := _picked(among, heard, around):
        described = len(words.split()) > BRIEF and heard.value is None
        return {"location": f"{told}, {picked}" + (f" ({words})" if described else ""), SETTLED: True}
    if is_unsure(words):
        return {SETTLED: True}  # whoever is sent sees the name alone, as before
    if says_both(words):
        return {"location": f"{told}, {' and '.join(among)}", SETTLED: True}
    plain = replace(heard, words=words.rstrip(" ?"))  # "by the church?" is no less a place
    if len(words.split()) < 2 or is_question(plain):
        return None  # "can you keep my name out of it" says nothing of where
    if not (_PART.match(words) or names_a_place(heard, around)):
        return None
    return {"location": f"{told}, {words}", SETTLED: True}


def _picked(among: list[str], heard: Heard, around: Around) -> str | None:
    if heard.value is not None:
        value = heard.value.removeprefix(PLACE)
        return value if value in among else None
    unwanted = negated(heard.words)
    named = around.gazetteer.localities_in(unwanted or heard.words, among)
    if len(named) == 1:
        others = [locality for locality in among if locality not in named]
        return named[0] if unwanted is None else others[0] if len(others) == 1 else None
    if (postcode := read_postcode(heard.words)) is not None:
        there = {home.locality for home in around.gazetteer.at_postcode(postcode)} & set(among)
        if len(there) == 1:
            return there.pop()
    place = place_chosen(heard.words, len(among))
    return None if place is None else among[place]
