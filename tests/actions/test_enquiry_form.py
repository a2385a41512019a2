"""The form as Rasa runs it, and each way it ends. It is Wednesday 18 November 2026, 10am."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from actions.wired import Collaborators
from cases.references import shown
from cases.store import NewCase
from forms.conversation.form_turn import Exit
from forms.state import FormState
from tests.fakes import REFERENCE, WEDNESDAY, Answer, FakeCases, a_case, collaborators, run

VALUES = {
    "address": {"postcode": "MB1 4QP", "house": "14", "uprn": 100090000003, "confirmed": True},
    "bin_type": "blue",
    "collection_date": {"date": "2026-11-17"},
}
COLLECTED = {
    "Address": "14 Mill Lane, Marlbury, MB1 4QP",
    "Bin": "blue recycling bin",
    "Missed on": "Tuesday 17 November",
}


def a_form(ended: Exit | None, enquiry: str = "report_missed_bin", **changed: Any) -> dict[str, Any]:
    return FormState(**{"enquiry": enquiry, "turn": 3, "values": VALUES, "ended": ended, **changed}).as_slot()


def finish(
    ended: Exit | None, wired: Collaborators | None = None, *, spoken: bool = False, **changed: Any
) -> Answer:
    answer = run(ActionFinishEnquiry, slots={"form": a_form(ended, **changed)}, wired=wired, spoken=spoken)
    assert {name: answer.slots[name] for name in ("form", "offer")} == {"form": None, "offer": None}
    assert "{" not in answer.words
    return answer


# Turns of the form.


def test_the_first_turn_says_what_is_begun_and_asks() -> None:
    answer = run(ValidateEnquiryForm, "my bin was missed", "report_missed_bin", turn=3)
    assert answer.replies == ["utter_begin_report_missed_bin", "utter_ask_postcode"]
    assert answer.custom("ask") == {
        "kind": "postcode",
        "choices": [],
        "secret": False,
        "private": False,
        "max_digits": None,
        "of_form": True,
    }
    assert answer.slots["form"]["turn"] == 3
    assert answer.slots["requested_slot"] == "report_missed_bin: address"


def test_the_next_turn_goes_on_where_the_last_one_stopped() -> None:
    form = FormState("report_missed_bin", 3, {"address": {"postcode": "MB1 4QP"}}, asking="address")
    answer = run(ValidateEnquiryForm, "14", None, slots={"form": form.as_slot()})
    assert answer.replies == ["utter_ask_address_right"]
    assert answer.words == "Is it 14 Mill Lane, Marlbury, MB1 4QP?"
    assert answer.custom("ask")["choices"] == [
        {"label": "Yes", "value": "yes"},
        {"label": "No", "value": "no"},
    ]


def test_when_the_form_is_over_nothing_is_requested_any_more() -> None:
    form = a_form(None, asking="review")
    answer = run(ValidateEnquiryForm, "yes", "affirm", slots={"form": form})
    assert (answer.replies, answer.slots["requested_slot"]) == ([], None)
    assert answer.slots["form"]["ended"] == "done"


def test_the_name_given_to_rasa_is_no_reply_that_rasa_would_say_as_well() -> None:
    answer = run(ValidateEnquiryForm, "my bin was missed", "report_missed_bin")
    assert not f"utter_ask_{answer.slots['requested_slot']}".isidentifier()


def test_a_form_that_was_over_is_not_taken_up_again() -> None:
    answer = run(ValidateEnquiryForm, "another one", "report_missed_bin", slots={"form": a_form(Exit.DONE)})
    assert answer.replies[0] == "utter_begin_report_missed_bin"


def test_a_pin_is_asked_for_as_a_secret() -> None:
    form = FormState("renew_library_book", 3, {"library_card": "21900000010017"}, asking="library_card")
    answer = run(ValidateEnquiryForm, "2190 0000 0100 17", None, slots={"form": form.as_slot()}, spoken=True)
    assert answer.custom("ask")["secret"] is True


def test_a_refusal_is_said_before_the_form_ends() -> None:
    form = FormState(
        "report_missed_bin",
        3,
        {**VALUES, "bin_type": "green", "collection_date": None},
        asking="collection_date",
    )
    answer = run(ValidateEnquiryForm, "yes", "affirm", slots={"form": form.as_slot()})
    assert answer.replies == ["utter_missed_bin_too_late"]
    assert "by Thursday 12 November" in answer.words
    assert "Tuesday 24 November" in answer.words


# Done: a case.


def test_a_case_is_opened_with_its_promise_and_the_resident_hears_the_reference() -> None:
    cases = FakeCases()
    answer = finish(Exit.DONE, collaborators(cases=cases))
    assert cases.opened == [
        NewCase(
            origin="7:3:report_missed_bin",
            enquiry="report_missed_bin",
            team="waste",
            title="Report a missed bin",
            due=date(2026, 11, 23),
            answers=COLLECTED,
            contact_id=7,
            uprn=100090000003,
            postcode="MB1 4QP",
            opened_at=WEDNESDAY,
            same_when=("Bin", "Missed on"),
        )
    ]
    assert answer.replies == ["utter_case_opened", "utter_anything_else"]
    assert answer.notes == {"case_opened"}
    assert (
        "We will come back for your bin within 3 working days. That is by Monday 23 November." in answer.words
    )
    assert "Your reference is 4821 9936." in answer.words


def test_on_the_phone_the_reference_is_said_digit_by_digit_twice() -> None:
    answer = finish(Exit.DONE, spoken=True)
    assert answer.words.count("4 8 2 1, 9 9 3 6") == 2


def test_the_same_form_finished_twice_is_one_try() -> None:
    cases = FakeCases()
    for _ in range(2):
        finish(Exit.DONE, collaborators(cases=cases))
    assert len({new.origin for new in cases.opened}) == 1


def test_a_number_left_with_a_complaint_is_repeated_and_one_not_given_is_not() -> None:
    values = {
        "description": "the adviser was rude",
        "name": "Sam",
        "phone": "+447700900123",
        "postcode": "SW1A 1AA",
    }
    cases = FakeCases()
    answer = finish(Exit.DONE, collaborators(cases=cases), enquiry="make_complaint", values=values)
    assert answer.replies == ["utter_case_opened", "utter_case_phone", "utter_anything_else"]
    assert "we will ring 07700 900123" in answer.words
    assert cases.opened[0].postcode == "SW1A 1AA"
    answer = finish(Exit.DONE, enquiry="make_complaint", values={**values, "phone": "not given"})
    assert answer.replies == ["utter_case_opened", "utter_anything_else"]


# The other endings.


def test_never_mind_says_that_nothing_was_sent() -> None:
    cases = FakeCases()
    answer = finish(Exit.ABANDONED, collaborators(cases=cases))
    assert answer.replies == ["utter_abandoned", "utter_anything_else"]
    assert cases.opened == []


def test_a_refusal_has_been_said_and_only_asks_what_else() -> None:
    cases = FakeCases()
    assert finish(Exit.REFUSED, collaborators(cases=cases)).replies == ["utter_anything_else"]
    assert cases.opened == []


@pytest.mark.parametrize(
    ("ended", "said", "reason"),
    [
        (Exit.HAND_OFF, [], "Asked to speak to a person"),
        (Exit.STUCK, ["utter_form_stuck"], "The assistant could not take the details"),
    ],
)
def test_a_person_gets_what_was_collected_so_far(ended: Exit, said: list[str], reason: str) -> None:
    answer = finish(ended)
    assert answer.replies == said
    assert answer.custom("hand_off") == {
        "reason": reason,
        "team": "waste",
        "priority": "normal",
        "about": "Report a missed bin",
        "collected": COLLECTED,
    }


def test_a_call_back_gets_what_was_collected_so_far() -> None:
    answer = finish(Exit.CALL_BACK)
    assert answer.custom("call_back") == {
        "reason": "Asked to be phoned",
        "team": "waste",
        "about": "Report a missed bin",
        "collected": COLLECTED,
    }


def test_without_a_form_nothing_is_said() -> None:
    assert run(ActionFinishEnquiry).messages == []


def test_on_the_phone_a_number_is_read_out_digit_by_digit() -> None:
    values = {"description": "he was rude", "name": "Sam", "phone": "+447700900123", "postcode": "MB1 4QP"}
    spoken = finish(Exit.DONE, spoken=True, enquiry="make_complaint", values=values)
    assert "we will ring 0 7 7 0 0, 9 0 0 1 2 3." in spoken.words
    written = finish(Exit.DONE, enquiry="make_complaint", values=values)
    assert "we will ring 07700 900123." in written.words


def test_the_last_look_reads_a_number_out_digit_by_digit_and_keeps_it_as_it_is_written() -> None:
    values = {"description": "he was rude", "name": "Sam", "phone": "+447700900123"}
    heard = {**values, "postcode_heard": {"postcodes": ["MB1 4QP"]}}
    form = FormState("make_complaint", 3, heard, asking="postcode").as_slot()
    answer = run(ValidateEnquiryForm, "yes", slots={"form": form}, spoken=True)
    assert "Phone: 0 7 7 0 0, 9 0 0 1 2 3." in answer.words
    cases = FakeCases()
    finish(Exit.DONE, collaborators(cases=cases), spoken=True, enquiry="make_complaint", values=values)
    assert cases.opened[0].answers["Phone"] == "07700 900123"


def test_who_leaves_a_form_for_something_else_is_answered() -> None:
    form = FormState("report_missed_bin", 3, {"instead": "I want to pay"}, ended=Exit.ABANDONED).as_slot()
    answer = run(ActionFinishEnquiry, "forget it I want to pay", "make_payment", slots={"form": form})
    assert answer.replies == ["utter_abandoned", "article", "utter_anything_else"]
    assert answer.slots["form"] is None


def test_who_leaves_a_form_for_something_unclear_is_asked_which() -> None:
    form = FormState(
        "report_missed_bin", 3, {"instead": "I want to talk about council tax"}, ended=Exit.ABANDONED
    ).as_slot()
    ranking = {"query_council_tax_bill": 0.4, "make_payment": 0.3}
    answer = run(
        ActionFinishEnquiry, "forget it ...", "nlu_fallback", slots={"form": form}, ranking=ranking, outcome="ask"
    )  # fmt: skip
    assert "utter_ask_what_about" in answer.replies
    assert answer.slots["offer"]["words"] == "I want to talk about council tax"


def test_the_second_of_two_missed_bins_is_offered_next_with_all_that_is_known() -> None:
    values = {
        "address": {"postcode": "MB1 4QP", "house": "14", "uprn": 100090000003, "confirmed": True},
        "bin_type": "blue",
        "collection_date": {"date": "2026-11-17"},
        "more_bins": ["food"],
    }
    answer = run(ActionFinishEnquiry, slots={"form": a_form(Exit.DONE, values=values)})
    assert answer.replies[-1] == "utter_also_mentioned"
    assert answer.slots["offer"] == {
        "intents": ["report_missed_bin"],
        "words": "my food caddy at 14 Mill Lane, Marlbury, MB1 4QP was missed on Tuesday 17 November",
    }


# A second report of the same thing.


def reported(**changed: Any) -> FakeCases:
    uprn = VALUES["address"]["uprn"]
    return FakeCases(a_case(enquiry="report_missed_bin", uprn=uprn, origin="another", **changed))


@pytest.mark.parametrize("spoken", [True, False])
def test_a_bin_that_is_reported_is_not_reported_again_and_its_reference_stays_private(spoken: bool) -> None:
    cases = reported(contact_id=99)
    answer = finish(Exit.DONE, collaborators(cases=cases), spoken=spoken)
    assert answer.replies == ["utter_already_reported", "utter_anything_else"]
    assert "Wednesday 18 November" in answer.words
    assert (cases.opened, "4821" in answer.words) == ([], False)


def test_whoever_reported_it_in_the_same_conversation_hears_the_reference() -> None:
    answer = finish(Exit.DONE, collaborators(cases=reported(contact_id=7)))
    assert answer.replies[0] == "utter_already_reported_here"
    assert shown(REFERENCE) in answer.words


def test_a_report_that_is_late_brings_a_person() -> None:
    yesterday = WEDNESDAY.date() - timedelta(days=1)
    answer = finish(Exit.DONE, collaborators(cases=reported(due=yesterday)))
    assert answer.replies == ["utter_already_reported_late"]
    assert answer.custom("hand_off")["team"] == "waste"


def test_the_same_turn_taken_again_finds_its_own_case() -> None:
    cases = reported()
    next(iter(cases._known.values())).origin = "7:3:report_missed_bin"
    assert finish(Exit.DONE, collaborators(cases=cases)).replies[0] == "utter_case_opened"


# Put aside, with what was told.

TOLD = "the bins are never emptied on my road and I have told you three times"
COMPLAINING = FormState("make_complaint", 1, {"description": TOLD, "name": "Jo"}, asking="phone").as_slot()
KEPT = {"intents": ["make_complaint"], "words": TOLD}


def test_a_complaint_put_aside_is_come_back_to_with_its_words() -> None:
    words = "there is a pothole in my road"
    answer = run(ValidateEnquiryForm, words, "report_pothole", slots={"form": COMPLAINING}, turn=4)
    assert answer.replies[0] == "utter_put_aside_and_kept"
    assert answer.slots["also"]["offers"] == [KEPT]


def test_an_answer_that_sounds_like_a_complaint_does_not_lose_the_one_that_is_kept() -> None:
    pothole = FormState("report_pothole", 4, {"location": "Mill Lane"}, asking="description").as_slot()
    slots = {"form": pothole, "also": {"turn": 4, "offers": [KEPT]}}
    answer = run(ValidateEnquiryForm, "it is a disgrace and very deep", "make_complaint", slots=slots, turn=5)
    assert answer.slots["also"]["offers"] == [KEPT]


def test_once_it_is_begun_again_it_is_not_offered_any_more() -> None:
    slots = {"also": {"turn": 4, "offers": [KEPT]}}
    answer = run(ValidateEnquiryForm, TOLD, "make_complaint", slots=slots, turn=9)
    assert answer.slots["also"]["offers"] == []
    assert answer.slots["form"]["values"]["description"] == TOLD


def test_a_yes_to_it_begins_with_what_was_told() -> None:
    """Pressed or said: either comes as the choice, with the words that were kept."""
    slots = {"also": {"turn": 4, "offers": [KEPT]}, "offer": KEPT}
    answer = run(ValidateEnquiryForm, TOLD, "make_complaint", slots=slots, value="yes", turn=9)
    assert answer.replies == ["utter_begin_make_complaint", "utter_ask_name"]
    assert answer.slots["form"]["values"]["description"] == TOLD


@pytest.mark.parametrize("spoken", [True, False])
def test_whoever_asks_how_a_complaint_stands_opens_no_second_one(spoken: bool) -> None:
    answer = run(ValidateEnquiryForm, "what's happening with my complaint", "make_complaint", spoken=spoken)
    assert answer.replies == ["utter_begin_check_case_status", "utter_ask_case_reference"]


def test_nor_does_whoever_is_asked_what_has_happened() -> None:
    form = FormState("make_complaint", 1, asking="description").as_slot()
    words = "what's happening with the complaint I made last month"
    answer = run(ValidateEnquiryForm, words, "make_complaint", slots={"form": form})
    assert answer.replies == ["utter_begin_check_case_status", "utter_ask_case_reference"]


def test_a_reference_that_is_lost_is_no_complaint_and_brings_a_person() -> None:
    form = FormState("make_complaint", 1, asking="description").as_slot()
    words = "I don't have the reference"
    ended = run(ValidateEnquiryForm, words, None, slots={"form": form})
    assert ended.slots["requested_slot"] is None
    answer = run(ActionFinishEnquiry, words, None, slots={"form": ended.slots["form"]})
    assert (answer.replies, answer.custom("hand_off")["team"]) == (
        ["utter_case_reference_lost"],
        "contact_centre",
    )


def test_answers_that_did_not_help_are_counted_through_all_forms_of_a_call() -> None:
    form = a_form(None, values={}, asking="address")
    answer = run(ValidateEnquiryForm, "mumble", None, slots={"form": form, "missed": 2}, spoken=True)
    assert (answer.slots["missed"], answer.slots["form"]["ended"]) == (3, None)
    answer = run(ValidateEnquiryForm, "mumble", None, slots={"form": form, "missed": 3}, spoken=True)
    assert answer.slots["form"]["ended"] == "stuck"
    answer = run(ValidateEnquiryForm, "my bin was missed", "report_missed_bin", slots={"missed": 3})
    assert answer.slots["form"]["missed"] == 3


def asks_how_it_stands(postcode: str, *known: Any) -> tuple[Answer, dict[str, Any]]:
    values = {"case_reference": REFERENCE}
    form = FormState("check_case_status", 3, values, asking="postcode").as_slot()
    wired = collaborators(cases=FakeCases(*known))
    answer = run(ValidateEnquiryForm, postcode, None, slots={"form": form}, wired=wired, spoken=True)
    return answer, answer.slots["form"]


@pytest.mark.parametrize("said", ["I didn't give one", "no", "MB1 4QP"])
def test_a_report_made_without_a_postcode_is_asked_about_by_its_reference(said: str) -> None:
    case = a_case(postcode=None)
    _, form = asks_how_it_stands(said, case)
    if not form["ended"]:  # a postcode that was heard is asked back
        form["values"] |= {"postcode": "MB1 4QP"}
        form["ended"] = Exit.DONE
    assert form["ended"] == Exit.DONE
    wired = collaborators(cases=FakeCases(case))
    told = run(ActionFinishEnquiry, slots={"form": form}, wired=wired, spoken=True)
    assert told.replies == ["utter_case_open", "utter_anything_else"]


def test_one_with_a_postcode_is_not_and_nothing_is_given_away() -> None:
    for known in ([a_case()], []):
        answer, form = asks_how_it_stands("I didn't give one", *known)
        assert answer.replies[0] == "utter_case_needs_postcode"
        assert (form["asking"], form["ended"]) == ("postcode", None)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("can I just press it in", "ask_for_human"),
        ("am I talking to a real person", "ask_for_human"),
        ("is this being recorded", "request_information"),
        ("hello? is anybody there", "ask_for_human"),
        ("I'm calling for a neighbour", "request_callback"),
    ],
)
def test_a_remark_at_a_question_is_not_taken_for_a_wish(words: str, intent: str) -> None:
    form = a_form(None, values={}, asking="address")
    answer = run(ValidateEnquiryForm, words, intent, slots={"form": form}, spoken=True)
    assert (answer.slots["form"]["ended"], answer.slots["form"]["asking"]) == (None, "address")
    assert answer.slots["form"]["missed"] == 0
    assert answer.words.count("\n") <= 1


def test_what_was_spoken_of_besides_is_offered_when_the_form_is_done() -> None:
    form = a_form(None, values={}, asking="address")
    words = "my street light is out"
    answer = run(ValidateEnquiryForm, words, "report_street_light", slots={"form": form}, spoken=True)
    assert answer.replies[0] == "utter_kept_for_later"
    assert answer.slots["also"]["offers"] == [{"intents": ["report_street_light"], "words": words}]


@pytest.mark.parametrize(
    "words", ["I'm looking for a human", "let me get a human", "wait I need to see a manager"]
)
def test_who_looks_for_a_person_gets_one(words: str) -> None:
    form = FormState("report_missed_bin", 3, {}, asking="address").as_slot()
    answer = run(ValidateEnquiryForm, words, "ask_for_human", slots={"form": form}, spoken=True)
    assert answer.slots["form"]["ended"] == "hand_off"


@pytest.mark.parametrize("words", ["I'm looking for it but I can't find it", "let me look, no I've lost it"])
def test_what_is_lost_after_all_is_lost(words: str) -> None:
    form = FormState("check_case_status", 3, {}, asking="case_reference").as_slot()
    answer = run(ValidateEnquiryForm, words, slots={"form": form}, spoken=True)
    assert answer.slots["form"]["ended"] == "hand_off"


def test_after_a_form_that_was_stuck_the_next_is_given_as_many_tries() -> None:
    stuck = a_form(Exit.STUCK)
    answer = run(ActionFinishEnquiry, slots={"form": stuck, "missed": 4}, spoken=True)
    assert answer.slots["missed"] == 0
