"""Opening hours, and the days that differ from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from council.hours import DAYS, Span
from studio.files.content import Content
from studio.files.edits.base import Rewriting
from studio.files.edits.cleaning import words
from studio.files.refused import Change, EditRefused
from studio.files.scalars import Quoted, Value
from studio.files.yaml_text import YamlText

FILE = "council/hours.yml"


@dataclass(frozen=True)
class SaveException:
    """A day that differs: other hours, such as 10:30-16:45, or none, which is closed. `reason` is said to residents."""

    day: date
    key: str
    hours: str | None
    reason: str

    def describe(self, content: Content | None = None) -> str:
        open_ = f"open {self.hours}" if self.hours else "closed"
        return f"{_title(content, self.key)} {open_} on {_shown(self.day)}"

    def apply(self, content: Content) -> Change:
        _known(content, self.key)
        hours = {"hours": Quoted(_span(self.hours))} if self.hours else {"closed": True}
        reason = words(self.reason, "reason", "why, in words we can say to a resident")
        value: dict[str, Value] = {"date": self.day, "key": self.key, **hours, "reason": reason}
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            place = _place(yaml, self.day, self.key)
            if place is None:
                yaml.append("exceptions", value=value)
            else:
                other = "closed" if self.hours else "hours"
                for name, each in value.items():
                    if name not in ("date", "key"):
                        _set(yaml, place, name, each)
                if yaml.has("exceptions", place, other):
                    yaml.remove("exceptions", place, other)
        return files.change()


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
        _known(content, self.key)
        if self.weekday not in DAYS:
            raise EditRefused("Choose a day of the week", "weekday")
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            path = ("hours", self.key, self.weekday)
            if self.hours:
                new = _span(self.hours)
                if yaml.has(*path):
                    yaml.set(*path, value=new)
                else:
                    there = yaml.names("hours", self.key)
                    earlier = [day for day in DAYS[: DAYS.index(self.weekday)] if day in there]
                    after = earlier[-1] if earlier else "title"
                    yaml.add("hours", self.key, name=self.weekday, value=Quoted(new), after=after)
            elif yaml.has(*path):
                if len([day for day in yaml.names("hours", self.key) if day in DAYS]) == 1:
                    raise EditRefused("It must be open on some day", "hours")
                yaml.remove(*path)
        return files.change()


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


def _span(text: str) -> str:
    """Raises EditRefused."""
    try:
        span = Span.parse(text)
    except ValueError:
        raise EditRefused("Write the hours as 08:45-17:15", "hours") from None
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
