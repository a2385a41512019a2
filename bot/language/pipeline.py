"""From a message to what it may be about, without Rasa: words put right, seen in every way, read by the model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.language import model
from bot.language.normalise import normalise
from bot.language.sounds import Sounds
from bot.language.spelling import Spelling
from bot.language.vocabulary import Vocabulary
from encoder import remembered
from encoder.encoder import Encoder


class Pipeline:
    """Fitted on labelled phrases. `vocabulary` and `model` are what is stored; the rest is made from them."""

    def __init__(
        self, vocabulary: Vocabulary, fitted: model.EnquiryModel | None, encoder: Encoder | None
    ) -> None:
        self.vocabulary, self.encoder = vocabulary, encoder
        self._spelling, self._sounds = Spelling(vocabulary), Sounds(vocabulary)
        self._model = fitted

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
                remembered.encode(encoder, texts, vectors_file) if vectors_file else encoder.encode(texts)
            )
        fitted._model = model.fit(texts, labels, vectors)
        return fitted

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
        return self._sounds.recovered(self._spelling.corrected(text))

    def read(self, texts: Sequence[str]) -> model.Reading:
        """Texts from `words`, none of them empty."""
        return self.model.read(texts, self.encoder.encode(texts) if self.encoder else None)
