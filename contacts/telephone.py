"""What the service asks of the telephone network. ivr/outgoing/ does it with Twilio; nothing here knows that."""

from __future__ import annotations

from typing import Protocol


class TelephoneError(Exception):
    """The network refused, or did not answer in time; the message says why, in words an operator reads."""


class Telephone(Protocol):
    """Addresses (`url`) are absolute and answer with what the call is to do; numbers are E.164."""

    def ring(
        self,
        number: str,
        url: str,
        *,
        status_url: str,
        detect_machine: bool = False,
        timeout_seconds: int = 30,
    ) -> str:
        """Place a call, which asks `url` what to do when it is answered. Returns its CallSid.

        Raises:
            TelephoneError
        """

    def move(self, call_sid: str, url: str) -> None:
        """A live call leaves what it is doing and asks `url` instead. Raises TelephoneError."""

    def hang_up(self, call_sid: str) -> None:
        """End a call, answered or not. Raises TelephoneError."""

    def text(self, number: str, words: str, *, status_url: str | None = None) -> str:
        """Send a text message. Returns its MessageSid. What becomes of it is told to `status_url`, where there is one.

        Raises:
            TelephoneError
        """
