"""The safety component of Rasa's pipeline: before the classifier and apart from it, on every message."""

from __future__ import annotations

import hashlib
import logging
import pickle
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import bags
from bot.language import neighbours, normalise, vocabulary
from bot.places import built
from bot.safety import judge
from bot.safety.lines import EMERGENCY
from bot.safety.reading import Reader
from council.danger import DangerWords
from council.foreign_danger import ForeignDanger
from encoder.encoder import BUILD, Encoder

MODEL_FILE = "safety.pickle"

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Safety(IntentClassifier, GraphComponent):
    """Sets `safety` on a message: emergency, safeguarding, distress, abuse or none; `safety_confidence`; and
    `safety_about`, which is suicide for an emergency of that kind; `danger_languages`, those in which danger was told
    in another language than English; and for the classifier `safety_margin` (see judge.Verdict), which is not printed.

    Config:
        lines: the folder of lines, signs and rules that it learns from.
        danger: the file of plain phrases of danger, which contacts/ goes by while this is not there to ask.
        encoder: the folder of the sentence encoder; without one, words alone decide.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"lines": "council/safety", "danger": "council/danger.yml", "encoder": None}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """What shapes the model: the lines, our code, the plain phrases, the encoder."""
        config = {**cls.get_default_config(), **config}
        folder = Path(config["lines"])
        paths = [
            Path(config["danger"]),
            *sorted(folder.glob("*.yml")),
            *sorted(Path(__file__).parent.glob("*.py")),
            *(Path(str(shared.__file__)) for shared in (bags, neighbours, normalise, vocabulary)),
        ]
        encoder = _encoder(config)
        parts = [path.read_bytes() for path in paths] + [encoder.checksum.encode() if encoder else b""]
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        heard: judge.Judge | None = None,
    ) -> None:
        self._config, self._judge = config, heard
        self._foreign = ForeignDanger.load(Path(config.get("lines", "council/safety")) / "foreign.yml")
        self._storage, self._resource = model_storage, resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Safety:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Safety:
        with model_storage.read_from(resource) as folder:
            fitted = pickle.loads((folder / MODEL_FILE).read_bytes())  # noqa: S301 from our own model archive
        encoder = _encoder(config) if fitted.lines else None
        return cls(config, model_storage, resource, judge.Judge(_reader(config), fitted, encoder))

    def train(self, training_data: TrainingData) -> Resource:
        """On the council's own lines alone: not on the phrases of the enquiries, which change every day."""
        encoder = _encoder(self._config)
        if encoder is None:
            logger.warning("No sentence encoder, so danger is heard by words alone. To add it: %s", BUILD)
        reader = _reader(self._config)
        trained = judge.fit(Path(self._config["lines"]), reader, encoder)
        self._judge = judge.Judge(reader, trained, encoder)
        with self._storage.write_to(self._resource) as stored:
            (stored / MODEL_FILE).write_bytes(pickle.dumps(trained, pickle.HIGHEST_PROTOCOL))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            verdict = self._judge.hear(message.get(TEXT) or "") if self._judge else None
            message.set("safety", verdict.label if verdict else "none", add_to_output=True)
            message.set("safety_about", verdict.about if verdict else None, add_to_output=True)
            message.set("safety_confidence", verdict.confidence if verdict else 0.0, add_to_output=True)
            message.set("safety_margin", verdict.margin if verdict else None)
            message.set("safety_rules", list(verdict.rules) if verdict else [], add_to_output=True)
            message.set("plain_danger", bool(verdict and verdict.plain), add_to_output=True)
            if languages := self._foreign.languages_of(message.get(TEXT) or ""):
                message.set("safety", EMERGENCY, add_to_output=True)
                message.set("safety_confidence", 1.0, add_to_output=True)
                message.set("danger_languages", languages, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data


def _reader(config: dict[str, Any]) -> Reader:
    return Reader.load(Path(config["lines"]), DangerWords.load(Path(config["danger"])))


def _encoder(config: dict[str, Any]) -> Encoder | None:
    folder = config.get("encoder")
    return Encoder.load(built(folder)) if folder else None
