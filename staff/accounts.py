"""Staff accounts in our own database, with passwords kept as argon2 hashes."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import IntegrityError

from database.base import now
from database.engine import Database
from staff.errors import (
    AccountExists,
    LastAdministrator,
    Locked,
    NotDemo,
    UnfitPassword,
    UnknownAccount,
    WrongCredentials,
)
from staff.models import EndedSession, Role, Staff

TRIES = 10  # wrong passwords in a row before an account is locked
LOCKED_FOR = timedelta(minutes=15)
SHORTEST_PASSWORD = 12  # characters. Source: NCSC, password administration: length, not complexity
LONGEST_PASSWORD = 256  # characters; hashing a whole upload would be a gift to an attacker

DEMO_PASSWORD = "demo-only-frontdoor"  # noqa: S105 refused outside the demo setting


@dataclass(frozen=True)
class DemoAccount:
    email: str
    name: str
    role: Role
    team: str


DEMO_ACCOUNTS = (
    DemoAccount("aisha@marlbury.example", "Aisha Rahman", Role.ADVISER, "contact_centre"),
    DemoAccount("tom@marlbury.example", "Tom Fielding", Role.ADVISER, "waste"),
    DemoAccount("emma@marlbury.example", "Emma Whitlock", Role.EDITOR, "contact_centre"),
    DemoAccount("ravi@marlbury.example", "Ravi Nair", Role.APPROVER, "contact_centre"),
    DemoAccount("morgan@marlbury.example", "Morgan Ellis", Role.ADMINISTRATOR, "contact_centre"),
)


class Accounts:
    """Creates accounts and checks who somebody is.

    Args:
        demo: the demo setting; outside it the demo password opens nothing, even on a database once seeded.
        clock: the present moment, aware; a test passes its own.
    """

    def __init__(
        self,
        database: Database,
        *,
        demo: bool = False,
        hasher: PasswordHasher | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._demo = demo
        self._hasher = hasher or PasswordHasher()
        self._clock = clock
        # Checked when there is no such account, so that the answer takes as long either way.
        self._nobody = self._hasher.hash(secrets.token_urlsafe())

    def create(self, email: str, name: str, role: Role | str, team: str, password: str) -> Staff:
        """Make an account.

        Raises:
            AccountExists: the e-mail address or the name is taken.
            UnfitPassword: too short or too long.
        """
        return self._add(email, name, role, team, self._hasher.hash(_fit(password)))

    def _add(self, email: str, name: str, role: Role | str, team: str, password_hash: str) -> Staff:
        account = Staff(
            email=_plain(email),
            name=name.strip(),
            role=Role(role).value,
            team=team,
            password_hash=password_hash,
        )
        try:
            with self._database.session() as session:
                session.add(account)
        except IntegrityError as error:
            raise AccountExists(account.email) from error
        return account

    def all(self) -> list[Staff]:
        """Every account, open ones first, then by name."""
        with self._database.reading() as session:
            return list(session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name)))

    def get(self, account_id: int) -> Staff:
        """Raises UnknownAccount."""
        with self._database.reading() as session:
            return _found(session.get(Staff, account_id))

    def change(self, account_id: int, role: Role, team: str, active: bool) -> Staff:
        """What somebody may do, for which team, and whether the account is open at all. Counts from the next click.

        Raises:
            UnknownAccount
            LastAdministrator: nobody would be left who can undo this.
        """
        with self._database.session() as session:
            account = _found(session.get(Staff, account_id, with_for_update=True))
            leaves = account.role == Role.ADMINISTRATOR and not (active and role is Role.ADMINISTRATOR)
            if leaves and not session.scalar(_other_administrators(account_id)):
                raise LastAdministrator
            account.role, account.team, account.active = role.value, team, active
            return account

    def set_password(self, account_id: int, password: str) -> None:
        """Change a password; every session under the old one ends. Raises UnfitPassword."""
        hashed = self._hasher.hash(_fit(password))
        with self._database.session() as session:
            account = session.get_one(Staff, account_id)
            account.password_hash = hashed
            account.password_version += 1
            account.failed_sign_ins, account.locked_until = 0, None

    def check(self, email: str, password: str) -> Staff:
        """The account this e-mail address and password open.

        The try is counted before the password is looked at, so that many tries at once get no more than
        TRIES between them. Takes the same work whether or not there is such an account.

        Raises:
            WrongCredentials: no active account, or the wrong password.
            Locked: TRIES wrong passwords in a row; for LOCKED_FOR not even the right one is looked at.
        """
        account, locked_until = self._count_try(_plain(email))
        right = self._verify(account.password_hash if account else self._nobody, password)
        if locked_until:
            raise Locked(locked_until)
        if not account or not account.active or not right or self._is_stray_demo(password):
            raise WrongCredentials
        return self._opened(account, password)

    def _count_try(self, email: str) -> tuple[Staff | None, datetime | None]:
        """The account, and until when it is locked if it already was."""
        moment = self._clock()
        with self._database.session() as session:
            account = session.scalar(select(Staff).where(Staff.email == email).with_for_update())
            if account is None:
                return None, None
            if account.locked_until and account.locked_until > moment:
                return account, account.locked_until
            if account.locked_until:
                account.failed_sign_ins, account.locked_until = 0, None
            account.failed_sign_ins += 1
            if account.failed_sign_ins >= TRIES:
                account.locked_until = moment + LOCKED_FOR  # lifted again if this last try is right
            return account, None

    def _opened(self, account: Staff, password: str) -> Staff:
        stale = self._hasher.check_needs_rehash(account.password_hash)
        rehashed = self._hasher.hash(password) if stale else None
        with self._database.session() as session:
            fresh = session.get_one(Staff, account.id)
            fresh.failed_sign_ins, fresh.locked_until = 0, None
            if rehashed and fresh.password_hash == account.password_hash:
                fresh.password_hash = rehashed
            return fresh

    def holder(self, account_id: int, password_version: int, session_id: str) -> Staff | None:
        """Whose session this is; nobody's once the account is closed or the session ended."""
        with self._database.reading() as session:
            account = session.get(Staff, account_id)
            if not account or not account.active or account.password_version != password_version:
                return None
            return None if session.get(EndedSession, session_id) else account

    def end_session(self, session_id: str, forget_after: datetime) -> None:
        """Remember that a session was signed out, until its cookie runs out by itself."""
        with self._database.session() as session:
            session.execute(delete(EndedSession).where(EndedSession.forget_after < self._clock()))
            session.merge(EndedSession(session=session_id, forget_after=forget_after))

    def seed_demo(self) -> None:
        """Make the demo accounts that are not there yet.

        Raises:
            NotDemo: the settings do not say demo.
        """
        if not self._demo:
            raise NotDemo
        with self._database.reading() as session:
            there = set(session.scalars(select(Staff.email)))
        missing = [demo for demo in DEMO_ACCOUNTS if demo.email not in there]
        if not missing:
            return
        # One hash for all of them, as their password is no secret; to make it takes a fifth of a second of a start.
        hashed = self._hasher.hash(DEMO_PASSWORD)
        for demo in missing:
            self._add(demo.email, demo.name, demo.role, demo.team, hashed)

    def _verify(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password[:LONGEST_PASSWORD]) and _in_length(password)
        except (VerificationError, InvalidHashError):
            return False

    def _is_stray_demo(self, password: str) -> bool:
        return password == DEMO_PASSWORD and not self._demo


def _found(account: Staff | None) -> Staff:
    if account is None:
        raise UnknownAccount
    return account


def _other_administrators(account_id: int) -> Select[int]:
    others = (Staff.role == Role.ADMINISTRATOR, Staff.active, Staff.id != account_id)
    return select(func.count()).select_from(Staff).where(*others)


def _plain(email: str) -> str:
    return email.strip().lower()


def _in_length(password: str) -> bool:
    return SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD


def _fit(password: str) -> str:
    if not _in_length(password):
        raise UnfitPassword(SHORTEST_PASSWORD, LONGEST_PASSWORD)
    return password
