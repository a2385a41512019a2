"""Renewing one of several library books: by its title, or asked which."""

from __future__ import annotations

from datetime import date

import pytest

from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from cases.library.client import Renewal, RenewedLoan
from forms.state import FormState
from tests.fakes import Answer, FakeLibrary, FakeSecrets, collaborators, run

CARD = "21900000010017"
TITLES = ("Middlemarch", "The Allotment Through the Year", "Les Misérables")
RENEWED = Renewal([RenewedLoan("1", "Middlemarch", date(2026, 12, 9))], [])


class Borrower:
    """Says what they want, and gives card and PIN when asked."""

    def __init__(self, first: str, *titles: str, spoken: bool = False) -> None:
        self.library = FakeLibrary(RENEWED, *(titles or TITLES))
        self.spoken = spoken
        self.secrets = FakeSecrets(card=CARD, pin="4826")
        self.wired = collaborators(loans=self.library, held_secrets=self.secrets)
        self.form: dict[str, object] | None = None
        self.says(first, "renew_library_book")
        assert self.form is not None
        form = FormState.from_slot(self.form)
        assert form is not None
        form.values["library_card"] = {"held": "held:card", "ending": "0017"}
        form.asking = "library_pin"
        self.form = form.as_slot()
        self.answer = self.says("••••", value="held:pin")

    def says(self, words: str, intent: str | None = None, value: str | None = None) -> Answer:
        slots = {"form": self.form}
        self.answer = run(
            ValidateEnquiryForm, words, intent, slots=slots, value=value, wired=self.wired, spoken=self.spoken
        )
        self.form = self.answer.slots["form"]
        if self.answer.slots["requested_slot"] is None:
            slots = {"form": self.form}
            self.answer = run(ActionFinishEnquiry, slots=slots, wired=self.wired, spoken=self.spoken)
        return self.answer


@pytest.mark.parametrize(
    ("first", "items"),
    [
        ("renew just one library book, Middlemarch", ["1"]),
        ("renew Middlemarch please", ["1"]),
        ("can you extend the allotment book and les miserables", ["2", "3"]),
        ("renew all my books except Middlemarch", ["2", "3"]),
    ],
)
def test_whoever_names_a_title_has_that_one_renewed(first: str, items: list[str]) -> None:
    borrower = Borrower(first)
    assert borrower.library.renewed_only == items
    more = "utter_ask_last_loan" if len(items) > 1 else "utter_ask_other_loans"
    assert borrower.answer.replies == ["utter_loan_renewed", more]


@pytest.mark.parametrize(
    "first", ["renew my library books", "renew all my books", "can I keep them longer please"]
)
def test_whoever_names_none_has_all_of_them_renewed(first: str) -> None:
    borrower = Borrower(first)
    assert (borrower.library.renewed_only, borrower.library.asked) == ([], [(CARD, "4826")])


@pytest.mark.parametrize("spoken", [True, False])
def test_whoever_wants_one_and_does_not_say_which_is_asked(spoken: bool) -> None:
    borrower = Borrower("I want to renew one of my books", spoken=spoken)
    assert borrower.answer.replies == ["utter_ask_which_loan"]
    labels = [choice["label"] for choice in borrower.answer.custom("ask")["choices"]]
    assert labels == [*TITLES, "All of them"]
    assert borrower.library.asked == []
    assert "4826" not in str(borrower.form)
    assert borrower.says("middle march").replies == ["utter_loan_renewed", "utter_ask_other_loans"]
    assert borrower.library.renewed_only == ["1"]


def test_a_choice_is_taken_and_so_are_all_and_none() -> None:
    borrower = Borrower("renew just one book")
    borrower.says("Les Misérables", value="loan:3")
    assert borrower.library.renewed_only == ["3"]
    borrower = Borrower("renew just one book")
    borrower.says("all of them")
    assert borrower.library.renewed_only == ["1", "2", "3"]
    borrower = Borrower("renew just one book")
    assert borrower.says("none of them").replies == ["utter_nothing_renewed", "utter_anything_else"]


def test_a_title_that_is_not_on_loan_is_said_so() -> None:
    borrower = Borrower("renew just one book, War and Peace")
    assert borrower.answer.replies == ["utter_help_loan_title", "utter_ask_which_loan"]


def test_of_many_whoever_listens_says_the_title() -> None:
    borrower = Borrower("renew one of my books", *(f"Volume {number}" for number in range(8)), spoken=True)
    assert borrower.answer.replies == ["utter_ask_loan_title"]


def test_the_only_one_is_asked_about_where_another_was_named() -> None:
    borrower = Borrower("renew a book called Cranford", "Middlemarch")
    assert "You have one on loan, Middlemarch." in borrower.answer.words
    borrower.says("yes")
    assert borrower.library.renewed_only == ["1"]


# The others, while card and PIN are known.


@pytest.mark.parametrize("spoken", [True, False])
def test_another_is_renewed_without_card_and_pin_once_more(spoken: bool) -> None:
    borrower = Borrower("renew Middlemarch", spoken=spoken)
    labels = [choice["label"] for choice in borrower.answer.custom("ask")["choices"]]
    assert labels == [*TITLES[1:], "All of them", "That is all"]
    assert "4826" not in str(borrower.form)
    borrower.says("and the allotment one")
    assert borrower.library.renewed_only == ["2"]
    assert borrower.answer.replies == ["utter_loan_renewed", "utter_ask_last_loan"]
    assert borrower.says("yes please").replies == ["utter_loan_renewed", "utter_anything_else"]
    assert borrower.library.renewed_only == ["3"]


@pytest.mark.parametrize(
    "words", ["that's all thanks", "no", "no that's it", "nothing else", "just that one"]
)
def test_that_is_all_renews_no_more(words: str) -> None:
    borrower = Borrower("renew Middlemarch", spoken=True)
    assert borrower.says(words).replies == ["utter_anything_else"]
    assert borrower.library.renewed_only == ["1"]


@pytest.mark.parametrize(
    "words", ["what else have I got out", "which others are there", "what have I got left"]
)
def test_what_else_they_have_is_told(words: str) -> None:
    borrower = Borrower("renew Middlemarch", spoken=True)
    assert borrower.says(words).replies == ["utter_loans_left", "utter_ask_other_loans"]
    assert "The Allotment Through the Year, Les Misérables" in borrower.answer.words


def test_a_title_that_is_not_among_them_is_helped_with() -> None:
    borrower = Borrower("renew Middlemarch", spoken=True)
    assert borrower.says("war and peace").replies == ["utter_help_other_loans", "utter_ask_other_loans"]
