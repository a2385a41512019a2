"""The sentences of sentences.yml, typed and spoken: what is named is found, and what only looks like it is not."""

from __future__ import annotations

from statistics import median

import pytest

from tests.entities.finder import answer, find, values
from tests.entities.measure import Measured, measure, sentences

LABELS = {
    "address",
    "bin_type",
    "case_reference",
    "date",
    "email",
    "house_number",
    "money",
    "person",
    "phone",
    "postcode",
    "resident_name",
    "role",
    "street",
    "team",
    "time",
    "vehicle_registration",
}
LEAST = 0.98  # precision and recall of all sentences together
LEAST_OF_A_LABEL = 0.9
MOST_MILLISECONDS = 4.0  # of CPU for half of the sentences; 0.6 on a machine that does nothing else


@pytest.fixture(scope="module")
def measured() -> Measured:
    return measure()


def test_there_are_enough_sentences_of_every_label() -> None:
    assert len(sentences()) >= 120
    named = [label for sentence in sentences() for found in sentence.get("finds", ()) for label in found]
    assert {label for label in named if named.count(label) >= 4} == LABELS
    assert len([sentence for sentence in sentences() if "finds" not in sentence]) >= 50


def test_what_is_named_is_found_and_little_else(measured: Measured) -> None:
    told = "\n".join(measured.slips)
    assert measured.all.precision >= LEAST, told
    assert measured.all.recall >= LEAST, told
    poor = {
        label
        for label, score in measured.labels.items()
        if min(score.precision, score.recall) < LEAST_OF_A_LABEL
    }
    assert poor == set(), told


def test_a_usual_sentence_is_read_in_little_time(measured: Measured) -> None:
    assert median(measured.milliseconds) < MOST_MILLISECONDS


def test_an_entity_stands_where_its_words_stand() -> None:
    for sentence in sentences():
        for entity in answer(sentence["said"])["entities"]:
            assert sentence["said"][entity["start"] : entity["end"]] == entity["text"]


def test_the_text_of_an_entity_is_what_was_said_and_its_value_what_is_meant() -> None:
    green, address, day = find("my green bin at fourteen mil lane wasn't emptied on Tuesday")
    assert (green.label, green.value, green.text) == ("bin_type", "green", "green bin")
    assert (address.label, address.value, address.text) == ("address", "14 Mill Lane", "fourteen mil lane")
    assert (day.label, day.value, day.alternative, day.text) == (
        "date",
        "2026-11-17",
        "2026-11-24",
        "Tuesday",
    )


@pytest.mark.parametrize(
    "words",
    [
        "14 days",
        "bin 2 weeks",
        "I am 84",
        "number 42 bus",
        "the number 42",
        "at 12 are you open",
        "no one at number ten downing street cares",
        "may 2 of us come",
        "it sat in the sun",
        "a week of rain",
        "one way or another",
    ],
)
def test_what_only_looks_like_a_day_a_house_or_a_code_is_left_alone(words: str) -> None:
    assert [entity for entity in find(words) if entity.label != "house_number" or "ten" not in words] == []


# Streets: an exact name before a slip of another, and no guess between two.


@pytest.mark.parametrize(
    ("words", "street"),
    [
        ("on Mill Lane", ["Mill Lane"]),
        ("on Mile Lane", ["Mile Lane"]),
        ("on mil lane", ["Mill Lane"]),  # a letter not doubled is less of a slip than another letter
        ("on mike lane", ["Mile Lane"]),
        ("on milk lane", []),  # Mill or Mile
        ("SAINT ANNES CLOSE", ["St Anne's Close"]),
        ("st. anne’s cl.", ["St Anne's Close"]),
        ("Queen’s Road", ["Queen's Road"]),
        ("queens rd", ["Queen's Road"]),
        ("haw thorn avenue", ["Hawthorn Avenue"]),
        ("fairy road", ["Ferry Road"]),  # the same by sound
        ("myall lane", ["Mill Lane"]),  # and nearer to it than to Mile Lane
        ("stashun rd", ["Station Road"]),
        ("a free road for all", []),
        ("a very good road", []),
        ("Mill Road", []),  # not a street of ours
        ("Castle Lane", []),
        ("in the green bin", []),
        ("the green wasn't emptied", []),
        ("on The Green", ["The Green"]),
        ("mi\u200bll lane", ["Mill Lane"]),
    ],
)
def test_a_street_is_known_with_a_slip_and_not_guessed_between_two(words: str, street: list[str]) -> None:
    assert values(words, "street") == street


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("14a castle street", "14A Castle Street"),
        ("14 A Castle Street", "14A Castle Street"),
        ("No, 14 Mill Lane", "14 Mill Lane"),
        ("number 14, Mill Lane", "14 Mill Lane"),
        ("14, Mill Lane, Nether Marl", "14 Mill Lane, Nether Marl"),
        ("14 mill lane in nether marl", "14 Mill Lane, Nether Marl"),
        ("one oh two high street", "102 High Street"),
        ("one twenty three high street", "123 High Street"),
        ("a hundred and four high street", "104 High Street"),
        ("flat 2 12 high street", "Flat 2, 12 High Street"),
        ("12 flat 2 high street", "Flat 2, 12 High Street"),
        ("basement flat, 20 victoria road", "Basement Flat, 20 Victoria Road"),
        ("rose cottage church lane", "Rose Cottage, Church Lane"),
        ("Rose Cottage on Church Lane", "Rose Cottage, Church Lane"),
        ("old forge, the green", "The Old Forge, The Green"),
        ("flat 3 the maltings wharf street", "Flat 3, The Maltings, Wharf Street"),
    ],
)
def test_a_home_is_written_as_in_the_gazetteer(words: str, address: str) -> None:
    assert values(words, "address") == [address]
