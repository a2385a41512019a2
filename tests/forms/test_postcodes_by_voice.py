"""A postcode on the phone: heard, asked back by its street, keyed at last, and then a person. And names spelled out."""

from __future__ import annotations

import pytest

from tests.fakes import FormFiller

NEAR_MISS = "n b one four q p"


def bin_missed(*lines: str, spoken: bool = True) -> FormFiller:
    return FormFiller("my bin was missed", *lines, spoken=spoken)


def pothole(*lines: str, spoken: bool = True) -> FormFiller:
    told = "there is a big pothole outside 16 Mill Lane by the post box and it is getting worse"
    resident = FormFiller(told, *lines, enquiry="report_pothole", spoken=spoken)
    return resident


# Where the bin is.


@pytest.mark.parametrize("words", [NEAR_MISS, "m b one four q p"])
def test_a_postcode_heard_is_confirmed_by_its_street_and_then_the_house_is_asked(words: str) -> None:
    resident = bin_missed(words)
    assert (resident.asked, resident.blank("street")) == ("utter_ask_street_right", "Mill Lane")
    resident.says("yes")
    assert resident.asked == "utter_ask_house_number"
    resident.says("fourteen")
    assert resident.blank("address") == "14 Mill Lane, Marlbury, MB1 4QP"


def test_typed_right_it_needs_no_asking_back_and_typed_wrong_it_does() -> None:
    assert bin_missed("MB1 4QP", spoken=False).asked == "utter_ask_house_number"
    assert bin_missed("MP1 4QP", spoken=False).asked == "utter_ask_street_right"


@pytest.mark.parametrize("words", ["yes number 14", "14", "yes fourteen mill lane"])
def test_the_house_answers_as_well(words: str) -> None:
    assert bin_missed(NEAR_MISS, words).blank("address").startswith("14 Mill Lane, ")


def test_another_street_that_sounds_like_it_is_taken() -> None:
    resident = bin_missed("m b one four q p", "no, mile lane")
    assert (resident.asked, resident.blank("postcode")) == ("utter_ask_house_number", "MB1 4QB")


def test_a_no_asks_for_street_and_house_then_for_keys_and_then_brings_a_person() -> None:
    resident = bin_missed(NEAR_MISS, "no")
    assert resident.asked == "utter_ask_postcode"
    resident.say([NEAR_MISS, "no"])
    assert resident.asked == "utter_ask_postcode_by_keys"
    resident.say(["621472", "no", "no"])
    assert resident.ended is None
    resident.says("no")
    assert resident.ended == "stuck"


def test_after_two_misses_by_voice_the_postcode_is_keyed() -> None:
    resident = bin_missed("mumble", "mumble")
    assert resident.asked == "utter_ask_postcode_by_keys"
    assert resident.turn.question is not None
    assert resident.turn.question.kind == "digits"
    resident.says("621477")
    assert resident.asked == "utter_ask_which_postcode"
    resident.chooses("M B 1, 4 Q P, Mill Lane")
    assert (resident.asked, resident.blank("postcode")) == ("utter_ask_house_number", "MB1 4QP")


def test_keys_of_one_postcode_alone_are_confirmed_by_its_street() -> None:
    assert bin_missed("mumble", "mumble", "621472").blank("street") == "Mile Lane"


def test_keys_that_spell_nothing_bring_a_person() -> None:
    resident = bin_missed("mumble", "mumble")
    resident.says("999999", intent="query_contact_details", confidence=0.95)
    assert resident.ended == "stuck"


def test_street_and_house_may_still_be_said_where_keys_are_asked_for() -> None:
    assert bin_missed("mumble", "mumble", "41 mill lane").blank("address").startswith("41 Mill Lane, ")


def test_in_a_chat_nobody_is_asked_for_keys() -> None:
    assert bin_missed("mumble", "mumble", spoken=False).asked == "utter_ask_postcode"


# Their own postcode.


@pytest.mark.parametrize("words", [NEAR_MISS, "em pee one four queue pee", "and b one four cue pea"])
def test_their_own_postcode_is_matched_and_confirmed_by_its_street(words: str) -> None:
    resident = pothole(words)
    assert (resident.asked, resident.blank("street")) == ("utter_ask_street_right", "Mill Lane")
    resident.says("yes that's it")
    assert resident.asked == "utter_ask_review"
    assert resident.turn.form.values["postcode"] == "MB1 4QP"
    assert resident.summary["Your postcode"] == "M B 1, 4 Q P"


def test_one_from_elsewhere_is_read_back_first() -> None:
    resident = pothole("s w one a one a a")
    assert (resident.asked, resident.blank("postcode")) == ("utter_ask_postcode_right", "S W 1 A, 1 A A")
    resident.says("no")
    assert resident.asked == "utter_ask_your_postcode"
    resident.say(["s w one a one a b", "yes"])
    assert resident.turn.form.values["postcode"] == "SW1A 1AB"


def test_after_two_misses_their_own_is_keyed_as_well() -> None:
    resident = pothole("mb", "one", "621472")
    assert resident.blank("street") == "Mile Lane"


@pytest.mark.parametrize("words", ["i dont know it", "I can't remember", "I'd rather not say"])
def test_a_report_goes_without_a_postcode_nobody_knows(words: str) -> None:
    resident = pothole(words)
    assert resident.asked == "utter_ask_review"
    assert resident.summary["Your postcode"] == "not given"


def test_three_times_not_theirs_and_the_report_goes_without() -> None:
    resident = pothole(NEAR_MISS, "no", NEAR_MISS, "no")
    assert resident.asked == "utter_ask_postcode_by_keys"
    resident.say(["621472", "no"])
    assert resident.asked == "utter_ask_review"


def test_progress_is_not_told_without_one() -> None:
    resident = FormFiller("any news", "68962922", enquiry="check_case_status", spoken=True)
    resident.says("I don't know it")
    assert (resident.told, resident.asked) == (
        ["utter_help_your_postcode"],
        "utter_ask_your_postcode_check_case_status",
    )


# Names.


@pytest.mark.parametrize(("words", "name"), [("S M I T H", "Smith"), ("sam smith s m y t h", "sam Smyth")])
def test_a_name_may_be_spelled(words: str, name: str) -> None:
    resident = FormFiller("I want to complain", "he was rude to me", words, enquiry="make_complaint")
    assert resident.turn.form.values["name"] == name


@pytest.mark.parametrize("words", ["yes", "why", "ok", "hello"])
def test_what_is_no_name_is_not_taken_for_one(words: str) -> None:
    resident = FormFiller("I want to complain", "he was rude to me", words, enquiry="make_complaint")
    assert (resident.asked, resident.turn.form.values.get("name")) == ("utter_ask_name", None)
