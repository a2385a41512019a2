"""Where a call stands between two webhooks; kept in the database, never in process memory."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from contacts.acts import Ask

MOST_AT_A_STEP = 2  # silences, or misses, for one question; then a person
MOST_IN_A_CALL = 3
MOST_REPEATS = 4  # of one prompt; who still cannot follow it needs a person


@dataclass
class CallState:
    """`step` is the number the next webhook carries, `turn` the contact's next turn; silences add steps, not turns."""

    step: int = 1
    turn: int = 1
    ask: dict[str, Any] | None = None  # the open question, as contacts.acts.Ask
    silences: int = 0  # for the open question
    silences_in_call: int = 0
    misses: int = 0  # answers to nothing, one after the other
    misses_in_call: int = 0
    fetched: bool = False  # a person, for want of an answer, since the caller was last understood
    retries: int = 0  # "try again"s after trouble, one after the other
    astray: int = 0  # webhooks whose step could not be read
    team: str | None = None  # being dialled
    person: str | None = (
        None  # being dialled before the team; "" where nobody is, or once they did not answer
    )
    queued_as: int = 0  # how far in front the network was told to put them, where it chooses the adviser
    leaving: str | None = (
        None  # why the caller is taken out of the queue, as ivr/waiting/waiting_line.py calls it
    )
    said: list[str] = field(default_factory=list)  # the last prompt, for saying it again
    repeats: int = 0  # times it has been said again on request, one after the other
    doubted: int = 0  # the turn whose yes was asked for once more, as it was heard badly
    slow: bool = False  # the caller asked for that, and it stays
    not_heard: int = 0  # times in the call that they said they had not heard
    takes_texts: bool = False  # the telephone they ring from

    def question(self) -> Ask | None:
        return Ask.model_validate(self.ask) if self.ask else None

    def heard_nothing(self) -> bool:
        """Count a silence. Returns whether that is enough."""
        self.silences += 1
        self.silences_in_call += 1
        return self.silences > MOST_AT_A_STEP or self.silences_in_call > MOST_IN_A_CALL

    def asked_again(self) -> bool:
        """Count a request to hear the prompt again. Returns whether that is enough."""
        self.repeats += 1
        return self.repeats > MOST_REPEATS

    def is_hard_to_hear(self) -> bool:
        """Count that the line was not heard. Returns whether it is time to offer another way."""
        self.not_heard += 1
        return self.not_heard > 1

    def missed(self) -> bool:
        """Count an answer nobody understood. Returns whether that is enough."""
        self.misses += 1
        self.misses_in_call += 1
        return self.misses > MOST_AT_A_STEP or self.misses_in_call > MOST_IN_A_CALL

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> CallState:
        return cls(**stored)
