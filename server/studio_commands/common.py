"""What the commands share: who acts, how they answer, and how they end."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import structlog
import typer
from rich.console import Console

from contacts.answering_model import RasaAway
from council.yaml_files import CouncilDataError
from server.migrate import is_current
from server.settings import SettingsError, settings
from server.wiring import Wiring
from staff.accounts import Accounts
from staff.models import Role, Staff
from studio.drafts.errors import DraftProblem
from studio.drafts.people import Person
from studio.exchange.tables import Unreadable
from studio.files.refused import EditRefused, NotSaved
from studio.releasing.errors import ReleaseRefused
from studio.room import APPROVERS, EDITORS
from studio.workshop.jobs import UnknownJob

REFUSED, TOO_LATE = 1, 3
WRONG_USAGE = 2
_SERVICE = re.compile(
    r"\s*([^<>@]{2,100}?)\s*<([^<>@\s]+@[^<>@\s]+)>\s*"
)  # Pipeline <pipeline@marlbury.example>

out = Console(soft_wrap=True, highlight=False, markup=False)
errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

DraftId = Annotated[int, typer.Argument(help="The number of the draft", min=1)]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON value on standard output")]
Acting = Annotated[
    str,
    typer.Option(
        "--as",
        envvar="FRONTDOOR_STUDIO_AS",
        help="Who acts: the e-mail address of an account, or a service as 'Pipeline <pipeline@marlbury.example>'",
    ),
]


def wired() -> Wiring:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # answers alone on the other
    try:
        wiring = Wiring(settings())
    except SettingsError as error:
        fail(str(error), WRONG_USAGE)
    if not is_current(wiring.database.engine):
        fail("The database lacks tables of this version. Bring it up to date first: frontdoor migrate")
    return wiring


def fail(words: str, code: int = REFUSED) -> NoReturn:
    errors.print(words)
    raise typer.Exit(code)


@contextmanager
def refusals() -> Iterator[None]:
    """What can stand in the way ends the command with its words."""
    try:
        yield
    except (DraftProblem, ReleaseRefused, Unreadable) as problem:
        fail(problem.sentence)
    except EditRefused as refused:
        fail(refused.message)
    except (CouncilDataError, NotSaved, UnknownJob) as error:
        fail(str(error))
    except RasaAway as away:
        fail(f"The assistant does not answer: {away}", TOO_LATE)


def acting(wiring: Wiring, who: str, *, approves: bool = False) -> Person:
    """The person or the service that acts. A service may do what an editor may; never say yes to a draft."""
    if service := _SERVICE.fullmatch(who):
        if approves:
            fail("A person must approve, with an account: --as EMAIL")
        return Person(service[1], service[2].lower())
    account = account_of(wiring, who)
    roles = APPROVERS if approves else EDITORS
    if Role(account.role) not in roles:
        fail(f"{account.name} is {account.role}: this takes {' or '.join(roles)}")
    return Person.of(account)


def account_of(wiring: Wiring, email: str) -> Staff:
    accounts = Accounts(wiring.database, demo=wiring.settings.demo)
    for account in accounts.all():
        if account.active and account.email == email.strip().lower():
            return account
    fail(f"There is no account with the e-mail address {email}. A service is written as 'Name <e-mail>'.")


def show(value: Any, as_json: bool, *lines: str) -> None:
    """A value for a program, or lines for a person."""
    if as_json:
        typer.echo(json.dumps(_plain(value), ensure_ascii=False))
    else:
        for line in lines:
            out.print(line)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
