"""Which of the choices read out an answer means."""

from __future__ import annotations

import pytest

from council.choosing import choice_named, place_chosen, says_both, says_neither

LABELS = ("A council tax discount", "Registering a death", "Something else")


@pytest.mark.parametrize(
    "words",
    [
        "the first", "first one please", "The first one.", "yes the first", "one", "number one", "option one",
        "press one", "1", "option 1", "the former", "1st", "um, the first one please", "yeah number one",
        "i'll have the first one",
        "not the second one", "the first of those", "won", "the first one with the red door",
    ],
)  # fmt: skip
def test_the_first_of_two_is_named_in_many_ways(words: str) -> None:
    assert place_chosen(words, 2) == 0


@pytest.mark.parametrize(
    "words",
    [
        "the second one",
        "two",
        "number two",
        "number to",
        "the last one",
        "the latter",
        "second",
        "press 2",
        "too",
    ],
)
def test_so_is_the_second(words: str) -> None:
    assert place_chosen(words, 2) == 1


@pytest.mark.parametrize(
    "words",
    [
        "yes", "yes please", "three", "the third one", "one of my bins was missed", "at one", "for", "to", "both",
        "the first of november", "two bins", "one moment", "no one came", "not sure", "",
    ],
)  # fmt: skip
def test_what_names_no_place_is_left_to_others(words: str) -> None:
    assert place_chosen(words, 2) is None


def test_a_few_words_of_a_label_name_it_when_no_other_has_them() -> None:
    assert choice_named("the discount please", LABELS) == 0
    assert choice_named("council tax", LABELS) == 0
    assert choice_named("the death", LABELS) == 1
    assert choice_named("something else", LABELS) == 2
    assert choice_named("yes please", LABELS) is None
    assert choice_named("my bin was missed", LABELS) is None
    assert choice_named("bin", ("A new bin", "A missed bin")) is None


def test_both_and_neither_are_heard_when_they_are_the_whole_answer() -> None:
    assert all(map(says_both, ("both", "both please", "it's both of them", "both really", "yes both")))
    assert not says_both("both my bins were missed")
    assert all(
        map(says_neither, ("neither", "none of those", "no, neither", "none", "neither of them", "not those"))
    )
    assert not says_neither("none of my bins were collected")
