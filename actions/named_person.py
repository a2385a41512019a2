"""Somebody asked for by name, role, team or extension: put through to their team with the name, or asked which."""

from __future__ import annotations

from typing import Any

from actions.asking import (
    asks,
    asks_for_someone,
)
from actions.base import Events, Turn
from actions.by_name.answers import ask_which, choosing, nobody, put_through, to_team
from actions.by_name.doubts import asked_whether, doubtful
from actions.by_name.offers import answered_which, offered_people, which_again
from actions.by_name.topics import likeliest, understood
from actions.by_name.wishes import (
    is_brief,
    nobodys_name_in,
    of_a_team,
    only_a_post,
    perhaps_asks,
    plainly_asks_by_name,
    wants_councillor,
)
from actions.councillors import how_to_reach
from actions.which_of_them import tells_of_them
from council.directory.by_service import TeamFor, team_for
from council.directory.by_team import topic_for_anybody
from council.directory.found import Found
from council.directory.said import words_of

ABOUT_IT = "Asked for somebody who deals with it"


def named_person(turn: Turn, in_hand: dict[str, Any], *, not_a_team: bool = False) -> Events | None:
    """Answer a turn that asks for somebody in particular; None when it asks for nobody we can tell.

    `not_a_team`: the words may be an enquiry, so a team's name alone ("bins") asks for nobody.
    `in_hand`: what goes onto the adviser's card besides, such as the form that was being filled.
    """
    directory = turn.wired.directory
    if turn.heard.value and turn.heard.intent == choosing(turn):
        chosen = directory.with_extension(turn.heard.value)
        return put_through(turn, chosen, in_hand) if chosen else nobody(turn, in_hand, "")
    offered = offered_people(turn, directory)
    if offered and (one_of_them := answered_which(turn, offered, in_hand)) is not None:
        return one_of_them
    found = directory.find(turn.heard.words)
    if wants_councillor(turn, found):
        return how_to_reach(turn)
    if offered and not found.person and (is_brief(turn) or tells_of_them(turn)):
        return which_again(turn, offered, in_hand)
    if found.person and (doubt := doubtful(turn, found)):
        return asked_whether(turn, found.person, doubt, in_hand)
    if found.person:
        return put_through(turn, found.person, in_hand)
    if found.several:
        return ask_which(turn, found.several)
    if found.hidden:
        # Neither name nor extension goes out with the acts, which the resident's own page can read.
        turn.say("utter_not_directly")
        return to_team(turn, "Asked for somebody who is not put through directly", found.team, in_hand)
    if team := nobodys_name_in(turn, found):
        return nobody(turn, in_hand, team)
    words = turn.heard.words
    a_person = asks(words) or asks_for_someone(words) or only_a_post(turn, found)
    if found.asked_for_team and (a_person or not not_a_team):
        return _to_the_team(turn, found.team, in_hand)
    if found.candidates and found.named:  # "Siobhan in housing", and the only Siobhan works elsewhere
        return ask_which(turn, tuple(candidate.person for candidate in found.candidates))
    return _unknown(turn, found, in_hand, not_a_team=not_a_team)


def _to_the_team(turn: Turn, team: str, in_hand: dict[str, Any]) -> Events:
    """The team that was asked for; of "someone about council tax arrears" what it is about goes along."""
    known = understood(turn) if topic_for_anybody(words_of(turn.heard.words)) else None
    if known and known.team == team:
        return to_team(turn, ABOUT_IT, team, in_hand | {"about": known.title})
    return to_team(turn, "Asked for the team", team, in_hand)


def _unknown(turn: Turn, found: Found, in_hand: dict[str, Any], *, not_a_team: bool) -> Events | None:
    """Nobody of ours was named: who deals with what was, or that there is nobody."""
    about, someone = (
        team_for(turn.wired.council, turn.heard.words, likeliest(turn)),
        asks_for_someone(turn.heard.words),
    )
    if about and about.exact and (someone or not not_a_team):
        return _to_team_about(turn, about, in_hand)
    if someone and (enquiry := understood(turn)):
        return to_team(turn, ABOUT_IT, enquiry.team, in_hand | {"about": enquiry.title})
    if about and not not_a_team:
        return _to_team_about(turn, about, in_hand)
    if (perhaps_asks(turn) and found.named) or of_a_team(turn, found):
        return nobody(turn, in_hand, found.team)
    return None


def asked_by_name(turn: Turn, in_hand: dict[str, Any]) -> Events | None:
    """The same for words that were understood as something else: whoever plainly asks to be put through to somebody by
    name, to a post or to a team is, whatever the classifier makes of the rest. None for words that only speak of
    people, and where what sounds like a name is the council's word for a service."""
    return named_person(turn, in_hand, not_a_team=True) if plainly_asks_by_name(turn) else None


def _to_team_about(turn: Turn, about: TeamFor, in_hand: dict[str, Any]) -> Events:
    """Who deals with what they named. Where we have nobody who does just that, it is said who comes nearest."""
    if not about.exact:
        turn.say("utter_nearest_team", team=turn.wired.council.team(about.team).spoken)
    return to_team(turn, ABOUT_IT, about.team, in_hand)
