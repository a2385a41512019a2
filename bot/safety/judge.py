"""From a message to its label: danger, harm, distress, abuse or none. Knows nothing of Rasa."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.safety import model
from bot.safety.lines import EMERGENCY, NONE, RAISED, lines, of_enquiries
from bot.safety.reading import Reader, Reading
from council.danger import DangerWords
from encoder import remembered
from encoder.encoder import Encoder

# The share of look-alikes each label may raise in leave-one-out. Danger is heard first and foremost: the cost of one
# missed is a life, the cost of a false alarm is a sentence about 999.
MOST_RAISED = {"emergency": 0.035, "safeguarding": 0.01, "distress": 0.01, "abuse": 0.01}
ORDINARY_FIRST, ORDINARY_HARD = 8, 700  # phrases of enquiries: one in so many, and so many of the hardest
VECTORS_FILE = Path(".cache/safety_vectors.npz")
DANGER_FILE = (
    "danger.yml"  # beside the folder: the plain phrases that contacts/ listens for while Rasa is down
)
FEW = 4  # words, which raise nothing unless a rule or a plain phrase says so
CERTAIN = 1.0  # how far past its threshold a score is when it could hardly be surer

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verdict:
    """`margin`: how far the label's score is past its threshold; for none, how far the nearest label is from it."""

    label: str
    margin: float

    @property
    def confidence(self) -> float:
        """From 0.5 at the threshold to 1."""
        return 0.5 + 0.5 * min(max(self.margin, 0.0) / CERTAIN, 1.0)


@dataclass(frozen=True)
class Trained:
    """`rows`: the examples that the model was fitted on, in the order of its `left_out` scores."""

    fitted: model.Fitted
    rows: np.ndarray


@dataclass(frozen=True)
class Examples:
    """What a judge is trained on: the lines of council/safety, and phrases of enquiries, which are `ordinary`."""

    messages: tuple[str, ...]
    labels: tuple[str, ...]
    ordinary: tuple[bool, ...]

    @classmethod
    def gather(cls, folder: Path, phrases: Iterable[tuple[str, str]]) -> Examples:
        """The lines of a folder, and (phrase, intent) of the enquiries. Raises CouncilDataError, ValueError."""
        own, others = lines(folder), of_enquiries(phrases)
        messages, labels = zip(*own, *others, strict=True)
        return cls(messages, labels, tuple([False] * len(own) + [True] * len(others)))


class Judge:
    """Hears one message at a time. The model is what is stored; the rest is read from the council's folder."""

    def __init__(
        self, reader: Reader, danger: DangerWords, fitted: model.SafetyModel, encoder: Encoder | None
    ) -> None:
        self._reader, self._danger, self._model, self._encoder = reader, danger, fitted, encoder

    def hear(self, message: str) -> Verdict:
        reading = self._reader.read(message)
        if not reading.words:
            return Verdict(NONE, 0.0)
        if self._danger.heard_in(message):
            return Verdict(EMERGENCY, CERTAIN)
        vector = self._encoder.encode([reading.words])[0] if self._encoder else None
        verdict = decided(self._model.scores(reading, vector) - self._model.thresholds)
        if not reading.met and len(reading.words.split()) <= FEW:
            return Verdict(NONE, 0.0)  # "right you are", "no that's all": letters alone, too few to go by
        return verdict


def decided(margins: np.ndarray) -> Verdict:
    """Danger outranks all; of the rest the one furthest past its threshold."""
    if margins[0] > 0:
        return Verdict(RAISED[0], float(margins[0]))
    place = int(margins.argmax())
    return Verdict(RAISED[place] if margins[place] > 0 else NONE, float(margins[place]))


def fit(
    examples: Examples, reader: Reader, encoder: Encoder | None, vectors_file: Path = VECTORS_FILE
) -> Trained:
    """Fit on the lines and on those ordinary phrases that teach something.

    Of thousands of ordinary phrases nearly all are far from any alarm. A first model, fitted with one in every
    ORDINARY_FIRST of them, finds those that are not; the second is fitted with these as well.
    """
    readings = [reader.read(message) for message in examples.messages]
    vectors = _vectors(readings, encoder, vectors_file)
    labels = np.array(examples.labels)
    of_enquiries = np.array(examples.ordinary) & (labels == NONE)
    chosen = ~of_enquiries
    chosen[np.flatnonzero(of_enquiries)[::ORDINARY_FIRST]] = True

    def fitted() -> model.Fitted:
        rows = np.flatnonzero(chosen)
        return model.fit(
            [readings[row] for row in rows],
            labels[rows],
            of_enquiries[rows],
            None if vectors is None else vectors[rows],
            MOST_RAISED,
        )

    first = fitted().model
    left = np.flatnonzero(~chosen)
    if len(left):
        scores = first.scores_of_all(
            [readings[row] for row in left], None if vectors is None else vectors[left]
        )
        nearest = (scores - first.thresholds).max(axis=1)
        chosen[left[np.argsort(-nearest)[:ORDINARY_HARD]]] = True
    return Trained(fitted(), np.flatnonzero(chosen))


def _vectors(readings: Sequence[Reading], encoder: Encoder | None, file: Path) -> np.ndarray | None:
    if encoder is None:
        return None
    return remembered.encode(encoder, [reading.words for reading in readings], file)
