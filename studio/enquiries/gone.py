"""What became of an enquiry or a phrase that a page still names, so that whoever comes back is led to where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from studio.drafts.errors import DraftsUnavailable
from studio.drafts.models import DraftStatus
from studio.drafts.repository import Repository
from studio.drafts.same_phrase import FOLDER, phrases_in, wording_now
from studio.files.content import Content
from studio.room import Room
from studio.versions.followed import Fate, fates
from studio.versions.merge import is_phrase_file
from studio.working import Working

MOST_STEPS = 100  # of a draft that are looked through for a phrase
MOST_DRAFTS = 10  # that went live, whose beginnings are looked at for an enquiry


@dataclass(frozen=True)
class PhraseGone:
    """What became of a phrase.

    Attributes:
        wording: what stands in its place; empty where nothing does.
        intent: the one it belongs to now, where it was moved.
        who, at: the step that did it; none where that is not known.
    """

    wording: str = ""
    intent: str = ""
    who: str = ""
    at: datetime | None = None


def fate_of(room: Room, working: Working, name: str) -> Fate | None:
    """What became of an enquiry; none where nobody knows, or there never was one."""
    now = working.content.all_phrases()
    try:
        for commit in _earlier(room, working):
            before = _all_phrases(room.drafts.repository, commit)
            if name in before:
                return fates(before, now).get(name)
    except DraftsUnavailable:
        return None
    return None


def what_became_of(room: Room, working: Working, intent: str, phrase: str) -> PhraseGone:
    """Of a phrase that an intent has no more."""
    step = _step(room, working, intent, phrase)
    moved = _home(working.content, phrase)
    if step is None:
        return PhraseGone(intent=moved)
    wording, who, at = step
    here = wording if wording in working.content.phrases(intent) else ""
    return PhraseGone(here, moved, who, at)


def _earlier(room: Room, working: Working) -> Iterator[str]:
    """Commits whose enquiries a page may still have: where the draft began, and what went live lately."""
    if working.draft:
        yield working.draft.base
    repository = room.drafts.repository
    for draft in room.drafts.closed(MOST_DRAFTS):
        if draft.status == DraftStatus.RELEASED and repository.has(draft.base):
            yield draft.base


def _all_phrases(repository: Repository, commit: str) -> dict[str, list[str]]:
    paths = [path for path in repository.files_below(commit, FOLDER) if is_phrase_file(path)]
    return phrases_in(repository.contents(commit, paths))


def _step(room: Room, working: Working, intent: str, phrase: str) -> tuple[str, str, datetime] | None:
    """The draft's newest step that took a phrase away: what it put in its place, who did it and when."""
    if working.draft is None:
        return None
    repository = room.drafts.repository
    try:
        for commit in repository.log(working.draft.base, working.draft.head)[:MOST_STEPS]:
            step = repository.difference(commit.parents[0], commit.name)
            before = phrases_in(step.before).get(intent, [])
            after = phrases_in(step.after).get(intent, [])
            if phrase in before and phrase not in after:
                return wording_now(before, after, phrase), commit.who.name, commit.at
    except DraftsUnavailable:
        return None
    return None


def _home(content: Content, phrase: str) -> str:
    return next((intent for intent, phrases in content.all_phrases().items() if phrase in phrases), "")
