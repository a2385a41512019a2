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

# The share of its likeliest label from which a sentence is taken as it was written. Others are then neither looked for
# nor read, which takes as long again: of held-out messages with up to 30% of their words misheard, none was understood
# the worse, and of clean ones four of five are so sure.
SURE = 0.8
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
        """Texts from `words`, none of them empty. Where one is not sure, what is likelier to have been said is read as
        well."""
        reading = self.model.read(texts, self._vectors(texts))
        likeliest = reading.probabilities.max(axis=1)
        for row, text in enumerate(texts):
            if self._mishearings and likeliest[row] < SURE and (meant := self._mishearings.meant(text)):
                words = [one.words for one in meant]
                others = self.model.shares(words, self._vectors(words))
                shares = np.array([WRITTEN, *(one.share for one in meant)], dtype=np.float32)
                rows = np.vstack([reading.probabilities[row], others])
                reading.probabilities[row] = shares @ rows / shares.sum()
        # How strange a message is, is asked of what was written: something familiar sounds like anything.
        return reading

    def _vectors(self, texts: Sequence[str]) -> np.ndarray | None:
        return self.encoder.in_full(texts) if self.encoder else None
