"""What changed in the catalogue of enquiries, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from studio.versions.parts import words_of

FIELDS = {
    "title": "Title",
    "spoken": "Spoken name",
    "demand": "Kind of demand",
    "team": "Team",
    "article": "Article",
    "case": "Case",
    "task": "Task",
    "action": "Action",
    "known_as": "What the program knows it by",
    "hours": "Whose hours it tells",
    "hints": "Words for the speech recogniser",
    "related": "Related enquiries",
}


@dataclass(frozen=True)
class EntryChanged:
    """An enquiry of the catalogue; `kind` is new, removed or changed."""

    name: str
    title: str
    kind: str
    details: tuple[str, ...]

    def sentence(self) -> str:
        return f"Enquiry {self.kind}: {self.title}"


@lru_cache(maxsize=256)
def plain_values(content: bytes | None) -> dict[str, Any]:
    """A file as plain values; empty when it cannot be read, which the caller then shows as it stands."""
    try:
        read = YAML(typ="safe", pure=True).load((content or b"").decode())
    except (YAMLError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def without(content: bytes | None, section: str) -> dict[str, Any]:
    return {name: value for name, value in plain_values(content).items() if name != section}


def entries_in(file: Mapping[str, Any]) -> dict[str, Any]:
    entries = file.get("enquiries")
    return entries if isinstance(entries, dict) else {}


def entries_changed(before: bytes | None, after: bytes | None) -> list[EntryChanged]:
    old, new = entries_in(plain_values(before)), entries_in(plain_values(after))
    changes = []
    for name in dict.fromkeys([*old, *new]):
        was, now_is = old.get(name), new.get(name)
        if was == now_is:
            continue
        entry = now_is if isinstance(now_is, dict) else was if isinstance(was, dict) else {}
        title = str(entry.get("title", words_of(str(name)).capitalize()))
        kind = "new" if was is None else "removed" if now_is is None else "changed"
        details = tuple(details_of(was, now_is, FIELDS)) if kind == "changed" else ()
        changes.append(EntryChanged(str(name), title, kind, details))
    return changes


def details_of(was: Any, now_is: Any, called: Mapping[str, str]) -> list[str]:
    """What differs in one entry, a sentence each. `called`: what its settings are called in words."""
    if not isinstance(was, dict) or not isinstance(now_is, dict):
        return ["Its settings changed"]
    sentences = []
    for name in dict.fromkeys([*was, *now_is]):
        old, new = was.get(name), now_is.get(name)
        what = called.get(str(name), words_of(str(name)).capitalize())
        if old == new:
            continue
        if isinstance(old, list) and isinstance(new, list):
            gained, lost = (
                [item for item in new if item not in old],
                [item for item in old if item not in new],
            )
            sentences += [
                f"{what} {verb}: {', '.join(map(str, items))}"
                for items, verb in ((gained, "added"), (lost, "removed"))
                if items
            ]
            if not gained and not lost:
                sentences.append(f"{what}: put in another order")
        elif name not in was:
            sentences.append(f"{what} set to {_said(new)}")
        elif name not in now_is:
            sentences.append(f"{what} removed, was {_said(old)}")
        else:
            sentences.append(f"{what} changed from {_said(old)} to {_said(new)}")
    return sentences


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{words_of(str(name))}: {_said(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"“{value}”"
