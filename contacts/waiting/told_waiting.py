"""What a caller who waits tells us of themselves: whom they would rather have, their language, that they are deaf.

The place is kept; whoever is rung, and the card, change. Of any other words, which may be talk in the room, nothing is
kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from contacts import access
from contacts.asked_by_name import AskedByName
from contacts.events import QUEUE_TOPIC, Events
from contacts.lookups import contact_by_key, open_entry
from contacts.models import HandOffStatus, QueueEntry
from contacts.waiting.cards import Card
from contacts.waiting.priority import Facts
from council.council import Council
from council.who_is_here import open_team
from council.words import Words
from database.base import now
from database.engine import Database

DEAF = "Deaf or hard of hearing"
_DEAF = re.compile(
    r"(?i)\b(?:i['’]?m|i am|we['’]?re|we are|me)\b(?: \w+){0,2} (?:deaf|hard of hearing)\b"
    r"|\bhearing (?:loss|impaired)\b"
)

_BESIDE = re.compile(r"(?i)^\W*(?:(?:no|oh|actually|sorry|wait|please|um|er)\W+)+|\W+instead\b")
# "I want the housing team", which without the last word may be anything.
_WANTS = re.compile(
    r"(?i)^i(?:['’]d)? (?:want|need|meant|asked for|rather have)\s+(?P<whom>.+\b(?:team|department|office|people)\b.*)$"
)


class ToldWaiting:
    """Safe to share between threads."""

    def __init__(
        self,
        database: Database,
        council: Council,
        words: Words,
        events: Events,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database, self._council, self._words = database, council, words
        self._events, self._clock = events, clock
        self._by_name = AskedByName(council)

    def heard(self, contact_key: str, said: str) -> tuple[str, ...] | None:
        """What they hear; None where nothing of the kind is in the words, or they wait no longer."""
        with self._database.session() as session:
            entry = open_entry(session, contact_by_key(session, contact_key, lock=True))
            if entry is None or entry.status != HandOffStatus.WAITING:
                return None
            told = self._language(entry, said) or self._hearing(entry, said)
            told = told or self._somebody_else(entry, said)
        if told:
            self._events.publish(QUEUE_TOPIC)
        return told

    def _language(self, entry: QueueEntry, said: str) -> tuple[str, ...] | None:
        card, language = Card.model_validate(entry.card), self._council.languages.wished(said)
        if language is None or language.name == card.language:
            return None
        collected = {**card.collected, "Language": language.name}
        entry.card = card.model_copy(update={"language": language.name, "collected": collected}).model_dump(
            mode="json"
        )
        entry.facts = replace(Facts.from_json(entry.facts), language=language.name).as_json()
        return (language.says or self._say("language_without_voice", language=language.name),)

    def _hearing(self, entry: QueueEntry, said: str) -> tuple[str, ...] | None:
        need = access.RELAY_UK if access.is_relay_call(said) else DEAF if _DEAF.search(said) else None
        card = Card.model_validate(entry.card)
        if need is None or need in card.access_needs:
            return None
        needs = [*card.access_needs, need]
        entry.card = card.model_copy(update={"access_needs": needs}).model_dump(mode="json")
        return (self._say("queue_need_told"),)

    def _somebody_else(self, entry: QueueEntry, said: str) -> tuple[str, ...] | None:
        """Whoever has told of danger stays with those who are there for it."""
        act = None if Facts.from_json(entry.facts).danger else self._by_name.hand_off(_asking(said))
        team = open_team(self._council, act.team, self._clock()) if act else None
        card = Card.model_validate(entry.card)
        if act is None or team is None or (team.key, act.person) == (entry.team, card.person):
            return None
        entry.card = card.model_copy(update={"person": act.person, "deputy": None}).model_dump(mode="json")
        entry.team = team.key
        entry.reason = act.reason if act.person else f"Asked for {team.spoken}"
        return (self._say("passing_on", team=team.spoken),)

    def _say(self, name: str, **blanks: str) -> str:
        return self._words.say(name, spoken=True, **blanks)


def _asking(said: str) -> str:
    """The words as they would ask for somebody at the start of a call."""
    plain = _BESIDE.sub("", " ".join(said.split()))
    wanted = _WANTS.match(plain)
    return f"put me through to {wanted['whom']}" if wanted else plain
