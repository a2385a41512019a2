"""Which loans are meant, by their titles as people say them."""

from __future__ import annotations

import pytest

from cases.library.titles import meant

LOANS = {
    "1": "Middlemarch",
    "2": "The Allotment Through the Year",
    "3": "Les Misérables",
    "4": "Birds of Town and Garden",
}


@pytest.mark.parametrize(
    ("said", "items"),
    [
        ("renew just one library book, Middlemarch", ["1"]),
        ("middle march please", ["1"]),
        ("the allotment one", ["2"]),
        ("les miserables", ["3"]),
        ("Middlemarch and the birds book", ["1", "4"]),
        ("all of them except the allotment one", ["1", "3", "4"]),
        ("everything but not Middlemarch", ["2", "3", "4"]),
        ("war and peace", []),
        ("just one book", []),
        ("", []),
    ],
)
def test_titles_are_known_as_they_are_said(said: str, items: list[str]) -> None:
    assert meant(LOANS, said) == items


def test_a_word_that_two_titles_have_tells_neither() -> None:
    assert meant({"1": "The Moonstone", "2": "The Moonstone Explained"}, "the one that is explained") == ["2"]
    assert meant({"1": "Garden Birds", "2": "Garden Trees"}, "the garden one") == []
