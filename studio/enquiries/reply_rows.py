"""The replies that go with an enquiry, each as the chat has it and as the phone has it, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.files.content import Content
from studio.files.warnings import Warned, about_reply

EMPTY = "Leave it empty where the phone says what the chat says."


@dataclass(frozen=True)
class Side:
    """`channel` is chat or voice."""

    channel: str
    label: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class ReplyRow:
    """`warned` is what there is to look at in either."""

    name: str
    title: str
    sides: tuple[Side, Side]
    warned: tuple[Warned, ...]


def reply_rows(content: Content, intent: str, typed: Mapping[tuple[str, str], str]) -> list[ReplyRow]:
    """`typed`: words that were sent and not saved, by the name of the reply and the channel."""
    rows = []
    for reply in content.replies(intent):
        chat = typed.get((reply.name, "chat"), reply.text() or "")
        voice = typed.get((reply.name, "voice"), reply.text("voice") or "")
        sides = Side("chat", "In the chat", chat), Side("voice", "On the phone", voice, EMPTY)
        warned = tuple(about_reply(content, reply.name, chat, voice))
        rows.append(ReplyRow(reply.name, _title(reply.name, intent), sides, warned))
    return rows


def _title(name: str, intent: str) -> str:
    """utter_ask_description_request_bin_service -> Ask description."""
    words = name.removeprefix("utter_").removesuffix(intent).strip("_").replace("_", " ")
    return words.capitalize() or name
