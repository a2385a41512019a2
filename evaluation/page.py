"""Findings as one HTML file that needs nothing else: no script, no other file, no network."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evaluation.confusion import in_words
from evaluation.figures import TITLES
from evaluation.report import Report

HERE = Path(__file__).parent
PLACE = Path("var/evaluation")  # from the project's root


def percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def counted(names: tuple[tuple[str, int], ...]) -> str:
    """What something is confused with, in how many messages."""
    return ", ".join(f"{name} {number}" for name, number in names)


def of_report(report: Report, file: Path, now: datetime) -> str:
    """The page about one evaluation. `now` is aware, Europe/London."""
    return render(
        "evaluation.html",
        report=report,
        titles=TITLES,
        file=file.name,
        now=now,
        picture=report.confusion.picture(),
    )


def render(template: str, folder: Path = HERE, **values: Any) -> str:
    """A template that extends page.html."""
    environment = Environment(
        loader=FileSystemLoader([folder, HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"percent": percent, "counted": counted, "in_words": in_words}
    return environment.get_template(template).render(**values)


def write(page: str, root: Path, name: str) -> Path:
    """Keep a page under a name made safe for files; return where."""
    folder = root / PLACE
    folder.mkdir(parents=True, exist_ok=True)
    safe = re.sub(r"[^\w.-]+", "-", name)
    file = folder / f"{safe}.html"
    file.write_text(page, encoding="utf-8")
    return file
