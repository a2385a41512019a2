"""Text before and after, by words, in the paragraphs that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]
_WORDS = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
ALIKE = 0.35  # share of words two lines must have in common to be one line that changed


@dataclass(frozen=True)
class Run:
    """Some text that stayed, came or went."""

    kind: Kind
    text: str


Paragraph = tuple[Run, ...]


def paragraphs_changed(before: str, after: str) -> tuple[Paragraph, ...]:
    """The lines that changed, each as runs; lines that are the same in both are left out."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Paragraph] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            found += _paired(old[old_from:old_to], new[new_from:new_to])
    return tuple(paragraph for paragraph in found if any(run.text.strip() for run in paragraph))


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Each new line with the old one it came from: the next that is like it. The rest went, or came."""
    at = 0
    for line in new:
        like = next((place for place in range(at, len(old)) if _alike(old[place], line)), None)
        if like is None:
            yield (Run("added", line),)
            continue
        for gone in old[at:like]:
            yield (Run("removed", gone),)
        yield words_changed(old[like], line)
        at = like + 1
    for gone in old[at:]:
        yield (Run("removed", gone),)


def _alike(old: str, new: str) -> bool:
    return bool(old.strip() and new.strip()) and (
        SequenceMatcher(None, _WORDS.findall(old), _WORDS.findall(new), autojunk=False).ratio() >= ALIKE
    )


def words_changed(before: str, after: str) -> Paragraph:
    """One line, by words."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    runs: list[Run] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            runs.append(Run("same", "".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            runs.append(Run("removed", "".join(old[old_from:old_to])))
        if new_to > new_from:
            runs.append(Run("added", "".join(new[new_from:new_to])))
    return tuple(runs)
