"""What the person who answers a telephone hears before the caller: who and what, in under ten seconds."""

from __future__ import annotations

from dataclasses import dataclass

from contacts import threats
from contacts.acts import Priority
from contacts.models import QueueEntry
from contacts.waiting.cards import Card
from council.catalogue import Catalogue
from council.words import Words

# Words of each part. With "press 1 to take it" under ten seconds at 2.7 words a second.
MOST_NAME = 3
MOST_PLACE = 3  # of "a caller at 12 Mill Lane"
MOST_ABOUT = 6
MOST_ABOUT_BESIDE_TWO = 3  # names: whom they asked for, and who stands in
MOST_ABOUT_BESIDE_THREE = 2  # and that they made a threat
MOST_WHY = 7
MOST_BESIDE_A_THREAT = 5
MOST_PASSED_ON = 8  # with the first words of the colleague's note; more where name and enquiry leave room
MOST_IN_ALL, AROUND_IT = 26, 6  # words in ten seconds, and of "about" and "press 1 to take it"
_THREATENS = "Careful, made a threat"
PASSED_ON = "Passed on by"  # begins the reason of who was passed on, before the colleague's name and note
# Words after which more is expected: a whisper does not end with one.
_LEADS_ON = frozenset(
    """a about after an and at because but by can could did does for from had has have her his i if in into is its last
    my no not of on or our over past so than that the their then there they this to was were when where which while
    who will with would your wants want needs need says asks""".split()
)


@dataclass(frozen=True)
class Whisper:
    """`about` is an enquiry's title, "" where nothing is known; `person` is whom they asked for, when nothing weightier
    is to be said."""

    who: str
    about: str
    why: str
    person: str | None = None
    deputy: str | None = None  # who stands in for that person

    def words(self, words: Words, catalogue: Catalogue) -> str:
        """In one sentence or two; an enquiry as people say it, "a missed bin" and not "report a missed bin"."""
        asked = asked_for(self.person, self.deputy, words)
        why = " ".join(part for part in (self.why, asked) if part)
        if not self.about:
            return _spaced(words.say("whisper_queue_unknown", spoken=True, who=self.who, why=why))
        as_said = {enquiry.title.casefold(): enquiry.spoken for enquiry in catalogue}
        about = as_said.get(self.about.casefold(), self.about)
        beside = MOST_ABOUT_BESIDE_THREE if _THREATENS in self.why else MOST_ABOUT_BESIDE_TWO
        most = beside if self.deputy else MOST_ABOUT
        about = _first(about[:1].lower() + about[1:], most)
        return _spaced(words.say("whisper_queue", spoken=True, who=self.who, about=about, why=why))


def whisper_of(entry: QueueEntry, reasons: tuple[str, ...]) -> Whisper:
    """From the card: the name given, what it is about, and what matters most: danger, what the caller needs to be
    able to talk at all, who passed them on, whom they asked for, why they come first, or why they want a person.

    Args:
        reasons: why this caller comes first, the weightiest first; see contacts/waiting/priority.py.
    """
    card = Card.model_validate(entry.card)
    in_danger = "Danger" in reasons[:1]
    passed_on = entry.reason.startswith(PASSED_ON) and not in_danger
    urgent = ["Urgent"] if entry.priority == Priority.URGENT and not in_danger else []
    person = None if in_danger or passed_on or card.access_needs or card.language else card.person
    named = _first(person, MOST_NAME) if person else None
    deputy = _first(card.deputy, MOST_NAME) if person and card.deputy else None
    threatens = threats.FLAG in card.collected  # said beside danger, or while they waited for something else
    if in_danger:
        most = "Danger"
    elif card.access_needs:
        need = card.access_needs[0]
        most = _first(entry.reason if need in entry.reason else need, MOST_WHY)
    elif card.language:
        most = f"Needs an interpreter: {_first(card.language, MOST_NAME)}"
    elif passed_on:
        told = 0 if card.about in ("", entry.reason) else MOST_ABOUT
        others = len(_who(card).split()) + told + len(urgent)
        most = _first_clauses(entry.reason, max(MOST_PASSED_ON, MOST_IN_ALL - AROUND_IT - others))
    elif threatens:
        most = "" if person else threats.REASON
    else:
        most = "" if person else _first(reasons[0] if reasons else entry.reason, MOST_WHY)
    if threatens and most != threats.REASON:
        # It comes first, as whoever answers must know it first; that it is urgent is no news then.
        urgent, most = [], most if in_danger else _first(most, MOST_BESIDE_A_THREAT)
        most = ". ".join(part for part in ((most, _THREATENS) if in_danger else (_THREATENS, most)) if part)
    why = ". ".join(part for part in (*urgent, most) if part)
    # Where nothing is known, the card's title is why they want a person, which is said anyway.
    about = "" if card.about == entry.reason else card.about
    return Whisper(_who(card), about, f"{why}." if why else "", named, deputy)


def asked_for(person: str | None, deputy: str | None, words: Words) -> str:
    """Whom the caller wants, for whoever answers; "" where it was nobody in particular."""
    if person is None:
        return ""
    if deputy is None:
        return words.say("whisper_for", spoken=True, person=person)
    return words.say("whisper_for_deputy", spoken=True, person=person, deputy=deputy)


def _who(card: Card) -> str:
    """The name they gave, else where they are."""
    if name := _first(card.collected.get("Name", ""), MOST_NAME):
        return name
    place = _first(card.collected.get("Address", "").partition(",")[0], MOST_PLACE)
    return f"A caller at {place}" if place else "A caller"


def _spaced(text: str) -> str:
    """Without the gap of a part that is empty."""
    return " ".join(text.split())


def _first_clauses(text: str, words: int) -> str:
    """As many words as that, ending where the speaker would draw breath, if they do after the first colon: a note of
    which half a clause is read tells the wrong thing."""
    said = text.split()
    if len(said) <= words:
        return text.rstrip(" .,;:")
    begins = next((place for place, word in enumerate(said) if word.endswith(":")), -1) + 1
    ends = [place for place in range(begins, words) if said[place][-1] in ",.;!?"]
    return " ".join(said[: ends[-1] + 1]).rstrip(" .,;:") if ends else _first(text, words)


def _first(text: str, words: int) -> str:
    """As many words as that, and no phrase broken off: of "in touch 3 times in the last 7 days", "in touch 3 times"."""
    said = text.split()
    kept = said[:words]
    while len(kept) > 1 and len(said) > words and kept[-1].casefold() in _LEADS_ON:
        kept.pop()
    return " ".join(kept).rstrip(" .,;:")
