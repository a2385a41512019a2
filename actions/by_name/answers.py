"""What somebody who asks for a person hears: put through, asked which of several, or that nobody is called that."""

from __future__ import annotations

from typing import Any

from actions.base import Events, Turn, offering
from council.people import Person
from forms.replies import YES_NO, Option, Question, Reply

ASKS = "named_person"  # what the enquiry of whoever asks for somebody by name is known as
SOMEBODY = "ask_for_human"
SOMEONE_ELSE = Option("Someone else", f"intent:{SOMEBODY}")
MOST_READ, MOST_HEARD = 3, 2  # people in one question: a listener forgets the first of three


def put_through(turn: Turn, person: Person, in_hand: dict[str, Any]) -> Events:
    turn.say("utter_asking_for_person", person=person.name)
    turn.hand_off("Asked for somebody by name", **{**in_hand, "team": person.team, "person": person.name})
    return [offering(None)]


def to_team(turn: Turn, reason: str, team: str, in_hand: dict[str, Any]) -> Events:
    turn.hand_off(reason, **(in_hand | ({"team": team} if team else {})))
    return [offering(None)]


def ask_which(turn: Turn, several: tuple[Person, ...]) -> Events:
    offer = {"intents": [], "words": "", "people": [person.extension for person in several]}
    if len(several) > (MOST_HEARD if turn.spoken else MOST_READ):
        turn.ask(Question(Reply("utter_ask_persons_team")))
        return [offering(offer)]
    if len(several) == 1:
        return confirm(turn, several[0], "another_team")
    question_which(turn, several)
    return [offering(offer)]


def question_which(turn: Turn, several: tuple[Person, ...]) -> None:
    # The intent, then their extension: contacts/assistant.py takes it apart.
    one_of_them = f"intent:{choosing(turn)}#"
    options = tuple(Option(_told_apart(person), f"{one_of_them}{person.extension}") for person in several)
    turn.ask(Question(Reply("utter_ask_which_person"), "choice", (*options, SOMEONE_ELSE)))


def confirm(turn: Turn, person: Person, doubt: str) -> Events:
    if doubt == "another_name":
        turn.say("utter_nobody_of_exactly_that_name")
    turn.ask(Question(Reply("utter_ask_if_person", {"person": _told_apart(person)}), "yes_no", YES_NO))
    return [offering({"intents": [], "words": "", "people": [person.extension]})]


def nobody(turn: Turn, in_hand: dict[str, Any], team: str) -> Events:
    """Said once, with another try; the second time a person who can look."""
    turn.say("utter_nobody_of_that_name")
    if team or turn.tracker.get_slot("offer") == "hand_off":
        return to_team(turn, "Asked for somebody we could not find", team, in_hand)
    turn.ask(Question(Reply("utter_offer_contact_centre"), "yes_no", YES_NO))
    return [offering("hand_off")]


def choosing(turn: Turn) -> str:
    """The intent of a choice among our people. Where the council has no such enquiry, it is asking for somebody."""
    enquiry = turn.wired.council.catalogue.known_as(ASKS)
    return enquiry.name if enquiry else SOMEBODY


def _told_apart(person: Person) -> str:
    return f"{person.name}, {person.role[:1].lower()}{person.role[1:]}"
