"""What residents really said lately that was taken for an intent, masked before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from contacts.models import Contact, Turn
from database.engine import Database

LATELY = timedelta(days=28)
MOST_READ = 20_000  # turns looked through, the newest: their age alone has no index
MOST_SHOWN = 12

Mask = Callable[[str], str]  # takes personal data out of a message


@dataclass(frozen=True)
class Heard:
    """`sure` is the model's confidence, from 0 to 1."""

    words: str
    at: datetime
    channel: str
    sure: float


def heard_as(database: Database, intent: str, mask: Mask, at: datetime) -> list[Heard]:
    """The newest messages first, each wording once, those of the last LATELY."""
    oldest = select(func.max(Turn.id) - MOST_READ).scalar_subquery()
    name = Turn.understanding["intent"].as_string()
    wanted = (
        select(Turn, Contact.channel)
        .join(Contact, Contact.id == Turn.contact_id)
        .where(Turn.id > oldest, Turn.received_at >= at - LATELY, Turn.choice.is_(None), name == intent)
        .order_by(Turn.id.desc())
        .limit(10 * MOST_SHOWN)  # some say the same
    )
    found: dict[str, Heard] = {}
    with database.reading() as session:
        for turn, channel in session.execute(wanted):
            words = mask(turn.words).strip()
            if not words:
                continue
            sure = (turn.understanding or {}).get("confidence")
            heard = Heard(words, turn.received_at, channel, sure if isinstance(sure, float) else 0.0)
            found.setdefault(words.lower(), heard)
            if len(found) == MOST_SHOWN:
                break
    return list(found.values())
