"""Rows of a CSV file, edited as text: a row that is not touched stays as it was, byte for byte."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

from studio.files.cache import Cached

Row = dict[str, str]


def rows_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each row as it stands, its line end included, and its fields."""
    taken: list[str] = ["\ufeff"] if text.startswith("\ufeff") else []

    def lines() -> Iterator[str]:
        for line in StringIO(text.removeprefix("\ufeff"), newline=""):
            taken.append(line)
            yield line

    for fields in csv.reader(lines()):
        yield "".join(taken), fields
        taken.clear()


def columns(text: str) -> list[str]:
    return next((fields for _, fields in rows_of(text)), [])


def appended(text: str, fields: list[str]) -> str:
    """With a row more."""
    end = "\r\n" if "\r\n" in text else "\n"
    return text + ("" if not text or text.endswith("\n") else end) + _written(fields, end)


def rewritten(text: str, edit: Callable[[Row], Row | None]) -> str:
    """With each row as `edit` gives it back; None takes it away."""
    names: list[str] = []
    kept = []
    for raw, fields in rows_of(text):
        if not names:
            names = fields
            kept.append(raw)
            continue
        row = dict(zip(names, fields, strict=False))
        new = edit(dict(row))
        if new == row:
            kept.append(raw)
        elif new is not None:
            end = "\r\n" if raw.endswith("\r\n") else "\n" if raw.endswith("\n") else ""
            kept.append(_written([new.get(name, "") for name in names], end))
    return "".join(kept)


def _written(fields: list[str], end: str) -> str:
    out = StringIO()
    csv.writer(out, lineterminator=end).writerow(fields)
    return out.getvalue()


def _read(path: Path) -> list[Row]:
    text = path.read_bytes().decode("utf-8", errors="replace").removeprefix("\ufeff")
    return [
        {name: value or "" for name, value in row.items() if name}
        for row in csv.DictReader(StringIO(text, newline=""))
    ]


_file = Cached(_read)


def rows(path: Path) -> list[Row]:
    """By the names of the first row; none where there is no such file."""
    return _file(path) if path.is_file() else []


def column(path: Path, name: str) -> list[str]:
    return [text for row in _file(path) if (text := row.get(name, "").strip())]
