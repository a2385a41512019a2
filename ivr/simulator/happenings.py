"""What a simulated call can be doing, what was heard on it, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whose move it is."""

    NOT_DIALLED = "not dialled"
    RINGING = "ringing"  # a call placed by REST that nobody has answered yet
    LISTENING = "listening"  # a Gather is open: see SimulatedCall.gather for what it takes
    RELAYED = "relayed"  # ConversationRelay listens and speaks, and our WebSocket tells it what
    DIALLING = "dialling"  # an adviser's phone is ringing
    WHISPERING = "whispering"  # the adviser has answered and is told something in private
    BRIDGED = "bridged"  # caller and adviser talk to each other
    QUEUED = "queued"  # waiting for a person; the wait document has run out and will be asked for again
    RECORDING = "recording"
    ENDED = "ended"


class Ending(StrEnum):
    """Why a call is over."""

    CALLER_HUNG_UP = "caller hung up"
    LINE_HUNG_UP = "line hung up"  # a Hangup verb
    NOTHING_LEFT = "nothing left to do"  # the document ran out
    REJECTED = "rejected"
    BUSY = "busy"  # Reject with reason busy
    NOT_REACHED = "not reached"  # a call placed by REST: busy, no answer, failed or cancelled
    APPLICATION_ERROR = "application error"  # the webhook failed and so did its fallback


class Who(StrEnum):
    CALLER = "caller"
    ADVISER = "adviser"


class Kind(StrEnum):
    WORDS = "words"
    SOUND = "sound"  # a file, a beep, ringing, music: `words` names it
    PAUSE = "pause"


@dataclass(frozen=True)
class Heard:
    """One thing somebody heard: words, a sound or a silence."""

    who: Who
    kind: Kind
    words: str = ""
    seconds: int = 0
    voice: str = ""
    language: str = ""


@dataclass(frozen=True)
class Fault:
    """A request or a document that failed, as Twilio's debugger would list it."""

    url: str
    code: int
    sentence: str


class NotNow(RuntimeError):
    """The step does not fit what the call is doing, such as pressing keys after it has ended."""


class EndlessCall(RuntimeError):
    """The webhook sends document after document and never lets the caller speak."""
