"""What changed in a conversation that is played as a test, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from studio.versions.entries import plain_values
from studio.versions.parts import words_of

FOLDER = "tests/conversations/"
EVERY_ENQUIRY = f"{FOLDER}every_enquiry/messages.yml"  # one message for each thing a resident may want
_STEPS = {"says": "The resident says", "chooses": "The resident chooses", "presses": "The caller presses"}
_PLACES = {"chat": "Chat", "phone": "Phone"}


@dataclass(frozen=True)
class ConversationChanged:
    """A dialogue, or the messages of which one begins each enquiry. `removed` and `added` are lines of it, in words."""

    title: str
    kind: str
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def sentence(self) -> str:
        return f"Conversation test {self.kind}: {self.title}"


def is_conversation(path: str) -> bool:
    return path.startswith(FOLDER) and path.endswith(".yml")


def conversation_changed(
    path: str, before: bytes | None, after: bytes | None, titles: Mapping[str, str]
) -> ConversationChanged | None:
    """None where no word of it differs, or a file cannot be read."""
    kind = "new" if before is None else "removed" if after is None else "changed"
    tell = _messages if path == EVERY_ENQUIRY else _dialogue
    old, new = (tell(content, titles) if content is not None else [] for content in (before, after))
    if old is None or new is None or old == new:
        return None
    removed: list[str] = []
    added: list[str] = []
    for what, first, end, new_first, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            removed += old[first:end]
            added += new[new_first:new_end]
    stem = path.removeprefix(FOLDER).removesuffix(".yml")
    title = "Every enquiry" if path == EVERY_ENQUIRY else words_of(stem).capitalize()
    return ConversationChanged(title, kind, tuple(removed), tuple(added))


def _messages(content: bytes, titles: Mapping[str, str]) -> list[str] | None:
    found = plain_values(content)
    if not found or not all(isinstance(message, str) for message in found.values()):
        return None
    return [
        f"{titles.get(name) or words_of(name).capitalize()}: “{message}”" for name, message in found.items()
    ]


def _dialogue(content: bytes, _titles: Mapping[str, str]) -> list[str] | None:
    """A line for each turn, with where it is: a turn that is said in another part is another."""
    parts = plain_values(content).get("parts")
    if not isinstance(parts, list):
        return None
    lines = []
    for part in parts:
        turns = part.get("turns") if isinstance(part, dict) else None
        if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
            return None
        place = _PLACES.get(str(part.get("on")), str(part.get("on")))
        others = {name: value for name, value in part.items() if name not in ("on", "turns")}
        lines += [f"{place}: {words_of(name)} {value}" for name, value in others.items()]
        lines += [f"{place}: {_told(turn)}" for turn in turns]
    return lines


def _told(turn: Mapping[str, Any]) -> str:
    sentences = []
    for name, value in turn.items():
        if name == "hears":
            heard = value if isinstance(value, list) else [value]
            sentences.append(f"What is heard has {' and '.join(f'“{words}”' for words in heard)}")
        elif name == "silent":
            sentences.append("The caller is silent")
        else:
            sentences.append(f"{_STEPS.get(name, words_of(str(name)).capitalize())} “{value}”")
    return ". ".join(sentences)
