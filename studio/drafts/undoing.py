"""A step of a draft taken back, with whatever came after it left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.drafts.errors import CannotUndo, NothingToUndo, UndoneAlready
from studio.drafts.following import merge_following
from studio.drafts.repository import Repository
from studio.drafts.views import Step
from studio.versions.merge import Merge

UNDOES = "Undoes"  # the line of an undo's commit that names what it took back


def step_to_undo(steps: Sequence[Step], commit: str | None) -> Step:
    """The one that is named, else the newest that stands. Raises NothingToUndo, UndoneAlready where it is one."""
    for step in steps:
        if step.undoable and (step.commit == commit if commit else not step.undoes):
            return step
    if any(step.commit == commit and step.undone for step in steps):
        raise UndoneAlready
    raise NothingToUndo


def taken_back(repository: Repository, folder: Path, step: Step, head: str) -> Merge:
    """The changes to the head that take a step back. Raises CannotUndo.

    An enquiry that was renamed since loses under its new name what the step gave it under the old one.
    """
    back = repository.difference(step.commit, f"{step.commit}^")
    since = repository.difference(step.commit, head)
    merged = merge_following(repository, folder, step.commit, back, since)
    if merged.conflicts:
        raise CannotUndo(step.sentence, merged.conflicts)
    return merged


def undone(step: Step) -> tuple[str, str]:
    """What the step that takes one back is called, and the message of its commit."""
    put_back = step.sentence.removeprefix("Undone: ") if step.undoes else None
    sentence = f"Put back: {put_back}" if put_back else f"Undone: {step.sentence}"
    return sentence, f"{sentence}\n\n{UNDOES}: {step.commit}"
