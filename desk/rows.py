"""Contacts, messages and call-backs in the shape the desk's templates show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cases.phones import shown_phone
from contacts.acts import Ask, CallBack, End, HandOff, Priority, Say
from contacts.cards import Card
from contacts.models import Author, Channel, HandOffStatus
from contacts.queue import CallBackView, EntryView
from contacts.transcript import MessageView, TranscriptView
from desk.room import Room
from desk.words import between, channel_words, day_and_time, waited

# Lines of what was said last that stand open on the card; the conversation beside it has them all.
SHOWN_TRIED = 4


@dataclass(frozen=True)
class CardRows:
    """What is known before the adviser says hello."""

    who: str
    about: str
    reason: str
    case_references: list[str]
    collected: list[tuple[str, str]]
    tried: list[str]  # what was said last, oldest first
    tried_earlier: list[str]
    access_needs: list[str]
    promised: list[str]
    person: str | None = None  # whom they asked for by name

    @classmethod
    def of(cls, card: Card, who: str | None, reason: str) -> CardRows:
        return cls(
            who=who or card.who or "Not given",
            about=card.about,
            reason=reason,
            case_references=list(card.case_references),
            collected=list(card.collected.items()),
            tried=card.tried[-SHOWN_TRIED:],
            tried_earlier=card.tried[:-SHOWN_TRIED],
            access_needs=list(card.access_needs),
            promised=list(card.promised),
            person=card.person,
        )


@dataclass(frozen=True)
class EntryRow:
    """One contact of the queue, on the list or on its own page."""

    id: int
    status: str
    channel: str
    by_phone: bool
    urgent: bool
    team: str
    reason: str
    accepted: str  # the time
    waited: str  # until accepted, or until now
    adviser: str
    card: CardRows
    reply_needed: bool = False  # the resident had the last word

    @classmethod
    def of(cls, entry: EntryView, room: Room, transcript: TranscriptView | None = None) -> EntryRow:
        said = [line.author for line in transcript.messages] if transcript else []
        return cls(
            id=entry.id,
            status=entry.status,
            channel=channel_words(entry.channel),
            by_phone=entry.channel == Channel.PHONE,
            urgent=entry.priority == Priority.URGENT,
            team=room.team(entry.team),
            reason=entry.reason,
            accepted=day_and_time(entry.accepted_at, room.clock()) if entry.accepted_at else "",
            waited=waited(entry.waiting_since, entry.accepted_at or room.clock()),
            adviser=entry.adviser or "",
            card=CardRows.of(entry.card, None, entry.reason),
            reply_needed=bool(said) and said[-1] == Author.RESIDENT and entry.channel != Channel.PHONE,
        )

    @property
    def waiting(self) -> bool:
        return self.status == HandOffStatus.WAITING

    def held_by(self, name: str) -> bool:
        return self.status == HandOffStatus.ACCEPTED and self.adviser == name


@dataclass(frozen=True)
class MessageRow:
    """A line of the transcript. `kind` is resident, assistant, adviser, or event for what happened unsaid."""

    id: int
    kind: str
    who: str
    time: str
    text: str
    choices: tuple[str, ...] = ()
    source: str = ""

    @classmethod
    def of(cls, line: MessageView, room: Room) -> MessageRow:
        names = {Author.RESIDENT: "Resident", Author.ASSISTANT: "Assistant"}
        who = line.author_name or names.get(line.author, "Adviser")
        kind, text, source = str(line.author), "", ""
        choices: tuple[str, ...] = ()
        match line.act:
            case Say(text=text):
                source = line.act.source.title if line.act.source else ""
            case Ask(text=text):
                choices = tuple(choice.label for choice in line.act.choices)
            case HandOff(reason=reason):
                kind, text = "event", f"Asked for a person: {reason}"
            case CallBack(reason=reason):
                kind, text = "event", f"Asked for a call-back: {reason}"
            case End():
                kind, text = "event", "The conversation ended"
        return cls(line.id, kind, who, day_and_time(line.sent_at, room.clock()), text, choices, source)


@dataclass(frozen=True)
class CallBackRow:
    id: int
    name: str
    number: str  # as people write it
    dial: str  # for the link
    team: str
    reason: str
    when: str
    status: str  # overdue, due or later
    card: CardRows

    @classmethod
    def of(cls, call: CallBackView, room: Room) -> CallBackRow:
        moment = room.clock()
        return cls(
            id=call.id,
            name=call.name or "",
            number=shown_phone(call.number),
            dial=call.number,
            team=room.team(call.team),
            reason=call.reason,
            when=between(call.ring_from, call.ring_by, moment),
            status=_due(call.ring_from, call.ring_by, moment),
            card=CardRows.of(call.card, call.name, call.reason),
        )


def _due(ring_from: datetime, ring_by: datetime, moment: datetime) -> str:
    if moment > ring_by:
        return "overdue"
    return "due" if moment >= ring_from else "later"
