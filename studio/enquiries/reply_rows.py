"""The replies that go with an enquiry, each as the chat has it and as the phone has it, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checks.plain_english import unspeakable, without_blanks
from studio.files.content import Content


@dataclass(frozen=True)
class Side:
    """`channel` is chat or voice; `hint` is what to look at."""

    channel: str
    label: str
    text: str
    hint: str


@dataclass(frozen=True)
class ReplyRow:
    name: str
    title: str
    sides: tuple[Side, Side]


def reply_rows(content: Content, intent: str, typed: Mapping[tuple[str, str], str]) -> list[ReplyRow]:
    """`typed`: words that were sent and not saved, by the name of the reply and the channel."""
    rows = []
    for reply in content.replies(intent):
        chat = typed.get((reply.name, "chat"), reply.text() or "")
        voice = typed.get((reply.name, "voice"), reply.text("voice") or "")
        sides = (
            Side("chat", "In the chat", chat, ""),
            Side("voice", "On the phone", voice, _hint(chat, voice)),
        )
        rows.append(ReplyRow(reply.name, _title(reply.name, intent), sides))
    return rows


def _title(name: str, intent: str) -> str:
    """utter_ask_description_request_bin_service -> Ask description."""
    words = name.removeprefix("utter_").removesuffix(intent).strip("_").replace("_", " ")
    return words.capitalize() or name


def _hint(chat: str, voice: str) -> str:
    if voice:
        found = unspeakable(without_blanks(voice))
        return f"{found} cannot be said aloud: write it as it is said." if found else ""
    found = unspeakable(without_blanks(chat))
    if found:
        return f"It needs words of its own: {found} cannot be said aloud."
    return "Empty: the phone says what the chat says."
