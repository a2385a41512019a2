"""Three-way merge of text by lines: what each side changed, together; where both changed the same lines, a clash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_FLOW_LIST = re.compile(r"^(?P<start>\s*[\w-]+: *\[)(?P<items>[^\[\]{}\"'#]*)(?P<end>\]\s*)$")


@dataclass(frozen=True)
class Agreed:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Disputed:
    """Lines both sides changed, differently. `at` is the line of the draft where they begin, from 0."""

    base: tuple[str, ...]
    live: tuple[str, ...]
    draft: tuple[str, ...]
    at: int


def merge_lines(base: str, live: str, draft: str) -> list[Agreed | Disputed]:
    """The merged text in pieces. Lines keep their ends."""
    was, theirs, ours = (text.splitlines(keepends=True) for text in (base, live, draft))
    pieces: list[Agreed | Disputed] = []
    at_base = at_live = at_draft = 0
    for in_base, in_live, in_draft, length in _common(was, theirs, ours):
        old, their, our = was[at_base:in_base], theirs[at_live:in_live], ours[at_draft:in_draft]
        pieces.extend(_settled(old, their, our, at_draft))
        if length:
            pieces.append(Agreed(tuple(was[in_base : in_base + length])))
        at_base, at_live, at_draft = in_base + length, in_live + length, in_draft + length
    return pieces


def _common(
    was: Sequence[str], theirs: Sequence[str], ours: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines that all three have: where they begin in each, and how many. Ends with an empty one."""
    to_live = SequenceMatcher(None, was, theirs, autojunk=False).get_matching_blocks()
    to_draft = SequenceMatcher(None, was, ours, autojunk=False).get_matching_blocks()
    one = other = 0
    while one < len(to_live) and other < len(to_draft):
        base_live, in_live, live_length = to_live[one]
        base_draft, in_draft, draft_length = to_draft[other]
        begins = max(base_live, base_draft)
        ends = min(base_live + live_length, base_draft + draft_length)
        if begins < ends:
            yield begins, in_live + begins - base_live, in_draft + begins - base_draft, ends - begins
        if base_live + live_length < base_draft + draft_length:
            one += 1
        else:
            other += 1
    yield len(was), len(theirs), len(ours), 0


def _settled(
    old: Sequence[str], their: Sequence[str], our: Sequence[str], at: int
) -> list[Agreed | Disputed]:
    agreed = _one(old, their, our)
    if agreed is not None:
        return [Agreed(tuple(agreed))] if agreed else []
    if len(old) == len(their) == len(our):  # neighbouring lines, such as the title and the hints of one entry
        pieces: list[Agreed | Disputed] = []
        for offset, (was, theirs, ours) in enumerate(zip(old, their, our, strict=True)):
            line = _one([was], [theirs], [ours])
            if line is None:
                joined = _joined_lists(was, theirs, ours)
                line = [joined] if joined else None
            if line is None:
                pieces.append(Disputed((was,), (theirs,), (ours,), at + offset))
            else:
                pieces.append(Agreed(tuple(line)))
        return pieces
    return [Disputed(tuple(old), tuple(their), tuple(our), at)]


def _one(old: Sequence[str], their: Sequence[str], our: Sequence[str]) -> Sequence[str] | None:
    if their in (our, old):
        return our
    return their if our == old else None


def _joined_lists(was: str, theirs: str, ours: str) -> str | None:
    """`hints: [a, b]` that both added to is one list; none when the lines are anything else."""
    found = [_FLOW_LIST.match(line) for line in (was, theirs, ours)]
    if not all(found) or len({match["start"] for match in found if match}) > 1:
        return None
    old, their, our = (
        [item.strip() for item in match["items"].split(",") if item.strip()] for match in found if match
    )
    gone = set(old) - set(their)
    items = [item for item in our if item not in gone]
    items += [item for item in their if item not in old and item not in items]
    last = found[2]
    return f"{last['start']}{', '.join(items)}{last['end']}" if last else None
