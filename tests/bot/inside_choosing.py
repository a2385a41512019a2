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


class AskedBesides(IsolatedAsyncioTestCase):
    """ "Yes, and what time does the tip close": what was offered, and then the tip."""

    async def read(self, words: str, offer: Any, confidence: float = 0.97) -> tuple[str, str, list[str]]:
        assistant = Assistant(offer)
        tip = {"name": "query_recycling_centre", "confidence": confidence}

        async def parse(said: str) -> dict[str, Any]:
            return {
                "text": said,
                "intent": tip,
                "intent_ranking": [tip],
                "outcome": "answer",
                "entities": [],
                "also": [],
            }

        assistant.parse_message = parse
        counting, parsed = await heard(assistant, {"words": words, "contact": "7", "channel": "webchat"})
        return counting, parsed["intent"]["name"], [other["intent"] for other in parsed["also"] or []]

    async def test_an_enquiry_on_offer_comes_first_and_the_question_is_kept(self) -> None:
        one = {"intents": ["register_death"], "words": WORDS}
        said = await self.read("yes, and what time does the tip close", one)
        self.assertEqual(said, (WORDS, "register_death", ["query_recycling_centre"]))

    async def test_so_does_a_person(self) -> None:
        words = "yes please and what time does the tip close"
        self.assertEqual(await self.read(words, "hand_off"), (words, "affirm", ["query_recycling_centre"]))

    async def test_after_a_no_or_where_nothing_was_offered_there_is_only_the_question(self) -> None:
        for words, offer in (
            ("no, what time does the tip close", "hand_off"),
            ("yes, what time does the tip close", None),
            ("yes, what time does the tip close", OFFER),
        ):
            self.assertEqual((await self.read(words, offer))[1:], ("query_recycling_centre", []))
