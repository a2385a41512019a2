"""The two lines as they run: ours, and Rasa's own; their processes, their doors and their databases."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

import httpx
from ruamel.yaml import YAML
from sqlalchemy import func, select

from bench.phone_lines.caller import Lived
from bench.phone_lines.script import WITHHELD, ScriptedCall
from bench.phone_lines.wire import Wire
from cases.models import Case
from cases.store import CaseStore, NewCase
from contacts.models import CallBackRequest
from database.engine import Database
from ivr.simulator import WITHHELD as NO_NUMBER
from ivr.simulator import SimulatedCall
from server.launcher.process import Process
from server.launcher.processes import environment, processes
from server.launcher.progress import Progress
from server.launcher.supervisor import Supervisor
from server.migrate import migrate
from server.settings import ROOT, Settings
from tests.stack import free_port, settings_in

DAY = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)  # a Wednesday: Tuesday's bins can still be reported
NIGHT = datetime(2026, 11, 18, 20, 0, tzinfo=UTC)  # no adviser is there
READY_SECONDS = 300.0  # two Rasas start at once
CALL_SECONDS = 30.0  # the simulator keeps Twilio's own limits, which are shorter
OURS, STOCK = "ours", "stock"


@dataclass
class Line:
    """One line that can be rung. `blanks` are what the scripts' {blanks} stand for here."""

    name: str
    database: Database
    settings: Settings
    day: str  # where its webhooks are, without the last part
    night: str
    first: str  # the last part of the one that a call begins with
    blanks: Mapping[str, str]
    status: str | None = None
    fallback: str | None = None
    wire: Wire = field(default_factory=Wire)

    def __post_init__(self) -> None:
        self._http = httpx.Client(transport=self.wire, timeout=CALL_SECONDS)
        self._cases, self._call_backs = self._newest(Case.id), self._newest(CallBackRequest.id)

    def call(self, scripted: ScriptedCall) -> SimulatedCall:
        """A call that has not been dialled yet. Both lines get the same forms, signed; one of them does not look."""
        base = self.night if scripted.night else self.day
        return SimulatedCall(
            self._http,
            f"{base}/{self.first}",
            auth_token=self.settings.twilio_auth_token,
            account_sid=self.settings.twilio_account_sid,
            called=self.settings.twilio_number,
            caller=NO_NUMBER if scripted.caller == WITHHELD else scripted.caller,
            status_callback=f"{base}/{self.status}" if self.status else None,
            fallback_url=f"{base}/{self.fallback}" if self.fallback else None,
        )

    def note(self, lived: Lived) -> None:
        """Add what has been stored since the last time. Asked after every step, so that it is that step's doing."""
        with self.database.reading() as session:
            cases = list(session.scalars(select(Case).where(Case.id > self._cases).order_by(Case.id)))
            booked = list(
                session.scalars(select(CallBackRequest.id).where(CallBackRequest.id > self._call_backs))
            )
        for case in cases:
            answers = "; ".join(f"{title}: {answer}" for title, answer in case.answers.items())
            lived.cases.append((case.enquiry, answers))
        lived.call_backs += len(booked)
        self._cases = max([self._cases, *(case.id for case in cases)])
        self._call_backs = max([self._call_backs, *booked])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._http.close()

    def _newest(self, column: Any) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.max(column))) or 0


@contextmanager
def both_lines(
    folder: Path, model: Path, stock: Mapping[str, Any], progress: Progress
) -> Iterator[tuple[Line, Line]]:
    """Both lines, ready to be rung; stopped with all they started when the block ends, however it ends.

    Args:
        folder: an empty one, for databases and logs.
        stock: the prompts of Rasa's own line.
    Raises:
        NotReady: a process did not start; the message has the end of its log.
    """
    ours, other = _settings(folder / OURS, DAY), _settings(folder / STOCK, DAY)
    # A second web application on the same database, where it is night. Rasa and the actions need no other hour.
    night = ours.model_copy(update={"pretend_now": NIGHT, "web_port": free_port()})
    started = [
        *processes(ours, lambda: model),
        *(replace(each, name="night") for each in processes(night, lambda: model) if each.name == "web"),
        *_stock_processes(other, model, folder / STOCK, stock),
    ]
    with ExitStack() as ending:
        our_database, other_database = (
            ending.enter_context(_database(settings.database_url)) for settings in (ours, other)
        )
        with progress.step("Starting both lines"):
            supervisor = ending.enter_context(Supervisor(started, folder / "log"))
            supervisor.wait_ready(timeout_seconds=READY_SECONDS)
        channel = f"{other.rasa_url}/webhooks/twilio_voice"
        yield (
            ending.enter_context(
                Line(
                    name=OURS,
                    database=our_database,
                    settings=ours,
                    day=f"{ours.web_url}/ivr",
                    night=f"{night.web_url}/ivr",
                    first="voice",
                    blanks={"reference": _opened_before(our_database)},
                    status="status",
                    fallback="fallback",
                )
            ),
            ending.enter_context(
                Line(
                    name=STOCK,
                    database=other_database,
                    settings=other,
                    day=channel,
                    night=channel,  # it knows no hours
                    first="webhook",
                    blanks={"reference": _opened_before(other_database)},
                )
            ),
        )


@contextmanager
def _database(url: str) -> Iterator[Database]:
    database = Database.at(url)
    try:
        migrate(database.engine)
        yield database
    finally:
        database.close()


def _settings(folder: Path, at: datetime) -> Settings:
    folder.mkdir(parents=True)
    return settings_in(folder, at).model_copy(update={"public_url": None})


def _opened_before(database: Database) -> str:
    """A case that callers can ask about; returns its reference."""
    new = NewCase(
        origin="before the calls",
        enquiry="report_missed_bin",
        team="waste",
        title="Report a missed bin",
        due=date(2026, 11, 23),
        postcode="MB1 4QP",
        opened_at=DAY,
    )
    return CaseStore(database).open(new).reference


def _stock_processes(
    settings: Settings, model: Path, folder: Path, stock: Mapping[str, Any]
) -> list[Process]:
    """Rasa with nothing of ours but the model, the plain action server, and a library of its own to renew at."""
    yaml = YAML()
    credentials, endpoints = folder / "credentials.yml", folder / "endpoints.yml"
    yaml.dump({"twilio_voice": dict(stock["channel"])}, credentials)
    store = {"type": "SQL", "dialect": "sqlite", "db": settings.rasa_tracker_database}
    yaml.dump(
        {"action_endpoint": {"url": f"{settings.actions_url}/webhook"}, "tracker_store": store}, endpoints
    )
    parts = {each.name: each for each in processes(settings, lambda: model)}
    rasa = instead(parts["rasa"].command(), endpoints, credentials)
    actions = [sys.executable, "-m", "bench.phone_lines.plain_actions", "--port", str(settings.actions_port)]
    return [
        replace(parts["rasa"], name="stock-rasa", command=lambda: rasa),
        replace(
            parts["actions"],
            name="stock-actions",
            command=lambda: actions,
            environment={**parts["actions"].environment, **environment(settings), "PYTHONPATH": str(ROOT)},
        ),
        replace(parts["library"], name="stock-library"),
    ]


def instead(command: Sequence[str], *files: Path) -> list[str]:
    """A command with these files in place of those of the same names.

    Raises:
        ValueError: it names one of them not at all, so what it starts would be ours.
    """
    by_name = {file.name: str(file) for file in files}
    named = [Path(word).name for word in command]
    if missing := sorted(set(by_name) - set(named)):
        raise ValueError(f"Rasa is not started with {' and '.join(missing)}")
    return [by_name.get(name, word) for name, word in zip(named, command, strict=True)]
