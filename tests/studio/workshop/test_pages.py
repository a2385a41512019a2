"""An editor trains a draft, sees how far it is, stops it, and reads how it compares."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.workshop.models import Status
from tests.studio.drafts.browser import Editor, application, plain
from tests.studio.drafts.parts import EMMA
from tests.studio.parts import git
from tests.studio.workshop.parts import Bench, Studio, answer


@pytest.fixture
def studio(tmp_path: Path, bench: Bench) -> Studio:
    return Studio(tmp_path, bench)


@pytest.fixture
def emma(studio: Studio) -> Editor:
    return Editor(application(studio.office))


def test_a_draft_is_trained_and_compared_from_its_page(studio: Studio, emma: Editor) -> None:
    assert "Train and compare" in plain(emma.see(studio.train))
    page = plain(emma.does(studio.train))
    assert "Waiting to begin" in page
    studio.bench.work()
    page = plain(emma.see(studio.train))
    assert "See how the draft compares" in page
    assert "Done Emma" in page
    compared = emma.see(studio.comparison)
    assert compared.status_code == 200
    assert "understands as much as the live assistant" in plain(compared)
    assert "2 of 2 go as written" in plain(compared)
    for page in (emma.see(studio.train), compared):
        assert f'href="/studio/drafts/{studio.draft.id}/release"' in page.text, (
            "going live is one step from here"
        )


def test_pressing_twice_trains_once(studio: Studio, emma: Editor) -> None:
    emma.does(studio.train)
    emma.does(studio.train)
    assert len(studio.bench.jobs.of(studio.draft.id)) == 1


def test_what_a_job_is_doing_is_shown_and_the_page_comes_anew_when_it_has_ended(
    studio: Studio, emma: Editor
) -> None:
    emma.does(studio.train)
    (job,) = studio.bench.jobs.of(studio.draft.id)
    studio.bench.jobs.take("one")
    studio.bench.jobs.beat(job.id, "one", "Learning the rules", 42, 33)
    moving = emma.see(f"{studio.train}/{job.id}/progress")
    assert 'value="42"' in moving.text
    assert "Learning the rules" in plain(moving)
    assert "42%, about 33 seconds left" in plain(moving)
    assert "HX-Refresh" not in moving.headers
    studio.bench.jobs.finish(job.id, "one", "frontdoor-2.tar.gz")
    assert emma.see(f"{studio.train}/{job.id}/progress").headers["HX-Refresh"] == "true"


def test_a_job_can_be_stopped(studio: Studio, emma: Editor) -> None:
    emma.does(studio.train)
    (job,) = studio.bench.jobs.of(studio.draft.id)
    page = plain(emma.does(f"{studio.train}/{job.id}/cancel"))
    assert "Stopped" in page
    assert studio.bench.jobs.view(job.id).status == Status.CANCELLED


def test_why_a_training_failed_is_at_the_top_of_the_page(studio: Studio, emma: Editor) -> None:
    studio.bench.models.problem = "data/nlu/waste.yml:3: this is not YAML. Check the quotes"
    emma.does(studio.train)
    live = studio.bench.models.train(studio.bench.content, lambda line: None, studio.bench.leaving)
    assert live.exists()
    path = studio.draft.root / "data" / "nlu" / "waste.yml"
    commit = studio.bench.draft("another phrase")
    studio.bench.jobs.ask("compare", studio.draft.id, commit, "Emma")
    studio.bench.work()
    assert path.exists()
    page = plain(emma.see(studio.train))
    assert "Failed" in page
    assert studio.bench.models.problem in page


def test_messages_conversations_and_danger_that_went_wrong_are_on_the_page(
    studio: Studio, emma: Editor
) -> None:
    bench = studio.bench
    bench.rehearsals.problems["too_late"] = "expected: too late\n heard: <b>thanks</b>"
    commit = bench.draft_about_danger()
    bench.jobs.ask("compare", studio.draft.id, commit, "Emma")
    live = bench.models.train(bench.content, lambda line: None, bench.leaving)
    bench.models.told[live.name] = lambda text: answer(
        "report_missed_bin", safety="emergency" if "fire" in text else "none"
    )
    bench.work()
    page = emma.see(f"{studio.comparison}?commit={commit}")
    words = plain(page)
    assert "misses danger that the live assistant notices" in words
    assert "Danger that live notices and the draft does not “the house is on fire”" in words
    assert "Right before, wrong now" in words
    assert "nobody took the rubbish" in words
    assert "1 of 2 go as written" in words
    assert "&lt;b&gt;thanks" in page.text
    assert "<svg" in page.text
    assert "The draft has changed since" in words
    assert "style=" not in page.text, "the content security policy allows no inline style"


def test_what_live_does_not_do_as_written_either_is_apart_from_what_the_draft_broke(
    studio: Studio, emma: Editor
) -> None:
    bench = studio.bench
    bench.rehearsals.problems |= {"too_late": "heard: <i>goodbye</i>", "missed_bin": "heard: hello"}
    bench.rehearsals.in_live["too_late"] = "heard: <b>call 999</b>"
    emma.does(studio.train)
    bench.work()
    page = emma.see(studio.comparison)
    words = plain(page)
    assert "1 conversation no longer goes as written" in words
    lost, _, anyway = words.partition("This does not go as written in live either")
    assert "Missed bin does not go as written" in lost
    assert "Too late does not go as written" in anyway
    assert "Too late does not" not in lost
    assert "it does not stop a release" in anyway
    assert "With the live assistant:" in anyway
    assert "&lt;b&gt;call 999" in page.text


def test_enquiries_are_named_by_title_where_their_message_leads_elsewhere_or_nothing_measures_them(
    studio: Studio, emma: Editor
) -> None:
    bench = studio.bench
    bench.has_enquiries(report_missed_bin="my bin was left", query_bin_collection_day="what day do you come")
    phrases = bench.content / "data" / "nlu" / "waste.yml"
    phrases.write_text(
        phrases.read_text() + "- intent: query_bin_collection_day\n  examples: |\n    - bin day\n"
    )
    git(bench.content, "commit", "--quiet", "--all", "--message=A new enquiry")
    bench.rehearsals.problems["query_bin_collection_day"] = "heard: <b>We close at five.</b>"
    draft = studio.office.drafts.open("Bins in summer", EMMA)
    bench.jobs.ask("compare", draft.id, draft.head, "Emma")
    bench.work()
    page = emma.see(f"/studio/drafts/{draft.id}/comparison")
    words = plain(page)
    assert "2 of 2 go as written. Of 2 enquiries, each asked for in one message, 1 is led to." in words
    assert "Find out your bin day is not led to Asked for by “what day do you come”." in words
    assert "&lt;b&gt;We close at five." in page.text
    untested = words.partition("No test messages yet")[2].partition("Messages that are understood")[0]
    assert "Find out your bin day" in untested
    assert "Report a missed bin" not in untested, "messages are kept for testing it"


def test_what_was_never_compared_says_so(studio: Studio, emma: Editor) -> None:
    page = emma.see(studio.comparison)
    assert page.status_code == 404
    assert "Not compared yet" in plain(page)


@pytest.mark.parametrize(
    "address",
    ["/studio/drafts/999/train", "/studio/drafts/999/comparison", "/studio/drafts/1/train/999/progress"],
)
def test_a_draft_or_job_that_is_not_there_is_said_in_words(
    studio: Studio, emma: Editor, address: str
) -> None:
    page = emma.see(address)
    assert page.status_code == 404
    assert "cannot be shown" in plain(page)


def test_another_drafts_job_cannot_be_stopped_through_this_one(studio: Studio, emma: Editor) -> None:
    job = studio.bench.jobs.ask("train", 77, "a" * 40, "Ed")
    assert emma.send(f"{studio.train}/{job.id}/cancel").status_code == 404
    assert studio.bench.jobs.view(job.id).status == Status.QUEUED


def test_of_thousands_of_messages_that_changed_the_page_shows_the_first_and_offers_all(
    studio: Studio, emma: Editor
) -> None:
    bench = studio.bench
    rows = "".join(f"message number {n} about it,report_missed_bin,chat\n" for n in range(3000))
    held_out = bench.content / "tests" / "nlu" / "held_out.csv"
    held_out.write_text("text,intent,style\n" + rows)
    commit = bench.draft()
    bench.jobs.ask("compare", studio.draft.id, commit, "Emma")
    live = bench.models.train(bench.content, lambda line: None, bench.leaving)
    bench.models.told[live.name] = lambda text: answer("report_missed_bin")
    bench.work()
    address = f"{studio.comparison}?commit={commit}"
    page = emma.see(address)
    assert "Right before, wrong now: 6000" in plain(page)
    assert "Show all 6000" in plain(page)
    assert page.text.count("message number") < 2 * 6000
