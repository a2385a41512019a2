"""Who waits tells of danger or distress: they come sooner, and danger or harm goes to whoever is there for it.

The bins team's telephone is no help to somebody who cannot breathe: the place is kept, its team is another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from contacts import care
from contacts.acts import Act, HandOff, Priority
from contacts.models import HandOffStatus, QueueEntry
from contacts.waiting.cards import Card
from contacts.waiting.priority import Facts
from council.council import Council
from council.who_is_here import open_team

_WANTED = "Asked for"  # on the card, of whom they waited for before


def told(
    entry: QueueEntry,
    by: str,
    understanding: dict[str, object] | None,
    acts: Sequence[Act],
    council: Council,
    at: datetime,
) -> None:
    """`by` says who heard it, as in contacts/answering.py; `acts` name who helps. Distress stays with whom they asked
    for, harm goes to the care team, and danger told before is still danger. An adviser who has them keeps them.
    """
    heard = care.heard_in(understanding) if by == "care" else None
    if by != "danger" and heard not in care.NEEDS_CARE:
        return
    in_danger, before = by == "danger", Facts.from_json(entry.facts)
    entry.priority = Priority.URGENT
    now = replace(before, danger=before.danger or in_danger, vulnerable=before.vulnerable or not in_danger)
    entry.facts = now.as_json()
    # The care team is there for danger as well.
    harm = heard is care.Safety.SAFEGUARDING and not before.danger
    waits = entry.status == HandOffStatus.WAITING
    if waits and (harm or (in_danger and entry.team != care.CARE_TEAM)):
        _moved(entry, acts, council, at)


def _moved(entry: QueueEntry, acts: Sequence[Act], council: Council, at: datetime) -> None:
    wished = next((act for act in acts if isinstance(act, HandOff)), None)
    team = open_team(council, wished.team, at) if wished else None
    if wished is None or team is None or team.key == entry.team:
        return
    card = Card.model_validate(entry.card)
    wanted = card.person or council.team(entry.team).title
    # Nobody's own telephone is rung before those who are there for this.
    entry.card = card.model_copy(
        update={"person": None, "deputy": None, "collected": {**card.collected, _WANTED: wanted}}
    ).model_dump(mode="json")
    entry.team, entry.reason = team.key, wished.reason[:300]
