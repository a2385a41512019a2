"""A conversation of any length is kept in short sessions, and nobody who takes part can tell."""

# ruff: noqa: PT009, PT027 because the bot's Python has no pytest
from __future__ import annotations

import asyncio
import logging
import sqlite3
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import IsolatedAsyncioTestCase, TestCase, mock

from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from rasa.utils.log_utils import configure_structlog
from sqlalchemy import event

from bot import quicker_events, sessions
from bot.contact_channel import said_in_turn, take_turn
from bot.importer import CatalogueImporter
from bot.sessions import LONGEST, SessionStore, turns_in_session

CONTACT = "7"
FORM = {"enquiry": "report_missed_bin", "values": {"bin_type": "blue"}, "asking": "address"}
DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    session_config: {session_expiration_time: 0}
    slots:
      form: {type: any, mappings: [{type: custom}]}
      offer: {type: any, mappings: [{type: custom}]}
      language: {type: any, initial_value: en, mappings: [{type: custom}]}
    forms:
      enquiry_form: {required_slots: []}
    """
)
MANY = 4 * LONGEST + 3
configure_structlog(logging.CRITICAL)


class Conversation:
    """A resident and Rasa's processor, with a word for an answer in place of rules and actions."""

    def __init__(self, store: TrackerStore, domain: Domain = DOMAIN) -> None:
        self.store, self.turns = store, 0
        self.domain = store.domain = domain
        self.handed: list[DialogueStateTracker] = []  # what the rest of Rasa worked with, turn by turn
        self.processor = MessageProcessor.__new__(MessageProcessor)
        self.processor.__dict__.update(
            tracker_store=store,
            domain=domain,
            nlg=None,
            action_endpoint=None,
            model_metadata=SimpleNamespace(model_id="model", assistant_id="frontdoor"),
        )

    async def turn(self, *effects: Event) -> None:
        self.turns += 1
        number = self.turns
        tracker = await self.processor.fetch_tracker_and_update_session(CONTACT, None, {"turn": number})
        said = UserUttered(f"words {number}", {"name": "greet"}, input_channel="webchat")
        said.metadata = {"turn": number}
        answer = BotUttered(f"answer {number}")
        done = [said, ActionExecuted("action_greet"), answer, *effects, ActionExecuted("action_listen")]
        tracker.update_with_events(done, self.domain)
        await self.store.save(tracker)
        self.handed.append(tracker)

    async def turns_on(self, count: int) -> None:
        for _ in range(count):
            await self.turn()

    async def now(self) -> DialogueStateTracker:
        return await self.processor.fetch_tracker_and_update_session(CONTACT)

    async def whole(self) -> list[str]:
        tracker = await self.store.retrieve_full_tracker(CONTACT)
        return [one.text for one in tracker.events if isinstance(one, UserUttered)]


class SessionsCase(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        for part in (quicker_events, sessions):
            part.install()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.store = SessionStore(DOMAIN, db=str(Path(folder.name, "rasa.db")))
        self.addCleanup(self.store.engine.dispose)
        self.conversation = Conversation(self.store)


class Length(SessionsCase):
    async def test_no_turn_is_handed_more_than_a_short_session(self) -> None:
        await self.conversation.turns_on(MANY)
        lengths = [len(tracker.events) for tracker in self.conversation.handed]
        self.assertLessEqual(max(lengths), lengths[LONGEST - 1] + 3)
        self.assertEqual(
            {turns_in_session(one) for one in self.conversation.handed}, set(range(1, LONGEST + 1))
        )

    async def test_nothing_that_was_said_is_lost_or_stored_twice(self) -> None:
        await self.conversation.turns_on(MANY)
        self.assertEqual(await self.conversation.whole(), [f"words {n}" for n in range(1, MANY + 1)])

    async def test_the_hundredth_read_asks_no_more_of_the_database_than_the_tenth(self) -> None:
        steps = self._steps()
        await self.conversation.turns_on(10)
        tenth = await self._steps_of_a_turn(steps)
        await self.conversation.turns_on(89)
        self.assertLess(await self._steps_of_a_turn(steps), tenth * 1.05)

    async def test_a_store_of_another_kind_keeps_sessions_short_too(self) -> None:
        conversation = Conversation(InMemoryTrackerStore(DOMAIN))
        await conversation.turn(ActiveLoop("enquiry_form"), SlotSet("form", FORM))
        await conversation.turns_on(MANY)
        self.assertLessEqual(turns_in_session(await conversation.now()), LONGEST)
        self.assertEqual((await conversation.now()).get_slot("form"), FORM)

    def _steps(self) -> list[int]:
        """Counts what SQLite does, in steps of its machine: no clock, so no chance."""
        steps = [0]

        def count() -> int:
            steps[0] += 1
            return 0

        def watch(connection: sqlite3.Connection, *_: Any) -> None:
            connection.set_progress_handler(count, 1)

        event.listen(self.store.engine, "checkout", watch)
        return steps

    async def _steps_of_a_turn(self, steps: list[int]) -> int:
        before = steps[0]
        await self.conversation.turn()
        return steps[0] - before


class CarriedOver(SessionsCase):
    async def test_an_open_form_goes_on_wherever_the_session_ends(self) -> None:
        for before in range(LONGEST + 1):
            with self.subTest(turns_before_the_form=before):
                self.conversation = Conversation(InMemoryTrackerStore(DOMAIN) if before % 2 else self.store)
                await self.conversation.turns_on(before)
                asking = SlotSet("requested_slot", "report_missed_bin: address")
                await self.conversation.turn(ActiveLoop("enquiry_form"), SlotSet("form", FORM), asking)
                for _ in range(2 * LONGEST):
                    await self.conversation.turn()
                    tracker = await self.conversation.now()
                    self.assertEqual(tracker.active_loop_name, "enquiry_form")
                    self.assertEqual(tracker.get_slot("form"), FORM)
                    self.assertEqual(tracker.get_slot("requested_slot"), "report_missed_bin: address")
                    self.assertEqual(tracker.latest_action_name, "action_listen")
                await self.conversation.turn(ActiveLoop(None), SlotSet("form", None))

    async def test_what_is_over_stays_over(self) -> None:
        await self.conversation.turn(
            ActiveLoop("enquiry_form"), SlotSet("form", FORM), SlotSet("language", None)
        )
        await self.conversation.turn(ActiveLoop(None), SlotSet("form", None))
        await self.conversation.turns_on(MANY)
        tracker = await self.conversation.now()
        self.assertIsNone(tracker.active_loop_name)
        self.assertIsNone(tracker.get_slot("form"))
        self.assertIsNone(tracker.get_slot("language"), "a cleared slot has its first value back")

    async def test_the_turns_carry_on_though_the_clock_is_set_back(self) -> None:
        await self.conversation.turn(SlotSet("offer", "hand_off"))
        await self.conversation.turns_on(LONGEST)
        an_hour_ago = time.time() - 3600
        with mock.patch("time.time", return_value=an_hour_ago):
            await self.conversation.turn(SlotSet("offer", "helped"))
            await self.conversation.turns_on(MANY)
            self.assertEqual((await self.conversation.now()).get_slot("offer"), "helped")
        self.assertEqual(len(await self.conversation.whole()), self.conversation.turns)

    async def test_after_a_long_lunch_the_form_is_still_open(self) -> None:
        domain = Domain.load("domain").merge(CatalogueImporter().get_domain())
        conversation = Conversation(self.store, domain)
        await conversation.turn(ActiveLoop("enquiry_form"), SlotSet("form", FORM))
        after_lunch = time.time() + 110 * 60
        with mock.patch("time.time", return_value=after_lunch):
            self.assertEqual((await conversation.now()).active_loop_name, "enquiry_form")

    async def test_every_event_comes_after_the_one_before(self) -> None:
        await self.conversation.turns_on(MANY)
        tracker = await self.store.retrieve_full_tracker(CONTACT)
        times = [one.timestamp for one in tracker.events]
        self.assertTrue(all(earlier <= later for earlier, later in pairwise(times)))


class Repeated(SessionsCase):
    async def test_the_last_turn_can_always_be_said_again(self) -> None:
        for number in range(1, MANY):
            await self.conversation.turn()
            stored = await self.store.retrieve(CONTACT)
            said = said_in_turn(stored, number)
            self.assertIsNotNone(said, f"turn {number}")
            self.assertEqual(said["messages"], [{"text": f"answer {number}"}])

    async def test_a_turn_that_died_just_after_a_new_session_began_is_run_once(self) -> None:
        await self.conversation.turns_on(LONGEST)
        await self.conversation.now()  # the new session is stored, and then the process dies
        self.assertIsNone(said_in_turn(await self.store.retrieve(CONTACT), LONGEST + 1))
        await self.conversation.turn()
        await self.conversation.turn()
        self.assertEqual(len(await self.conversation.whole()), LONGEST + 2)
        self.assertEqual(turns_in_session(await self.conversation.now()), 2)

    async def test_a_repeat_waits_for_a_first_try_that_is_still_running(self) -> None:
        await self.conversation.turns_on(LONGEST)
        lock_store, running = InMemoryLockStore(), asyncio.Event()
        agent = mock.Mock(spec=Agent, lock_store=lock_store, tracker_store=self.store, domain=DOMAIN)
        agent.parse_message = mock.AsyncMock(return_value={"intent": {"name": "greet"}, "entities": []})

        async def slowly(_message: object) -> None:
            async with lock_store.lock(CONTACT):
                running.set()
                await asyncio.sleep(0.1)
                await self.conversation.turn()

        turn = {"contact": CONTACT, "turn": LONGEST + 1, "channel": "webchat", "words": "hello"}
        first = asyncio.create_task(take_turn(agent, turn, slowly))
        await running.wait()
        again = await take_turn(agent, {**turn, "again": True}, slowly)
        await first
        self.assertEqual(again["messages"], [{"text": f"answer {LONGEST + 1}"}])
        self.assertEqual(self.conversation.turns, LONGEST + 1)


class EventClasses(TestCase):
    def test_each_kind_of_event_is_read_as_before(self) -> None:
        quicker_events.install()
        for kind in all_subclasses(Event):
            first = next(one for one in all_subclasses(Event) if one.type_name == kind.type_name)
            self.assertIs(Event.resolve_by_type(kind.type_name), first)
        self.assertIsNone(Event.resolve_by_type("topic"))
        self.assertIs(Event.resolve_by_type("unknown", SlotSet), SlotSet)
        with self.assertRaises(ValueError):
            Event.resolve_by_type("unknown")
