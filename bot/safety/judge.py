"""From a message to its label: danger, harm, distress, abuse or none. Knows nothing of Rasa."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.safety import learning, model
from bot.safety.lines import DANGER, EMERGENCY, LABELS, NONE, RAISED, SUICIDE, lines, of_suicide, ordinary
from bot.safety.reading import Reader, Reading
from bot.safety.text import parts
from encoder import remembered
from encoder.encoder import Encoder

FEW = 3  # words say little, so what is made of them must be certain: of "fire" it is, of "right you are" not
PLAINLY = 0.25  # what a plain phrase of danger adds: where the model wavers, "gas leak" is one
CERTAIN = 1.25  # how far past its threshold a score is when it could hardly be surer


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
        told, meant = reading, self._vector(reading)
        margins = self._model.scores(reading, meant) - self._model.thresholds
        if len(reading.words.split()) <= FEW and not (reading.met or reading.plain):
            margins = margins - CERTAIN
        if reading.plain:
            margins[DANGER] += PLAINLY
        for part in map(self._reader.read, parts(message)):
            of_words = self._model.of_words(part)
            if not self._model.may_be_raised(of_words, self._in_context(reading, part)):
                continue  # to read a meaning takes longer than all else together
            vector = self._vector(part)
            of_part = of_words + self._model.of_meaning(vector) - self._model.thresholds_of_parts
            if of_part[DANGER] > margins[DANGER]:
                told, meant = part, vector
            margins = np.maximum(margins, of_part)
        met = tuple(met.rule for met in reading.met if not met.calm)
        verdict = replace(decided(margins), rules=met, plain=reading.plain)
        if verdict.label == EMERGENCY and self._model.is_suicide(told, meant):
            return replace(verdict, about=SUICIDE)
        return verdict

    def _vector(self, reading: Reading) -> np.ndarray | None:
        return self._encoder.in_full([reading.words])[0] if self._encoder else None

    def _in_context(self, reading: Reading, part: Reading) -> np.ndarray | None:
        """What the words of a part mean where they stand in the message."""
        start = f" {reading.words} ".find(f" {part.words} ")
        if self._encoder is None or start < 0:
            return None
        return self._encoder.in_context(reading.words, start, start + len(part.words))


def decided(margins: np.ndarray) -> Verdict:
    """Danger outranks all; of the rest the one furthest past its threshold."""
    if margins[DANGER] > 0:
        return Verdict(RAISED[DANGER], float(margins[DANGER]))
    place = int(margins.argmax())
    return Verdict(RAISED[place] if margins[place] > 0 else NONE, float(margins[place]))


def fit(
    folder: Path,
    reader: Reader,
    encoder: Encoder | None,
    vectors_file: Path = remembered.FILE,
) -> model.SafetyModel:
    """Fit on the lines and the ordinary phrases of a folder. Raises CouncilDataError, ValueError."""
    own, (sample, near), suicides = lines(folder), ordinary(folder), of_suicide(folder)
    messages = [*(message for message, _ in own), *sample, *near]
    places = np.array(
        [LABELS.index(label) for label in (*(label for _, label in own), *[NONE] * len(sample + near))]
    )
    kinds = np.repeat((learning.LINE, learning.SAMPLE, learning.NEAR), (len(own), len(sample), len(near)))
    readings = [reader.read(message) for message in messages]
    heard = learning.heard_in_parts(readings, places)
    pieces = [(place, part) for place in heard for part in parts(messages[place])]
    of_pieces = [reader.read(part) for _, part in pieces]
    vectors = of_parts = None
    if encoder:
        words = [reading.words for reading in (*readings, *of_pieces)]
        both = remembered.in_full(encoder, words, vectors_file)
        vectors, of_parts = both[: len(readings)], both[len(readings) :]
    return learning.fit(
        learning.Examples(
            readings,
            places,
            kinds,
            np.array([message in suicides for message in messages]),
            vectors,
            learning.Parts(of_pieces, np.array([place for place, _ in pieces], dtype=np.intp), of_parts),
        )
    )
