"""Made-up messages and made-up understanding of them: no model is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evaluation.judged import FALLBACK, Judged, judge
from evaluation.labelled import Labelled, plain

SERVICES = {
    "report_missed_bin": "waste",
    "request_bin_service": "waste",
    "report_pothole": "streets",
    "greet": "conversation",
    "out_of_scope": "out_of_scope",
}


def understood(
    *ranking: str | None,
    confidence: float = 0.9,
    familiarity: float = 0.0,
    outcome: str = "answer",
    **more: Any,
) -> dict[str, Any]:
    """What `understand` prints; `ranking` is the best first, each with half the confidence of the one before."""
    ranked = [{"intent": name, "confidence": confidence / 2**place} for place, name in enumerate(ranking)]
    return {
        "text": "",
        "intent": FALLBACK if outcome == "unknown" else ranking[0],
        "confidence": confidence,
        "ranking": ranked,
        "outcome": outcome,
        "familiarity": familiarity,
        "safety": "none",
        "also": [],
        "language": None,
        "entities": [],
        "milliseconds": 5.0,
        **more,
    }


def labelled(written: str, style: str = "", safety: str = "") -> Labelled:
    labels = tuple(dict.fromkeys(plain(name) for name in written.split("+") if name))
    return Labelled("my bin", labels, written, style, safety)


def judged(written: str, *ranking: str | None, style: str = "", danger: str = "", **more: Any) -> Judged:
    """One message: its label, then what was understood. `danger` is the label of danger."""
    return judge([labelled(written, style, danger)], [understood(*ranking, **more)])[0]


@pytest.fixture
def rows(tmp_path: Path) -> Any:
    """Writes a CSV of the lines given and returns its path."""

    def write(*lines: str) -> Path:
        path = tmp_path / "rows.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write
