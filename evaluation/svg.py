"""Pictures as SVG, for pages without scripts. Colours are in page.html; everything told is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

WIDTH, HEIGHT = 640, 400  # pixels of a curve's picture
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 15, 55  # around its axes
STEPS = 5  # between the marks of an axis


class Axis(NamedTuple):
    """Shares from `low` to `high`, marked in percent."""

    title: str
    low: float = 0.0
    high: float = 1.0


def drawing(width: float, height: float, name: str, description: str) -> Element:
    """An empty picture with what a screen reader says of it."""
    size = {"width": _number(width), "height": _number(height), "viewBox": f"0 0 {width:g} {height:g}"}
    picture = Element("svg", {**size, "role": "img", "aria-label": f"{name}. {description}"})
    return picture


def markup(picture: Element) -> Markup:
    return Markup(tostring(picture, encoding="unicode"))  # noqa: S704  # ElementTree has escaped every word


def group(parent: Element, name: str) -> Element:
    return SubElement(parent, "g", {"class": name})


def title(parent: Element, words: str) -> None:
    """What a mouse that rests on it is told."""
    SubElement(parent, "title").text = words


def rectangle(parent: Element, x: float, y: float, width: float, height: float) -> None:
    SubElement(
        parent,
        "rect",
        {"x": _number(x), "y": _number(y), "width": _number(width), "height": _number(height)},
    )


def line(parent: Element, x1: float, y1: float, x2: float, y2: float, name: str = "rule") -> None:
    ends = {"x1": _number(x1), "y1": _number(y1), "x2": _number(x2), "y2": _number(y2)}
    SubElement(parent, "line", {**ends, "class": name})


def text(
    parent: Element,
    x: float,
    y: float,
    words: str,
    anchor: str = "start",
    turned: bool = False,
    bold: bool = False,
) -> None:
    """Words whose middle height is at y; `turned` ones run upwards from there."""
    where = {"x": _number(x), "y": _number(y), "text-anchor": anchor, "dominant-baseline": "central"}
    if turned:
        where["transform"] = f"rotate(-90 {_number(x)} {_number(y)})"
    if bold:
        where["class"] = "bold"
    SubElement(parent, "text", where).text = words


def curve(
    points: Sequence[tuple[float, float]],
    across: Axis,
    up: Axis,
    chosen: tuple[float, float],
    name: str,
    aim: float | None = None,
    limit: float | None = None,
) -> Markup:
    """A line through points (shares across and up), with a ring around what was chosen.

    Args:
        aim: a share on the upward axis to reach, drawn as a broken line.
        limit: a share on the axis across not to pass, drawn alike.
    """
    told = f"Chosen: {chosen[0]:.1%} {across.title.lower()}, {chosen[1]:.1%} {up.title.lower()}"
    picture = drawing(WIDTH, HEIGHT, name, f"{told}. The table below holds the same numbers.")

    def place(point: tuple[float, float]) -> tuple[float, float]:
        x = (point[0] - across.low) / (across.high - across.low)
        y = (point[1] - up.low) / (up.high - up.low)
        return LEFT + x * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - y * (HEIGHT - TOP - BOTTOM)

    for step in range(STEPS + 1):
        at = across.low + (across.high - across.low) * step / STEPS
        x, y = place((at, up.low))
        line(picture, x, y, x, TOP)
        text(picture, x, y + 14, f"{at:.0%}", anchor="middle")
        at = up.low + (up.high - up.low) * step / STEPS
        x, y = place((across.low, at))
        line(picture, x, y, WIDTH - RIGHT, y)
        text(picture, x - 8, y, f"{at:.0%}", anchor="end")
    text(picture, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, across.title, anchor="middle", bold=True)
    text(picture, 16, (TOP + HEIGHT - BOTTOM) / 2, up.title, anchor="middle", turned=True, bold=True)
    if aim is not None and aim >= up.low:
        line(picture, *place((across.low, aim)), *place((across.high, aim)), "aim")
    if limit is not None and limit <= across.high:
        line(picture, *place((limit, up.low)), *place((limit, up.high)), "aim")
    through = " ".join(f"{_number(x)},{_number(y)}" for x, y in map(place, points))
    SubElement(picture, "polyline", {"points": through, "class": "curve"})
    x, y = place(chosen)
    ring = SubElement(picture, "circle", {"cx": _number(x), "cy": _number(y), "r": "7", "class": "chosen"})
    title(ring, told)
    return markup(picture)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
