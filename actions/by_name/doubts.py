"""Somebody who was found and is perhaps not meant: asked about before they are rung."""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz

from actions.asking import (
    ASKING,
    BEGINS_BY_ASKING,
    IS_THERE,
    POLITELY,
)
from actions.base import Events, Turn
from actions.by_name.answers import ASKS, confirm, nobody
from actions.by_name.wishes import is_named_about, is_named_in_a_team, only_an_extension
from council.directory.found import Found
from council.people import Person

LIKE_A_NAME = 70  # of 100, by letters
# How near a name must be, of 1, for its owner to be rung unasked; and how sure the recogniser of a caller's words.
NEAR_ENOUGH, HEARD_WELL = 0.9, 0.5


def doubtful(turn: Turn, found: Found) -> str:
    """Why somebody who was found is asked about before they are rung; "" where there is no doubt."""
    if not found.by_name or found.person is None:
        return ""
    if only_an_extension(turn, found):  # keyed or said
        return ""
    score = next((one.score for one in found.candidates if one.person == found.person), 1.0)
    if score < NEAR_ENOUGH:
        return "another_name"
    if turn.recognised is not None and turn.recognised < HEARD_WELL:
        return "not_heard_well"
    in_full = all(part in turn.heard.words.casefold() for part in found.person.name.casefold().split())
    ways = (ASKING, BEGINS_BY_ASKING, POLITELY, IS_THERE)
    in_their_team = is_named_in_a_team(
        turn.heard.words
    ) and found.person.team == turn.wired.directory.service_in(turn.heard.words)
    in_their_team = in_their_team or is_named_about(turn, found)
    plainly = in_full or in_their_team or any(way.search(turn.heard.words) for way in ways)
    return "" if plainly or turn.is_for(ASKS) else "perhaps_no_name"


def asked_whether(turn: Turn, person: Person, doubt: str, in_hand: dict[str, Any]) -> Events | None:
    if doubt == "another_name" and _is_noise(turn, person):
        return nobody(turn, in_hand, "") if turn.is_for(ASKS) else None
    return confirm(turn, person, doubt)


def _is_noise(turn: Turn, person: Person) -> bool:
    """Whether nobody was asked for, and what was heard has no more of a name than some of its sounds: "ug ug nork"."""
    if any(way.search(turn.heard.words) for way in (ASKING, BEGINS_BY_ASKING, POLITELY, IS_THERE)):
        return False
    said = re.findall(r"[^\W\d_]+", turn.heard.words.casefold())
    names = [name.casefold() for name in (*person.name.split(), *person.nicknames)]
    alike = sum(any(fuzz.ratio(word, name) >= LIKE_A_NAME for name in names) for word in said)
    return 2 * alike < len(said)
