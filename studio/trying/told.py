"""What a rehearsal tells of a conversation: more than a resident is shown."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from contacts.models import Channel
from contacts.transcript import TranscriptView


class ActionRun(BaseModel):
    """`policy` is Rasa's name for what chose it; none for what a form does by itself."""

    name: str
    policy: str | None = None


class HeardWords(BaseModel):
    """What the thresholds were held against; see bot/why.py."""

    surety: float = 0.0
    safety_confidence: float = 0.0
    safety_rules: list[str] = []
    plain_danger: bool = False


class Reasons(BaseModel):
    """What stands behind a turn. `intent` is what the rules saw, none when no rule ran."""

    number: int
    intent: str | None = None
    actions: list[ActionRun] = []
    form: str | None = None
    asks: str | None = None
    heard: HeardWords | None = None


class ToldTurn(BaseModel):
    """One turn. `understanding` is in the form of bot/contact_channel.py, none where nobody was asked."""

    number: int
    words: str
    choice: str | None = None
    understanding: dict[str, Any] | None = None
    reasons: Reasons | None = None


class Told(BaseModel):
    """A whole conversation: its transcript as the resident has it, and each of their turns."""

    channel: Channel
    transcript: TranscriptView
    turns: list[ToldTurn]
