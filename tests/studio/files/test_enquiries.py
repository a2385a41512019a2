"""Enquiries made, changed, split, merged, renamed and retired, with everything that refers to them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from council.case_types import CaseType
from studio.enquiries.filled import FilledEnquiry
from studio.files.article_files import Front
from studio.files.content import Content
from studio.files.edits import (
    ChangeEnquiry,
    EditRefused,
    MergeIntents,
    NewEnquiry,
    RenameIntent,
    RetireEnquiry,
    SaveArticle,
    SplitIntent,
)
from tests.studio.files.parts import made, mistakes

MISSED, DAYS, BULKY = "report_missed_bin", "query_bin_collection_day", "book_bulky_waste"
WASTE = "council/services/waste.yml"
FRONT: Front = {
    "title": "Bin cleaning",
    "summary": "We do not clean bins. Rinse yours with a hose, and let it dry in the sun.",
    "spoken": "We do not clean bins. You can rinse yours with a hose.",
    "source": "Marlbury Waste collection policy 2026, section 11",
    "owner": "waste",
    "review_by": date(2027, 6, 1),
}
ARTICLE = SaveArticle(
    "waste/bin-cleaning", FRONT, "## Cleaning\n\nRinse your bin with a hose. Let it dry in the sun."
)
CLEANING = NewEnquiry(
    service="waste",
    name="query_bin_cleaning",
    title="Have a bin cleaned",
    spoken="having a bin cleaned",
    phrases=(
        "do you wash out smelly caddies",
        "who will scrub my filthy wheelie",
        "maggots need hosing out please",
    ),
    new_article=ARTICLE,
    hints=("bin cleaning", "smelly bin"),
    related=(MISSED,),
    test_messages=("is there somebody who washes bins", "my bin stinks, can you rinse it"),
)


def _named(root: Path, name: str) -> list[str]:
    """The content files that name something."""
    word = re.compile(rf"(?<![a-z_]){name}(?![a-z_])|_{name}\b")
    return [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts and word.search(path.read_text(encoding="utf-8"))
    ]


def test_a_new_enquiry_comes_with_phrases_article_and_a_place_in_the_catalogue(content: Path) -> None:
    changed = made(content, CLEANING)
    assert {name: gone for name, (gone, _) in changed.items() if gone} == {}
    assert changed[WASTE][1] == [
        "  query_bin_cleaning:",
        "    title: Have a bin cleaned",
        "    spoken: having a bin cleaned",
        "    demand: value",
        "    article: waste/bin-cleaning",
        "    hints: [bin cleaning, smelly bin]",
        "    related: [report_missed_bin]",
    ]
    assert changed["tests/conversations/every_enquiry/messages.yml"][1] == [
        "query_bin_cleaning: do you wash out smelly caddies"
    ]
    assert changed["tests/nlu/held_out.csv"][1] == [
        "is there somebody who washes bins,query_bin_cleaning,chat",
        '"my bin stinks, can you rinse it",query_bin_cleaning,chat',
    ]
    assert Content(content).phrases("query_bin_cleaning") == list(CLEANING.phrases)
    assert Content(content).problems() == []
    assert mistakes(content) == []


def test_a_new_enquiry_that_opens_a_case_says_how_its_form_begins(content: Path) -> None:
    case = CaseType(("description", "address", "phone"), "bin_request")
    edit = NewEnquiry(
        "parking", "request_bay_marking", "Have a bay marked", "having a parking bay marked",
        phrases=("please paint white lines round my bay",), case=case,
        begin="I can ask the parking team for that.",
    )  # fmt: skip
    changed = made(content, edit)
    assert changed["domain/parking.yml"][1][:5] == [
        'version: "3.1"',
        "# Parking and travel.",
        "responses:",
        "  utter_begin_request_bay_marking:",
        '    - text: "I can ask the parking team for that."',
    ]
    assert mistakes(content) == []


@pytest.mark.parametrize(
    ("field", "edit"),
    [
        ("name", NewEnquiry("waste", "Bin Cleaning", "A", "a", phrases=("x",), article="waste/new-bins")),
        ("name", NewEnquiry("waste", MISSED, "A", "a", phrases=("x",), article="waste/new-bins")),
        ("name", NewEnquiry("waste", "yes", "A", "a", phrases=("x",), article="waste/new-bins")),
        ("service", NewEnquiry("../bins", "ask_a", "A", "a", phrases=("x",), article="waste/new-bins")),
        ("title", NewEnquiry("waste", "ask_a", " ", "a", phrases=("x",), article="waste/new-bins")),
        ("phrases", NewEnquiry("waste", "ask_a", "A", "a", article="waste/new-bins")),
        ("article", NewEnquiry("waste", "ask_a", "A", "a", phrases=("x",))),
        ("article", NewEnquiry("waste", "ask_a", "A", "a", phrases=("x",), article="waste/nothing")),
        ("demand", NewEnquiry("waste", "ask_a", "A", "a", "often", ("x",), "waste/new-bins")),
        (
            "case",
            NewEnquiry(
                "waste", "ask_a", "A", "a", phrases=("x",), case=CaseType(("shoe_size",), "missed_bin")
            ),
        ),
        (
            "case",
            NewEnquiry("waste", "ask_a", "A", "a", phrases=("x",), case=CaseType(("address",), "never")),
        ),
        (
            "begin",
            NewEnquiry("waste", "ask_a", "A", "a", phrases=("x",), case=CaseType(("address",), "missed_bin")),
        ),
    ],
)
def test_a_new_enquiry_with_a_slip_is_refused_and_the_field_is_named(
    content: Path, field: str, edit: NewEnquiry
) -> None:
    with pytest.raises(EditRefused) as refused:
        edit.apply(Content(content))
    assert refused.value.field == field


def test_an_enquiry_changed_differs_in_the_lines_that_were_touched(content: Path) -> None:
    edit = ChangeEnquiry(
        BULKY, title="Have big things: collected", hints=("bulky waste", "old fridge", "a piano")
    )
    assert (
        edit.describe(Content(content))
        == "Have a large item collected: title and words for the phone changed"
    )
    assert made(content, edit) == {
        WASTE: (
            [
                "    title: Have a large item collected",
                "    hints: [bulky waste, collect a sofa, collect a mattress, old fridge, "
                "large item collection, settee]",
            ],
            ['    title: "Have big things: collected"', "    hints: [bulky waste, old fridge, a piano]"],
        )
    }
    assert Content(content).catalogue()[BULKY].title == "Have big things: collected"


def test_no_two_enquiries_have_one_title(content: Path) -> None:
    phrases = tuple(Content(content).phrases(BULKY)[:2])
    for edit in (
        replace(CLEANING, title="report a missed bin"),
        SplitIntent(BULKY, replace(CLEANING, title="Report a missed bin"), phrases),
        ChangeEnquiry(BULKY, title="Report a missed bin"),
    ):
        with pytest.raises(EditRefused, match="Another enquiry is called so") as refused:
            edit.apply(Content(content))
        assert refused.value.field == "title"
    ChangeEnquiry(MISSED, title="Report a missed bin").apply(Content(content))  # its own


def test_an_article_becomes_a_case_and_a_case_gets_another_promise(content: Path) -> None:
    case = CaseType(("description", "phone"), "bin_request")
    with pytest.raises(EditRefused, match="how the form begins"):
        ChangeEnquiry(BULKY, case=case).apply(Content(content))
    made(content, ChangeEnquiry(BULKY, case=case, begin="I will take the details."))
    assert mistakes(content) == []
    promise = ChangeEnquiry(BULKY, case=CaseType(("description", "phone"), "fly_tipping"))
    assert made(content, promise) == {WASTE: (["      promise: bin_request"], ["      promise: fly_tipping"])}


def test_a_case_keeps_what_no_page_asks_for_unless_its_field_goes(content: Path) -> None:
    own = Content(content).catalogue()[MISSED].case
    assert own
    promise = FilledEnquiry(promise="fly_tipping", check="missed_bin", fields=own.fields, before=own)
    assert made(content, ChangeEnquiry(MISSED, case=promise.case)) == {
        WASTE: (["      promise: missed_bin"], ["      promise: fly_tipping"])
    }
    fewer = FilledEnquiry(promise="fly_tipping", fields=("address", "bin_type"), before=promise.case)
    assert made(content, ChangeEnquiry(MISSED, case=fewer.case))[WASTE][1] == [
        "      fields: [address, bin_type]",
        "      same_when: [bin_type]",
    ]
    assert mistakes(content) == []


def test_an_enquiry_cannot_be_left_leading_nowhere(content: Path) -> None:
    with pytest.raises(EditRefused, match="leads nowhere"):
        ChangeEnquiry(BULKY, article=None).apply(Content(content))


def test_phrases_are_split_off_into_an_enquiry_of_their_own(content: Path) -> None:
    phrases = tuple(Content(content).phrases(BULKY)[:12])
    assert SplitIntent(BULKY, CLEANING, phrases).describe(Content(content)) == (
        "Have a bin cleaned split from Have a large item collected with 12 phrases"
    )
    made(content, SplitIntent(BULKY, CLEANING, phrases))
    assert Content(content).phrases("query_bin_cleaning") == [*phrases, *CLEANING.phrases]
    assert not set(phrases) & set(Content(content).phrases(BULKY))
    assert mistakes(content) == []


def test_an_enquiry_merged_into_another_leaves_no_trace_and_loses_no_phrase(content: Path) -> None:
    phrases = {*Content(content).phrases(DAYS), *Content(content).phrases(MISSED)}
    made(content, MergeIntents(DAYS, BULKY))
    assert _named(content, DAYS) == []
    assert phrases - set(Content(content).phrases(MISSED)) <= set(Content(content).phrases(BULKY))
    assert BULKY in Content(content).catalogue()[MISSED].related
    assert BULKY not in Content(content).catalogue()[BULKY].related
    assert mistakes(content) == []


def test_an_enquiry_retired_leaves_no_trace(content: Path) -> None:
    changed = made(content, RetireEnquiry(BULKY, article=True))
    several = changed.pop("tests/nlu/several.csv")  # messages that are about something else as well stay
    assert len(several[0]) >= len(several[1])
    assert all(not come or "related" in come[0] for _, come in changed.values())
    assert "kb/articles/waste/bulky-items.md" in changed
    assert _named(content, BULKY) == []
    assert mistakes(content) == []


def test_a_reply_named_after_an_enquiry_is_renamed_with_it(content: Path) -> None:
    changed = made(content, RenameIntent(DAYS, "ask_bin_day"))
    assert changed["domain/waste.yml"] == (
        ["  utter_begin_query_bin_collection_day:"],
        ["  utter_begin_ask_bin_day:"],
    )
    assert set(changed) == {
        "council/busiest.yml",
        "council/services/waste.yml",
        "data/nlu/waste.yml",
        "domain/waste.yml",
        "tests/conversations/every_enquiry/messages.yml",
        "tests/nlu/held_out.csv",
        "tests/nlu/several.csv",
    }


def test_so_is_the_reply_with_which_its_form_begins_while_nobody_is_here(content: Path) -> None:
    domain = made(content, RenameIntent("report_tree_problem", "report_tree"))["domain/streets.yml"]
    for begins in ("utter_begin", "utter_begin_when_shut"):
        assert any(line.startswith(f"  {begins}_report_tree_problem:") for line in domain[0])
        assert any(line.startswith(f"  {begins}_report_tree:") for line in domain[1])


def test_small_talk_cannot_be_renamed_merged_or_retired(content: Path) -> None:
    for edit in (RenameIntent("greet", "hello"), MergeIntents("greet", MISSED), RetireEnquiry("greet")):
        with pytest.raises(EditRefused):
            edit.apply(Content(content))


def test_the_last_enquiry_of_a_service_cannot_be_retired(content: Path) -> None:
    assert len([each for each in Content(content).catalogue() if each.service == "leisure"]) == 1
    name = next(each.name for each in Content(content).catalogue() if each.service == "leisure")
    with pytest.raises(EditRefused, match="the last enquiry of"):
        RetireEnquiry(name).apply(Content(content))
