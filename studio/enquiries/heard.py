"""What residents really said lately that was taken for an intent, masked before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from contacts.models import Contact, Turn
from database.engine import Database

LATELY = timedelta(days=28)
MOST_READ = 20_000  # turns looked through, the newest: their age alone has no index
MOST_SHOWN = 12

# Takes personal data out of a message, given the entities the assistant found in it.
Mask = Callable[[str, Sequence[Mapping[str, Any]]], str]


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
            understood = turn.understanding or {}
            words = mask(turn.words, understood.get("entities") or ()).strip()
            if not words:
                continue
            sure = understood.get("confidence")
            heard = Heard(words, turn.received_at, channel, sure if isinstance(sure, float) else 0.0)
            found.setdefault(words.lower(), heard)
            if len(found) == MOST_SHOWN:
                break
    return list(found.values())
