"""From a message to its label: danger, harm, distress, abuse or none. Knows nothing of Rasa."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.safety import model
from bot.safety.lines import DANGER, EMERGENCY, LABELS, NONE, RAISED, SUICIDE, lines, of_enquiries, of_suicide
from bot.safety.reading import Reader, Reading
from bot.safety.text import parts
from encoder import remembered
from encoder.encoder import Encoder

FEW = 3  # words say little, so what is made of them must be certain: of "fire" it is, of "right you are" not
PLAINLY = 0.25  # what a plain phrase of danger adds: where the model wavers, "gas leak" is one
CERTAIN = 1.0  # how far past its threshold a score is when it could hardly be surer


@dataclass(frozen=True)
class Verdict:
    """`margin`: how far the label's score is past its threshold; for none, how far the nearest label is from it.
    `about` is SUICIDE for an emergency of that kind. `rules` are those of rules.yml that the message meets, `plain`
    whether a plain phrase of danger is in it: signs among others, told to whoever asks why.
    """

    label: str
    margin: float
    about: str | None = None
    rules: tuple[str, ...] = ()
    plain: bool = False

    @property
    def confidence(self) -> float:
        """From 0.5 at the threshold to 1."""
        return 0.5 + 0.5 * min(max(self.margin, 0.0) / CERTAIN, 1.0)


class Judge:
    """Hears one message at a time. The model is what is stored; the rest is read from the council's folder."""

    def __init__(self, reader: Reader, fitted: model.SafetyModel, encoder: Encoder | None) -> None:
        self._reader, self._model, self._encoder = reader, fitted, encoder

    def hear(self, message: str) -> Verdict:
        reading = self._reader.read(message)
        if not any(len(word) > 1 for word in reading.words.split()):
            return Verdict(NONE, 0.0)  # nothing, noise, or a name that is spelt
        told = self._vector(reading)
        margins = self._model.scores(reading, told) - self._model.thresholds
        if len(reading.words.split()) <= FEW and not (reading.met or reading.plain):
            margins = margins - CERTAIN
        if reading.plain:
            margins[DANGER] += PLAINLY
        for part in map(self._reader.read, parts(message)):
            vector = self._vector(part)
            margin = self._model.scores(part, vector)[DANGER] - self._model.threshold_of_parts
            if margin > margins[DANGER]:
                margins[DANGER], told = margin, vector
        met = tuple(met.rule for met in reading.met if not met.calm)
        verdict = replace(decided(margins), rules=met, plain=reading.plain)
        if verdict.label == EMERGENCY and told is not None and self._model.is_suicide(told):
            return replace(verdict, about=SUICIDE)
        return verdict

    def _vector(self, reading: Reading) -> np.ndarray | None:
        return self._encoder.encode([reading.words])[0] if self._encoder else None


def decided(margins: np.ndarray) -> Verdict:
    """Danger outranks all; of the rest the one furthest past its threshold."""
    if margins[DANGER] > 0:
        return Verdict(RAISED[DANGER], float(margins[DANGER]))
    place = int(margins.argmax())
    return Verdict(RAISED[place] if margins[place] > 0 else NONE, float(margins[place]))


def fit(
    folder: Path,
    phrases: Iterable[tuple[str, str]],
    reader: Reader,
    encoder: Encoder | None,
    vectors_file: Path = remembered.FILE,
) -> model.SafetyModel:
    """Fit on the lines of a folder, and on (phrase, intent) of the enquiries. Raises CouncilDataError, ValueError."""
    own, others, suicides = lines(folder), of_enquiries(phrases), of_suicide(folder)
    messages, labels = zip(*own, *others, strict=True)
    places = np.array([LABELS.index(label) for label in labels])
    readings = [reader.read(message) for message in messages]
    pieces = [(place, part) for place in model.heard_in_parts(places) for part in parts(messages[place])]
    of_pieces = [reader.read(part) for _, part in pieces]
    vectors = of_parts = None
    if encoder:
        both = remembered.encode(
            encoder, [reading.words for reading in (*readings, *of_pieces)], vectors_file
        )
        vectors, of_parts = both[: len(readings)], both[len(readings) :]
    return model.fit(
        model.Examples(
            readings,
            places,
            np.array([False] * len(own) + [True] * len(others)),
            np.array([message in suicides for message in messages]),
            vectors,
            model.Parts(of_pieces, np.array([place for place, _ in pieces], dtype=np.intp), of_parts),
        )
    )
