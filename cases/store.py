"""Cases in the database: opened once, in one transaction with the message that tells the team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cases.models import Case, CaseEvent, CaseStatus, OutboxMessage
from cases.references import new_reference, shown
from database.base import now
from database.engine import Database

REFERENCE_TRIES = 5  # of nine million references two rarely meet


class CaseNotFound(LookupError):
    """No case has this reference together with this postcode. Which of the two is wrong is never said."""


@dataclass(frozen=True)
class NewCase:
    """What is needed to open a case. `origin` names the one try this is; the same again is the same case."""

    origin: str
    enquiry: str
    team: str
    title: str
    due: date
    answers: dict[str, Any] = field(default_factory=dict)
    contact_id: int | None = None
    uprn: int | None = None
    postcode: str | None = None
    opened_at: datetime = field(default_factory=now)


class CaseStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, new: NewCase) -> Case:
        """Store a case with its first event and the team's message, all or nothing.

        Returns:
            The case; the one already stored when this origin has opened it before.
        """
        for _ in range(REFERENCE_TRIES):
            try:
                with self._database.session() as session:
                    return self._found_by_origin(session, new.origin) or _stored(session, new)
            except IntegrityError:
                # Another process opened it between our look and our write, or the reference is taken.
                continue
        raise RuntimeError(f"no free reference in {REFERENCE_TRIES} tries")

    def find(self, reference: str, postcode: str) -> Case:
        """A case against its reference and its postcode, both needed.

        Raises:
            CaseNotFound: they do not belong together.
        """
        if not postcode:
            raise CaseNotFound  # a case without a postcode has no second fact to prove it with
        with self._database.reading() as session:
            case = session.scalar(select(Case).where(Case.reference == reference, Case.postcode == postcode))
            if case is None:
                raise CaseNotFound
            return case

    def unfinished(self, enquiry: str, uprn: int, answers: Mapping[str, str]) -> Case | None:
        """The first case of an enquiry at a property, with these answers, that is still to be done."""
        query = select(Case).where(
            Case.enquiry == enquiry,
            Case.uprn == uprn,
            Case.status.in_((CaseStatus.OPEN, CaseStatus.IN_PROGRESS)),
        )
        with self._database.reading() as session:
            for case in session.scalars(query.order_by(Case.id)):
                if all(case.answers.get(label) == answer for label, answer in answers.items()):
                    return case
        return None

    def of_contact(self, contact_id: int) -> list[Case]:
        """The cases a contact opened, oldest first."""
        with self._database.reading() as session:
            return list(session.scalars(select(Case).where(Case.contact_id == contact_id).order_by(Case.id)))

    @staticmethod
    def _found_by_origin(session: Session, origin: str) -> Case | None:
        return session.scalar(select(Case).where(Case.origin == origin))


def _stored(session: Session, new: NewCase) -> Case:
    case = Case(
        reference=new_reference(),
        enquiry=new.enquiry,
        team=new.team,
        title=new.title,
        origin=new.origin,
        contact_id=new.contact_id,
        uprn=new.uprn,
        postcode=new.postcode,
        answers=new.answers,
        opened_at=new.opened_at,
        due=new.due,
        events=[CaseEvent(at=new.opened_at, status=CaseStatus.OPEN)],
    )
    session.add(case)
    session.flush()
    details = "\n".join(f"{label}: {answer}" for label, answer in new.answers.items())
    session.add(
        OutboxMessage(
            kind="team",
            to=new.team,
            subject=f"{new.title}: {shown(case.reference)}",
            body=f"{details}\nPromised by: {new.due:%A %d %B %Y}",
            case_id=case.id,
        )
    )
    return case
