"""A remark at a question is no wrong answer and no part of a report: it is answered, and the question put again."""

from __future__ import annotations

import pytest

from forms.sayings.remarks import Remark, remark_in
from tests.fakes import FormFiller
from tests.growth import stays_bearable

ANSWERED = [
    ("can you hear me", "utter_can_hear"),
    ("hello? hello?", "utter_can_hear"),
    ("are you still there love", "utter_can_hear"),
    ("did you get that", "utter_can_hear"),
    ("is this being recorded", "utter_what_is_recorded"),
    ("are you recording my call", "utter_what_is_recorded"),
    ("hang on", "utter_take_your_time"),
    ("oh hang on the kettle's boiling", "utter_take_your_time"),
    ("just a sec there's someone at the door", "utter_take_your_time"),
    ("sorry the baby's crying hang on", "utter_take_your_time"),
    ("hold on I'll just get my glasses", "utter_take_your_time"),
    ("I'm calling for a neighbour", "utter_for_somebody"),
    ("I'm ringing on behalf of my mum", "utter_for_somebody"),
    ("I don't live there", "utter_for_somebody"),
    ("can I give you my email", "utter_in_writing"),
    ("I'd rather put it in writing, where do I send it", "utter_in_writing"),
    ("are you a robot", "utter_who_it_is"),
]
ASKED_AGAIN = [
    "what was the question",
    "sorry what did you want",
    "say that again please",
    "what do you want to know",
]
BACK = ["go back", "I want to change what I said", "can I change something", "I made a mistake"]
# By the question they stand at.
FORMS = {
    "utter_ask_postcode": ("report_missed_bin", ["my bin was missed"]),
    "utter_ask_address_right": ("report_missed_bin", ["my bin was missed", "12 castle street"]),
    "utter_ask_bin_type": ("report_missed_bin", ["my bin was missed", "12 castle street", "yes"]),
    "utter_ask_location": ("report_pothole", ["pothole"]),
    "utter_ask_description": ("make_complaint", ["I want to complain"]),
    "utter_ask_name": ("make_complaint", ["I want to complain", "he was rude to me at the desk"]),
    "utter_ask_phone": ("make_complaint", ["I want to complain", "he was rude to me at the desk", "Joan"]),
}


def at(question: str) -> FormFiller:
    enquiry, (first, *lines) = FORMS[question]
    resident = FormFiller(first, *lines, enquiry=enquiry, spoken=True)
    assert resident.asked == question
    return resident


@pytest.mark.parametrize("question", FORMS)
@pytest.mark.parametrize(("words", "reply"), ANSWERED)
def test_it_is_answered_and_the_question_put_again(question: str, words: str, reply: str) -> None:
    resident = at(question)
    resident.says(words)
    assert (resident.told, resident.asked) == ([reply], question)
    assert (resident.turn.form.misses, resident.turn.form.missed) == (0, 0)
    assert "description" not in resident.turn.form.values or resident.asked in (
        "utter_ask_name",
        "utter_ask_phone",
    )


@pytest.mark.parametrize("question", FORMS)
@pytest.mark.parametrize("words", ASKED_AGAIN)
def test_the_question_is_put_again_to_who_did_not_follow_it(question: str, words: str) -> None:
    resident = at(question)
    resident.says(words)
    assert (resident.told, resident.asked, resident.turn.form.misses) == ([], question, 0)


@pytest.mark.parametrize("words", BACK)
def test_who_wants_to_change_something_is_asked_what(words: str) -> None:
    resident = at("utter_ask_name")
    resident.says(words)
    assert resident.asked == "utter_ask_change"
    resident.says("what happened")
    assert resident.asked == "utter_ask_description"


@pytest.mark.parametrize("words", BACK)
def test_where_nothing_is_told_yet_it_begins_again(words: str) -> None:
    resident = at("utter_ask_postcode")
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_start_that_again"], "utter_ask_postcode")


@pytest.mark.parametrize("words", ["can I just press it in", "can I use the keypad", "I'll key it in"])
def test_who_would_rather_press_keys_may(words: str) -> None:
    resident = at("utter_ask_postcode")
    resident.says(words)
    assert (resident.told, resident.asked) == ([], "utter_ask_postcode_by_keys")


@pytest.mark.parametrize(
    "words", ["my name? why", "why do you need my name", "why", "what do you need that for"]
)
def test_why_is_answered(words: str) -> None:
    resident = at("utter_ask_name")
    resident.says(words)
    assert resident.told in (["utter_why_of_you"], ["utter_aside"])  # the article's own reason comes first
    assert resident.asked == "utter_ask_name"


def test_that_it_is_for_somebody_goes_with_the_report() -> None:
    resident = at("utter_ask_bin_type")
    resident.say(["I'm ringing for my mum", "blue", "yes"])
    assert resident.summary["Also said"] == "I'm ringing for my mum"


def test_ive_told_you_that_is_no_name() -> None:
    resident = at("utter_ask_name")
    resident.says("I've already told you that")
    assert (resident.told, resident.asked) == (["utter_did_not_get_it"], "utter_ask_name")


def test_remarks_without_end_end_in_a_person() -> None:
    resident = at("utter_ask_postcode")
    for _ in range(12):
        if resident.ended:
            break
        resident.says("hello? hello?")
    assert resident.ended == "stuck"


# What is told stays what is told.


@pytest.mark.parametrize(
    "words",
    [
        "hang on the bin men have not been",
        "there's someone at the door shouting and swearing at me",
        "the dog's barking",
        "the dog's barking all night",
        "the phone died while I was on to your staff",
        "I've told you lot about this three times and nothing is done",
        "he was recording me with his telephone",
        "hello my name is on the letter and it is wrong",
        "they said hang on and left me waiting an hour",
        "I'm ringing about my neighbour's noise",
        "I asked are you there and they hung up",
    ],
)
def test_a_story_with_such_words_in_it_is_a_story(words: str) -> None:
    resident = at("utter_ask_description")
    resident.says(words)
    assert resident.turn.form.values["description"] == words


@pytest.mark.parametrize("words", ["it's my mum's house on castle street", "outside my neighbour's house"])
def test_a_place_that_is_somebodys_is_a_place(words: str) -> None:
    resident = at("utter_ask_location")
    resident.says(words)
    assert resident.turn.form.values["location"]


@pytest.mark.parametrize(
    "words",
    [
        "12 castle street",
        "Will Waite",
        "Hello Kitty",
        "Mark",
        "back of the church",
        "the blue one",
        "yes",
        "no",
    ],
)
def test_an_answer_is_no_remark(words: str) -> None:
    assert remark_in(words) is None


def test_no_i_dont_live_here_is_no_place() -> None:
    resident = at("utter_ask_location")
    resident.says("no I don't live here")
    assert (resident.told, resident.asked) == (["utter_for_somebody"], "utter_ask_location")


def test_danger_is_no_wait() -> None:
    for words in ("hang on my mum's collapsed", "wait the kitchen's on fire", "hold on he's not breathing"):
        assert remark_in(words) is None


def test_no_words_take_long_to_read() -> None:
    for words in ("hello " * 16, "sorry " * 15 + "x", "hang on and " * 5 + "x", "hello," * 20):
        remark_in(words)  # short enough to be read whole; it would not end
    assert stays_bearable(remark_in, "hello ", "hello,", "sorry ", "why do you need my a")


def test_a_lone_hello_asks_whether_anybody_hears() -> None:
    assert remark_in("hello") is Remark.HEAR_ME


@pytest.mark.parametrize(
    "words",
    [
        "I'm asking for a human",
        "I'm asking for a manager",
        "I'm asking for an interpreter",
        "I'm looking for a human",
        "let me get a human",
        "wait I need to see a manager",
        "I'm looking for Mark in housing",
        "I'm asking for a Polish interpreter",
    ],
)
@pytest.mark.parametrize("question", FORMS)
def test_a_wish_for_somebody_is_no_wait(question: str, words: str) -> None:
    resident = at(question)
    resident.says(words, "ask_for_human", 0.95)
    assert resident.ended == "hand_off"


@pytest.mark.parametrize(
    "words",
    [
        "I'm seeing rats",
        "I'm going to be homeless",
        "I'm finding it hard to cope",
        "I'm asking to be rehoused",
        "I'm looking for a council house",
        "I'll put it out tomorrow",
        "I'm calling about my husband who hit me again",
        "I'm ringing about a man who has a knife",
        "I'm ringing about my neighbour who is not breathing",
        "I'm ringing about my landlord who evicted me today",
        "it's not mine",
        "I'm thinking of ending my life",
        "it's my neighbour's house",
        "I'm going to kill myself",
    ],
)
def test_a_short_story_is_no_remark(words: str) -> None:
    resident = at("utter_ask_description")
    resident.says(words)
    assert resident.turn.form.values["description"] == words


@pytest.mark.parametrize("words", ["I'm seeing rats", "I'll put it out tomorrow", "it's not mine"])
def test_nor_where_a_place_is_asked_for(words: str) -> None:
    resident = at("utter_ask_location")
    resident.says(words)
    assert not set(resident.told) & {"utter_take_your_time", "utter_for_somebody"}


@pytest.mark.parametrize(
    "words",
    [
        "I'm looking for it but I can't find it",
        "let me look, no I've lost it",
        "hang on I'm looking, I can't find it",
        "I'll find it, I've not got it here",
    ],
)
def test_what_is_lost_is_not_waited_for(words: str) -> None:
    assert remark_in(words) is None


@pytest.mark.parametrize("words", ["Mo", "Tick", "Mo please"])
def test_a_name_may_be_short_for_a_moment(words: str) -> None:
    resident = at("utter_ask_name")
    resident.says(words)
    assert resident.turn.form.values["name"].startswith(words[:2])


@pytest.mark.parametrize(
    ("words", "ended"),
    [
        ("yes you've got it", "done"),
        ("yes you have my number", "done"),
        ("yes I told you", "done"),
    ],
)
def test_at_the_last_look_a_yes_is_a_yes(words: str, ended: str) -> None:
    resident = at("utter_ask_phone")
    resident.say(["07700900123", "no"])
    assert resident.asked == "utter_ask_review"
    resident.says(words)
    assert resident.ended == ended


@pytest.mark.parametrize("words", ["no it's not my address", "no it's not my bin", "it's not my number"])
def test_at_the_last_look_what_is_not_theirs_is_wrong(words: str) -> None:
    resident = at("utter_ask_phone")
    resident.say(["07700900123", "no"])
    resident.says(words)
    assert "utter_for_somebody" not in resident.told
    assert resident.ended is None


@pytest.mark.parametrize("words", ["yes hang on", "is this being recorded"])
def test_at_the_last_look_a_remark_is_one(words: str) -> None:
    resident = at("utter_ask_phone")
    resident.say(["07700900123", "no"])
    resident.says(words)
    assert resident.asked == "utter_ask_review"
    assert resident.told in (["utter_take_your_time"], ["utter_what_is_recorded"])


@pytest.mark.parametrize(
    "words",
    [
        "let me find my glasses",
        "I'm just getting the letter",
        "I'm looking for my reading glasses",
        "hang on I'll turn the telly down",
        "let me ask my husband",
        "let me see",
        "I'll just look",
        "give me two ticks",
        "one mo",
        "I'm just shutting the door",
    ],
)
def test_who_fetches_something_is_waited_for(words: str) -> None:
    assert remark_in(words) is Remark.WAIT


@pytest.mark.parametrize(
    "words",
    [
        "hang on my husband's in the bath",
        "hold on my daughter's got the letter",
        "just a minute my wife's upstairs",
    ],
)
@pytest.mark.parametrize("question", ["utter_ask_postcode", "utter_ask_address_right", "utter_ask_bin_type"])
def test_who_looks_for_somebody_to_ask_is_waited_for(question: str, words: str) -> None:
    resident = at(question)
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_take_your_time"], question)


@pytest.mark.parametrize("words", ["hang on that's not right", "hold on I want to report a pothole"])
def test_hang_on_before_a_wish_or_a_doubt_is_no_wait(words: str) -> None:
    assert remark_in(words) is None


@pytest.mark.parametrize(
    "words", ["can I add something", "there's one more thing", "can I just say something"]
)
def test_who_wants_to_add_something_too_soon_is_told_when(words: str) -> None:
    resident = at("utter_ask_bin_type")
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_add_at_the_end"], "utter_ask_bin_type")
    story = at("utter_ask_description")
    story.says(words)
    assert (story.told, story.asked) == ([], "utter_ask_description")


@pytest.mark.parametrize(
    "words",
    [
        "hang on my dad has the gun",
        "hang on my partner's got the knife",
        "my son's got the tablets",
        "hang on my partner's outside",
        "wait my husband's coming",
    ],
)
def test_danger_that_somebody_brings_is_not_waited_out(words: str) -> None:
    assert remark_in(words) is None


def test_what_is_heard_as_danger_is_no_remark_whatever_its_words() -> None:
    resident = at("utter_ask_postcode")
    resident.says("hang on my dad's got it", "report_emergency", 0.9)
    assert "utter_take_your_time" not in resident.told
