"""Hears that somebody close has died, at any enquiry and step: contacts/bereavement.py answers with sorrow first.

It is no danger and changes no intent, so it stands beside bot/safety, whose way of writing rules it uses.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.safety.matchers import Rules, SafetyMatcher
from bot.safety.signs import Signs, read_signs
from bot.safety.text import sentences
from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

FILE = "council/safety/bereavement.yml"
TOLD, NOT_TOLD = "told", "not_told"


class Bereavements:
    """Hears a death in a message."""

    def __init__(self, signs: Signs, rules: SafetyMatcher) -> None:
        self._signs, self._rules = signs, rules

    @classmethod
    def load(cls, path: Path) -> Bereavements:
        """Raises council.yaml_files.CouncilDataError."""
        mistakes: list[Mistake] = []
        section = Section(path, read_mapping(path), mistakes, path.name)
        section.known_names(("signs", TOLD, NOT_TOLD))
        of_label = {label: section.texts(label) for label in (TOLD, NOT_TOLD)}
        if mistakes:
            raise CouncilDataError(mistakes)
        return cls(Signs(read_signs(path)), SafetyMatcher(Rules(of_label, frozenset())))

    def told_in(self, message: str) -> bool:
        met = {met.label for met in self._rules.met_by(self._signs.found_in(sentences(message)))}
        return TOLD in met and NOT_TOLD not in met


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Bereavement(IntentClassifier, GraphComponent):
    """Sets `bereaved` on a message.

    Config:
        words: the file of words that tell of a death.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"words": FILE}

    def __init__(self, config: dict[str, Any]) -> None:
        self._heard = Bereavements.load(Path(config["words"]))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Bereavement:
        return cls({**cls.get_default_config(), **config})

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set("bereaved", self._heard.told_in(message.get(TEXT) or ""), add_to_output=True)
        return messages
