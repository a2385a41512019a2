"""The ways a message is seen: as n-grams, which know the council's words and forgive misspelt ones, and as a vector,
which knows what nobody wrote in a training phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

ANY_WORD = r"\w+"  # one-letter words too: "a", "u", "2"


@dataclass(frozen=True)
class Views:
    """Messages, one row each. `vectors` is None when there is no encoder; `words` are the n-grams that are words."""

    ngrams: csr_matrix
    words: csr_matrix
    vectors: np.ndarray | None

    def __len__(self) -> int:
        return int(self.ngrams.shape[0])

    def rows(self, places: np.ndarray) -> Views:
        vectors = None if self.vectors is None else self.vectors[places]
        return Views(self.ngrams[places], self.words[places], vectors)


class Ngrams:
    """TF-IDF over one to four characters within a word, and over one and two words."""

    def __init__(self) -> None:
        self._characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, dtype=np.float32
        )
        self._words = TfidfVectorizer(
            ngram_range=(1, 2), token_pattern=ANY_WORD, sublinear_tf=True, dtype=np.float32
        )

    def fit(self, texts: Sequence[str]) -> Ngrams:
        self._characters.fit(texts)
        self._words.fit(texts)
        return self

    def views(self, texts: Sequence[str], vectors: np.ndarray | None = None) -> Views:
        """Texts as normalise.py leaves them; `vectors` of shape (texts, 384), or None."""
        words = self._words.transform(texts)
        return Views(hstack([self._characters.transform(texts), words], format="csr"), words, vectors)
