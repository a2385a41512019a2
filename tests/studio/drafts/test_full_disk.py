"""A disk without room: an editor reads so in their own words, and nothing is half-written."""

from __future__ import annotations

import shutil
from collections import namedtuple

import pytest

from studio.drafts import disk
from studio.drafts.errors import DiskFull, GitFailed, SavedAllTheSame
from studio.drafts.git import Git
from studio.drafts.record import recorded
from tests.studio.drafts.parts import EMMA, NLU, Office, phrase
from tests.studio.parts import git, no_room_in

GITS_WORDS = ("git", "fatal", "sha1", "fast-import", "read-tree", "index.lock")
Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    "said",
    [
        "fatal: sha1 file '.git/objects/pack/tmp_pack_4ZbDtS' write error. Out of diskspace\n"
        "fast-import: dumping crash report to .git/fast_import_crash_5604",
        "error: unable to write file data/nlu/waste.yml",
        "fatal: update_ref failed for ref 'refs/heads/draft/1': couldn't write '/x/refs/heads/draft/1.lock'",
        "fatal: write error: No space left on device",
    ],
)
def test_whatever_git_says_of_a_full_disk_the_editor_reads_that_it_is_full(said: str):
    sentence = GitFailed(("fast-import",), said).sentence
    assert "disk of the studio’s machine is full, so nothing was saved" in sentence
    assert not [word for word in GITS_WORDS if word in sentence]


def test_a_save_is_refused_before_the_disk_is_quite_full_and_the_draft_can_still_be_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("before"), EMMA)
    left = disk.MUST_BE_FREE - 1
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: Usage(left, 0, left))
        for change in (
            lambda: office.drafts.edit(draft.id, phrase("more"), EMMA),
            lambda: office.drafts.undo(draft.id, EMMA),
            lambda: office.drafts.open("Another", EMMA),
        ):
            with pytest.raises(DiskFull):
                change()
        assert "before" in office.text(draft.id, NLU)
        assert [one.id for one in office.drafts.all()] == [draft.id]
    office.drafts.edit(draft.id, phrase("more"), EMMA)


def test_a_database_without_room_takes_the_saved_change_back(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    head = office.drafts.edit(draft.id, phrase("before"), EMMA).commit
    long = phrase("too much", said="A sentence as long as several pages of the database " * 4000)
    with no_room_in(office.database), pytest.raises(DiskFull):
        office.drafts.edit(draft.id, long, EMMA)
    assert office.drafts.get(draft.id).head == head
    assert "too much" not in office.text(draft.id, NLU)
    assert git(draft.root, "status", "--porcelain") == ""
    assert len(recorded(office.database, draft_id=draft.id)) == 2
    office.drafts.edit(draft.id, phrase("after"), EMMA)


def test_a_change_that_cannot_be_taken_back_is_not_said_to_be_lost(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    draft = office.drafts.open("Bins", EMMA)
    whole = Git.output

    def full(self: Git, *arguments: str, given: bytes | None = None) -> bytes:
        if arguments[0] in ("read-tree", "update-ref"):
            raise GitFailed(arguments, "error: unable to write file data/nlu/waste.yml")
        return whole(self, *arguments, given=given)

    with monkeypatch.context() as patched:
        patched.setattr(Git, "output", full)
        with pytest.raises(SavedAllTheSame) as told:
            office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    assert "may be saved all the same" in told.value.sentence
    assert "from emma" in office.text(draft.id, NLU)
    assert office.drafts.history(draft.id)[0].who == "Emma Whitlock"
