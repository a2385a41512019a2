"""What is asked of the workshop is done in order, once, and ends in words whatever happens to the worker."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest

from studio.files.edits.enquiries import MESSAGES
from studio.releasing.scores import scores_of
from studio.workshop.jobs import KILLED, SILENT_AFTER, UnknownJob
from studio.workshop.models import Kind, Status
from tests.studio.parts import git
from tests.studio.workshop.parts import Bench, FakeRehearsal


def test_jobs_are_taken_in_the_order_they_were_asked_for(bench: Bench) -> None:
    first = bench.jobs.ask("train", 1, "a" * 40, "Ed")
    second = bench.jobs.ask("compare", 2, "b" * 40, "Ann")
    assert (first.ahead, second.ahead) == (0, 1)
    taken = [bench.jobs.take("one"), bench.jobs.take("two"), bench.jobs.take("three")]
    assert [job and job.id for job in taken] == [first.id, second.id, None]


def test_asking_twice_for_the_same_is_asking_once(bench: Bench) -> None:
    first = bench.jobs.ask("compare", 1, "a" * 40, "Ed")
    assert bench.jobs.ask(Kind.COMPARE, 1, "a" * 40, "Ann").id == first.id
    assert len(bench.jobs.of(1)) == 1


def test_an_edit_made_while_a_job_waits_takes_its_place(bench: Bench) -> None:
    old = bench.jobs.ask("compare", 1, "a" * 40, "Ed")
    new = bench.jobs.ask("compare", 1, "b" * 40, "Ed")
    assert bench.jobs.view(old.id).status == Status.CANCELLED
    taken = bench.jobs.take("one")
    assert taken is not None
    assert taken.id == new.id


def test_what_nobody_has_begun_is_cancelled_at_once(bench: Bench) -> None:
    job = bench.jobs.ask("train", 1, "a" * 40, "Ed")
    assert bench.jobs.cancel(job.id, "Ed").status == Status.CANCELLED
    assert bench.jobs.take("one") is None


def test_a_running_job_hears_that_it_is_cancelled(bench: Bench) -> None:
    job = bench.jobs.ask("train", 1, "a" * 40, "Ed")
    bench.jobs.take("one")
    assert bench.jobs.beat(job.id, "one", "Reading", 10, 60)
    assert bench.jobs.cancel(job.id, "Ed").status == Status.RUNNING
    assert not bench.jobs.beat(job.id, "one", "Reading", 11, 59)
    bench.jobs.stopped(job.id, "one")
    assert bench.jobs.view(job.id).status == Status.CANCELLED


def test_what_has_ended_stays_as_it_ended(bench: Bench) -> None:
    job = bench.jobs.ask("train", 1, "a" * 40, "Ed")
    bench.jobs.take("one")
    bench.jobs.finish(job.id, "one", "frontdoor-1.tar.gz")
    assert bench.jobs.cancel(job.id, "Ed").status == Status.DONE
    bench.jobs.fail(job.id, "one", "too late")
    assert bench.jobs.view(job.id).problem is None
    assert (bench.jobs.view(job.id).percent, bench.jobs.view(job.id).model) == (100, "frontdoor-1.tar.gz")


def test_a_killed_workers_job_is_taken_again_and_the_killed_one_can_say_nothing_more(bench: Bench) -> None:
    job = bench.jobs.ask("train", 1, "a" * 40, "Ed")
    bench.jobs.take("one")
    assert bench.jobs.take("two") is None, "the first worker is alive"
    bench.clock.pass_(SILENT_AFTER.total_seconds() + 1)
    again = bench.jobs.take("two")
    assert again is not None
    assert again.id == job.id
    assert not bench.jobs.beat(job.id, "one", "Reading", 50, 1)
    bench.jobs.finish(job.id, "one", "of-the-first.tar.gz")
    assert bench.jobs.view(job.id).status == Status.RUNNING


def test_a_job_that_kills_two_workers_fails_with_words(bench: Bench) -> None:
    job = bench.jobs.ask("train", 1, "a" * 40, "Ed")
    for worker in ("one", "two"):
        assert bench.jobs.take(worker) is not None
        bench.clock.pass_(SILENT_AFTER.total_seconds() + 1)
    assert bench.jobs.take("three") is None
    failed = bench.jobs.view(job.id)
    assert (failed.status, failed.problem) == (Status.FAILED, KILLED)


def test_a_job_that_is_not_there_says_so(bench: Bench) -> None:
    with pytest.raises(UnknownJob):
        bench.jobs.view(99)


def test_a_comparison_is_trained_rehearsed_and_stored(bench: Bench) -> None:
    commit = bench.draft()
    job = bench.jobs.ask("compare", 7, commit, "Ed")
    bench.work()
    done = bench.jobs.view(job.id)
    assert (done.status, done.problem) == (Status.DONE, None)
    found = bench.comparisons.latest(7, commit)
    assert found is not None
    assert (found.model, found.live_model) == (
        done.model,
        bench.models.folder.joinpath(found.live_model).name,
    )
    assert found.model != found.live_model
    assert [one.name for one in found.conversations] == ["missed_bin", "too_late"]
    (content, started_with) = bench.rehearsals.started[0]
    assert started_with.name == found.live_model, "a rehearsal starts while the draft is trained"
    assert not (content / "bot").exists(), "no code of a draft is ever there to be run"


def test_while_conversations_are_played_the_page_says_so_and_which(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = bench.jobs.ask("compare", 7, bench.draft(), "Ed")
    seen: list[str] = []

    def play(_: FakeRehearsal, script: Path) -> None:
        wanted = f"Playing the conversations: {len(seen)} of 2"
        for _try in range(100):
            if (stage := bench.jobs.view(job.id).stage) == wanted:
                break
            time.sleep(0.1)
        seen.append(stage)

    monkeypatch.setattr(FakeRehearsal, "play", play)
    bench.work()
    assert seen == ["Playing the conversations: 0 of 2", "Playing the conversations: 1 of 2"]


def test_one_message_for_each_enquiry_is_played_after_the_conversations(bench: Bench) -> None:
    bench.has_enquiries(report_missed_bin="my bin was left again")
    bench.rehearsals.problems["report_missed_bin"] = "heard: The library opens at nine."
    commit = bench.draft()
    bench.jobs.ask("compare", 7, commit, "Ed")
    bench.work()
    found = bench.comparisons.latest(7, commit)
    assert found is not None
    assert [one.name for one in found.conversations] == ["missed_bin", "too_late", "report_missed_bin"]
    asked = found.conversations[-1]
    assert (asked.shown, asked.message) == ("Report a missed bin", "my bin was left again")
    assert asked.problem == "heard: The library opens at nine."
    assert scores_of(found).conversations == 3
    assert scores_of(found).conversations_failed == ["Report a missed bin"], "the gate calls it by its title"


def test_messages_that_are_not_yaml_are_one_conversation_that_fails(bench: Bench) -> None:
    (bench.content / MESSAGES).parent.mkdir(parents=True)
    (bench.content / MESSAGES).write_text("report_missed_bin: [\n")
    git(bench.content, "add", "--all")
    git(bench.content, "commit", "--quiet", "--message=Broken")
    commit = bench.draft()
    job = bench.jobs.ask("compare", 7, commit, "Ed")
    bench.work()
    assert bench.jobs.view(job.id).problem is None
    found = bench.comparisons.latest(7, commit)
    assert found is not None
    assert "messages.yml" in (found.conversations[-1].problem or "")


def test_what_the_live_model_makes_of_the_messages_is_asked_once(bench: Bench) -> None:
    for phrase in ("left it on the kerb", "the lorry never came"):
        bench.jobs.ask("compare", 7, bench.draft(phrase), "Ed")
        bench.work()
    live = bench.models.trained[0]
    live_model = bench.models.train(live, lambda line: None, threading.Event())
    assert [model for model, _ in bench.models.asked].count(live_model.name) == 1
    assert len(bench.models.asked) == 3


def test_messages_of_danger_are_asked_again_only_where_what_danger_is_learnt_from_has_changed(
    bench: Bench,
) -> None:
    commit = bench.draft()
    bench.jobs.ask("compare", 7, commit, "Ed")
    bench.work()
    (_, of_live), (_, of_draft) = sorted(bench.models.asked, key=lambda asked: -asked[1])
    assert of_live > of_draft > 0
    found = bench.comparisons.latest(7, commit)
    assert found is not None
    assert found.parts["safety"].whole.messages == of_live - of_draft
    bench.jobs.ask("compare", 7, bench.draft_about_danger(), "Ed")
    bench.work()
    assert bench.models.asked[-1][1] == of_live


def test_a_training_that_fails_gives_the_editor_the_reason_and_leaves_the_live_model(bench: Bench) -> None:
    bench.models.problem = "data/nlu/waste.yml:3: this is not YAML"
    job = bench.jobs.ask("compare", 7, bench.draft(), "Ed")
    bench.work()
    failed = bench.jobs.view(job.id)
    assert (failed.status, failed.problem) == (Status.FAILED, "data/nlu/waste.yml:3: this is not YAML")
    assert len(bench.models.trained) == 1
    assert bench.comparisons.latest(7, failed.commit) is None


def test_a_commit_that_is_not_there_fails_with_words(bench: Bench) -> None:
    for commit in ("0" * 40, "../../etc", "main"):
        job = bench.jobs.ask("train", 7, commit, "Ed")
        bench.work()
        assert "cannot be found" in (bench.jobs.view(job.id).problem or "")


def test_cancelling_stops_a_training_that_runs(bench: Bench) -> None:
    bench.models.waits = threading.Event()
    job = bench.jobs.ask("compare", 7, bench.draft(), "Ed")
    working = threading.Thread(target=bench.work)
    working.start()
    assert bench.models.waits.wait(10)
    bench.jobs.cancel(job.id, "Ed")
    working.join(10)
    assert bench.jobs.view(job.id).status == Status.CANCELLED


def test_a_worker_that_is_told_to_leave_leaves_its_job_to_the_next(bench: Bench) -> None:
    bench.models.waits = threading.Event()
    job = bench.jobs.ask("train", 7, bench.draft(), "Ed")
    bench.models.train(bench.content, lambda line: None, threading.Event())  # the live model
    working = threading.Thread(target=bench.worker.take_one, args=(bench.leaving,))
    working.start()
    assert bench.models.waits.wait(10)
    bench.leaving.set()
    working.join(10)
    assert bench.jobs.view(job.id).status == Status.QUEUED
    bench.models.waits = None
    assert bench.another("two").take_one(threading.Event())
    assert bench.jobs.view(job.id).status == Status.DONE


def test_how_long_the_stages_took_is_remembered_for_the_time_left(bench: Bench) -> None:
    bench.jobs.ask("train", 7, bench.draft(), "Ed")
    bench.work()
    kept = json.loads((bench.folder / "durations.json").read_text())
    assert "Learning the enquiries from their phrases" in kept
    (bench.folder / "durations.json").write_text("[not json")
    assert bench.worker.durations.read()["Reading the files"] > 0
