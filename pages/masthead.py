"""What every page shows of the council: its name, its colour and how to ring it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from itertools import groupby
from pathlib import Path

from council.council import Council, load_council
from council.hours import DAYS, OpeningHours

COLOUR = "#124a5c"
READABLE = 4.5  # the contrast of text that WCAG 2.2 AA asks for (1.4.3)


@dataclass(frozen=True)
class OpeningTimes:
    """Days that share the same hours, such as Monday to Wednesday, 8.45am to 5.15pm."""

    days: str
    hours: str


@dataclass(frozen=True)
class Masthead:
    """The council as templates see it. `phone` is for dialling (E.164), `opening` when a person answers."""

    name: str
    short_name: str
    website: str
    email: str
    phone: str
    phone_display: str
    opening: tuple[OpeningTimes, ...]
    colour: str = COLOUR

    def __post_init__(self) -> None:
        """Raises ValueError when white words on the colour would be hard to read."""
        if (contrast := contrast_with_white(self.colour)) < READABLE:
            raise ValueError(
                f"the colour {self.colour} is too light for white words: its contrast is {contrast:.1f}, "
                f"and {READABLE} is needed. Choose a darker one."
            )

    @classmethod
    def of(cls, council: Council, colour: str = COLOUR) -> Masthead:
        who = council.identity
        return cls(
            name=who.name,
            short_name=who.short_name,
            website=who.website,
            email=who.email,
            phone=who.phone,
            phone_display=who.phone_display,
            opening=_opening(council.team("contact_centre").hours),
            colour=colour,
        )

    @classmethod
    def read(cls, council_folder: Path) -> Masthead:
        """Straight from a council's folder. Raises council.yaml_files.CouncilDataError."""
        return cls.of(load_council(council_folder))

    @property
    def assistant(self) -> str:
        """The name its lines in the chat carry."""
        return f"{self.short_name.removesuffix(' Council')} assistant"


def contrast_with_white(colour: str) -> float:
    """Contrast ratio of #rrggbb on white, from 1 to 21, as WCAG 2.2 defines it. Raises ValueError."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def clock(moment: time) -> str:
    """5.15pm, 9am, midday."""
    if moment == time(12):
        return "midday"
    minutes = f".{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def _opening(hours: OpeningHours) -> tuple[OpeningTimes, ...]:
    found = []
    for span, days in groupby(sorted(hours.week), key=hours.week.__getitem__):
        first, *rest = [DAYS[day].capitalize() for day in days]
        shown = f"{clock(span.opens)} to {clock(span.closes)}"
        found.append(OpeningTimes(f"{first} to {rest[-1]}" if rest else first, shown))
    return tuple(found)
