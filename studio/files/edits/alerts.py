"""Alerts: news that affects many people at once."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import datetime

from checks.plain_english import unspeakable
from council.hours import LONDON
from studio.files.content import Content
from studio.files.edits.base import Rewriting, spot
from studio.files.edits.cleaning import words
from studio.files.refused import Change, EditRefused
from studio.files.scalars import Quoted, Value
from studio.files.yaml_text import YamlText

FILE = "council/alerts.yml"
LONGEST = 300  # characters: it is heard before anything else
NOT_SAYABLE = "{} cannot be said aloud: write how the phone says it"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class SaveAlert:
    """A new alert, or another version of the one with this id. `areas`: wards; none means everybody. `services`: names
    of files in council/services; none means all. Times are aware."""

    id: str
    text: str
    spoken: str
    starts: datetime
    ends: datetime
    areas: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    def describe(self, content: Content | None = None) -> str:
        return f"Alert: {spot(self.text)}, from {_shown(self.starts)} until {_shown(self.ends)}"

    def apply(self, content: Content) -> Change:
        alert = self._checked(content)
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            place = place_of(yaml, self.id)
            if place is None:
                yaml.append("alerts", value=alert)
            else:
                for name, value in alert.items():
                    yaml.set("alerts", place, name, value=value)
        return files.change()

    def _checked(self, content: Content) -> dict[str, Value]:
        if not _ID.fullmatch(self.id):
            raise EditRefused(
                "Write a short name in small letters and hyphens, such as snow-bins-january", "id"
            )
        if self.starts.tzinfo is None or self.ends.tzinfo is None:
            raise EditRefused("The times need a time zone", "starts")
        if self.ends <= self.starts:
            raise EditRefused("It must end after it starts", "ends")
        wards = _wards(content)
        for area in self.areas:
            if area not in wards:
                raise EditRefused(f"{area} is not a ward in gazetteer.csv", "areas")
        if cannot := unspeakable(self.spoken):
            raise EditRefused(NOT_SAYABLE.format(cannot), "spoken")
        services = {service.name for service in content.catalogue().services}
        for service in self.services:
            if service not in services:
                raise EditRefused(f"There is no service called {service}", "services")
        return {
            "id": self.id,
            "text": Quoted(words(self.text, "text", "what has happened and what to do", most=LONGEST)),
            "spoken": Quoted(words(self.spoken, "spoken", "what the phone says", most=LONGEST)),
            "starts": Quoted(_written(self.starts)),
            "ends": Quoted(_written(self.ends)),
            "areas": list(self.areas),
            "services": list(self.services),
        }


@dataclass(frozen=True)
class EndAlert:
    """An alert ends now. One that has not begun goes."""

    id: str
    at: datetime

    def describe(self, content: Content | None = None) -> str:
        return f"Alert {self.id} ended"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            place = place_of(yaml, self.id)
            if place is None:
                raise EditRefused("There is no such alert any more", "id")
            starts, ends = (_read(yaml, place, name) for name in ("starts", "ends"))
            if self.at <= starts:
                yaml.remove("alerts", place, or_else="[]")
            elif self.at >= ends:
                raise EditRefused("It has ended already", "id")
            else:
                yaml.set("alerts", place, "ends", value=Quoted(_written(self.at)))
        return files.change()


def place_of(yaml: YamlText, alert: str) -> int | None:
    listed = yaml.items("alerts")
    return next((place for place, each in enumerate(listed) if each.get("id") == alert), None)


def _read(yaml: YamlText, place: int, name: str) -> datetime:
    try:
        read = datetime.fromisoformat(str(yaml.value("alerts", place, name)))
    except ValueError:
        raise EditRefused(f"The file {FILE} has an alert whose time cannot be read", name) from None
    return read if read.tzinfo else read.replace(tzinfo=LONDON)


def _written(at: datetime) -> str:
    return at.astimezone(LONDON).replace(microsecond=0).isoformat()


def _shown(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y %H:%M}"


def _wards(content: Content) -> set[str]:
    with (content.places.council / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        return {row.get("ward") or "" for row in csv.DictReader(file)}
