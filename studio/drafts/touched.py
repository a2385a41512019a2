"""What a version changed about an enquiry: the work that would be lost if the enquiry went."""

from __future__ import annotations

from dataclasses import dataclass

from council.catalogue import Enquiry
from studio.drafts.stage import Stage
from studio.files.content import Content
from studio.files.csv_rows import columns, rows_of
from studio.files.edits.base import count
from studio.versions.merge import Files


@dataclass(frozen=True)
class _Of:
    """All there is of an enquiry."""

    phrases: tuple[str, ...]
    enquiry: Enquiry | None
    replies: frozenset[object]
    kept: frozenset[str]

    @classmethod
    def read(cls, content: Content, name: str) -> _Of:
        replies = frozenset((reply.name, reply.texts) for reply in content.replies(name))
        phrases = tuple(content.phrases(name))
        return cls(
            phrases, content.catalogue().get(name), replies, frozenset(_kept_for_testing(content, name))
        )


def touched(name: str, before: Files, after: Files, there: Stage) -> list[str]:
    """What was changed or added, a line each; nothing for what was only taken away."""
    was, now = _Of.read(there.show(before), name), _Of.read(there.show(after), name)
    added = [phrase for phrase in now.phrases if phrase not in set(was.phrases)]
    said = [f"{count(len(added), 'phrase')} added:", *(f"- {phrase}" for phrase in added)] if added else []
    if now.enquiry and now.enquiry != was.enquiry:
        said.append("Its details changed")
    if now.replies - was.replies:
        said.append("Its replies changed")
    if new := now.kept - was.kept:
        said.append(f"{count(len(new), 'message')} kept for testing it")
    return said


def _kept_for_testing(content: Content, name: str) -> list[str]:
    found = []
    for path in sorted(content.places.held_out.glob("*.csv")):
        text = path.read_text(encoding="utf-8", errors="replace")
        names = columns(text)
        for raw, fields in rows_of(text):
            row = dict(zip(names, fields, strict=False))
            if name in row.get("intent", "").split("+"):
                found.append(raw)
    return found
