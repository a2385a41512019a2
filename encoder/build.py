"""Builds the sentence encoder, once: `python -m encoder.build` from the project's root."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from shutil import rmtree

import numpy as np

from encoder import fetch
from encoder.encoder import MODEL, SUMS, TOKENIZER, BrokenEncoder, Encoder

OUTPUT = Path(".cache/encoder")
# Sentences with their vectors, from the same weights in 32 bits through a plain NumPy BERT (not our graph).
REFERENCE = Path(__file__).with_name("reference.json")
LEAST_COSINE = 0.99  # eight bits cost about 0.005; a wrong graph or processor lands far below


class CannotBuild(RuntimeError):
    """The encoder was not made; the message says why."""


def build(output: Path = OUTPUT) -> bool:
    """Fetch the weights and write the encoder, whole or not at all; false when it is there already.

    Raises:
        CannotBuild: the build's packages are missing, or what was built does not agree with the reference.
        fetch.CannotFetch
    """
    if is_built(output):
        return False
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".encoder-", dir=output.parent) as drafts:
        weights, draft = Path(drafts, "weights"), Path(drafts, "encoder")
        weights.mkdir()
        draft.mkdir()
        fetch.fetch(weights)
        _write(weights, draft)
        check(draft)
        rmtree(output, ignore_errors=True)
        draft.rename(output)
    return True


def check(folder: Path) -> None:
    """Compare the encoder of a folder with the reference vectors.

    Raises:
        CannotBuild: a sentence's vector is too far from the one stored.
    """
    encoder = Encoder.load(folder)
    if encoder is None:
        raise CannotBuild(f"There is no encoder in {folder}")
    for sentence, expected in json.loads(REFERENCE.read_text()).items():
        vector = encoder.encode([sentence])[0]
        cosine = float(vector @ np.array(expected) / np.linalg.norm(expected))
        if not cosine > LEAST_COSINE:
            raise CannotBuild(f"The encoder does not agree with its reference: {cosine:.3f} for {sentence!r}")


def is_built(folder: Path) -> bool:
    """Whether a folder has an encoder that is whole and of this version."""
    try:
        return Encoder.load(folder) is not None
    except BrokenEncoder:
        return False


def _write(weights: Path, draft: Path) -> None:
    try:
        # Only the build has these packages.
        from safetensors.numpy import load_file  # noqa: PLC0415

        from encoder import graph  # noqa: PLC0415
    except ImportError as error:
        remedy = "uv sync --project bot --group encoder-build"
        raise CannotBuild(f"{error}. To install what the build needs: {remedy}") from None
    graph.write(load_file(weights / fetch.WEIGHTS), draft / MODEL)
    (weights / fetch.TOKENIZER).rename(draft / TOKENIZER)
    sums = [f"{fetch.sha256(draft / name)}  {name}\n" for name in (MODEL, TOKENIZER)]
    (draft / SUMS).write_text("".join(sums))


def main() -> int:
    try:
        done = build()
    except (CannotBuild, fetch.CannotFetch) as error:
        print(f"The sentence encoder was not built: {error}", file=sys.stderr)
        return 1
    print(f"The sentence encoder is {'built' if done else 'there already'}: {OUTPUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
