"""Phrases: pasted, changed, ticked and moved, taken back; each time one step of the editor's draft."""

from __future__ import annotations

import pytest
from httpx import Response

from studio.files.edits.phrases import kept_for
from tests.studio.workroom import Editor, Workroom, hidden, plain

BIN = "/studio/enquiries/report_missed_bin"
DAY = "/studio/enquiries/query_bin_collection_day"
NEW = "the wagon drove by and never touched mine"


def first_two(workroom: Workroom) -> list[str]:
    return workroom.drafts.live_content().phrases("report_missed_bin")[:2]


def test_pasted_lines_become_phrases_on_a_draft_named_after_the_editor_and_the_day(
    workroom: Workroom, emma: Editor
) -> None:
    page = emma.does(f"{BIN}/phrases", phrases=f"- {NEW}\r\n\r\n  nobody   came for the brown one \r\n{NEW}")
    assert "2 phrases added to Report a missed bin" in plain(page)
    phrases = workroom.draft().phrases("report_missed_bin")
    assert phrases[-2:] == [NEW, "nobody came for the brown one"]
    assert [draft.title for draft in workroom.drafts.all()] == ["Emma Whitlock, 30 November 2026"]
    assert NEW not in workroom.drafts.live_content().phrases("report_missed_bin")


def test_a_message_kept_for_testing_is_never_a_phrase_and_its_page_lists_it(
    workroom: Workroom, emma: Editor
) -> None:
    page = emma.does(f"{BIN}/tests", kept="the cart rolled by and left our tub full")
    assert "A message kept for testing Report a missed bin" in plain(page)
    assert "the cart rolled by and left our tub full" in plain(page).partition("kept for testing")[2]
    draft = workroom.draft()
    assert kept_for(draft, "report_missed_bin")[-1] == "the cart rolled by and left our tub full"
    assert "the cart rolled by and left our tub full" not in draft.phrases("report_missed_bin")


def test_a_phrase_cannot_be_kept_for_testing_as_well(workroom: Workroom, emma: Editor) -> None:
    there = first_two(workroom)[0]
    answer = emma.send(f"{BIN}/tests", kept=there)
    assert (answer.status_code, workroom.drafts.all()) == (422, [])
    assert "Remove it there first" in plain(answer)
    assert "Enter the message" in plain(emma.send(f"{BIN}/tests", kept=" "))


def test_a_second_edit_goes_to_the_same_draft(workroom: Workroom, emma: Editor) -> None:
    emma.does(f"{BIN}/phrases", phrases=NEW)
    emma.does(f"{DAY}/phrases", phrases="which colour goes out this coming week then")
    [draft] = workroom.drafts.all()
    assert len(workroom.drafts.history(draft.id)) == 2


def test_nothing_typed_is_nothing_saved(workroom: Workroom, emma: Editor) -> None:
    answer = emma.send(f"{BIN}/phrases", phrases=" \n - \n")
    assert answer.status_code == 422
    assert "Enter at least one phrase" in plain(answer)
    assert workroom.drafts.all() == []


def test_a_phrase_that_is_there_already_opens_no_draft_and_is_not_lost_from_the_page(
    workroom: Workroom, emma: Editor
) -> None:
    there = first_two(workroom)[0]
    answer = emma.send(f"{BIN}/phrases", phrases=there)
    assert (answer.status_code, workroom.drafts.all()) == (422, [])
    assert "is there already" in plain(answer)
    assert there in answer.text.partition("<textarea")[2].partition("</textarea>")[0]


def test_what_was_just_done_can_be_undone(workroom: Workroom, emma: Editor) -> None:
    page = emma.does(f"{BIN}/phrases", phrases=NEW)
    back = emma.does("/studio/undo", step=hidden(page, "step"), back=BIN)
    assert "Undone: 1 phrase added" in plain(back)
    assert NEW not in workroom.draft().phrases("report_missed_bin")


def test_undo_never_leads_out_of_the_studio(emma: Editor) -> None:
    answer = emma.send("/studio/undo", step="", back="//elsewhere.example")
    assert answer.headers["location"] == "/studio/enquiries"


def test_ticked_phrases_move_to_another_enquiry(workroom: Workroom, emma: Editor) -> None:
    two = first_two(workroom)
    page = emma.does(f"{BIN}/phrases/ticked", phrase=two, target="query_bin_collection_day", do="move")
    assert "2 phrases moved" in plain(page)
    assert set(two) <= set(workroom.draft().phrases("query_bin_collection_day"))
    assert not set(two) & set(workroom.draft().phrases("report_missed_bin"))


def test_ticked_phrases_are_removed(workroom: Workroom, emma: Editor) -> None:
    two = first_two(workroom)
    emma.does(f"{BIN}/phrases/ticked", phrase=two, do="remove")
    assert not set(two) & set(workroom.draft().phrases("report_missed_bin"))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"do": "remove"}, "Tick the phrases you mean"),
        ({"do": "move", "phrase": "x"}, "Select the enquiry they belong to"),
        ({"do": "move", "phrase": "x", "target": "report_missed_bin"}, "Select the enquiry they belong to"),
        ({"do": "move", "phrase": "x", "target": "query_bin_collection_day"}, "is not a phrase of"),
        ({"phrase": "x"}, "Press one of the buttons"),
    ],
)
def test_what_cannot_be_done_with_ticked_phrases_is_said(
    emma: Editor, fields: dict[str, str], says: str
) -> None:
    answer = emma.send(f"{BIN}/phrases/ticked", **fields)
    assert answer.status_code == 422
    assert says in plain(answer)


def test_a_phrase_is_changed_where_it_stands(workroom: Workroom, emma: Editor) -> None:
    first, second = first_two(workroom)
    page = emma.see(f"{BIN}/phrases/change?phrase={first}")
    assert first in plain(page)
    emma.does(f"{BIN}/phrases/change", phrase=first, new=NEW, seen=hidden(page, "seen"))
    assert workroom.draft().phrases("report_missed_bin")[:2] == [NEW, second]


def test_a_phrase_is_not_changed_into_nothing(emma: Editor, workroom: Workroom) -> None:
    answer = emma.send(f"{BIN}/phrases/change", phrase=first_two(workroom)[0], new="  ")
    assert answer.status_code == 422
    assert "Enter the phrase" in plain(answer)


EMMAS, EDS = "the words of Emma about my bin", "the words of Ed about my bin"


def change_after_emma(workroom: Workroom, emma: Editor, ed: Editor, **choice: str) -> Response:
    """Emma changes a phrase; Ed, whose page still has it, sends his wording, again if he has chosen."""
    emma.does(f"{DAY}/phrases", phrases="which colour goes out this coming week then")
    workroom.share("ed")
    first = first_two(workroom)[0]
    seen = hidden(ed.see(f"{BIN}/phrases/change?phrase={first}"), "seen")
    emma.does(f"{BIN}/phrases/change", phrase=first, new=EMMAS)
    asked = ed.send(f"{BIN}/phrases/change", phrase=first, new=EDS, seen=seen)
    if not choice:
        return asked
    return ed.does(f"{BIN}/phrases/change", phrase=first, new=EDS, seen=seen, **choice)


def test_of_two_editors_who_change_one_phrase_the_second_chooses(
    workroom: Workroom, emma: Editor, ed: Editor
) -> None:
    first, second = first_two(workroom)
    asked = change_after_emma(workroom, emma, ed)
    assert asked.status_code == 409
    words = plain(asked)
    assert "Emma Whitlock changed this after you opened the page" in words
    assert f"The phrase “{first}” of Report a missed bin How it stands now {EMMAS}" in words
    assert f"How you would have it {EDS}" in words
    assert "Keep both" in words
    assert workroom.draft().phrases("report_missed_bin")[:2] == [EMMAS, second]


def test_the_second_editors_wording_takes_the_place_of_the_firsts(
    workroom: Workroom, emma: Editor, ed: Editor
) -> None:
    _, second = first_two(workroom)
    told = change_after_emma(workroom, emma, ed, choice="mine")
    assert "A phrase of Report a missed bin now reads" in plain(told)
    assert workroom.draft().phrases("report_missed_bin")[:2] == [EDS, second]


def test_both_wordings_stay_where_the_second_editor_says_so(
    workroom: Workroom, emma: Editor, ed: Editor
) -> None:
    first, _ = first_two(workroom)
    change_after_emma(workroom, emma, ed, choice="both")
    phrases = workroom.draft().phrases("report_missed_bin")
    assert {EMMAS, EDS} <= set(phrases)
    assert first not in phrases


def test_a_phrase_that_somebody_has_taken_out_does_not_come_back_unasked(
    workroom: Workroom, emma: Editor, ed: Editor
) -> None:
    emma.does(f"{DAY}/phrases", phrases="which colour goes out this coming week then")
    workroom.share("ed")
    first, second = first_two(workroom)
    seen = hidden(ed.see(f"{BIN}/phrases/change?phrase={first}"), "seen")
    emma.does(f"{BIN}/phrases/ticked", phrase=first, do="remove")
    asked = ed.send(f"{BIN}/phrases/change", phrase=first, new=EDS, seen=seen)
    assert "How it stands now Taken out" in plain(asked)
    assert "Keep both" not in plain(asked)
    assert workroom.draft().phrases("report_missed_bin")[0] == second
    ed.does(f"{BIN}/phrases/change", phrase=first, new=EDS, seen=seen, choice="mine")
    assert EDS in workroom.draft().phrases("report_missed_bin")


def test_two_editors_who_add_phrases_to_one_enquiry_both_keep_theirs(
    workroom: Workroom, emma: Editor, ed: Editor
) -> None:
    page = emma.does(f"{BIN}/phrases", phrases=NEW)
    workroom.share("ed")
    seen = hidden(page, "seen")
    emma.does(f"{BIN}/phrases", phrases="emma heard this one at the counter", seen=seen)
    ed.does(f"{BIN}/phrases", phrases="ed heard this one on the telephone", seen=seen)
    assert {"emma heard this one at the counter", "ed heard this one on the telephone"} <= set(
        workroom.draft().phrases("report_missed_bin")
    )


def test_ten_thousand_phrases_at_once_are_refused_in_words_or_saved(emma: Editor) -> None:
    answer = emma.send(f"{BIN}/phrases", phrases="\n".join(f"phrase {number}" for number in range(10_001)))
    assert answer.status_code == 422
    assert "Add 10,000 phrases at once, at most" in plain(answer)


def typed(editor: Editor, *phrases: str, address: str = BIN) -> str:
    return plain(editor.send(f"{address}/phrases/check", phrases="\n".join(phrases)))


def test_warnings_come_while_phrases_are_typed_and_nothing_is_saved(workroom: Workroom, emma: Editor) -> None:
    day = workroom.drafts.live_content().phrases("query_bin_collection_day")[0]
    words = typed(
        emma, day, "ring me on 07911 123456 about the wheelie", "my bin was mised on thrusday morning", NEW
    )
    assert "it is a phrase of Find out your bin day already" in words
    assert "looks like a phone number" in words
    assert "did you mean ‘missed’" in words
    assert NEW not in words
    assert workroom.drafts.all() == []


def test_a_phrase_typed_twice_is_said_once(emma: Editor) -> None:
    assert "it is there twice" in typed(emma, NEW, f"{NEW.capitalize()}!")
    assert "1 phrase, nothing to look at" in typed(emma, NEW)
    assert typed(emma, "") == ""


def test_of_very_many_typed_phrases_the_rest_is_looked_at_when_they_are_saved(emma: Editor) -> None:
    words = typed(emma, *(f"the {number} wagon drove by and never touched mine" for number in range(70)))
    assert "The other 10 are looked at when you add them" in words


def test_a_message_for_testing_is_checked_while_it_is_typed(emma: Editor) -> None:
    here = "/studio/enquiries/report_missed_bin/tests/check"
    assert "‘14 Mill Lane’ may be an address" in plain(emma.send(here, kept="nobody came to 14 Mill Lane"))
    assert "nothing to look at" in plain(emma.send(here, kept="nobody came to our road"))


def test_what_was_saved_is_checked_at_once(workroom: Workroom, emma: Editor) -> None:
    emma.see(f"{BIN}/remarks")
    page = emma.does(f"{BIN}/phrases", phrases="my aunt lives at ring 07911 123456 for the bin")
    assert "looks like a phone number" in plain(page)
