"""Opening hours, and the days that differ from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from council.hours import DAYS
from studio.files.content import Content
from studio.files.edits.base import Rewriting
from studio.files.edits.cleaning import words
from studio.files.hours_written import span_written
from studio.files.refused import Change, EditRefused
from studio.files.scalars import Quoted, Value
from studio.files.yaml_text import YamlText

FILE = "council/hours.yml"
LONGEST_REASON = 200  # characters


@dataclass(frozen=True)
class SaveException:
    """A day that differs: other hours, such as 10:30-16:45, or none, which is closed. `reason` is said to residents."""

    day: date
    key: str
    hours: str | None
    reason: str

    def describe(self, content: Content | None = None) -> str:
        return SaveExceptions(self.day, (self.key,), self.hours, self.reason).describe(content)

    def apply(self, content: Content) -> Change:
        return SaveExceptions(self.day, (self.key,), self.hours, self.reason).apply(content)


@dataclass(frozen=True)
class SaveExceptions:
    """The same for several sets of hours, as when the whole council is closed."""

    day: date
    keys: tuple[str, ...]
    hours: str | None
    reason: str

    def describe(self, content: Content | None = None) -> str:
        open_ = f"open {_understood(self.hours)}" if self.hours else "closed"
        return f"{', '.join(_title(content, key) for key in self.keys)} {open_} on {_shown(self.day)}"

    def apply(self, content: Content) -> Change:
        if not self.keys:
            raise EditRefused("Choose whose hours they are", "key")
        for key in self.keys:
            _known(content, key)
        hours = {"hours": Quoted(_span(self.hours))} if self.hours else {"closed": True}
        reason = words(self.reason, "reason", "why, in words we can say to a resident", most=LONGEST_REASON)
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            for key in self.keys:
                _except(yaml, {"date": self.day, "key": key, **hours, "reason": reason})
        return files.change()


def _except(yaml: YamlText, value: dict[str, Value]) -> None:
    day, key = value["date"], str(value["key"])
    place = _place(yaml, day, key) if isinstance(day, date) else None
    if place is None:
        yaml.append("exceptions", value=value)
        return
    for name, each in value.items():
        if name not in ("date", "key"):
            _set(yaml, place, name, each)
    other = "closed" if "hours" in value else "hours"
    if yaml.has("exceptions", place, other):
        yaml.remove("exceptions", place, other)


@dataclass(frozen=True)
class RemoveException:
    day: date
    key: str

    def describe(self, content: Content | None = None) -> str:
        return f"{_title(content, self.key)} as usual on {_shown(self.day)}"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            place = _place(yaml, self.day, self.key)
            if place is None:
                raise EditRefused("That day is as usual already", "day")
            yaml.remove("exceptions", place, or_else="[]")
        return files.change()


@dataclass(frozen=True)
class ChangeHours:
    """The usual hours of one day of the week, such as 08:45-17:15; None is closed."""

    key: str
    weekday: str
    hours: str | None

    def describe(self, content: Content | None = None) -> str:
        return f"{_title(content, self.key)}: {self.weekday.capitalize()} {self.hours or 'closed'}"

    def apply(self, content: Content) -> Change:
        return ChangeWeek(self.key, ((self.weekday, self.hours),)).apply(content)


@dataclass(frozen=True)
class ChangeWeek:
    """The usual hours of several days of the week; None is closed. Days that are not given stay as they are."""

    key: str
    days: tuple[tuple[str, str | None], ...]

    def describe(self, content: Content | None = None) -> str:
        listed = content.council_file("hours").values.get("hours") if content else None
        before = listed.get(self.key) if isinstance(listed, dict) else None
        new = [
            f"{day.capitalize()} {hours or 'closed'}"
            for day, hours in self.days
            if not isinstance(before, dict) or before.get(day) != hours
        ]
        return f"{_title(content, self.key)}: {', '.join(new) or 'hours as before'}"

    def apply(self, content: Content) -> Change:
        _known(content, self.key)
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            # What opens first: a set of hours that moves from one day to another is never without one.
            for weekday, hours in sorted(self.days, key=lambda day: day[1] is None):
                if weekday not in DAYS:
                    raise EditRefused("Choose a day of the week", "weekday")
                _week_day(yaml, self.key, weekday, hours)
        return files.change()


def _week_day(yaml: YamlText, key: str, weekday: str, hours: str | None) -> None:
    """Raises EditRefused, with the day for its field."""
    path = ("hours", key, weekday)
    if hours:
        new = _span(hours, weekday)
        if yaml.has(*path):
            yaml.set(*path, value=new)
        else:
            there = yaml.names("hours", key)
            earlier = [day for day in DAYS[: DAYS.index(weekday)] if day in there]
            after = earlier[-1] if earlier else "title"
            yaml.add("hours", key, name=weekday, value=Quoted(new), after=after)
    elif yaml.has(*path):
        if len([day for day in yaml.names("hours", key) if day in DAYS]) == 1:
            raise EditRefused("It must be open on some day", weekday)
        yaml.remove(*path)


def _set(yaml: YamlText, place: int, name: str, value: Value) -> None:
    path = ("exceptions", place)
    if yaml.has(*path, name):
        yaml.set(*path, name, value=value)
    else:
        yaml.add(*path, name=name, value=value, after="key")


def _place(yaml: YamlText, day: date, key: str) -> int | None:
    for place, each in enumerate(yaml.items("exceptions")):
        if (each.get("date"), each.get("key")) == (day.isoformat(), key):
            return place
    return None


def _understood(hours: str) -> str:
    """As they will stand; as they were written where they cannot."""
    try:
        return _span(hours)
    except EditRefused:
        return hours


def _span(text: str, field: str = "hours") -> str:
    """Raises EditRefused."""
    try:
        span = span_written(text)
    except ValueError:
        raise EditRefused("Write the hours as 08:45-17:15 or 9am-12pm", field) from None
    return f"{span.opens:%H:%M}-{span.closes:%H:%M}"


def _known(content: Content, key: str) -> None:
    if key not in content.council_names("hours"):
        raise EditRefused("Choose whose hours they are", "key")


def _title(content: Content | None, key: str) -> str:
    listed = content.council_file("hours").values.get("hours") if content else None
    row = listed.get(key) if isinstance(listed, dict) else None
    return (
        str(row["title"])
        if isinstance(row, dict) and row.get("title")
        else key.replace("_", " ").capitalize()
    )


def _shown(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
