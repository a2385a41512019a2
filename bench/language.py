"""How well the product's own pipeline reads public intent datasets, beside what others report on them.

`make bench-language DATA=path`, or `python -m bench.language path` in the bot's environment with the root on
PYTHONPATH and OMP_NUM_THREADS=1. `--stock` trains Rasa's usual pipeline on the same phrases and prints the ratios.

Out of scope is told by familiarity alone: recall is the share of strange messages below the line that refuses 5% of
the known test messages. On HINT3, whose test is mostly strange, out of scope also counts as an intent of its own:
refused is what is stranger than the strangest 5% of training phrases that cross-validation held out, so that the line
comes from the training data alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import numpy as np
from sklearn.model_selection import KFold

from bench import stock
from bench.datasets import NAMES, ROOT, Dataset, NoSuchDataset, acceptable, council, load
from bench.published import PUBLISHED
from bench.scores import calibration_error, line_that_refuses, matthews, told_apart
from bench.tables import per_cent, table
from bot.language.pipeline import Pipeline
from encoder.encoder import Encoder

ENCODER = ROOT / ".cache" / "encoder"
COUNCIL = "council"  # the council's own phrases, read as a dataset
FOLDS, SEED = 5, 42
TIMED = 300  # messages: more would not move the median
AT_ONCE = 256  # messages read in one go: every one is compared with every phrase
STOCK = ("banking77-10", "hwu64-5")  # sizes on which Rasa's usual pipeline trains in minutes


@dataclass(frozen=True)
class Readings:
    """What was made of some messages: the likeliest intent, how sure, how familiar; one array a column."""

    intents: np.ndarray
    confidence: np.ndarray
    familiarity: np.ndarray

    def right(self, labels: Sequence[str]) -> np.ndarray:
        return np.array(
            [acceptable(label, intent) for label, intent in zip(labels, self.intents, strict=True)]
        )


@dataclass(frozen=True)
class Result:
    """One row of the table; shares from 0 to 1, seconds and milliseconds of one processor."""

    name: str
    phrases: int
    intents: int
    accuracy: float
    calibration_error: float
    out_of_scope_recall: float | None
    told_apart: float | None
    matthews: float | None
    train_seconds: float
    milliseconds_p50: float
    milliseconds_p95: float
    published: str


def main() -> None:
    arguments = _arguments()
    names = arguments.only.split(",") if arguments.only else [COUNCIL, *NAMES]
    encoder = None if arguments.no_encoder else Encoder.load(ENCODER)
    results = []
    try:
        for dataset in (_dataset(arguments.data, name) for name in names):
            results.append(_noted(measured(dataset, encoder)))
        if arguments.stock:
            for name in arguments.stock.split(","):
                dataset = load(arguments.data, name)
                rows = [result for result in results if result.name == name]
                results += rows or [_noted(measured(dataset, encoder))]
                results.append(_noted(_of_stock(dataset, arguments.epochs)))
    except NoSuchDataset as error:
        sys.exit(str(error))
    if arguments.json:
        print(json.dumps([asdict(result) for result in results]))
    else:
        print(shown(results))


def measured(dataset: Dataset, encoder: Encoder | None) -> Result:
    """Train on a dataset's phrases, read its messages, and time both by the processor's clock."""
    start = time.process_time()
    pipeline = _fitted(dataset, dataset.phrases, encoder)
    trained = time.process_time() - start
    known = readings(pipeline, [text for text, _ in dataset.messages])
    strange = readings(pipeline, dataset.strange) if dataset.strange else None
    as_an_intent = None
    if strange and dataset.mostly_strange:
        as_an_intent = _matthews(dataset, known, strange, _line_from_training(dataset, encoder))
    times = [_milliseconds(pipeline, text) for text, _ in dataset.messages[:TIMED]]
    return _result(dataset, known, strange, as_an_intent, trained, times)


def readings(pipeline: Pipeline, texts: Sequence[str]) -> Readings:
    """A message of which no words are left is not read by the product, and counts as wholly strange."""
    words = [pipeline.words(text) for text in texts]
    places = [place for place, text in enumerate(words) if text]
    intents = np.full(len(texts), "", dtype=object)
    confidence, familiarity = np.zeros(len(texts)), np.full(len(texts), -np.inf)
    labels = np.array(pipeline.labels, dtype=object)
    for start in range(0, len(places), AT_ONCE):
        some = places[start : start + AT_ONCE]
        reading = pipeline.read([words[place] for place in some])
        intents[some] = labels[reading.probabilities.argmax(axis=1)]
        confidence[some] = reading.probabilities.max(axis=1)
        familiarity[some] = reading.familiarity
    return Readings(intents, confidence, familiarity)


def shown(results: Sequence[Result]) -> str:
    headings = [
        *("", "phrases", "intents", "accuracy", "out of scope at 5%", "told apart", "MCC"),
        *("calibration error", "train s", "ms p50", "ms p95", "published"),
    ]
    rows = [
        [
            *(result.name, str(result.phrases), str(result.intents), per_cent(result.accuracy)),
            *(per_cent(result.out_of_scope_recall), per_cent(result.told_apart)),
            "" if result.matthews is None else f"{result.matthews:.2f}",
            *(per_cent(result.calibration_error), f"{result.train_seconds:.1f}"),
            *(f"{result.milliseconds_p50:.1f}", f"{result.milliseconds_p95:.1f}", result.published),
        ]
        for result in results
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        table(headings, rows),
        f"Per cent; seconds and milliseconds of one processor; {peak:.0f} MB at most",
    ]
    return "\n".join([*lines, *_ratios(results)])


def _ratios(results: Sequence[Result]) -> list[str]:
    ours = {result.name: result for result in results}
    return [
        f"{name}, ours over Rasa's usual pipeline: errors {(1 - our.accuracy) / (1 - theirs.accuracy):.2f}, "
        f"training {our.train_seconds / theirs.train_seconds:.2f}, "
        f"a message {our.milliseconds_p50 / theirs.milliseconds_p50:.2f}"
        for theirs in results
        if theirs.name.startswith(stock.NAME)
        for name in [theirs.name[len(stock.NAME) + 1 :]]
        for our in [ours[name]]
    ]


def _of_stock(dataset: Dataset, epochs: int) -> Result:
    trained = stock.train(dataset.phrases, epochs)
    answers = [trained.read(text) for text, _ in dataset.messages]
    known = _of_answers(answers)
    strange = _of_answers([trained.read(text) for text in dataset.strange]) if dataset.strange else None
    times = [answer.milliseconds for answer in answers[:TIMED]]
    result = _result(dataset, known, strange, None, trained.seconds, times)
    return Result(**{**asdict(result), "name": f"{stock.NAME} {dataset.name}", "published": ""})


def _of_answers(answers: Sequence[stock.Answer]) -> Readings:
    """Rasa's usual pipeline has no other sign of the strange than its confidence."""
    confidence = np.array([answer.confidence for answer in answers])
    return Readings(np.array([answer.intent for answer in answers], dtype=object), confidence, confidence)


def _result(
    dataset: Dataset,
    known: Readings,
    strange: Readings | None,
    as_an_intent: float | None,
    trained: float,
    times: Sequence[float],
) -> Result:
    right = known.right([intent for _, intent in dataset.messages])
    recall = apart = None
    if strange:
        recall = float((strange.familiarity < line_that_refuses(known.familiarity)).mean())
        apart = told_apart(known.familiarity, strange.familiarity)
    return Result(
        dataset.name,
        len(dataset.phrases),
        dataset.intents,
        float(right.mean()),
        calibration_error(known.confidence, right),
        recall,
        apart,
        as_an_intent,
        trained,
        median(times),
        float(np.quantile(times, 0.95)),
        PUBLISHED.get(dataset.name, ""),
    )


def _matthews(dataset: Dataset, known: Readings, strange: Readings, line: float) -> float:
    refused = "(refused)"
    truth = [intent for _, intent in dataset.messages] + [refused] * len(dataset.strange)
    guesses = [
        str(intent) if familiar >= line else refused
        for part in (known, strange)
        for intent, familiar in zip(part.intents, part.familiarity, strict=True)
    ]
    return matthews(truth, guesses)


def _line_from_training(dataset: Dataset, encoder: Encoder | None) -> float:
    folds = KFold(FOLDS, shuffle=True, random_state=SEED).split(dataset.phrases)
    familiarity = []
    for train, held_out in folds:
        pipeline = _fitted(dataset, [dataset.phrases[place] for place in train], encoder)
        familiarity.append(readings(pipeline, [dataset.phrases[place][0] for place in held_out]).familiarity)
    return line_that_refuses(np.concatenate(familiarity))


def _fitted(dataset: Dataset, phrases: Sequence[tuple[str, str]], encoder: Encoder | None) -> Pipeline:
    return Pipeline.fit(
        [text for text, _ in phrases], [intent for _, intent in phrases], encoder, dataset.words
    )


def _milliseconds(pipeline: Pipeline, message: str) -> float:
    start = time.process_time()
    if words := pipeline.words(message):
        pipeline.read([words])
    return 1000 * (time.process_time() - start)


def _dataset(folder: Path, name: str) -> Dataset:
    return council() if name == COUNCIL else load(folder, name)


def _noted(result: Result) -> Result:
    print(f"{result.name}: {per_cent(result.accuracy)}", file=sys.stderr)
    return result


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Read public intent datasets with the product's pipeline. The sizes: "
        + ", ".join([COUNCIL, *NAMES])
    )
    parser.add_argument("data", type=Path, help="a folder with banking77, clinc150, hwu64 and hint3")
    parser.add_argument("--only", help="some sizes alone, with commas between: banking77-10,hwu64-10")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--no-encoder", action="store_true", help="leave the sentence encoder out")
    parser.add_argument(
        "--stock",
        nargs="?",
        const=",".join(STOCK),
        help=f"train Rasa's usual pipeline too, on these sizes (without a value: {', '.join(STOCK)})",
    )
    parser.add_argument(
        "--epochs", type=int, default=stock.EPOCHS, help=f"of that pipeline, {stock.EPOCHS} unless told"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
