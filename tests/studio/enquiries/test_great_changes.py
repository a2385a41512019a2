"""Rename, merge and retire: first all that will change, then done as one step."""

from __future__ import annotations

import pytest

from tests.studio.workroom import Editor, Workroom, plain

BULKY = "/studio/enquiries/book_bulky_waste"


def test_a_rename_first_shows_every_file_that_names_it(workroom: Workroom, emma: Editor) -> None:
    page = plain(emma.see(f"{BULKY}/rename?new=collect_large_item"))
    for file in ("data/nlu/waste.yml", "council/services/waste.yml", "tests/nlu/"):
        assert file in page
    assert workroom.drafts.all() == []
    emma.does(f"{BULKY}/rename", new="collect_large_item")
    draft = workroom.draft()
    assert draft.intent("book_bulky_waste") is None
    assert draft.phrases("collect_large_item") == workroom.drafts.live_content().phrases("book_bulky_waste")
    assert "collect_large_item" in draft.catalogue()["query_recycling_items"].related


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
    assert "part of the program itself" in plain(answer)
