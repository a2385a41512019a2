"""Twilio's side of ConversationRelay: what the caller does goes out as messages, and what comes back is spoken."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urljoin

from ivr.simulator.documents import Verb

NOT_CONNECTED = 64102  # Twilio's code for a WebSocket that could not be opened
CONNECTION_LOST = 64105


class Closed(Exception):
    """The application has closed the WebSocket, or did not open it."""


class Connection(Protocol):
    """A WebSocket, seen from the client."""

    def send(self, text: str) -> None: ...

    def receive(self) -> str:
        """The next message; waits for it. Raises Closed."""

    def close(self) -> None: ...


@dataclass(frozen=True)
class Wire:
    """How the simulator reaches the application, and how it lets the application's clock run.

    `opens` takes an address and headers and raises Closed; without it every connection fails, as it does at Twilio
    where nothing listens. `time_passes` makes the application believe that it has waited long enough.
    """

    opens: Callable[[str, Mapping[str, str]], Connection] | None = None
    time_passes: Callable[[], None] = lambda: None


@dataclass(frozen=True)
class SessionOver:
    """What the Connect action is told."""

    status: str  # ended by the application, completed by the caller, failed
    handoff_data: str | None = None
    error_code: int | None = None

    def fields(self, session_id: str) -> dict[str, str]:
        fields = {"SessionId": session_id, "SessionStatus": self.status, "SessionDuration": "0"}
        if self.handoff_data is not None:
            fields["HandoffData"] = self.handoff_data
        if self.error_code is not None:
            fields["ErrorCode"] = str(self.error_code)
        return fields


class Relaying:
    """One session."""

    def __init__(self, connect: Verb, document_url: str, connection: Connection) -> None:
        self.session_id = f"VX{uuid.uuid4().hex}"
        self.action = urljoin(document_url, connect.text("action")) or document_url
        self.method = connect.text("method", "POST")
        self._connection = connection

    def send(self, **message: Any) -> SessionOver | None:
        """Whether the application had gone."""
        try:
            self._connection.send(json.dumps(message))
        except Closed:
            return SessionOver("failed", error_code=CONNECTION_LOST)
        return None

    def listen(self) -> str | SessionOver:
        """What is said in one go, or how the session came to its end."""
        said = ""
        while True:
            try:
                message = json.loads(self._connection.receive())
            except Closed:
                return SessionOver("failed", error_code=CONNECTION_LOST)
            if message["type"] == "end":
                self.close()
                return SessionOver("ended", message.get("handoffData"))
            said += message["token"]
            if message["last"]:
                return said

    def close(self) -> None:
        self._connection.close()
