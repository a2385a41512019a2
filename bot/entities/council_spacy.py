"""The spaCy pipeline as a Rasa component, made when a model is loaded from the council's files as they are then."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.entities.build_spacy import FILES, pipeline


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="CouncilSpacy",
)
class CouncilSpacy(SpacyNLP):
    """Rasa's own SpacyNLP with a pipeline that is not on disk: it takes a fifth of a second to make, and a draft's
    streets and teams are never mixed up with the live ones.

    Config:
        council: the council's folder, in the current one.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        # Entities stand where the resident's own letters stand; without it each message would be read twice.
        return {"council": "council", "case_sensitive": True}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CouncilSpacy:
        config = {**cls.get_default_config(), **config}
        council = Path(config["council"])
        digest = hashlib.sha256(b"\0".join((council / name).read_bytes() for name in FILES))
        return cls(SpacyModel(pipeline(council), digest.hexdigest()), config)

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        return training_data  # nothing is learnt from what it finds
