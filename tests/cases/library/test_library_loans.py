"""What a borrower hears: the demo library, over a real socket, on Monday 1 March 2027."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cases.library.client import (
    CardNotRecognised,
    LibraryLoans,
    Loan,
    RefusalReason,
    WrongPin,
    refusal_reason,
)
from cases.library.demo_server import DEMO_LOANS, DemoHandler, DemoLibrary
from cases.library.sip2 import Message
from tests.cases.library.conftest import TODAY

MARJORIE = ("21900000010017", "4826")
DESMOND = ("21900000010025", "7153")
YASMIN = ("21900000010033", "2968")
OWAIN = ("21900000010041", "9047")
IN_THREE_WEEKS = date(2027, 3, 22)


def test_a_borrower_hears_every_loan_with_its_title_and_date(loans: LibraryLoans) -> None:
    borrower = loans.loans(*MARJORIE)
    assert borrower.name == "Marjorie Quillfeather"
    assert borrower.fines_pence == 0
    assert borrower.loans == [
        Loan("31900000200011", "Middlemarch", date(2027, 3, 5)),
        Loan("31900000200029", "The Allotment Through the Year", date(2027, 3, 5)),
        Loan("31900000200037", "Les Misérables", date(2027, 3, 10)),
    ]


def test_a_card_number_may_be_typed_in_groups(loans: LibraryLoans) -> None:
    assert loans.loans(" 2190 0000 0100 17", "4826").name == "Marjorie Quillfeather"


def test_fines_on_every_loan_add_up_and_overdue_loans_are_listed_once(loans: LibraryLoans) -> None:
    borrower = loans.loans(*YASMIN)
    assert borrower.fines_pence == 850
    assert [loan.due for loan in borrower.loans] == [
        date(2027, 2, 26),
        date(2027, 2, 26),
        date(2027, 3, 7),
    ]


def test_renewing_gives_three_weeks_from_today(loans: LibraryLoans) -> None:
    renewal = loans.renew_all(*MARJORIE)
    assert [(loan.title, loan.due) for loan in renewal.renewed] == [
        ("Middlemarch", IN_THREE_WEEKS),
        ("The Allotment Through the Year", IN_THREE_WEEKS),
        ("Les Misérables", IN_THREE_WEEKS),
    ]
    assert renewal.refused == []
    assert {loan.due for loan in loans.loans(*MARJORIE).loans} == {IN_THREE_WEEKS}


def test_a_reserved_book_is_refused_and_the_others_are_renewed(loans: LibraryLoans) -> None:
    renewal = loans.renew_all(*DESMOND)
    assert [loan.title for loan in renewal.renewed] == ["The Moonstone", "Cranford"]
    assert [(loan.item_id, loan.title, loan.reason) for loan in renewal.refused] == [
        ("31900000200052", "Walks from Every Bus Stop", RefusalReason.RESERVED)
    ]


def test_fines_over_the_limit_stop_every_renewal(loans: LibraryLoans) -> None:
    renewal = loans.renew_all(*YASMIN)
    assert renewal.renewed == []
    assert [loan.reason for loan in renewal.refused] == [RefusalReason.FINES_TOO_HIGH] * 3


@pytest.mark.parametrize(("owed", "renewed"), [(799, 3), (800, 0)])
def test_eight_pounds_owed_is_where_renewing_stops(
    loans: LibraryLoans, library: DemoLibrary, owed: int, renewed: int
) -> None:
    library.borrowers[YASMIN[0]].fines_pence = owed
    assert len(loans.renew_all(*YASMIN).renewed) == renewed


def test_a_book_renewed_five_times_is_refused_and_an_overdue_one_is_renewed(loans: LibraryLoans) -> None:
    renewal = loans.renew_all(*OWAIN)
    assert [loan.title for loan in renewal.renewed] == ["Birds of Town and Garden", "Kidnapped"]
    assert [(loan.title, loan.reason) for loan in renewal.refused] == [
        ("North and South", RefusalReason.RENEWED_TOO_OFTEN)
    ]


def test_a_borrower_with_nothing_on_loan_has_nothing_renewed(
    loans: LibraryLoans, library: DemoLibrary
) -> None:
    library.borrowers[MARJORIE[0]].loans.clear()
    renewal = loans.renew_all(*MARJORIE)
    assert (renewal.renewed, renewal.refused) == ([], [])


@pytest.mark.parametrize("card", ["21900000099999", "", " | ", "4826"])
def test_a_card_the_library_does_not_know_is_said_to_be_unknown(loans: LibraryLoans, card: str) -> None:
    with pytest.raises(CardNotRecognised):
        loans.loans(card, "4826")


@pytest.mark.parametrize("pin", ["0000", "482", "", "  ", "||"])
def test_a_wrong_or_blank_pin_shows_and_renews_nothing(
    loans: LibraryLoans, library: DemoLibrary, pin: str
) -> None:
    with pytest.raises(WrongPin):
        loans.loans(MARJORIE[0], pin)
    with pytest.raises(WrongPin):
        loans.renew_all(MARJORIE[0], pin)
    assert [loan.renewals for loan in library.borrowers[MARJORIE[0]].loans.values()] == [0, 1, 2]


def test_a_card_number_cannot_carry_another_borrowers_card(loans: LibraryLoans) -> None:
    with pytest.raises(CardNotRecognised):
        loans.loans(f"{MARJORIE[0]}|AA{DESMOND[0]}|", DESMOND[1])


def test_a_library_without_renew_all_is_asked_loan_by_loan(
    behaving_as: Callable[..., LibraryLoans], library: DemoLibrary
) -> None:
    class LoanByLoan(DemoHandler):
        def answer(self, asked: Message) -> Message | None:
            assert asked.code != "65"
            answer = super().answer(asked)
            if answer and answer.code == "98":
                return Message("98", answer.fixed, (("BX", "NNNNYNYYYNYNNNYN"),), answer.sequence)
            return answer

    renewal = behaving_as(LoanByLoan).renew_all(*OWAIN)
    assert [loan.due for loan in renewal.renewed] == [IN_THREE_WEEKS] * 2
    assert [loan.reason for loan in renewal.refused] == [RefusalReason.RENEWED_TOO_OFTEN]
    assert [loan.renewals for loan in library.borrowers[OWAIN[0]].loans.values()] == [5, 5, 1]


def test_a_library_that_lists_renewals_by_title_does_not_renew_twice(
    behaving_as: Callable[..., LibraryLoans], library: DemoLibrary
) -> None:
    class ByTitle(DemoHandler):
        def answer(self, asked: Message) -> Message | None:
            answer = super().answer(asked)
            if answer and answer.code == "66":
                return Message("66", answer.fixed, (("BM", "Middlemarch"),), answer.sequence)
            return answer

    assert len(behaving_as(ByTitle).renew_all(*MARJORIE).renewed) == 3
    assert [loan.renewals for loan in library.borrowers[MARJORIE[0]].loans.values()] == [1, 2, 3]


def test_a_library_that_lists_overdue_loans_apart_has_them_all_heard(
    behaving_as: Callable[..., LibraryLoans],
) -> None:
    class OverdueApart(DemoHandler):
        def answer(self, asked: Message) -> Message | None:
            answer = super().answer(asked)
            if answer and answer.code == "64":
                kept = tuple(pair for pair in answer.fields if pair != ("AU", "31900000200110"))
                return Message("64", answer.fixed, kept, answer.sequence)
            return answer

    titles = [loan.title for loan in behaving_as(OverdueApart).loans(*OWAIN).loans]
    assert titles == ["North and South", "Kidnapped", "Birds of Town and Garden"]


@pytest.mark.parametrize(
    ("screen_message", "reason"),
    [
        ("Item unavailable due to outstanding holds", RefusalReason.RESERVED),  # Koha
        ("COPY_NEEDED_FOR_HOLD", RefusalReason.RESERVED),  # Evergreen
        ("Requested by another borrower", RefusalReason.RESERVED),
        ("Item has reached maximum renewals", RefusalReason.RENEWED_TOO_OFTEN),  # Koha
        ("MAX_RENEWALS_REACHED", RefusalReason.RENEWED_TOO_OFTEN),  # Evergreen
        ("No more renewals allowed for this item", RefusalReason.RENEWED_TOO_OFTEN),
        ("Renewal limit reached", RefusalReason.RENEWED_TOO_OFTEN),
        ("Too many renewals", RefusalReason.RENEWED_TOO_OFTEN),
        ("auto_too_much_oweing", RefusalReason.FINES_TOO_HIGH),  # Koha, and its spelling
        ("PATRON_EXCEEDS_FINES", RefusalReason.FINES_TOO_HIGH),  # Evergreen
        ("Account on hold: you owe £12.00", RefusalReason.FINES_TOO_HIGH),
        ("Cannot renew: too many items overdue", RefusalReason.OTHER),
        ("Threshold exceeded", RefusalReason.OTHER),
        ("Your card has expired", RefusalReason.OTHER),
        ("", RefusalReason.OTHER),
    ],
)
def test_why_a_library_refused_is_worked_out_from_its_own_words(
    screen_message: str, reason: RefusalReason
) -> None:
    assert refusal_reason(screen_message) is reason


def test_the_demo_loans_show_each_ending_once() -> None:
    borrowers = DemoLibrary.from_csv(DEMO_LOANS, lambda: TODAY).borrowers
    everything = [loan for borrower in borrowers.values() for loan in borrower.loans.values()]
    assert (len(borrowers), len(everything)) == (4, 12)
    assert all(len(card) == 14 and card.startswith("2190000") for card in borrowers)
    assert all(len(b.pin) == 4 and b.pin.isdigit() for b in borrowers.values())
    assert sum(loan.reserved for loan in everything) == 1
    assert sum(loan.renewals >= 5 for loan in everything) == 1
    assert sum(borrower.fines_pence >= 800 for borrower in borrowers.values()) == 1


def test_only_what_was_chosen_is_renewed_item_by_item(behaving_as: Callable[..., LibraryLoans]) -> None:
    asked: list[str] = []

    class Listening(DemoHandler):
        def answer(self, request: Message) -> Message | None:
            asked.append(request.code)
            return super().answer(request)

    loans = behaving_as(Listening)
    renewal = loans.renew_only(*MARJORIE, ["31900000200011"])
    assert [(loan.title, loan.due) for loan in renewal.renewed] == [("Middlemarch", IN_THREE_WEEKS)]
    assert (renewal.refused, asked.count("29"), asked.count("65")) == ([], 1, 0)
    assert [loan.due for loan in loans.loans(*MARJORIE).loans if loan.title != "Middlemarch"] == [
        date(2027, 3, 5),
        date(2027, 3, 10),
    ]


def test_nothing_but_ones_own_loans_is_renewed(loans: LibraryLoans) -> None:
    renewal = loans.renew_only(*MARJORIE, ["31900000200045"])  # Desmond's
    assert (renewal.renewed, renewal.refused) == ([], [])
