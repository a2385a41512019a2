"""Contacts, messages and call-backs in the shape the desk's templates show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.models import OutboxStatus
from cases.outbox import OutboxView
from cases.phones import shown_phone
from contacts.acts import Ask, CallBack, End, HandOff, Priority, Say
from contacts.models import AttemptOutcome, Author, CallBackStatus, Channel, HandOffStatus
from contacts.ringing_back.call_back_rules import OUR_SIDE
from contacts.transcript import MessageView, TranscriptView
from contacts.waiting.cards import Card
from contacts.waiting.queue import CallBackView
from contacts.waiting.queue_views import EntryView
from desk.room import Room
from desk.words import LEFT, between, channel_words, day_and_time, waited

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
    language: str
    notes: list[str]
    person: str | None = None  # whom they asked for by name
    deputy: str | None = None  # who stands in for them

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
            language=card.language or "",
            notes=list(card.notes),
            person=card.person,
            deputy=card.deputy,
        )


@dataclass(frozen=True)
class EntryRow:
    """One contact of the queue, on the list or on its own page."""

    id: int
    status: str
    channel: str
    by_phone: bool
    left: str  # what the resident is no longer in: the chat
    urgent: bool
    team: str
    reason: str
    accepted: str  # the time
    waited: str  # until accepted, or until now
    adviser: str
    card: CardRows
    reply_needed: bool = False  # the resident had the last word
    why_first: tuple[str, ...] = ()
    ringing: str = ""  # the team, or the adviser, whose telephone rings for them
    whispering: bool = False  # and was answered
    ringing_adviser: str = ""
    ringing_team: str = ""  # its key
    taken_by_phone: bool = False

    @classmethod
    def of(cls, entry: EntryView, room: Room, transcript: TranscriptView | None = None) -> EntryRow:
        ring = entry.ringing
        said = [line.author for line in transcript.messages] if transcript else []
        return cls(
            id=entry.id,
            status=entry.status,
            channel=channel_words(entry.channel),
            by_phone=entry.channel == Channel.PHONE,
            left=LEFT[entry.channel],
            urgent=entry.priority == Priority.URGENT,
            team=room.team(entry.team),
            reason=entry.reason,
            accepted=day_and_time(entry.accepted_at, room.clock()) if entry.accepted_at else "",
            waited=waited(entry.waiting_since, entry.accepted_at or room.clock()),
            adviser=entry.adviser or "",
            card=CardRows.of(entry.card, None, entry.reason),
            reply_needed=bool(said) and said[-1] == Author.RESIDENT and entry.channel != Channel.PHONE,
            why_first=tuple(entry.why_first),
            ringing=(ring.adviser or room.team(ring.team)) if ring else "",
            whispering=bool(ring and ring.whispering),
            ringing_adviser=(ring.adviser or "") if ring else "",
            ringing_team=ring.team if ring else "",
            taken_by_phone=entry.taken_by_phone,
        )

    @property
    def waiting(self) -> bool:
        return self.status == HandOffStatus.WAITING

    def rings(self, name: str, team: str) -> bool:
        """Whether it is this adviser's telephone that rings: asked for by them, or their team's."""
        if self.ringing_adviser:
            return self.ringing_adviser == name
        return bool(self.ringing_team) and self.ringing_team == team

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
    trouble: str = ""  # why the text that carries it has not left

    @classmethod
    def of(cls, line: MessageView, room: Room, unsent: OutboxView | None = None) -> MessageRow:
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
        time = day_and_time(line.sent_at, room.clock())
        return cls(line.id, kind, who, time, text, choices, source, _trouble(unsent))


def message_rows(lines: Sequence[MessageView], room: Room) -> list[MessageRow]:
    """The lines of a transcript, with what hinders a text that an adviser has sent."""
    written = [line.id for line in lines if line.author == Author.ADVISER]
    unsent = room.outbox.not_delivered(written) if written else {}
    return [MessageRow.of(line, room, unsent.get(line.id)) for line in lines]


def _trouble(unsent: OutboxView | None) -> str:
    if unsent is None:
        return ""
    if unsent.status == OutboxStatus.FAILED:
        return f"This text was not sent: {unsent.last_error}"
    return (
        f"Not sent yet, and will be tried again: {unsent.last_error}" if unsent.last_error else "On its way"
    )


# How a try went, as the list says it after its time.
TRIES = {
    AttemptOutcome.ADVISER_NOT_REACHED: "the team did not take it",
    AttemptOutcome.RESIDENT_NOT_REACHED: "the resident did not answer",
    AttemptOutcome.MACHINE: "a machine answered, and no message was left",
    AttemptOutcome.TALKED: "they talked",
    AttemptOutcome.FAILED: "the call could not be placed",
    None: "ringing now",
}


@dataclass(frozen=True)
class CallBackRow:
    id: int
    name: str
    number: str  # as people write it
    dial: str  # for the link
    team: str
    reason: str
    when: str
    status: str  # yours, ringing, overdue, due or later
    card: CardRows
    tries: list[str]  # oldest first
    why_yours: str  # why an adviser must see to it; empty unless the status is yours
    next_try: str  # when the telephone rings for it; empty when it does not
    may_ring_now: bool

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
            status=_due(call, moment),
            card=CardRows.of(call.card, call.name, call.reason),
            tries=[f"{day_and_time(one.started_at, moment)}: {TRIES[one.outcome]}" for one in call.tries],
            why_yours=_why_yours(call),
            next_try=_next_try(call, moment) if room.calling_back else "",
            may_ring_now=room.calling_back is not None
            and call.status != CallBackStatus.RINGING
            and not call.asked_by,
        )


def _due(call: CallBackView, moment: datetime) -> str:
    if call.status == CallBackStatus.NEEDS_A_PERSON:
        return "yours"
    if call.status == CallBackStatus.RINGING:
        return "ringing"
    if moment > call.ring_by:
        return "overdue"
    return "due" if moment >= call.ring_from else "later"


def _why_yours(call: CallBackView) -> str:
    if call.status != CallBackStatus.NEEDS_A_PERSON:
        return ""
    if not call.tries:
        return "The time agreed went by without a try. Please decide what to do."
    if call.tries[-1].outcome in OUR_SIDE:
        return "We could not bring it to the team. Ring now, or ring the resident yourself."
    return "We tried three times, and this number cannot get a text. Please decide what to do."


def _next_try(call: CallBackView, moment: datetime) -> str:
    if call.status != CallBackStatus.BOOKED:
        return ""
    if call.asked_by:
        return f"Ringing within half a minute, asked for by {call.asked_by}"
    at = call.next_try_at or call.ring_from
    when = day_and_time(at, moment) if at > moment else "as soon as the team is free"
    return f"Next try: {when}"
