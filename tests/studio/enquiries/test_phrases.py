"""Phrases: pasted, changed, ticked and moved, taken back; each time one step of the editor's draft."""

from __future__ import annotations

import pytest
from httpx import Response

from studio.files.edits.phrases import kept_for
from tests.studio.workroom import Editor, Workroom, hidden, plain, sent_again

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


@pytest.mark.parametrize("broken", ["!!!", "which colour then\n???", f"{'very ' * 200}long"])
def test_a_line_that_is_no_phrase_is_said_and_what_was_typed_is_kept(
    workroom: Workroom, emma: Editor, broken: str
) -> None:
    answer = emma.send(f"{BIN}/phrases", phrases=broken)
    assert (answer.status_code, workroom.drafts.all()) == (422, [])
    assert broken in answer.text.partition("<textarea")[2].partition("</textarea>")[0]


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


EMMAS, EDS = "the first wording about my bin", "the second wording about my bin"


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
    emma.does(f"{BIN}/phrases", phrases="somebody said this one at the counter", seen=seen)
    ed.does(f"{BIN}/phrases", phrases="somebody said that one on the telephone", seen=seen)
    assert {"somebody said this one at the counter", "somebody said that one on the telephone"} <= set(
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
    page = emma.does(f"{BIN}/phrases", phrases="i want to report a missed bins")
    assert "it is nearly ‘i want to report a missed bin’" in plain(page)


# What is asked before it is saved

ELSEWHERE = "rubbish not collected report"  # a phrase of Report a missed bin


def test_a_phrase_of_another_enquiry_is_not_saved_before_somebody_has_said_where_it_belongs(
    workroom: Workroom, emma: Editor
) -> None:
    asked = emma.send(f"{DAY}/phrases", phrases=f"{ELSEWHERE.capitalize()}!\nwhich colour goes out then")
    assert "It is a phrase of Report a missed bin." in plain(asked)
    assert "Move it here, to Find out your bin day" in plain(asked)
    assert "Leave it with Report a missed bin" in plain(asked)
    assert workroom.drafts.all() == []
    unsaid = emma.send(f"{DAY}/phrases", **sent_again(asked))
    assert (unsaid.status_code, workroom.drafts.all()) == (422, [])
    assert "Select where" in plain(unsaid)


@pytest.mark.parametrize(("belongs", "here", "there"), [("move", True, False), ("leave", False, True)])
def test_a_phrase_of_another_enquiry_moves_or_stays_as_was_said(
    workroom: Workroom, emma: Editor, belongs: str, here: bool, there: bool
) -> None:
    other = "which colour goes out this coming week then"
    asked = emma.send(f"{DAY}/phrases", phrases=f"{ELSEWHERE}\n{other}")
    page = emma.does(f"{DAY}/phrases", **sent_again(asked) | {"place-0": belongs})
    draft = workroom.draft()
    assert (ELSEWHERE in draft.phrases("query_bin_collection_day")) is here
    assert (ELSEWHERE in draft.phrases("report_missed_bin")) is there
    assert other in draft.phrases("query_bin_collection_day")
    moved = ", 1 of them moved from Report a missed bin"
    assert (moved in plain(page)) is here


def test_a_phrase_is_not_changed_into_one_of_another_enquiry_unasked(
    workroom: Workroom, emma: Editor
) -> None:
    old = workroom.drafts.live_content().phrases("query_bin_collection_day")[0]
    asked = emma.send(f"{DAY}/phrases/change", phrase=old, new=ELSEWHERE)
    assert "It is a phrase of Report a missed bin." in plain(asked)
    left = emma.send(f"{DAY}/phrases/change", **sent_again(asked) | {"place-0": "leave"})
    assert (left.status_code, workroom.drafts.all()) == (303, [])
    emma.does(f"{DAY}/phrases/change", **sent_again(asked) | {"place-0": "move"})
    assert workroom.draft().phrases("query_bin_collection_day")[0] == ELSEWHERE
    assert ELSEWHERE not in workroom.draft().phrases("report_missed_bin")


def test_what_was_typed_is_on_the_page_when_somebody_would_rather_change_it(
    workroom: Workroom, emma: Editor
) -> None:
    asked = emma.send(f"{DAY}/phrases", phrases=ELSEWHERE)
    page = emma.send(f"{DAY}/phrases", **sent_again(asked), change="yes")
    assert page.status_code == 200
    assert ELSEWHERE in page.text.partition('name="phrases"')[2].partition("</textarea>")[0]
    assert workroom.drafts.all() == []


SANDRAS = "call Sandra Lee on 07700 900123 about the caddy"


@pytest.mark.parametrize(("path", "field"), [("phrases", "phrases"), ("tests", "kept")])
def test_a_name_or_a_number_needs_a_tick_that_it_is_nobodys(
    workroom: Workroom, emma: Editor, path: str, field: str
) -> None:
    asked = emma.send(f"{BIN}/{path}", **{field: SANDRAS})
    assert "‘Sandra Lee’ may be a name" in plain(asked)
    assert "‘07700 900123’ may be a phone number" in plain(asked)
    unsaid = emma.send(f"{BIN}/{path}", **sent_again(asked))
    assert (unsaid.status_code, workroom.drafts.all()) == (422, [])
    assert "Tick that nobody is in" in plain(unsaid)
    emma.does(f"{BIN}/{path}", **sent_again(asked), nobodys="yes")
    files = [*workroom.draft().phrases("report_missed_bin"), *kept_for(workroom.draft(), "report_missed_bin")]
    assert SANDRAS in files
    [draft] = workroom.drafts.all()
    said = plain(emma.see(f"/studio/drafts/{draft.id}"))
    assert "1 line it adds may hold personal data" in said
    assert "‘Sandra Lee’ may be a name and ‘07700 900123’ may be a phone number" in said


def test_of_many_phrases_personal_data_is_looked_for_once_the_page_of_the_draft_is_there(
    workroom: Workroom, emma: Editor
) -> None:
    colours = ("blue", "green", "brown", "grey", "black", "purple", "red", "white")
    places = (
        "by the gate",
        "on the road",
        "at the kerb",
        "by our door",
        "in the rain",
        "on the path",
        "full",
    )
    many = "\n".join(f"they left the {colour} caddy {place}" for colour in colours for place in places)
    asked = emma.send(f"{BIN}/phrases", phrases=f"{many}\n{SANDRAS}")
    emma.does(f"{BIN}/phrases", **sent_again(asked), nobodys="yes")
    [draft] = workroom.drafts.all()
    page = emma.see(f"/studio/drafts/{draft.id}")
    assert "Sandra Lee’ may be" not in plain(page)
    assert f'hx-get="/studio/drafts/{draft.id}/personal"' in page.text
    for there in (f"/studio/drafts/{draft.id}/personal", f"/studio/drafts/{draft.id}?look=yes"):
        assert "‘Sandra Lee’ may be a name" in plain(emma.see(there))


def test_what_is_surely_somebodys_is_not_saved_at_all(workroom: Workroom, emma: Editor) -> None:
    answer = emma.send(f"{BIN}/phrases", phrases="ring me on 07911 123456 about it", nobodys="yes")
    assert (answer.status_code, workroom.drafts.all()) == (422, [])
    assert "07911 123456" in plain(answer)
    assert "looks like a phone number. Take it out: nothing was saved" in plain(answer)
