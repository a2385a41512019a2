"""A message being left after the beep."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from urllib.parse import urljoin

from ivr.simulator.documents import Verb

WORDS_A_SECOND = 2.5  # ordinary speech
ANY_KEY = "1234567890*#"


@dataclass
class Recording:
    """What has been said so far. The audio itself does not exist; its address does not answer."""

    verb: Verb
    document_url: str
    words: list[str] = field(default_factory=list)
    sid: str = field(default_factory=lambda: "RE" + secrets.token_hex(16))

    def add(self, words: str) -> int:
        """Say something more. Returns how many seconds it takes."""
        before = self.seconds
        self.words.append(words)
        return self.seconds - before

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def seconds(self) -> int:
        spoken = round(len(self.text.split()) / WORDS_A_SECOND)
        return min(max(spoken, 1), self.longest) if self.words else 0

    @property
    def longest(self) -> int:
        return self.verb.number("maxLength", 3600)

    @property
    def full(self) -> bool:
        return self.seconds >= self.longest

    @property
    def silence_seconds(self) -> int:
        return self.verb.number("timeout", 5)

    def ends_on(self, key: str) -> bool:
        return key in self.verb.text("finishOnKey", ANY_KEY)

    @property
    def action(self) -> str:
        return urljoin(self.document_url, self.verb.text("action"))

    @property
    def method(self) -> str:
        return self.verb.text("method", "POST")

    def fields(self, account_sid: str, digits: str) -> dict[str, str]:
        fields = {
            "RecordingUrl": self._url(account_sid),
            "RecordingSid": self.sid,
            "RecordingDuration": str(self.seconds),
        }
        return {**fields, "Digits": digits} if digits else fields

    def status_callback(self, account_sid: str, call_sid: str) -> tuple[str, dict[str, str], str] | None:
        """Where the news goes that the audio is ready, what it says, and how."""
        where = self.verb.text("recordingStatusCallback")
        if (
            not where
            or "completed" not in self.verb.text("recordingStatusCallbackEvent", "completed").split()
        ):
            return None
        fields = {
            "AccountSid": account_sid,
            "CallSid": call_sid,
            "RecordingSid": self.sid,
            "RecordingUrl": self._url(account_sid),
            "RecordingStatus": "completed",
            "RecordingDuration": str(self.seconds),
            "RecordingChannels": "1",
            "RecordingSource": "RecordVerb",
        }
        method = self.verb.text("recordingStatusCallbackMethod", "POST")
        return urljoin(self.document_url, where), fields, method

    def _url(self, account_sid: str) -> str:
        return f"https://api.twilio.com/2010-04-01/Accounts/{account_sid}/Recordings/{self.sid}"
