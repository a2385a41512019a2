"""Rasa, seen from here: a turn goes out, acts and understanding come back. The only place that knows its HTTP."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx
import structlog

from contacts.acts import Act, Acts, ArticleSource, Ask, CallBack, End, HandOff, Say
from contacts.care import heard_in
from contacts.models import Channel

INTENT = "intent:"  # a choice that names an enquiry, and after a # which of several it offered
ANSWERED = ("answered", "case_opened")  # notes of the replies that are an answer
RECONNECT_SECONDS = 0.5
HURRIED_SECONDS = 1.0  # where a person comes whatever it says: a working assistant takes a tenth of that
# Once it has not answered in time, it is waited for no longer than this for a while, by whoever comes next and by the
# same turn again: its answer to that is ready, if it was only slow.
SLOW_SECONDS, SLOW_FOR_SECONDS = 2.0, 30.0
LISTEN_SECONDS = 2.0  # plain words of danger are heard without it
REASONS_SECONDS = 30.0  # an editor asks, of a rehearsal that gives way to the live assistant

log = structlog.get_logger()


class AssistantUnavailable(Exception):
    """Rasa is down, too slow, or had nothing to say."""


@dataclass(frozen=True)
class AssistantTurn:
    """What goes to Rasa. `again` asks for what an earlier try of the same turn has already said; `recognised` is how
    sure a speech recogniser was of the words, 0 to 1; `sealed` stands for a number masked in them; `caller` is the
    number they ring or text from, which they may want to be rung on; `hurried` waits no longer than HURRIED_SECONDS."""

    contact_id: int
    number: int
    channel: Channel
    words: str
    value: str | None = None
    again: bool = False
    recognised: float | None = None
    sealed: str | None = None
    caller: str | None = None
    hurried: bool = False


@dataclass(frozen=True)
class AssistantReply:
    """`notes` say what the replies were: answered, case_opened, not_understood."""

    acts: list[Act]
    understanding: dict[str, Any]
    notes: frozenset[str] = field(default_factory=frozenset)


class Assistant(Protocol):
    def take(self, turn: AssistantTurn) -> AssistantReply:
        """Raises AssistantUnavailable, within the channel's time limit."""

    def listen(self, words: str) -> dict[str, Any] | None:
        """What it understands of words that are no turn of its own, such as a name for a call-back. None when it does
        not answer at once."""


class RasaAssistant:
    """Posts to the contact channel in bot/contact_channel.py."""

    def __init__(self, url: str, token: str, seconds: Mapping[Channel, float]) -> None:
        self._seconds = seconds
        self._slow_until = 0.0  # of this process: another finds it out for itself
        self._http = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"})

    def take(self, turn: AssistantTurn) -> AssistantReply:
        body = _body(turn)
        seconds = self._seconds[turn.channel]
        if turn.again or time.monotonic() < self._slow_until:
            seconds = min(seconds, SLOW_SECONDS)
        deadline = time.monotonic() + (min(seconds, HURRIED_SECONDS) if turn.hurried else seconds)
        while True:
            left = deadline - time.monotonic()
            try:
                response = self._http.post("/webhooks/contact/turn", json=body, timeout=max(left, 0.1))
                self._slow_until = 0.0
                response.raise_for_status()
                reply = read_reply(response.json())
            except httpx.ConnectError:
                # Refused: Rasa is being restarted and has not seen the turn, so trying again is safe.
                if turn.hurried or left <= RECONNECT_SECONDS:
                    raise AssistantUnavailable("refused") from None
                time.sleep(RECONNECT_SECONDS)
                continue
            except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
                log.warning("assistant_unavailable", contact=turn.contact_id, reason=type(error).__name__)
                if isinstance(error, httpx.TimeoutException) and not turn.hurried:  # a second says little
                    self._slow_until = time.monotonic() + SLOW_FOR_SECONDS
                raise AssistantUnavailable(type(error).__name__) from None
            if not reply.acts and not heard_in(reply.understanding):
                # An action failed inside Rasa: it logs that and says nothing.
                log.warning("assistant_unavailable", contact=turn.contact_id, reason="said nothing")
                raise AssistantUnavailable("said nothing")
            return reply

    def listen(self, words: str) -> dict[str, Any] | None:
        try:
            response = self._http.post(
                "/webhooks/contact/understand", json={"words": words}, timeout=LISTEN_SECONDS
            )
            response.raise_for_status()
            understood = response.json()
            return understood if isinstance(understood, dict) else None
        except (httpx.HTTPError, ValueError) as error:
            log.warning("assistant_did_not_listen", reason=type(error).__name__)
            return None

    def reasons(self, contact_id: int, turns: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
        """What stands behind turns, of which number and words are given: see bot/why.py.

        Raises:
            AssistantUnavailable
        """
        asked = [{"number": number, "words": words} for number, words in turns]
        try:
            response = self._http.post(
                "/webhooks/contact/why",
                json={"contact": str(contact_id), "turns": asked},
                timeout=REASONS_SECONDS,
            )
            response.raise_for_status()
            return list(response.json()["turns"])
        except (httpx.HTTPError, ValueError, LookupError, TypeError) as error:
            log.warning("assistant_gave_no_reasons", contact=contact_id, reason=type(error).__name__)
            raise AssistantUnavailable(type(error).__name__) from None

    def close(self) -> None:
        self._http.close()


def _body(turn: AssistantTurn) -> dict[str, Any]:
    value = turn.value or ""
    intent, _, which = (
        value.removeprefix(INTENT).partition("#") if value.startswith(INTENT) else ("", "", value)
    )
    return {
        "contact": str(turn.contact_id),
        "turn": turn.number,
        "channel": turn.channel.value,
        "words": turn.words,
        "intent": intent or None,
        "value": which or None,
        "again": turn.again,
        "recognised": turn.recognised,
        "sealed": turn.sealed,
        "caller": turn.caller,
    }


def read_reply(answer: Mapping[str, Any]) -> AssistantReply:
    """Rasa's messages as acts. What travels beside the words is set by actions/base.py.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: the answer is not in the agreed form.
    """
    acts: list[Act] = []
    notes = set()
    for message in answer["messages"]:
        text, custom = message.get("text"), message.get("custom") or {}
        if note := custom.get("note"):
            notes.add(note)
        if "ask" in custom:
            acts.append(Ask(text=text, **custom["ask"]))
        elif text:
            source = ArticleSource.model_validate(custom["source"]) if custom.get("source") else None
            answers = note in ANSWERED and not custom.get("guess")
            acts.append(Say(text=text, source=source, alert=custom.get("alert"), answer=answers))
        if "hand_off" in custom:
            acts.append(HandOff(**custom["hand_off"]))
        if "call_back" in custom:
            acts.append(CallBack(**custom["call_back"]))
        if custom.get("end"):
            acts.append(End())
    return AssistantReply(Acts.validate_python(acts), answer["understanding"], frozenset(notes))
