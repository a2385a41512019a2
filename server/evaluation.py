"""Scores the assistant's understanding on labelled messages, by the label rules of the taxonomy.

A label a+b names several intents, the main one first: the first counts as exact, any as acceptable.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

from council.yaml_files import read_mapping

OUT_OF_SCOPE = "out_of_scope"
FALLBACK = "nlu_fallback"


class BadFile(ValueError):
    """The CSV cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1; milliseconds a message."""

    messages: int
    accuracy: float
    acceptable: float
    macro_f1: float
    top_3: float
    out_of_scope_recall: float | None
    out_of_scope_precision: float | None
    refused: float  # in-scope messages answered with "I did not understand"
    milliseconds_p50: float
    milliseconds_p95: float

    def as_dict(self) -> dict[str, Any]:
        return {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def read_rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a CSV.

    Raises:
        BadFile: it is missing, not UTF-8, or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in columns if column not in (reader.fieldnames or [])]
            if missing:
                have = ", ".join(reader.fieldnames or []) or "none"
                raise BadFile(f"{path} has no column {missing[0]!r}; its columns are: {have}")
            return [{column: row[column] or "" for column in columns} for row in reader]
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{path} cannot be read: {error}") from None


def score(rows: Iterable[dict[str, str]], answers: Iterable[dict[str, Any]]) -> Score:
    """Compare labels with what was understood.

    A message below the confidence threshold counts by its best guess for accuracy, so that the classifier and the
    threshold are judged apart; `refused` tells how often the threshold turned a real enquiry away. For out of scope
    both the intent and a refusal count as "not ours".
    """
    pairs = [(row["intent"].split("+"), answer) for row, answer in zip(rows, answers, strict=True)]
    if not pairs:
        raise BadFile("there are no messages to score")
    guesses = [best_guess(answer) for _, answer in pairs]
    outside = [labels == [OUT_OF_SCOPE] for labels, _ in pairs]
    called_outside = [
        guess == OUT_OF_SCOPE or answer["intent"] == FALLBACK
        for guess, (_, answer) in zip(guesses, pairs, strict=True)
    ]
    inside = [answer for (_, answer), out in zip(pairs, outside, strict=True) if not out]
    times = [answer["milliseconds"] for _, answer in pairs]
    right_outside = sum(out and called for out, called in zip(outside, called_outside, strict=True))
    return Score(
        messages=len(pairs),
        accuracy=mean(guess == labels[0] for guess, (labels, _) in zip(guesses, pairs, strict=True)),
        acceptable=mean(guess in labels for guess, (labels, _) in zip(guesses, pairs, strict=True)),
        macro_f1=_macro_f1([labels[0] for labels, _ in pairs], guesses),
        top_3=mean(any(name in labels for name in top(answer, 3)) for labels, answer in pairs),
        out_of_scope_recall=right_outside / sum(outside) if any(outside) else None,
        out_of_scope_precision=right_outside / sum(called_outside) if any(called_outside) else None,
        refused=mean(answer["intent"] == FALLBACK for answer in inside) if inside else 0.0,
        milliseconds_p50=median(times),
        milliseconds_p95=quantiles(times, n=20)[-1] if len(times) > 1 else times[0],
    )


def top(answer: dict[str, Any], length: int) -> list[str]:
    """The likeliest intents, without Rasa's own fallback."""
    names = [rank["intent"] for rank in answer["ranking"] if rank["intent"] not in (FALLBACK, None)]
    return names[:length]


def best_guess(answer: dict[str, Any]) -> str | None:
    return next(iter(top(answer, 1)), None)


def trained_intents(folder: Path) -> set[str]:
    """The intents that data/nlu/*.yml has phrases for."""
    return {entry["intent"] for path in folder.glob("*.yml") for entry in read_mapping(path)["nlu"]}


def only(rows: Iterable[dict[str, str]], intents: Collection[str]) -> list[dict[str, str]]:
    """The rows whose main label is among some intents."""
    return [row for row in rows if row["intent"].split("+")[0] in intents]


def _macro_f1(truth: list[str], guesses: list[str | None]) -> float:
    right: Counter[str] = Counter()
    counts: defaultdict[str, int] = defaultdict(int)
    for label, guess in zip(truth, guesses, strict=True):
        right[label] += label == guess
        counts[label] += 1
        if guess is not None:
            counts[guess] += 1
    return mean(2 * right[label] / counts[label] for label in set(truth))
