"""Calls in the database: one step is answered once, and a repeat gets the same TwiML."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from database.base import now
from database.engine import Database
from ivr.models import Call, CallStep
from ivr.state import CallState


class UnknownCall(LookupError):
    """No call with this CallSid has begun here."""


class Calls:
    def __init__(self, database: Database) -> None:
        self._database = database

    def begun(self, call_sid: str, contact_key: str, state: CallState) -> None:
        """Remember a new call; a repeat of the first webhook changes nothing."""
        with suppress(IntegrityError), self._database.session() as session:
            session.add(Call(call_sid=call_sid, contact_key=contact_key, state=state.as_json()))

    def find(self, call_sid: str) -> tuple[str, CallState]:
        """The contact's key and where the call stands. Raises UnknownCall."""
        with self._database.reading() as session:
            call = session.get(Call, call_sid)
            if call is None:
                raise UnknownCall(call_sid)
            return call.contact_key, CallState.from_json(call.state)

    def answered(self, call_sid: str, step: str) -> str | None:
        """The TwiML a step was given before."""
        with self._database.reading() as session:
            query = select(CallStep.twiml).where(CallStep.call_sid == call_sid, CallStep.step == step)
            return session.scalar(query)

    def last_answer(self, call_sid: str) -> tuple[str, str] | None:
        """The step that was answered last, and its TwiML."""
        with self._database.reading() as session:
            query = (
                select(CallStep).where(CallStep.call_sid == call_sid).order_by(CallStep.id.desc()).limit(1)
            )
            step = session.scalar(query)
            return (step.step, step.twiml) if step else None

    def keep(self, call_sid: str, step: str, state: CallState, twiml: str) -> str:
        """Store a step's answer with the state after it. Returns the answer that stands (another's, if first)."""
        try:
            with self._database.session() as session:
                session.add(CallStep(call_sid=call_sid, step=step, twiml=twiml))
                session.flush()
                session.get_one(Call, call_sid).state = state.as_json()
        except IntegrityError:
            return self.answered(call_sid, step) or twiml
        return twiml

    def remember(self, call_sid: str, state: CallState) -> None:
        """Where the call stands now, for a webhook whose answer is no step. Raises UnknownCall."""
        with self._database.session() as session:
            call = session.get(Call, call_sid)
            if call is None:
                raise UnknownCall(call_sid)
            call.state = state.as_json()

    def ended(self, call_sid: str) -> str | None:
        """Mark a call as over. Returns its contact's key; None for a call that never began here."""
        with self._database.session() as session:
            call = session.get(Call, call_sid)
            if call is None:
                return None
            call.ended_at = call.ended_at or now()
            return call.contact_key
