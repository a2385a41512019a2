"""What the person who answers a telephone hears before the caller: who and what, in under ten seconds."""

from __future__ import annotations

from dataclasses import dataclass

from contacts.acts import Priority
from contacts.cards import Card
from contacts.models import QueueEntry
from council.words import Words

# Words of each part. With "press 1 to take the call" under ten seconds at 2.7 words a second.
MOST_NAME = 3
MOST_ABOUT = 6
MOST_WHY = 7


@dataclass(frozen=True)
class Whisper:
    who: str
    about: str
    why: str

    def words(self, words: Words) -> str:
        return words.say("whisper_queue", spoken=True, who=self.who, about=self.about, why=self.why)


def whisper_of(entry: QueueEntry, reasons: tuple[str, ...]) -> Whisper:
    """From the card: the name given, what it is about, and what matters most: danger, a broken promise, a case.

    Args:
        reasons: why this caller comes first, the weightiest first; see contacts/priority.py.
    """
    card = Card.model_validate(entry.card)
    name = " ".join(card.collected.get("Name", "").split()[:MOST_NAME])
    urgent = ["Urgent"] if entry.priority == Priority.URGENT and "Danger" not in reasons[:1] else []
    most = reasons[0] if reasons else entry.reason
    why = ". ".join([*urgent, _first(most, MOST_WHY)])
    about = _first(card.about or "a general enquiry", MOST_ABOUT)
    return Whisper(name or "A caller", about[:1].lower() + about[1:], f"{why}.")


def _first(text: str, words: int) -> str:
    return " ".join(text.split()[:words]).rstrip(" .,;:")
