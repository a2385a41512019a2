"""What the form wants said and asked, by the name of the reply in domain/*.yml and the blanks it fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from council.hours import LONDON


@dataclass(frozen=True)
class Reply:
    name: str
    blanks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Option:
    label: str
    value: str


YES_NO = (Option("Yes", "yes"), Option("No", "no"))


@dataclass(frozen=True)
class Question:
    """`kind` is one of contacts.acts.AskKind."""

    reply: Reply
    kind: str = "open"
    options: tuple[Option, ...] = ()
    secret: bool = False
    private: bool = False  # masked but for its last digits
    max_digits: int | None = None
    sends: bool = False  # a yes sends what was read back


def spoken_date(day: date) -> str:
    """Monday 3 March: reads and sounds the same."""
    return f"{day:%A} {day.day} {day:%B}"


def spoken_time(at: datetime) -> str:
    """8.45am, 5pm: London time, as it is said."""
    local = at.astimezone(LONDON)
    hour, half = local.hour % 12 or 12, "am" if local.hour < 12 else "pm"
    return f"{hour}.{local.minute:02}{half}" if local.minute else f"{hour}{half}"
