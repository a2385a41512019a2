"""A postcode that was heard is asked back before it counts: by its street when it is ours, else by its letters."""

from __future__ import annotations

import re

from cases import heard_postcodes
from cases.heard_postcodes import read_out
from cases.postcodes import read_postcode
from council.choosing import place_chosen
from forms.fields.base import Values, said_no, said_yes, says_it_again
from forms.heard import Around, Heard
from forms.replies import YES_NO, Option, Question, Reply
from forms.sayings.told_already import has_told

BY_KEYS = "postcode_by_keys"  # in the form's values: voice has failed twice
MOST_CHOICES = 4  # postcodes that one row of keys may mean, read out
POSTCODE = "postcode:"

_NOT_KNOWN = re.compile(
    r"""(?ix)\b(?:
      (?:don'?t|do\ not|can'?t|cannot|haven'?t|have\ not|have\ no|couldn'?t|didn'?t|never)\b
        (?:\W+(?:know|knew|remember|recall|tell|have|had|got|get|given|my|the|a|any|what|you|i|really|actually|even))*
    | (?:no\ (?:idea|clue)|not\W+(?:too|really|quite|that)?\W*(?:sure|certain)|unsure)
        (?:\W+(?:of|about|what|my|the|i))*
    | (?:forgotten|forget|forgot)\W+(?:my|the|what|our)(?:\W+(?:my|the))*
    | no | without(?:\W+(?:a|my|the))?
    )\W+post\ ?code\b"""
)


def not_known(words: str) -> bool:
    """Whether somebody says that they have no postcode to give."""
    return bool(_NOT_KNOWN.search(words.replace("’", "'")))


def found(words: str, around: Around) -> tuple[str, bool] | None:
    """A postcode in some words, and whether it needs no asking back: typed, and one of ours."""
    ours = heard_postcodes.match(words, around.gazetteer.postcodes)
    if ours:
        return ours.postcode, ours.exact and not around.spoken
    elsewhere = read_postcode(words)
    return (elsewhere, False) if elsewhere else None


def asked_back(postcode: str, around: Around) -> Question:
    """ "Is that Mill Lane?" """
    streets = around.gazetteer.streets_at(postcode)
    if streets:
        return Question(Reply("utter_ask_street_right", {"street": " or ".join(streets)}), "yes_no", YES_NO)
    shown = read_out(postcode) if around.spoken else postcode
    return Question(Reply("utter_ask_postcode_right", {"postcode": shown}), "yes_no", YES_NO)


def answered(postcode: str, heard: Heard, around: Around) -> str | None:
    """The postcode that an answer to that leaves: the same after a yes, "" after a no, and after "no, Mile Lane" the
    one there that sounds like it. None when it is no answer."""
    streets = around.gazetteer.streets_in(heard.words)
    here = around.gazetteer.streets_at(postcode)
    if said_yes(heard) or (streets and set(streets) <= set(here) and not said_no(heard)):
        return postcode
    if says_it_again(heard) and (has_told(heard.words) or said_again(postcode, heard, around)):
        return postcode
    alike = heard_postcodes.close_to(postcode, around.gazetteer.postcodes)
    there = [other for other in alike if streets and streets[0] in around.gazetteer.streets_at(other)]
    if len(there) == 1:
        return there[0]
    return "" if said_no(heard) else None


def said_again(postcode: str, heard: Heard, around: Around) -> bool:
    """Whether the answer is the same postcode once more, as many a caller says yes."""
    again = found(heard.words, around)
    return again is not None and again[0] == postcode


def by_keys(values: Values, around: Around) -> Question | None:
    """The last way before a person. None while it has not come to that."""
    if not (around.spoken and values.get(BY_KEYS)):
        return None
    return Question(Reply("utter_ask_postcode_by_keys"), "digits", max_digits=7)


def which(postcodes: list[str], around: Around) -> Question:
    """Between those with the same keys."""
    options = tuple(Option(_labelled(postcode, around), f"{POSTCODE}{postcode}") for postcode in postcodes)
    return Question(Reply("utter_ask_which_postcode"), "choice", options)


def chosen(heard: Heard, postcodes: list[str]) -> str | None:
    value = (heard.value or "").removeprefix(POSTCODE)
    if heard.value is None and (place := place_chosen(heard.words, len(postcodes))) is not None:
        return postcodes[place]
    return value if value in postcodes else None


def _labelled(postcode: str, around: Around) -> str:
    return f"{read_out(postcode)}, {' or '.join(around.gazetteer.streets_at(postcode))}"
