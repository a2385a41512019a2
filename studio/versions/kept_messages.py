"""What changed among the messages that are kept for testing, in words."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from io import StringIO


@dataclass(frozen=True)
class MessagesKept:
    """`added` are kept for testing now, `removed` are not any more, and `moved` count for something else."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[str, ...]

    def count(self) -> int:
        return len(self.added) + len(self.removed) + len(self.moved)

    def sentence(self) -> str:
        parts = [
            f"{len(messages):,} {'message' if len(messages) == 1 else 'messages'} {what}"
            for messages, what in (
                (self.added, "kept for testing"),
                (self.removed, "no longer kept for testing"),
                (self.moved, "for testing changed in what they should be understood as"),
            )
            if messages
        ]
        return ", ".join(parts)


def is_of_messages(path: str) -> bool:
    return path.startswith("tests/nlu/") and path.endswith(".csv")


def messages_kept(before: bytes | None, after: bytes | None) -> MessagesKept | None:
    """None where no message differs, or a file cannot be read."""
    old, new = _rows(before), _rows(after)
    if old is None or new is None:
        return None
    gone, come = list((old - new).elements()), list((new - old).elements())
    texts_gone, texts_come = Counter(row[0] for row in gone), Counter(row[0] for row in come)
    both = texts_gone & texts_come
    found = MessagesKept(
        tuple((texts_come - both).elements()), tuple((texts_gone - both).elements()), tuple(both.elements())
    )
    return found if gone or come else None


def _rows(content: bytes | None) -> Counter[tuple[str, ...]] | None:
    """The rows below the head, the message first; none without a column of messages."""
    if content is None:
        return Counter()
    try:
        head, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        at = head.index("text")
    except (ValueError, csv.Error):
        return None
    return Counter((row[at], *row[:at], *row[at + 1 :]) for row in rows if len(row) > at)
