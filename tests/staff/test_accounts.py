"""Who may come in: passwords, lock-out and the demo accounts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import ClassVar

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from database.engine import Database
from staff.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD, TRIES, Accounts
from staff.errors import AccountExists, Locked, NotDemo, UnfitPassword, WrongCredentials
from staff.models import Role, Staff
from tests.staff.conftest import PASSWORD, QUICK, Clock

EMAIL = "aisha@marlbury.example"


def fail(accounts: Accounts, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            accounts.check(EMAIL, "not the password")


def test_the_right_password_opens_the_account_whatever_the_case_of_the_email(
    accounts: Accounts, aisha: Staff
):
    assert accounts.check(" Aisha@Marlbury.Example ", PASSWORD).id == aisha.id


@pytest.mark.parametrize(
    ("email", "password"),
    [(EMAIL, "wrong password"), (EMAIL, ""), ("nobody@marlbury.example", PASSWORD), (EMAIL, PASSWORD * 99)],
)
def test_anything_else_is_refused_alike(accounts: Accounts, aisha: Staff, email: str, password: str):
    with pytest.raises(WrongCredentials):
        accounts.check(email, password)


def test_an_unknown_account_costs_the_same_work(
    accounts: Accounts, aisha: Staff, monkeypatch: pytest.MonkeyPatch
):
    checked: list[str] = []
    verify = PasswordHasher.verify

    def counting(self: PasswordHasher, hashed: str, password: str) -> bool:
        checked.append(password)
        return verify(self, hashed, password)

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    for email in (EMAIL, "nobody@marlbury.example"):
        with pytest.raises(WrongCredentials):
            accounts.check(email, "a guess of mine")
    assert checked == ["a guess of mine"] * 2


def test_a_closed_account_opens_nothing(accounts: Accounts, aisha: Staff, database: Database):
    with database.session() as session:
        session.get_one(Staff, aisha.id).active = False
    with pytest.raises(WrongCredentials):
        accounts.check(EMAIL, PASSWORD)


def test_after_ten_wrong_passwords_even_the_right_one_waits_15_minutes(
    accounts: Accounts, aisha: Staff, clock: Clock
):
    fail(accounts, TRIES)
    with pytest.raises(Locked) as locked:
        accounts.check(EMAIL, PASSWORD)
    assert locked.value.until == clock() + timedelta(minutes=15)

    clock.pass_(timedelta(minutes=14, seconds=59))
    with pytest.raises(Locked):
        accounts.check(EMAIL, PASSWORD)
    clock.pass_(timedelta(seconds=1))
    assert accounts.check(EMAIL, PASSWORD).id == aisha.id


def test_many_tries_at_once_get_no_more_than_ten(accounts: Accounts, aisha: Staff):
    def guess(number: int) -> type[Exception] | None:
        try:
            accounts.check(EMAIL, f"guess number {number}")
        except (WrongCredentials, Locked) as refused:
            return type(refused)
        return None

    with ThreadPoolExecutor(8) as attackers:
        answers = list(attackers.map(guess, range(30)))
    assert (answers.count(WrongCredentials), answers.count(Locked)) == (TRIES, 20)


def test_the_tenth_try_still_counts_when_it_is_right_and_starts_the_count_anew(
    accounts: Accounts, aisha: Staff
):
    for _ in range(2):
        fail(accounts, TRIES - 1)
        assert accounts.check(EMAIL, PASSWORD).locked_until is None


def test_after_the_wait_there_are_ten_tries_again(accounts: Accounts, aisha: Staff, clock: Clock):
    fail(accounts, TRIES)
    clock.pass_(timedelta(minutes=15))
    fail(accounts, TRIES)
    with pytest.raises(Locked):
        accounts.check(EMAIL, PASSWORD)


def test_a_password_is_hashed_anew_when_the_council_asks_for_more_work(database: Database, aisha: Staff):
    harder = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    Accounts(database, hasher=harder).check(EMAIL, PASSWORD)
    with database.reading() as session:
        stored = session.scalars(select(Staff.password_hash)).one()
    assert not harder.check_needs_rehash(stored)
    assert Accounts(database, hasher=harder).check(EMAIL, PASSWORD).id == aisha.id


def test_the_database_holds_no_password(database: Database, aisha: Staff):
    assert aisha.password_hash.startswith("$argon2id$")
    assert PASSWORD not in aisha.password_hash


def test_passwords_are_12_to_256_characters(accounts: Accounts, aisha: Staff):
    for password in ("x" * 11, "x" * 257):
        with pytest.raises(UnfitPassword):
            accounts.set_password(aisha.id, password)


@pytest.mark.parametrize(
    ("email", "name"), [("AISHA@marlbury.example", "Another Aisha"), ("a@marlbury.example", "Aisha Rahman")]
)
def test_an_email_and_a_name_belong_to_one_account(accounts: Accounts, aisha: Staff, email: str, name: str):
    with pytest.raises(AccountExists):
        accounts.create(email, name, Role.EDITOR, "waste", PASSWORD)


def test_demo_accounts_are_made_once(accounts: Accounts):
    accounts.seed_demo()
    accounts.seed_demo()
    tom = accounts.check("tom@marlbury.example", DEMO_PASSWORD)
    assert (tom.role, tom.team) == ("adviser", "waste")
    assert accounts.check("morgan@marlbury.example", DEMO_PASSWORD).role == "administrator"
    assert accounts.check("aisha@marlbury.example", DEMO_PASSWORD).name == "Aisha Rahman"


class Counting(PasswordHasher):
    """Remembers what it has hashed."""

    hashed: ClassVar[list[str]] = []

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.hashed.append(str(password))
        return super().hash(password, salt=salt)


def test_to_make_the_demo_accounts_one_password_is_hashed(database: Database):
    accounts = Accounts(database, demo=True, hasher=Counting(time_cost=1, memory_cost=8, parallelism=1))
    Counting.hashed.clear()
    accounts.seed_demo()
    assert Counting.hashed == [DEMO_PASSWORD]
    assert {account.email for account in accounts.all()} == {demo.email for demo in DEMO_ACCOUNTS}


def test_outside_the_demo_there_are_none_and_old_ones_open_nothing(database: Database, accounts: Accounts):
    accounts.seed_demo()
    production = Accounts(database, demo=False, hasher=QUICK)
    with pytest.raises(NotDemo):
        production.seed_demo()
    with pytest.raises(WrongCredentials):
        production.check("aisha@marlbury.example", DEMO_PASSWORD)
