"""A comparison is known by what it depends on: what changes neither the model nor an answer leaves it as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.releasing.scores import Compared
from studio.workshop.depends import Dependencies
from tests.studio.drafts.browser import Editor, application, plain
from tests.studio.drafts.parts import EMMA, NLU, Swap
from tests.studio.parts import git
from tests.studio.workshop.parts import Bench, Studio

PHRASE = Swap(NLU, "    - my bin was missed", "    - my bin was missed\n    - you left our bin")


@pytest.fixture
def studio(tmp_path: Path, bench: Bench) -> Studio:
    studio = Studio(tmp_path, bench)
    drafts = studio.office.drafts
    drafts.edit(studio.draft.id, PHRASE, EMMA)
    bench.jobs.ask("compare", studio.draft.id, drafts.get(studio.draft.id).head, "Emma")
    bench.work()
    return studio


def brought_up_to_date(studio: Studio, **council: str) -> str:
    """What the draft is once it has what went live."""
    studio.bench.goes_live(**council)
    before = studio.office.drafts.get(studio.draft.id).head
    studio.office.drafts.bring_up_to_date(studio.draft.id, EMMA)
    after = studio.office.drafts.get(studio.draft.id).head
    assert after != before
    return after


def test_an_alert_and_a_rule_leave_a_comparison_as_it_is_and_the_page_says_of_which_version_it_is(
    studio: Studio,
) -> None:
    compared = studio.office.drafts.get(studio.draft.id).head
    head = brought_up_to_date(studio, alerts="alerts: []", release="approvals:\n  people: 2\n")
    found = studio.bench.comparisons.latest(studio.draft.id, head)
    assert found is not None
    assert found.commit == compared
    scores = Compared(studio.bench.comparisons).scores(studio.draft.id, head)
    assert scores is not None, "the gate takes it likewise"
    emma = Editor(application(studio.office))
    words = plain(emma.see(studio.comparison))
    assert f"of version {compared[:8]} of the draft: what has changed since touches neither" in words
    assert "The draft has changed since" not in words
    assert "See how the draft compares" in plain(emma.see(studio.train))


@pytest.mark.parametrize("name", ["words", "hours"])
def test_what_may_change_an_answer_wants_a_comparison_anew(studio: Studio, name: str) -> None:
    head = brought_up_to_date(studio, **{name: "greeting: Good day"})
    assert studio.bench.comparisons.latest(studio.draft.id, head) is None
    assert Compared(studio.bench.comparisons).scores(studio.draft.id, head) is None


def test_of_two_comparisons_that_hold_the_newer_counts(studio: Studio) -> None:
    head = brought_up_to_date(studio, alerts="alerts: []")
    studio.bench.jobs.ask("compare", studio.draft.id, head, "Emma")
    studio.bench.work()
    found = studio.bench.comparisons.latest(studio.draft.id, head)
    assert found is not None
    assert found.commit == head


def test_another_draft_of_the_same_content_keeps_to_its_own(studio: Studio) -> None:
    head = studio.office.drafts.get(studio.draft.id).head
    assert studio.bench.comparisons.latest(studio.draft.id + 1, head) is None


@pytest.mark.parametrize(
    ("path", "alike"),
    [
        ("council/alerts.yml", True),
        ("council/release.yml", True),
        ("bot/importer.py", True),
        ("tests/nlu/held_out.csv", False),
        ("tests/conversations/too_late.yml", False),
        ("kb/articles/waste/missed-bins.md", False),
        ("domain/waste.yml", False),
    ],
)
def test_a_commit_is_alike_unless_a_test_or_what_is_answered_differs(
    small_content: Path, path: str, alike: bool
) -> None:
    before = git(small_content, "rev-parse", "HEAD").strip()
    (small_content / path).parent.mkdir(parents=True, exist_ok=True)
    (small_content / path).write_text("other: words\n")
    git(small_content, "add", "--all")
    git(small_content, "commit", "--quiet", "--message=Other words")
    after = git(small_content, "rev-parse", "HEAD").strip()
    assert Dependencies(small_content).alike(before, after) is alike


def test_a_commit_that_is_not_there_is_like_itself_alone(small_content: Path) -> None:
    depends, gone = Dependencies(small_content), "c" * 40
    assert depends.alike(gone, gone)
    assert not depends.alike(gone, "d" * 40)
    assert depends.of("main; rm -rf /") is None
