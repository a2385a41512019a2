"""Killed half way, a release is completed or undone by whoever comes next, and nothing is half live."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from server.settings import ROOT
from studio.releasing.checkout import JOURNAL, Checkout
from studio.releasing.errors import FilesChanged, LiveMoved
from studio.releasing.models import Release, Status
from tests.studio.drafts.parts import ARTICLE, NLU, small_repository
from tests.studio.parts import git
from tests.studio.releasing.parts import OLIVE, House

# A move whose process is killed before it would run its `KILL_AT`th git command that changes something.
KILLED = """
    import os, signal, sys
    from pathlib import Path
    from studio.drafts.git import Git
    from studio.releasing.checkout import Checkout

    left = int(sys.argv[5])
    run = Git.output

    def output(self, *arguments, **named):
        global left
        if arguments[0] in ("checkout", "rm", "update-ref"):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return run(self, *arguments, **named)

    Git.output = output
    Checkout(Path(sys.argv[1]), Path(sys.argv[2])).move(sys.argv[3], sys.argv[4])
"""


def two_commits(live: Path) -> tuple[str, str]:
    """The live commit, and one after it that changes a file, adds one and takes one away; live stays at the first."""
    before = git(live, "rev-parse", "HEAD").strip()
    (live / NLU).write_text((live / NLU).read_text() + "# more\n")
    (live / "kb" / "articles" / "waste" / "new.md").write_text("---\ntitle: New\n---\n")
    (live / ARTICLE).unlink()
    git(live, "add", "--all")
    git(live, "commit", "--quiet", "--message=Next")
    after = git(live, "rev-parse", "HEAD").strip()
    git(live, "branch", "next")
    git(live, "reset", "--quiet", "--hard", before)
    return before, after


def is_exactly(live: Path, commit: str) -> bool:
    return git(live, "rev-parse", "HEAD").strip() == commit and git(live, "status", "--porcelain") == ""


@pytest.mark.parametrize("kill_at", [0, 1, 2])
def test_a_move_killed_at_any_step_is_completed_by_the_next_who_reads(tmp_path: Path, kill_at: int) -> None:
    live, state = small_repository(tmp_path / "live"), tmp_path / "var"
    before, after = two_commits(live)
    command = [
        sys.executable,
        "-c",
        textwrap.dedent(KILLED),
        str(live),
        str(state),
        before,
        after,
        str(kill_at),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(command, env=environment, check=False).returncode == -9
    assert json.loads((state / JOURNAL).read_text()) == [before, after]
    with Checkout(live, state).still():
        assert is_exactly(live, after)
    assert not (state / JOURNAL).exists()


def test_a_move_that_git_refuses_leaves_everything_as_it_was(tmp_path: Path) -> None:
    live, state = small_repository(tmp_path / "live"), tmp_path / "var"
    before, after = two_commits(live)
    blocked = live / ".git" / "refs" / "heads" / "main.lock"  # the files can be changed, the branch cannot
    blocked.touch()
    with pytest.raises(Exception, match="main"):
        Checkout(live, state).move(before, after)
    blocked.unlink()
    assert is_exactly(live, before)
    assert not (state / JOURNAL).exists()
    Checkout(live, state).move(before, after)
    assert is_exactly(live, after)


def test_a_file_nobody_committed_is_not_overwritten(tmp_path: Path) -> None:
    live, state = small_repository(tmp_path / "live"), tmp_path / "var"
    before, after = two_commits(live)
    mine = live / "kb" / "articles" / "waste" / "new.md"
    mine.write_text("Mine")
    with pytest.raises(FilesChanged, match=r"new\.md"):
        Checkout(live, state).move(before, after)
    assert mine.read_text() == "Mine"
    mine.unlink()
    with pytest.raises(LiveMoved):
        Checkout(live, state).move(after, before)


def cut_short(house: House, release_id: int, commit: str) -> None:
    """As it stands when the worker is killed once a release has begun."""
    with house.database.session() as session:
        row = session.get_one(Release, release_id)
        row.status, row.before, row.commit = Status.UNDER_WAY, house.head, commit


def test_a_release_killed_before_the_files_changed_is_done_at_the_next_start(house: House) -> None:
    draft = house.approved()
    asked = house.releases.release(draft.id, OLIVE, "Now")
    cut_short(house, asked.id, draft.head)
    house.opened().carry_out_due()
    assert house.releases.view(asked.id).status == Status.LIVE
    assert house.head == house.marked == draft.head


def test_a_release_killed_after_the_files_changed_is_completed_at_the_next_start(house: House) -> None:
    draft = house.approved()
    asked = house.releases.release(draft.id, OLIVE, "Now")
    cut_short(house, asked.id, draft.head)
    Checkout(house.live, house.state).move(house.head, draft.head)
    house.opened().carry_out_due()
    done = house.releases.view(asked.id)
    assert done.status == Status.LIVE
    assert house.marked == draft.head
    assert house.assistant.answers_with == done.model
    assert house.drafts.get(draft.id).status == "released"


def test_a_release_killed_while_something_else_went_live_is_given_up(house: House) -> None:
    draft = house.approved()
    asked = house.releases.release(draft.id, OLIVE, "Now")
    cut_short(house, asked.id, draft.head)
    house.programmer_commits(ARTICLE, "We come back.", "We return.")
    house.opened().carry_out_due()
    assert house.releases.view(asked.id).status == Status.FAILED
    assert "my bin was missed" in house.phrases()
