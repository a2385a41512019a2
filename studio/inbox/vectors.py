"""Messages as vectors: by meaning with the sentence encoder and by their telling words, or by these alone.

Of a matter the assistant was never taught, its own words (allotment) say more than what an encoder makes of the
sentence: the fewer training phrases have a word, the more it counts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
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
        words = np.zeros((len(texts), WORDS_WIDTH), dtype=np.float32)
        for place, text in enumerate(texts):
            for word in _told(text):
                words[place] += self._rarity(word) * _direction(word)
        return np.hstack([OF_MEANING**0.5 * meaning, (1 - OF_MEANING) ** 0.5 * _of_length_1(words)])


class ByWords:
    """Each telling word has a place of its own in the vector, so that a product counts the words two texts share."""

    maker = "words"

    def of(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in _told(text):
                row[_number(word) % WIDTH] = 1
        return _of_length_1(vectors)


def _told(text: str) -> list[str]:
    return sorted({_stem(word) for word in telling_words(bare(text))})


def _number(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])


@lru_cache(4096)
def _direction(word: str) -> np.ndarray:
    """One of its own, at about a right angle to every other's. One place for each would be shared by some words: of
    512, two messages of five words in 20 would seem to share one."""
    made = np.random.default_rng(_number(word)).standard_normal(WORDS_WIDTH).astype(np.float32)
    return made / np.linalg.norm(made)


def _of_length_1(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=vectors, where=lengths > 0)


def rarity_in(folder: Path, places: Iterable[str] = ()) -> Callable[[str], float]:
    """How much a word says: the less often the training phrases of a folder have it, the more; nothing when it only
    says where, as the names of the council's towns and villages do."""
    where = {_stem(word) for place in places for word in telling_words(place)}
    phrases = [
        {_stem(word) for word in telling_words(line)}
        for path in sorted(folder.glob("*.yml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith("- ")
    ]
    times = Counter(word for phrase in phrases for word in phrase)
    return lambda word: 0.0 if word in where else log_of((2 + len(phrases)) / (1 + times[word]))


def _stem(word: str) -> str:
    """Near enough to tell toilets from a toilet, and booking from what is booked."""
    for ending in ("ings", "ing", "ies", "es", "s", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


@cache
def vectors_of(encoder_folder: Path | None, places: tuple[str, ...] = ()) -> Vectors:
    """By meaning where the encoder is there, and a line in the log where it is not.

    Args:
        places: the council\'s towns and villages.
    """
    try:
        encoder = Encoder.load(encoder_folder) if encoder_folder else None
    except BrokenEncoder as broken:
        log.warning("inbox_groups_by_words", reason=str(broken))
        encoder = None
    return ByMeaning(encoder, rarity_in(PHRASES, places)) if encoder else ByWords()


def packed(vector: np.ndarray) -> bytes:
    return vector.astype(np.float16).tobytes()


def unpacked(stored: bytes) -> np.ndarray:
    return np.frombuffer(stored, dtype=np.float16).astype(np.float32)
