"""From a message to what it may be about, without Rasa: words put right, seen in every way, read by the model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from bot.language import model
from bot.language.mishearings import Mishearings
from bot.language.normalise import normalise
from bot.language.spelling import Spelling
from bot.language.vocabulary import Vocabulary
from encoder import remembered
from encoder.encoder import Encoder

WRITTEN = 0.7  # what the sentence as it was written counts, where others are likelier: they count 1 in all
# Phrases an enquiry below which word order says too little of what people say: with ten an enquiry, second readings
# lost as much on clean text as they won.
ENOUGH_AN_ENQUIRY = 25


class Pipeline:
    """Fitted on labelled phrases. `vocabulary` and `model` are what is stored; the rest is made from them."""

    def __init__(
        self, vocabulary: Vocabulary, fitted: model.EnquiryModel | None, encoder: Encoder | None
    ) -> None:
        self.vocabulary, self.encoder = vocabulary, encoder
        self._spelling = Spelling(vocabulary)
        self._model: model.EnquiryModel | None = None
        self._mishearings: Mishearings | None = None
        self.held_out: model.HeldOut | None = None  # known only to a pipeline that has just been fitted
        if fitted:
            self._learnt(fitted)

    @classmethod
    def fit(
        cls,
        phrases: Sequence[str],
        labels: Sequence[str],
        encoder: Encoder | None,
        council: Iterable[str] = (),
        vectors_file: Path | None = None,
    ) -> Pipeline:
        """Learn from phrases.

        Args:
            council: the council's own words (titles and hints of the catalogue).
            vectors_file: where vectors are kept for the next training.
        Raises:
            ValueError: fewer than two labels.
        """
        plain = [normalise(phrase) for phrase in phrases]
        fitted = cls(Vocabulary.of(plain, (normalise(words) for words in council)), None, encoder)
        texts = [fitted.corrected(text) for text in plain]
        vectors = None
        if encoder:
            vectors = (
                remembered.in_full(encoder, texts, vectors_file) if vectors_file else encoder.in_full(texts)
            )
        learnt, fitted.held_out = model.fit_and_hold_out(texts, labels, vectors)
        fitted._learnt(learnt)
        return fitted

    def _learnt(self, fitted: model.EnquiryModel) -> None:
        self._model = fitted
        if self.vocabulary.phrases >= ENOUGH_AN_ENQUIRY * len(fitted.labels):
            self._mishearings = Mishearings(self.vocabulary)

    @property
    def model(self) -> model.EnquiryModel:
        if self._model is None:
            raise RuntimeError("the pipeline has not been fitted")
        return self._model

    @property
    def labels(self) -> tuple[str, ...]:
        return self.model.labels

    def words(self, message: str) -> str:
        """A message as the model reads it; empty when there is nothing to read."""
        return self.corrected(normalise(message))

    def corrected(self, text: str) -> str:
        return self._spelling.corrected(text)

    def glance(self, texts: Sequence[str]) -> list[float]:
        """The share of the likeliest label by the n-grams of texts from `words`: soon told, and often wrong."""
        return [float(share) for share in self.model.shares_by_ngrams(texts).max(axis=1)] if texts else []

    def read(self, texts: Sequence[str]) -> model.Reading:
        """Texts from `words`, none of them empty. Where others are likelier to have been said, all are read."""
        meant = [self._mishearings.meant(text) if self._mishearings else [] for text in texts]
        sentences = [*texts, *(one.words for of_text in meant for one in of_text)]
        reading = self.model.read(sentences, self.encoder.in_full(sentences) if self.encoder else None)
        if len(sentences) == len(texts):
            return reading
        weights = np.zeros((len(texts), len(sentences)), dtype=np.float32)
        place = len(texts)
        for row, of_text in enumerate(meant):
            weights[row, row] = WRITTEN if of_text else 1
            for one in of_text:
                weights[row, place] = one.share
                place += 1
        weights /= weights.sum(axis=1, keepdims=True)
        # How strange a message is, is asked of what was written: something familiar sounds like anything.
        return model.Reading(weights @ reading.probabilities, reading.familiarity[: len(texts)])
