"""Alerts as an editor sees and writes them: what is live, coming and over, and a form in London time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from checks.plain_english import unspeakable
from contacts.acts import Say
from contacts.alerts_told import at_the_opening
from contacts.models import Channel, Contact
from contacts.speaking import Speaking
from council.council import Alert
from council.hours import LONDON
from council.words import Words
from council.yaml_files import CouncilDataError
from studio.files.content import Content
from studio.files.edits.alerts import LONGEST, NOT_SAYABLE, SaveAlert
from studio.sent import SentForm

FIRST_WORDS = 5  # of an alert's words, which make its name in the file
LIVE, COMING, OVER = "live", "coming", "over"


def alerts_of(content: Content) -> list[Alert]:
    """Those that can be read, the ones that begin last first."""
    listed = content.council_file("alerts").values.get("alerts")
    rows = listed if isinstance(listed, list) else ()
    found = [alert for row in rows if isinstance(row, dict) and (alert := _alert(row))]
    return sorted(found, key=lambda alert: alert.starts, reverse=True)


def state(alert: Alert, at: datetime) -> str:
    if alert.live(at):
        return LIVE
    return COMING if at < alert.starts else OVER


def _alert(row: dict[str, Any]) -> Alert | None:
    starts, ends = _moment(row.get("starts")), _moment(row.get("ends"))
    if not (starts and ends and row.get("id")):
        return None
    services, areas = (tuple(map(str, row.get(name) or ())) for name in ("services", "areas"))
    return Alert(
        str(row["id"]), str(row.get("text", "")), str(row.get("spoken", "")), starts, ends, services, areas
    )


def _moment(value: object) -> datetime | None:
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return read if read and read.tzinfo else None


@dataclass(frozen=True)
class FilledTime:
    """A day and a time as they were typed."""

    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""

    @classmethod
    def of(cls, at: datetime) -> FilledTime:
        local = at.astimezone(LONDON)
        return cls(str(local.day), str(local.month), str(local.year), f"{local:%H:%M}")

    @classmethod
    def sent(cls, form: SentForm, name: str) -> FilledTime:
        return cls(*(form.line(f"{name}-{part}") for part in ("day", "month", "year", "time")))

    def read(self) -> datetime | str:
        """The moment, London time; or what is wrong, for the editor."""
        try:
            day = date(int(self.year), int(self.month), int(self.day))
        except ValueError:
            return "Enter a real date, such as 27 3 2027"
        clock = re.fullmatch(r"(\d{1,2})[:.](\d{2})", self.time)
        if not clock or int(clock[1]) > 23 or int(clock[2]) > 59:
            return "Enter a time from 00:00 to 23:59, such as 06:30"
        local = datetime.combine(day, time(int(clock[1]), int(clock[2])), LONDON)
        if local.astimezone(UTC).astimezone(LONDON).time() != local.time():
            return "The clocks go forward that night and there is no such time: enter one an hour later"
        return local


@dataclass(frozen=True)
class FilledAlert:
    """`id` is empty for a new one."""

    id: str = ""
    text: str = ""
    spoken: str = ""
    starts: FilledTime = FilledTime()
    ends: FilledTime = FilledTime()
    areas: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    @classmethod
    def begin(cls, at: datetime) -> FilledAlert:
        """A new one: from now until the same time tomorrow."""
        return cls(starts=FilledTime.of(at), ends=FilledTime.of(at + timedelta(days=1)))

    @classmethod
    def of(cls, alert: Alert) -> FilledAlert:
        starts, ends = FilledTime.of(alert.starts), FilledTime.of(alert.ends)
        return cls(alert.id, alert.text, alert.spoken, starts, ends, alert.areas, alert.services)

    @classmethod
    def sent(cls, form: SentForm, alert_id: str = "") -> FilledAlert:
        return cls(
            alert_id,
            form.line("text"),
            form.line("spoken"),
            FilledTime.sent(form, "starts"),
            FilledTime.sent(form, "ends"),
            tuple(form.ticked("areas")),
            tuple(form.ticked("services")),
        )

    @property
    def aloud(self) -> str:
        return self.spoken or self.text

    def errors(self, at: datetime) -> dict[str, str]:
        """A message for each field that needs mending, in the order of the page."""
        errors = {}
        if not self.text:
            errors["text"] = "Enter what has happened and what to do"
        elif len(self.text) > LONGEST:
            errors["text"] = f"The alert must be {LONGEST} characters or fewer"
        if len(self.spoken) > LONGEST:
            errors["spoken"] = f"What the phone says must be {LONGEST} characters or fewer"
        elif cannot := unspeakable(self.aloud):
            errors["spoken"] = NOT_SAYABLE.format(cannot)
        starts, ends = self.starts.read(), self.ends.read()
        if isinstance(starts, str):
            errors["starts"] = starts
        if isinstance(ends, str):
            errors["ends"] = ends
        elif isinstance(starts, datetime) and ends <= starts:
            errors["ends"] = "It must end after it starts"
        elif ends <= at:
            errors["ends"] = "It would be over already: enter a time to come"
        return errors

    def is_like(self, alert: Alert) -> bool:
        """Whether it is the same in everything but the name."""
        mine = (
            self.text,
            self.aloud,
            self.starts.read(),
            self.ends.read(),
            set(self.areas),
            set(self.services),
        )
        theirs = (alert.text, alert.spoken, alert.starts, alert.ends, set(alert.areas), set(alert.services))
        return mine == theirs

    def edit(self, taken: Collection[str]) -> SaveAlert:
        """Asked for only when there are no errors. `taken` are the names other alerts have."""
        starts, ends = self.starts.read(), self.ends.read()
        if isinstance(starts, str) or isinstance(ends, str):
            raise ValueError("the times cannot be read")
        name = self.id or _name(self.text, starts, taken)
        return SaveAlert(name, self.text, self.aloud, starts, ends, self.areas, self.services)


def told(content: Content, filled: FilledAlert) -> tuple[str, str]:
    """The alert as chat shows it and as the phone says it, with the wards where its words do not name them."""
    moment = datetime.now(UTC)
    alert = Alert("preview", filled.text, filled.aloud, moment, moment, filled.services, filled.areas)
    try:
        words = Words.load(content.places.council / "words.yml")
    except (CouncilDataError, OSError):
        return alert.text, alert.spoken
    if "alert_of_areas" not in words:
        return alert.text, alert.spoken
    return _told(words, alert, Channel.WEBCHAT), _told(words, alert, Channel.PHONE)


def _told(words: Words, alert: Alert, channel: Channel) -> str:
    act = at_the_opening(alert, Speaking(words, Contact(channel=channel)))
    return act.text if isinstance(act, Say) else ""


def _name(text: str, starts: datetime, taken: Collection[str]) -> str:
    """Such as snow-has-stopped-bin-collections-12-january, which no other alert has."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)[:FIRST_WORDS]
    base = "-".join([*words, str(starts.day), f"{starts:%B}".lower()])
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name
