"""Turns the catalogue into Rasa intents and rules, so that a new enquiry needs no Python and no stories."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import known_as
from council.catalogue import Catalogue, Enquiry, load_catalogue

FORM = "enquiry_form"
ANSWER = "action_answer"


class CatalogueImporter(TrainingDataImporter):
    """Named in config.yml beside RasaFileImporter; `council` is the council's folder."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        council: str = "council",
        **_: Any,
    ) -> None:
        self.catalogue = load_catalogue(Path(council))

    def get_domain(self) -> Domain:
        intents = [enquiry.name for enquiry in self.catalogue]
        return Domain.from_dict({"intents": intents, "slots": known_as.slots(self.catalogue)})

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        reader = YAMLStoryReader()
        return StoryGraph(reader.read_from_parsed_yaml({"rules": rules_of(self.catalogue)}))

    def get_conversation_tests(self) -> StoryGraph:
        return StoryGraph([])

    def get_config(self) -> dict[str, Any]:
        return {}

    def get_config_file_for_auto_config(self) -> str | None:
        return None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        return TrainingData()


def rules_of(catalogue: Catalogue) -> list[dict[str, Any]]:
    """One rule an enquiry, in Rasa's YAML form: the intent, then what it leads to."""
    return [
        {"rule": enquiry.title, "steps": [{"intent": enquiry.name}, *_leads_to(enquiry)]}
        for enquiry in catalogue
    ]


def _leads_to(enquiry: Enquiry) -> list[dict[str, Any]]:
    if enquiry.action:
        return [{"action": f"action_{enquiry.action}"}]
    if enquiry.fields:
        return [{"action": FORM}, {"active_loop": FORM}]
    return [{"action": ANSWER}]
