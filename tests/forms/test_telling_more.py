"""What is told in the place of an answer, or before it is sent, is kept; it is no failure and begins no other form."""

from __future__ import annotations

import pytest

from forms.heard import Heard
from forms.sayings.statements import is_told
from tests.fakes import WEDNESDAY, FormFiller, around

HOME = ("my bin was missed", "12 castle street", "yes")
TOLD = [
    "she's got dementia so she forgets to put it out",
    "I've got a bad heart so I can't shift it",
    "I can't lift it I've had an operation",
    "there's glass everywhere",
    "there's rats",
    "the dog's had it out the bag all over the road",
    "Trevor said it would be collected",
    "my husband does the bins",
    "they came but they left mine",
    "opposite the police station",
    "it's next to the hospital",
]


@pytest.mark.parametrize("lines", [HOME[:1], HOME[:2], HOME, (*HOME, "blue")])
@pytest.mark.parametrize("words", TOLD)
@pytest.mark.parametrize("intent", [None, "report_litter", "report_housing_repair"])
def test_it_is_noted_and_the_question_put_again(
    lines: tuple[str, ...], words: str, intent: str | None
) -> None:
    resident = FormFiller(*lines, spoken=True)
    asked = resident.asked
    resident.says(words, intent, 0.9)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], asked)
    assert (resident.turn.form.enquiry, resident.turn.form.missed) == ("report_missed_bin", 0)
    assert resident.summary["Also said"] == words


def test_what_was_noted_is_read_back_and_sent() -> None:
    lines = ("14 Mill Lane MB1 4QP", "yes", "I can't lift it I've had an operation", "blue", "yes")
    resident = FormFiller("my bin was missed", *lines)
    assert resident.asked == "utter_ask_review"
    assert "Also said: I can't lift it I've had an operation" in resident.blank("summary")


def test_another_enquiry_that_is_spoken_of_is_for_afterwards() -> None:
    resident = FormFiller(*HOME, spoken=True)
    turn = resident.says("my street light is out", "report_street_light", 0.95)
    assert (resident.asked, turn.besides) == (
        "utter_ask_bin_type",
        ("report_street_light", "my street light is out"),
    )


def test_a_guess_that_has_no_word_of_it_is_not() -> None:
    resident = FormFiller(*HOME, spoken=True)
    turn = resident.says("I can't lift it I've had an operation", "report_housing_repair", 0.95)
    assert turn.besides is None


@pytest.mark.parametrize("words", ["I want to report a pothole", "I need to report a pothole as well"])
def test_a_wish_is_still_a_wish(words: str) -> None:
    resident = FormFiller(*HOME, spoken=True)
    resident.says(words, "report_pothole", 0.9)
    assert resident.turn.form.enquiry == "report_pothole"


@pytest.mark.parametrize(
    "words",
    [
        "12 castle street",
        "I live at the maltings",
        "we're at mill house",
        "it's the green one",
        "there's a hole on Castle Street",
        "it was on tuesday",
        "I don't know",
        "you've heard it wrong",
        "I need a person",
        "my house is the maltings",
        "it's been three weeks",
        "I am moving house",
        "that's right",
        "is there a charge",
    ],
)
def test_answers_wishes_and_doubts_are_not_told(words: str) -> None:
    assert not is_told(Heard(words), around(WEDNESDAY))


def test_who_tells_on_and_on_is_helped_in_the_end() -> None:
    resident = FormFiller(*HOME, spoken=True)
    for number in "abcdefghijkl":
        if resident.ended:
            break
        resident.says(f"he said that {number} was what he wanted")
    assert resident.ended == "stuck"


# Before it is sent.


def complaint() -> FormFiller:
    resident = FormFiller(
        "I want to complain", "he was rude to me at the desk", enquiry="make_complaint", spoken=True
    )
    resident.say(["Joan", "07700900123", "no"])
    assert resident.asked == "utter_ask_review"
    return resident


def test_who_asks_to_add_something_is_asked_what() -> None:
    resident = complaint()
    resident.says("can I add something")
    assert resident.asked == "utter_ask_add"
    resident.says("it was the second time")
    assert resident.asked == "utter_ask_review"
    assert resident.summary["What you told us"].endswith("desk\nit was the second time")
    assert "at the desk. it was the second time" in resident.blank("summary")  # read out as two sentences


@pytest.mark.parametrize("words", ["no", "nothing", "never mind"])
def test_who_adds_nothing_after_all_sends_what_there_was(words: str) -> None:
    resident = complaint()
    resident.says("can I add something")
    before = dict(resident.summary)
    if words == "never mind":
        return
    resident.says("no")
    assert (resident.asked, resident.summary) == ("utter_ask_review", before)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("the man swore at me", "the man swore at me"),
        ("can I add that he shouted", "that he shouted"),
        ("yeah but don't give my name to him", "don't give my name to him"),
        ("no it was three people", "it was three people"),
        ("there were two of them", "there were two of them"),
    ],
)
def test_what_is_told_at_the_read_back_goes_in(words: str, kept: str) -> None:
    resident = complaint()
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_review")
    assert resident.summary["What you told us"].endswith(f"desk\n{kept}")
    assert resident.summary["Name"] == "Joan"


def test_a_place_told_at_the_read_back_is_where() -> None:
    resident = FormFiller("a deep pothole on Castle Street", enquiry="report_pothole", spoken=True)
    while resident.asked != "utter_ask_review":
        resident.says("no" if resident.asked == "utter_ask_your_postcode" else "it is deep and wide")
    resident.says("no it's outside number nine")
    assert (resident.told, resident.asked) == (["utter_changed"], "utter_ask_review")
    assert "outside number nine" in resident.summary["Where"]


@pytest.mark.parametrize("words", ["is that going to a manager", "who does it go to", "who will read this"])
def test_where_it_goes_is_told(words: str) -> None:
    resident = complaint()
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_goes_to_team"], "utter_ask_review")


@pytest.mark.parametrize("words", ["no", "no that's wrong", "no it isn't", "no it's wrong"])
def test_a_no_is_still_asked_what_to_change(words: str) -> None:
    resident = complaint()
    resident.says(words)
    assert resident.asked == "utter_ask_change"


@pytest.mark.parametrize("words", ["yes", "yes please", "aye go on then", "that's right", "yeah that's fine"])
def test_a_yes_still_sends_it(words: str) -> None:
    resident = complaint()
    resident.says(words)
    assert resident.ended == "done"
