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


@pytest.mark.parametrize(
    "words",
    [
        "yes",
        "yes please",
        "aye go on then",
        "that's right",
        "yeah that's fine",
        "you can send it",
        "no you can send it",
        "please submit that",
        "it's all good with me",
        "sounds fine",
    ],
)
def test_a_yes_still_sends_it(words: str) -> None:
    resident = complaint()
    resident.says(words)
    assert resident.ended == "done"


# What comes before anything told besides.


@pytest.mark.parametrize("lines", [HOME[:1], HOME[:2], HOME])
@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("I've got nowhere to sleep tonight", "seek_homelessness_help"),
        ("my landlord has thrown me out", "seek_homelessness_help"),
        ("I'm homeless tonight", "seek_homelessness_help"),
        ("we have got no home", "seek_homelessness_help"),
        ("my mum died last week", "register_death"),
        ("I can't pay my council tax", "query_council_tax_bill"),
        ("she needs an interpreter", "request_interpreter"),
    ],
)
def test_what_has_an_answer_of_its_own_is_answered(lines: tuple[str, ...], words: str, intent: str) -> None:
    resident = FormFiller(*lines, spoken=True)
    resident.says(words, intent, 0.92)
    assert (resident.told, resident.asked) == (["utter_aside"], "utter_offer_to_go_on")
    assert "Also said" not in resident.summary


@pytest.mark.parametrize(
    "words",
    [
        "there's a gas leak",
        "no there's a gas leak",
        "yes but there's a gas leak",
        "yes and there's a gas leak",
        "I forgot to say there's a gas leak",
    ],
)
def test_danger_at_the_last_look_comes_first(words: str) -> None:
    resident = complaint()
    resident.says(words, "report_emergency", 0.9)
    assert resident.told == ["utter_in_danger_form"]
    assert "gas" not in resident.summary["What you told us"]


def test_who_is_homeless_puts_no_complaint_right() -> None:
    resident = FormFiller(
        "I want to complain", "he was rude to me at the desk", "Joan", enquiry="make_complaint"
    )
    resident.says("he was rude to me and I'm homeless", "seek_homelessness_help", 0.9)
    assert resident.told == ["utter_aside"]
    assert resident.summary["What you told us"] == "he was rude to me at the desk"


def test_a_story_of_what_would_not_be_changed_is_no_change() -> None:
    resident = complaint()
    resident.says("I asked and they won't change the address on my bill")
    assert resident.summary["Name"] == "Joan"
    assert resident.asked == "utter_ask_review"


@pytest.mark.parametrize("lines", [HOME[:1], HOME[:2], HOME])
def test_danger_told_in_the_place_of_an_answer_is_heard(lines: tuple[str, ...]) -> None:
    resident = FormFiller(*lines, spoken=True)
    asked = resident.asked
    resident.says("someone is breaking in at the back", "report_emergency", 0.9)
    assert (resident.told, resident.asked) == (["utter_in_danger_form"], asked)
    assert resident.summary["Also said"] == "someone is breaking in at the back"


def test_danger_is_nothing_to_add() -> None:
    resident = complaint()
    resident.says("can I add something")
    resident.says("there's a gas leak", "report_emergency", 0.9)
    assert resident.told == ["utter_in_danger_form"]


def test_who_has_nowhere_to_sleep_is_helped_at_the_last_look() -> None:
    resident = complaint()
    resident.says("I've got nowhere to sleep tonight", "seek_homelessness_help", 0.9)
    assert resident.told == ["utter_aside"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("yes I forgot to mention he swore", "he swore"),
        ("yes, one more thing, he swore at me", "he swore at me"),
        ("yes and he also pushed me", "he also pushed me"),
    ],
)
def test_a_yes_with_more_is_not_sent_without_it(words: str, kept: str) -> None:
    resident = complaint()
    resident.says(words)
    assert (resident.ended, resident.asked) == (None, "utter_ask_review")
    assert resident.summary["What you told us"].endswith(kept)


def test_a_yes_that_asks_to_add_is_asked_what() -> None:
    resident = complaint()
    resident.says("yes can I add something")
    assert resident.asked == "utter_ask_add"


@pytest.mark.parametrize(
    "words",
    [
        "no you can send it",
        "no that will be all",
        "no nothing else to add",
        "no it looks good",
        "no go ahead and send",
        "no worries send it",
        "no forget the whole thing",
        "no problem at all",
        "I have nothing to add",
        "that is fine by me",
        "I am happy with that",
        "you can send that",
        "the details are right",
        "it's all good with me",
    ],
)
def test_a_closing_word_is_no_part_of_the_report(words: str) -> None:
    resident = complaint()
    before = dict(resident.summary)
    resident.says(words)
    assert resident.summary == before


@pytest.mark.parametrize(
    "words",
    [
        "yes and thank you",
        "yes and send it",
        "yes and that's all",
        "yes and we're done",
        "yes and my number is right",
    ],
)
def test_a_yes_with_thanks_is_sent(words: str) -> None:
    resident = complaint()
    resident.says(words)
    assert resident.ended == "done"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("yes except the phone number", "utter_ask_phone"),
        ("yes but the phone number has changed", "utter_ask_phone"),
        ("yes but what about the phone number", "utter_ask_phone"),
        ("the phone number has changed", "utter_ask_phone"),
        ("my phone number is different now", "utter_ask_phone"),
        ("yes but can you take my name off it", "utter_ask_name"),
        ("yes and can you take my name off it", "utter_ask_name"),
        ("yes but I want to change my name", "utter_ask_name"),
    ],
)
@pytest.mark.parametrize("intent", [None, "report_website_problem", "report_change_of_address"])
def test_an_answer_that_is_said_to_be_wrong_is_asked_for_again(
    words: str, asked: str, intent: str | None
) -> None:
    resident = complaint()
    resident.says(words, intent, 0.9)
    assert (resident.ended, resident.asked) == (None, asked)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("yes but I need to change the address", "report_change_of_address"),
        ("yes but I need to add the date", "report_change_of_address"),
        ("yes but I want to report a pothole first", "report_pothole"),
    ],
)
def test_a_yes_with_a_but_is_not_sent(words: str, intent: str) -> None:
    resident = complaint()
    resident.says(words, intent, 0.9)
    assert resident.ended is None


def test_a_story_with_a_changed_name_in_it_is_a_story() -> None:
    resident = complaint()
    resident.says("he gave me a different name when I asked him")
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_review")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (HOME[:2], "that was my old house"),
        (HOME[:2], "they've got the wrong house"),
        (HOME[:2], "it used to be"),
        (HOME, "nobody took any of them"),
        (HOME, "there was two of them"),
        (HOME, "they took the others"),
        ((*HOME, "blue"), "that was a different day"),
        ((*HOME, "blue"), "it was due then"),
    ],
)
def test_a_wordy_answer_is_not_noted(lines: tuple[str, ...], words: str) -> None:
    resident = FormFiller(*lines, spoken=True)
    resident.says(words)
    assert "utter_kept_for_later" not in resident.told
    assert "Also said" not in resident.summary


@pytest.mark.parametrize("words", ["my phone is broken", "I never had a phone"])
def test_nor_what_is_said_of_the_number(words: str) -> None:
    resident = FormFiller("I want to complain", "he was rude to me", "Joan", enquiry="make_complaint")
    assert resident.asked == "utter_ask_phone"
    resident.says(words)
    assert "Also said" not in resident.summary


@pytest.mark.parametrize("words", ["it's not mine", "I'm his carer", "I'm at work", "I'll put it out again"])
def test_what_is_added_is_no_remark(words: str) -> None:
    resident = complaint()
    resident.says("can I add something")
    resident.says(words)
    assert resident.summary["What you told us"].endswith(words)


def test_a_yes_to_what_shall_i_add_adds_no_yes() -> None:
    resident = complaint()
    resident.say(["can I add something", "yes"])
    assert resident.asked == "utter_ask_add"
    resident.says("he swore")
    assert resident.summary["What you told us"].endswith("desk\nhe swore")


@pytest.mark.parametrize(
    "words",
    [
        "I used to live at 12 Castle Street",
        "12 Castle Street is my mum's",
        "12 Castle Street that was",
        "12 castle street was my old one",
    ],
)
def test_where_somebody_used_to_live_is_not_confirmed(words: str) -> None:
    resident = FormFiller(*HOME[:2], spoken=True)
    resident.says(words)
    assert not resident.turn.form.values["address"].get("confirmed")


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("I've got nowhere to sleep tonight", "seek_homelessness_help"),
        ("my mum died last week", "register_death"),
        ("she needs an interpreter", "request_interpreter"),
    ],
)
@pytest.mark.parametrize("lines", [[], ["Joan"]])
def test_nor_is_it_taken_for_more_of_a_complaint(lines: list[str], words: str, intent: str) -> None:
    resident = FormFiller(
        "I want to complain", "he was rude to me at the desk", *lines, enquiry="make_complaint", spoken=True
    )
    resident.says(words, intent, 0.9)
    assert (resident.told, resident.asked) == (["utter_aside"], "utter_offer_to_go_on")
    assert resident.summary["What you told us"] == "he was rude to me at the desk"


@pytest.mark.parametrize("words", ["yes that's right", "no it's all fine send it", "yes"])
def test_where_nothing_is_to_be_changed_after_all_it_is_read_back_once_more(words: str) -> None:
    resident = complaint()
    resident.says("no")
    assert resident.asked == "utter_ask_change"
    resident.says(words)
    assert (resident.asked, resident.ended) == ("utter_ask_review", None)


@pytest.mark.parametrize(
    "words",
    [
        "is that right",
        "what will you send",
        "can you send it to me",
        "send nothing",
        "no it's fine just leave it",
        "please send it with no name",
        "don't send it",
        "that's fine but he swore as well",
        "that's all fine but",
    ],
)
def test_nothing_is_sent_without_a_clear_wish(words: str) -> None:
    resident = complaint()
    resident.says(words)
    assert resident.ended != "done"


@pytest.mark.parametrize(
    "words", ["no that's all fine", "that's all great thanks send it", "ok you can go ahead and send it love"]
)
def test_a_clear_wish_sends(words: str) -> None:
    resident = complaint()
    resident.says(words)
    assert resident.ended == "done"


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("yes the phone number", "utter_ask_phone"),
        ("ok change the name", "utter_ask_name"),
        ("yes number two", "utter_ask_name"),
    ],
)
def test_a_yes_with_what_is_wrong_is_no_yes_to_all(words: str, then: str) -> None:
    resident = complaint()
    resident.say(["no"])
    assert resident.asked == "utter_ask_change"
    resident.says(words)
    assert resident.asked == then


def test_a_yes_with_the_right_answer_takes_it() -> None:
    resident = complaint()
    resident.say(["no", "yes it should be 07700 900124"])
    assert (resident.asked, resident.turn.form.values["phone"]) == ("utter_ask_review", "+447700900124")
