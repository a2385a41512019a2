"""Two versions merged where one of them renamed, merged or retired an enquiry that the other one works on.

By lines and phrases, a renamed enquiry is one that is gone and one that is new. So what became of it is found first and
done again in the versions that lack it, the common origin among them; then all three speak of the same enquiries, and
merge as any others do. What an editor wrote under the old name arrives under the new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from studio.drafts.repository import Difference, Repository
from studio.drafts.stage import Stage, stage
from studio.drafts.touched import touched
from studio.files.content import Content
from studio.files.edits.base import Edit
from studio.files.edits.intents import MergeIntents, RenameIntent, RetireEnquiry
from studio.files.phrase_files import parse_phrases
from studio.files.refused import EditRefused
from studio.versions.followed import GONE, Fate, Phrases, fates
from studio.versions.merge import Choices, Conflict, Files, Merge, Side, is_phrase_file, key_of, merge_sides

Which = Literal["base", "live", "draft"]


class _CannotFollow(Exception):
    """It cannot be done again in some version: what stands there then merges as it is."""


def merge_following(
    repository: Repository,
    folder: Path,
    base: str,
    live: Difference,
    draft: Difference,
    choices: Choices | None = None,
    *,
    asking: bool = False,
) -> Merge:
    """As merge_sides does, with renamed, merged and retired enquiries followed.

    Args:
        folder: where there is room for a copy of the content meanwhile.
        base: the commit both differences begin at.
        asking: list every conflict, those that are settled by choices among them: a choice between two names decides
            what is left to choose, and still has to be shown with it.
    """
    before = {**live.before, **draft.before}
    settled = choices or {}
    if not (loses_an_intent(live) or loses_an_intent(draft)):
        return merge_sides(before, live.side, draft.side, {} if asking else settled)
    with stage(repository, base, folder) as there:
        versions: dict[Which, Files] = {"base": {}, "live": live.after, "draft": draft.after}
        following = _Following(there, versions, settled)
        following.all()
        conflicts = following.conflicts if asking else following.open

        def of(version: Which, path: str) -> bytes | None:
            mine = following.versions[version]
            if path in mine:
                return mine[path]
            return before[path] if path in before else there.first(path)

        paths = sorted({path for version in following.versions.values() for path in version})
        origin = {path: of("base", path) for path in paths}

        def side(version: Which, moved: Mapping[str, str]) -> Side:
            return Side({path: new for path in paths if (new := of(version, path)) != origin[path]}, moved)

        sides = side("live", live.moved), side("draft", draft.moved)
        merged = merge_sides(origin, *sides, {} if asking else settled)
        changes: dict[str, bytes | None] = {}
        for path in sorted({*paths, *merged.changes}):
            new = merged.changes[path] if path in merged.changes else of("draft", path)
            was = draft.after[path] if path in draft.after else before.get(path, there.first(path))
            if new != was:
                changes[path] = new
    return Merge(changes, [*conflicts, *merged.conflicts])


def loses_an_intent(difference: Difference) -> bool:
    """Whether an intent is in none of the files any more that changed; quick, for there seldom is one."""
    return bool(_intents(difference.before) - _intents(difference.after))


def _intents(files: Files) -> set[str]:
    return {
        block.intent
        for path, content in files.items()
        if content is not None and is_phrase_file(path)
        for block in parse_phrases(content.decode(errors="replace"), Path(path)).blocks
    }


@dataclass(frozen=True)
class _Turn:
    """What became of an enquiry on the two sides; none where it stays."""

    name: str
    live: Fate | None
    draft: Fate | None


class _Following:
    """`versions` are brought to speak of the same enquiries. `conflicts` are all questions there are about them, and
    `open` those that nobody has answered."""

    def __init__(self, there: Stage, versions: dict[Which, Files], choices: Choices) -> None:
        self._there, self.versions, self._choices = there, versions, choices
        self.conflicts: list[Conflict] = []
        self.open: list[Conflict] = []

    def all(self) -> None:
        live, draft = self._fates("live"), self._fates("draft")
        for name in {**live, **draft}:
            self._follow(_Turn(name, live.get(name), draft.get(name)))

    def _show(self, which: Which) -> Content:
        return self._there.show(self.versions[which])

    def _fates(self, which: Which) -> dict[str, Fate]:
        return fates(_phrases(self._show("base")), _phrases(self._show(which)))

    def _follow(self, turn: _Turn) -> None:
        wanted = self._wanted(turn)
        try:
            brought: dict[Which, Files] = {
                "base": self._brought("base", turn.name, None, wanted),
                "live": self._brought("live", turn.name, turn.live, wanted),
                "draft": self._brought("draft", turn.name, turn.draft, wanted),
            }
        except (EditRefused, _CannotFollow):
            return
        self.versions = brought

    def _wanted(self, turn: _Turn) -> Fate | None:
        """What shall become of it. Where nobody has chosen yet, as in the draft, so that the rest can be compared."""
        live, draft = turn.live, turn.draft
        if live == draft:
            return live
        other: Which = "draft" if draft is None else "live"
        one = live or draft
        if None in (live, draft):
            if one != GONE:
                return one
            if not touched(turn.name, *self._both(other)):
                return GONE
        conflict = self._conflict(turn)
        self.conflicts.append(conflict)
        choice = self._choices.get(conflict.key)
        if choice not in ("live", "draft"):
            self.open.append(conflict)
        return live if choice == "live" else draft

    def _both(self, which: Which) -> tuple[Files, Files, Stage]:
        return self.versions["base"], self.versions[which], self._there

    def _conflict(self, turn: _Turn) -> Conflict:
        content = self._show("base")
        title, view = content.shown(turn.name), content.intent(turn.name)
        path = PurePosixPath("council/services", f"{view.service if view else turn.name}.yml").as_posix()
        words = {which: self._in_words(turn.name, which, fate) for which, fate in _sides(turn)}
        key = key_of(turn.name, "", words["live"], words["draft"])
        return Conflict(
            key, path, f"what becomes of the enquiry “{title}”", words["live"], words["draft"], both=False
        )

    def _in_words(self, name: str, which: Which, fate: Fate | None) -> str:
        if fate is None:
            changed = touched(name, *self._both(which))
            return "\n".join(["It stays, changed:", *changed] if changed else ["It stays"])
        if fate.kind == "gone":
            return "It is retired"
        if fate.kind == "renamed":
            return f"Its name is {fate.name}"
        return f"It is merged into {self._show(which).shown(fate.name)}"

    def _brought(self, which: Which, name: str, had: Fate | None, wanted: Fate | None) -> Files:
        """A version in which that became of an enquiry which is wanted. Raises EditRefused and _CannotFollow."""
        version = self.versions[which]
        if had == wanted:
            return version
        if had:
            version = self._taken_back(version, name, had)
        return self._there.after(version, _edit(name, wanted)) if wanted else version

    def _taken_back(self, version: Files, name: str, had: Fate) -> Files:
        """A version in which the enquiry stands as in the origin, and all else as it did."""
        if had.kind == "renamed":
            return self._there.after(version, RenameIntent(had.name, name))
        origin = self.versions["base"]
        done = self._there.after(origin, _edit(name, had))
        paths = {*origin, *version, *done}

        def of(files: Files, path: str) -> bytes | None:
            return files[path] if path in files else self._there.first(path)

        start = {path: of(done, path) for path in paths}
        back = Side({path: was for path in paths if (was := of(origin, path)) != start[path]})
        since = Side({path: now for path in paths if (now := of(version, path)) != start[path]})
        merged = merge_sides(start, back, since)
        if merged.conflicts:
            raise _CannotFollow
        return {**version, **merged.changes}


def _sides(turn: _Turn) -> tuple[tuple[Which, Fate | None], ...]:
    return ("live", turn.live), ("draft", turn.draft)


def _edit(name: str, fate: Fate) -> Edit:
    if fate.kind == "renamed":
        return RenameIntent(name, fate.name)
    return MergeIntents(name, fate.name) if fate.kind == "merged" else RetireEnquiry(name)


def _phrases(content: Content) -> Phrases:
    return {**{enquiry.name: [] for enquiry in content.catalogue()}, **content.all_phrases()}
