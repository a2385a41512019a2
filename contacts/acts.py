"""The few things the assistant can do in a conversation; the only thing a channel knows how to render."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class _Act(BaseModel):
    model_config = ConfigDict(frozen=True)


class ArticleSource(BaseModel):
    """Where an answer comes from, shown beneath it."""

    model_config = ConfigDict(frozen=True)
    article: str = Field(description="Path of the article without .md, such as waste/missed-bins")
    title: str
    source: str
    review_by: date


class Say(_Act):
    """Words for the resident. Plain text; a blank line separates paragraphs."""

    type: Literal["say"] = "say"
    text: str
    source: ArticleSource | None = None
    alert: str | None = Field(default=None, description="The id of the council's alert this is")
    answer: bool = Field(
        default=False, description="The answer to an enquiry: whether it helped may be asked"
    )


class AskKind(StrEnum):
    OPEN = "open"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DIGITS = "digits"
    POSTCODE = "postcode"
    NAME = "name"


class Choice(BaseModel):
    """One thing to pick. `value` comes back as the turn's choice; `keys` is what a caller presses for it."""

    model_config = ConfigDict(frozen=True)
    label: str
    value: str


class Ask(_Act):
    """A question. Choices are offered for yes_no and choice, and may be for others."""

    type: Literal["ask"] = "ask"
    kind: AskKind = AskKind.OPEN
    text: str
    choices: tuple[Choice, ...] = ()
    secret: bool = Field(default=False, description="The answer is masked everywhere, and keyed: a PIN")
    private: bool = Field(default=False, description="Masked but for its last digits: a library card")
    max_digits: int | None = None
    again: str | None = Field(
        default=None, description="The question alone, for asking again; text where there is none"
    )
    of_form: bool = Field(default=False, description="A form asks for a detail of an enquiry under way")
    sends: bool = Field(default=False, description="A yes sends what was read back, for good")
    anything_else: bool = Field(default=False, description="Whether that was all: a no ends the conversation")


class Priority(StrEnum):
    URGENT = "urgent"
    NORMAL = "normal"


class Need(StrEnum):
    """What makes somebody go before others, where it is known."""

    NONE = "none"
    DANGER = "danger"
    VULNERABLE = "vulnerable"


class HandOff(_Act):
    """Bring a person. The desk gets a card; a caller is put through."""

    type: Literal["hand_off"] = "hand_off"
    reason: str = Field(description="Why, in words an adviser reads")
    team: str = "contact_centre"
    priority: Priority = Priority.NORMAL
    need: Need = Need.NONE
    about: str = Field(default="", description="The enquiry in hand, such as Report a missed bin")
    collected: dict[str, str] = Field(default_factory=dict, description="What the form had so far")
    access_needs: tuple[str, ...] = Field(default=(), description="What the adviser must allow for: Relay UK")
    person: str | None = Field(default=None, description="Whom they asked for, as the directory has the name")
    deputy: str | None = Field(default=None, description="Who stands in for that person, who is away")


class CallBack(_Act):
    """Take a number so that a person rings."""

    type: Literal["call_back"] = "call_back"
    reason: str
    team: str = "contact_centre"
    about: str = ""
    collected: dict[str, str] = Field(default_factory=dict)
    access_needs: tuple[str, ...] = ()
    person: str | None = None


class TakeMessage(_Act):
    """Record what a caller says, the last resort where nobody answered. Only the phone renders it."""

    type: Literal["take_message"] = "take_message"


class End(_Act):
    """The conversation is over; a channel says nothing more."""

    type: Literal["end"] = "end"


Act = Annotated[Say | Ask | HandOff | CallBack | TakeMessage | End, Field(discriminator="type")]
Acts = TypeAdapter(list[Act])

YES = Choice(label="Yes", value="yes")
NO = Choice(label="No", value="no")
