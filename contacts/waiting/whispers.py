"""What the person who answers a telephone hears before the caller: who and what, in under ten seconds."""

from __future__ import annotations

from dataclasses import dataclass

from contacts.acts import Priority
from contacts.models import QueueEntry
from contacts.waiting.cards import Card
from council.words import Words

# Words of each part. With "press 1 to take the call" under ten seconds at 2.7 words a second.
MOST_NAME = 3
MOST_ABOUT = 6
MOST_ABOUT_BESIDE_TWO = 3  # names: whom they asked for, and who stands in
MOST_WHY = 7


@dataclass(frozen=True)
class Whisper:
    """`person` is whom they asked for, when nothing weightier is to be said."""

    who: str
    about: str
    why: str
    person: str | None = None
    deputy: str | None = None  # who stands in for that person

    def words(self, words: Words) -> str:
        asked = asked_for(self.person, self.deputy, words)
        why = " ".join(part for part in (self.why, asked) if part)
        return words.say("whisper_queue", spoken=True, who=self.who, about=self.about, why=why)


def whisper_of(entry: QueueEntry, reasons: tuple[str, ...]) -> Whisper:
    """From the card: the name given, what it is about, and what matters most: danger, what the caller needs to be
    able to talk at all, whom they asked for, why they come first, or why they want a person.

    Args:
        reasons: why this caller comes first, the weightiest first; see contacts/waiting/priority.py.
    """
    card = Card.model_validate(entry.card)
    name = " ".join(card.collected.get("Name", "").split()[:MOST_NAME])
    in_danger = "Danger" in reasons[:1]
    urgent = ["Urgent"] if entry.priority == Priority.URGENT and not in_danger else []
    person = None if in_danger or card.access_needs else card.person
    named = _first(person, MOST_NAME) if person else None
    deputy = _first(card.deputy, MOST_NAME) if person and card.deputy else None
    about = _first(card.about or "a general enquiry", MOST_ABOUT_BESIDE_TWO if deputy else MOST_ABOUT)
    if card.access_needs and not in_danger:
        need = card.access_needs[0]
        most = [entry.reason if need in entry.reason else need]
    else:
        most = [] if person else [reasons[0] if reasons else entry.reason]
    why = ". ".join([*urgent, *(_first(one, MOST_WHY) for one in most)])
    return Whisper(name or "A caller", about[:1].lower() + about[1:], f"{why}." if why else "", named, deputy)


def asked_for(person: str | None, deputy: str | None, words: Words) -> str:
    """Whom the caller wants, for whoever answers; "" where it was nobody in particular."""
    if person is None:
        return ""
    if deputy is None:
        return words.say("whisper_for", spoken=True, person=person)
    return words.say("whisper_for_deputy", spoken=True, person=person, deputy=deputy)


def _first(text: str, words: int) -> str:
    return " ".join(text.split()[:words]).rstrip(" .,;:")
