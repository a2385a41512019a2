"""Tables for a terminal, without the packages that the bot's environment lacks."""

from __future__ import annotations

from collections.abc import Sequence


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lines with columns as wide as their longest cell; the first and the last are flush left, figures flush right."""
    widths = [max(len(row[column]) for row in (headings, *rows)) for column in range(len(headings))]
    return "\n".join(_line(row, widths) for row in (headings, ["-" * width for width in widths], *rows))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    last = len(cells) - 1
    return "  ".join(
        cell.ljust(width) if place in (0, last) else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()


def per_cent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"
