"""Every field by itself: good answers, bad answers, and what is gleaned from words that answer something else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cases.references import shown, spoken
from council.case_types import FIELDS as NAMED
from forms.fields import FIELDS
from forms.fields.base import Refused, said_no, said_yes
from forms.heard import Heard
from tests.fakes import around

HERE = around()
MILL_LANE = {"postcode": "MB1 4QP", "house": "14", "uprn": 100090000003, "confirmed": True}
BLUE_AT_MILL_LANE = {"address": MILL_LANE, "bin_type": "blue"}
# Any with a right check digit. Drawn by chance, it would give these tests other names in every run.
REFERENCE = "68962922"
HELD = "held:Zk3aB9"
# What a field needs to know before its question can be asked.
BEFORE: dict[str, dict[str, Any]] = {
    "library_loan": {"loans_known": {"1": "Middlemarch", "2": "Cranford"}},
    "collection_date": BLUE_AT_MILL_LANE,
}

UNHELPFUL = {
    "nothing": "",
    "a space": " ",
    "a full stop": ".",
    "an emoji": "🙂",
    "many emoji": "🙂" * 500,
    "one letter": "x",
    "a bracket": "(((([[[[",
    "markup": "<b>",
    "a zero width space": "\u200b",
    "another script": "привет",
    "2,000 letters": "a" * 2_000,
    "2,000 digits": "1" * 2_000,
    "2,000 words": "one " * 500,
    "1,000 dashes": "- " * 1_000,
    "1,000 brackets": "(" * 1_000,
    "a number": "12345",
    "braces": "{summary} {0} %s",
}


def read(name: str, words: str, values: dict[str, Any] | None = None, value: str | None = None) -> Any:
    given = BEFORE.get(name, {}) if values is None else values
    return FIELDS[name].read(Heard(words, value=value), dict(given), HERE)


def glean(name: str, words: str, values: dict[str, Any] | None = None) -> Any:
    return FIELDS[name].glean(Heard(words), dict(values or {}), HERE)


def refused(name: str, words: str, values: dict[str, Any] | None = None) -> str:
    answer = read(name, words, values)
    assert isinstance(answer, Refused), answer
    return answer.reply.name


# Every field.


def test_every_field_of_the_catalogue_is_here_under_its_own_name() -> None:
    assert set(FIELDS) == set(NAMED)
    assert all(field.name == name and field.title for name, field in FIELDS.items())


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("words", UNHELPFUL.values(), ids=UNHELPFUL.keys())
def test_a_strange_answer_is_refused_or_kept_whole_and_never_breaks_a_field(name: str, words: str) -> None:
    answer = read(name, words)
    gleaned = glean(name, words)
    assert answer is None or isinstance(answer, (dict, Refused))
    assert gleaned is None or isinstance(gleaned, dict)
    for kept in (answer, gleaned):
        if isinstance(kept, dict) and isinstance(kept.get(name), str):
            assert len(kept[name]) <= 1_000


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("words", ["", " ", ".", "🙂", "x", "\u200b", "(((([[[["])
def test_nothing_is_never_taken_for_an_answer(name: str, words: str) -> None:
    assert not isinstance(read(name, words), dict)
    assert glean(name, words) is None


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_asks_until_it_has_its_answer(name: str) -> None:
    assert FIELDS[name].question(dict(BEFORE.get(name, {})), HERE) is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("address", MILL_LANE),
        ("bin_type", "blue"),
        ("case_reference", REFERENCE),
        ("collection_date", {"date": "2026-11-17"}),
        ("description", "It is big"),
        ("library_card", {"held": HELD, "ending": "0017"}),
        ("library_pin", HELD),
        ("location", "Priory Road"),
        ("name", "Sam"),
        ("phone", "+447700900123"),
        ("postcode", "MB1 4QP"),
    ],
)
def test_a_field_that_has_its_answer_asks_no_more_and_can_show_it(name: str, value: Any) -> None:
    values = {**BLUE_AT_MILL_LANE, name: value}
    assert FIELDS[name].question(values, HERE) is None
    assert FIELDS[name].shown(values, HERE)


# The bin.


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("green", "green"),
        ("the green one", "green"),
        ("my rubbish bin", "green"),
        ("general waste", "green"),
        ("the black bin", "green"),
        ("BLUE!", "blue"),
        ("recycling", "blue"),
        ("the brown bin with the garden waste", "brown"),
        ("garden waste", "brown"),
        ("food caddy", "food"),
        ("it was the caddy", "food"),
        ("my green one with the food in it", "green"),  # the colour is the bin's
    ],
)
def test_a_bin_is_known_by_its_colour_and_by_what_goes_in(words: str, kind: str) -> None:
    assert read("bin_type", words)["bin_type"] == kind


@pytest.mark.parametrize(
    "words", ["green or blue", "not the green one, the blue", "purple", "the big one", "bin", "yes"]
)
def test_no_bin_or_one_of_two_is_no_answer(words: str) -> None:
    assert read("bin_type", words) is None


def test_of_several_bins_the_first_is_reported_first_and_the_others_are_kept() -> None:
    answer = read("bin_type", "green and blue")
    assert (answer["bin_type"], answer["more_bins"]) == ("green", ["blue"])
    for words in (
        "both",
        "both of them",
        "all of them",
        "all three",
        "all my bins",
        "two",
        "two of them",
        "two bins",
    ):
        assert refused("bin_type", words) == "utter_one_bin_at_a_time"


@pytest.mark.parametrize("words", ["number two", "two please", "the second one", "option two"])
def test_a_bin_is_picked_by_its_place_where_that_is_said(words: str) -> None:
    assert read("bin_type", words)["bin_type"] == list(around().council.bins.bins)[1]


def test_a_bin_that_was_fine_is_not_the_one() -> None:
    answer = read("bin_type", "blue bin, actually green was fine")
    assert (answer["bin_type"], answer["more_bins"]) == ("blue", [])


def test_a_bin_picked_from_the_list_is_taken_and_a_made_up_one_is_not() -> None:
    assert read("bin_type", "Food caddy", value="bin:food")["bin_type"] == "food"
    assert read("bin_type", "Purple", value="bin:purple") is None
    assert read("bin_type", "Yes", value="yes") is None


def test_a_garden_in_a_longer_sentence_is_where_the_bin_stands() -> None:
    assert glean("bin_type", "we always put it out by the front garden gate") is None
    assert glean("bin_type", "you did not empty my brown bin this morning") == {
        "bin_type": "brown",
        "collection_date": None,
    }


def test_another_bin_forgets_the_day_that_was_confirmed() -> None:
    values = {**BLUE_AT_MILL_LANE, "collection_date": {"date": "2026-11-17"}}
    assert read("bin_type", "food", values)["collection_date"] is None


# The day.


def test_the_last_collection_is_confirmed_by_yes() -> None:
    assert read("collection_date", "yes") == {"collection_date": {"date": "2026-11-17"}}
    assert read("collection_date", "Yes", value="yes") == {"collection_date": {"date": "2026-11-17"}}


def test_no_asks_for_another_day() -> None:
    assert read("collection_date", "no") == {"collection_date": {"other_day": True}}


def test_no_with_a_day_takes_the_day() -> None:
    assert read("collection_date", "no, the 3rd of November") == {"collection_date": {"date": "2026-11-03"}}


@pytest.mark.parametrize("words", ["Monday", "1/12/2026", "25 December"])
def test_a_day_without_a_collection_is_refused(words: str) -> None:
    assert refused("collection_date", words) == "utter_not_due_that_day"


def test_a_day_is_gleaned_and_a_day_to_come_is_not() -> None:
    assert glean("collection_date", "it was not emptied on Tuesday") == {
        "collection_date": {"said": "2026-11-17"}
    }
    assert glean("collection_date", "I need it by 1/12/2026") is None


def test_the_day_is_not_asked_before_address_and_bin_are_known() -> None:
    assert FIELDS["collection_date"].question({}, HERE) is None
    assert (
        FIELDS["collection_date"].question({"address": {"postcode": "MB1 4QP"}, "bin_type": "blue"}, HERE)
        is None
    )


# The address.


def test_a_postcode_with_its_house_is_found_at_once() -> None:
    for words in ("14 Mill Lane MB1 4QP", "MB1 4QP number 14", "14, mb14qp", "number 14, m b one four q p"):
        assert read("address", words)["address"]["uprn"] == 100090000003, words


def test_a_postcode_alone_keeps_the_house_said_before_where_there_is_one() -> None:
    before = {"address": {"postcode": "MB1 4QB", "house": "14", "uprn": 100090000024}}
    assert read("address", "no, MB1 4QP", before)["address"]["uprn"] == 100090000003


def test_a_choice_that_was_not_offered_is_not_taken() -> None:
    offered = {"address": {"postcode": "MB1 4QP", "candidates": [100090000003, 100090000276]}}
    chosen = {"postcode": "MB4 2LN", "house": "14", "uprn": 100090000276, "confirmed": True}
    assert read("address", "", offered, value="uprn:100090000276") == {"address": chosen}
    for value in ("uprn:100090000001", "uprn:", "uprn:x", "uprn:-1"):
        assert read("address", "", offered, value=value) is None


@pytest.mark.parametrize("words", ["hello", "the usual place", "12345"])
def test_words_without_postcode_or_house_name_no_address(words: str) -> None:
    assert read("address", words) is None


def test_a_house_name_is_said_back_no_longer_than_fits() -> None:
    answer = read("address", "x" * 500, {"address": {"postcode": "MB1 4QP"}})
    assert isinstance(answer, Refused)
    assert len(answer.reply.blanks["house"]) == 40


# Things made of digits.


@pytest.mark.parametrize(
    "words",
    [
        "07700 900123",
        "my number is 07700 900123",
        "+44 7700 900123",
        "oh seven seven double oh, nine double oh one two three",
    ],
)
def test_a_phone_number_is_read(words: str) -> None:
    assert read("phone", words) == {"phone": "+447700900123"}


def test_a_phone_number_too_short_is_refused_and_none_is_allowed() -> None:
    assert refused("phone", "07700 900") == "utter_phone_too_short"
    assert read("phone", "no idea") is None
    assert read("phone", "I don't have a phone") == {"phone": "not given"}
    assert FIELDS["phone"].shown({"phone": "not given"}, HERE) == "not given"


@pytest.mark.parametrize(
    "said", [REFERENCE, shown(REFERENCE), spoken(REFERENCE), f"it's {shown(REFERENCE)} I think"]
)
def test_a_reference_is_read(said: str) -> None:
    assert read("case_reference", said) == {"case_reference": REFERENCE}
    assert glean("case_reference", f"any news on {said}") == {"case_reference": REFERENCE}


def test_a_reference_in_number_words_is_read() -> None:
    words = dict(zip("0123456789", "oh one two three four five six seven eight nine".split(), strict=True))
    assert read("case_reference", " ".join(words[digit] for digit in REFERENCE)) == {
        "case_reference": REFERENCE
    }


def test_a_reference_with_a_slip_is_refused() -> None:
    slip = REFERENCE[:-1] + str((int(REFERENCE[-1]) + 1) % 10)
    assert refused("case_reference", slip) == "utter_case_reference_unknown"
    assert refused("case_reference", "1234") == "utter_case_reference_too_short"
    assert refused("case_reference", "12") == "utter_case_reference_too_short"
    assert refused("case_reference", "123456789") == "utter_case_reference_too_long"
    assert read("case_reference", "I have lost it") is None


def test_of_a_library_card_only_the_token_and_the_ending_are_known() -> None:
    card = {"library_card": {"held": HELD, "ending": "0017"}}
    assert read("library_card", "••••••••••0017", value=HELD) == card
    assert refused("library_card", "••••") == "utter_library_card_too_short"
    assert refused("library_card", "•" * 20 + "0017") == "utter_library_card_too_long"
    assert refused("library_card", "••••••••••0017") == "utter_help_library_card"  # the token has gone
    assert read("library_card", "it's at home") is None
    beside = Heard("renew my books, card ••••••••••0017", sealed=HELD)
    assert FIELDS["library_card"].glean(beside, {}, HERE) == card
    assert glean("library_card", "renew my 3 books") is None
    assert FIELDS["library_card"].shown(card, HERE) == "ending 0017"


def test_only_the_token_of_a_pin_is_taken_and_it_is_never_shown() -> None:
    assert read("library_pin", "••••", value=HELD) == {"library_pin": HELD}
    assert read("library_pin", "4826") is None
    assert read("library_pin", HELD) is None  # typed by somebody: only the channel gives tokens
    assert glean("library_pin", f"my pin is 4826 {HELD}") is None
    assert "4826" not in FIELDS["library_pin"].shown({"library_pin": HELD}, HERE)
    assert HELD not in FIELDS["library_pin"].shown({"library_pin": HELD}, HERE)


def test_the_question_for_the_pin_is_secret_the_one_for_the_card_is_private_and_no_other_is() -> None:
    asked = {name: field.question(dict(BEFORE.get(name, {})), HERE) for name, field in FIELDS.items()}
    assert [name for name, question in asked.items() if question and question.secret] == ["library_pin"]
    assert [name for name, question in asked.items() if question and question.private] == ["library_card"]


def test_a_pin_of_two_digits_is_too_short() -> None:
    assert refused("library_pin", "••") == "utter_library_pin_too_short"


# The number they ring from.

CALLING = replace(HERE, spoken=True, caller="+447700900123")


def phone(words: str, values: dict[str, Any] | None = None, value: str | None = None) -> Any:
    return FIELDS["phone"].read(Heard(words, value=value), values or {}, CALLING)


def test_a_caller_is_asked_whether_their_own_number_will_do() -> None:
    asked = FIELDS["phone"].question({}, CALLING)
    assert asked is not None
    assert (asked.reply.name, asked.reply.blanks) == ("utter_ask_caller_phone", {"ending": "1 2 3"})
    assert asked.kind == "yes_no"
    assert phone("yes it is") == {"phone": "+447700900123"}
    no = phone("no")
    another = FIELDS["phone"].question(no, CALLING)
    assert another is not None
    assert (another.reply.name, another.kind) == ("utter_ask_phone", "digits")
    assert phone("no, use 07700 900456") == {"phone": "+447700900456"}


@pytest.mark.parametrize(
    "words",
    [
        "the number im calling from",
        "the number I'm calling from",
        "the one I'm ringing you on",
        "use this number",
        "this one",
        "same number",
        "the number you can see",
        "this is the number I'm on now",
        "the phone I rang from is the same number",
    ],
)
def test_the_number_they_call_from_is_an_answer_wherever_a_phone_is_asked(words: str) -> None:
    assert phone(words) == {"phone": "+447700900123"}
    assert phone(words, {"other_phone": True}) == {"phone": "+447700900123"}
    assert refused("phone", words) == "utter_phone_not_seen"  # in a chat there is none


# Words.


@pytest.mark.parametrize(
    ("words", "location"),
    [
        ("there's a hole outside 14 Mill Lane", "outside 14 Mill Lane"),
        ("on Mile Lane by the bridge", "on Mile Lane by the bridge"),
        ("outside the school on station road", "outside the school on station road"),
        ("dumped on Mill Lane by a man in a van", "on Mill Lane"),
        ("opposite number 3 Queen's Road", "opposite number 3 Queen's Road"),
        ("rubbish on The Green", "on The Green"),
    ],
)
def test_a_street_in_the_first_words_is_where_it_is(words: str, location: str) -> None:
    assert glean("location", words) == {"location": location}


@pytest.mark.parametrize(
    "words",
    ["next to the green bin", "a hole in the road", "where Mill Lane meets Station Road", "Windmill Lane"],
)
def test_no_street_or_two_are_not_where_it_is(words: str) -> None:
    assert glean("location", words) is None


@pytest.mark.parametrize("name", ["location", "description"])
def test_told_in_their_own_words_and_cut_to_a_thousand_letters(name: str) -> None:
    assert read(name, "  By the old oak, at the bend.  ") == {name: "By the old oak, at the bend."}
    assert len(read(name, "word " * 400)[name]) == 1_000


@pytest.mark.parametrize("name", ["location", "description"])
@pytest.mark.parametrize(
    "words", ["yes", "no", "no thanks", "not sure", "I don't know", "what?", "say that again", "pardon"]
)
def test_a_bare_yes_or_a_plea_is_not_what_was_told(name: str, words: str) -> None:
    assert read(name, words) is None


def test_a_first_message_that_tells_something_is_the_description_and_a_title_is_not() -> None:
    told = "there is a big pothole outside 16 Mill Lane by the post box and it is getting worse"
    assert glean("description", told) == {"description": told}
    assert glean("description", "report a pothole") is None
    assert glean("description", told, {"description": "something before"}) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Sam Ward", "Sam Ward"),
        ("my name is Sam Ward.", "Sam Ward"),
        ("it's Siobhán O'Neill-Smith", "Siobhán O'Neill-Smith"),
        ("I'm Wei Ling", "Wei Ling"),
        ("Jo", "Jo"),
        ("Анна", "Анна"),
        ("I'd rather not say", "not given"),
        ("anonymous", "not given"),
    ],
)
def test_a_name_is_taken_as_it_is_given(words: str, name: str) -> None:
    assert read("name", words) == {"name": name}


@pytest.mark.parametrize(
    "words", ["4", "12345", "not sure", "MB1 4QP", "x", "I am only going to ring because"]
)
def test_what_cannot_be_a_name_is_asked_again(words: str) -> None:
    assert not isinstance(read("name", words), dict)


def test_a_name_is_gleaned_only_when_it_is_said_to_be_one() -> None:
    assert glean("name", "hello, my name is Sam Ward and my bin was missed") == {"name": "Sam Ward"}
    assert glean("name", "hello, Sam here") is None


def test_a_postcode_of_ours_counts_when_typed_and_one_from_elsewhere_when_confirmed() -> None:
    assert read("postcode", "m b one four q p")["postcode"] == "MB1 4QP"
    assert glean("postcode", "it's near MB1 4QP")["postcode"] == "MB1 4QP"
    assert refused("postcode", "MB1") == "utter_postcode_not_valid"
    assert read("postcode", "I have moved") is None
    elsewhere = read("postcode", "sw1a 1aa")
    assert elsewhere["postcode"] is None
    asked = FIELDS["postcode"].question(elsewhere, HERE)
    assert asked is not None
    assert (asked.reply.name, asked.reply.blanks) == ("utter_ask_postcode_right", {"postcode": "SW1A 1AA"})
    assert read("postcode", "yes", elsewhere)["postcode"] == "SW1A 1AA"


# Yes and no.


@pytest.mark.parametrize(
    "words", ["yes", "Yes.", "yeah", "yep it is", "ok", "okay then", "correct", "that's right", "sure"]
)
def test_yes(words: str) -> None:
    assert said_yes(Heard(words))
    assert not said_no(Heard(words))


@pytest.mark.parametrize(
    "words", ["no", "No!", "nope", "nah", "wrong", "that's wrong", "not that one", "incorrect"]
)
def test_no(words: str) -> None:
    assert said_no(Heard(words))
    assert not said_yes(Heard(words))


@pytest.mark.parametrize(
    "words", ["", "nothing", "yesterday", "note", "okra", "notting hill", "the right one", "14"]
)
def test_neither(words: str) -> None:
    assert not said_yes(Heard(words))
    assert not said_no(Heard(words))


def test_a_choice_is_never_read_from_its_label() -> None:
    assert not said_yes(Heard("Yes", value="uprn:1"))
    assert not said_no(Heard("No", value="bin:green"))
