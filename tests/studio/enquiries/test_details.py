"""What an enquiry says and leads to, and its replies."""

from __future__ import annotations

from typing import Any

from studio.files.content import Content
from tests.studio.workroom import Editor, Workroom, hidden, plain

TIP = "/studio/enquiries/query_recycling_centre"
BIN = "/studio/enquiries/report_missed_bin"
DETAILS: dict[str, Any] = {
    "title": "Use the tip",
    "spoken": "using the tip",
    "demand": "value",
    "article": "waste/recycling-centre",
    "hints": "the tip, the dump",
    "related": ["book_bulky_waste"],
}


def test_details_are_saved_and_hints_are_cut_at_their_commas(workroom: Workroom, emma: Editor) -> None:
    page = emma.does(
        f"{TIP}/details", **(DETAILS | {"title": "Take things to the tip", "hints": "the tip,, skip "})
    )
    assert "Take things to the tip" in plain(page)
    enquiry = workroom.draft().catalogue()["query_recycling_centre"]
    assert (enquiry.title, enquiry.hints, enquiry.related) == (
        "Take things to the tip",
        ("the tip", "skip"),
        ("book_bulky_waste",),
    )


def test_what_is_asked_for_and_offered_beside_keeps_its_order(workroom: Workroom, emma: Editor) -> None:
    before = Content(workroom.content).catalogue()["report_fly_tipping"]
    assert before.case
    orders = [list(before.case.fields), list(before.related)]
    assert orders != [sorted(order) for order in orders], "or this would show nothing"
    emma.does(
        "/studio/enquiries/report_fly_tipping/details",
        title="Rubbish left in the street",
        spoken=before.spoken,
        demand=before.demand,
        article=before.article,
        promise=before.case.promise,
        fields=sorted(before.case.fields),
        hints=", ".join(before.hints),
        related=sorted(before.related),
    )
    after = workroom.draft().catalogue()["report_fly_tipping"]
    assert after.case
    assert (after.title, [list(after.case.fields), list(after.related)]) == (
        "Rubbish left in the street",
        orders,
    )


def test_an_enquiry_comes_to_open_a_case(workroom: Workroom, emma: Editor) -> None:
    case = {
        "promise": "bin_request",
        "fields": ["description", "phone"],
        "begin": "I can ask the bins team for that.",
    }
    emma.does(f"{TIP}/details", **DETAILS, **case)
    opened = workroom.draft().catalogue()["query_recycling_centre"].case
    assert opened
    assert (opened.promise, opened.fields) == ("bin_request", ("description", "phone"))
    begin = workroom.draft().reply("utter_begin_query_recycling_centre")
    assert begin
    assert begin.text() == "I can ask the bins team for that."


def test_what_is_missing_is_said_field_by_field_and_nothing_typed_is_lost(
    workroom: Workroom, emma: Editor
) -> None:
    wrong = {
        "title": "",
        "spoken": "x" * 200,
        "demand": "?",
        "article": "waste/none",
        "promise": "missed_bin",
    }
    answer = emma.send(f"{TIP}/details", **(DETAILS | wrong))
    words = plain(answer)
    assert answer.status_code == 422
    for message in (
        "Enter a title",
        "The spoken name must be 120 characters or fewer",
        "Select what kind of demand it is",
        "Select an article from the list",
        "Select what is asked for to open a case",
    ):
        assert message in words
    assert "x" * 200 in answer.text
    assert workroom.drafts.all() == []


def test_chat_and_voice_stand_side_by_side_and_a_voice_version_is_saved(
    workroom: Workroom, emma: Editor
) -> None:
    page = emma.see(BIN)
    assert "I am sorry your bin was missed. I will take the details for the crew." in page.text
    assert "I am sorry your bin was missed. Let me take the details." in page.text
    reply = {"reply": "utter_begin_report_missed_bin", "channel": "voice", "text": "Sorry about your bin."}
    emma.does(f"{BIN}/replies", **reply, seen=hidden(page, "seen"))
    saved = workroom.draft().reply("utter_begin_report_missed_bin")
    assert saved
    assert saved.text("voice") == "Sorry about your bin."


def test_an_emptied_voice_version_is_taken_away(workroom: Workroom, emma: Editor) -> None:
    emma.does(f"{BIN}/replies", reply="utter_begin_report_missed_bin", channel="voice", text="")
    saved = workroom.draft().reply("utter_begin_report_missed_bin")
    assert saved
    assert saved.text("voice") is None


def test_a_reply_for_the_chat_is_never_emptied_and_blanks_nobody_fills_are_refused(emma: Editor) -> None:
    reply = {"reply": "utter_begin_report_missed_bin", "channel": "chat"}
    empty = emma.send(f"{BIN}/replies", **reply, text="")
    blank = emma.send(f"{BIN}/replies", **reply, text="Hello {stranger}")
    assert (empty.status_code, blank.status_code) == (422, 422)
    assert "Enter what is said" in plain(empty)
    assert "stranger" in plain(blank)
    assert "Hello {stranger}" in blank.text


def test_a_reply_of_another_enquiry_is_not_changed_here(emma: Editor) -> None:
    reply = {"reply": "utter_begin_request_bin_service", "channel": "chat", "text": "Hello"}
    assert emma.send(f"{BIN}/replies", **reply).status_code == 404


def test_a_reply_that_cannot_be_said_aloud_asks_for_a_voice_version(emma: Editor) -> None:
    reply = {"reply": "utter_begin_report_missed_bin", "text": ""}
    emma.does(f"{BIN}/replies", **reply, channel="voice")
    chat = reply | {"channel": "chat", "text": "See www.marlbury.example for £30."}
    page = emma.does(f"{BIN}/replies", **chat)
    assert "cannot be said aloud: write how the phone says it" in plain(page)


def test_of_two_editors_who_change_one_reply_the_second_sees_both_versions_and_chooses(
    workroom: Workroom, emma: Editor, ed: Editor
) -> None:
    emma.does(f"{BIN}/phrases", phrases="the wagon drove by and never touched mine")
    workroom.share("ed")
    seen = hidden(ed.see(BIN), "seen")
    reply = {"reply": "utter_begin_report_missed_bin", "channel": "voice"}
    emma.does(f"{BIN}/replies", **reply, text="The words of Emma.", seen=seen)
    choice = ed.send(f"{BIN}/replies", **reply, text="The words of Ed.", seen=seen)
    words = plain(choice)
    assert choice.status_code == 409
    assert "Emma Whitlock changed this after you opened the page" in words
    assert "The words of Emma." in words
    assert "The words of Ed." in words
    assert "text:" not in words.partition("How it stands now")[2], "as it reads, not as the file has it"
    saved = workroom.draft().reply("utter_begin_report_missed_bin")
    assert saved
    assert saved.text("voice") == "The words of Emma."
    ed.does(f"{BIN}/replies", **reply, text="The words of Ed.", seen=seen, choice="mine")
    saved = workroom.draft().reply("utter_begin_report_missed_bin")
    assert saved
    assert saved.text("voice") == "The words of Ed."
