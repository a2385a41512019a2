"""Rasa's entity extractor over our spaCy pipeline."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.spacy_entity_extractor import SpacyEntityExtractor
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.entities.found import entities


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False, model_from="CouncilSpacy"
)
class EntityExtractor(SpacyEntityExtractor):
    """Like Rasa's own, but gives the value a rule has read ("2026-11-27") and not only the words ("a week on Friday").

    CouncilSpacy keeps `case_sensitive: true`: its reading of the message is then the one used here. Otherwise the
    message, being another one in small letters, is read twice.
    """

    def process(self, messages: list[Message], model: SpacyModel) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            doc = message.get(SPACY_DOCS[TEXT])
            if doc is None or not text.startswith(doc.text):
                doc = model.model(text)
            found = self.filter_irrelevant_entities(
                self.add_extractor_name(entities(doc)), self._config["dimensions"]
            )
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
