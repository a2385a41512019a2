"""Cases in the database: opened once, in one transaction with the message that tells the team."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cases.models import UNFINISHED, Case, CaseEvent, CaseStatus, OutboxMessage
from cases.references import new_reference, shown
from database.base import now
from database.engine import Database

REFERENCE_TRIES = 5  # of nine million references two rarely meet


class CaseNotFound(LookupError):
    """No case has this reference together with this postcode. Which of the two is wrong is never said."""


class AlreadyReported(Exception):
    """The same thing has been reported at this property and is still to be done: `case`."""

    def __init__(self, case: Case) -> None:
        self.case = case
        super().__init__(f"reported as {shown(case.reference)}")


@dataclass(frozen=True)
class NewCase:
    """What is needed to open a case. `origin` names the one try this is; the same again is the same case.

    `same_when` names the answers, by their labels, in which two reports at one property are reports of one thing; with
    none of them, no two are.
    """

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
    same_when: tuple[str, ...] = ()

    @property
    def same_thing(self) -> str | None:
        """The same for two reports of one thing; None for what may be reported twice."""
        if self.uprn is None or not self.same_when:
            return None
        told = (self.enquiry, self.uprn, *(self.answers.get(label) for label in self.same_when))
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class CaseStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, new: NewCase) -> Case:
        """Store a case with its first event and the team's message, all or nothing.

        Returns:
            The case; the one already stored when this origin has opened it before.
        Raises:
            AlreadyReported: by somebody else, perhaps at this very moment.
        """
        for _ in range(REFERENCE_TRIES):
            try:
                with self._database.session() as session:
                    if opened := self._found_by_origin(session, new.origin):
                        return opened
                    reported = _reported_before(session, new)
                    if reported is None:
                        return _stored(session, new)
            except IntegrityError:
                # Another process opened it between our look and our write, or the reference is taken.
                continue
            raise AlreadyReported(reported)
        raise RuntimeError(f"no free reference in {REFERENCE_TRIES} tries")

    def find(self, reference: str, postcode: str | None) -> Case:
        """A case against its reference and its postcode, both needed. One that was reported without a postcode has no
        second fact, and is found by its reference, which checks itself: nothing but how it stands may be told of it.

        Raises:
            CaseNotFound: they do not belong together.
        """
        with self._database.reading() as session:
            case = session.scalar(select(Case).where(Case.reference == reference))
            if case is None or case.postcode not in (None, postcode):
                raise CaseNotFound
            return case

    def of_contact(self, contact_id: int) -> list[Case]:
        """The cases a contact opened, oldest first."""
        with self._database.reading() as session:
            return list(session.scalars(select(Case).where(Case.contact_id == contact_id).order_by(Case.id)))

    @staticmethod
    def _found_by_origin(session: Session, origin: str) -> Case | None:
        return session.scalar(select(Case).where(Case.origin == origin))


def _reported_before(session: Session, new: NewCase) -> Case | None:
    """The unfinished case of the same thing. Of cases older than the column `same_thing` the answers tell."""
    if new.same_thing is None:
        return None
    query = select(Case).where(
        Case.enquiry == new.enquiry, Case.uprn == new.uprn, Case.status.in_(UNFINISHED)
    )
    same = {label: new.answers.get(label) for label in new.same_when}
    cases = session.scalars(query.order_by(Case.id))
    return next(
        (case for case in cases if all(case.answers.get(label) == same[label] for label in same)), None
    )


def _stored(session: Session, new: NewCase) -> Case:
    case = Case(
        reference=new_reference(),
        enquiry=new.enquiry,
        team=new.team,
        title=new.title,
        origin=new.origin,
        same_thing=new.same_thing,
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
