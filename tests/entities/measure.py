"""How well the entities of sentences.yml are found: precision and recall by label, and the time a sentence costs.

`python -m tests.entities.measure` prints the table; tests/entities/test_sentences.py holds the numbers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from ruamel.yaml import YAML

from tests.entities.finder import WEDNESDAY, answer

SENTENCES = Path(__file__).parent / "sentences.yml"
Named = tuple[str, str]  # label, value


@dataclass
class Score:
    right: int = 0
    wrong: int = 0  # found and not there
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass
class Measured:
    labels: dict[str, Score] = field(default_factory=dict)
    slips: list[str] = field(
        default_factory=list
    )  # a line for each sentence that is not read as written down
    milliseconds: list[float] = field(default_factory=list)  # of CPU, by sentence

    @property
    def all(self) -> Score:
        scores = self.labels.values()
        return Score(
            sum(s.right for s in scores), sum(s.wrong for s in scores), sum(s.missed for s in scores)
        )


def sentences() -> list[dict[str, Any]]:
    parts = YAML(typ="safe").load(SENTENCES.read_text(encoding="utf-8"))
    return [sentence for part in parts for sentence in part["sentences"]]


def measure() -> Measured:
    """Read every sentence and compare what is found with what is written beside it."""
    measured = Measured()
    for sentence in sentences():
        wanted = Counter(
            (label, str(value)) for found in sentence.get("finds", ()) for label, value in found.items()
        )
        told = answer(sentence["said"], WEDNESDAY)
        found = Counter((entity["entity"], str(entity["value"])) for entity in told["entities"])
        measured.milliseconds.append(told["milliseconds"])
        for (label, _), number in (found & wanted).items():
            _score(measured, label).right += number
        for (label, _), number in (found - wanted).items():
            _score(measured, label).wrong += number
        for (label, _), number in (wanted - found).items():
            _score(measured, label).missed += number
        if found != wanted:
            measured.slips.append(f"{sentence['said']!r}: {sorted(found)} where {sorted(wanted)} is meant")
    return measured


def _score(measured: Measured, label: str) -> Score:
    return measured.labels.setdefault(label, Score())


def main() -> None:
    measured = measure()
    print(f"{'':22}{'precision':>10}{'recall':>8}{'there':>7}")
    for label, score in [*sorted(measured.labels.items()), ("all", measured.all)]:
        there = score.right + score.missed
        print(f"{label:22}{score.precision:10.1%}{score.recall:8.1%}{there:7}")
    slowest = sorted(measured.milliseconds)[int(len(measured.milliseconds) * 0.95)]
    print(
        f"{len(measured.milliseconds)} sentences, {median(measured.milliseconds):.2f} ms of CPU p50, {slowest:.2f} p95"
    )
    print(*measured.slips, sep="\n")


if __name__ == "__main__":
    main()
