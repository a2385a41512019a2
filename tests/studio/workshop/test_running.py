"""A programmer may commit to the live files while the assistant runs: live is what answers."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from studio.workshop.models import Status
from studio.workshop.running import OTHER_FILES, UNSAVED, LiveAsItRuns
from studio.workshop.snapshots import Snapshots
from tests.studio.parts import git
from tests.studio.workshop.parts import Bench

PHRASES = "data/nlu/waste.yml"


@pytest.fixture
def running(bench: Bench, tmp_path: Path) -> LiveAsItRuns:
    """Of an assistant that answers with what the live files were."""
    bench.models.answers = bench.models.train(bench.content, lambda line: None, threading.Event())
    return LiveAsItRuns(bench.content, Snapshots(bench.content, tmp_path / "running"), bench.models)


def commits(bench: Bench, phrase: str, sentence: str, path: str = PHRASES) -> None:
    file = bench.content / path
    file.write_text(file.read_text() + f"    - {phrase}\n")
    git(bench.content, "commit", "--quiet", "--all", f"--message={sentence}")


def test_live_is_its_own_folder_while_the_files_are_what_answers(bench: Bench, running: LiveAsItRuns) -> None:
    now = running.now()
    assert (now.content, now.model, now.note) == (bench.content, bench.models.answers, "")


def test_after_a_commit_of_phrases_live_is_the_files_that_what_answers_was_trained_on(
    bench: Bench, running: LiveAsItRuns
) -> None:
    commits(bench, "hello there", "Phrases for hello")
    commits(bench, "no bins today", "Phrases for bins")
    now = running.now()
    assert now.model == bench.models.answers
    assert "hello there" not in (now.content / PHRASES).read_text()
    assert "“Phrases for bins”, “Phrases for hello”" in now.note
    assert "as it answers now" in now.note
    assert len(bench.models.trained) == 1, "nothing is trained for it"


def test_an_alert_is_not_named_as_what_the_assistant_has_not_learnt(
    bench: Bench, running: LiveAsItRuns
) -> None:
    commits(bench, "no bins today", "Phrases for bins")
    alerts = bench.content / "council" / "alerts.yml"
    alerts.write_text(f"# another\n{alerts.read_text() if alerts.is_file() else ''}")
    git(bench.content, "add", "council/alerts.yml")
    git(bench.content, "commit", "--quiet", "--all", "--message=Alert: Snow")
    note = running.now().note
    assert "“Phrases for bins”." in note
    assert "Snow" not in note


def test_what_was_merged_is_one_change_and_an_article_is_as_new_as_it_can_be(
    bench: Bench, running: LiveAsItRuns
) -> None:
    commits(bench, "# a note", "A name", "council/identity.yml")
    git(bench.content, "switch", "--quiet", "--create", "side")
    commits(bench, "hello there", "Phrases for hello")
    git(bench.content, "switch", "--quiet", "main")
    git(bench.content, "merge", "--quiet", "--no-ff", "--message=Released: Hello", "side")
    now = running.now()
    assert "“Released: Hello”." in now.note
    assert "a note" in (now.content / "council/identity.yml").read_text()


def test_a_change_that_nobody_committed_is_no_reason_to_stop(bench: Bench, running: LiveAsItRuns) -> None:
    file = bench.content / PHRASES
    file.write_text(file.read_text() + "    - by hand\n")
    now = running.now()
    assert "by hand" not in (now.content / PHRASES).read_text()
    assert now.note == UNSAVED


def test_a_model_that_no_commit_explains_is_tried_with_the_files_there_are(
    bench: Bench, running: LiveAsItRuns
) -> None:
    bench.models.answers = bench.models.folder / "frontdoor-older.tar.gz"
    now = running.now()
    assert (now.content, now.model, now.note) == (bench.content, bench.models.answers, OTHER_FILES)


def test_where_no_assistant_answers_the_live_files_are_trained(bench: Bench, running: LiveAsItRuns) -> None:
    bench.models.answers = None
    commits(bench, "hello there", "Phrases for hello")
    now = running.now()
    assert now.content == bench.content
    assert bench.models.trained[-1] == bench.content


def test_a_draft_is_compared_with_what_answers_so_that_the_gate_can_take_it(
    bench: Bench, running: LiveAsItRuns
) -> None:
    assert bench.models.answers is not None
    commits(bench, "hello there", "Phrases for hello")
    commit = bench.draft()
    job = bench.jobs.ask("compare", 7, commit, "Ed")
    bench.work()
    assert bench.jobs.view(job.id).status is Status.DONE
    found = bench.comparisons.latest(7, commit)
    assert found is not None
    assert found.live_model == bench.models.answers.name
    assert "“Phrases for hello”" in found.notes[0]
