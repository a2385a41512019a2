""" "Not sure", said to what was offered: the cautious side of it."""

from __future__ import annotations

from actions.base import Events, Turn, offering
from actions.conversation.which_enquiry import A_PERSON
from actions.people import in_hand, offer_person
from actions.which_of_them import tells_of_them
from cases.unsure import is_unsure
from forms.replies import Question, Reply


def if_unsure(turn: Turn) -> Events | None:
    """The answer to "not sure" or "maybe" where a yes or a no was asked for: the cautious side of it. None where
    neither was, or they are sure."""
    offer = turn.tracker.get_slot("offer")
    if not offer or turn.heard.value is not None or not is_unsure(turn.heard.words):
        return None
    of_people = isinstance(offer, dict) and offer.get("people")
    if of_people and tells_of_them(turn):  # "not sure, she does repairs" is an answer
        return None
    if offer == "emergency":  # whoever is not sure that nobody is in danger has a reason
        turn.say("utter_unsure_emergency")
        turn.hand_off("Danger to life, they are not sure", urgent=True, **in_hand(turn))
        return [offering(None)]
    if offer == "hand_off" or of_people:
        turn.say("utter_unsure_person")
        turn.hand_off("Not sure whom they need", **in_hand(turn))
        return [offering(None)]
    if offer == "helped":
        turn.say("utter_unsure_helped")
        return offer_person(turn)
    turn.say("utter_unsure_enquiry")
    turn.ask(Question(Reply("utter_ask_in_other_words"), "open", () if turn.spoken else (A_PERSON,)))
    return [offering(None)]
