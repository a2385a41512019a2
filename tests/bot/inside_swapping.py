"""A new model beside the old one: what they share, what each has for itself, and what is refused."""

from __future__ import annotations

import asyncio
import io
import json
import tarfile
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.swapping import ModelRefused, Swapping, agent_like

# As little as Rasa reads of a model before it looks at its version.
METADATA = {
    "trained_at": "2026-01-05T10:00:00",
    "model_id": "1",
    "assistant_id": "frontdoor",
    "domain": {},
    "train_schema": {"nodes": {}},
    "predict_schema": {"nodes": {}},
    "training_type": 3,
    "project_fingerprint": "1",
    "core_target": None,
    "nlu_target": "nlu",
    "language": "en",
    "spaces": None,
}
DOMAIN = Domain.from_dict({"slots": {"form": {"type": "any", "mappings": []}}})


def an_agent() -> Agent:
    return Agent(domain=DOMAIN, tracker_store=InMemoryTrackerStore(DOMAIN), lock_store=InMemoryLockStore())


class BesideTheOldOne(unittest.TestCase):
    def test_a_conversation_goes_on_where_it_stands(self) -> None:
        async def go() -> None:
            old = an_agent()
            tracker = DialogueStateTracker.from_events("1", [SlotSet("form", "half full")], DOMAIN.slots)
            await old.tracker_store.save(tracker)
            new = agent_like(old)
            new.tracker_store.domain = DOMAIN
            found = await new.tracker_store.retrieve("1")
            assert found is not None
            assert found.get_slot("form") == "half full"

        asyncio.run(go())

    def test_two_turns_of_a_conversation_wait_for_each_other_across_the_change(self) -> None:
        old = an_agent()
        assert agent_like(old).lock_store is old.lock_store

    def test_a_turn_on_the_old_model_keeps_the_old_domain(self) -> None:
        old = an_agent()
        new = agent_like(old)
        new.tracker_store.domain = Domain.empty()
        assert old.tracker_store.domain is DOMAIN

    def test_each_has_replies_of_its_own(self) -> None:
        old = an_agent()
        assert agent_like(old).nlg is not old.nlg


class Refused(unittest.TestCase):
    def refusal(self, path: str) -> str:
        """What is said of a model that is prepared, and again when it is to answer."""
        context = SimpleNamespace(agent=an_agent())
        old = context.agent

        async def go() -> set[str]:
            swapping, said = Swapping(), set()
            for do in (swapping.prepare, swapping.switch):
                try:
                    await do(context, path)
                except ModelRefused as refused:
                    said.add(str(refused))
                else:
                    raise AssertionError("it was not refused")
            await swapping.forget()
            return said

        (said,) = asyncio.run(go())
        assert context.agent is old
        return said

    def test_a_file_that_is_not_there(self) -> None:
        assert self.refusal("models/none.tar.gz") == "The model's file is not there"

    def test_a_file_that_is_no_archive(self) -> None:
        with tempfile.NamedTemporaryFile(suffix=".tar.gz") as file:
            Path(file.name).write_bytes(b"not an archive")
            assert self.refusal(file.name) == "The model's file is damaged. Train it again"

    def test_an_archive_of_an_older_rasa(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "old.tar.gz"
            about = {**METADATA, "rasa_open_source_version": "2.8.0"}
            with tarfile.open(path, "w:gz") as archive:
                data = json.dumps(about).encode()
                member = tarfile.TarInfo("metadata.json")
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
            said = self.refusal(str(path))
        assert said == "The model was trained by an older version of Rasa (2.8.0). Train it again"
