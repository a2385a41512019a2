"""Knowing that it does not know: from confidence and familiarity to one of three outcomes.

answer: the likeliest enquiry is taken. ask: "Is it about a missed bin, or a new bin?". unknown: the assistant says so,
with what the search finds and a person. `frontdoor thresholds` chooses the numbers and writes them to config.yml.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

ANSWER, ASK, UNKNOWN = "answer", "ask", "unknown"


def outcome(confidence: float, familiarity: float, config: dict[str, Any]) -> str:
    """Outcome of a message whose likeliest intent has this confidence (0 to 1)."""
    if familiarity < config["familiar_from"] or confidence < config["ask_from"]:
        return UNKNOWN
    return ANSWER if confidence >= config["answer_from"] else ASK


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Outcomes(GraphComponent):
    """Puts `outcome` on a message, and `outcome_spoken` for one that was heard.

    It is a component of its own so that other thresholds need no training.

    Config:
        answer_from: confidence, 0 to 1, from which the likeliest enquiry is taken.
        ask_from: confidence from which it is asked about.
        answer_from_spoken: the same for the phone, where a wrong turn costs a caller more than one question: the
            confidence from which 95 of 100 are right, which noise hardly moves (bench/speech.py prints it).
        familiar_from: standard deviations, see familiar.py; a stranger message is unknown whatever the confidence.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"answer_from": 0.5, "answer_from_spoken": 0.7, "ask_from": 0.2, "familiar_from": -1.5}

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = {**self.get_default_config(), **config}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Outcomes:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            intent = message.get(INTENT) or {}
            found = outcome(intent.get("confidence") or 0.0, message.get("familiarity") or 0.0, self._config)
            if intent.get("name") is None:
                found = UNKNOWN
            if found == UNKNOWN:
                nobodys = {
                    "name": DEFAULT_NLU_FALLBACK_INTENT_NAME,
                    "confidence": intent.get("confidence") or 0.0,
                }
                message.set(INTENT, nobodys, add_to_output=True)
            message.set("outcome", found, add_to_output=True)
            unsure = (
                found == ANSWER and (intent.get("confidence") or 0.0) < self._config["answer_from_spoken"]
            )
            message.set("outcome_spoken", ASK if unsure else found, add_to_output=True)
        return messages
