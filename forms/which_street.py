"""A place that only its teller could find, "in the kitchen", "outside my back gate": the street is asked for, once."""

from __future__ import annotations

import re

from cases.postcodes import read_postcode
from cases.spoken_numbers import digits_in_words
from cases.unsure import is_unsure
from forms.fields.base import Values, said_no, said_yes
from forms.heard import Around, Heard
from forms.place_words import STREET_KINDS, names_a_mark
from forms.replies import Question, Reply

STREET_ASKED = "street_asked"  # in the form's values: they have told it, or do not know it
LONGEST = 8  # words of a place that says no more than that; in more it is described
# Theirs, a room, or a number without a street.
_TELLERS_OWN = re.compile(
    r"(?i)\b(?:my|our|me|the|her|his|their|mum's|mam's|a)\s+(?:own\s+|back\s+|front\s+|next door'?s?\s+)*"
    r"(?:house|home|flat|bungalow|gate|garden|yard|drive(?:way)?|door|doorstep|fence|wall|window|kitchen|loft|attic"
    r"|bedroom|bathroom|toilet|cellar|basement|garage|shed|living room|roof|place|back|front|post|column|lamp ?post)\b"
    r"|\b(?:number|no\.?)\s+\w+\b"
    r"|^\W*(?:(?:it'?s|just|right|um+)\W+)*(?:here|outside"
    r"|indoors|inside|out the (?:back|front)|upstairs|downstairs|at home|next door)\W*$"
)
# No street: a number by itself, what was told before, or a wish.
_NO_STREET = re.compile(
    r"(?i)^\W*(?:(?:the )?same(?: one| place| address| as before)?|the (?:address|one|street) (?:that )?i (?:gave"
    r"|told|said)\b.*|i(?:'?ve| have)? (?:just |already )*(?:told|said|gave|given)\b.*"
    r"|i(?:'d| would)? (?:want|need|like)\b.*)\W*$"
)
_ASKS = re.compile(r"(?i)\?\W*$|^\W*(?:what|why|who|how|where|which|pardon|sorry)\b(?!.*\d)")
_PLEASE = re.compile(r"(?i)[\s,.]+(?:please|love|thanks|thank you|dear|mate)[\s,.!]*$")
_LEAD_IN = re.compile(r"(?i)^\W*(?:(?:it'?s|it is|that'?s|um+|er+|oh|yes|well|in|on|at)\b\W*)+(?=\w)")


def question(told: str, values: Values, around: Around) -> Question | None:
    """Which street, where the place names none and nothing else that a crew could find it by."""
    if values.get(STREET_ASKED) or not is_tellers_own(told, around):
        return None
    return Question(Reply("utter_ask_which_street"))


def is_tellers_own(told: str, around: Around) -> bool:
    if len(told.split()) > LONGEST or around.gazetteer.streets_in(told) or read_postcode(told):
        return False
    if re.search(rf"(?i)\w+\s+(?:{STREET_KINDS})\b", told) or names_a_mark(told):
        return False
    return bool(_TELLERS_OWN.search(told))


def answered(told: str, heard: Heard) -> Values | None:
    """The place with its street before it; without one, as it was told, when they do not know it."""
    words = _PLEASE.sub("", _LEAD_IN.sub("", heard.words.strip())).strip(" .,!")
    if (
        heard.value is not None
        or said_yes(heard)
        or not re.search(r"\w{2}", words)
        or _ASKS.search(heard.words)
        or _NO_STREET.match(words)
        or re.fullmatch(r"\d+[a-zA-Z]?", digits_in_words(words))
    ):
        return None
    if is_unsure(heard.words) or said_no(heard):
        return {STREET_ASKED: True}
    return {"location": f"{words}, {told}", STREET_ASKED: True}
