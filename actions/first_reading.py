""" "No it was only my bin", after a report: read as a correction by the bot, but it puts nothing right. What the
classifier made of the words counts then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.base import CouncilAction, Events, Turn
from actions.conversation.not_understood import ActionOutOfScope, not_understood
from actions.conversation.small_talk import ActionGoodbye, ActionGreet, ActionThanks
from actions.conversation.yes_and_no import ActionAffirm, ActionDeny

READ_FIRST = (
    "read_first"  # beside the intent, from bot/heard.py; and in a form's values, that this is to be done
)
SMALL_TALK: dict[str, type[CouncilAction]] = {
    "affirm": ActionAffirm,
    "deny": ActionDeny,
    "goodbye": ActionGoodbye,
    "greet": ActionGreet,
    "out_of_scope": ActionOutOfScope,
    "thanks": ActionThanks,
}


def read_otherwise(turn: Turn) -> bool:
    """Whether the classifier made something else of the words than the enquiry they were to correct."""
    first = _first(turn)
    return bool(first) and turn.enquiry is not None and first["name"] != turn.enquiry.name


def as_read_first(turn: Turn) -> Events:
    """What these words lead to by themselves. An enquiry in them was not sure, and is asked about."""
    first = _first(turn)
    turn.heard = replace(turn.heard, intent=first["name"], confidence=float(first["confidence"]))
    turn.outcome = first["outcome"]
    action = SMALL_TALK.get(first["name"]) if first["outcome"] == "answer" else None
    return action(lambda: turn.wired).act(turn) if action else not_understood(turn)


def _first(turn: Turn) -> dict[str, Any]:
    return turn.tracker.latest_message.get(READ_FIRST) or {}
