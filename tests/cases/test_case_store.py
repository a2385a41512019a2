"""Cases in the database: opened once, all or nothing, and read out only against two facts."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cases import store
from cases.models import Case, CaseEvent, CaseStatus, OutboxMessage
from cases.references import read_reference, shown
from cases.store import AlreadyReported, CaseNotFound, CaseStore, NewCase
from contacts.models import Contact
from database.engine import Database

MONDAY = date(2026, 11, 23)
WEDNESDAY_AT_TEN = datetime(2026, 11, 18, 10, tzinfo=UTC)
MILL_LANE = NewCase(
    origin="7:1:report_missed_bin",
    enquiry="report_missed_bin",
    team="waste",
    title="Report a missed bin",
    due=MONDAY,
    answers={"Address": "14 Mill Lane, Marlbury", "Bin": "food caddy", "Missed on": "Tuesday 17 November"},
    uprn=100090000003,
    postcode="MB1 4QP",
    opened_at=WEDNESDAY_AT_TEN,
)


def another(origin: str, **changed: object) -> NewCase:
    return NewCase(**{**MILL_LANE.__dict__, "origin": origin, **changed})


@pytest.fixture
def cases(database: Database) -> CaseStore:
    return CaseStore(database)


def counted(database: Database) -> tuple[int, int, int]:
    """How many cases, events and messages are stored."""
    with database.reading() as session:
        cases, events, messages = (
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Case, CaseEvent, OutboxMessage)
        )
    return cases, events, messages


def test_a_new_case_is_open_with_its_promise_and_a_reference_that_checks(
    cases: CaseStore, database: Database
) -> None:
    case = cases.open(MILL_LANE)
    assert read_reference(case.reference) == case.reference
    assert (case.status, case.due, case.team, case.uprn) == (CaseStatus.OPEN, MONDAY, "waste", 100090000003)
    with database.reading() as session:
        kept = session.scalars(select(Case)).one()
        assert kept.answers == MILL_LANE.answers
        assert kept.opened_at == WEDNESDAY_AT_TEN
        assert [(happened.status, happened.at, happened.note) for happened in kept.events] == [
            (CaseStatus.OPEN, WEDNESDAY_AT_TEN, None)
        ]


def test_the_team_is_told_with_the_reference_all_that_was_given_and_the_promise(
    cases: CaseStore, database: Database
) -> None:
    case = cases.open(MILL_LANE)
    with database.reading() as session:
        message = session.scalars(select(OutboxMessage)).one()
    assert (message.kind, message.to, message.case_id) == ("team", "waste", case.id)
    assert message.subject == f"Report a missed bin: {shown(case.reference)}"
    assert message.body == (
        "Address: 14 Mill Lane, Marlbury\nBin: food caddy\nMissed on: Tuesday 17 November\n"
        "Promised by: Monday 23 November 2026"
    )


def test_when_the_message_cannot_be_stored_there_is_no_case_either(
    cases: CaseStore, database: Database
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    event.listen(OutboxMessage, "before_insert", fail)
    try:
        with pytest.raises(OSError, match="disk is full"):
            cases.open(MILL_LANE)
    finally:
        event.remove(OutboxMessage, "before_insert", fail)
    assert counted(database) == (0, 0, 0)
    cases.open(MILL_LANE)
    assert counted(database) == (1, 1, 1)


def test_the_same_try_twice_is_one_case(cases: CaseStore, database: Database) -> None:
    first, again = cases.open(MILL_LANE), cases.open(MILL_LANE)
    assert (again.id, again.reference) == (first.id, first.reference)
    assert counted(database) == (1, 1, 1)


def test_the_same_try_from_many_threads_at_once_is_one_case(cases: CaseStore, database: Database) -> None:
    together = threading.Barrier(12)

    def open_together(_: int) -> str:
        together.wait(10)
        return cases.open(MILL_LANE).reference

    with ThreadPoolExecutor(12) as threads:
        references = set(threads.map(open_together, range(12)))
    assert len(references) == 1
    assert counted(database) == (1, 1, 1)


def test_different_tries_at_once_are_different_cases(cases: CaseStore, database: Database) -> None:
    with ThreadPoolExecutor(12) as threads:
        opened = list(
            threads.map(lambda n: cases.open(another(f"{n}:1:report_missed_bin")).reference, range(24))
        )
    assert len(set(opened)) == 24
    assert counted(database) == (24, 24, 24)


def test_a_reference_that_is_taken_is_not_given_twice(
    cases: CaseStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = cases.open(MILL_LANE).reference
    coming = iter([taken, taken, "48219936"])
    monkeypatch.setattr(store, "new_reference", lambda: next(coming))
    assert cases.open(another("8:1:report_missed_bin")).reference == "48219936"
    assert counted(database) == (2, 2, 2)


def test_a_case_is_found_by_its_reference_and_postcode_together(cases: CaseStore) -> None:
    case = cases.open(MILL_LANE)
    assert cases.find(case.reference, "MB1 4QP").id == case.id


@pytest.mark.parametrize("postcode", ["MB1 4QR", "mb1 4qp", "", "%", "MB1%"])
def test_the_reference_alone_opens_nothing(cases: CaseStore, postcode: str) -> None:
    case = cases.open(MILL_LANE)
    with pytest.raises(CaseNotFound):
        cases.find(case.reference, postcode)


def test_the_postcode_alone_opens_nothing(cases: CaseStore) -> None:
    cases.open(MILL_LANE)
    for reference in ("", "%", "00000000"):
        with pytest.raises(CaseNotFound):
            cases.find(reference, "MB1 4QP")


def test_another_residents_postcode_does_not_open_a_case(cases: CaseStore) -> None:
    cases.open(MILL_LANE)
    other = cases.open(another("8:1:report_missed_bin", postcode="MB2 1SA"))
    with pytest.raises(CaseNotFound):
        cases.find(other.reference, "MB1 4QP")


@pytest.mark.parametrize("postcode", [None, "not given", "MB1 4QR"])
def test_a_case_without_a_postcode_is_found_by_its_reference_alone(
    cases: CaseStore, postcode: str | None
) -> None:
    case = cases.open(another("8:1:report_pothole", postcode=None))
    assert cases.find(case.reference, postcode).id == case.id


def test_a_case_with_one_is_not(cases: CaseStore) -> None:
    case = cases.open(MILL_LANE)
    with pytest.raises(CaseNotFound):
        cases.find(case.reference, None)


def test_what_is_not_found_does_not_say_which_of_the_two_was_wrong(cases: CaseStore) -> None:
    case = cases.open(MILL_LANE)
    for reference, postcode in ((case.reference, "MB1 4QR"), ("48219936", "MB1 4QP")):
        with pytest.raises(CaseNotFound) as refused:
            cases.find(reference, postcode)
        assert str(refused.value) == ""


def test_the_cases_of_a_contact_are_listed_oldest_first(cases: CaseStore, database: Database) -> None:
    contact = a_contact(database)
    for turn in (3, 9):
        cases.open(another(f"{contact}:{turn}:report_missed_bin", contact_id=contact))
    cases.open(MILL_LANE)
    assert [case.origin for case in cases.of_contact(contact)] == [
        f"{contact}:3:report_missed_bin",
        f"{contact}:9:report_missed_bin",
    ]
    assert cases.of_contact(contact + 1) == []


def a_contact(database: Database) -> int:
    with database.session() as session:
        return _stored(session, Contact(key="a key", channel="webchat", answers=0, not_understood=0)).id


def _stored(session: Session, contact: Contact) -> Contact:
    session.add(contact)
    session.flush()
    return contact


# The same thing is reported once


SAME_BIN = ("Bin", "Missed on")


def report(origin: str, **changed: object) -> NewCase:
    return another(origin, same_when=SAME_BIN, **changed)


def test_reports_of_one_thing_at_the_same_instant_are_one_case_of_which_the_others_are_told(
    cases: CaseStore, database: Database
) -> None:
    together = threading.Barrier(12)

    def report_together(number: int) -> tuple[bool, str]:
        together.wait(10)
        try:
            return True, cases.open(report(f"{number}:1:report_missed_bin")).reference
        except AlreadyReported as known:
            return False, known.case.reference

    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(report_together, range(12)))
    assert sorted(opened for opened, _ in answers) == [False] * 11 + [True]
    assert len({reference for _, reference in answers}) == 1
    assert counted(database) == (1, 1, 1)


def test_the_database_itself_refuses_a_second(cases: CaseStore, database: Database) -> None:
    """Whoever writes, and whatever was looked at before."""
    same = cases.open(report("8:1:report_missed_bin")).same_thing
    with pytest.raises(IntegrityError), database.session() as session:
        session.add(Case(**_columns("9:1:report_missed_bin", same)))


def _columns(origin: str, same_thing: str | None) -> dict[str, object]:
    taken = ("enquiry", "team", "title", "due", "answers")
    own = {"reference": "48219936", "origin": origin, "same_thing": same_thing}
    return own | {name: getattr(MILL_LANE, name) for name in taken}


@pytest.mark.parametrize(
    "changed",
    [
        {"answers": {**MILL_LANE.answers, "Bin": "blue bin"}},
        {"answers": {**MILL_LANE.answers, "Missed on": "Tuesday 24 November"}},
        {"uprn": 100090000004},
        {"uprn": None},
        {"enquiry": "report_pothole"},
        {"same_when": ()},
    ],
)
def test_another_thing_is_another_case(cases: CaseStore, changed: dict[str, object]) -> None:
    first = cases.open(report("8:1:report_missed_bin"))
    assert cases.open(another("9:1:other", **{"same_when": SAME_BIN} | changed)).id != first.id


def test_one_that_is_done_may_be_reported_again_once(cases: CaseStore, database: Database) -> None:
    first = cases.open(report("8:1:report_missed_bin"))
    with database.session() as session:
        session.scalars(select(Case)).one().status = CaseStatus.DONE
    second = cases.open(report("9:1:report_missed_bin"))
    assert second.id != first.id
    with pytest.raises(AlreadyReported) as known:
        cases.open(report("10:1:report_missed_bin"))
    assert known.value.case.reference == second.reference


def test_the_same_report_tried_again_is_its_own_case(cases: CaseStore) -> None:
    first = cases.open(report("8:1:report_missed_bin"))
    assert cases.open(report("8:1:report_missed_bin")).id == first.id


def test_a_case_from_before_this_rule_is_known_by_its_answers(cases: CaseStore) -> None:
    old = cases.open(MILL_LANE)
    with pytest.raises(AlreadyReported) as known:
        cases.open(report("8:1:report_missed_bin"))
    assert known.value.case.reference == old.reference
