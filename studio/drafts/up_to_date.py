"""What a draft must take over to have all that has become live."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from studio.drafts.errors import LiveUnreadable
from studio.drafts.following import merge_following
from studio.drafts.repository import Repository
from studio.versions.merge import Choices, Merge, line_unread


def merged(
    repository: Repository, folder: Path, live: str, head: str, choices: Choices, *, asking: bool = False
) -> Merge:
    """`changes` are to the draft's head. Not to be changed: it is given to whoever asks next.

    Raises:
        LiveUnreadable: what became live has a file that cannot be read, which would be lost from the draft as well.
    Args:
        folder: where there is room for a copy of the content meanwhile.
        choices: "live", "draft" or "both" by the key of a conflict.
        asking: list all conflicts, also those the choices settle.
    """
    return _merged(repository.content, folder, live, head, tuple(sorted(choices.items())), asking)


@lru_cache(maxsize=16)
def _merged(
    content: Path, folder: Path, live: str, head: str, choices: tuple[tuple[str, str], ...], asking: bool
) -> Merge:
    # Two commits always merge alike, and whoever was told of conflicts goes on to the page that shows them.
    repository = Repository(content)
    base = repository.common(live, head)
    of_live, of_draft = repository.difference(base, live), repository.difference(base, head)
    for path, content_now in of_live.after.items():
        broken = line_unread(path, content_now)
        if broken and not line_unread(path, of_live.before.get(path)):
            raise LiveUnreadable(path, broken)
    return merge_following(repository, folder, base, of_live, of_draft, dict(choices), asking=asking)
