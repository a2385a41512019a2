"""An edit from a page that somebody else's change has made old: made again on the draft as it is now, or merged."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from studio.drafts.errors import Stale
from studio.drafts.following import loses_an_intent, merge_following
from studio.drafts.git import is_commit
from studio.drafts.repository import Difference, Repository
from studio.files.content import Content
from studio.files.edits.base import Edit
from studio.files.refused import EditRefused
from studio.versions.merge import Conflict, Merge, Side
from studio.versions.reapply import changes_no_more_than, settle_both

MOST_ROUNDS = 3  # a choice between two names of an enquiry can bring up others, which the same choice settles


def changes(
    repository: Repository,
    folder: Path,
    root: Path,
    head: str,
    edit: Edit,
    seen: str | None,
    choice: str | None,
) -> Mapping[str, bytes | None]:
    """What an edit changes in the draft as it is now. Raises EditRefused and Stale.

    Args:
        folder: where there is room for copies of the content meanwhile.
        root: the draft's work tree, which stands at `head`.
        seen, choice: see Drafts.edit.
    """
    here = Content(root)
    if not seen or seen == head or not is_commit(seen) or not repository.has(seen):
        return edit.apply(here)
    try:
        again: Mapping[str, bytes | None] | None = edit.apply(here)
    except EditRefused as refused:
        again, refusal = None, refused
    meanwhile = repository.difference(seen, head)
    if again is not None and not set(again) & set(meanwhile.after):
        return again
    with tempfile.TemporaryDirectory(prefix="seen-", dir=folder) as old:
        meant = dict(edit.apply(Content(repository.export(seen, Path(old)))))
        before = {path: read(Path(old) / path) for path in meant}
    base = before | meanwhile.before
    standing = {path: read(root / path) for path in again or {}}
    if again is not None and changes_no_more_than(standing, again, base, meant):
        return again
    if again is None and not set(meant) & set(meanwhile.after) and not loses_an_intent(meanwhile):
        raise refusal  # it was not for what changed meanwhile

    def together(choices: Mapping[str, str]) -> Merge:
        mine = Difference(before, meant, {})
        return merge_following(repository, folder, seen, mine, meanwhile, choices)

    merged = together({})
    if not merged.conflicts:
        return merged.changes
    wanted = {"theirs": "draft", "mine": "live", "both": "both"}.get(choice or "")
    both = settle_both(base, Side(meant), meanwhile.side, merged.conflicts)
    if wanted and (wanted != "both" or both):
        chosen: dict[str, str] = {}
        settled = merged
        for _ in range(MOST_ROUNDS):
            chosen |= {conflict.key: wanted for conflict in settled.conflicts}
            settled = together(chosen)
            if not settled.conflicts:
                return settled.changes
    conflicts = [
        Conflict(found.key, found.path, found.part, found.draft, found.live, found.both)
        for found in merged.conflicts
    ]
    by = dict.fromkeys(commit.who.name for commit in repository.log(seen, head))
    raise Stale(edit.describe(here), tuple(by), conflicts, head, both=both)


def read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
