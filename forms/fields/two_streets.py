"""A postcode that two streets share: which of them, as "yes" says neither."""

from __future__ import annotations

from council.choosing import place_chosen
from forms.fields.base import Values, said_yes
from forms.heard import Around, Heard
from forms.replies import Option, Question, Reply

STREET = "street:"


def asked(postcode: str, around: Around) -> Question | None:
    """None where there is one street, or none."""
    streets = around.gazetteer.streets_at(postcode)
    options = tuple(Option(street, f"{STREET}{street}") for street in streets)
    return Question(Reply("utter_ask_which_postcode"), "choice", options) if len(options) > 1 else None


def chosen(heard: Heard, postcode: str, around: Around) -> str | None:
    """The street of two or more that was picked, named, or meant by its place among those read out."""
    streets = around.gazetteer.streets_at(postcode)
    if len(streets) < 2:
        return None
    if heard.value:
        picked = heard.value.removeprefix(STREET)
        return picked if picked in streets else None
    if (place := place_chosen(heard.words, len(streets))) is not None:
        return streets[place]
    named = [street for street in around.gazetteer.streets_in(heard.words) if street in streets]
    return named[0] if len(named) == 1 else None


def says_neither(heard: Heard, postcode: str, around: Around) -> bool:
    """A bare yes to two streets."""
    return said_yes(heard) and asked(postcode, around) is not None


def narrowed(found: Values, street: str, around: Around) -> list[int]:
    """Of the homes of several streets that a house number may be, those in the one they told."""
    homes = [around.gazetteer.get(uprn) for uprn in found.get("candidates", [])]
    return [home.uprn for home in homes if home and home.street == street]
