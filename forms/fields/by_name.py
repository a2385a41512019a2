"""A home by its house's name, "the maltings", or by half a street, "three kingfisher"; and homes that no list has."""

from __future__ import annotations

import re

from cases.gazetteer import Address
from forms.fields.base import Values
from forms.heard import Around, Heard
from forms.replies import Reply

LONGEST = 9  # words; in more there is something else
PERHAPS = 0.6  # confidence of an enquiry that brings a person
_FLAT = re.compile(r"(?i)\bflat\s+(\w+)\b")
_HALF = re.compile(
    r"(?i)^\W*(?:(?:it'?s|i'?m at|we'?re at|i live at|number|at|no|yes|um+|er+m?)\W+)*(?P<house>\d{1,4}[a-z]?)\W+"
    r"(?P<street>[a-z][a-z' ]{2,25}?)(?:\W+(?:please|love|thanks))?\W*$"
)
_NO_HOME = re.compile(
    r"(?i)\b(?:no fixed (?:address|abode)|homeless|sofa ?surfing"
    r"|(?:(?:have|got|'ve) (?:not|no)|haven'?t|don'?t have|without)\W+(?:got\W+)?(?:an?\W+|any\W+)?"
    r"(?:fixed |permanent |proper )?(?:address|home)\b"
    r"(?! (?:phone|telephone|number|line|address|email|e-mail|insurance|help|right|correct)\b))"
)
_NEW_HOME = re.compile(r"(?i)\bnew[ -]?builds?\b|\b(?:brand )?new (?:house|home|estate|flat|development)\b")


def found(words: str, known: Values, around: Around) -> list[Address]:
    """The homes that answer to it, in the street that is known; empty where the words name none."""
    if len(words.split()) > LONGEST:
        return []
    homes = _by_house(words, around) or _by_half(words, around)
    return [home for home in homes if home.street == known["street"]] if known.get("street") else homes


def without_address(heard: Heard, around: Around) -> Reply | None:
    """To whoever has none that we could know. Help for the homeless comes before what can be done without one."""
    words = heard.words
    other = around.council.catalogue.get(heard.intent)
    in_need = other is not None and other.action == "hand_off" and heard.confidence >= PERHAPS
    if in_need or len(words.split()) > LONGEST:
        return None
    if _NO_HOME.search(words):
        return Reply("utter_no_address")
    return Reply("utter_new_address") if _NEW_HOME.search(words) else None


def _by_house(words: str, around: Around) -> list[Address]:
    said = _plain(words)
    flat = _FLAT.search(words)
    homes = [home for home in around.gazetteer if (name := _name(home.house)) and f" {name} " in said]
    if flat:
        homes = [home for home in homes if home.house.lower().startswith(f"flat {flat[1].lower()},")] or homes
    return homes


def _by_half(words: str, around: Around) -> list[Address]:
    half = _HALF.match(words)
    if half is None:
        return []
    streets = [
        one for one in around.gazetteer.streets if _plain(one.rsplit(" ", 1)[0]) == _plain(half["street"])
    ]
    return [home for one in streets for home in around.gazetteer.mentioned(f"{half['house']} {one}")]


def _name(house: str) -> str:
    """The name of a house without its flat; empty where it only has a number."""
    name = house.rsplit(",", 1)[-1].strip()
    return "" if re.search(r"\d", name) or not name else _plain(name).strip().removeprefix("the ")


def _plain(words: str) -> str:
    bare = re.sub(r"['’]", "", words.lower())
    return f" {' '.join(re.findall('[a-z0-9]+', bare))} "
