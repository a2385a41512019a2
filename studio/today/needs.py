"""What needs an editor's attention: of each need, what it is, where it is mended and how many residents it touched.

A resident is counted once for each contact: nobody is followed from one to the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from contacts.models import QueueEntry, Turn
from database.engine import Database
from studio.inbox.inbox import Inbox
from studio.inbox.models import InboxMessage
from studio.masking import marks

LATELY = timedelta(days=7)
MOST_SHOWN = 5  # of each kind
LEAST_CONFUSED = 2  # residents: once is chance
PASSED_ON = "passed_to_team"  # how a hand-off ended that went to another team
LEAST_PASSED_ON = 2


@dataclass(frozen=True)
class NotUnderstood:
    """An open group of messages, by its most typical one."""

    group_id: int
    words: str
    residents: int
    messages: int


@dataclass(frozen=True)
class Confused:
    """Two intents the assistant takes for each other."""

    one: str
    other: str
    residents: int


@dataclass(frozen=True)
class Doubtful:
    """An article past its review date, or of which residents said that it did not help."""

    name: str
    title: str
    overdue_since: date | None
    did_not_help: int  # residents who said so lately
    residents: int  # who were answered from it lately


@dataclass(frozen=True)
class PassedOn:
    """An enquiry whose residents were passed from team to team; `about` is its title."""

    about: str
    team: str
    residents: int


@dataclass(frozen=True)
class Needs:
    """`open_messages`: all that are undecided, of whatever age."""

    not_understood: list[NotUnderstood]
    open_messages: int
    residents_not_understood: int
    confused: list[Confused]
    doubtful: list[Doubtful]
    passed_on: list[PassedOn]

    @property
    def none(self) -> bool:
        return not (self.open_messages or self.confused or self.doubtful or self.passed_on)


@dataclass(frozen=True)
class ArticleFacts:
    """As much of an article as this needs."""

    name: str
    title: str
    review_by: date | None


def needs(database: Database, articles: Iterable[ArticleFacts], at: datetime, today: date) -> Needs:
    """`today`: the date in London."""
    since = at - LATELY
    groups, _ = Inbox(database).groups()
    with database.reading() as session:
        undecided = InboxMessage.decision_id.is_(None)
        open_messages = session.scalar(select(func.count()).select_from(InboxMessage).where(undecided)) or 0
        lately = session.scalar(
            select(func.count(InboxMessage.contact_id.distinct())).where(
                InboxMessage.decision_id.is_(None), InboxMessage.received_at >= since
            )
        )
        of_groups = session.execute(
            select(InboxMessage.group_id, func.count(InboxMessage.contact_id.distinct()).label("residents"))
            .where(InboxMessage.decision_id.is_(None), InboxMessage.received_at >= since)
            .group_by(InboxMessage.group_id)
        )
        recent = {row.group_id: row.residents for row in of_groups}
        confused = _confused(session, since)
        doubtful = _doubtful(session, articles, since, today)
        passed_on = _passed_on(session, since)
    shown = [
        NotUnderstood(group.id, marks.shown(group.typical.words), recent.get(group.id, 0), group.count)
        for group in groups[:MOST_SHOWN]
    ]
    return Needs(shown, open_messages, lately or 0, confused, doubtful, passed_on)


def _confused(session: Session, since: datetime) -> list[Confused]:
    """From what residents chose when asked, and advisers put right: what was meant beside what the model believed, or
    beside its second guess where the first was right and it could not tell."""
    rows = session.execute(
        select(InboxMessage.contact_id, InboxMessage.meant, InboxMessage.understood).where(
            InboxMessage.received_at >= since, InboxMessage.meant.is_not(None)
        )
    )
    residents: dict[tuple[str, str], set[int]] = defaultdict(set)
    for contact, meant, understood in rows:
        other = _beside(meant or "", understood)
        if meant and other:
            one, two = sorted((meant, other))
            residents[one, two].add(contact)
    pairs = [
        Confused(one, other, len(who))
        for (one, other), who in residents.items()
        if len(who) >= LEAST_CONFUSED
    ]
    return sorted(pairs, key=lambda pair: (-pair.residents, pair.one, pair.other))[:MOST_SHOWN]


def _beside(meant: str, understood: Mapping[str, object]) -> str | None:
    ranked = understood.get("ranking")
    names = [str(one["intent"]) for one in ranked] if isinstance(ranked, list) else []
    return next((name for name in names[:2] if name != meant), None)


def _doubtful(
    session: Session, articles: Iterable[ArticleFacts], since: datetime, today: date
) -> list[Doubtful]:
    answered = {
        name: (residents, unhelped)
        for name, residents, unhelped in session.execute(
            select(
                Turn.article,
                func.count(Turn.contact_id.distinct()),
                func.count(case((Turn.helped.is_(False), Turn.contact_id)).distinct()),
            )
            .where(Turn.received_at >= since, Turn.article.is_not(None))
            .group_by(Turn.article)
        )
    }
    found = []
    for article in articles:
        residents, unhelped = answered.get(article.name, (0, 0))
        overdue = article.review_by if article.review_by and article.review_by < today else None
        if overdue or unhelped:
            found.append(Doubtful(article.name, article.title, overdue, unhelped, residents))
    return sorted(found, key=lambda one: (-one.did_not_help, -one.residents, one.name))[:MOST_SHOWN]


def _passed_on(session: Session, since: datetime) -> list[PassedOn]:
    about = QueueEntry.card["about"].as_string()
    rows = session.execute(
        select(about, QueueEntry.team, func.count(QueueEntry.contact_id.distinct()))
        .where(QueueEntry.finished_at >= since, QueueEntry.outcome == PASSED_ON)
        .group_by(about, QueueEntry.team)
    )
    found = [PassedOn(title or "", team, residents) for title, team, residents in rows]
    often = [one for one in found if one.residents >= LEAST_PASSED_ON]
    return sorted(often, key=lambda one: (-one.residents, one.about, one.team))[:MOST_SHOWN]
