"""One phrase that two editors change, the second from a page that knows nothing of the first: a choice, not both.

By lines the two wordings exclude each other nowhere: both would be kept without a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from studio.drafts.errors import Stale
from studio.drafts.git import is_commit
from studio.drafts.repository import Repository
from studio.files.content import Content
from studio.files.edits.base import Edit, spot
from studio.files.edits.cleaning import clean_phrase
from studio.files.edits.phrases import AddPhrases, ChangePhrase
from studio.files.phrase_files import parse_phrases
from studio.versions.merge import Conflict, Files, is_phrase_file, key_of

FOLDER = "data/nlu"


def settled(
    repository: Repository, here: Content, head: str, edit: Edit, seen: str | None, choice: str | None
) -> tuple[Edit, str | None]:
    """The edit to be made, and the commit it is judged against: both as they were, but for a phrase that somebody else
    has changed or taken out meanwhile. See Drafts.edit for the arguments.

    Raises:
        Stale: so it is, and nobody has chosen yet.
    """
    if not isinstance(edit, ChangePhrase) or not seen or seen == head:
        return edit, seen
    if not (is_commit(seen) and repository.has(seen)):
        return edit, seen
    now, new = here.phrases(edit.intent), clean_phrase(edit.new)
    if not now or edit.old in now or new in now:
        return edit, seen
    if any(edit.old in phrases for phrases in here.all_phrases().values()):
        return edit, seen  # it was moved to another enquiry
    before = phrases_at(repository, seen, edit.intent)
    if edit.old not in before:
        return edit, seen
    theirs = wording_now(before, now, edit.old)
    match choice:
        case "mine" if theirs:
            return replace(edit, old=theirs), None
        case "mine" | "both":
            return AddPhrases(edit.intent, (new,), (new,) if edit.moved else ()), None
    part = f"the phrase “{edit.old}” of {here.shown(edit.intent)}"
    key = key_of(edit.intent, edit.old, theirs, new)
    conflict = Conflict(key, f"{FOLDER}/{edit.intent}", part, theirs, new, both=bool(theirs))
    by = dict.fromkeys(commit.who.name for commit in repository.log(seen, head))
    wanted = f"A phrase of {here.shown(edit.intent)} would read {spot(new)}"
    raise Stale(wanted, tuple(by), [conflict], head, both=bool(theirs))


def wording_now(before: Sequence[str], now: Sequence[str], old: str) -> str:
    """What stands in a phrase's place; empty where it was only taken out."""
    at = before.index(old)
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, before, now, autojunk=False
    ).get_opcodes():
        if kind == "replace" and old_from <= at < old_to and new_from + at - old_from < new_to:
            return now[new_from + at - old_from]
    return ""


def phrases_at(repository: Repository, commit: str, intent: str) -> list[str]:
    """The phrases an intent had."""
    paths = [path for path in repository.files_below(commit, FOLDER) if is_phrase_file(path)]
    return phrases_in(repository.contents(commit, paths)).get(intent, [])


def phrases_in(files: Files) -> dict[str, list[str]]:
    """Those of every intent in some files."""
    found: dict[str, list[str]] = {}
    for path, content in files.items():
        if content is None or not is_phrase_file(path):
            continue
        for block in parse_phrases(content.decode(errors="replace"), Path(path)).blocks:
            found.setdefault(block.intent, []).extend(text for _, text in block.phrases)
    return found
