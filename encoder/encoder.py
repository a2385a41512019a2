"""Turns sentences into vectors with the encoder that build.py left in a folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

BUILD = "bot/.venv/bin/python -m encoder.build"  # from the project's root; named in messages
MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
OUTPUTS = ["sentence", "wording", "tokens"]  # of the graph
SUMS = "SHA256SUMS"  # `sha256sum --check` reads it; written last, so its presence means the rest is whole
WIDTH = 384  # of the vector that search and neighbours compare; in full there are as many numbers again
MOST_TOKENS = 128
REMEMBERED = 64  # texts: several readers of one message ask for the same words
MANY = 64  # texts from which every core takes a share


class BrokenEncoder(RuntimeError):
    """The folder holds other files than were built there; the message says what to do."""


@dataclass(frozen=True)
class _Read:
    """A text's vector in full, and of each token, shape (tokens, 768), what it means where it stands; `ends` are the
    first character of each and the one after its last, shape (tokens, 2), of the marks around the text twice 0."""

    vector: np.ndarray
    tokens: np.ndarray
    ends: np.ndarray


class Encoder:
    """Sentences of similar meaning get vectors with a large dot product. English only.

    Attributes:
        checksum: SHA-256 of the files' sums, in hexadecimal. What is trained on one encoder fits no other.
    """

    def __init__(self, model: bytes, tokenizer: str, checksum: str) -> None:
        self.checksum = checksum
        options = onnxruntime.SessionOptions()
        # Pools of threads of ONNX Runtime and NumPy wait for each other; one worker has one core.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._recent = lru_cache(REMEMBERED)(self._read)

    @classmethod
    def load(cls, folder: Path) -> Encoder | None:
        """The encoder of a folder, none when nothing was built there. Whoever asks again shares the one in memory.

        Raises:
            BrokenEncoder: a file's sum is not the one noted when it was built.
        """
        try:
            sums = (folder / SUMS).read_bytes()
        except FileNotFoundError:
            return None
        return _opened(folder, sums)

    @property
    def is_current(self) -> bool:
        """Whether the graph gives what is asked of it: one that an earlier version built may not."""
        return {output.name for output in self._session.get_outputs()} >= set(OUTPUTS)

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one of some 20,000 that are read whole, so hardly a misspelt one."""
        return self._tokenizer.token_to_id(word) is not None

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Shape (texts, 384), float32, each row of length 1. Words past the 128th token are not read."""
        return np.ascontiguousarray(self.in_full(texts)[:, :WIDTH])

    def in_full(self, texts: Sequence[str]) -> np.ndarray:
        """As `encode`, with 384 numbers more in each row that tell how it was put, of length 1 too (graph.py)."""
        if len(texts) < MANY:
            vectors = [self._recent(text).vector for text in texts]
            return np.array(vectors, dtype=np.float32).reshape(-1, 2 * WIDTH)
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as cores:
            return np.array(list(cores.map(self._vector, texts)), dtype=np.float32)

    def in_context(self, text: str, start: int, end: int) -> np.ndarray | None:
        """What the characters of a text from `start` up to `end` mean where they stand, as a row of `in_full`; it costs
        next to nothing once the text was encoded. Like their own vector, but coloured by what is around them.

        None when they have no word, or reach past the 128th token.
        """
        read = self._recent(text)
        begins, ends = read.ends.T
        if not len(ends) or end > ends.max():
            return None
        tokens = read.tokens[(begins >= start) & (ends <= end) & (ends > begins)]
        return _of_length_one(tokens.mean(axis=0)) if len(tokens) else None

    def _read(self, text: str) -> _Read:
        encoded = self._tokenizer.encode(text)
        *vector, tokens = self._session.run(OUTPUTS, {"ids": np.array(encoded.ids, dtype=np.int64)})
        return _Read(np.concatenate(vector), tokens, np.array(encoded.offsets))

    def _vector(self, text: str) -> np.ndarray:
        return self._read(text).vector


def _of_length_one(vector: np.ndarray) -> np.ndarray:
    """Both of its halves."""
    halves = vector.reshape(2, WIDTH)
    return np.ravel(halves / np.linalg.norm(halves, axis=1, keepdims=True))


@cache
def _opened(folder: Path, sums: bytes) -> Encoder:
    """Each file is checked against its sum; one encoder for each build of a folder."""
    contents = {}
    for line in sums.decode().splitlines():
        expected, name = line.split()
        path = folder / name
        contents[name] = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(contents[name]).hexdigest() != expected:
            raise BrokenEncoder(f"{path} is damaged. To build it again: rm -r {folder} && {BUILD}")
    encoder = Encoder(contents[MODEL], contents[TOKENIZER].decode(), hashlib.sha256(sums).hexdigest())
    if not encoder.is_current:
        raise BrokenEncoder(
            f"{folder} is of an earlier version. To build it again: rm -r {folder} && {BUILD}"
        )
    return encoder
