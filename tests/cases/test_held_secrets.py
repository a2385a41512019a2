"""A PIN on its way to the library: sealed, taken once, gone in half an hour."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from cryptography.fernet import InvalidToken
from sqlalchemy import func, select, update

from cases.held_secrets import KEPT_FOR, PREFIX, HeldSecrets, SecretGone
from cases.models import HeldSecret
from database.base import now
from database.engine import Database

KEY = "a key of the tests"


@pytest.fixture
def secrets(database: Database) -> HeldSecrets:
    return HeldSecrets(database, KEY)


def pass_time(database: Database, time: timedelta) -> None:
    """As if every secret had been held that much longer."""
    with database.session() as session:
        for held in session.scalars(select(HeldSecret)):
            held.expires_at -= time


def held(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(HeldSecret)) or 0


def test_the_library_gets_the_pin_that_was_given(secrets: HeldSecrets) -> None:
    assert secrets.take(secrets.hold("4826")) == "4826"


def test_a_token_says_nothing_of_the_pin_and_is_never_given_twice(secrets: HeldSecrets) -> None:
    tokens = [secrets.hold("4826") for _ in range(20)]
    assert len(set(tokens)) == 20
    assert all(token.startswith(PREFIX) and "4826" not in token for token in tokens)


def test_the_pin_is_sealed_in_the_database(secrets: HeldSecrets, database: Database) -> None:
    secrets.hold("4826")
    secrets.hold("4826")
    with database.reading() as session:
        rows = session.scalars(select(HeldSecret)).all()
    assert all("4826" not in f"{row.token} {row.sealed}" for row in rows)
    assert rows[0].sealed != rows[1].sealed  # the same PIN twice does not look the same


def test_a_pin_is_taken_once(secrets: HeldSecrets, database: Database) -> None:
    token = secrets.hold("4826")
    secrets.take(token)
    assert held(database) == 0
    with pytest.raises(SecretGone):
        secrets.take(token)


def test_a_pin_wanted_by_many_at_once_is_given_to_one(secrets: HeldSecrets) -> None:
    token, together = secrets.hold("4826"), threading.Barrier(8)

    def take(_: int) -> str | None:
        together.wait(10)
        try:
            return secrets.take(token)
        except SecretGone:
            return None

    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(take, range(8)))
    assert sorted(filter(None, taken)) == ["4826"]


def test_a_pin_is_kept_for_half_an_hour(secrets: HeldSecrets, database: Database) -> None:
    assert timedelta(minutes=30) == KEPT_FOR
    token = secrets.hold("4826")
    pass_time(database, KEPT_FOR - timedelta(seconds=5))
    assert secrets.take(token) == "4826"


def test_a_pin_held_too_long_is_gone(secrets: HeldSecrets, database: Database) -> None:
    token = secrets.hold("4826")
    pass_time(database, KEPT_FOR)
    with pytest.raises(SecretGone):
        secrets.take(token)


def test_what_has_expired_is_deleted_when_the_next_is_held(secrets: HeldSecrets, database: Database) -> None:
    secrets.hold("4826")
    pass_time(database, KEPT_FOR)
    secrets.hold("7153")
    assert held(database) == 1


@pytest.mark.parametrize(
    "token", ["", "held:", "held:made-up", "4826", "held:' OR 1=1 --", "held:" + "x" * 2_000]
)
def test_a_made_up_token_opens_nothing(secrets: HeldSecrets, token: str) -> None:
    secrets.hold("4826")
    with pytest.raises(SecretGone):
        secrets.take(token)


def test_a_pin_sealed_under_another_key_cannot_be_read(secrets: HeldSecrets, database: Database) -> None:
    token = secrets.hold("4826")
    with pytest.raises(InvalidToken):
        HeldSecrets(database, "another key").take(token)


def test_a_pin_somebody_changed_in_the_database_cannot_be_read(
    secrets: HeldSecrets, database: Database
) -> None:
    token = secrets.hold("4826")
    with database.session() as session:
        session.execute(update(HeldSecret).values(sealed="0000", expires_at=now() + KEPT_FOR))
    with pytest.raises(InvalidToken):
        secrets.take(token)
