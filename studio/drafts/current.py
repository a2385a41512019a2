"""Which draft each editor works on."""

from __future__ import annotations

from sqlalchemy import select

from database.engine import Database
from staff.sessions import SignedIn
from studio.drafts.models import CurrentDraft, Draft, DraftStatus


def chosen_by(database: Database, me: SignedIn) -> Draft | None:
    """None when they chose none, or it is closed now."""
    wanted = (
        select(Draft)
        .join(CurrentDraft, CurrentDraft.draft_id == Draft.id)
        .where(CurrentDraft.account_id == me.id, Draft.status == DraftStatus.OPEN)
    )
    with database.reading() as session:
        return session.scalar(wanted)


def choose(database: Database, me: SignedIn, draft_id: int | None) -> None:
    with database.session() as session:
        chosen = session.get(CurrentDraft, me.id)
        if draft_id is None:
            if chosen:
                session.delete(chosen)
        elif chosen:
            chosen.draft_id = draft_id
        else:
            session.add(CurrentDraft(account_id=me.id, draft_id=draft_id))
