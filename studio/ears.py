"""What a model makes of messages: the live one, and that of a draft where it has been trained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
import structlog

log = structlog.get_logger()

SECONDS = 3.0  # for all the messages of one page


@dataclass(frozen=True)
class Understood:
    """`outcome` is answer, ask or unknown; `confidence` of the likeliest intent, 0 to 1."""

    intent: str | None
    confidence: float
    outcome: str

    @classmethod
    def of(cls, told: dict[str, Any]) -> Understood:
        ranked = told.get("ranking") or ()
        likeliest = ranked[0]["intent"] if ranked else told.get("intent")
        return cls(likeliest, float(told.get("confidence") or 0.0), str(told.get("outcome") or "answer"))


class Waking(Exception):
    """The draft's model is being loaded: ask again in a few seconds."""


class LiveEars(Protocol):
    def understand(self, texts: Sequence[str]) -> list[Understood] | None:
        """One for each text, in order; None when the live model does not answer."""


class DraftEars(Protocol):
    def understand(self, draft_id: int, texts: Sequence[str]) -> list[Understood] | None:
        """One for each text, in order; None when the draft has no model trained for what it is now.

        Raises:
            Waking: there is one, and it will be ready in a moment.
        """


class NoEars:
    """Where no assistant runs."""

    def understand(self, texts: Sequence[str]) -> list[Understood] | None:
        return None


class NoDraftEars:
    """Where drafts are not trained."""

    def understand(self, draft_id: int, texts: Sequence[str]) -> list[Understood] | None:
        return None


class RasaEars:
    """Asks the running assistant, as contacts/assistant.py does for words that are no turn."""

    def __init__(self, url: str, token: str) -> None:
        self._http = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=SECONDS)

    def understand(self, texts: Sequence[str]) -> list[Understood] | None:
        found = []
        for text in texts:
            try:
                response = self._http.post("/webhooks/contact/understand", json={"words": text})
                response.raise_for_status()
                found.append(Understood.of(response.json()))
            except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
                log.warning("studio_live_model_did_not_answer", reason=type(error).__name__)
                return None
        return found
