"""Promises: how long things take, and what residents are told of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.files.content import Content
from studio.files.edits.base import Rewriting
from studio.files.edits.cleaning import words
from studio.files.refused import Change, EditRefused

FILE = "council/promises.yml"
# How a promise may give its time; an editor changes the number, not the kind.
TIMES = ("working_days", "working_hours", "seconds", "calendar_months")
MOST = 100_000


@dataclass(frozen=True)
class ChangePromise:
    """The time a promise allows, in the unit its row has, and its words. None leaves a part as it is.

    Where words give the old time, new ones must be given with a new time: residents are told both.
    """

    key: str
    time: int | None = None
    title: str | None = None
    says: str | None = None

    def describe(self, content: Content | None = None) -> str:
        return f"Promise {self.key.replace('_', ' ')} changed"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            if not yaml.has("promises", self.key):
                raise EditRefused("There is no such promise", "key")
            there = yaml.names("promises", self.key)
            if self.time is not None:
                unit = next((each for each in TIMES if each in there), None)
                if unit is None or not 1 <= self.time <= MOST:
                    raise EditRefused("Write the time as a whole number", "time")
                old, says = (
                    str(yaml.value("promises", self.key, unit)),
                    self._says(yaml.value("promises", self.key)),
                )
                if old != str(self.time) and re.search(rf"\b{old}\b", says):
                    raise EditRefused(f"The words still say {old}. Change them with the time.", "says")
                yaml.set("promises", self.key, unit, value=self.time)
            for name, value in (("title", self.title), ("says", self.says)):
                if value is not None:
                    yaml.set("promises", self.key, name, value=words(value, name, f"what it {name}"))
        return files.change()

    def _says(self, row: dict[str, str]) -> str:
        return self.says if self.says is not None else row.get("says", "")
