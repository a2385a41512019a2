"""The enquiry classifier as a Rasa component: trained by `rasa train`, kept in the model archive."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language import linear, normalise
from bot.language.encoder.encoder import BUILD, BrokenEncoder, Encoder

MODEL_FILE = "enquiries.joblib"
CHECKSUM_FILE = "encoder.sha256"  # in the archive of a model trained with an encoder

logger = logging.getLogger(__name__)


class WrongEncoder(RasaException):
    """The model was trained with another encoder than is here; the message says what to do."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EnquiryClassifier(IntentClassifier, GraphComponent):
    """Ranks the intents by calibrated confidence.

    Config:
        ranking_length: how many intents to report, the best first.
        encoder: the folder of the sentence encoder, from the project's root; without one, n-grams alone decide.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"ranking_length": 5, "encoder": None}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """What else shapes the model: Rasa reuses an earlier training if only this class and the data are the same."""
        encoder = _encoder(config)
        ours = [Path(module.__file__ or "").read_bytes() for module in (linear, normalise)]
        return hashlib.sha256(b"\0".join([*ours, encoder.checksum.encode() if encoder else b""])).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: linear.LinearModel | None = None,
        encoder: Encoder | None = None,
    ) -> None:
        self.config = config
        self.model, self.encoder = model, encoder
        self._storage, self._resource = model_storage, resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EnquiryClassifier:
        encoder = _encoder(config)
        if encoder is None:
            logger.warning("No sentence encoder, so fewer messages will be understood. To add it: %s", BUILD)
        return cls(config, model_storage, resource, encoder=encoder)

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
            encoder = _same_encoder(config, folder / CHECKSUM_FILE)
            return cls(config, model_storage, resource, joblib.load(folder / MODEL_FILE), encoder)

    def train(self, training_data: TrainingData) -> Resource:
        phrases = [m for m in training_data.intent_examples if m.get(INTENT) and m.get(TEXT)]
        texts = [normalise.normalise(m.get(TEXT)) for m in phrases]
        self.model = linear.fit(texts, [m.get(INTENT) for m in phrases], self._vectors(texts))
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self.model, folder / MODEL_FILE)
            if self.encoder:
                (folder / CHECKSUM_FILE).write_text(self.encoder.checksum)
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
        words = normalise.normalise(text)
        if not words:
            # Nothing left to read (emoji, punctuation): every intent would be a guess.
            return [{"name": None, "confidence": 0.0}]
        row = self.model.probabilities([words], self._vectors([words]))[0]
        order = row.argsort()[::-1]
        return [{"name": self.model.labels[place], "confidence": float(row[place])} for place in order]

    def _vectors(self, texts: list[str]) -> np.ndarray | None:
        return self.encoder.encode(texts) if self.encoder else None


def _encoder(config: dict[str, Any]) -> Encoder | None:
    folder = config.get("encoder")  # Rasa asks for the fingerprint of a reused training with another config
    try:
        return Encoder.load(Path(folder)) if folder else None
    except BrokenEncoder as error:  # of an exception that is not its own Rasa hides the words
        raise WrongEncoder(str(error)) from None


def _same_encoder(config: dict[str, Any], checksum: Path) -> Encoder | None:
    """The encoder that a model was trained with, none when it was trained without.

    Raises:
        WrongEncoder: it is not here, or another one is.
    """
    if not checksum.is_file():
        return None
    encoder = _encoder(config)
    if encoder is None:
        raise WrongEncoder(
            f"This model needs the sentence encoder, which is not at {config['encoder']}. To build it: {BUILD}"
        )
    if encoder.checksum != checksum.read_text():
        raise WrongEncoder(
            f"This model was trained with another sentence encoder than the one at {config['encoder']}. "
            f"To build it again: rm -r {config['encoder']} && {BUILD}. To train for this one: frontdoor train"
        )
    return encoder
