"""Taken, asked about or not understood: what was heard is decided on classifier, margin and recogniser together."""

from __future__ import annotations

from typing import Any

import pytest

from council.yaml_files import read_mapping
from server.settings import ROOT
from tests.language.in_bot import in_bot

(ANSWER_FROM,) = (
    part["answer_from_spoken"]
    for part in read_mapping(ROOT / "config.yml")["pipeline"]
    if "answer_from_spoken" in part
)
# found (for the same words typed), confidence, that of the next enquiry, the recogniser's: what becomes of it
TABLE = [
    ("answer", 0.95, 0.02, 0.95, "answer"),
    ("answer", 0.95, 0.02, None, "answer"),  # the recogniser says nothing of it
    ("answer", 0.95, 0.02, 0.5, "answer"),
    ("answer", 0.95, 0.02, 0.49, "ask"),  # heard badly: no surety is enough
    ("answer", 0.95, 0.02, 0.0, "ask"),
    ("answer", 0.78, 0.02, 0.9, "answer"),
    ("answer", 0.78, 0.20, 0.9, "ask"),  # as sure, but the next one is near
    ("answer", 0.60, 0.01, 1.0, "ask"),  # a sure recogniser makes the line no surer
    ("answer", 0.60, 0.01, None, "ask"),
    ("ask", 0.45, 0.40, 0.9, "ask"),
    ("ask", 0.45, 0.01, 1.0, "ask"),
    ("unknown", 0.10, 0.09, 1.0, "unknown"),
    ("unknown", 0.90, 0.01, 0.1, "unknown"),  # strange words stay not understood
]
DECIDED = """
from bot.language.outcomes import outcome_spoken, surety
answer([outcome_spoken(found, surety(first, second), recognised, given["from"])
        for found, first, second, recognised, _ in given["table"]])
"""
HEARD = """
from bot.heard import _as_spoken
def parsed(intent, outcome, *ranking):
    return {"intent": {"name": intent, "confidence": ranking[0]}, "outcome": outcome,
            "answer_from_spoken": given["from"],
            "intent_ranking": [{"name": f"enquiry_{n}", "confidence": each} for n, each in enumerate(ranking)]}
answer([_as_spoken(parsed(intent, outcome, *ranking), {"recognised": recognised})["outcome"]
        for intent, outcome, ranking, recognised in given["turns"]])
"""
MEASURED = """
import numpy as np
from bench.deciding import Heard, bands, signs
right = np.array([True] * 95 + [False] * 5 + [False] * 100)
first = np.array([0.9] * 100 + [0.8] * 100)
second = np.array([0.0] * 100 + [0.1] * 100)
heard = Heard(first, second, np.array([0.2] * 100 + [1.0] * 100), right)
answer({"signs": [[one.name, one.cut, one.covered] for one in signs(heard)],
        "bands": [[one.low, one.taken, one.right] for one in bands(heard, 0.85)]})
"""


@pytest.fixture(scope="module")
def decided() -> list[str]:
    found: list[str] = in_bot(DECIDED, {"table": TABLE, "from": ANSWER_FROM})
    return found


@pytest.mark.parametrize(("row", "expected"), [(place, row[-1]) for place, row in enumerate(TABLE)])
def test_the_three_signs_decide_together(decided: list[str], row: int, expected: str) -> None:
    assert decided[row] == expected, TABLE[row]


def test_the_turn_is_decided_so_and_what_is_no_enquiry_is_taken_as_it_is() -> None:
    turns: list[tuple[str, str, list[float], float | None]] = [
        ("report_missed_bin", "answer", [0.78, 0.02], 0.9),
        ("report_missed_bin", "answer", [0.78, 0.20], 0.9),
        ("report_missed_bin", "answer", [0.99], 0.3),
        ("affirm", "answer", [0.6, 0.3], 0.3),
        ("ask_for_human", "answer", [0.6, 0.3], 0.3),
    ]
    outcomes = in_bot(HEARD, {"turns": turns, "from": ANSWER_FROM})
    assert outcomes == ["answer", "ask", "ask", "answer", "answer"]


def test_the_measurement_finds_the_cut_and_counts_by_recogniser() -> None:
    measured: dict[str, Any] = in_bot(MEASURED)
    assert [name for name, *_ in measured["signs"]] == ["confidence", "margin", "surety"]
    for (_, cut, covered), expected in zip(measured["signs"], (0.9, 0.9, 0.9), strict=True):
        assert cut == pytest.approx(expected)
        assert covered == pytest.approx(0.5)
    assert measured["bands"][0] == [0.0, 100, 0.95]
    assert [taken for _, taken, _ in measured["bands"][1:]] == [0, 0, 0]
