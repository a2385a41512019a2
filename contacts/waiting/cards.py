"""The card: what an adviser must know before saying hello, so that nobody has to repeat themselves."""

from __future__ import annotations

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.models import Case
from cases.phones import shown_phone
from cases.references import shown
from contacts.acts import Acts, CallBack, HandOff
from contacts.models import Author, Channel, Contact, Message, QueueEntry
from contacts.refusing_recording import ON_THE_CARD, refused

MOST_TRIED = 12  # lines of what was said and answered; the transcript has the rest
LONGEST_LINE = 200


class Card(BaseModel):
    who: str | None = Field(description="The caller's number, or the name given")
    about: str = Field(description="The enquiry, as a title")
    case_references: list[str]
    tried: list[str] = Field(description="What the resident said and how it was answered, oldest first")
    collected: dict[str, str] = Field(description="What a form had so far")
    access_needs: list[str] = []
    promised: list[str] = []
    person: str | None = Field(default=None, description="Whom they asked for by name")
    deputy: str | None = Field(default=None, description="Who stands in for them, because they are away")
    language: str | None = Field(default=None, description="An interpreter is wanted, for this language")
    notes: list[str] = Field(default=[], description="What colleagues who passed it on wrote, oldest first")


def about_of(entry: QueueEntry | None) -> str:
    """What a place in the queue is about; "" where its card only has why somebody was wanted in that place."""
    about = str(entry.card.get("about", "")) if entry else ""
    return "" if entry and about == entry.reason else about


def card_of(session: Session, contact: Contact, act: HandOff | CallBack) -> Card:
    """The card for a contact as it stands."""
    cases = session.query(Case).filter(Case.contact_id == contact.id).order_by(Case.id).all()
    return Card(
        who=(shown_phone(contact.caller) if contact.caller else None) or act.collected.get("Name"),
        about=act.about or (cases[-1].title if cases else act.reason),
        case_references=[shown(case.reference) for case in cases],
        tried=_tried(session, contact),
        collected=act.collected
        | (ON_THE_CARD if contact.channel == Channel.PHONE and refused(session, contact.id) else {}),
        access_needs=list(act.access_needs),
        person=act.person,
        deputy=act.deputy if isinstance(act, HandOff) else None,
        language=act.collected.get("Language"),
        promised=[f"{case.title}: by {case.due:%A} {case.due.day} {case.due:%B}" for case in cases],
    )


def _tried(session: Session, contact: Contact) -> list[str]:
    newest = select(Message).where(Message.contact_id == contact.id).order_by(Message.id.desc())
    lines: list[str] = []
    for message in session.scalars(
        newest.limit(MOST_TRIED * 3)
    ):  # some acts have no words: bring a person, end
        (act,) = Acts.validate_python([message.act])
        text = getattr(act, "text", "")
        if text:
            who = "Resident" if message.author == Author.RESIDENT else "Assistant"
            lines.append(f"{who}: {' '.join(text.split())[:LONGEST_LINE]}")
    return lines[:MOST_TRIED][::-1]
