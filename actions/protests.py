""" "No, that's not right": a protest at what was answered, which begins like the "no" that ends a conversation."""

from __future__ import annotations

import re

from rasa_sdk.events import SlotSet

from actions.base import Events, Turn, offering
from actions.people import in_hand
from cases.protests import is_protest
from forms.replies import Question, Reply

SLOT = "protests"  # how many there have been in this conversation

_NO = re.compile(r"(?i)^\W*(?:no|nope|nah)\b")


def protested(turn: Turn, *, begins_with_no: bool = False) -> Events | None:
    """Sorry, and what is it about; the second time a person. None where the words are no protest.

    `begins_with_no`: they were not understood as a no, so they must have one: "the bill is wrong" is an enquiry.
    """
    if turn.heard.value is not None or not is_protest(turn.heard.words):
        return None
    if begins_with_no and not _NO.search(turn.heard.words):
        return None
    before = int(turn.tracker.get_slot(SLOT) or 0)
    turn.say("utter_answer_was_wrong")
    if before:
        turn.hand_off("Said twice that the answer was wrong", **in_hand(turn))
    else:
        turn.ask(Question(Reply("utter_ask_what_it_is_about")))
    return [dict(SlotSet(SLOT, before + 1)), offering(None)]
