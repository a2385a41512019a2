"""Times in the database are aware, whichever database it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from cases.models import Case, CaseEvent, OutboxMessage
from database.base import now
from database.engine import Database

LONDON = ZoneInfo("Europe/London")


def keep(database: Database, at: datetime) -> None:
    with database.session() as session:
        case = Case(
            reference="12345678",
            enquiry="report_pothole",
            team="streets",
            title="Report a pothole",
            origin="a test",
            answers={},
            opened_at=at,
            due=date(2026, 7, 7),
        )
        session.add(case)


def kept(database: Database) -> datetime:
    with database.reading() as session:
        return session.scalars(select(Case.opened_at)).one()


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 7, 1, 0, 30, tzinfo=LONDON),
        datetime(2026, 12, 1, 0, 30, tzinfo=LONDON),
        datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=-5))),
        datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),  # the hour that comes twice, the second time
    ],
)
def test_a_time_comes_back_as_the_same_moment_in_utc(database: Database, at: datetime) -> None:
    keep(database, at)
    assert kept(database) == at.astimezone(UTC)
    assert kept(database).tzinfo is UTC


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="has no time zone; use an aware time"):
        keep(database, datetime(2026, 7, 1, 12))  # noqa: DTZ001


def test_a_search_by_a_time_without_a_zone_is_refused(database: Database) -> None:
    with database.reading() as session, pytest.raises(StatementError, match="has no time zone"):
        session.scalars(select(Case).where(Case.opened_at < datetime(2026, 7, 1))).all()  # noqa: DTZ001


def test_times_in_different_zones_are_put_in_order_of_the_moment(database: Database) -> None:
    keep(database, datetime(2026, 7, 1, 12, 0, tzinfo=LONDON))
    with database.session() as session:
        case = session.scalars(select(Case)).one()
        for note, at in (
            ("second", datetime(2026, 7, 1, 12, tzinfo=LONDON)),
            ("third", datetime(2026, 7, 1, 12, tzinfo=UTC)),
            ("first", datetime(2026, 7, 1, 10, tzinfo=UTC)),
        ):
            session.add(CaseEvent(case_id=case.id, status="open", note=note, at=at))
        session.flush()
        notes = session.scalars(select(CaseEvent.note).order_by(CaseEvent.at)).all()
    assert notes == ["first", "second", "third"]


def test_no_time_at_all_stays_none(database: Database) -> None:
    with database.session() as session:
        session.add(OutboxMessage(kind="team", to="waste", subject="s", body="b"))
    with database.reading() as session:
        assert session.scalars(select(OutboxMessage.sent_at)).one() is None


def test_the_present_moment_is_aware() -> None:
    assert now().utcoffset() == timedelta(0)
