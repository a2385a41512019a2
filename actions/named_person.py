"""Somebody asked for by name, role, team or extension: put through to their team with the name, or asked which."""

from __future__ import annotations

import re
from typing import Any

from actions.base import Events, Turn, offering
from council.directory.directory import Directory, Found
from council.people import Person
from forms.replies import YES_NO, Option, Question, Reply

ASKS = "ask_named_person"
# A choice of one person: the enquiry, then their extension. Contacts take it apart in contacts/assistant.py.
ONE_OF_THEM = f"intent:{ASKS}#"
SOMEONE_ELSE = Option("Someone else", "intent:ask_for_human")
LONGEST_IN_FORM = 14  # words
_TO_TALK = (
    r"(?:put|pop|stick|bung) (?:me|us|this|my call) (?:straight |back )?(?:through|on)"
    r"|(?:transfer|connect|patch|switch|pass) (?:me|us|this|my call)"
    r"|(?:can|could|may|might) (?:i|we) (?:please |just )?(?:speak|talk|chat|have)"
    r"|(?:want|wanted|need|like|rather|prefer|love|hoping|trying|got|have) (?:to )?(?:speak|talk|chat|have a word)"
    r"|let me (?:speak|talk|have)|get (?:me|hold of)|get me through to"
)
_ASKING = re.compile(rf"(?i)\b(?:{_TO_TALK})\b")
_NOT_ASKING = re.compile(
    r"(?i)\b(?:don'?t|do not|didn'?t|not|never|without)\b.{0,20}\b(?:put|transfer|connect|speak|talk|chat)\b"
    r"|\b(?:they|she|he|who|someone|somebody)\b.{0,20}\b(?:put|transferr?e?d?|connect(?:ed)?) (?:me|us)\b"
)
_BEGINS_BY_ASKING = re.compile(
    r"(?i)^\W*(?:(?:actually|sorry|no|oh|well|ok|okay|please|just|look|hang on|wait|um|er|right|hi|hello|can you"
    r"|could you|would you|will you|i|i'?d|i would|we|forget (?:it|that)|never mind|instead)\W+)*"
    rf"(?:{_TO_TALK}|(?:speak|talk) (?:to|with))\b"
)
MOST_READ, MOST_HEARD = 3, 2  # people in one question: a listener forgets the first of three


def named_person(turn: Turn, in_hand: dict[str, Any], *, not_a_team: bool = False) -> Events | None:
    """Answer a turn that asks for somebody in particular; None when it asks for nobody we can tell.

    `not_a_team`: the words may be an enquiry, so a team's name alone ("bins") asks for nobody.
    `in_hand`: what goes onto the adviser's card besides, such as the form that was being filled.
    """
    directory = turn.wired.directory
    if turn.heard.value and turn.heard.intent == ASKS:
        chosen = directory.with_extension(turn.heard.value)
        return _put_through(turn, chosen, in_hand) if chosen else _nobody(turn, in_hand, "")
    found = _of_those_offered(turn, directory) or directory.find(turn.heard.words)
    if found.person:
        return _put_through(turn, found.person, in_hand)
    if found.several:
        return _ask_which(turn, found.several)
    if found.hidden:
        # Neither name nor extension goes out with the acts, which the resident's own page can read.
        turn.say("utter_not_directly")
        return _to_team(turn, "Asked for somebody who is not put through directly", found.team, in_hand)
    if found.asked_for_team and not not_a_team:
        return _to_team(turn, "Asked for the team", found.team, in_hand)
    if found.candidates and found.named:  # "Siobhan in housing", and the only Siobhan works elsewhere
        return _ask_which(turn, tuple(candidate.person for candidate in found.candidates))
    if turn.heard.intent == ASKS and found.named:
        return _nobody(turn, in_hand, found.team)
    return None


def asked_by_name(turn: Turn, in_hand: dict[str, Any]) -> Events | None:
    """The same for words that were understood as something else: whoever plainly asks to be put through to somebody by
    name is, whatever the classifier makes of the rest. None for words that only speak of people, and where what sounds
    like a name is the council's word for a service."""
    return named_person(turn, in_hand, not_a_team=True) if plainly_asks_by_name(turn) else None


def plainly_asks_by_name(turn: Turn) -> bool:
    words = turn.heard.words
    asks = turn.heard.value is None and _ASKING.search(words) and not _NOT_ASKING.search(words)
    return bool(asks) and _is_somebody(turn)


def is_asked_for_in_form(turn: Turn) -> bool:
    """Whether somebody is asked for by name where a form's question is open. Any words may be the answer to it ("they
    put me through to Trevor last week"), so the wish must come first, and in few words."""
    words = turn.heard.words
    brief = len(words.split()) <= LONGEST_IN_FORM
    if turn.heard.value is not None or not brief or not _BEGINS_BY_ASKING.search(words):
        return False
    return _is_somebody(turn) or turn.heard.intent == ASKS


def _is_somebody(turn: Turn) -> bool:
    return turn.wired.directory.find(turn.heard.words).by_name


def _of_those_offered(turn: Turn, directory: Directory) -> Found | None:
    """An answer to "which of them?" in words: "the one in housing"."""
    offer = turn.tracker.get_slot("offer")
    offered = offer.get("people", []) if isinstance(offer, dict) else []
    people = [person for extension in offered if (person := directory.with_extension(extension))]
    return directory.which(people, turn.heard.words) if people else None


def _put_through(turn: Turn, person: Person, in_hand: dict[str, Any]) -> Events:
    turn.say("utter_asking_for_person", person=person.name)
    turn.hand_off("Asked for somebody by name", **{**in_hand, "team": person.team, "person": person.name})
    return [offering(None)]


def _to_team(turn: Turn, reason: str, team: str, in_hand: dict[str, Any]) -> Events:
    turn.hand_off(reason, **(in_hand | ({"team": team} if team else {})))
    return [offering(None)]


def _ask_which(turn: Turn, several: tuple[Person, ...]) -> Events:
    offer = {"intents": [], "words": "", "people": [person.extension for person in several]}
    if len(several) > (MOST_HEARD if turn.spoken else MOST_READ):
        turn.ask(Question(Reply("utter_ask_persons_team")))
        return [offering(offer)]
    options = tuple(Option(_told_apart(person), f"{ONE_OF_THEM}{person.extension}") for person in several)
    turn.ask(Question(Reply("utter_ask_which_person"), "choice", (*options, SOMEONE_ELSE)))
    return [offering(offer)]


def _told_apart(person: Person) -> str:
    return f"{person.name}, {person.role[:1].lower()}{person.role[1:]}"


def _nobody(turn: Turn, in_hand: dict[str, Any], team: str) -> Events:
    """Said once, with another try; the second time a person who can look."""
    turn.say("utter_nobody_of_that_name")
    if team or turn.tracker.get_slot("offer") == "hand_off":
        return _to_team(turn, "Asked for somebody we could not find", team, in_hand)
    turn.ask(Question(Reply("utter_offer_contact_centre"), "yes_no", YES_NO))
    return [offering("hand_off")]
