"""Who is at the desk: an adviser's page looks again by itself, and each look is remembered for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contacts.models import Presence
from database.engine import Database

# An open page asks anew every ten minutes (desk/live.py), so whoever was not seen for longer has shut it.
HERE = timedelta(minutes=12)
SELDOM = timedelta(minutes=1)  # pages are looked at far more often than that need be written


def seen(database: Database, name: str, at: datetime) -> None:
    """Somebody with an account has a page of the desk open."""
    key = _key(name)
    with database.reading() as session:
        known = session.get(Presence, key)
        if known is not None and at - known.seen_at < SELDOM:
            return
    try:
        with database.session() as session:
            session.merge(Presence(name=key, seen_at=at))
    except IntegrityError:
        return  # another of their pages was written first


def is_here(session: Session, name: str, at: datetime) -> bool | None:
    """Whether somebody is at the desk now; None of those who never work there, of whom nothing can be told."""
    known = session.get(Presence, _key(name))
    return None if known is None else at - known.seen_at < HERE


def _key(name: str) -> str:
    return " ".join(name.casefold().split())[:100]
