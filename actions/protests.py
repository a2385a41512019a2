""" "No, that's not right": a protest at what was answered, which begins like the "no" that ends a conversation."""

from __future__ import annotations

import re

from rasa_sdk.events import SlotSet

from actions.base import Events, Turn, offering
from actions.people import in_hand
from forms.replies import Question, Reply

SLOT = "protests"  # how many there have been in this conversation

_PROTEST = re.compile(
    r"""(?ix)
    # "That's not right", "that isn't the one", "you're not listening"; "that's not necessary" is none
    \b(?:that|this|it|you)(?:'?s|'?re|\W+is|\W+was|\W+are|\W+were)?\W*(?:not|isn'?t|wasn'?t|aren'?t|ain'?t)\W+
      (?:(?:at\W+all|really|quite|even|exactly|actually)\W+)*
      (?:right|correct|true|it|the\W+\w+|my\W+\w+|listening|helping|helpful|understanding|any\W+(?:help|use|good)
        |(?:what|who|where|how|when)\b)
    | \bnot\W+(?:what|who|where)\W+(?:i|we)\b
    | (?<!nothing\ )(?<!nothing's\ )(?<!nothing\ is\ )\b(?:wrong|incorrect)\b
    | (?<!what\ )(?<!all\ )(?<!like\ )(?<!as\ )\b(?:i|we)\W+(?:said|asked|meant|mean)\b
    | \byou(?:'ve|\W+have)?\W+(?:still\W+)?(?:didn'?t|did\W+not|haven'?t|have\W+not|not|don'?t|do\W+not|never)
      \W+(?:\w+\W+)?(?:answer|understand|understood|listen|hear|get|got|help|told|tell|say|said)
    | \bmis(?:understood|heard|understand)\b
    | \b(?:that|it|this)\W+(?:didn'?t|doesn'?t|did\W+not|does\W+not|hasn'?t)\W+(?:\w+\W+)?(?:help|answer|work)
    """
)
_NO = re.compile(r"(?i)^\W*(?:no|nope|nah)\b")


def protested(turn: Turn, *, begins_with_no: bool = False) -> Events | None:
    """Sorry, and what is it about; the second time a person. None where the words are no protest.

    `begins_with_no`: they were not understood as a no, so they must have one: "the bill is wrong" is an enquiry.
    """
    words = turn.heard.words.replace("’", "'")
    if turn.heard.value is not None or not _PROTEST.search(words):
        return None
    if begins_with_no and not _NO.search(words):
        return None
    before = int(turn.tracker.get_slot(SLOT) or 0)
    turn.say("utter_answer_was_wrong")
    if before:
        turn.hand_off("Said twice that the answer was wrong", **in_hand(turn))
    else:
        turn.ask(Question(Reply("utter_ask_what_it_is_about")))
    return [dict(SlotSet(SLOT, before + 1)), offering(None)]
