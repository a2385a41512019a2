"""The training phrases nearest in meaning to a message, on one side."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
import structlog

from encoder import remembered
from encoder.encoder import BrokenEncoder, Encoder
from studio.files.content import Content
from studio.stamps import Stamps, stamps

MOST_KEPT = 4  # checkouts; 5,000 phrases take some 8 MB
SHOWN = 5

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Near:
    """A phrase and the intent it is written for. `likeness` is a cosine; 1 is the same meaning."""

    phrase: str
    intent: str
    likeness: float


@dataclass(frozen=True)
class _Index:
    phrases: list[tuple[str, str]]  # with the intent of each
    vectors: np.ndarray  # a row for each


class Nearest:
    """Safe to share between threads.

    Args:
        encoder_folder: where the sentence encoder is; none, or an empty folder: nothing is near.
        vectors_file: where the vectors of phrases are kept, so that only new ones are encoded, some 3 ms each.
    """

    def __init__(self, encoder_folder: Path | None, vectors_file: Path) -> None:
        self._folder, self._file = encoder_folder, vectors_file
        self._made: OrderedDict[tuple[Path, Stamps], _Index] = OrderedDict()
        self._lock = Lock()

    def learn(self, root: Path) -> None:
        """Have a checkout's vectors ready in the file: the studio's worker does, so that no page waits for it."""
        encoder = self._encoder()
        if encoder:
            self._index(Content(root), encoder)

    def to(self, root: Path, words: str) -> list[Near]:
        """The nearest first; none without the encoder, or when no words were said."""
        encoder = self._encoder()
        if encoder is None or not words.strip():
            return []
        index = self._index(Content(root), encoder)
        if not index.phrases:
            return []
        cosines = np.einsum("ij,j->i", index.vectors, encoder.encode([words])[0])
        best = np.argsort(-cosines, kind="stable")[:SHOWN]
        return [
            Near(phrase, intent, float(cosines[place]))
            for place in best
            for phrase, intent in [index.phrases[place]]
        ]

    def _encoder(self) -> Encoder | None:
        try:
            return Encoder.load(self._folder) if self._folder else None
        except BrokenEncoder as broken:
            log.warning("nearest_phrases_without_encoder", reason=str(broken))
            return None

    def _index(self, content: Content, encoder: Encoder) -> _Index:
        state = content.root, stamps(content.root, "data/nlu/*.yml")
        with self._lock:
            made = self._made.pop(state, None)
            if made is None:
                phrases = [
                    (phrase, intent) for intent, own in content.all_phrases().items() for phrase in own
                ]
                texts = [phrase for phrase, _ in phrases]
                made = _Index(phrases, remembered.encode(encoder, texts, self._file))
            self._made[state] = made  # the one asked for last is dropped last
            while len(self._made) > MOST_KEPT:
                self._made.popitem(last=False)
        return made
