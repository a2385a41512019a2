"""What does not go as written in live either is not the draft's fault."""

from __future__ import annotations

import pytest

from studio.releasing.scores import scores_of
from studio.workshop.comparison import Comparison
from studio.workshop.in_live import NOT_TRIED
from studio.workshop.models import Status
from studio.workshop.progress import IN_LIVE
from studio.workshop.rehearsals import CannotRehearse
from studio.workshop.rows import ComparisonRows
from studio.workshop.work import SCRIPTS
from tests.studio.parts import git
from tests.studio.workshop.parts import Bench, FakeRehearsal

CAME = "heard: If anyone is in danger now, call 999."


def compared(bench: Bench, commit: str | None = None) -> Comparison:
    commit = commit or bench.draft()
    job = bench.jobs.ask("compare", 7, commit, "Ed")
    bench.work()
    assert bench.jobs.view(job.id).status is Status.DONE
    found = bench.comparisons.latest(7, commit)
    assert found is not None
    return found


def test_a_conversation_that_live_fails_as_well_is_told_apart_from_one_that_the_draft_broke(
    bench: Bench,
) -> None:
    bench.has_enquiries(report_missed_bin="my bin was left", query_bin_collection_day="what day do you come")
    bench.rehearsals.problems |= {
        "too_late": "draft",
        "missed_bin": "draft",
        "query_bin_collection_day": "draft",
    }
    bench.rehearsals.in_live |= {"too_late": CAME, "query_bin_collection_day": CAME}
    found = compared(bench)
    assert {one.name: one.in_live for one in found.conversations if not one.passed} == {
        "too_late": CAME,
        "missed_bin": None,
        "query_bin_collection_day": CAME,
    }
    scores = scores_of(found)
    assert scores.conversations_failed == ["missed_bin"]
    assert scores.conversations_astray == ["too_late", "Find out your bin day"]
    assert scores.as_json()["conversations_failed"] == 3
    assert ComparisonRows(found).verdict == "1 conversation no longer goes as written."
    assert IN_LIVE in bench.worker.durations.read()


def test_where_live_fails_all_that_the_draft_fails_the_headline_says_nothing_of_conversations(
    bench: Bench,
) -> None:
    bench.rehearsals.problems["too_late"] = bench.rehearsals.in_live["too_late"] = CAME
    assert "as much as the live assistant" in ComparisonRows(compared(bench)).verdict


def test_what_live_does_not_have_is_the_drafts_own(bench: Bench) -> None:
    bench.has_enquiries(report_missed_bin="my bin was left")
    git(bench.content, "switch", "--quiet", "--create", "draft/new")
    (bench.content / SCRIPTS / "hedges.yml").write_text("parts: []\n")
    messages = bench.content / SCRIPTS / "every_enquiry" / "messages.yml"
    messages.write_text("report_missed_bin: my bin was left\nquery_bin_collection_day: when do you come\n")
    git(bench.content, "add", "--all")
    git(bench.content, "commit", "--quiet", "--message=New")
    commit = git(bench.content, "rev-parse", "HEAD").strip()
    git(bench.content, "switch", "--quiet", "main")
    bench.rehearsals.problems |= {"hedges": "draft", "query_bin_collection_day": "draft"}
    bench.rehearsals.in_live |= {"hedges": CAME, "query_bin_collection_day": CAME}
    found = compared(bench, commit)
    assert scores_of(found).conversations_failed == ["hedges", "Find out your bin day"]
    assert [content for content, _ in bench.rehearsals.started].count(bench.content) == 0, "nothing to play"


def test_an_enquiry_that_the_draft_renames_is_known_in_live_by_its_message(bench: Bench) -> None:
    bench.has_enquiries(report_missed_bin="my bin was left")
    git(bench.content, "switch", "--quiet", "--create", "draft/renamed")
    messages = bench.content / SCRIPTS / "every_enquiry" / "messages.yml"
    messages.write_text("report_bin: my bin was left\n")
    git(bench.content, "commit", "--quiet", "--all", "--message=Renamed")
    commit = git(bench.content, "rev-parse", "HEAD").strip()
    git(bench.content, "switch", "--quiet", "main")
    bench.rehearsals.problems["report_bin"] = "draft"
    bench.rehearsals.in_live["report_missed_bin"] = CAME
    assert scores_of(compared(bench, commit)).conversations_astray == ["report_bin"]


def test_live_is_played_once_for_as_long_as_it_stays_as_it_is(bench: Bench) -> None:
    bench.rehearsals.problems["too_late"] = bench.rehearsals.in_live["too_late"] = CAME
    compared(bench)
    left = bench.content / "council" / "__pycache__" / "hours.cpython-311.pyc"  # by the assistant that ran
    left.parent.mkdir()
    left.write_bytes(b"code")
    compared(bench, bench.draft("the lorry never came"))
    assert [content for content, _ in bench.rehearsals.started].count(bench.content) == 1
    bench.goes_live(identity="name: Hart\n")
    compared(bench, bench.draft("nobody emptied it"))
    assert [content for content, _ in bench.rehearsals.started].count(bench.content) == 2


def test_where_live_cannot_be_rehearsed_the_comparison_says_so_and_is_kept(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.rehearsals.problems["too_late"] = CAME
    start = bench.rehearsals.start

    def starts(content, model) -> FakeRehearsal:  # type: ignore[no-untyped-def]
        if content == bench.content:
            raise CannotRehearse("Rasa was not ready after 240 s.")
        return start(content, model)

    monkeypatch.setattr(bench.rehearsals, "start", starts)
    found = compared(bench)
    assert found.notes[-1] == NOT_TRIED.format("Rasa was not ready after 240 s.")
    assert scores_of(found).conversations_failed == ["too_late"]
