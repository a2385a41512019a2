"""Vectors of phrases kept from one training to the next: only what an editor changed is encoded again."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from encoder.encoder import Encoder

FILE = Path(__file__).resolve().parent.parent / ".cache" / "vectors.npz"  # whatever the current folder
MOST_UNUSED = 3  # times as many vectors as are used; more are left from phrases that are gone


def encode(encoder: Encoder, texts: Sequence[str], file: Path) -> np.ndarray:
    """As Encoder.encode, reading what is known from a file and leaving there what was new.

    Several may share a file: it is cut back to what is used only when most of it is not. A file that is missing,
    damaged or of another encoder is as good as empty.
    """
    return _encoded(texts, file, encoder.encode, encoder.checksum)


def in_full(encoder: Encoder, texts: Sequence[str], file: Path) -> np.ndarray:
    """As `encode`, but Encoder.in_full; of another file, as vectors of both kinds share none."""
    return _encoded(texts, file, encoder.in_full, f"{encoder.checksum} in full")


def _encoded(
    texts: Sequence[str], file: Path, encode: Callable[[Sequence[str]], np.ndarray], kind: str
) -> np.ndarray:
    known = _read(file, kind)
    wanted = list(dict.fromkeys(texts))
    new = [text for text in wanted if text not in known]
    known.update(zip(new, encode(new), strict=True))
    used = {text: known[text] for text in wanted}
    if len(known) > MOST_UNUSED * len(used):
        _write(file, kind, used)
    elif new:
        _write(file, kind, known)
    return np.array([used[text] for text in texts], dtype=np.float32).reshape(len(texts), -1)


def _read(file: Path, kind: str) -> dict[str, np.ndarray]:
    try:
        with np.load(file, allow_pickle=False) as stored:
            if str(stored["kind"]) != kind:
                return {}
            return dict(zip(json.loads(stored["texts"].tobytes()), stored["vectors"], strict=True))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return {}


def _write(file: Path, kind: str, vectors: dict[str, np.ndarray]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{os.getpid()}.npz")
    # As JSON: an array of strings gives each as much room as the longest.
    texts = np.frombuffer(json.dumps(list(vectors)).encode(), dtype=np.uint8)
    np.savez(draft, kind=np.array(kind), texts=texts, vectors=np.array(list(vectors.values())))
    draft.replace(file)
