"""An editor is told which rule and form a turn led to, however long ago the turn was."""

from __future__ import annotations

from typing import Any
from unittest import IsolatedAsyncioTestCase

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.why import why

CONTACT, FORM = "7", "enquiry_form"


def said(number: int, intent: str) -> UserUttered:
    event = UserUttered(f"words {number}", {"name": intent}, input_channel="webchat")
    event.metadata = {"turn": number}
    return event


def ran(name: str) -> ActionExecuted:
    return ActionExecuted(name, policy="RulePolicy")


class FakeAgent:
    """Understands every message alike, and has a conversation in its store."""

    def __init__(self, *events: Event) -> None:
        self.tracker_store = InMemoryTrackerStore(Domain.empty())
        self.events = events

    async def ready(self) -> FakeAgent:
        await self.tracker_store.save(DialogueStateTracker.from_events(CONTACT, list(self.events)))
        return self

    async def parse_message(self, words: str) -> dict[str, Any]:
        return {
            "text": words,
            "intent": {"name": "report_missed_bin", "confidence": 0.6},
            "intent_ranking": [
                {"name": "report_missed_bin", "confidence": 0.6},
                {"name": "report_fly_tipping", "confidence": 0.3},
            ],
            "safety_confidence": 0.5,
            "safety_rules": ["on fire"],
            "plain_danger": True,
        }


class Why(IsolatedAsyncioTestCase):
    async def told(self, *events: Event, words: str = "my bin") -> dict[str, Any]:
        agent = await FakeAgent(*events).ready()
        (found,) = await why(agent, CONTACT, [{"number": 1, "words": words}])
        return found

    async def test_the_action_and_what_the_form_asks_next_are_told(self) -> None:
        found = await self.told(
            said(1, "report_missed_bin"),
            ran(FORM),
            ActiveLoop(FORM),
            SlotSet("requested_slot", "report_missed_bin: address"),
            BotUttered("Which address?"),
            ActionExecuted("action_listen"),
        )
        assert found["intent"] == "report_missed_bin"
        assert found["actions"] == [{"name": FORM, "policy": "RulePolicy"}]
        assert (found["form"], found["asks"]) == (None, "report_missed_bin: address")

    async def test_a_form_that_was_open_when_the_turn_began_is_told(self) -> None:
        agent = await FakeAgent(
            said(1, "report_missed_bin"),
            ran(FORM),
            ActiveLoop(FORM),
            said(2, "nlu_fallback"),
            ran(FORM),
            ActiveLoop(None),
            SlotSet("requested_slot", None),
            ran("action_finish_enquiry"),
        ).ready()
        first, second = await why(agent, CONTACT, [{"number": 1, "words": "a"}, {"number": 2, "words": "b"}])
        assert (first["form"], second["form"]) == (None, FORM)
        assert [action["name"] for action in second["actions"]] == [FORM, "action_finish_enquiry"]
        assert second["asks"] is None

    async def test_what_a_new_session_brings_over_is_no_part_of_a_turn(self) -> None:
        found = await self.told(
            said(1, "greet"),
            ran("action_greet"),
            ActionExecuted("action_session_start"),
            SessionStarted(),
            SlotSet("requested_slot", "address"),
            ActiveLoop(FORM),
        )
        assert found["actions"] == [{"name": "action_greet", "policy": "RulePolicy"}]
        assert found["asks"] is None

    async def test_a_turn_that_no_rule_saw_has_no_intent_and_no_action(self) -> None:
        found = await self.told()
        assert (found["intent"], found["actions"]) == (None, [])

    async def test_the_signs_of_danger_and_the_surety_are_told_of_words_and_not_of_a_choice(self) -> None:
        found = await self.told()
        assert found["heard"]["safety_rules"] == ["on fire"]
        assert found["heard"]["plain_danger"] is True
        assert abs(found["heard"]["surety"] - 0.4) < 1e-9  # (0.6 + 2 * (0.6 - 0.3)) / 3
        assert (await self.told(words=""))["heard"] is None
