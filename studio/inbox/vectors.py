"""Messages as vectors: by meaning with the sentence encoder, else by the words they have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import structlog

from encoder.encoder import WIDTH, BrokenEncoder, Encoder
from kb.keywords import telling_words
from studio.masking.marks import shown

log = structlog.get_logger()


class Vectors(Protocol):
    """`maker` names what makes them: only vectors of one maker can be compared."""

    @property
    def maker(self) -> str: ...

    def of(self, texts: Sequence[str]) -> np.ndarray:
        """Shape (texts, WIDTH), float32, each row of length 1, or 0 for a text that says nothing."""


class ByMeaning:
    """About 3 ms for each text."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.maker = encoder.checksum[:64]

    def of(self, texts: Sequence[str]) -> np.ndarray:
        return self._encoder.encode([shown(text) for text in texts])


class ByWords:
    """Each telling word has a place of its own in the vector, so that a product counts the words two texts share."""

    maker = "words"

    def of(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in telling_words(text):
                row[int.from_bytes(hashlib.sha256(_stem(word).encode()).digest()[:4]) % WIDTH] = 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.divide(vectors, lengths, out=vectors, where=lengths > 0)


def _stem(word: str) -> str:
    """Near enough to tell bins from a bin."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def vectors_of(encoder_folder: Path | None) -> Vectors:
    """By meaning where the encoder is there, and a line in the log where it is not."""
    try:
        encoder = Encoder.load(encoder_folder) if encoder_folder else None
    except BrokenEncoder as broken:
        log.warning("inbox_groups_by_words", reason=str(broken))
        encoder = None
    return ByMeaning(encoder) if encoder else ByWords()


def packed(vector: np.ndarray) -> bytes:
    return vector.astype(np.float16).tobytes()


def unpacked(stored: bytes) -> np.ndarray:
    return np.frombuffer(stored, dtype=np.float16).astype(np.float32)
