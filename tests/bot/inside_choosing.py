"""What is answered to enquiries that were offered: one of them, both, or something of its own."""

# ruff: noqa: PT009 because the bot's Python has no pytest
from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest import IsolatedAsyncioTestCase

from bot.heard import heard

WORDS = "my husband died and there is the council tax"
OFFER = {"intents": ["query_council_tax_discount", "register_death"], "words": WORDS}


class Assistant:
    """Rasa with an offer made, which reads everything as thanks."""

    domain = None

    def __init__(self, offer: Any) -> None:
        self.tracker_store = self
        self._offer = offer

    async def retrieve(self, contact: str) -> Any:
        return SimpleNamespace(get_slot={"offer": self._offer}.get)

    async def parse_message(self, words: str) -> dict[str, Any]:
        return {"text": words, "intent": {"name": "thanks", "confidence": 0.9}, "entities": [], "also": []}


async def meant(words: str, offer: Any = OFFER, **turn: Any) -> tuple[str, str, list[str]]:
    said = {"words": words, "contact": "7", "channel": "phone", **turn}
    counting, parsed = await heard(Assistant(offer), said)
    return counting, parsed["intent"]["name"], [other["intent"] for other in parsed.get("also", [])]


class Offered(IsolatedAsyncioTestCase):
    async def test_both_are_the_first_and_then_the_other_with_the_words_said_before(self) -> None:
        expected = (WORDS, "query_council_tax_discount", ["register_death"])
        self.assertEqual(await meant("both please"), expected)

    async def test_the_one_that_is_picked_is_meant_alone(self) -> None:
        picked = await meant("Registering a death", intent="register_death")
        self.assertEqual(picked, (WORDS, "register_death", []))

    async def test_both_mean_nothing_of_the_kind_where_nothing_or_one_was_offered(self) -> None:
        one = {**OFFER, "intents": ["register_death"]}
        for offer in (None, "helped", one, {"intents": [], "words": "", "people": ["4021", "4022"]}):
            self.assertEqual(await meant("both", offer), ("both", "thanks", []))
