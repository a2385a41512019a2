"""Turns sentences into vectors with the encoder that build.py left in a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

BUILD = "bot/.venv/bin/python -m encoder.build"  # from the project's root; named in messages
MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
SUMS = "SHA256SUMS"  # `sha256sum --check` reads it; written last, so its presence means the rest is whole
WIDTH = 384
MOST_TOKENS = 128


class BrokenEncoder(RuntimeError):
    """The folder holds other files than were built there; the message says what to do."""


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

    @classmethod
    def load(cls, folder: Path) -> Encoder | None:
        """The encoder of a folder, none when nothing was built there.

        Raises:
            BrokenEncoder: a file's sum is not the one noted when it was built.
        """
        try:
            sums = (folder / SUMS).read_bytes()
        except FileNotFoundError:
            return None
        contents = {}
        for line in sums.decode().splitlines():
            expected, name = line.split()
            path = folder / name
            contents[name] = path.read_bytes() if path.is_file() else b""
            if hashlib.sha256(contents[name]).hexdigest() != expected:
                raise BrokenEncoder(f"{path} is damaged. To build it again: rm -r {folder} && {BUILD}")
        return cls(contents[MODEL], contents[TOKENIZER].decode(), hashlib.sha256(sums).hexdigest())

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one of some 20,000 that are read whole, so hardly a misspelt one."""
        return self._tokenizer.token_to_id(word) is not None

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Shape (texts, 384), float32, each row of length 1. Words past the 128th token are not read."""
        vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
        for row, text in enumerate(texts):
            ids = np.array(self._tokenizer.encode(text).ids, dtype=np.int64)
            vectors[row] = self._session.run(None, {"ids": ids})[0]
        return vectors
