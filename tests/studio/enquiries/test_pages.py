"""The list and the page of an enquiry: what is there, how well it does, what residents said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from staff.accounts import DEMO_PASSWORD
from staff.models import Role
from studio.enquiries.scores import Confused, Score
from tests.studio.workroom import Editor, Workroom, plain

BIN = "/studio/enquiries/report_missed_bin"


class TwoScores:
    def of(self, draft_id: int | None, commit: str) -> Mapping[str, Score]:
        confused = Confused("when is my bin coming then", "query_bin_collection_day")
        return {"report_missed_bin": Score(0.875, (confused,))}


def test_the_list_has_every_intent_under_its_service(emma: Editor, workroom: Workroom) -> None:
    words = plain(emma.see("/studio/enquiries"))
    content = workroom.drafts.live_content()
    missed = len(content.phrases("report_missed_bin"))
    assert "Bins and recycling" in words
    assert f"Report a missed bin {missed} not measured counting" in words
    assert "Small talk" in words
    assert f"{len(content.intents())} enquiries" in words


def test_warnings_are_counted_when_they_are_asked_for(emma: Editor, workroom: Workroom) -> None:
    day = workroom.drafts.live_content().phrases("query_bin_collection_day")[0]
    data = workroom.content / "data" / "nlu" / "waste.yml"
    data.write_text(data.read_text().replace("  examples: |\n", f"  examples: |\n    - {day}\n", 1))
    words = plain(emma.see("/studio/enquiries?count=yes"))
    assert "counting" not in words
    missed = len(workroom.drafts.live_content().phrases("report_missed_bin"))
    assert f"Report a missed bin {missed} not measured 0" not in words
    assert "counting" not in plain(emma.see("/studio/enquiries")), "they are remembered"


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


def test_a_score_comes_with_what_it_is_taken_for_and_by_which_phrases(content: Path, tmp_path: Path) -> None:
    workroom = Workroom(content, tmp_path, TwoScores())
    emma = workroom.editor()
    words = plain(emma.see(BIN))
    assert "88% of its phrases are understood" in words
    assert "Find out your bin day 1 “when is my bin coming then”" in words
    assert "88%" in plain(emma.see("/studio/enquiries"))
    workroom.database.close()


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
