"""What may be read of a contact from outside: its messages in order, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, Field

from contacts.acts import Act, Acts
from contacts.models import Author, Contact, Message, Status

VISIBLE = frozenset({"say", "ask", "end"})


class MessageView(BaseModel):
    """One line of the conversation."""

    id: int = Field(description="Rises with every message of the contact; pass the last one seen as `after`")
    turn: int | None = Field(description="The resident's turn this belongs to; none for what came unasked")
    author: Author
    author_name: str | None = Field(description="The adviser's name, when a person wrote it")
    sent_at: datetime
    act: Act
    helped: bool | None = Field(
        default=None, description="Of an answer: whether the resident said that it helped"
    )

    @classmethod
    def of(cls, message: Message, helped: bool | None = None) -> MessageView:
        return cls(
            id=message.id,
            turn=message.turn_number,
            author=Author(message.author),
            author_name=message.author_name,
            sent_at=message.sent_at,
            act=Acts.validate_python([message.act])[0],
            helped=helped if message.act.get("answer") else None,
        )


class TranscriptView(BaseModel):
    """What is new in a contact, and what the channel may do next."""

    contact: str = Field(
        description="The contact's key: keep it, it is the only thing that opens the contact"
    )
    status: Status
    next_turn: int = Field(description="The number the resident's next turn must carry")
    messages: list[MessageView]

    @classmethod
    def of(
        cls,
        contact: Contact,
        last_turn: int,
        messages: list[Message],
        ratings: Mapping[int | None, bool] | None = None,
    ) -> TranscriptView:
        """Only what the resident may see: wishes such as "bring a person" are not lines of the conversation."""
        rated = ratings or {}
        seen = [
            MessageView.of(message, rated.get(message.turn_number))
            for message in messages
            if message.act["type"] in VISIBLE
        ]
        return cls(contact=contact.key, status=Status(contact.status), next_turn=last_turn + 1, messages=seen)
