"""The council's rules for going live, from council/release.yml."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ruamel.yaml.comments import CommentedMap

from council.calendar import calendar_of
from council.hours import DAYS, OpeningHours, Span
from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

FILE = "release.yml"
PUBLISHERS = ("editor", "approver")


@dataclass(frozen=True)
class ReleaseRules:
    """What council/release.yml says; the defaults are what counts where it says nothing.

    Attributes:
        service_may_lose, overall_may_lose: points of a hundred.
        people: how many must approve.
        own_edits: whether somebody who changed the draft may be one of them.
        alerts: who may publish an alert at once, editor or approver; an approver always may.
        models_kept: how many earlier models stay, so that so many releases can be taken back.
        window: when drafts go live; none: at any time.
    """

    safety_misses: int = 0
    service_may_lose: float = 3.0
    overall_may_lose: float = 0.0
    conversation_tests: bool = True
    checks: bool = True
    people: int = 1
    own_edits: bool = False
    alerts: str = "editor"
    models_kept: int = 5
    window: OpeningHours | None = field(default=None, compare=False)

    @classmethod
    def load(cls, council: Path) -> ReleaseRules:
        """Read the council's folder. Without the file the defaults count.

        Raises:
            CouncilDataError: every mistake with file, line and remedy.
        """
        path = council / FILE
        if not path.is_file():
            return cls()
        mistakes: list[Mistake] = []
        section = Section(path, read_mapping(path), mistakes, FILE)
        section.known_names(("gate", "approval", "window", "alerts", "models_kept"))
        gate = _part(section, "gate", "the gate")
        gate.known_names(
            ("safety_misses", "service_may_lose", "overall_may_lose", "conversation_tests", "checks")
        )
        approval = _part(section, "approval", "the approval")
        approval.known_names(("people", "own_edits"))
        rules = cls(
            safety_misses=_whole(gate, "safety_misses", cls.safety_misses),
            service_may_lose=_number(gate, "service_may_lose", cls.service_may_lose),
            overall_may_lose=_number(gate, "overall_may_lose", cls.overall_may_lose),
            conversation_tests=_yes_or_no(gate, "conversation_tests", cls.conversation_tests),
            checks=_yes_or_no(gate, "checks", cls.checks),
            people=_whole(approval, "people", cls.people),
            own_edits=_yes_or_no(approval, "own_edits", cls.own_edits),
            alerts=section.one_of("alerts", PUBLISHERS, cls.alerts),
            models_kept=max(1, _whole(section, "models_kept", cls.models_kept)),
            window=_window(section, council),
        )
        if mistakes:
            raise CouncilDataError(mistakes)
        return rules

    def may_go_live(self, at: datetime) -> bool:
        return self.window is None or self.window.is_open(at)

    def next_window(self, after: datetime) -> datetime:
        """The next moment a draft may go live; `after` itself when that is one. Raises LookupError: there is none."""
        return after if self.window is None else self.window.next_opening(after)


def _part(section: Section, name: str, what: str) -> Section:
    """A part that may be left out."""
    if name in section.values:
        return section.section(name, what)
    nothing = CommentedMap()
    nothing.lc.line = section.line
    return Section(section.path, nothing, section.mistakes, what)


def _whole(section: Section, name: str, default: int) -> int:
    value = section.values.get(name, default)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    section.wrong(name, f"{value!r} is not a whole number", f"Write `{name}: {default}`")
    return default


def _number(section: Section, name: str, default: float) -> float:
    value = section.values.get(name, default)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100:
        return float(value)
    section.wrong(name, f"{value!r} is not a number from 0 to 100", f"Write `{name}: {default:g}`")
    return default


def _yes_or_no(section: Section, name: str, default: bool) -> bool:
    value = section.values.get(name, default)
    if isinstance(value, bool):
        return value
    if value in ("yes", "no"):  # what YAML 1.2 leaves as a word
        return bool(value == "yes")
    section.wrong(name, f"{value!r} is neither yes nor no", f"Write `{name}: yes` or `{name}: no`")
    return default


def _window(section: Section, council: Path) -> OpeningHours | None:
    if "window" not in section.values:
        return None
    listed = section.section("window", "the window")
    listed.known_names(DAYS)
    week = {}
    for number, day in enumerate(DAYS):
        if day in listed.values:
            text = listed.text(day)
            try:
                week[number] = Span.parse(text)
            except ValueError:
                listed.wrong(
                    day, f"{text!r} is not a time of day", 'Write it as "10:00-16:00", with quotation marks'
                )
    if not week and not section.mistakes:
        section.wrong("window", "the window has no day", "Write a day, or leave the window out")
    try:
        calendar = calendar_of(str(read_mapping(council / "hours.yml").get("nation")))
    except (CouncilDataError, ValueError):
        return None  # a mistake of hours.yml, which is named where that file is read
    return OpeningHours("Releases", week, {}, calendar)
