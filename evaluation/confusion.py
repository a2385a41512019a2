"""Which enquiries are taken for which: the counts, and a picture of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markupsafe import Markup

from evaluation import svg
from evaluation.groups import NOTHING, Order
from evaluation.judged import Judged

SIDE = 20  # pixels of a cell
NAME_WIDTH = 215  # room for the longest intent's name
SERVICE_WIDTH = 110
LONG = 100  # numbers from here on are written smaller
LEVELS = 4  # of shade: a share of the label up to a quarter, a half, three quarters, all


class Cell(NamedTuple):
    """Messages with a label that were understood as something."""

    label: str
    understood: str
    messages: int
    share: float  # of the messages with that label


@dataclass(frozen=True)
class Confusion:
    """Main labels against guesses. A guess that another of the message's labels names counts as right."""

    intents: tuple[str, ...]  # that occur as either, by service
    services: Mapping[str, str]
    cells: tuple[Cell, ...]  # none of them empty; by label, then by guess, in the order of `intents`

    @classmethod
    def of(cls, judged: Sequence[Judged], order: Order) -> Confusion:
        pairs = Counter(
            (j.row.labels[0], j.row.labels[0] if j.acceptable else j.guess or NOTHING) for j in judged
        )
        totals = Counter(j.row.labels[0] for j in judged)
        intents = order.sorted(name for pair in pairs for name in pair)
        place = {intent: number for number, intent in enumerate(intents)}
        return cls(
            tuple(intents),
            {intent: order.service(intent) for intent in intents},
            tuple(
                Cell(label, understood, count, count / totals[label])
                for (label, understood), count in sorted(
                    pairs.items(), key=lambda item: (place[item[0][0]], place[item[0][1]])
                )
            ),
        )

    def picture(self) -> Markup:
        """A heat map as SVG, a row for each label and a column for each guess.

        Each cell holds its number; right ones have a frame, so that nothing rests on colour alone.
        """
        left, top = SERVICE_WIDTH + NAME_WIDTH, NAME_WIDTH
        whole = len(self.intents) * SIDE
        right = sum(cell.messages for cell in self.cells if cell.label == cell.understood)
        drawing = svg.drawing(
            left + whole + 1,
            top + whole + 1,
            "What was understood for each label",
            f"{right} of {sum(cell.messages for cell in self.cells)} messages lie on the diagonal. "
            "The table below holds the same numbers.",
        )
        self._name(drawing, left, top)
        self._divide(drawing, left, top)
        place = {intent: number for number, intent in enumerate(self.intents)}
        for cell in self.cells:
            _draw(drawing, cell, left + place[cell.understood] * SIDE, top + place[cell.label] * SIDE)
        return svg.markup(drawing)

    def _name(self, drawing: Element, left: int, top: int) -> None:
        for number, intent in enumerate(self.intents):
            middle = number * SIDE + SIDE / 2
            svg.text(drawing, left - 6, top + middle, intent, anchor="end")
            svg.text(drawing, left + middle, top - 6, intent, turned=True)

    def _divide(self, drawing: Element, left: int, top: int) -> None:
        """A hair line between intents, a stronger one between services, each named beside its first row."""
        whole = len(self.intents) * SIDE
        for at in range(SIDE, whole, SIDE):
            svg.line(drawing, left, top + at, left + whole, top + at, "hair")
            svg.line(drawing, left + at, top, left + at, top + whole, "hair")
        first = 0
        for service, members in groupby(self.intents, key=self.services.__getitem__):
            at = first * SIDE
            svg.line(drawing, 0, top + at, left + whole, top + at)
            svg.line(drawing, left + at, 0, left + at, top + whole)
            svg.text(drawing, 0, top + at + SIDE / 2, in_words(service), bold=True)
            first += len(list(members))
        svg.line(drawing, 0, top + whole, left + whole, top + whole)
        svg.line(drawing, left + whole, 0, left + whole, top + whole)


def in_words(name: str) -> str:
    """council_tax: Council tax."""
    return name.replace("_", " ").capitalize()


def _draw(drawing: Element, cell: Cell, x: int, y: int) -> None:
    is_right = cell.label == cell.understood
    level = ceil(cell.share * LEVELS)
    size = " long" if cell.messages >= LONG else ""
    group = svg.group(drawing, f"{'right' if is_right else 'wrong'} level-{level}{size}")
    what = "understood" if is_right else f"understood as {cell.understood}"
    svg.title(group, f"{cell.label} {what}: {cell.messages} ({cell.share:.0%})")
    svg.rectangle(group, x + 1, y + 1, SIDE - 2, SIDE - 2)
    svg.text(group, x + SIDE / 2, y + SIDE / 2, str(cell.messages), anchor="middle")
