"""What a rule has found, how rules become spaCy components, and which of two finds in one place stands."""

from __future__ import annotations

import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span

from bot.entities.said import Said

logger = logging.getLogger(__name__)

KNOWLEDGE = "knowledge.json"
FOUND = "found"  # in Doc.user_data
NOTHING = ""  # a label: these words look like an entity and are none ("Monday to Friday" is no day)

# Of two finds of the same length, the one whose shape says more.
LABELS = (
    NOTHING,
    "email",
    "date",
    "phone",
    "postcode",
    "case_reference",
    "vehicle_registration",
    "address",
    "street",
    "money",
    "time",
    "resident_name",
    "person",
    "role",
    "team",
    "bin_type",
    "house_number",
)


@dataclass(frozen=True)
class Found:
    """Tokens [start, end) that name something.

    `value` is what a slot gets: money in whole pence, a day as 2026-11-18, a time of day in London as 14:30.
    `alternative` is the other value the words may as well have: "Tuesday" is the last one or the next.
    """

    label: str
    value: str | int
    start: int
    end: int
    alternative: str | None = None


Find = Callable[[Said], Iterable[Found]]


class Rule:
    """A spaCy component: adds what its function finds to the message. One that fails is logged and finds nothing."""

    def __init__(self, name: str, find: Find) -> None:
        self.name, self._find = name, find

    def __call__(self, doc: Doc) -> Doc:
        found = doc.user_data.setdefault(FOUND, [])
        try:
            found += self._find(Said.of(doc))
        except Exception:  # a slip in one rule must not cost the resident their turn
            logger.exception("The rule %s failed on a message of %d tokens", self.name, len(doc))
        return doc


class TaughtRule(ABC):
    """A rule that knows something of this council's; `knowledge` is plain JSON and is stored with the pipeline."""

    def __init__(self, name: str) -> None:
        self._rule = Rule(name, self.find)
        self.teach({})

    @abstractmethod
    def know(self, knowledge: Any) -> None:
        """Take in what the rule finds things by."""

    @abstractmethod
    def find(self, said: Said) -> Iterable[Found]:
        """What a message names of it."""

    def teach(self, knowledge: Any) -> None:
        self._knowledge = knowledge
        self.know(knowledge)

    def __call__(self, doc: Doc) -> Doc:
        return self._rule(doc)

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        path.mkdir(parents=True, exist_ok=True)
        (path / KNOWLEDGE).write_text(json.dumps(self._knowledge, indent=0), encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> TaughtRule:
        self.teach(json.loads((path / KNOWLEDGE).read_text(encoding="utf-8")))
        return self


def settle(doc: Doc) -> Doc:
    """Keep the longest find of each place, with the entity ruler's, as the message's entities."""
    ruled = [_of_the_ruler(span) for span in doc.ents]
    kept: list[Found] = []
    taken: set[int] = set()
    for found in sorted([*doc.user_data.get(FOUND, ()), *ruled], key=_precedence):
        tokens = range(found.start, found.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(found)
    kept = sorted((found for found in kept if found.label != NOTHING), key=lambda found: found.start)
    doc.user_data[FOUND] = kept
    doc.ents = [Span(doc, found.start, found.end, label=found.label) for found in kept]
    return doc


def entities(doc: Doc) -> list[dict[str, Any]]:
    """What was found in a message, as Rasa keeps it. `start` and `end` count characters."""
    described = []
    for found, span in zip(doc.user_data.get(FOUND, ()), doc.ents, strict=True):
        entity: dict[str, Any] = {
            "entity": found.label,
            "value": found.value,
            "start": span.start_char,
            "end": span.end_char,
            "text": span.text,
        }
        if found.alternative is not None:
            entity["alternative"] = found.alternative
        described.append(entity)
    return described


def _of_the_ruler(span: Span) -> Found:
    return Found(span.label_, span.ent_id_ or span.text.lower(), span.start, span.end)


def _precedence(found: Found) -> tuple[int, int, int]:
    return found.start - found.end, LABELS.index(found.label), found.start
