"""The messages of Twilio's ConversationRelay, as far as the phone line has a use for them.

Source: www.twilio.com/docs/voice/conversationrelay/websocket-messages. Fields may be added without notice, so
those not named here are passed over, and so is a message of a kind not named here.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

MOST_CHARACTERS = 32 * 1024  # of one message; a minute of talk is about 1,000


class Garbage(ValueError):
    """What came is no message of ConversationRelay. Carries nothing of it: it may hold a resident's words."""


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


# From Twilio


class Setup(_Message):
    """First on every connection."""

    type: Literal["setup"] = "setup"
    account_sid: str
    call_sid: Annotated[str, StringConstraints(pattern=r"^CA\w{1,62}$")]


class Prompt(_Message):
    """What the caller said. Until `last` they are still speaking, and the words so far may yet change."""

    type: Literal["prompt"] = "prompt"
    voice_prompt: str
    last: bool = True


class Dtmf(_Message):
    """One key. A to D are on no telephone, but a voice can sound like them."""

    type: Literal["dtmf"] = "dtmf"
    digit: Annotated[str, StringConstraints(pattern=r"^[0-9A-D*#]$")]


class Interrupt(_Message):
    """The caller broke in; this much of what we were saying had been heard."""

    type: Literal["interrupt"] = "interrupt"
    utterance_until_interrupt: str = ""


class Error(_Message):
    """Twilio could not use something we sent. Its description can quote us, so it is not kept."""

    type: Literal["error"] = "error"


class Info(_Message):
    """An event asked for with `events`: agentSpeaking and clientSpeaking go on and off."""

    type: Literal["info"] = "info"
    name: str = ""
    value: object = None

    @property
    def we_fell_silent(self) -> bool:
        return self.name == "agentSpeaking" and self.value == "off"

    @property
    def caller_speaks(self) -> bool:
        return self.name == "clientSpeaking" and self.value == "on"


class Unknown(_Message):
    """A kind this line has no use for, or that is newer than it."""

    type: Literal["unknown"] = "unknown"


FromTwilio = Setup | Prompt | Dtmf | Interrupt | Error | Info | Unknown
_KNOWN: TypeAdapter[Setup | Prompt | Dtmf | Interrupt | Error | Info] = TypeAdapter(
    Annotated[Setup | Prompt | Dtmf | Interrupt | Error | Info, Field(discriminator="type")]
)


def read_message(text: str) -> FromTwilio:
    """Raises Garbage: not JSON, not an object with a type, or a known type without its fields."""
    try:
        return _KNOWN.validate_json(text)
    except ValidationError as wrong:
        if [fault["type"] for fault in wrong.errors(include_input=False)] == ["union_tag_invalid"]:
            return Unknown()
        raise Garbage from None  # the cause would quote the message


# To Twilio


class Text(_Message):
    """A piece of speech. Pieces are joined as they are; `last` ends what there is to say for now."""

    type: Literal["text"] = "text"
    token: str
    last: bool


class End(_Message):
    """The session is over: Twilio asks the Connect action what to do, and passes this on as HandoffData."""

    type: Literal["end"] = "end"
    handoff_data: str
