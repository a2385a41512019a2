"""Hello, thanks and goodbye."""

from __future__ import annotations

import re

from actions.base import CouncilAction, Events, Turn, offering
from actions.conversation.not_understood import not_understood
from actions.named_person import asked_by_name
from actions.people import in_hand
from actions.protests import protested
from forms.replies import Question, Reply
from forms.sayings.remarks import Remark, remark_in

_CLOSING = re.compile(
    r"(?i)\b(no|nope|nah|bye|goodbye|good night|cheerio|ta ?ra|toodle|farewell|thanks?|thank you|cheers|ta"
    r"|that'?s (all|it|everything)|that is (all|it)|all (done|good|sorted)|nothing( else)?|i'?m (done|off|good)"
    r"|see (you|ya)|have a (nice|good|lovely)|never ?mind|leave it|not (now|today)|sorted|finished|done)\b"
)
_LISTENING = re.compile(r"(?i)\b(?:hear|there)\b")  # more than "hello"


class ActionGreet(CouncilAction):
    def name(self) -> str:
        return "action_greet"

    def act(self, turn: Turn) -> Events:
        if somebody := asked_by_name(turn, in_hand(turn)):
            return somebody
        listening = remark_in(turn.heard.words) is Remark.HEAR_ME and _LISTENING.search(turn.heard.words)
        if listening:
            turn.say("utter_can_hear")
        turn.ask(Question(Reply("utter_ask_what_it_is_about" if listening else "utter_greet")))
        return [offering(None)]


class ActionThanks(CouncilAction):
    def name(self) -> str:
        return "action_thanks"

    def act(self, turn: Turn) -> Events:
        if somebody := asked_by_name(turn, in_hand(turn)):
            return somebody
        turn.ask(Question(Reply("utter_thanks")))
        return [offering(None)]


class ActionGoodbye(CouncilAction):
    def name(self) -> str:
        return "action_goodbye"

    def act(self, turn: Turn) -> Events:
        return close(turn)


def close(turn: Turn) -> Events:
    """Goodbye, but only on words that close a conversation: ending it on a wrong guess cannot be undone."""
    if (protest := protested(turn)) is not None:
        return protest
    if turn.heard.value is None and not _CLOSING.search(turn.heard.words):
        return not_understood(turn)
    turn.end("utter_goodbye")
    return [offering(None)]
