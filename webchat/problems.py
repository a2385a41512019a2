"""What the web chat API answers when it cannot do as asked: one shape, plain English, never a stack trace."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from contacts.errors import (
    ChoiceNotOffered,
    ContactEnded,
    NothingSaid,
    NothingToRate,
    StillWorking,
    TooLong,
    TurnConflict,
    TurnOutOfOrder,
    UnknownContact,
)

BODY_LIMIT = 64 * 1024  # bytes; the longest turn, 2,000 characters, needs under a quarter of it
log = logging.getLogger(__name__)


class BodyTooLarge(HTTPException):
    """More than BODY_LIMIT was sent. While FastAPI reads a body it lets only an HTTPException through."""

    def __init__(self) -> None:
        super().__init__(413)


class Problem(BaseModel):
    """Why a request was refused."""

    error: str = Field(description="A code for programs", examples=["turn_out_of_order"])
    message: str = Field(description="Plain English, fit to show to a resident")
    expected_turn: int | None = Field(default=None, description="With turn_out_of_order: the number to use")


# What may go wrong, in the order to look: status, code, and words a resident may be shown.
REFUSALS: tuple[tuple[type[Exception], int, str, str], ...] = (
    (UnknownContact, 404, "unknown_contact", "We cannot find this conversation."),
    (
        TurnOutOfOrder,
        409,
        "turn_out_of_order",
        "Part of the conversation is missing here. Read it again first.",
    ),
    (
        TurnConflict,
        409,
        "turn_conflict",
        "Something else was said in this turn. Read the conversation again first.",
    ),
    (StillWorking, 409, "still_working", "We are still answering this. Send it again in a moment."),
    (ContactEnded, 410, "contact_ended", "This conversation has ended."),
    (NothingSaid, 422, "nothing_said", "Enter your message."),
    (NothingToRate, 404, "nothing_to_rate", "There is no answer here to say that of."),
    (ChoiceNotOffered, 422, "choice_not_offered", "That choice is no longer offered."),
    (TooLong, 422, "too_long", "Your message is too long."),
    (BodyTooLarge, 413, "too_large", "That is too much to send at once."),
    (RequestValidationError, 422, "malformed", "We could not read the request. See /openapi.json."),
    (HTTPException, 422, "malformed", "We could not read the request. See /openapi.json."),
)


def refusal(error: Exception) -> tuple[int, Problem]:
    """The status and body for anything that may go wrong in a request."""
    for kind, status, code, message in REFUSALS:
        if isinstance(error, kind):
            problem = Problem(error=code, message=message)
            if isinstance(error, TurnOutOfOrder):
                problem.expected_turn = error.expected
            if isinstance(error, TooLong):
                problem.message = f"Your message must be {error.limit:,} characters or fewer."
            return status, problem
    # The turn is stored before it is acted on, so the same request may be sent again.
    log.error("web chat request failed", exc_info=error)
    return 503, Problem(
        error="unavailable", message="Something went wrong at our end. Try again in a moment."
    )


class ChatRoute(APIRoute):
    """A route that reads no more than BODY_LIMIT and turns every failure into a Problem."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_or_refuse(request: Request) -> Response:
            try:
                response = await handle(Request(request.scope, _within_limit(request.receive)))
            except Exception as error:
                status, problem = refusal(error)
                response = JSONResponse(problem.model_dump(exclude_none=True), status)
            response.headers["Cache-Control"] = "no-store"  # a conversation is nobody's to keep
            return response

        return handle_or_refuse


def _within_limit(receive: Receive) -> Receive:
    read = 0

    async def receive_within_limit() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > BODY_LIMIT:
            raise BodyTooLarge
        return message

    return receive_within_limit
