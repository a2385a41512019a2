"""The ways a message is seen: as n-grams, which know the council's words and forgive misspelt ones, and as a vector,
which knows what nobody wrote in a training phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import hstack

from bot import bags
from bot.bags import Bag, Rows, stacked
from encoder.encoder import WIDTH

LETTERS, WORDS = (1, 2, 3, 4), 2  # in a row


@dataclass(frozen=True)
class Views:
    """Messages, one row each. `vectors` are the encoder's in full, None when there is none; `words` are the n-grams
    that are words."""

    ngrams: Rows
    words: Rows
    vectors: np.ndarray | None

    @property
    def meanings(self) -> np.ndarray | None:
        """Of the vectors, what is compared as it is, by cosine and distance."""
        return None if self.vectors is None else np.ascontiguousarray(self.vectors[:, :WIDTH])

    def __len__(self) -> int:
        return self.ngrams.shape[0]

    def rows(self, places: np.ndarray) -> Views:
        vectors = None if self.vectors is None else self.vectors[places]
        ngrams, words = (Rows.of(seen.matrix()[places]) for seen in (self.ngrams, self.words))
        return Views(ngrams, words, vectors)


@dataclass(frozen=True)
class Ngrams:
    """TF-IDF over one to four letters within a word, and over one and two words."""

    letters: Bag
    words: Bag

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: np.ndarray | None = None) -> tuple[Ngrams, Views]:
        """Texts as normalise.py leaves them; `vectors` of shape (texts, 768), or None."""
        letters, of_letters = Bag.fit(str.split, _letters, texts)
        words, of_words = Bag.fit(_words, None, texts)
        ngrams = Rows.of(hstack([of_letters.matrix(), of_words.matrix()], format="csr"))
        return cls(letters, words), Views(ngrams, of_words, vectors)

    def views(self, texts: Sequence[str], vectors: np.ndarray | None = None) -> Views:
        letters, words = self.letters.rows(texts), self.words.rows(texts)
        before, width = len(self.letters.places), len(self.words.places)
        # Side by side before they become a matrix: for one message that is most of the work.
        both = [
            (np.concatenate([first, second + before]), np.concatenate([values, others]))
            for (first, values), (second, others) in zip(letters, words, strict=True)
        ]
        return Views(stacked(both, before + width), stacked(words, width), vectors)


def _letters(word: str) -> list[str]:
    return bags.letters(word, LETTERS)


def _words(text: str) -> Iterator[str]:
    return bags.in_a_row(text.split(), WORDS)
