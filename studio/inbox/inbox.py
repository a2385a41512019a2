"""The inbox as its pages show it: open groups, one group with its messages, and what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from database.engine import Database
from studio.inbox.grouping import most_typical
from studio.inbox.models import InboxDecision, InboxMessage, Kind, Reason
from studio.inbox.vectors import unpacked
from studio.masking import marks

GROUPS_ON_A_PAGE = 20
MESSAGES_ON_A_PAGE = 50
MOST_LOOKED_THROUGH = 200  # messages of one group, for the most typical: the newest say it well enough
DECISIONS_ON_A_PAGE = 30


@dataclass(frozen=True)
class MessageView:
    """A masked message. `meant`: what it was about, as the resident chose or an adviser said."""

    id: int
    words: str
    spoken: bool
    received_at: datetime
    reasons: tuple[Reason, ...]
    understood: Mapping[str, Any]
    meant: str | None

    @property
    def parts(self) -> list[marks.Part]:
        return list(marks.parts(self.words))

    @property
    def shown(self) -> str:
        return marks.shown(self.words)

    @classmethod
    def of(cls, row: InboxMessage) -> MessageView:
        known = tuple(Reason(reason) for reason in row.reasons)
        return cls(row.id, row.words, row.spoken, row.received_at, known, row.understood, row.meant)


@dataclass(frozen=True)
class GroupView:
    """An open group: how many messages, of how many residents, and the most typical first among `messages`."""

    id: int
    count: int
    residents: int
    newest: datetime
    messages: list[MessageView]

    @property
    def typical(self) -> MessageView:
        return self.messages[0]

    @property
    def reasons(self) -> list[tuple[Reason, int]]:
        """Why they are here, the commonest first, of the messages at hand."""
        return Counter(reason for message in self.messages for reason in message.reasons).most_common()

    @property
    def spoken(self) -> int:
        return sum(message.spoken for message in self.messages)


@dataclass(frozen=True)
class DecisionView:
    id: int
    kind: Kind
    intent: str | None
    messages: int
    phrases: list[str]
    who: str
    decided_at: datetime
    undone_at: datetime | None
    undone_by: str | None
    draft_id: int | None

    @classmethod
    def of(cls, row: InboxDecision) -> DecisionView:
        return cls(
            row.id,
            Kind(row.kind),
            row.intent,
            row.messages,
            list(row.phrases),
            row.who,
            row.decided_at,
            row.undone_at,
            row.undone_by,
            row.draft_id,
        )


class Inbox:
    def __init__(self, database: Database) -> None:
        self._database = database

    def groups(self, reason: Reason | None = None, page: int = 1) -> tuple[list[GroupView], int]:
        """A page of open groups, those of most residents first, and how many groups there are."""
        residents = func.count(InboxMessage.contact_id.distinct())
        grouped = (
            select(
                InboxMessage.group_id,
                func.count().label("count"),
                residents.label("residents"),
                func.max(InboxMessage.received_at).label("newest"),
            )
            .where(*_open(reason))
            .group_by(InboxMessage.group_id)
        )
        first = (page - 1) * GROUPS_ON_A_PAGE
        with self._database.reading() as session:
            total = session.scalar(select(func.count()).select_from(grouped.subquery())) or 0
            rows = session.execute(
                grouped.order_by(
                    residents.desc(), func.max(InboxMessage.received_at).desc(), InboxMessage.group_id
                )
                .limit(GROUPS_ON_A_PAGE)
                .offset(first)
            ).all()
            found = [
                GroupView(group_id, count, people, newest, _ordered(session, group_id, reason))
                for group_id, count, people, newest in rows
            ]
        return [group for group in found if group.messages], total

    def group(self, group_id: int) -> GroupView | None:
        """An open group with its messages, the most typical first; None when nothing of it is open."""
        query = select(
            func.count(), func.count(InboxMessage.contact_id.distinct()), func.max(InboxMessage.received_at)
        )
        with self._database.reading() as session:
            count, residents, newest = session.execute(
                query.where(*_open(), InboxMessage.group_id == group_id)
            ).one()
            return (
                GroupView(group_id, count, residents, newest, _ordered(session, group_id)) if count else None
            )

    def next_group(self, after: int) -> int | None:
        """The open group of most residents, other than one that was just seen."""
        groups, _ = self.groups()
        return next((group.id for group in groups if group.id != after), None)

    def counts(self) -> dict[Reason, int]:
        """How many open messages there are for each reason."""
        with self._database.reading() as session:
            kinds = session.execute(
                select(cast(InboxMessage.reasons, Text), func.count())
                .where(*_open())
                .group_by(cast(InboxMessage.reasons, Text))
            )
            found: Counter[Reason] = Counter()
            for told, count in kinds:
                for reason in Reason:
                    if f'"{reason}"' in told:
                        found[reason] += count
        return {reason: found[reason] for reason in Reason if found[reason]}

    def decided(self, page: int = 1) -> list[DecisionView]:
        """What was decided, the newest first."""
        query = select(InboxDecision).where(InboxDecision.saved_at.is_not(None))
        newest = query.order_by(InboxDecision.decided_at.desc(), InboxDecision.id.desc())
        with self._database.reading() as session:
            rows = session.scalars(newest.limit(DECISIONS_ON_A_PAGE).offset((page - 1) * DECISIONS_ON_A_PAGE))
            return [DecisionView.of(row) for row in rows]

    def decision(self, decision_id: int) -> DecisionView | None:
        with self._database.reading() as session:
            row = session.get(InboxDecision, decision_id)
            return DecisionView.of(row) if row else None

    def last_of_group(self, group_id: int) -> DecisionView | None:
        """What was last decided of messages like these."""
        query = (
            select(InboxDecision)
            .join(InboxMessage, InboxMessage.decision_id == InboxDecision.id)
            .where(InboxMessage.group_id == group_id, InboxDecision.undone_at.is_(None))
            .order_by(InboxDecision.id.desc())
        )
        with self._database.reading() as session:
            row = session.scalar(query.limit(1))
            return DecisionView.of(row) if row else None


def _open(reason: Reason | None = None) -> tuple[Any, ...]:
    """What makes a message open, and of one reason."""
    wanted: tuple[Any, ...] = (InboxMessage.decision_id.is_(None),)
    if reason:
        wanted += (cast(InboxMessage.reasons, Text).like(f'%"{reason}"%'),)
    return wanted


def _ordered(session: Session, group_id: int, reason: Reason | None = None) -> list[MessageView]:
    """The newest messages of a group, the most typical first and then those nearest to it."""
    query = select(InboxMessage).where(*_open(reason), InboxMessage.group_id == group_id)
    rows = list(session.scalars(query.order_by(InboxMessage.id.desc()).limit(MOST_LOOKED_THROUGH)))
    return [MessageView.of(rows[place]) for place in _order([row.vector for row in rows])]


def _order(stored: Sequence[bytes]) -> Sequence[int]:
    if not stored:
        return []
    vectors = np.array([unpacked(vector) for vector in stored])
    nearness = vectors @ vectors[most_typical(vectors)]
    return [int(place) for place in np.argsort(-nearness, kind="stable")]
