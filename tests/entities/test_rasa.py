"""The pipeline as Rasa makes and uses it."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from server.settings import ROOT
from server.training import BOT_PYTHON, environment

SAYS = "My GREEN bin at 14 Mill Lane"
# Our component and extractor, over the council's files.
SCRIPT = """
import json, sys
from spacy.language import Language
from rasa.shared.nlu.training_data.message import Message
from bot.entities.council_spacy import CouncilSpacy
from bot.entities.extractor import EntityExtractor

read = []
Language.component("count", func=lambda doc: read.append(doc.text) or doc)
says = sys.argv[1]
told = {}
for case_sensitive in (True, False):
    reader = CouncilSpacy.create({"case_sensitive": case_sensitive}, None, None, None)
    model = reader.provide()
    read.clear()
    model.model.add_pipe("count")
    message = Message({"text": says})
    reader.process([message], model)
    EntityExtractor(EntityExtractor.get_default_config()).process([message], model)
    told[str(case_sensitive)] = {"entities": message.get("entities"), "times_read": len(read)}
for broken in ("frontdoor_codes", "frontdoor_dates"):
    model.model.get_pipe(broken)._find = lambda said: [1 / 0]
message = Message({"text": says})
EntityExtractor(EntityExtractor.get_default_config()).process([message], model)
told["with_broken_rules"] = message.get("entities")
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    if not (ROOT / BOT_PYTHON).exists():
        pytest.skip("bot/.venv is missing: run make setup")
    done = subprocess.run(
        [ROOT / BOT_PYTHON, "-W", "ignore", "-c", SCRIPT, SAYS],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.mark.parametrize("case_sensitive", ["True", "False"])
def test_rasa_keeps_the_value_the_words_and_their_place(told: dict[str, Any], case_sensitive: str) -> None:
    assert told[case_sensitive]["entities"] == [
        {
            "entity": "bin_type",
            "value": "green",
            "start": 3,
            "end": 12,
            "text": "GREEN bin",
            "extractor": "EntityExtractor",
        },
        {
            "entity": "address",
            "value": "14 Mill Lane",
            "start": 16,
            "end": 28,
            "text": "14 Mill Lane",
            "extractor": "EntityExtractor",
        },
    ]


def test_a_rule_that_fails_costs_only_its_own_finds(told: dict[str, Any]) -> None:
    assert told["with_broken_rules"] == told["True"]["entities"]


def test_with_case_kept_a_message_is_read_once(told: dict[str, Any]) -> None:
    assert (told["True"]["times_read"], told["False"]["times_read"]) == (1, 2)
