"""Everything one council sets, read once: identity, hours, teams, promises, alerts, collections, catalogue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from council.calendar import WorkingCalendar, calendar_of
from council.catalogue import Catalogue, load_catalogue
from council.collections import Bin, BinCalendar
from council.hours import DAYS, OpeningHours, Span, SpecialDay
from council.languages import Languages
from council.people import Person, people_of
from council.yaml_files import CouncilDataError, Mistake, Section, did_you_mean, read_mapping


@dataclass(frozen=True)
class Identity:
    name: str
    short_name: str
    website: str
    payment_page: str  # like the website, without https://
    email: str
    phone: str  # E.164
    phone_display: str
    greeting: str
    spoken_greeting: str
    nation: str
    address: tuple[str, ...]


@dataclass(frozen=True)
class Team:
    key: str
    title: str
    spoken: str
    phone: str  # E.164
    hours: OpeningHours
    deputy_team: str | None
    urgent_phone: str | None = None  # E.164: answered when they are shut, for what cannot wait


@dataclass(frozen=True)
class Promise:
    """How long something takes. Exactly one of the times is set."""

    key: str
    title: str
    says: str
    working_days: int | None
    after: str | None
    working_hours: int | None = None  # round the clock on working days: 24 is the same time on the next


@dataclass(frozen=True)
class Alert:
    """A live notice: shown first in chat, spoken first on the phone."""

    id: str
    text: str
    spoken: str
    starts: datetime
    ends: datetime
    services: tuple[str, ...]
    areas: tuple[str, ...]

    def live(self, at: datetime) -> bool:
        return self.starts <= at < self.ends

    def concerns(self, ward: str, service: str) -> bool:
        """Whether it is for this ward, as not all alerts are, and about this service."""
        return ward in self.areas and (not self.services or service in self.services)


@dataclass(frozen=True)
class Council:
    identity: Identity
    calendar: WorkingCalendar
    teams: dict[str, Team]
    promises: dict[str, Promise]
    alerts: tuple[Alert, ...]
    bins: BinCalendar
    catalogue: Catalogue
    languages: Languages
    emergency_phone: str
    people: tuple[Person, ...] = ()

    def team(self, key: str) -> Team:
        """A team; the contact centre when the key is not one."""
        return self.teams.get(key) or self.teams["contact_centre"]

    @property
    def phones(self) -> frozenset[str]:
        """Every number that rings here, in E.164."""
        of_teams = (phone for team in self.teams.values() for phone in (team.phone, team.urgent_phone))
        return frozenset(filter(None, (self.identity.phone, self.emergency_phone, *of_teams)))

    def person(self, name: str | None) -> Person | None:
        """Somebody of the directory by their exact name."""
        return next((person for person in self.people if person.name == name), None)

    def due(self, promise: str, today: date) -> date:
        """The date a promise falls due when it starts today, those it follows included."""
        row = self.promises[promise]
        start = self.due(row.after, today) if row.after else today
        days = row.working_days or -(-(row.working_hours or 0) // 24)
        return self.calendar.add_working_days(start, days)

    def live_alerts(self, at: datetime) -> list[Alert]:
        return [alert for alert in self.alerts if alert.live(at)]

    def take_alerts_of(self, other: Council) -> None:
        """Have the alerts of another, at once and for everybody who holds this one.

        All else here is made anew with whatever is built on it, which takes seconds on a busy machine. What has
        happened in the street must be said in less, and nothing is built on the alerts.
        """
        object.__setattr__(self, "alerts", other.alerts)


def load_council(folder: Path, articles: Path | None = None) -> Council:
    """Read the council's folder.

    Raises:
        CouncilDataError: lists the mistakes of every file, each with file, line and remedy.
    """
    mistakes: list[Mistake] = []

    def opened(name: str) -> Section | None:
        try:
            return Section(folder / name, read_mapping(folder / name), mistakes, name)
        except CouncilDataError as error:
            mistakes.extend(error.mistakes)
            return None

    try:
        catalogue = load_catalogue(folder, articles)
    except CouncilDataError as error:
        mistakes.extend(error.mistakes)
        catalogue = Catalogue(())
    try:
        languages = Languages.load(folder / "languages.yml")
    except CouncilDataError as error:
        mistakes.extend(error.mistakes)
        languages = Languages({})
    identity_file, hours_file, teams_file, promises_file, alerts_file, collections_file = (
        opened(f"{name}.yml") for name in ("identity", "hours", "teams", "promises", "alerts", "collections")
    )
    # A catalogue mistake often comes from one of these files, and is then already listed.
    mistakes = list(dict.fromkeys(mistakes))
    if not (
        identity_file and hours_file and teams_file and promises_file and alerts_file and collections_file
    ):
        raise CouncilDataError(mistakes)
    for section in (identity_file, hours_file, teams_file, promises_file, alerts_file, collections_file):
        section.mistakes = mistakes
    identity = _identity(identity_file)
    try:
        calendar = calendar_of(identity.nation)
    except ValueError as error:
        identity_file.wrong("nation", str(error), "Write england-and-wales, scotland or northern-ireland")
        raise CouncilDataError(mistakes) from None
    if hours_file.text("nation") != identity.nation:
        hours_file.wrong(
            "nation", "the nation differs from identity.yml", f"Write `nation: {identity.nation}`"
        )
    hours = _hours(hours_file, calendar)
    council = Council(
        identity=identity,
        calendar=calendar,
        teams=_teams(teams_file, hours),
        promises=_promises(promises_file),
        alerts=_alerts(alerts_file, [service.name for service in catalogue.services]),
        bins=_bins(collections_file, calendar),
        catalogue=catalogue,
        languages=languages,
        emergency_phone=hours_file.text("emergency_out_of_hours"),
        people=people_of(teams_file, _names_of(teams_file, "teams")),
    )
    if mistakes:
        raise CouncilDataError(dict.fromkeys(mistakes))
    return council


def with_alerts(council: Council, folder: Path) -> Council:
    """The same council with its alerts read anew. Raises CouncilDataError."""
    mistakes: list[Mistake] = []
    path = folder / "alerts.yml"
    services = [service.name for service in council.catalogue.services]
    alerts = _alerts(Section(path, read_mapping(path), mistakes, path.name), services)
    if mistakes:
        raise CouncilDataError(dict.fromkeys(mistakes))
    return replace(council, alerts=alerts)


def _names_of(section: Section, name: str) -> list[str]:
    values = section.values.get(name)
    return [str(key) for key in values] if isinstance(values, dict) else []


def _identity(section: Section) -> Identity:
    names = (
        "name",
        "short_name",
        "website",
        "payment_page",
        "email",
        "phone",
        "phone_display",
        "greeting",
        "spoken_greeting",
        "nation",
    )
    section.known_names((*names, "address", "area_words", "languages"))
    words = {name: section.text(name) for name in names}
    return Identity(**words, address=section.texts("address"))


def _hours(section: Section, calendar: WorkingCalendar) -> dict[str, OpeningHours]:
    section.known_names(("nation", "hours", "exceptions", "emergency_out_of_hours"))
    listed = section.section("hours", "the list of hours")
    special = _special_days(section, list(listed.values))
    found = {}
    for key in listed.values:
        entry = listed.section(key, f"the hours of {key!r}")
        entry.known_names(("title", *DAYS))
        week = {}
        for number, day in enumerate(DAYS):
            if day in entry.values:
                span = _span(entry, day)
                if span:
                    week[number] = span
        found[str(key)] = OpeningHours(entry.text("title"), week, special.get(str(key), {}), calendar)
    return found


def _special_days(section: Section, keys: list[str]) -> dict[str, dict[date, SpecialDay]]:
    found: dict[str, dict[date, SpecialDay]] = {}
    for place, values in enumerate(section.entries("exceptions"), 1):
        line = section.line_of("exceptions")
        entry = Section(section.path, values, section.mistakes, f"exception {place}", line)
        entry.known_names(("date", "key", "hours", "closed", "reason"))
        day, key = entry.values.get("date"), entry.one_of("key", keys)
        if not isinstance(day, date):
            entry.wrong("date", "an exception needs a date", "Write `date: 2026-12-24`")
            continue
        span = None if entry.values.get("closed") is True else _span(entry, "hours")
        found.setdefault(key, {})[day] = SpecialDay(span, entry.text("reason"))
    return found


def _span(entry: Section, name: str) -> Span | None:
    text = entry.text(name)
    try:
        return Span.parse(text) if text else None
    except ValueError:
        entry.wrong(
            name, f"{text!r} is not opening hours", 'Write them as "08:45-17:15", with quotation marks'
        )
        return None


def _teams(section: Section, hours: dict[str, OpeningHours]) -> dict[str, Team]:
    section.known_names(("teams", "people"))
    listed = section.section("teams", "the list of teams")
    found = {}
    for key in listed.values:
        entry = listed.section(key, f"the team {key!r}")
        entry.known_names(("title", "spoken", "phone", "hours", "deputy_team", "urgent_phone"))
        hours_key = entry.one_of("hours", hours)
        deputy = entry.one_of("deputy_team", listed.values) if "deputy_team" in entry.values else None
        if hours_key in hours:
            found[str(key)] = Team(
                str(key),
                entry.text("title"),
                entry.text("spoken"),
                _phone(entry),
                hours[hours_key],
                deputy,
                _phone(entry, "urgent_phone") if "urgent_phone" in entry.values else None,
            )
    if "contact_centre" not in listed.values:
        section.wrong("teams", "there is no team contact_centre", "Add it: every hand-over can end there")
    return found


def _phone(entry: Section, name: str = "phone") -> str:
    number = entry.values.get(name)
    if isinstance(number, str) and number.startswith("+") and number[1:].isdigit():
        return number
    entry.wrong(name, f"{number!r} is not a phone number", 'Write it as "+441632960001", in quotation marks')
    return ""


def _promises(section: Section) -> dict[str, Promise]:
    section.known_names(("promises",))
    listed = section.section("promises", "the list of promises")
    times = ("working_days", "working_hours", "seconds", "calendar_months")
    found = {}
    for key in listed.values:
        entry = listed.section(key, f"the promise {key!r}")
        entry.known_names((*times, "title", "percent", "after", "says", "paper"))
        given = [name for name in times if name in entry.values]
        if len(given) != 1 or not isinstance(entry.values[given[0]], int):
            entry.wrong("title", f"the promise {key!r} needs one time", f"Give a number to one of {times}")
        days, hours = entry.values.get("working_days"), entry.values.get("working_hours")
        after = entry.one_of("after", listed.values) if "after" in entry.values else None
        found[str(key)] = Promise(
            str(key),
            entry.text("title"),
            entry.text("says"),
            days if isinstance(days, int) else None,
            after,
            hours if isinstance(hours, int) else None,
        )
    for key, promise in found.items():
        if _comes_after_itself(promise, found):
            listed.section(key, f"the promise {key!r}").wrong(
                "after", f"the promise {key!r} comes after itself", "Name a promise that comes first"
            )
    return found


def _comes_after_itself(promise: Promise, promises: dict[str, Promise]) -> bool:
    before = promise.after
    for _ in promises:
        if before == promise.key:
            return True
        before = promises[before].after if before in promises else None
    return False


def _alerts(section: Section, services: list[str]) -> tuple[Alert, ...]:
    section.known_names(("alerts",))
    found = []
    for place, values in enumerate(section.entries("alerts"), 1):
        entry = Section(section.path, values, section.mistakes, f"alert {place}", section.line_of("alerts"))
        entry.known_names(("id", "text", "spoken", "starts", "ends", "services", "areas"))
        for name in entry.texts("services"):
            if services and name not in services:
                entry.wrong("services", f"{name!r} is not a service", did_you_mean(name, services))
        starts, ends = _moment(entry, "starts"), _moment(entry, "ends")
        if starts and ends and ends <= starts:
            entry.wrong("ends", "the alert ends before it starts", "Write a later time")
        if starts and ends:
            found.append(
                Alert(
                    entry.text("id"),
                    entry.text("text"),
                    entry.text("spoken"),
                    starts,
                    ends,
                    entry.texts("services"),
                    entry.texts("areas"),
                )
            )
    return tuple(found)


def _moment(entry: Section, name: str) -> datetime | None:
    value = entry.values.get(name)
    if value is None:
        entry.text(name)  # says that it is missing
        return None
    try:
        # Without quotation marks YAML has made a time of it already, and lost the zone.
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        remedy = 'Write it as "2026-01-05T07:00+00:00", in quotation marks'
        entry.wrong(name, f"{str(value)!r} is not a time with its zone", remedy)
        return None
    return moment


def _bins(section: Section, calendar: WorkingCalendar) -> BinCalendar:
    section.known_names(
        ("week_a_starts", "bins", "bank_holiday_rule", "after_bank_holiday", "out_by", "finished_by")
    )
    monday: Any = section.values.get("week_a_starts")
    if not isinstance(monday, date) or monday.weekday() != 0:
        section.wrong("week_a_starts", f"{monday!r} is not a Monday", "Write a Monday such as 2026-01-05")
        monday = date(2026, 1, 5)
    section.one_of("after_bank_holiday", ("next_day",))
    listed = section.section("bins", "the list of bins")
    bins = {}
    for kind in listed.values:
        entry = listed.section(kind, f"the bin {kind!r}")
        entry.known_names(("title", "words", "every", "week"))
        every = entry.one_of("every", ("week", "fortnight"))
        week = entry.one_of("week", ("same", "other")) if every == "fortnight" else None
        bins[str(kind)] = Bin(str(kind), entry.text("title"), every, week, entry.texts("words"))
    finished = section.text("finished_by", "17:00")
    try:
        finished_by = time.fromisoformat(finished)
    except ValueError:
        section.wrong("finished_by", f"{finished!r} is not a time", 'Write it as "17:00"')
        finished_by = time(17)
    return BinCalendar(monday, bins, section.text("out_by"), finished_by, calendar)
