"""Whether an edit, made again on newer files, still does what the editor meant and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from studio.versions.merge import Conflict, Files, Side, can_be_read, merge_sides


def changes_no_more_than(before: Files, after: Files, meant_before: Files, meant_after: Files) -> bool:
    """Whether the lines taken out and put in from `before` to `after` are all among those the editor meant.

    A line taken out that the editor never saw is somebody else's work.
    """
    if not set(after) <= set(meant_after):
        return False
    for path, content in after.items():
        out, into = _lines_changed(before.get(path), content)
        meant_out, meant_into = _lines_changed(meant_before.get(path), meant_after[path])
        if out - meant_out or into - meant_into:
            return False
    return True


def _lines_changed(before: bytes | None, after: bytes | None) -> tuple[Counter[bytes], Counter[bytes]]:
    old, new = (before or b"").splitlines(), (after or b"").splitlines()
    out: Counter[bytes] = Counter()
    into: Counter[bytes] = Counter()
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            out.update(old[old_from:old_to])
            into.update(new[new_from:new_to])
    return out, into


def settle_both(base: Files, mine: Side, theirs: Side, conflicts: Sequence[Conflict]) -> bool:
    """Whether both may be kept in every part, and the files can be read then."""
    if not all(conflict.both for conflict in conflicts):
        return False
    chosen: Mapping[str, str] = {conflict.key: "both" for conflict in conflicts}
    merged = merge_sides(base, mine, theirs, chosen)
    return all(can_be_read(path, content) for path, content in merged.changes.items() if content is not None)
