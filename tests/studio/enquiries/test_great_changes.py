"""Rename, merge and retire: first all that will change, then done as one step."""

from __future__ import annotations

import html

import pytest

from tests.studio.parts import git
from tests.studio.workroom import Editor, Workroom, plain

BULKY = "/studio/enquiries/book_bulky_waste"
POTHOLE = "/studio/enquiries/report_pothole"


def test_a_rename_first_shows_every_file_that_names_it(workroom: Workroom, emma: Editor) -> None:
    page = plain(emma.see(f"{BULKY}/rename?new=collect_large_item"))
    for file in ("data/nlu/waste.yml", "council/services/waste.yml", "tests/nlu/"):
        assert file in page
    assert "renamed from book_bulky_waste to collect_large_item: Have a large item collected" in page
    assert workroom.drafts.all() == []
    emma.does(f"{BULKY}/rename", new="collect_large_item")
    draft = workroom.draft()
    assert draft.intent("book_bulky_waste") is None
    assert draft.phrases("collect_large_item") == workroom.drafts.live_content().phrases("book_bulky_waste")
    assert "collect_large_item" in draft.catalogue()["query_recycling_items"].related


def in_the_program(workroom: Workroom, path: str, text: str) -> None:
    """A file beside the content, of which editors know nothing."""
    file = workroom.content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    git(workroom.content, "add", path)
    git(workroom.content, "commit", "--quiet", "--message=By a programmer")


@pytest.mark.parametrize(
    "kind", ["rename?new=report_hole_in_road", "merge?target=report_fly_tipping", "retire"]
)
def test_what_a_programmer_must_change_is_said_beside_what_the_studio_changes(
    workroom: Workroom, emma: Editor, kind: str
) -> None:
    assert "What a programmer must change" not in plain(emma.see(f"{POTHOLE}/{kind}"))
    in_the_program(
        workroom,
        "tests/nlu/test_streets.py",
        'ASKED = "report_pothole"\nSAID = "utter_begin_report_pothole"\nOTHER = "report_pothole_tomorrow"\n',
    )
    in_the_program(workroom, "docs/streets.md", "Residents may report_pothole.\n")
    in_the_program(workroom, "CHANGELOG.md", "report_pothole is new\n")
    page = plain(emma.see(f"{POTHOLE}/{kind}"))
    assert "What will change" in page
    said = "It is named also in 3 places that the studio does not touch, 2 of them in the program's tests."
    assert said in page
    assert "docs/streets.md (1 line)" in page
    assert "CHANGELOG" not in page
    assert "What a programmer must change" not in plain(emma.see(f"{BULKY}/retire"))


def test_before_a_merge_it_says_in_sentences_what_changes_and_what_residents_will_hear(
    workroom: Workroom, emma: Editor
) -> None:
    content = workroom.drafts.live_content()
    moved = len(content.phrases("book_bulky_waste"))
    page = plain(emma.see(f"{BULKY}/merge?target=query_recycling_centre"))
    assert f"{moved} phrases moved from Have a large item collected to Use the tip" in page
    says = "Whoever asks for “Have a large item collected” hears what “Use the tip” says:"
    enquiry = content.catalogue()["query_recycling_centre"]
    file = content.article(enquiry.article or "")
    assert file
    assert file.article
    summary = " ".join(file.article.summary.split())
    assert f"{says} {summary}" in html.unescape(page)
    retired = plain(emma.see(f"{BULKY}/retire"))
    assert "hears the answer of what is nearest to it, or that it was not understood" in retired
    assert "What residents will hear" not in plain(emma.see(f"{BULKY}/rename?new=collect_large_item"))


CALLS = "bench/phone_lines/calls.yml"
SCRIPT = """calls:
  - name: A sofa
    turns: [book_bulky_waste]
    case: book_bulky_waste # by its name
  - name: A bin
    case: report_missed_bin
"""


@pytest.mark.parametrize(
    ("kind", "field", "other"),
    [("rename", "new", "collect_large_item"), ("merge", "target", "report_pothole")],
)
def test_the_calls_that_measure_the_phone_line_end_in_the_enquiry_as_it_is_called_now(
    workroom: Workroom, emma: Editor, kind: str, field: str, other: str
) -> None:
    in_the_program(workroom, CALLS, SCRIPT)
    emma.does(f"{BULKY}/{kind}", **{field: other})
    script = (workroom.draft().root / CALLS).read_text()
    assert script == SCRIPT.replace("case: book_bulky_waste", f"case: {other}")


def test_a_call_that_ends_in_a_retired_enquiry_is_left_to_a_programmer(
    workroom: Workroom, emma: Editor
) -> None:
    in_the_program(workroom, CALLS, SCRIPT)
    assert f"{CALLS} (2 lines)" in plain(emma.see(f"{BULKY}/retire"))
    emma.does(f"{BULKY}/retire")
    assert (workroom.draft().root / CALLS).read_text() == SCRIPT


@pytest.mark.parametrize("new", ["Big Items", "../../etc", "report_missed_bin", "x y", "9lives"])
def test_a_name_that_cannot_be_used_is_refused_in_words(workroom: Workroom, emma: Editor, new: str) -> None:
    asked = emma.see(f"{BULKY}/rename?new={new}")
    done = emma.send(f"{BULKY}/rename", new=new)
    assert (asked.status_code, done.status_code) == (422, 422)
    assert "There is a problem" in plain(asked)
    assert workroom.drafts.all() == []


def test_a_merge_moves_the_phrases_and_what_referred_to_it(workroom: Workroom, emma: Editor) -> None:
    before = workroom.drafts.live_content().phrases("book_bulky_waste")
    assert "merged into" in plain(emma.see(f"{BULKY}/merge?target=query_recycling_centre"))
    emma.does(f"{BULKY}/merge", target="query_recycling_centre")
    draft = workroom.draft()
    assert draft.intent("book_bulky_waste") is None
    assert set(before) <= set(draft.phrases("query_recycling_centre"))
    assert draft.problems() == []


def test_nothing_merges_into_itself_or_nothing(emma: Editor) -> None:
    for target in ("book_bulky_waste", "", "no_such_enquiry"):
        assert emma.send(f"{BULKY}/merge", target=target).status_code == 422


def test_a_retired_enquiry_is_gone_with_all_that_referred_to_it(workroom: Workroom, emma: Editor) -> None:
    assert "Retire it" in plain(emma.see(f"{BULKY}/retire"))
    page = emma.does(f"{BULKY}/retire")
    assert "retired" in plain(page)
    draft = workroom.draft()
    assert draft.intent("book_bulky_waste") is None
    assert draft.problems() == []
    assert draft.article("waste/bulky-items") is not None


def test_what_the_program_itself_needs_is_not_retired(workroom: Workroom, emma: Editor) -> None:
    answer = emma.send("/studio/enquiries/ask_for_human/retire")
    assert answer.status_code == 422
    assert "because it is how anybody gets to a person at any moment" in plain(answer)


@pytest.mark.parametrize(
    ("kind", "done", "instead"),
    [
        ("rename", "renamed", "what they see and hear, such as its phrases and replies, can be changed"),
        ("merge", "merged", "Move the phrases that belong to another enquiry there, from its page"),
        ("retire", "retired", "and change what it answers"),
    ],
)
def test_what_may_not_be_done_is_said_with_the_reason_before_anything_is_filled_in(
    emma: Editor, kind: str, done: str, instead: str
) -> None:
    page = emma.see(f"/studio/enquiries/request_interpreter/{kind}")
    told = plain(page)
    says = f"may not be {done}, because a message in another language leads to it, whatever else it says."
    assert f"Get an interpreter or another format {says}" in told
    assert instead in told
    assert "See what will change" not in told
    listed = told.partition("that the program finds by their names")[2]
    assert "Speak to a person" in listed
    assert "Report a missed bin" not in listed


def test_what_the_assistant_does_besides_is_said_before_an_enquiry_goes(emma: Editor) -> None:
    paying = "Callers who ask for it are offered the payment page as a text"
    merged = plain(emma.see("/studio/enquiries/make_payment/merge?target=query_council_tax_bill"))
    assert f"This goes on for the other enquiry: {paying}" in merged
    assert "This ends:" not in merged
    retired = plain(emma.see("/studio/enquiries/make_payment/retire"))
    assert f"This ends: {paying}" in retired
    bins = plain(emma.see("/studio/enquiries/report_missed_bin/merge?target=report_fly_tipping"))
    assert "This ends: Reports that come too soon or too late are refused" in bins
    assert f"Does besides {paying}" in plain(emma.see("/studio/enquiries/make_payment"))
    assert "Does besides" not in plain(emma.see(BULKY))
    for page in (f"{BULKY}/retire", "/studio/enquiries/make_payment/rename?new=pay_a_bill"):
        assert "does for it besides" not in plain(emma.see(page))


def test_what_may_be_renamed_has_its_form(emma: Editor) -> None:
    told = plain(emma.see(f"{POTHOLE}/rename"))
    assert "See what will change" in told
    assert "may not be" not in told
