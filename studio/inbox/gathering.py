"""Fills the inbox from what residents said, and empties it on time. Run by the worker, again and again.

Nothing is read twice that has not changed, and what is read twice changes nothing: a message is known by its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import structlog
from sqlalchemy import Select, delete, exists, func, select, union
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased, selectinload

from contacts.models import Channel, Contact, QueueEntry, Turn
from database.base import now
from database.engine import Database
from studio.drafts.models import Draft, DraftStatus, RecordedChange
from studio.inbox.found import Found, find
from studio.inbox.grouping import Group, Grouping, leaning
from studio.inbox.models import InboxDecision, InboxGroup, InboxMessage, InboxProgress, release
from studio.inbox.vectors import Vectors, packed
from studio.masking import marks
from studio.masking.masking import mask

log = structlog.get_logger()

THE_ROW = 1
# What is being written now is dated a moment ago and seen a moment later: so much is read again.
OVERLAP = timedelta(seconds=60)
STEP = timedelta(microseconds=1)
MOST_CONTACTS = 200  # in one round
# A decision whose draft never had it was left by a process that died: its messages are open again.
ABANDONED_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class _Read:
    """A message as it will be stored, with its vector once it has one."""

    found: Found
    contact_id: int
    words: str
    spoken: bool


class Gathering:
    """`streets`: the council's, which are masked. `keeps`: how long a message stays."""

    def __init__(
        self,
        database: Database,
        vectors: Callable[[], Vectors],
        streets: Sequence[str] = (),
        keeps: timedelta = timedelta(days=90),
        clock: Callable[[], datetime] = now,
    ) -> None:
        """`vectors` is called when the first message is there: loading an encoder takes a second."""
        self._database, self._vectors, self._clock = database, vectors, clock
        self._streets, self._keeps = tuple(streets), keeps

    def gather(self) -> int:
        """Take in what is new, as much as one round does. Returns how many messages came in or changed."""
        at = self._clock()
        with self._database.reading() as session:
            progress = session.get(InboxProgress, THE_ROW)
            since = progress.read_to if progress else at - self._keeps
            changed, read_to = _changed(session, since, at)
            read = [one for contact_id in changed for one in self._of_contact(session, contact_id, at)]
            known = _known(session, [one.found.turn.id for one in read])
        fresh = [one for one in read if one.found.turn.id not in known]
        vectors = self._vectors().of([one.words for one in fresh]) if fresh else np.zeros((0, 1))
        if not read and progress and read_to <= since:
            return 0
        try:
            with self._database.session() as session:
                taken = self._store(session, fresh, vectors) + _renew(session, read)
                _remember(session, max(read_to, since))
        except IntegrityError:  # another process was quicker: it has them
            return 0
        return taken

    def forget_old(self) -> int:
        """Delete what is older than it may be, and groups with nothing left in them. Returns how many messages."""
        with self._database.session() as session:
            old = InboxMessage.received_at < self._clock() - self._keeps
            gone = session.scalar(select(func.count()).select_from(InboxMessage).where(old)) or 0
            if gone:
                session.execute(delete(InboxMessage).where(old))
                empty = ~exists().where(InboxMessage.group_id == InboxGroup.id)
                session.execute(delete(InboxGroup).where(empty))
        return gone

    def give_back(self) -> int:
        """Open again what was decided for nothing: by a process that died before it was saved, or into a draft that was
        discarded since. Returns how many decisions."""
        with self._database.session() as session:
            abandoned = session.scalars(_undecided(self._clock() - ABANDONED_AFTER)).all()
            for decision in abandoned:
                session.delete(decision)  # its messages refer to none then
            discarded = session.execute(_into_discarded()).all()
            for decision, who, at in discarded:
                decision.undone_at, decision.undone_by = at, who
                release(session, decision.id)
        return len(abandoned) + len(discarded)

    def _of_contact(self, session: Session, contact_id: int, at: datetime) -> list[_Read]:
        contact = session.get_one(Contact, contact_id, options=[selectinload(Contact.turns)])
        corrections = session.scalars(
            select(QueueEntry.was_about)
            .where(QueueEntry.contact_id == contact_id, QueueEntry.was_about.is_not(None))
            .order_by(QueueEntry.finished_at, QueueEntry.id)
        )
        read = []
        for found in find(contact.turns, [about for about in corrections if about]):
            if found.turn.received_at < at - self._keeps:
                continue
            words = mask(
                found.turn.words, (found.turn.understanding or {}).get("entities") or (), self._streets
            )
            if marks.bare(words):  # an address alone is an answer, not an enquiry
                read.append(_Read(found, contact_id, words, spoken=contact.channel == Channel.PHONE))
        return read

    def _store(self, session: Session, fresh: Sequence[_Read], vectors: np.ndarray) -> int:
        if not fresh:
            return 0
        maker = self._vectors().maker
        rows = list(session.scalars(select(InboxGroup).where(InboxGroup.maker == maker)))
        by_id = {row.id: row for row in rows}
        grouping = Grouping([_group(row) for row in rows])
        for one, vector in zip(fresh, vectors, strict=True):
            understood = one.found.understood
            group = grouping.place(vector, leaning(understood["ranking"]))
            if group.id is None:
                row = InboxGroup(maker=maker, centre=b"", leanings={}, size=0)
                session.add(row)
                session.flush()
                group.id, by_id[row.id] = row.id, row
            session.add(
                InboxMessage(
                    turn_id=one.found.turn.id,
                    contact_id=one.contact_id,
                    group_id=group.id,
                    words=one.words,
                    spoken=one.spoken,
                    received_at=one.found.turn.received_at,
                    reasons=list(one.found.reasons),
                    understood=understood,
                    meant=one.found.meant,
                    vector=packed(vector),
                )
            )
        for group in grouping.groups:
            if group.changed and group.id is not None:
                row = by_id[group.id]
                row.centre, row.size = group.centre.astype(np.float32).tobytes(), group.size
                row.leanings = dict(group.leanings)
        return len(fresh)


def _changed(session: Session, since: datetime, at: datetime) -> tuple[list[int], datetime]:
    """Contacts in which something happened since, oldest change first; and up to when that was."""
    changes = union(
        select(Contact.id.label("contact"), Contact.last_turn_at.label("at")).where(
            Contact.last_turn_at >= since
        ),
        select(Turn.contact_id, Turn.rated_at).where(Turn.rated_at >= since),
        select(QueueEntry.contact_id, QueueEntry.finished_at).where(
            QueueEntry.finished_at >= since, QueueEntry.was_about.is_not(None)
        ),
    ).subquery()
    query = select(changes.c.contact, changes.c.at).order_by(changes.c.at, changes.c.contact)
    rows = session.execute(query.limit(MOST_CONTACTS)).all()
    if len(rows) < MOST_CONTACTS:
        return list(dict.fromkeys(contact for contact, _ in rows)), at - OVERLAP
    read_to = rows[-1][1]
    if (
        read_to <= since
    ):  # more at one moment than a round takes: all of them, or there would be no getting on
        rows = session.execute(query.where(changes.c.at <= since)).all()
        read_to += STEP
    return list(dict.fromkeys(contact for contact, _ in rows)), read_to


def _known(session: Session, turn_ids: Sequence[int]) -> set[int]:
    return set(session.scalars(select(InboxMessage.turn_id).where(InboxMessage.turn_id.in_(turn_ids))))


def _renew(session: Session, read: Sequence[_Read]) -> int:
    """What is known already may have got another reason since: the resident chose, or said that it did not help."""
    found = {one.found.turn.id: one.found for one in read}
    query = select(InboxMessage).where(InboxMessage.turn_id.in_(found), InboxMessage.decision_id.is_(None))
    renewed = 0
    for message in session.scalars(query):
        one = found[message.turn_id]
        if list(one.reasons) != message.reasons or one.meant != message.meant:
            message.reasons, message.meant = list(one.reasons), one.meant
            renewed += 1
    return renewed


def _remember(session: Session, read_to: datetime) -> None:
    progress = session.get(InboxProgress, THE_ROW, with_for_update=True)
    if progress is None:
        session.add(InboxProgress(id=THE_ROW, read_to=read_to))
    elif progress.read_to < read_to:
        progress.read_to = read_to


def _group(row: InboxGroup) -> Group:
    return Group(row.id, np.frombuffer(row.centre, dtype=np.float32).copy(), dict(row.leanings), row.size)


def _undecided(before: datetime) -> Select[InboxDecision]:
    return select(InboxDecision).where(
        InboxDecision.saved_at.is_(None), InboxDecision.undone_at.is_(None), InboxDecision.decided_at < before
    )


def _into_discarded() -> Select[InboxDecision, str, datetime]:
    """Decisions that stand and whose draft does not, with who discarded it and when: the last that was done to it."""
    other = aliased(RecordedChange)
    last = select(func.max(other.id)).where(other.draft_id == Draft.id).scalar_subquery()
    return (
        select(InboxDecision, RecordedChange.who, RecordedChange.at)
        .join(Draft, Draft.id == InboxDecision.draft_id)
        .join(RecordedChange, RecordedChange.id == last)
        .where(InboxDecision.undone_at.is_(None), Draft.status == DraftStatus.DISCARDED)
    )
