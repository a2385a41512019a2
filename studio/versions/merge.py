"""Two versions that grew from one, together: what both changed is merged, what cannot be is a choice for an editor.

`live` and `draft` are the names of the two sides; a stale edit uses the same with theirs as live and mine as draft.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from studio.versions import alert_lists
from studio.versions.parts import part_of, without_signs, words_of
from studio.versions.phrase_lists import Clash, merge_phrase_files, read_phrase_file
from studio.versions.text_merge import Agreed, merge_lines

Choice = Literal["live", "draft", "both"]
CHOICES: tuple[Choice, ...] = ("live", "draft", "both")
Choices = Mapping[str, str]  # the key of a conflict to a Choice
Files = Mapping[str, bytes | None]  # relative path to what is in it; none: no such file


@dataclass(frozen=True)
class Conflict:
    """A part that both sides changed.

    Attributes:
        key: the same as long as the three versions are.
        part: which part of the content it is, in words.
        live, draft: the two texts; empty when that side removed it.
        both: whether both may be kept, the live one first.
    """

    key: str
    path: str
    part: str
    live: str
    draft: str
    both: bool

    @property
    def live_words(self) -> str:
        """The live text as an editor writes it, without the signs of the file."""
        return without_signs(self.path, self.live)

    @property
    def draft_words(self) -> str:
        return without_signs(self.path, self.draft)


@dataclass(frozen=True)
class Side:
    """What one side changed since the base: new contents by path, and where files moved, old path to new."""

    files: Files
    moved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Merge:
    """`changes` is what the draft must take over to have both; whole only when there are no conflicts."""

    changes: dict[str, bytes | None]
    conflicts: list[Conflict]


def is_phrase_file(path: str) -> bool:
    return path.startswith("data/nlu/") and path.endswith((".yml", ".yaml"))


def merge_sides(base: Files, live: Side, draft: Side, choices: Choices | None = None) -> Merge:
    """Merge all files.

    Args:
        base: the contents before, of every path either side names.
    """
    settled = choices or {}
    changes: dict[str, bytes | None] = {}
    conflicts: list[Conflict] = []

    def together(path: str, was: bytes | None, theirs: bytes | None, ours: bytes | None) -> None:
        merged, found = merge_file(path, was, theirs, ours, settled)
        conflicts.extend(found)
        if merged != (draft.files[path] if path in draft.files else base.get(path)):
            changes[path] = merged

    taken = set()
    for old, new in live.moved.items():
        if old in draft.files and draft.files[old] is not None and new not in draft.files:
            # Moved in live, changed in the draft: the change goes along.
            together(new, base.get(old), live.files[new], draft.files[old])
            changes.setdefault(new, live.files[new])
            changes[old] = None
            taken |= {old, new}
    for old, new in draft.moved.items():
        if old in live.files and live.files[old] is not None and new not in live.files:
            together(new, base.get(old), live.files[old], draft.files[new])
            taken |= {old, new}
    for path in sorted(set(live.files) - taken):
        theirs = live.files[path]
        if path not in draft.files:
            changes[path] = theirs
        elif draft.files[path] != theirs:
            together(path, base.get(path), theirs, draft.files[path])
    conflicts += _phrases_in_two_places(base, live, draft, changes, settled)
    return Merge(changes, conflicts)


def merge_file(
    path: str, base: bytes | None, live: bytes | None, draft: bytes | None, choices: Choices
) -> tuple[bytes | None, list[Conflict]]:
    """One file. A conflict nobody chose for is left as in the draft."""
    if live in (base, draft):
        return draft, []
    if draft == base:
        return live, []
    if live is None or draft is None or _is_binary(base, live, draft):
        return _whole(path, live, draft, choices)
    if is_phrase_file(path):
        merged = _merge_phrases(path, base, live, draft, choices)
        if merged:
            return merged
    if (
        path == alert_lists.FILE
        and (together := alert_lists.merge_alerts(base or b"", live, draft)) is not None
    ):
        return together, []
    if path.startswith("tests/nlu/") and path.endswith(".csv"):
        return _merge_rows(base or b"", live, draft), []
    return _merge_text(path, (base or b"").decode(), live.decode(), draft.decode(), choices)


def _is_binary(*contents: bytes | None) -> bool:
    for content in contents:
        try:
            if content is not None and "\0" in content.decode():
                return True
        except UnicodeDecodeError:
            return True
    return False


def _whole(
    path: str, live: bytes | None, draft: bytes | None, choices: Choices
) -> tuple[bytes | None, list[Conflict]]:
    theirs, ours = ((content or b"").decode(errors="replace") for content in (live, draft))
    conflict = Conflict(key_of(path, "", theirs, ours), path, part_of(path, "", 0), theirs, ours, both=False)
    choice = choices.get(conflict.key)
    return (live if choice == "live" else draft), ([] if choice in ("live", "draft") else [conflict])


def _merge_phrases(
    path: str, base: bytes | None, live: bytes, draft: bytes, choices: Choices
) -> tuple[bytes, list[Conflict]] | None:
    files = [read_phrase_file(content) for content in (base, live, draft)]
    was, theirs, ours = files
    if was is None or theirs is None or ours is None:
        return None

    def key(clash: Clash) -> str:
        return key_of(path, clash.name, clash.live, clash.draft)

    merged, clashes = merge_phrase_files(was, theirs, ours, lambda clash: choices.get(key(clash)))
    conflicts = [
        Conflict(
            key(clash),
            path,
            f"the phrases of “{words_of(clash.name)}”" if clash.name else part_of(path, "", 0),
            clash.live,
            clash.draft,
            both=not (clash.live and clash.draft),
        )
        for clash in clashes
    ]
    return merged.text.encode(), conflicts


def _merge_rows(base: bytes, live: bytes, draft: bytes) -> bytes:
    """Rows in a file of held-out messages are a set as phrases are."""
    was, theirs, ours = (content.splitlines(keepends=True) for content in (base, live, draft))
    gone = set(was) - set(theirs)
    rows = [row for row in ours if row not in gone]
    rows += [row for row in theirs if row not in was and row not in rows]
    return b"".join(row if row.endswith(b"\n") else row + b"\n" for row in rows)


def _merge_text(
    path: str, base: str, live: str, draft: str, choices: Choices
) -> tuple[bytes, list[Conflict]]:
    pieces = merge_lines(base, live, draft)
    texts: list[str] = []
    conflicts: list[Conflict] = []
    for place, piece in enumerate(pieces):
        if isinstance(piece, Agreed):
            texts.append("".join(piece.lines))
            continue
        theirs, ours = "".join(piece.live), "".join(piece.draft)
        key = key_of(path, str(place), theirs, ours)
        both = _both_can_be_read(path, [*texts, theirs + ours])
        choice = choices.get(key)
        if choice not in CHOICES or (choice == "both" and not both):
            choice = None
            conflicts.append(Conflict(key, path, part_of(path, draft, piece.at), theirs, ours, both))
        texts.append({"live": theirs, "both": theirs + ours}.get(choice or "draft", ours))
    return "".join(texts).encode(), conflicts


def _both_can_be_read(path: str, texts: Iterable[str]) -> bool:
    return can_be_read(path, "".join(texts).encode())


def can_be_read(path: str, content: bytes) -> bool:
    """Whether a YAML file still is one; other files always can be."""
    return not line_unread(path, content)


def line_unread(path: str, content: bytes | None) -> int:
    """The line, from 1, at which a YAML file or the head of an article cannot be read; 0 where it can be, is neither or
    is not there."""
    try:
        if (text := _yaml_in(path, content)) is not None:
            YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        return error.problem_mark.line + 1 if error.problem_mark else 1
    except (YAMLError, ValueError):
        return 1
    return 0


def _yaml_in(path: str, content: bytes | None) -> str | None:
    """With its lines where they stand in the file."""
    if content is None or not path.endswith((".yml", ".yaml", ".md")):
        return None
    text = content.decode()
    if not path.endswith(".md"):
        return text
    opening, *rest = text.split("\n---", 1)
    return opening.replace("---", "", 1) if rest and opening.startswith("---\n") else None


def _phrases_in_two_places(
    base: Files, live: Side, draft: Side, changes: dict[str, bytes | None], choices: Choices
) -> list[Conflict]:
    """A phrase that each side gave to another intent would teach the assistant two things at once."""
    by_live, by_draft = _phrases_added(base, live.files), _phrases_added(base, draft.files)
    conflicts = []
    for phrase in by_live.keys() & by_draft.keys():
        (live_path, theirs), (draft_path, ours) = by_live[phrase], by_draft[phrase]
        if theirs == ours:
            continue
        key, part = key_of(phrase, "", theirs, ours), f"where “{phrase}” belongs"
        conflict = Conflict(key, draft_path, part, words_of(theirs), words_of(ours), both=False)
        choice = choices.get(conflict.key)
        if choice not in ("live", "draft"):
            conflicts.append(conflict)
            continue
        path, intent = (draft_path, ours) if choice == "live" else (live_path, theirs)
        standing = changes[path] if path in changes else draft.files.get(path)
        file = read_phrase_file(standing)
        if file and standing is not None:
            changes[path] = file.without(intent, phrase).text.encode()
    return sorted(conflicts, key=lambda conflict: conflict.part)


def _phrases_added(base: Files, files: Files) -> dict[str, tuple[str, str]]:
    """Phrases a side added: to which file and which intent."""
    added = {}
    for path, content in files.items():
        if not is_phrase_file(path):
            continue
        before, after = read_phrase_file(base.get(path)), read_phrase_file(content)
        if before is None or after is None:
            continue
        known = before.phrases()
        for intent, phrases in after.phrases().items():
            for phrase in set(phrases) - set(known.get(intent, ())):
                added[phrase] = (path, intent)
    return added


def key_of(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def as_choice(text: str) -> Choice | None:
    """A choice that came in a form; none when it is not one."""
    return next((choice for choice in CHOICES if choice == text), None)
