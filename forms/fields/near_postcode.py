"""A postcode that is none of ours, but sounds like several that are: the street is asked, not the letters."""

from __future__ import annotations

from cases import heard_postcodes
from cases.heard_postcodes import read_out
from council.choosing import says_neither
from forms.fields import heard_postcode
from forms.fields.base import said_no
from forms.heard import Around, Heard
from forms.replies import Option, Question, Reply


def near(postcode: str, around: Around) -> list[str]:
    """Ours that may have been meant, where they are several, and few enough to be a choice. A single one has been taken
    for it already, and is asked back."""
    alike = sorted(heard_postcodes.close_to(postcode, around.gazetteer.postcodes))
    return alike if 1 < len(alike) <= heard_postcode.MOST_CHOICES else []


def question(said: str, alike: list[str], around: Around) -> Question:
    streets = [" or ".join(around.gazetteer.streets_at(postcode)) for postcode in alike]
    apart = len(set(streets)) == len(streets)
    labels = (
        streets
        if apart
        else [f"{read_out(one)}, {street}" for one, street in zip(alike, streets, strict=True)]
    )
    options = tuple(
        Option(label, f"{heard_postcode.POSTCODE}{postcode}")
        for label, postcode in zip(labels, alike, strict=True)
    )
    shown = read_out(said) if around.spoken else said
    return Question(Reply("utter_ask_which_near_postcode", {"postcode": shown}), "choice", options)


def answered(heard: Heard, alike: list[str], around: Around) -> str | None:
    """The postcode an answer means, by its place or its street; "" where it is none of them; None of other words."""
    if picked := heard_postcode.chosen(heard, alike):
        return picked
    if says_neither(heard.words):
        return ""
    streets = around.gazetteer.streets_in(heard.words)
    fitting = [one for one in alike if streets and streets[0] in around.gazetteer.streets_at(one)]
    if len(fitting) == 1:
        return fitting[0]
    return "" if said_no(heard) else None
