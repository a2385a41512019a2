"""What happens to folders, branches and processes: somebody deletes, spoils or kills them."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from database.base import Base
from database.engine import Database
from server.settings import ROOT
from studio.drafts.drafts import Drafts
from studio.drafts.errors import DraftLost, GitFailed, GitMissing, MergeUnderWay, NoCommit, NoRepository
from studio.drafts.locks import locked
from studio.drafts.models import Draft
from studio.drafts.record import recorded
from tests.studio.drafts.parts import EMMA, FILES, NLU, Office, Save, Swap, phrase
from tests.studio.parts import git


def test_a_folder_deleted_by_hand_is_made_again_with_all_its_work(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    shutil.rmtree(draft.root)
    assert "from emma" in (office.drafts.get(draft.id).root / NLU).read_text()
    shutil.rmtree(draft.root)
    office.drafts.edit(draft.id, phrase("again"), EMMA)
    assert "again" in office.text(draft.id, NLU)


def test_a_branch_deleted_by_hand_comes_back(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    edited = office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    git(office.live, "worktree", "remove", "--force", str(draft.root))
    git(office.live, "branch", "-D", draft.branch)
    assert office.drafts.get(draft.id).head == edited.commit
    assert "from emma" in office.text(draft.id, NLU)


def test_a_draft_whose_commits_are_gone_says_so(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    git(office.live, "worktree", "remove", "--force", str(draft.root))
    git(office.live, "branch", "-D", draft.branch)
    git(office.live, "reflog", "expire", "--expire=now", "--all")
    git(office.live, "gc", "--quiet", "--prune=now")
    with pytest.raises(DraftLost):
        office.drafts.get(draft.id)
    office.drafts.all()
    office.drafts.discard(draft.id, EMMA)
    assert office.drafts.all() == []


def test_what_somebody_changed_in_the_folder_by_hand_becomes_a_step_of_its_own(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    (draft.root / "kb/articles/waste/new.md").write_text("By hand\n")
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    steps = office.drafts.history(draft.id)
    assert [(step.who, step.sentence) for step in steps] == [
        ("Emma Whitlock", "1 phrase added to Report a missed bin"),
        ("Changed by hand", "Files changed by hand in the draft's folder"),
    ]
    assert office.committed(draft.id, "kb/articles/waste/new.md") == "By hand\n"
    assert len(recorded(office.database, draft_id=draft.id)) == 3


def test_a_programmers_commit_in_the_folder_is_a_step_like_any_other(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    (draft.root / NLU).write_text(FILES[NLU].replace("my bin was missed", "my bin was missed today"))
    git(draft.root, "commit", "--quiet", "--all", "--message=Better words")
    office.drafts.edit(draft.id, phrase("from emma", after="they did not come"), EMMA)
    assert [step.sentence for step in office.drafts.history(draft.id)][1] == "Better words"
    assert [row.who for row in recorded(office.database)][:2] == ["Emma Whitlock", "Marlbury"]


def test_a_merge_a_programmer_has_not_finished_is_left_alone_and_named(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    git(draft.root, "checkout", "--quiet", "--detach")
    for words in ("one", "two"):
        git(draft.root, "checkout", "--quiet", "-B", words, draft.base)
        (draft.root / NLU).write_text(words)
        git(draft.root, "commit", "--quiet", "--all", f"--message={words}")
    git(draft.root, "checkout", "--quiet", draft.branch)
    git(draft.root, "merge", "--quiet", "one")
    with pytest.raises(subprocess.CalledProcessError):
        git(draft.root, "merge", "--quiet", "two")
    with pytest.raises(MergeUnderWay) as refused:
        office.drafts.edit(draft.id, Save(NLU, "x"), EMMA)
    assert str(draft.root) in refused.value.sentence
    assert "<<<<<<<" in (draft.root / NLU).read_text()
    git(draft.root, "merge", "--abort")
    office.drafts.edit(draft.id, Save(NLU, "x"), EMMA)
    assert office.text(draft.id, NLU) == "x"


def test_a_discarded_draft_keeps_what_was_changed_by_hand(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    (draft.root / NLU).write_text("by hand")
    office.drafts.discard(draft.id, EMMA)
    assert git(office.live, "show", f"{office.drafts.get(draft.id).head}:{NLU}") == "by hand"


def test_a_folder_left_behind_by_a_killed_save_is_never_read(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    (draft.root / NLU).write_text("half wri")
    (office.folder / f"{draft.id}.saving").touch()
    assert (office.drafts.content(draft.id).root / NLU).read_text() == FILES[NLU]


def test_drafts_opened_at_once_each_get_a_folder(office: Office):
    with ThreadPoolExecutor(6) as pool:
        drafts = list(pool.map(lambda number: office.drafts.open(f"Draft {number}", EMMA), range(6)))
    assert len({draft.root for draft in drafts}) == 6
    assert all((draft.root / NLU).is_file() for draft in drafts)


def test_a_folder_on_another_branch_is_set_aside_and_nothing_in_it_is_lost(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    git(draft.root, "checkout", "--quiet", "-b", "mine")
    (draft.root / NLU).write_text("my experiment\n")
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    assert "from emma" in office.text(draft.id, NLU)
    (aside,) = office.folder.glob("1-set-aside-*")
    assert (aside / NLU).read_text() == "my experiment\n"


def test_folders_of_an_earlier_database_are_set_aside_and_branches_kept(office: Office, tmp_path: Path):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("of before"), EMMA)
    database = Database.at(f"sqlite:///{tmp_path}/fresh.db")
    Base.metadata.create_all(database.engine)
    drafts = Drafts(office.live, office.folder, database)
    again = drafts.open("Bins", EMMA)
    assert again.branch == "draft/1-bins-2"
    assert "of before" not in (again.root / NLU).read_text()
    assert "of before" in git(office.live, "show", f"{draft.branch}:{NLU}")
    database.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from database.engine import Database
from studio.drafts.drafts import Drafts
from studio.drafts.people import Person
from studio.drafts.repository import Repository
from tests.studio.drafts.parts import phrase

def die(*_): os.kill(os.getpid(), signal.SIGKILL)

live, folder, url, draft, when = sys.argv[1:]
drafts = Drafts(Path(live), Path(folder), Database.at(url))
whole = Repository.refresh
if when == "before the folder": Repository.refresh = die
if when == "before the record": Repository.refresh = lambda *all: (whole(*all), die())
if when == "before the commit": Repository.commit = die
drafts.edit(int(draft), phrase("from emma"), Person("Emma", "emma@marlbury.example"))
"""


@pytest.mark.parametrize("when", ["before the commit", "before the folder", "before the record"])
def test_a_process_killed_while_it_saves_leaves_all_or_nothing(office: Office, when: str):
    draft = office.drafts.open("Bins", EMMA)
    url = str(office.database.engine.url)
    command = [sys.executable, "-c", KILLED, str(office.live), str(office.folder), url, str(draft.id), when]
    killed = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    office.drafts.clean_up()
    saved = when != "before the commit"
    assert ("from emma" in office.text(draft.id, NLU)) == saved
    assert ("from emma" in office.committed(draft.id, NLU)) == saved
    assert git(draft.root, "status", "--porcelain") == ""
    recorded_since = [row.what for row in recorded(office.database)][:-1]
    assert recorded_since == (["1 phrase added to Report a missed bin"] if saved else [])
    assert not list(office.folder.glob("*.saving"))


def test_locks_of_a_killed_git_are_cleared(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    for lock in (f"worktrees/{draft.id}/index.lock", f"refs/heads/{draft.branch}.lock"):
        (office.live / ".git" / lock).touch()
    (office.folder / f"{draft.id}.saving").touch()
    (draft.root / NLU).write_text("half wri")
    (draft.root / "data/nlu/half.yml").write_text("half")
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    assert office.text(draft.id, NLU) == office.committed(draft.id, NLU)
    assert git(draft.root, "status", "--porcelain") == ""


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """As a full disk: git may write no file larger than so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    "words",
    [pytest.param("x" * 900_000, id="in the folder"), pytest.param(os.urandom(450_000).hex(), id="in git")],
)
def test_a_disk_that_fills_up_while_saving_leaves_everything_as_it_was(office: Office, words: str):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("before"), EMMA)
    head = office.drafts.get(draft.id).head
    path = "kb/articles/waste/new.md"
    with files_no_larger_than(400_000), pytest.raises(GitFailed):
        office.drafts.edit(draft.id, Save(path, words), EMMA)
    assert office.drafts.get(draft.id).head == head
    assert [row.what for row in recorded(office.database)].count("File saved") == 0
    office.drafts.edit(draft.id, phrase("after"), EMMA)
    assert not (draft.root / path).exists()
    assert git(draft.root, "status", "--porcelain") == ""
    office.drafts.edit(draft.id, Save(path, words), EMMA)
    assert office.text(draft.id, path) == words


def test_a_draft_half_discarded_is_taken_away_at_the_next_start(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    with office.database.session() as session:
        session.get_one(Draft, draft.id).status = "discarded"
    office.drafts.clean_up()
    assert not draft.root.exists()
    assert git(office.live, "branch", "--list", "draft/*") == ""


def test_without_git_it_is_said_in_words(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(GitMissing) as refused:
        office.drafts.open("Bins", EMMA)
    assert "there is no git on this machine" in refused.value.sentence
    office.drafts.clean_up()
    assert office.drafts.names() == []


def test_a_folder_that_is_no_checkout_or_only_inside_one_is_named(office: Office, tmp_path: Path):
    plain = tmp_path / "plain"
    plain.mkdir()
    inside = office.live / "data"
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "--quiet")
    for folder, error in (
        (plain, NoRepository),
        (inside, NoRepository),
        (empty, NoCommit),
        (tmp_path / "gone", NoRepository),
    ):
        drafts = Drafts(folder, tmp_path / "other", office.database)
        with pytest.raises(error) as refused:
            drafts.open("Bins", EMMA)
        assert str(folder) in refused.value.sentence
        with pytest.raises(error):
            drafts.all()


def test_nothing_the_machine_or_the_repository_says_gets_in_the_way(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    hooks = office.live / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    ran = tmp_path / "ran"
    for hook in ("pre-commit", "post-checkout", "reference-transaction", "post-index-change"):
        (hooks / hook).write_text(f"#!/bin/sh\ntouch {ran}\nexit 1\n")
        (hooks / hook).chmod(0o755)
    for name, value in (
        ("commit.gpgsign", "true"),
        ("core.fsmonitor", f"touch {ran}"),
        ("core.autocrlf", "true"),
    ):
        git(office.live, "config", name, value)
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    monkeypatch.setenv("HOME", str(tmp_path))
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    office.drafts.undo(draft.id, EMMA)
    assert office.drafts.diff(draft.id).empty
    assert not ran.exists()


def test_a_git_that_outlives_its_parent_holds_the_lock(office: Office):
    path = office.folder / "9.lock"
    with locked(path) as descriptor:
        child = subprocess.Popen(["sleep", "1"], pass_fds=(descriptor,))
    began = time.monotonic()
    with locked(path):
        waited = time.monotonic() - began
    child.wait()
    assert waited > 0.5


def test_an_edit_undone_by_hand_can_still_be_made(office: Office):
    draft = office.drafts.open("Bins", EMMA)
    office.drafts.edit(draft.id, Swap(NLU, "they did not come", "they never came"), EMMA)
    git(draft.root, "reset", "--quiet", "--hard", draft.base)
    office.drafts.edit(draft.id, phrase("from emma"), EMMA)
    assert "they did not come" in office.text(draft.id, NLU)
