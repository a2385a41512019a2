"""The steps of a draft, and which of them still stand."""

from __future__ import annotations

from collections.abc import Sequence

from studio.drafts.repository import Commit
from studio.drafts.views import Step


def steps(commits: Sequence[Commit]) -> list[Step]:
    """Steps from commits, both newest first."""
    undone: set[str] = set()
    found = []
    for commit in commits:
        undoes = commit.trailer("Undoes")
        # An undo that was itself undone has put the step back.
        if undoes and commit.name not in undone:
            undone.add(undoes)
        merged = len(commit.parents) > 1
        found.append(
            Step(
                commit=commit.name,
                who=commit.who.name,
                at=commit.at,
                sentence=commit.sentence,
                undone=commit.name in undone,
                undoes=undoes,
                undoable=not merged and commit.name not in undone,
            )
        )
    return found
