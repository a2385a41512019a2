"""Why a turn went as it did, for an editor who tries the assistant; no resident is shown any of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.core.agent import Agent
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered

from bot import heard
from bot.language.outcomes import surety

NO_STEPS = (ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME)


async def why(agent: Agent, contact: str, turns: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What stands behind each turn.

    Args:
        turns: {number, words}; no words for a turn in which something was chosen.
    Returns:
        For each {number, intent, actions: [{name, policy}], form, asks, heard}. `intent` is what the rules saw, null
        when none ran; `form` is the form that was open as the turn began, `asks` the field it asks for after it.
        `heard` is null without words, else {surety, safety_confidence, safety_rules, plain_danger}: what the
        thresholds of config.yml are held against, see bot/language/outcomes.py and bot/safety/judge.py.
    """
    tracker = await agent.tracker_store.retrieve_full_tracker(contact)
    ran = _by_turn(tracker.events if tracker else ())
    return [
        {**ran.get(turn["number"], _nothing()), "number": turn["number"], "heard": await _heard(agent, turn)}
        for turn in turns
    ]


async def _heard(agent: Agent, turn: dict[str, Any]) -> dict[str, Any] | None:
    if not turn.get("words"):
        return None
    parsed = await heard.parse(agent, turn["words"])
    first, second = (*heard.confidences(parsed), 0.0, 0.0)[:2]
    return {
        "surety": surety(first, second),
        "safety_confidence": parsed.get("safety_confidence", 0.0),
        "safety_rules": list(parsed.get("safety_rules") or ()),
        "plain_danger": bool(parsed.get("plain_danger")),
    }


def _nothing() -> dict[str, Any]:
    return {"intent": None, "actions": [], "form": None, "asks": None}


def _by_turn(events: Sequence[Event]) -> dict[int, dict[str, Any]]:
    """What ran after each message, by the number of its turn."""
    found: dict[int, dict[str, Any]] = {}
    form: str | None = None
    asks: str | None = None
    now = _nothing()
    for event in events:
        if isinstance(event, UserUttered):
            now = {**_nothing(), "intent": event.intent_name, "form": form}
            number = (event.metadata or {}).get("turn")
            if number is not None:
                found[number] = now
        elif isinstance(event, SessionStarted):
            now = _nothing()  # what follows is brought over from the session before
        elif isinstance(event, ActionExecuted) and event.action_name not in NO_STEPS:
            now["actions"].append({"name": event.action_name, "policy": event.policy})
        elif isinstance(event, ActiveLoop):
            form = event.name
            asks = asks if form else None
        elif isinstance(event, SlotSet) and event.key == REQUESTED_SLOT:
            asks = event.value
        now["asks"] = asks
    return found
