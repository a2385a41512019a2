"""What is finished on the spot: progress of a case, bin days, library books. It is Wednesday 18 November 2026."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from actions.wired import Collaborators
from cases.held_secrets import SecretGone
from cases.library.client import (
    CardNotRecognised,
    LibraryUnavailable,
    RefusalReason,
    RefusedLoan,
    Renewal,
    RenewedLoan,
    WrongPin,
)
from cases.models import CaseStatus
from council.council import Alert
from council.hours import LONDON
from forms.conversation.form_turn import Exit
from forms.state import FormState
from tests.fakes import (
    REFERENCE,
    WEDNESDAY,
    Answer,
    FakeAttempts,
    FakeCases,
    FakeLibrary,
    FakeSecrets,
    a_case,
    collaborators,
    run,
    the_council,
)

FRIDAY_BEFORE, MONDAY_AFTER = date(2026, 11, 13), date(2026, 11, 23)
CARD = "21900000010017"


def finish(enquiry: str, values: dict[str, Any], wired: Collaborators, *, spoken: bool = False) -> Answer:
    form = FormState(enquiry, 3, values, ended=Exit.DONE)
    answer = run(ActionFinishEnquiry, slots={"form": form.as_slot()}, wired=wired, spoken=spoken)
    assert {name: answer.slots[name] for name in ("form", "offer")} == {"form": None, "offer": None}
    assert "{" not in answer.words
    return answer


# Progress of a case.


def progress(wired: Collaborators, postcode: str = "MB1 4QP", *, spoken: bool = False) -> Answer:
    values = {"case_reference": REFERENCE, "postcode": postcode}
    return finish("check_case_status", values, wired, spoken=spoken)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (CaseStatus.OPEN, "is with the team. They have promised to deal with it by Monday 23 November."),
        (CaseStatus.IN_PROGRESS, "The team is working on your report"),
        (CaseStatus.DONE, "of Wednesday 18 November is done."),
        (CaseStatus.NOT_FOR_US, "was not one for the council, so we have closed it."),
    ],
)
def test_each_state_of_a_case_has_its_words(status: CaseStatus, said: str) -> None:
    answer = progress(collaborators(cases=FakeCases(a_case(status=status, due=MONDAY_AFTER))))
    assert answer.replies == [f"utter_case_{status}", "utter_anything_else"]
    assert answer.notes == {"answered"}
    assert said in answer.words
    assert "report a missed bin, 4821 9936" in answer.words


def test_on_the_phone_the_reference_the_caller_has_just_keyed_is_not_said_back() -> None:
    answer = progress(collaborators(cases=FakeCases(a_case(due=MONDAY_AFTER))), spoken=True)
    assert "4821" not in answer.words
    assert "4 8 2 1" not in answer.words


@pytest.mark.parametrize("status", [CaseStatus.OPEN, CaseStatus.IN_PROGRESS])
def test_a_promise_not_kept_is_admitted_and_a_person_is_found(status: CaseStatus) -> None:
    answer = progress(collaborators(cases=FakeCases(a_case(status=status, due=FRIDAY_BEFORE))))
    assert answer.replies == ["utter_case_late"]
    assert "was promised by Friday 13 November and we have not kept that" in answer.words
    assert answer.custom("hand_off")["reason"] == "Case 4821 9936 is past its promised date"
    assert answer.custom("hand_off")["team"] == "contact_centre"


@pytest.mark.parametrize("status", [CaseStatus.DONE, CaseStatus.NOT_FOR_US])
def test_a_case_that_is_closed_is_not_late(status: CaseStatus) -> None:
    answer = progress(collaborators(cases=FakeCases(a_case(status=status, due=FRIDAY_BEFORE))))
    assert answer.replies == [f"utter_case_{status}", "utter_anything_else"]
    assert answer.custom("hand_off") is None


def test_a_promise_for_today_is_not_late_yet() -> None:
    answer = progress(collaborators(cases=FakeCases(a_case(due=date(2026, 11, 18)))))
    assert answer.replies == ["utter_case_open", "utter_anything_else"]


def test_the_day_a_case_was_opened_is_the_residents_day() -> None:
    after_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # in London it is the first of July
    case = a_case(opened_at=after_midnight, due=MONDAY_AFTER)
    assert "of Wednesday 1 July" in progress(collaborators(cases=FakeCases(case))).words


def test_a_case_not_found_says_no_more_than_that_and_counts_as_a_wrong_try() -> None:
    attempts = FakeAttempts()
    answer = progress(collaborators(cases=FakeCases(a_case()), attempts=attempts), postcode="MB1 4QR")
    assert answer.replies == ["utter_case_not_found", "utter_anything_else"]
    assert attempts.wrong == [REFERENCE]
    assert "14 Mill Lane" not in answer.words


def test_after_too_many_tries_even_the_right_postcode_opens_nothing() -> None:
    attempts = FakeAttempts(barred=True)
    answer = progress(collaborators(cases=FakeCases(a_case()), attempts=attempts))
    assert answer.replies == ["utter_case_not_found", "utter_anything_else"]
    assert attempts.wrong == []


# Bin days.

MILL_LANE = {"address": {"postcode": "MB1 4QP", "uprn": 100090000003, "confirmed": True}}


def bin_days(at: datetime, *, spoken: bool = False) -> Answer:
    return finish("query_bin_collection_day", MILL_LANE, collaborators(at), spoken=spoken)


def test_the_next_collection_of_every_bin_is_told_soonest_first() -> None:
    answer = bin_days(datetime(2026, 11, 18, 10, tzinfo=LONDON))
    assert answer.replies == ["utter_bin_days", "utter_anything_else"]
    assert answer.words.splitlines()[2:6] == [
        "Food caddy: Tuesday 24 November",
        "Green rubbish bin: Tuesday 24 November",
        "Blue recycling bin: Tuesday 1 December",
        "Brown garden waste bin: Tuesday 1 December",
    ]
    assert "out by 6.30am" in answer.words
    assert answer.notes == {"answered"}


@pytest.mark.parametrize("words", ["when do you collect the bins at christmas", "bin days over xmas please"])
def test_at_christmas_the_days_then_are_told_with_the_bank_holidays_counted_in(words: str) -> None:
    at = datetime(2026, 12, 1, 10, 30, tzinfo=LONDON)
    begun = run(ValidateEnquiryForm, words, "query_bin_collection_day", wired=collaborators(at))
    asked = begun.slots["form"]["values"]["days_asked"]
    assert asked == ["2026-12-24", "2027-01-04"]
    address = {"address": {"postcode": "MB1 4QP", "uprn": 100090000003, "confirmed": True}}
    answer = finish("query_bin_collection_day", {**address, "days_asked": asked}, collaborators(at))
    assert answer.replies == ["utter_bin_days_then", "utter_anything_else"]
    assert answer.words.splitlines()[2:6] == [  # Monday 28 December is a bank holiday
        "Food caddy: Tuesday 22 December, Wednesday 30 December and Tuesday 5 January",
        "Green rubbish bin: Tuesday 22 December and Tuesday 5 January",
        "Blue recycling bin: Wednesday 30 December",
        "Brown garden waste bin: Wednesday 30 December",
    ]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("bins after christmas day", "Food caddy: Tuesday 22 December"),
        ("bin days after new year", "Green rubbish bin: Tuesday 5 January"),  # the holiday ends with its week
    ],
)
def test_of_one_holiday_its_week_is_told_and_the_next_where_it_ends_with_it(asked: str, told: str) -> None:
    at = datetime(2026, 12, 1, 10, 30, tzinfo=LONDON)
    begun = run(ValidateEnquiryForm, asked, "query_bin_collection_day", wired=collaborators(at))
    days = begun.slots["form"]["values"]["days_asked"]
    address = {"address": {"postcode": "MB1 4QP", "uprn": 100090000003, "confirmed": True}}
    assert (
        told in finish("query_bin_collection_day", {**address, "days_asked": days}, collaborators(at)).words
    )


def test_without_a_holiday_nothing_of_the_kind_is_kept() -> None:
    begun = run(ValidateEnquiryForm, "when is my bin collected", "query_bin_collection_day")
    assert "days_asked" not in begun.slots["form"]["values"]


def test_on_the_phone_they_are_sentences() -> None:
    answer = bin_days(datetime(2026, 11, 18, 10, tzinfo=LONDON), spoken=True)
    assert "Food caddy: Tuesday 24 November. Green rubbish bin: Tuesday 24 November. Blue" in answer.words


def test_a_collection_of_today_is_told_until_the_crews_are_done() -> None:
    for hour in (6, 10):
        words = bin_days(datetime(2026, 11, 17, hour, tzinfo=LONDON)).words
        assert "Being emptied today: blue recycling bin, brown garden waste bin and food caddy." in words
        assert "finish by 5pm. If yours is not emptied by then, tell me that it was missed." in words
        assert "Green rubbish bin: Tuesday 24 November" in words
        assert "Please have your bins out by 6.30am" not in words
    assert "Food caddy: Tuesday 24 November" in bin_days(datetime(2026, 11, 17, 17, tzinfo=LONDON)).words


# Library books.


def renew(
    library: FakeLibrary,
    *,
    secrets: FakeSecrets | None = None,
    attempts: FakeAttempts | None = None,
    **values: Any,
) -> Answer:
    """The PIN is given, which fills the form, and the form ends."""
    wired = collaborators(
        loans=library,
        held_secrets=secrets or FakeSecrets(card=CARD, pin="4826"),
        attempts=attempts or FakeAttempts(),
    )
    card = {"held": "held:card", "ending": "0017"}
    form = FormState("renew_library_book", 3, {"library_card": card, **values}, asking="library_pin")
    full = run(ValidateEnquiryForm, "••••", slots={"form": form.as_slot()}, value="held:pin", wired=wired)
    assert full.slots["requested_slot"] is None
    json.dumps(full.slots["form"])  # as Rasa keeps it
    assert "4826" not in str(full.slots)
    return finish("renew_library_book", full.slots["form"]["values"], wired)


def test_the_library_gets_the_pin_once_and_nobody_hears_it() -> None:
    """Each asking signs the council in, and the resident waits for it."""
    library, secrets = FakeLibrary(Renewal([], [])), FakeSecrets(card=CARD, pin="4826")
    answer = renew(library, secrets=secrets)
    assert library.asked == [(CARD, "4826")]
    for token in ("held:card", "held:pin"):
        with pytest.raises(SecretGone):
            secrets.look(token)
    assert "4826" not in answer.words


def test_every_renewed_book_is_named_with_its_new_date() -> None:
    renewed = [
        RenewedLoan("1", "Middlemarch", date(2026, 12, 9)),
        RenewedLoan("2", "The Allotment Through the Year", None),
    ]
    answer = renew(FakeLibrary(Renewal(renewed, [])))
    assert answer.words.splitlines()[:2] == [
        "Middlemarch is renewed until Wednesday 9 December.",
        "The Allotment Through the Year is renewed.",
    ]
    assert answer.replies == ["utter_loan_renewed", "utter_loan_renewed_no_date", "utter_anything_else"]
    assert answer.notes == {"answered"}


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (RefusalReason.RESERVED, "somebody else has reserved it"),
        (RefusalReason.RENEWED_TOO_OFTEN, "renewed as often as we allow"),
        (RefusalReason.FINES_TOO_HIGH, "you owe too much in fines"),
        (RefusalReason.OTHER, "The library can tell you why."),
    ],
)
def test_each_refusal_of_the_library_has_its_words(reason: RefusalReason, said: str) -> None:
    answer = renew(FakeLibrary(Renewal([], [RefusedLoan("1", "Middlemarch", reason)])))
    assert answer.words.startswith("Middlemarch could not be renewed")
    assert said in answer.words


@pytest.mark.parametrize("reason", list(RefusalReason))
def test_the_same_refusal_of_several_books_is_said_once(reason: RefusalReason) -> None:
    books = [
        RefusedLoan(str(at), title, reason) for at, title in enumerate(("Emma", "Cranford", "Kidnapped"))
    ]
    answer = renew(FakeLibrary(Renewal([], books)))
    assert len(answer.replies) == 2
    assert answer.words.startswith("Your 3 books could not be renewed")


def test_different_refusals_are_told_apart_with_their_books() -> None:
    refused = [
        RefusedLoan("1", "Emma", RefusalReason.RESERVED),
        RefusedLoan("2", "Cranford", RefusalReason.FINES_TOO_HIGH),
        RefusedLoan("3", "Kidnapped", RefusalReason.RESERVED),
    ]
    words = renew(FakeLibrary(Renewal([RenewedLoan("4", "Persuasion", None)], refused))).words.splitlines()
    assert words[0] == "Persuasion is renewed."
    assert words[1].startswith(
        "Emma and Kidnapped could not be renewed, because somebody else has reserved them"
    )
    assert words[2].startswith("Cranford could not be renewed, because you owe")


def test_every_reason_a_library_may_give_has_words() -> None:
    from actions.renewals import _REFUSED

    assert set(_REFUSED) == set(RefusalReason)


def test_what_was_renewed_is_told_before_what_was_not() -> None:
    renewal = Renewal(
        [RenewedLoan("1", "Cranford", date(2026, 12, 9))],
        [RefusedLoan("2", "Kidnapped", RefusalReason.RESERVED)],
    )
    assert renew(FakeLibrary(renewal)).replies == [
        "utter_loan_renewed",
        "utter_loan_reserved",
        "utter_anything_else",
    ]


def test_nothing_on_loan_is_said() -> None:
    assert renew(FakeLibrary(Renewal([], []))).replies == ["utter_no_loans", "utter_anything_else"]


@pytest.mark.parametrize("wrong", [CardNotRecognised(), WrongPin()])
def test_a_wrong_card_and_a_wrong_pin_sound_the_same_and_are_counted(wrong: Exception) -> None:
    attempts = FakeAttempts()
    answer = renew(FakeLibrary(wrong), attempts=attempts, tried_again=True)
    assert answer.replies == ["utter_library_card_or_pin_wrong"]
    assert answer.custom("hand_off")["team"] == "libraries"
    assert attempts.wrong == [CARD]


def test_after_too_many_wrong_tries_the_library_is_not_asked() -> None:
    library = FakeLibrary(Renewal([], []))
    answer = renew(library, attempts=FakeAttempts(barred=True))
    assert answer.replies == ["utter_library_locked", "utter_anything_else"]
    assert library.asked == []


def test_a_library_that_is_down_is_said_and_a_person_is_found() -> None:
    attempts = FakeAttempts()
    answer = renew(FakeLibrary(LibraryUnavailable()), attempts=attempts)
    assert answer.replies == ["utter_library_unavailable"]
    handed = answer.custom("hand_off")
    assert (handed["reason"], handed["team"]) == ("The library system did not answer", "libraries")
    assert handed["collected"]["Library card"] == "ending 0017"
    assert "4826" not in str(answer.messages)
    assert attempts.wrong == []


@pytest.mark.parametrize("left", [{}, {"card": CARD}, {"pin": "4826"}])
def test_a_card_or_a_pin_that_has_gone_must_be_given_again(left: dict[str, str]) -> None:
    library = FakeLibrary(Renewal([], []))
    answer = renew(library, secrets=FakeSecrets(**left))
    assert answer.replies == ["utter_library_pin_gone", "utter_anything_else"]
    assert library.asked == []


@pytest.mark.parametrize(
    ("services", "areas", "told"),
    [
        (("waste",), ("Castle",), True),
        (("waste",), (), True),
        ((), ("Castle",), True),
        (("waste",), ("Riverside",), False),
        (("libraries",), ("Castle",), False),
    ],
)
def test_news_of_bins_follows_their_days_where_it_is_theirs(
    services: tuple[str, ...], areas: tuple[str, ...], told: bool
) -> None:
    news = Alert(
        "snow", "Snow: a day late.", "A day late.", WEDNESDAY, WEDNESDAY + timedelta(hours=1), services, areas
    )
    wired = collaborators(council=replace(the_council(), alerts=(news,)))
    answer = finish("query_bin_collection_day", MILL_LANE, wired)  # in Castle ward
    assert ("Snow: a day late." in answer.words) == told
    # What is for their ward has its name, by which a contact that was told it already leaves it out.
    assert any((m.get("custom") or {}).get("alert") == "snow" for m in answer.messages) == (
        told and bool(areas)
    )
    assert answer.replies[0] == "utter_bin_days"
