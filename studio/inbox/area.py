"""What the council's own postcodes begin with, for examples that are nobody's."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cases.gazetteer import Gazetteer, GazetteerError
from checks.personal import areas_of

NOWHERE = "ZZ"  # no area is called so


@cache
def area_of(content: Path) -> str:
    """The first of them, such as MB; of a checkout without addresses, one that is nowhere."""
    try:
        areas = sorted(areas_of(Gazetteer.load(content / "council" / "gazetteer.csv").postcodes))
    except (GazetteerError, OSError):
        areas = []
    return areas[0] if areas else NOWHERE
