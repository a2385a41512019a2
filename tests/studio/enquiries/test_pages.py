"""The list and the page of an enquiry: what is there, how well it does, what residents said."""

from __future__ import annotations

import re
from dataclasses import replace

from staff.accounts import DEMO_PASSWORD
from staff.models import Role
from studio.drafts.views import DraftView
from studio.enquiries.pages.intent_page import UNFOLDED
from studio.workshop.comparison import CROSS_VALIDATION, TYPED, Cell, Changed, Comparison, Comparisons, Part
from studio.workshop.scores import Score
from tests.studio.workroom import MONDAY, Editor, Workroom, plain

BIN = "/studio/enquiries/report_missed_bin"


def test_the_list_has_every_intent_under_its_service(emma: Editor, workroom: Workroom) -> None:
    words = plain(emma.see("/studio/enquiries"))
    content = workroom.drafts.live_content()
    missed = len(content.phrases("report_missed_bin"))
    assert "Bins and recycling" in words
    assert f"Report a missed bin {missed} not measured counting" in words
    assert "Small talk" in words
    assert f"{len(content.intents())} enquiries" in words


def test_what_there_is_to_look_at_is_counted_when_asked_for_and_then_remembered(
    emma: Editor, workroom: Workroom
) -> None:
    content = workroom.drafts.live_content()
    day = content.phrases("query_bin_collection_day")[0]
    data = workroom.content / "data" / "nlu" / "waste.yml"
    data.write_text(data.read_text().replace("  examples: |\n", f"  examples: |\n    - {day}\n", 1))
    missed = len(content.phrases("report_missed_bin"))
    assert f"Report a missed bin {missed} not measured counting" in plain(emma.see("/studio/enquiries"))
    for address in ("/studio/enquiries?count=yes", "/studio/enquiries"):
        words = plain(emma.see(address))
        assert "counting" not in words
        assert f"Report a missed bin {missed} not measured 1" in words
    assert "it is a phrase of Find out your bin day too" in plain(emma.see(BIN))


def test_a_page_that_would_wait_for_what_to_look_at_asks_for_it_by_itself(emma: Editor) -> None:
    assert f'hx-get="{BIN}/remarks"' in emma.see(BIN).text
    part = emma.see(f"{BIN}/remarks", **{"HX-Request": "true"})
    assert "<html" not in part.text
    assert "to look at" in plain(part)
    whole = emma.see(f"{BIN}/remarks")
    assert "<html" in whole.text
    assert f'hx-get="{BIN}/remarks"' not in emma.see(BIN).text


def test_a_search_finds_titles_hints_and_phrases(emma: Editor, workroom: Workroom) -> None:
    phrase = workroom.drafts.live_content().phrases("report_missed_bin")[0]
    for words in ("missed bin", "report_missed_bin", phrase):
        page = plain(emma.see(f"/studio/enquiries?q={words}"))
        assert "Report a missed bin" in page
        assert "Renew a library book" not in page
    assert "No enquiry has these words" in plain(emma.see("/studio/enquiries?q=xyzzy"))


def test_a_script_gets_the_rows_alone(emma: Editor) -> None:
    part = emma.see("/studio/enquiries?q=bin", **{"HX-Request": "true", "HX-Target": "rows"})
    assert "<html" not in part.text
    assert "Report a missed bin" in part.text


def test_a_page_says_what_an_enquiry_is_and_leads_to(emma: Editor) -> None:
    words = plain(emma.see(BIN))
    for fact in (
        "a missed bin collection",
        "Failure: something went wrong",
        "Missed bins",
        "A case: asks for address, bin type, collection date; promises missed bin; checked by missed bin",
        "bin not emptied",
        "Find out your bin day",
        "Not measured yet",
    ):
        assert fact in words


def test_small_talk_has_phrases_and_no_details(emma: Editor) -> None:
    words = plain(emma.see("/studio/enquiries/greet"))
    assert "Add phrases" in words
    assert "Change details" not in words
    assert emma.see("/studio/enquiries/greet/details").status_code == 404


def compared(draft: DraftView) -> Comparison:
    """Of report_missed_bin three messages in four are right, and one is taken for the bin day."""
    score = Score.of([True, True, True, True], [True, True, True, False])
    part = Part(score, {"waste": score}, {"report_missed_bin": score})
    changed = Changed(
        TYPED,
        "when is my bin coming then",
        "report_missed_bin",
        "report_missed_bin",
        "query_bin_collection_day",
        "x",
    )
    cells = (Cell("report_missed_bin", "query_bin_collection_day", 1, 0.25),)
    return Comparison(
        draft_id=draft.id,
        commit=draft.head,
        model="new",
        live_model="old",
        made_at=MONDAY,
        parts={TYPED: part},
        changed=(changed,),
        missed_danger=(),
        conversations=(),
        confusion=cells,
        services={"report_missed_bin": "waste"},
    )


def test_a_score_comes_with_what_it_is_taken_for_and_by_which_messages(
    emma: Editor, workroom: Workroom
) -> None:
    emma.does(f"{BIN}/phrases", phrases="the wagon drove by and never touched mine")
    [draft] = workroom.drafts.all()
    Comparisons(workroom.database).store(compared(draft))
    words = plain(emma.see(BIN))
    assert "3 of its 4 test messages are understood. What it is taken for" in words
    assert "Find out your bin day 1 “when is my bin coming then”" in words
    assert "75%" in plain(emma.see("/studio/enquiries"))
    later = emma.does(f"{BIN}/phrases", phrases="nobody at all came for the caddy this week")
    assert "Measured before the draft's last changes" in plain(later).replace("&#39;", "'")


def test_a_score_of_phrases_held_out_is_not_called_one_of_test_messages(
    emma: Editor, workroom: Workroom
) -> None:
    emma.does(f"{BIN}/phrases", phrases="the wagon drove by and never touched mine")
    [draft] = workroom.drafts.all()
    found = compared(draft)
    phrases = Score.of([True, False], [True, False])
    folds = Part(phrases, {"waste": phrases}, {"report_missed_bin": phrases})
    Comparisons(workroom.database).store(replace(found, parts={**found.parts, CROSS_VALIDATION: folds}))
    said = (
        "50% of its phrases are understood by a model that has not learnt them, and 3 of its 4 test messages."
    )
    assert said in plain(emma.see(BIN))


def test_what_residents_said_is_shown_masked_and_each_wording_once(emma: Editor, workroom: Workroom) -> None:
    workroom.heard("My bin was missed, ring 01632960123", "report_missed_bin")
    workroom.heard("my bin was missed, ring 01632960124", "report_missed_bin")
    workroom.heard("renew my books", "renew_library_book")
    page = plain(emma.see(BIN))
    assert page.count("bin was missed, ring [number]") == 1
    assert "0163296" not in page
    assert "renew my books" not in page


def test_an_enquiry_nobody_has_is_not_found(emma: Editor) -> None:
    for address in ("/studio/enquiries/nobody_has_this", "/studio/enquiries/..%2Fwords", f"{BIN}x/rename"):
        assert emma.see(address).status_code == 404


def test_a_file_spoilt_by_hand_leaves_every_other_enquiry_as_it_is(emma: Editor, workroom: Workroom) -> None:
    (workroom.content / "data" / "nlu" / "libraries.yml").write_text("nlu:\n- intent: [\n")
    (workroom.content / "council" / "services" / "parking.yml").write_text("service: parking\n  x: {\n")
    assert emma.see("/studio/enquiries").status_code == 200
    assert "Report a missed bin" in plain(emma.see(BIN))
    assert emma.see("/studio/enquiries/new").status_code == 200


def test_without_git_the_pages_show_what_is_live_and_say_why_nothing_can_be_saved(
    emma: Editor, workroom: Workroom
) -> None:
    (workroom.content / ".git").rename(workroom.content / ".git-away")
    page = emma.see(BIN)
    assert page.status_code == 200
    assert "is not a git checkout" in plain(page)
    answer = emma.send(f"{BIN}/phrases", phrases="the wagon never came by")
    assert answer.status_code == 409
    assert "is not a git checkout" in plain(answer)


def test_advisers_may_not_open_the_studio(workroom: Workroom) -> None:
    workroom.accounts.create("al@marlbury.example", "Al Adviser", Role.ADVISER, "waste", DEMO_PASSWORD)
    assert workroom.browser("al").get("/studio/enquiries").status_code == 403


def test_of_many_phrases_the_first_are_seen_and_the_others_folded_away_within_the_same_form(
    workroom: Workroom, emma: Editor
) -> None:
    phrases = workroom.drafts.live_content().phrases("report_missed_bin")
    page = emma.see("/studio/enquiries/report_missed_bin").text
    form = page.partition('/phrases/ticked"')[2].partition("</form>")[0]
    seen, _, folded = form.partition("<details")
    assert seen.count('name="phrase"') == UNFOLDED
    assert folded.count('name="phrase"') == len(phrases) - UNFOLDED
    assert f"The other {len(phrases) - UNFOLDED} phrases" in folded
    ticked = emma.send(
        "/studio/enquiries/report_missed_bin/phrases/ticked", phrase=phrases[-1], do="move", target=""
    )
    assert '<details class="govuk-details" open' in ticked.text.partition('/phrases/ticked"')[2]


def test_of_thousands_to_look_at_the_page_lists_the_first_and_counts_the_rest(
    emma: Editor, workroom: Workroom
) -> None:
    path = workroom.content / "data" / "nlu" / "waste.yml"
    alike = "".join(f"    - my bin number {number} was left again\n" for number in range(600))
    head = "- intent: report_missed_bin\n  examples: |\n"
    path.write_text(path.read_text().replace(head, head + alike, 1))
    page = emma.see(f"{BIN}/remarks")
    assert re.search(r"\d,\d\d\d things to look at", plain(page))
    assert re.search(r"and \d,\d\d\d more", plain(page))
    assert page.text.count("studio-findings") == 1
    assert page.text.count("Look at</strong>") + page.text.count("Mend</strong>") == 200
