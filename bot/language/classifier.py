"""The enquiry classifier as a Rasa component: trained by `rasa train`, kept in the model archive."""

from __future__ import annotations

import hashlib
import json
import logging
import pickle
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import bags
from bot.language import several, tongues
from bot.language.pipeline import Pipeline
from bot.places import built
from council.catalogue import load_catalogue
from council.languages import Languages
from encoder import remembered
from encoder.encoder import BUILD, BrokenEncoder, Encoder

MODEL_FILE = "enquiries.pickle"
FOLDS_FILE = "folds.json"  # what was made of phrases that were held out of the training
CHECKSUM_FILE = "encoder.sha256"  # in the archive of a model trained with an encoder
OUT_OF_SCOPE = "out_of_scope"
INTERPRETER = "request_interpreter"  # what a message in another language leads to
DANGER = "report_emergency"
# Below this margin the ear for danger (bot/safety), which knows twenty times as many look-alikes, hears none for
# certain, and an enquiry that only sounds alarming ("is the fire door being repaired") is not answered with 999.
PLAINLY_SAFE = -0.5
# Said beside an enquiry, these are no enquiry of their own; nor is danger, which comes before all of them.
NO_ENQUIRY = frozenset({"greet", "goodbye", "affirm", "deny", "thanks", OUT_OF_SCOPE, DANGER})
A_PERSON = "ask_for_human"  # whoever plainly wants one does not wait until the rest is dealt with
_LETTER = re.compile(r"[^\W\d_]")
SMALL_TALK = NO_ENQUIRY | {A_PERSON}

logger = logging.getLogger(__name__)


class WrongEncoder(RasaException):
    """The model was trained with another encoder than is here; the message says what to do."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EnquiryClassifier(IntentClassifier, GraphComponent):
    """Ranks the intents by calibrated confidence, and notes how familiar a message is and what else it asks.

    Sets on a message, besides intent and intent_ranking: `familiarity` (see familiar.py), `also` (the enquiries made
    after the first: intent, words, confidence), `about` (the words of the first when there are others; intent, ranking
    and familiarity are then of these words) and `language` (an ISO 639-1 code when it is plainly not English).

    Config:
        ranking_length: how many intents to report, the best first.
        encoder: the folder of the sentence encoder, from the project's root; without one, n-grams alone decide.
        council: the council's folder, whose titles and hints are words a caller may have meant.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"ranking_length": 5, "encoder": None, "council": "council"}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """What else shapes the model: Rasa reuses an earlier training if only this class and the data are the same."""
        encoder = _encoder(config)
        ours = [
            path.read_bytes() for path in (*sorted(Path(__file__).parent.glob("*.py")), Path(bags.__file__))
        ]
        words = "\n".join(_council_words(config)).encode()
        return hashlib.sha256(
            b"\0".join([*ours, words, encoder.checksum.encode() if encoder else b""])
        ).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        pipeline: Pipeline | None = None,
    ) -> None:
        self.config, self.pipeline = config, pipeline
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
            encoder = _same_encoder(config, folder / CHECKSUM_FILE)
            vocabulary, model = pickle.loads((folder / MODEL_FILE).read_bytes())  # noqa: S301 from our own model archive
        return cls(config, model_storage, resource, Pipeline(vocabulary, model, encoder))

    def train(self, training_data: TrainingData) -> Resource:
        phrases = [m for m in training_data.intent_examples if m.get(INTENT) and m.get(TEXT)]
        encoder = _encoder(self.config)
        if encoder is None:
            logger.warning("No sentence encoder, so fewer messages will be understood. To add it: %s", BUILD)
        self.pipeline = Pipeline.fit(
            [m.get(TEXT) for m in phrases],
            [m.get(INTENT) for m in phrases],
            encoder,
            _council_words(self.config),
            remembered.FILE,
        )
        with self._storage.write_to(self._resource) as folder:
            stored = pickle.dumps((self.pipeline.vocabulary, self.pipeline.model), pickle.HIGHEST_PROTOCOL)
            (folder / MODEL_FILE).write_bytes(stored)
            (folder / FOLDS_FILE).write_text(json.dumps(self._held_out(phrases)))
            if encoder:
                (folder / CHECKSUM_FILE).write_text(encoder.checksum)
        return self._resource

    def _held_out(self, phrases: Sequence[Message]) -> list[dict[str, Any]]:
        """Each phrase that was held out to calibrate the model: what it is, and what was made of it."""
        if self.pipeline is None or self.pipeline.held_out is None:
            return []
        held_out, labels = self.pipeline.held_out, self.pipeline.labels
        return [
            {
                "text": phrases[place].get(TEXT),
                "intent": phrases[place].get(INTENT),
                "guess": labels[guess],
                "confidence": round(float(confidence), 3),
            }
            for place, guess, confidence in zip(
                held_out.places, held_out.guesses, held_out.confidence, strict=True
            )
        ]

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            margin = message.get("safety_margin")
            safe = margin is not None and margin < PLAINLY_SAFE
            for name, value in self._understood(message.get(TEXT) or "", safe).items():
                message.set(name, value, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def _understood(self, text: str, safe: bool = False) -> dict[str, Any]:
        """`safe`: no danger was heard in it, for certain."""
        # Where nothing can be read (emoji, digits, noise a recogniser made a word of) every intent would be a guess.
        nothing = {"name": None, "confidence": 0.0}
        unread = {INTENT: nothing, "intent_ranking": [nothing], "familiarity": 0.0, "also": []}
        words = self.pipeline.words(text) if self.pipeline else ""
        if self.pipeline is None or not words:
            return unread
        vocabulary = self.pipeline.vocabulary
        if language := tongues.language_of(text, vocabulary, _languages(self.config)):
            # English models would guess. Whatever it says, whoever speaks the language must read it.
            found = {"name": INTERPRETER, "confidence": 1.0}
            return {
                INTENT: found,
                "intent_ranking": [found],
                "familiarity": 0.0,
                "also": [],
                "language": language,
            }
        if not _LETTER.search(text) or not vocabulary.has_some(words):
            return unread
        whole = self._read([words])[0]
        if safe:
            whole = several.without(whole, DANGER)
        parts = several.enquiries(text, self._read_parts, self._glance_at_parts, NO_ENQUIRY)
        intents = [part.reading.intent for part in parts]
        if whole.intent == A_PERSON:
            if A_PERSON not in intents:
                return self._as(whole)
            parts.sort(key=lambda part: part.reading.intent != A_PERSON)
        if not parts:
            return self._as(whole)
        first, *others = parts
        return {
            **self._as(first.reading),
            "about": first.words,
            "also": [
                {
                    "intent": part.reading.intent,
                    "words": part.words,
                    "confidence": part.reading.probability,
                }
                for part in others
            ],
        }

    def _as(self, reading: several.Reading) -> dict[str, Any]:
        ranking = [
            {"name": name, "confidence": confidence}
            for name, confidence in sorted(
                reading.probabilities.items(), key=lambda likely: likely[1], reverse=True
            )
        ]
        return {
            INTENT: ranking[0],
            "intent_ranking": ranking[: int(self.config["ranking_length"])],
            "familiarity": reading.familiarity,
            "also": [],
        }

    def _read(self, texts: Sequence[str]) -> list[several.Reading]:
        """Texts as `Pipeline.words` gives them."""
        if self.pipeline is None or not texts:
            return []
        labels, reading = self.pipeline.labels, self.pipeline.read(texts)
        return [
            several.Reading(dict(zip(labels, map(float, row), strict=True)), float(familiarity))
            for row, familiarity in zip(reading.probabilities, reading.familiarity, strict=True)
        ]

    def _read_parts(self, parts: Sequence[str]) -> list[several.Reading]:
        """Parts of a message; one with nothing to read (emoji, punctuation) is about nothing."""
        words = [self.pipeline.words(part) if self.pipeline else "" for part in parts]
        read = iter(self._read([text for text in words if text]))
        return [next(read) if text else several.Reading({OUT_OF_SCOPE: 0.0}, 0.0) for text in words]

    def _glance_at_parts(self, parts: Sequence[str]) -> list[float]:
        words = [self.pipeline.words(part) if self.pipeline else "" for part in parts]
        seen = iter(self.pipeline.glance([text for text in words if text]) if self.pipeline else ())
        return [next(seen) if text else 0.0 for text in words]


def _languages(config: dict[str, Any]) -> Languages | None:
    return _languages_of(Path(config.get("council") or "council"))


@cache
def _languages_of(council: Path) -> Languages | None:
    path = council / "languages.yml"
    return Languages.load(path) if path.is_file() else None


def _council_words(config: dict[str, Any]) -> list[str]:
    return list(_words_of_catalogue(Path(config.get("council") or "council")))


@cache
def _words_of_catalogue(council: Path) -> Iterable[str]:
    return [
        words
        for enquiry in load_catalogue(council)
        for words in (enquiry.title, enquiry.spoken, *enquiry.hints)
    ]


def _encoder(config: dict[str, Any]) -> Encoder | None:
    folder = config.get("encoder")  # Rasa asks for the fingerprint of a reused training with another config
    try:
        return Encoder.load(built(folder)) if folder else None
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
