"""Knowing that it does not know: from confidence and familiarity to one of three outcomes.

answer: the likeliest enquiry is taken. ask: "Is it about a missed bin, or a new bin?". unknown: the assistant says so,
with what the search finds and a person. `frontdoor thresholds` chooses the numbers and writes them to config.yml.

What was heard on the phone is decided on three signs together, because a caller sent the wrong way pays more for it
than with a yes. `python -m bench.deciding` measures them on held-out messages with up to a fifth of the words misheard:

- Confidence, and the margin over the next enquiry, as `surety`: of the two the margin tells more, and both together
  answer more callers outright than confidence alone while 95 of 100 are right.
- The recogniser's own confidence. Played as the share of words heard right, it tells nothing more: what was misheard
  has already cost confidence and margin. A real one may know what no words show, that a clear sentence is not what was
  said; but Twilio promises neither that it comes nor what it means. So a low one asks for a yes first, and a high one
  never makes the line surer.
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
MARGINS_WEIGHT = 2  # beside the confidence's 1; bench/deciding.py compares
MISHEARD = 0.5  # recogniser's confidence below which no surety is enough: it doubts more than it believes


def outcome(confidence: float, familiarity: float, config: dict[str, Any]) -> str:
    """Outcome of a message whose likeliest intent has this confidence (0 to 1)."""
    if familiarity < config["familiar_from"] or confidence < config["ask_from"]:
        return UNKNOWN
    return ANSWER if confidence >= config["answer_from"] else ASK


def surety(confidence: float, runner_up: float) -> float:
    """How sure the likeliest enquiry is for the ear, 0 to 1, from its confidence and that of the next one."""
    return (confidence + MARGINS_WEIGHT * (confidence - runner_up)) / (1 + MARGINS_WEIGHT)


def outcome_spoken(found: str, sure: float, recognised: float | None, answer_from_spoken: float) -> str:
    """Outcome of a message that was heard: as `found`, but an enquiry is only taken when it is sure, else asked about.

    Args:
        found: the outcome of the same words typed.
        sure: see `surety`.
        recognised: the recogniser's confidence, 0 to 1; None when it gives none.
    """
    if found != ANSWER:
        return found
    misheard = recognised is not None and recognised < MISHEARD
    return ASK if misheard or sure < answer_from_spoken else ANSWER


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Outcomes(GraphComponent):
    """Puts `outcome` on a message, and what `outcome_spoken` needs to decide it for one that was heard.

    It is a component of its own so that other thresholds need no training.

    Config:
        answer_from: confidence, 0 to 1, from which the likeliest enquiry is taken.
        ask_from: confidence from which it is asked about.
        answer_from_spoken: the `surety` from which an enquiry that was heard is taken: 95 of 100 are right.
        familiar_from: standard deviations, see familiar.py; a stranger message is unknown whatever the confidence.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"answer_from": 0.5, "answer_from_spoken": 0.71, "ask_from": 0.2, "familiar_from": -1.5}

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
            message.set("answer_from_spoken", self._config["answer_from_spoken"], add_to_output=True)
        return messages
