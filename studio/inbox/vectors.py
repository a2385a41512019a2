"""Messages as vectors: by meaning with the sentence encoder and by their telling words, or by these alone.

Of a matter the assistant was never taught, its own words (allotment) say more than what an encoder makes of the
sentence: the fewer training phrases have a word, the more it counts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from math import log as log_of
from pathlib import Path
from typing import Protocol

import numpy as np
import structlog

from encoder.encoder import WIDTH, BrokenEncoder, Encoder
from kb.keywords import telling_words
from studio.masking.marks import bare, shown
from studio.masking.vocabulary import PHRASES

log = structlog.get_logger()


class Vectors(Protocol):
    """`maker` names what makes them: only vectors of one maker can be compared."""

    @property
    def maker(self) -> str: ...

    def of(self, texts: Sequence[str]) -> np.ndarray:
        """Shape (texts, any one width), float32, each row of length 1, or 0 for a text that says nothing."""


OF_MEANING = 0.4  # so much of a product of two vectors is meaning, the rest words; see grouping.py
WORDS_WIDTH = 512


class ByMeaning:
    """About 3 ms for each text. The first WIDTH places are meaning, the others words."""

    def __init__(self, encoder: Encoder, rarity: Callable[[str], float]) -> None:
        self._encoder, self._rarity = encoder, rarity
        self.maker = f"words and {encoder.checksum}"[:64]

    def of(self, texts: Sequence[str]) -> np.ndarray:
        meaning = self._encoder.encode([shown(text) for text in texts])
        words = _by_words(texts, WORDS_WIDTH, self._rarity)
        return np.hstack([OF_MEANING**0.5 * meaning, (1 - OF_MEANING) ** 0.5 * words])


class ByWords:
    """Each telling word has a place of its own in the vector, so that a product counts the words two texts share."""

    maker = "words"

    def of(self, texts: Sequence[str]) -> np.ndarray:
        return _by_words(texts, WIDTH, lambda word: 1.0)


def _by_words(texts: Sequence[str], width: int, weight: Callable[[str], float]) -> np.ndarray:
    vectors = np.zeros((len(texts), width), dtype=np.float32)
    for row, text in zip(vectors, texts, strict=True):
        for word in {_stem(word) for word in telling_words(bare(text))}:
            row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % width] = weight(word)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=vectors, where=lengths > 0)


def rarity_in(folder: Path) -> Callable[[str], float]:
    """How much a word says: the less often the training phrases of a folder have it, the more."""
    phrases = [
        {_stem(word) for word in telling_words(line)}
        for path in sorted(folder.glob("*.yml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith("- ")
    ]
    times = Counter(word for phrase in phrases for word in phrase)
    return lambda word: log_of((2 + len(phrases)) / (1 + times[word]))


def _stem(word: str) -> str:
    """Near enough to tell toilets from a toilet, and booking from what is booked."""
    for ending in ("ings", "ing", "ies", "es", "s", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


@cache
def vectors_of(encoder_folder: Path | None) -> Vectors:
    """By meaning where the encoder is there, and a line in the log where it is not."""
    try:
        encoder = Encoder.load(encoder_folder) if encoder_folder else None
    except BrokenEncoder as broken:
        log.warning("inbox_groups_by_words", reason=str(broken))
        encoder = None
    return ByMeaning(encoder, rarity_in(PHRASES)) if encoder else ByWords()


def packed(vector: np.ndarray) -> bytes:
    return vector.astype(np.float16).tobytes()


def unpacked(stored: bytes) -> np.ndarray:
    return np.frombuffer(stored, dtype=np.float16).astype(np.float32)
