"""A choice of thresholds as one HTML file: the curves, and the same figures in tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil, floor
from pathlib import Path

from markupsafe import Markup

from evaluation import svg
from evaluation.figures import TITLES
from evaluation.page import render
from server.thresholds.curves import Point
from server.thresholds.finding import Finding


def page(found: Finding, file: Path, now: datetime) -> str:
    """`now` is aware, Europe/London."""
    return render(
        "thresholds.html",
        Path(__file__).parent,
        found=found,
        file=file.name,
        now=now,
        titles=TITLES,
        answers_picture=_picture(
            found.answers, "Answered outright", "Right among those", aim=found.aims.precision
        ),
        refusals_picture=_picture(
            found.refusals, "Real enquiries refused", "Out of scope found", limit=found.aims.refused
        ),
    )


def _picture(
    points: Sequence[Point], across: str, up: str, aim: float | None = None, limit: float | None = None
) -> Markup:
    """Axes from and to the tens of percent around the points."""
    chosen = next(point for point in points if point.chosen)
    furthest = max(point.across for point in points)
    lowest = min(point.up for point in points)
    return svg.curve(
        [(point.across, point.up) for point in points],
        svg.Axis(across, 0, max(0.1, ceil(furthest * 10) / 10)),
        svg.Axis(up, min(0.9, floor(lowest * 10) / 10), 1),
        (chosen.across, chosen.up),
        f"{up} against {across.lower()}",
        aim,
        limit,
    )
