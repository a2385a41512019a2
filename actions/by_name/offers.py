"""Which of several people was meant, once that has been asked."""

from __future__ import annotations

import re
from typing import Any

from actions.base import Events, Turn, offering
from actions.by_name.answers import put_through, question_which, to_team
from actions.which_of_them import by_what_they_do, tells_of_them, wants_the_other
from council.directory.directory import Directory
from council.people import Person

_SOMEBODY_ELSE = re.compile(
    r"(?i)\b(?:some(?:one|body)|any(?:one|body)) else\b|\bneither\b|\bnone of (?:them|those|these)\b|^\W*none\W*$"
)


def offered_people(turn: Turn, directory: Directory) -> list[Person]:
    """Those of whom it was asked "which of them?"."""
    offer = turn.tracker.get_slot("offer")
    extensions = offer.get("people", []) if isinstance(offer, dict) else []
    return [person for extension in extensions if (person := directory.with_extension(extension))]


def only_one_offered(turn: Turn) -> Person | None:
    """Whom a plain yes means."""
    offered = offered_people(turn, turn.wired.directory)
    return offered[0] if len(offered) == 1 else None


def offered_again(turn: Turn, in_hand: dict[str, Any]) -> Events | None:
    """The question which of several people, after a plain yes to it. None where it was not asked."""
    offered = offered_people(turn, turn.wired.directory)
    return which_again(turn, offered, in_hand) if len(offered) > 1 else None


def answered_which(turn: Turn, offered: list[Person], in_hand: dict[str, Any]) -> Events | None:
    """The answer to "which of them?"; None where the words tell none of them apart."""
    if _SOMEBODY_ELSE.search(turn.heard.words):
        return to_team(turn, "Asked for somebody else", _team_of(offered), in_hand)
    tells = tells_of_them(turn)
    if tells and len(offered) == 1 and wants_the_other(turn):
        return to_team(turn, "Asked for somebody else", "", in_hand)
    chosen = turn.wired.directory.which(offered, turn.heard.words)
    if chosen and chosen.person:
        return put_through(turn, chosen.person, in_hand)
    does = by_what_they_do(turn, offered) if tells else None
    return put_through(turn, does, in_hand) if does else None


def which_again(turn: Turn, offered: list[Person], in_hand: dict[str, Any]) -> Events:
    """Once more; whoever then is not understood either gets somebody who can look."""
    offer = turn.tracker.get_slot("offer")
    if isinstance(offer, dict) and offer.get("again"):
        return to_team(turn, "Asked for somebody, and not told apart", _team_of(offered), in_hand)
    question_which(turn, tuple(offered))
    people = [person.extension for person in offered]
    return [offering({"intents": [], "words": "", "people": people, "again": True})]


def _team_of(people: list[Person]) -> str:
    """The team they share, or none."""
    teams = {person.team for person in people}
    return teams.pop() if len(teams) == 1 else ""
