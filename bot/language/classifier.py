"""The enquiry classifier as a Rasa component: trained by `rasa train`, kept in the model archive."""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language import linear
from bot.language.normalise import normalise

MODEL_FILE = "enquiries.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EnquiryClassifier(IntentClassifier, GraphComponent):
    """Ranks the intents by calibrated confidence.

    Config:
        ranking_length: how many intents to report, the best first.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"ranking_length": 5}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: linear.LinearModel | None = None,
    ) -> None:
        self.config = config
        self.model = model
        self._storage, self._resource = model_storage, resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EnquiryClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EnquiryClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / MODEL_FILE))

    def train(self, training_data: TrainingData) -> Resource:
        phrases = [m for m in training_data.intent_examples if m.get(INTENT) and m.get(TEXT)]
        self.model = linear.fit([normalise(m.get(TEXT)) for m in phrases], [m.get(INTENT) for m in phrases])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self.model, folder / MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = self._ranking(message.get(TEXT) or "")
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[: int(self.config["ranking_length"])], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def _ranking(self, text: str) -> list[dict[str, Any]]:
        if self.model is None:
            return [{"name": None, "confidence": 0.0}]
        words = normalise(text)
        if not words:
            # Nothing left to read (emoji, punctuation): every intent would be a guess.
            return [{"name": None, "confidence": 0.0}]
        row = self.model.probabilities([words])[0]
        order = row.argsort()[::-1]
        return [{"name": self.model.labels[place], "confidence": float(row[place])} for place in order]
