"""What tells best whether a heard enquiry may be taken or must be asked about: `python -m bench.deciding`.

In the bot's environment, with the root on PYTHONPATH and OMP_NUM_THREADS=1. Held-out messages are misheard as in
speech_noise.py, at the shares of NOISE. For each sign: the lowest value from which 95 of 100 are right, and the share
of messages that have it; config.yml's answer_from_spoken is that of the surety. Then how many of those taken are right,
by the recogniser's own confidence. That is played, as nobody publishes how Twilio's behaves: the share of words that
are right, blurred.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bench.datasets import COUNCIL_TEST
from bench.speech import read_rows, surest, trained
from bench.speech_noise import heard, spoken, word_errors
from bench.tables import per_cent, table
from bot.language.outcomes import MISHEARD, surety
from bot.language.pipeline import Pipeline

NOISE, SEEDS = (0.0, 0.1, 0.2), (0, 1)
BLUR = 0.2  # standard deviation of the recogniser's confidence around the share of right words
BANDS = (0.0, MISHEARD, 0.7, 0.85, 1.0)
AT_ONCE = 64  # messages


@dataclass(frozen=True)
class Heard:
    """Messages as they were heard: confidences, 0 to 1, and whether the likeliest enquiry is the right one."""

    first: np.ndarray
    second: np.ndarray
    recognised: np.ndarray
    right: np.ndarray

    @property
    def surety(self) -> np.ndarray:
        return np.array([surety(*pair) for pair in zip(self.first, self.second, strict=True)])


@dataclass(frozen=True)
class Sign:
    name: str
    cut: float
    covered: float


@dataclass(frozen=True)
class Band:
    """Messages taken at the surety's cut whose recogniser's confidence lies there; `right` is a share of them."""

    low: float
    high: float
    taken: int
    right: float


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure when a heard enquiry may be taken.")
    parser.add_argument("--file", type=Path, default=COUNCIL_TEST, help="a CSV with text and intent")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    messages = hear(trained(), read_rows(arguments.file))
    found = signs(messages)
    told = bands(messages, found[-1].cut)
    if arguments.json:
        print(json.dumps({"signs": [asdict(one) for one in found], "bands": [asdict(one) for one in told]}))
        return
    rows = [[sign.name, f"{sign.cut:.2f}", per_cent(sign.covered)] for sign in found]
    print(table(["sign", "95% right from", "of messages"], rows))
    rows = [[f"{band.low:.2f} to {band.high:.2f}", str(band.taken), per_cent(band.right)] for band in told]
    print(table(["recogniser's confidence", "taken", "right"], rows))
    noise = ", ".join(f"{one:.0%}" for one in NOISE)
    print(f"{len(messages.right)} messages, each heard {len(SEEDS)} times with {noise} of its words wrong")


def hear(pipeline: Pipeline, rows: Sequence[tuple[str, str]]) -> Heard:
    """Each message at each noise, as often as there are SEEDS. What leaves no words to read is left out."""
    labels, random = np.array(pipeline.labels, dtype=object), np.random.default_rng(0)
    parts: list[tuple[np.ndarray, ...]] = []
    for rate in NOISE:
        for seed in SEEDS:
            said = [(heard(text, rate, seed), text, intent) for text, intent in rows]
            legible = [(pipeline.words(noisy), noisy, text, intent) for noisy, text, intent in said]
            legible = [one for one in legible if one[0]]
            for start in range(0, len(legible), AT_ONCE):
                some = legible[start : start + AT_ONCE]
                probabilities = pipeline.read([words for words, *_ in some]).probabilities
                ordered = np.sort(probabilities, axis=1)
                clear = np.array([1 - _wrong(noisy, text) for _, noisy, text, _ in some])
                right = labels[probabilities.argmax(axis=1)] == [intent for *_, intent in some]
                played = np.clip(clear + random.normal(0, BLUR, len(some)), 0, 1)
                parts.append((ordered[:, -1], ordered[:, -2], played, right.astype(bool)))
    return Heard(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def signs(messages: Heard) -> list[Sign]:
    """The surety is the last."""
    values = {
        "confidence": messages.first,
        "margin": messages.first - messages.second,
        "surety": messages.surety,
    }
    return [Sign(name, *surest(value, messages.right)) for name, value in values.items()]


def bands(messages: Heard, cut: float) -> list[Band]:
    taken = messages.surety >= cut
    found = []
    for low, high in itertools.pairwise(BANDS):
        inside = taken & (messages.recognised >= low)
        inside &= messages.recognised <= high if high == BANDS[-1] else messages.recognised < high
        share = float(messages.right[inside].mean()) if inside.any() else 0.0
        found.append(Band(low, high, int(inside.sum()), share))
    return found


def _wrong(noisy: str, text: str) -> float:
    said = spoken(text)
    return word_errors(said, spoken(noisy)) / max(len(said), 1)


if __name__ == "__main__":
    main()
