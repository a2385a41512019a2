"""A rehearsal of a few lines: a real HTTP server that answers as the chat's, the phone's and the door's do."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "the rehearsal's own"
GREETING = "What can I help you with?"
NOTHING = {
    "intent": "nlu_fallback",
    "confidence": 0.1,
    "outcome": "unknown",
    "familiarity": 0.3,
    "ranking": [],
}


def understood(intent: str, confidence: float = 0.9, outcome: str = "answer", **more: Any) -> dict[str, Any]:
    """As bot/contact_channel.py tells it."""
    ranking = [{"intent": intent, "confidence": confidence}, {"intent": "report_pothole", "confidence": 0.05}]
    return {
        "intent": intent,
        "confidence": confidence,
        "outcome": outcome,
        "familiarity": 1.0,
        "ranking": ranking,
        "safety": "none",
        "safety_about": None,
        "entities": [],
        **more,
    }


@dataclass
class Reply:
    """What a side makes of certain words."""

    text: str
    understanding: dict[str, Any] | None = field(default_factory=lambda: NOTHING)
    reasons: dict[str, Any] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)  # value: label
    ends: bool = False


@dataclass
class _Contact:
    channel: str
    messages: list[dict[str, Any]] = field(default_factory=list)
    turns: list[dict[str, Any]] = field(default_factory=list)
    status: str = "assistant"
    heard: list[str] = field(default_factory=list)
    choices: Mapping[str, str] = field(default_factory=dict)


class FakeSide:
    """Runs until it is stopped. `replies` are by the words or the value that is said."""

    def __init__(self, replies: Mapping[str, Reply]) -> None:
        self.replies = dict(replies)
        self.contacts: dict[str, _Contact] = {}
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.rehearsed_with: tuple[Any, Any] | None = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.rasa_url, self.token = self.base_url, TOKEN
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, method: str, path: str, body: dict[str, Any], token: str) -> tuple[int, dict[str, Any]]:
        self.asked.append((path, body))
        match path.strip("/").split("/"):
            case ["chat", "api", "contacts"]:
                return 201, self._transcript(self._begun("webchat"))
            case ["chat", "api", "contacts", key, "turns"]:
                return self._taken(key, body)
            case ["phone", "api", "calls"]:
                return 201, self._call(self._begun("phone"))
            case ["phone", "api", "calls", key, "input"]:
                return self._happened(key, body)
            case ["phone", "api", "calls", key]:
                return 200, self._call(key)
            case ["rehearsal", _, key] if token == f"Bearer {TOKEN}" and method == "GET":
                return 200, self._told(key)
        return 404, {"error": "refused", "message": "There is no such thing."}

    def _begun(self, channel: str) -> str:
        key = f"{channel}-{len(self.contacts) + 1}"
        contact = self.contacts[key] = _Contact(channel)
        self._say(contact, None, "assistant", {"type": "ask", "text": GREETING, "choices": []})
        contact.heard = [GREETING]
        return key

    def _taken(self, key: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        contact = self.contacts[key]
        if contact.status == "ended":
            return 410, {"error": "contact_ended", "message": "This conversation has ended."}
        if body["number"] != len(contact.turns) + 1:
            return 409, {"error": "turn_out_of_order", "message": "That is not the next turn."}
        if "choice" in body and body["choice"] not in contact.choices:
            return 422, {"error": "choice_not_offered", "message": "That choice is no longer offered."}
        before = len(contact.messages)
        self._turn(contact, body.get("words") or contact.choices[body["choice"]], body.get("choice"))
        return 200, self._transcript(key, before)

    def _happened(self, key: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        contact = self.contacts[key]
        if body.get("hang_up"):
            contact.status, contact.heard = "ended", []
        elif body.get("silence"):
            contact.heard = ["Sorry, I did not hear that."]
        else:
            self._turn(contact, body.get("speech") or body["keys"], None)
        return 200, self._call(key)

    def _turn(self, contact: _Contact, words: str, choice: str | None) -> None:
        number = len(contact.turns) + 1
        reply = self.replies.get(choice or words, Reply("I did not understand."))
        contact.turns.append(
            {
                "number": number,
                "words": words,
                "choice": choice,
                "understanding": reply.understanding,
                "reasons": {"number": number, **reply.reasons},
            }
        )
        contact.choices = reply.choices
        listed = [{"label": label, "value": value} for value, label in reply.choices.items()]
        self._say(contact, number, "resident", {"type": "say", "text": words})
        act = {"type": "ask", "kind": "choice", "text": reply.text, "choices": listed}
        self._say(contact, number, "assistant", act if listed else {"type": "say", "text": reply.text})
        contact.heard = [reply.text]
        if reply.ends:
            contact.status = "ended"

    def _say(self, contact: _Contact, turn: int | None, author: str, act: dict[str, Any]) -> None:
        line = {
            "id": len(contact.messages) + 1,
            "turn": turn,
            "author": author,
            "author_name": None,
            "act": act,
        }
        contact.messages.append({**line, "sent_at": datetime(2026, 11, 18, 10, tzinfo=UTC).isoformat()})

    def _transcript(self, key: str, after: int = 0) -> dict[str, Any]:
        contact = self.contacts[key]
        return {
            "contact": key,
            "status": contact.status,
            "next_turn": len(contact.turns) + 1,
            "messages": contact.messages[after:],
        }

    def _told(self, key: str) -> dict[str, Any]:
        contact = self.contacts[key]
        return {"channel": contact.channel, "transcript": self._transcript(key), "turns": contact.turns}

    def _call(self, key: str) -> dict[str, Any]:
        contact = self.contacts[key]
        over = contact.status == "ended"
        listening = {
            "kind": "both",
            "num_digits": 1,
            "finish_on_key": "#",
            "hints": ["missed bin", "pothole"],
        }
        return {
            "id": key,
            "call_sid": key,
            "heard": [
                {"who": "caller", "kind": "words", "words": words, "seconds": 0} for words in contact.heard
            ],
            "heard_total": len(contact.heard),
            "state": "ended" if over else "listening",
            "listening": None if over else listening,
            "queue": None,
            "ringing": [],
            "ended_because": None,
            "seconds": 3,
            "twiml": "<Response/>",
            "faults": [],
        }


def _handler(side: FakeSide) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"null") or {}
            token = self.headers.get("Authorization") or ""
            status, found = side.answer(self.command, self.path, body, token)
            sent = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = _do

        def log_message(self, format: str, *args: object) -> None: ...

    return Handler
