"""How much understanding is left when words were misheard or mistyped: `python -m bench.speech --file rows.csv`.

In the bot's environment, with the root on PYTHONPATH and OMP_NUM_THREADS=1. The rows have the columns text and intent.
Speech errors are those of speech_noise.py, slips those of typing_noise.py; each level is read by the product's pipeline
as it is, and without the part that puts such words right. `points lost` is against clean text.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bench.datasets import COUNCIL_TEST, ROOT, Labelled, council_phrases, council_words
from bench.language import ENCODER, readings
from bench.speech_noise import heard, spoken, word_errors
from bench.tables import per_cent, table
from bench.typing_noise import typed
from bot.language.model import EnquiryModel
from bot.language.pipeline import Pipeline
from encoder.encoder import Encoder

SPEECH, TYPING = (0.0, 0.1, 0.17, 0.2, 0.3), (0.1, 0.2, 0.3)  # shares of words
VECTORS = ROOT / ".cache" / "bench_vectors.npz"
PRECISION = 0.95
SEEDS = (0, 1, 2)  # noise is drawn so often, to tell a gain from luck


class WithoutMishearings(Pipeline):
    """Misheard words are left as they came."""

    def _learnt(self, fitted: EnquiryModel) -> None:
        super()._learnt(fitted)
        self._mishearings = None


class WithoutSpelling(Pipeline):
    """Misspelt words are left as they came."""

    def corrected(self, text: str) -> str:
        return text


@dataclass(frozen=True)
class Level:
    """Shares from 0 to 1; `errors` is the share of words that the noise really made wrong; `cut` is the confidence from
    which 95 of 100 are right, and `covered` the share of messages that have it."""

    noise: str
    wanted: float
    errors: float
    accuracy: float
    accuracy_without: float
    lost: float
    cut: float
    covered: float


def main() -> None:
    arguments = _arguments()
    rows = read_rows(arguments.file)
    pipeline = trained()
    levels = [
        *measure(pipeline, WithoutMishearings, rows, "speech", heard, SPEECH),
        *measure(pipeline, WithoutSpelling, rows, "typing", typed, TYPING),
    ]
    if arguments.json:
        print(json.dumps([asdict(level) for level in levels]))
    else:
        print(shown(levels, len(rows)))


def trained() -> Pipeline:
    """The product's pipeline for the phrases as they are now."""
    phrases = council_phrases()
    return Pipeline.fit(
        [text for text, _ in phrases],
        [intent for _, intent in phrases],
        Encoder.load(ENCODER),
        council_words(),
        VECTORS,
    )


def measure(
    pipeline: Pipeline,
    without: type[Pipeline],
    rows: Sequence[Labelled],
    name: str,
    noise: Callable[[str, float, int], str],
    rates: Sequence[float],
) -> list[Level]:
    """One level for each rate; `without` is the pipeline that lacks the remedy."""
    other = without(pipeline.vocabulary, pipeline.model, pipeline.encoder)
    clean = _accuracy(pipeline, [text for text, _ in rows], rows)
    levels = []
    for rate in rates:
        drawn = [[noise(text, rate, seed) for text, _ in rows] for seed in (SEEDS if rate else SEEDS[:1])]
        read = [readings(pipeline, texts) for texts in drawn]
        right = np.concatenate([one.right([intent for _, intent in rows]) for one in read])
        cut, covered = surest(np.concatenate([one.confidence for one in read]), right)
        accuracy = float(right.mean())
        left = float(np.mean([_accuracy(other, texts, rows) for texts in drawn]))
        errors = float(np.mean([_share_wrong(texts, rows) for texts in drawn]))
        levels.append(Level(name, rate, errors, accuracy, left, clean - accuracy, cut, covered))
    return levels


def surest(confidence: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """The lowest confidence from which PRECISION of the messages are right, and the share that has it; 1 and 0 when
    there is none."""
    order = np.argsort(-confidence)
    precise = np.flatnonzero(np.cumsum(right[order]) / np.arange(1, len(order) + 1) >= PRECISION)
    if not len(precise):
        return 1.0, 0.0
    last = precise.max()
    return float(confidence[order][last]), float((last + 1) / len(order))


def shown(levels: Sequence[Level], messages: int) -> str:
    rows = [
        [
            *(level.noise, per_cent(level.wanted), per_cent(level.errors), per_cent(level.accuracy)),
            *(f"{100 * level.lost:.1f}", per_cent(level.accuracy_without)),
            *(f"{level.cut:.2f}", per_cent(level.covered)),
        ]
        for level in levels
    ]
    headings = [
        *("noise", "wanted", "words wrong", "accuracy", "points lost", "without the remedy"),
        *("95% right from", "of messages"),
    ]
    return f"{table(headings, rows)}\n{messages} messages, each level drawn {len(SEEDS)} times"


def _accuracy(pipeline: Pipeline, texts: Sequence[str], rows: Sequence[Labelled]) -> float:
    return float(readings(pipeline, texts).right([intent for _, intent in rows]).mean())


def _share_wrong(texts: Sequence[str], rows: Sequence[Labelled]) -> float:
    pairs = [(spoken(text), spoken(noisy)) for noisy, (text, _) in zip(texts, rows, strict=True)]
    return sum(word_errors(*pair) for pair in pairs) / sum(len(said) for said, _ in pairs)


def read_rows(path: Path) -> list[Labelled]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [(row["text"], row["intent"]) for row in csv.DictReader(file)]
    except (OSError, KeyError) as error:
        sys.exit(f"{path} is not a CSV with the columns text and intent: {error}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Read messages whose words were misheard or mistyped.")
    parser.add_argument("--file", type=Path, default=COUNCIL_TEST, help="a CSV with text and intent")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


if __name__ == "__main__":
    main()
