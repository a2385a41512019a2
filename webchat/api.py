"""The HTTP API of web chat: begin, take a turn, read, follow, end. Our own page is but one client."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import AsyncIterator
from typing import Annotated, Any, Self

from fastapi import APIRouter, Header, Path, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, model_validator
from sse_starlette import EventSourceResponse, ServerSentEvent

from contacts.errors import UnknownContact
from contacts.events import Events
from contacts.models import Channel, Status
from contacts.transcript import TranscriptView
from contacts.turns import Said, Turns
from webchat.problems import ChatRoute, Problem

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 15  # proxies close a stream that is silent for longer, often at 30 or 60
MOST_TURNS = 1_000_000
GREATEST_ID = 2**63 - 1

Key = Annotated[str, Path(description="The contact's key", examples=["k3J9wQx0ZbT5sV1nM8rYdA"])]
After = Annotated[int, Query(ge=0, le=GREATEST_ID, description="Only messages with a greater id; 0 for all")]

Number = Annotated[int, Path(ge=1, le=MOST_TURNS, description="The number of the turn that was answered")]


class NewTurn(BaseModel):
    """What the resident says, or which of the offered choices they pick: one of the two."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"number": 1, "words": "My bin was not emptied"}, {"number": 2, "choice": "yes"}]
        },
    )

    number: int = Field(strict=True, ge=1, le=MOST_TURNS, description="`next_turn` of the last answer")
    words: str | None = Field(None, description="At most 2,000 characters")
    choice: str | None = Field(None, max_length=200, description="The `value` of a choice in the newest ask")

    @model_validator(mode="after")
    def _words_or_choice(self) -> Self:
        f"{self.words}{self.choice}".encode()  # JSON may hold half a character, which no database takes
        if self.words is not None and self.choice is not None:
            raise ValueError("a turn has words or a choice, not both")
        return self


class Rating(BaseModel):
    """What the resident says of an answer."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"helped": True}]})

    helped: bool = Field(strict=True)


def _may_answer(*refusals: tuple[int, str]) -> dict[int | str, dict[str, Any]]:
    always = (
        (422, "malformed: the request could not be read"),
        (503, "unavailable: send the same request again in a moment"),
    )
    by_status: dict[int | str, dict[str, Any]] = {}
    for status, meaning in (*refusals, *always):
        said = by_status.setdefault(status, {"model": Problem, "description": ""})
        said["description"] = "; ".join(filter(None, (said["description"], meaning)))
    return by_status


UNKNOWN = (404, "unknown_contact: no conversation has this key")


def router(turns: Turns, events: Events) -> APIRouter:
    """The API on the rules of contacts."""
    api = APIRouter(prefix="/chat/api/contacts", tags=["Web chat"], route_class=ChatRoute)

    @api.post("", status_code=201, summary="Begin a conversation", responses=_may_answer())
    def begin() -> TranscriptView:
        """Stores a new contact and answers with its key, the greeting and the first question."""
        return turns.begin(Channel.WEBCHAT)

    @api.post(
        "/{key}/turns",
        summary="Take a turn",
        responses=_may_answer(
            UNKNOWN,
            (409, "turn_out_of_order: `expected_turn` is the next number"),
            (409, "turn_conflict: this number was used for other words"),
            (409, "still_working: the same turn is being answered; send it again in a moment"),
            (410, "contact_ended: the conversation is over"),
            (413, "too_large: the request is over 64 kB"),
            (422, "nothing_said, too_long or choice_not_offered: the turn was not taken"),
        ),
    )
    def take(key: Key, turn: NewTurn) -> TranscriptView:
        """Stores what the resident said, then answers with it and the replies.

        Safe to send again: the same number and words give the stored reply, and nothing is done twice.
        While a person has the conversation the answer is the resident's line only; replies come by `events`.
        """
        said = Said(choice=turn.choice) if turn.choice is not None else Said(words=turn.words or "")
        return turns.take(_known(key), turn.number, said).transcript

    @api.put(
        "/{key}/turns/{number}/rating",
        status_code=204,
        summary="Say whether an answer helped",
        responses=_may_answer(UNKNOWN, (404, "nothing_to_rate: the turn has no answer")),
    )
    def rate(key: Key, number: Number, rating: Rating) -> None:
        """Of a turn whose messages have an act with `answer`. May be said again, and changed; also afterwards."""
        turns.rate(_known(key), number, helped=rating.helped)

    @api.get("/{key}/messages", summary="Read the conversation", responses=_may_answer(UNKNOWN))
    def read(key: Key, after: After = 0) -> TranscriptView:
        """Everything said so far, or what came after a message; of a conversation that has ended, too."""
        return turns.read(_known(key), after)

    @api.get(
        "/{key}/events",
        summary="Follow the conversation",
        response_class=EventSourceResponse,
        responses={
            200: {
                "description": "Server-sent events. `message`: a MessageView, with its id as the event's id. "
                "`status`: `status` and `next_turn`, at once, on every change and every 15 seconds, so "
                "that a reader knows the stream is alive. It ends when the conversation does.",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            },
            **_may_answer(UNKNOWN),
        },
    )
    async def follow(
        key: Key, after: After = 0, last_event_id: Annotated[str | None, Header()] = None
    ) -> EventSourceResponse:
        """New messages as they come. A browser that reconnects sends Last-Event-ID and misses nothing."""
        seen = after
        if last_event_id and re.fullmatch(r"[0-9]{1,18}", last_event_id):
            seen = max(seen, int(last_event_id))
        await run_in_threadpool(
            turns.read, _known(key), seen
        )  # so that an unknown key is refused, not streamed
        return EventSourceResponse(
            _stream(turns, events, key, seen),
            ping=HEARTBEAT_SECONDS,
            ping_message_factory=lambda: ServerSentEvent(comment="still here"),
        )

    @api.post("/{key}/end", summary="End the conversation", responses=_may_answer(UNKNOWN))
    def leave(key: Key) -> TranscriptView:
        """The resident leaves. A place in the queue for a person is given up."""
        return turns.leave(_known(key))

    return api


def _known(key: str) -> str:
    """A key that could be one of ours; anything else need not reach the database."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", key):
        raise UnknownContact(key)
    return key


async def _stream(turns: Turns, events: Events, key: str, seen: int) -> AsyncIterator[ServerSentEvent]:
    """What is new, then the status, again and again until the conversation ends."""
    async with events.subscribe(key) as bell:
        while True:
            try:
                view = await run_in_threadpool(turns.read, key, seen)
            except Exception as error:
                log.warning("web chat stream stopped: %s", type(error).__name__)
                return  # the reader asks again, and is told what is wrong
            for message in view.messages:
                seen = message.id
                yield ServerSentEvent(message.model_dump_json(), event="message", id=str(message.id))
            status = {"status": view.status, "next_turn": view.next_turn}
            yield ServerSentEvent(json.dumps(status), event="status")
            if view.status == Status.ENDED:
                return
            await bell.wait(HEARTBEAT_SECONDS)
