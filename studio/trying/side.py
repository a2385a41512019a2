"""One side of "Try it": a rehearsal, spoken to as a resident's browser or telephone speaks to the live assistant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import structlog
from pydantic import BaseModel, ValidationError

from contacts.transcript import TranscriptView
from studio.trying.told import Told
from studio.trying.tryings import SideView

SECONDS = 75.0  # a rehearsal gives way to the live assistant and waits a minute itself
CALLER = "+447700900123"  # one of Ofcom's numbers that nobody has
SILENT = "It did not answer. Start the rehearsal again if this goes on."

Answer = TypeVar("Answer", bound=BaseModel)

_TLS = httpx.create_ssl_context()  # reading the certificates takes longer than the question

log = structlog.get_logger(__name__)


class SideRefused(Exception):
    """A side took nothing of it; the message is for an editor."""


class HeardLine(BaseModel):
    who: str
    kind: str  # words, sound or pause
    words: str


class Listening(BaseModel):
    kind: str  # speech, digits or both
    num_digits: int | None
    finish_on_key: str
    hints: list[str] = []


class Call(BaseModel):
    """A simulated call after a step; as ivr/phone_page.py's CallView."""

    id: str
    call_sid: str
    heard: list[HeardLine]
    state: str
    listening: Listening | None
    queue: str | None
    ended_because: str | None
    faults: list[str]

    @property
    def spoken(self) -> str:
        """What the caller has heard since the last step."""
        return " ".join(line.words for line in self.heard if line.who == "caller" and line.kind == "words")


@dataclass(frozen=True)
class Side:
    """Every method raises SideRefused."""

    view: SideView

    @property
    def name(self) -> str:
        return self.view.name

    # Chat

    def begin(self) -> TranscriptView:
        return self._asked(TranscriptView, "POST", "/chat/api/contacts")

    def take(self, key: str, number: int, said: Mapping[str, str]) -> TranscriptView:
        """`said` is {words} or {choice}."""
        return self._asked(
            TranscriptView, "POST", f"/chat/api/contacts/{key}/turns", {"number": number, **said}
        )

    def told(self, key: str) -> Told:
        return self._asked(Told, "GET", f"/rehearsal/contacts/{key}")

    # Phone

    def ring(self) -> Call:
        return self._asked(Call, "POST", "/phone/api/calls", {"caller": CALLER})

    def happens(self, call_id: str, what: Mapping[str, Any]) -> Call:
        """`what` is as ivr/phone_page.py's Input: {speech, confidence}, {keys}, {silence} or {hang_up}."""
        return self._asked(Call, "POST", f"/phone/api/calls/{call_id}/input", dict(what))

    def call(self, call_id: str) -> Call:
        return self._asked(Call, "GET", f"/phone/api/calls/{call_id}")

    def told_of_call(self, call_sid: str) -> Told:
        return self._asked(Told, "GET", f"/rehearsal/calls/{call_sid}")

    def _asked(
        self, kind: type[Answer], method: str, path: str, body: dict[str, Any] | None = None
    ) -> Answer:
        try:
            answer = httpx.request(
                method,
                f"{self.view.base_url}{path}",
                json=body,
                headers={"Authorization": f"Bearer {self.view.token}"},
                timeout=SECONDS,
                trust_env=False,
                verify=_TLS,
            )
            if answer.is_success:
                return kind.model_validate(answer.json())
            raise SideRefused(str(answer.json()["message"]))
        except (httpx.HTTPError, ValidationError, ValueError, LookupError, TypeError) as error:
            log.warning("rehearsal_did_not_answer", side=self.name, reason=type(error).__name__)
            raise SideRefused(SILENT) from error
