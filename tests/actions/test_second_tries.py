"""What does not fit the records is asked for once more, and then a person looks; so does a lost card."""

from __future__ import annotations

from typing import Any

import pytest

from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from actions.wired import Collaborators
from cases.library.client import CardNotRecognised, LibraryUnavailable, Renewal, WrongPin
from forms.state import FormState
from tests.fakes import (
    Answer,
    FakeAttempts,
    FakeCases,
    FakeLibrary,
    FakeSecrets,
    a_case,
    collaborators,
    run,
)

CARD = "21900000010017"
REFERENCE = "48219908"


def turn(
    form: FormState,
    words: str = "",
    intent: str | None = None,
    *,
    wired: Collaborators,
    value: str | None = None,
) -> tuple[Answer, FormState | None]:
    """One turn of a form; where that ends it, what its end comes to, and no form."""
    said: dict[str, Any] = {"wired": wired, "spoken": True}
    answer = run(ValidateEnquiryForm, words, intent, slots={"form": form.as_slot()}, value=value, **said)
    if answer.slots["requested_slot"]:
        return answer, FormState.from_slot(answer.slots["form"])
    return run(ActionFinishEnquiry, words, intent, slots={"form": answer.slots["form"]}, **said), None


# The library's PIN.


def renewal(asking: str = "library_pin") -> FormState:
    values = {"library_card": {"held": "held:card", "ending": "0017"}} if asking == "library_pin" else {}
    return FormState("renew_library_book", 3, values, asking=asking)


@pytest.mark.parametrize("wrong", [WrongPin(), CardNotRecognised()])
def test_a_wrong_pin_is_asked_for_once_more_and_the_card_is_not(wrong: Exception) -> None:
    attempts = FakeAttempts()
    wired = collaborators(
        loans=FakeLibrary(wrong),
        held_secrets=FakeSecrets(card=CARD, pin="1111", other="2222"),
        attempts=attempts,
    )
    answer, form = turn(renewal(), "••••", wired=wired, value="held:pin")
    assert answer.replies == ["utter_library_pin_once_more", "utter_ask_library_pin"]
    assert answer.custom("ask")["secret"]
    assert form is not None
    answer, ended = turn(form, "••••", wired=wired, value="held:other")
    assert ended is None
    assert answer.replies == ["utter_library_card_or_pin_wrong"]
    assert answer.custom("hand_off")["team"] == "libraries"
    assert attempts.wrong == [CARD, CARD]


def test_the_right_pin_renews() -> None:
    library = FakeLibrary(Renewal([], []))
    wired = collaborators(
        loans=library, held_secrets=FakeSecrets(card=CARD, pin="4826"), attempts=FakeAttempts()
    )
    answer, _ = turn(renewal(), "••••", wired=wired, value="held:pin")
    assert answer.replies == ["utter_no_loans", "utter_anything_else"]


def test_a_library_that_is_down_is_waited_for_once() -> None:
    library = FakeLibrary(LibraryUnavailable())
    wired = collaborators(
        loans=library, held_secrets=FakeSecrets(card=CARD, pin="4826"), attempts=FakeAttempts()
    )
    answer, _ = turn(renewal(), "••••", wired=wired, value="held:pin")
    assert answer.replies == ["utter_library_unavailable"]
    assert len(library.asked) == 1


@pytest.mark.parametrize(
    ("asking", "words"),
    [
        ("library_card", "I've lost my card"),
        ("library_card", "ive lost my card"),
        ("library_card", "I can't find it"),
        ("library_card", "i havent got my card with me"),
        ("library_card", "I don't have one"),
        ("library_card", "it was stolen"),
        ("library_pin", "I've forgotten it"),
        ("library_pin", "i dont know my pin"),
        ("library_pin", "can't remember"),
    ],
)
def test_who_has_no_card_or_pin_gets_the_library(asking: str, words: str) -> None:
    answer, _ = turn(renewal(asking), words, wired=collaborators())
    assert answer.replies == [f"utter_{asking}_lost"]
    assert answer.custom("hand_off")["team"] == "libraries"


# A case's reference.


def status(reference: str | None = None, **values: Any) -> FormState:
    given = {"case_reference": reference} if reference else {}
    asking = "postcode" if reference else "case_reference"
    return FormState("check_case_status", 3, {**given, **values}, asking=asking)


@pytest.mark.parametrize(
    "words",
    [
        "I've lost it",
        "I can't find my reference",
        "I don’t have the reference",
        "no reference sorry",
        "can you look it up by my name",
        "find it with my address",
    ],
)
def test_who_has_no_reference_gets_a_person_who_looks_by_address(words: str) -> None:
    answer, _ = turn(status(), words, wired=collaborators())
    assert answer.replies == ["utter_case_reference_lost"]
    assert answer.custom("hand_off")["reason"] == "Does not have the reference of their report"


def test_who_has_had_no_reply_is_asked_for_the_reference() -> None:
    answer, form = turn(status(), "I haven't had a reply", wired=collaborators())
    assert form is not None
    assert form.asking == "case_reference"
    assert "utter_case_reference_lost" not in answer.replies


def test_a_reference_that_is_not_found_is_read_in_groups_and_asked_for_once_more() -> None:
    attempts = FakeAttempts()
    wired = collaborators(cases=FakeCases(a_case()), attempts=attempts)
    form = status(REFERENCE, postcode="MB2 6NA", **{})
    form.asking = "case_reference"
    form.values.pop("case_reference")
    answer, again = turn(form, REFERENCE, wired=wired)
    assert answer.replies == ["utter_case_not_found_once", "utter_ask_case_reference"]
    assert "4 8 2 1, 9 9 0 8" in answer.words
    assert again is not None
    assert again.asking == "case_reference"
    answer, _ = turn(again, REFERENCE, wired=wired)
    assert answer.replies == ["utter_case_not_found"]
    assert answer.custom("hand_off")["reason"] == "No case has the reference and postcode they gave"
    assert attempts.wrong == [REFERENCE, REFERENCE]


@pytest.mark.parametrize(
    "words", ["it was on the website", "the website gave it to me in an email", "I reported it online"]
)
def test_words_about_the_report_do_not_leave_for_another_enquiry(words: str) -> None:
    answer, form = turn(status(), words, "report_website_problem", wired=collaborators())
    assert form is not None
    assert (form.enquiry, form.asking) == ("check_case_status", "case_reference")
    assert answer.replies == ["utter_help_case_reference", "utter_ask_case_reference"]


def test_whoever_is_not_understood_there_gets_a_person() -> None:
    wired = collaborators()
    form: FormState | None = status()
    for _ in range(3):
        assert form is not None
        answer, form = turn(form, "it was on the website", "report_website_problem", wired=wired)
    assert "utter_form_stuck" in answer.replies
    assert answer.custom("hand_off")


def test_a_plain_wish_still_leads_to_the_other_enquiry() -> None:
    _, form = turn(
        status(),
        "actually I want to report a fault on the website",
        "report_website_problem",
        wired=collaborators(),
    )
    assert form is not None
    assert form.enquiry == "report_website_problem"
