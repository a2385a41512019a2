"""What the list of drafts shows of each."""

from __future__ import annotations

from dataclasses import dataclass

from studio.drafts.views import DraftView
from studio.versions.readable import ReadableDiff


@dataclass(frozen=True)
class DraftRow:
    draft: DraftView
    changes: str  # in numbers, such as "12 phrases, 1 article"

    @classmethod
    def of(cls, draft: DraftView, diff: ReadableDiff) -> DraftRow:
        return cls(draft, ", ".join(diff.numbers()) or "Nothing yet")
