"""What changed in the council's own words, hours, promises, teams and people, in words.

For whoever approves: a sentence the line says in an emergency must not come to them as two lines of a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from studio.versions.entries import details_of, plain_values
from studio.versions.parts import words_of

# By the file, and in it by the list: what one entry is called.
_KINDS = {
    "council/words.yml": {"": "Sentence"},
    "council/identity.yml": {"": "About the council"},
    "council/hours.yml": {"hours": "Opening hours", "exceptions": "Day that differs", "": "Opening hours"},
    "council/promises.yml": {"promises": "Promise", "": "Promises"},
    "council/teams.yml": {"teams": "Team", "people": "Person of the directory", "": "Directory"},
    "council/alerts.yml": {"alerts": "Alert", "": "Alerts"},
}
_FIELDS = {
    "council/words.yml": {"text": "Chat", "spoken": "Phone", "texted": "Text messages"},
    "council/alerts.yml": {"text": "Chat", "spoken": "Phone"},
}
_NAMED_BY = ("id", "name", "date")  # what tells the entries of a list apart
_TITLED_BY = ("title", "name")


@dataclass(frozen=True)
class CouncilChanged:
    """An entry of one of those files; `kind` is new, removed or changed."""

    what: str
    title: str
    kind: str
    details: tuple[str, ...]

    def sentence(self) -> str:
        return f"{self.what} {self.kind}: {self.title}" if self.title else f"{self.what}: {self.kind}"


def council_changed(path: str, before: bytes | None, after: bytes | None) -> list[CouncilChanged]:
    """Empty for another file, for one that is new, gone or cannot be read, and where only comments differ."""
    kinds, fields = _KINDS.get(path), _FIELDS.get(path, {})
    old, new = plain_values(before), plain_values(after)
    if kinds is None or not old or not new:
        return []
    was, now_is = dict(_entries(path, old)), dict(_entries(path, new))
    found = []
    for key in dict.fromkeys([*was, *now_is]):
        one, other = was.get(key), now_is.get(key)
        if one == other:
            continue
        kind = "new" if one is None else "removed" if other is None else "changed"
        details = tuple(details_of(one or {}, other or {}, fields))
        found.append(CouncilChanged(kinds[key[0]], _title(key, other or one or {}), kind, details))
    return found


def _entries(path: str, values: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """Each under its list and its name; what stands in no list, together under neither."""
    alone: dict[str, Any] = {}
    for name, value in values.items():
        if path == "council/words.yml":
            yield ("", str(name)), value if isinstance(value, dict) else {"text": value}
        elif name not in _KINDS[path]:
            alone[str(name)] = value
        elif isinstance(value, dict):
            yield from (((str(name), str(key)), _as_entry(entry)) for key, entry in value.items())
        elif isinstance(value, list):
            yield from (((str(name), _named(entry)), _as_entry(entry)) for entry in value)
    if alone:
        yield ("", ""), alone


def _as_entry(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"value": value}


def _named(entry: Any) -> str:
    """A day that differs is told by its date and for whom."""
    if not isinstance(entry, dict):
        return str(entry)
    by = next((name for name in _NAMED_BY if name in entry), None)
    return " ".join(str(entry[name]) for name in (by, "key") if name in entry) if by else str(entry)


def _title(key: tuple[str, str], entry: Mapping[str, Any]) -> str:
    if isinstance(day := entry.get("date"), date):  # a day that differs
        for_whom, hours = words_of(str(entry.get("key", ""))), entry.get("hours", "closed")
        return f"{day.day} {day:%B %Y}, {for_whom}, {hours}"
    called = key[1] if key[1][:1].isdigit() else words_of(key[1])  # a date keeps its signs
    return next((str(entry[name]) for name in _TITLED_BY if key[1] and name in entry), called)
