"""A choice of thresholds, in tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from rich.table import Table

from evaluation.figures import TITLES
from evaluation.page import percent
from server.thresholds.finding import Finding

SHOWN = [step / 10 for step in range(10)]  # of the curve's confidences
TOLD = (
    "answered",
    "asked",
    "unknown",
    "answered_precision",
    "asked_within_choices",
    "refused",
    "turned_away",
    "out_of_scope_recall",
)


def of_finding(found: Finding) -> Iterator[Table]:
    """The curve, what comes of the choice, and last the choice."""
    curve = _table("Coverage and precision", "answer_from", "Answered outright", "Right among those", "")
    for point in found.answers:
        if point.chosen or point.threshold in SHOWN:
            mark = "chosen" if point.chosen else ""
            curve.add_row(str(point.threshold), percent(point.across), percent(point.up), mark)
    yield curve
    does = _table(
        f"What it does: {found.messages} messages, {found.outside} out of scope",
        "",
        "Now",
        "Then",
        "95% from",
        "to",
    )
    for name in TOLD:
        does.add_row(TITLES[name], percent(found.present[name].value), *map(percent, found.then[name]))
    yield does
    chosen = _table("Chosen", "", "Value")
    for name, value in asdict(found.thresholds).items():
        chosen.add_row(name, str(value))
    yield chosen


def _table(title: str, first: str, *numbers: str) -> Table:
    table = Table(first, title=title, title_justify="left")
    for column in numbers:
        table.add_column(column, justify="right")
    return table
