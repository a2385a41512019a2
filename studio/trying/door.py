"""The door of a rehearsal, through which the studio sees how turns were understood. No other assistant has one."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import Any, Protocol

from fastapi import APIRouter, Header, HTTPException
from sqlalchemy import select

from contacts.assistant import AssistantUnavailable
from contacts.lookups import last_number
from contacts.models import Channel, Contact, Message
from contacts.transcript import TranscriptView
from database.engine import Database
from studio.trying.told import Reasons, Told, ToldTurn


class GivesReasons(Protocol):
    def reasons(self, contact_id: int, turns: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
        """See bot/why.py. Raises AssistantUnavailable."""


def router(database: Database, assistant: GivesReasons, token: str) -> APIRouter:
    """GET /rehearsal/contacts/{key} and /rehearsal/calls/{call_sid}, for whoever has the token."""
    door = APIRouter(prefix="/rehearsal", include_in_schema=False)

    def told(authorization: str | None, key: str, *, of_call: bool) -> Told:
        if not hmac.compare_digest((authorization or "").encode(), f"Bearer {token}".encode()):
            raise HTTPException(401)
        with database.reading() as session:
            wanted = Contact.call_sid == key if of_call else Contact.key == key
            contact = session.scalar(select(Contact).where(wanted))
            if contact is None:
                raise HTTPException(404)
            lines = select(Message).where(Message.contact_id == contact.id).order_by(Message.id)
            transcript = TranscriptView.of(
                contact, last_number(session, contact), list(session.scalars(lines))
            )
            turns = [
                ToldTurn(
                    number=turn.number,
                    words=turn.words,
                    choice=turn.choice,
                    understanding=turn.understanding,
                )
                for turn in contact.turns
            ]
            channel, contact_id = Channel(contact.channel), contact.id
        reasons = _reasons(assistant, contact_id, turns)
        for turn in turns:
            turn.reasons = reasons.get(turn.number)
        return Told(channel=channel, transcript=transcript, turns=turns)

    @door.get("/contacts/{key}")
    def of_contact(key: str, authorization: str | None = Header(None)) -> Told:
        return told(authorization, key, of_call=False)

    @door.get("/calls/{call_sid}")
    def of_call(call_sid: str, authorization: str | None = Header(None)) -> Told:
        return told(authorization, call_sid, of_call=True)

    return door


def _reasons(assistant: GivesReasons, contact_id: int, turns: list[ToldTurn]) -> dict[int, Reasons]:
    """By number; none while Rasa does not answer: what was said is shown all the same."""
    if not turns:
        return {}
    try:
        asked = [(turn.number, "" if turn.choice else turn.words) for turn in turns]
        return {
            found["number"]: Reasons.model_validate(found) for found in assistant.reasons(contact_id, asked)
        }
    except AssistantUnavailable:
        return {}
