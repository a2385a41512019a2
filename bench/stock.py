"""Rasa's usual pipeline (DIET, as `rasa init` has it without its entity extras), trained to be compared with."""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

NAME = "stock DIET"
EPOCHS = 100
SEED = 42

_ONE_THREAD = {
    "TF_INTRA_OP_PARALLELISM_THREADS": "1",
    "TF_INTER_OP_PARALLELISM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "RASA_TELEMETRY_ENABLED": "false",
}


@dataclass(frozen=True)
class Answer:
    intent: str
    confidence: float
    milliseconds: float  # of processor


class Trained:
    """A trained model; `seconds` of processor is what training took, without imports."""

    def __init__(self, agent: Any, seconds: float) -> None:
        self._agent, self.seconds = agent, seconds

    def read(self, text: str) -> Answer:
        start = time.process_time()
        parsed = asyncio.run(self._agent.parse_message(text))
        taken = 1000 * (time.process_time() - start)
        return Answer(parsed["intent"]["name"] or "", parsed["intent"]["confidence"], taken)


def train(phrases: Sequence[tuple[str, str]], epochs: int = EPOCHS) -> Trained:
    """Takes minutes. Rasa is imported here, so that the other benchmarks need not wait for it."""
    os.environ.update(_ONE_THREAD)
    from rasa.core.agent import Agent  # noqa: PLC0415
    from rasa.model_training import train_nlu  # noqa: PLC0415

    logging.getLogger("rasa").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _write(place, phrases, epochs)
        start = time.process_time()
        model = train_nlu(str(place / "config.yml"), str(place / "nlu.yml"), folder)
        seconds = time.process_time() - start
        return Trained(Agent.load(model), seconds)


def pipeline(epochs: int) -> list[dict[str, Any]]:
    return [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": epochs, "random_seed": SEED, "constrain_similarities": True},
    ]


def _write(folder: Path, phrases: Sequence[tuple[str, str]], epochs: int) -> None:
    of_intent: dict[str, list[str]] = {}
    for text, intent in phrases:
        of_intent.setdefault(intent, []).append(" ".join(text.split()))
    yaml = YAML()
    config = {"recipe": "default.v1", "assistant_id": "stock", "language": "en", "pipeline": pipeline(epochs)}
    yaml.dump(config, folder / "config.yml")
    examples = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in of_intent.items()
    ]
    yaml.dump({"version": "3.1", "nlu": examples}, folder / "nlu.yml")
