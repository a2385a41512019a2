"""Taking a number so that a person rings: misheard, corrected, dropped, the caller's own, and when it will be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contacts.acts import AskKind
from contacts.models import Channel, Status
from tests.contacts.parts import (
    CHRISTMAS_EVE_EVENING,
    FRIDAY_EVENING,
    MOBILE,
    TUESDAY,
    TUESDAY_JUST_BEFORE_CLOSING,
    TUESDAY_NIGHT,
    Centre,
    Resident,
)

OFFER = "Shall I ask someone to phone you?"
WHICH_NUMBER = "What number should we ring?"
IS_IT_RIGHT = "Is 07700 900123 right?"
WHOSE_NAME = "What name should we ask for?"
HELP_WITH_NAME = "So that we ask for the right person. What is your name? You can say, no name."
DROPPED = "OK, I have not arranged a call. Is there anything else I can help you with?"


def out_of_hours(centre: Centre, *lines: str) -> Resident:
    """At night, with a call on offer."""
    centre.clock.time = TUESDAY_NIGHT
    return centre.resident("a person please", *lines)


def caller(centre: Centre, number: str | None = MOBILE) -> Resident:
    return centre.resident("ring me", channel=Channel.PHONE, caller=number)


def booked(centre: Centre) -> list[tuple[str, str | None]]:
    return [(row.number, row.name) for row in centre.call_backs()]


# From beginning to end


def test_a_call_is_offered_taken_and_booked(centre_on_each: Centre):
    resident = out_of_hours(centre_on_each)
    assert resident.heard.endswith(OFFER)
    assert resident.asked.kind is AskKind.YES_NO
    assert resident.says("yes please") == WHICH_NUMBER
    assert resident.asked.kind is AskKind.DIGITS
    assert resident.says("it's 07700 900123") == IS_IT_RIGHT
    assert resident.says("that's right") == WHOSE_NAME
    assert resident.asked.kind is AskKind.NAME
    heard = resident.says("My name is Sam Ward.")
    assert "ins and recycling team will ring 07700 900123 tomorrow before 5.15pm." in heard
    assert heard.endswith("Would the morning or the afternoon suit you better?")
    assert booked(centre_on_each) == [(MOBILE, "Sam Ward")]
    assert resident.says("no that's fine") == "Is there anything else I can help you with?"
    assert resident.contact.taking is None
    assert resident.says("my bin was missed").startswith("Leave it out")  # back with the assistant


def test_by_choices_it_is_the_same(centre: Centre):
    resident = out_of_hours(centre)
    assert resident.chooses("yes") == WHICH_NUMBER
    resident.says("07700 900123")
    assert resident.chooses("yes") == WHOSE_NAME


def test_who_asks_to_be_rung_is_not_asked_whether(centre: Centre):
    assert centre.resident("please ring me").heard == WHICH_NUMBER


def test_a_number_given_with_the_yes_is_not_asked_for(centre: Centre):
    assert out_of_hours(centre, "yes, on 07700 900123").heard == IS_IT_RIGHT


def test_it_needs_no_assistant(centre: Centre):
    resident = centre.resident("ring me")
    centre.assistant.down = True
    for words in ("07700 900123", "yes", "Sam"):
        resident.says(words)
    assert booked(centre) == [(MOBILE, "Sam")]


# The number


@pytest.mark.parametrize("no", ["no", "No, that's wrong", "nope", "wrong", "2"])
def test_a_number_misheard_is_asked_for_again(centre: Centre, no: str):
    resident = centre.resident("ring me", "07700 900124")
    assert resident.says(no) == WHICH_NUMBER
    assert resident.says("07700 900123") == IS_IT_RIGHT
    for words in ("yes", "Sam"):
        resident.says(words)
    assert booked(centre) == [(MOBILE, "Sam")]


@pytest.mark.parametrize("step", [("07700 900124",), ("07700 900124", "yes")])
def test_a_number_is_corrected_in_one_go(centre: Centre, step: tuple[str, ...]):
    resident = centre.resident("ring me", *step)
    assert resident.says("no, it's 07700 900123") == IS_IT_RIGHT
    for words in ("yes", "Sam"):
        resident.says(words)
    assert booked(centre) == [(MOBILE, "Sam")]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("01632 960902", "+441632960902"),
        ("+44 (0)1632 960902", "+441632960902"),
        ("0 7 7 0 0 9 0 0 1 2 3", MOBILE),
        ("07700900123#", MOBILE),
        ("+33 1 99 00 12 34", "+33199001234"),
    ],
)
def test_numbers_are_read_however_they_are_written(centre: Centre, said: str, number: str):
    centre.resident("ring me", said, "yes", "Sam")
    assert booked(centre) == [(number, "Sam")]


@pytest.mark.parametrize("said", ["960902", "I don't know", "07700 9001"])
def test_what_is_no_number_gets_help_three_times_and_then_another_way(centre: Centre, said: str):
    resident = centre.resident("ring me")
    for _ in range(2):
        assert resident.says(said) == "I need a UK phone number, such as 07700 900123."
    assert resident.says(said) == (
        "I am sorry, I could not take the number. You can ring us on 01632 960001. "
        "Is there anything else I can help you with?"
    )
    assert resident.contact.taking is None
    assert resident.says("my bin was missed").startswith("Leave it out")


def test_an_answer_that_is_neither_yes_nor_no_repeats_the_question(centre: Centre):
    resident = out_of_hours(centre)
    assert resident.says("I mumble") == OFFER
    resident.says("07700 900123")
    assert resident.says("I mumble") == IS_IT_RIGHT


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("now would be good", OFFER),  # not a no
        ("nobody told me", OFFER),
        ("yesterday I rang twice", OFFER),  # not a yes
        ("no", DROPPED),
        ("no, don't bother", DROPPED),
        ("yes", WHICH_NUMBER),
        ("OK then", WHICH_NUMBER),
        ("1", WHICH_NUMBER),
    ],
)
def test_yes_and_no_are_whole_words(centre: Centre, said: str, heard: str):
    assert out_of_hours(centre).says(said).endswith(heard)


# Never mind


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (("ring me",), "never mind"),
        (("ring me",), "cancel"),
        (("ring me", "07700 900123"), "forget it"),
        (("ring me", "07700 900123"), "cancel that"),
        (("ring me", "07700 900123", "yes"), "oh leave it"),
        (("ring me", "07700 900123", "yes"), "cancel"),
        (("ring me", "07700 900123", "yes"), "don't bother"),
    ],
)
def test_never_mind_drops_it_at_every_step(centre: Centre, step: tuple[str, ...], words: str):
    resident = centre.resident(*step)
    assert resident.says(words) == DROPPED
    assert resident.contact.taking is None
    assert booked(centre) == []


def test_no_at_the_number_drops_it(centre: Centre):
    assert centre.resident("ring me").says("no") == DROPPED


# A person after all


@pytest.mark.parametrize(
    "step", [("ring me",), ("ring me", "07700 900123"), ("ring me", "07700 900123", "yes")]
)
def test_who_asks_for_a_person_in_the_middle_gets_one_in_hours(centre: Centre, step: tuple[str, ...]):
    resident = centre.resident(*step)
    assert resident.asks_for_a_person().startswith("I am passing you to the bins and recycling team.")
    assert resident.contact.status == Status.WAITING
    assert resident.entry.card.about == "Report a missed bin"
    assert booked(centre) == []


def test_out_of_hours_the_call_stays_on_offer_however_often_a_person_is_asked_for(centre: Centre):
    resident = out_of_hours(centre)
    for _ in range(4):
        heard = resident.asks_for_a_person()
        assert heard.startswith("Our advisers are not here at the moment. They are back tomorrow at 8.45am.")
        assert heard.endswith(OFFER)
    assert resident.says("yes") == WHICH_NUMBER


def test_out_of_hours_a_number_that_is_confirmed_is_not_lost(centre: Centre):
    resident = out_of_hours(centre, "yes", "07700 900123", "yes")
    resident.asks_for_a_person()
    assert booked(centre) == [(MOBILE, None)]


# On the phone


def test_a_caller_is_rung_on_their_own_number(centre: Centre):
    resident = caller(centre)
    assert resident.heard == "Shall we ring the number you are calling from, the one ending 0 1 2 3?"
    assert resident.says("yes") == WHOSE_NAME
    assert "will ring 0 7 7 0 0, 9 0 0 1 2 3 today before 5.15pm" in resident.says("Sam")
    assert booked(centre) == [(MOBILE, "Sam")]


def test_or_on_another(centre: Centre):
    resident = caller(centre)
    assert resident.says("no") == f"{WHICH_NUMBER} You can say it, or key it in."
    assert resident.says("01632960902") == "Is 0 1 6 3 2, 9 6 0 9 0 2 right?"
    assert resident.says("no") == f"{WHICH_NUMBER} You can say it, or key it in."  # not their own again
    for words in ("01632 960903", "yes", "Sam"):
        resident.says(words)
    assert booked(centre) == [("+441632960903", "Sam")]


def test_a_caller_who_withholds_the_number_is_asked_for_one(centre: Centre):
    resident = caller(centre, None)
    assert resident.heard == f"{WHICH_NUMBER} You can say it, or key it in."
    assert resident.says("hello?") == "I need a phone number, with all its digits. You can key it in."


# When


@pytest.mark.parametrize(
    ("at", "rung_from", "rung_by", "said"),
    [
        (TUESDAY, "Tue 10:00", "Tue 17:15", "today before 5.15pm"),
        # An hour is left, just.
        (datetime(2026, 11, 24, 16, 15, tzinfo=UTC), "Tue 16:15", "Tue 17:15", "today before 5.15pm"),
        (TUESDAY_JUST_BEFORE_CLOSING, "Wed 08:45", "Wed 17:15", "tomorrow before 5.15pm"),
        (TUESDAY_NIGHT, "Wed 08:45", "Wed 17:15", "tomorrow before 5.15pm"),
        (FRIDAY_EVENING, "Mon 08:45", "Mon 17:15", "on Monday 30 November before 5.15pm"),
        (
            datetime(2026, 11, 27, 16, 30, tzinfo=UTC),  # Friday, a quarter of an hour before they go
            "Mon 08:45",
            "Mon 17:15",
            "on Monday 30 November before 5.15pm",
        ),
        (CHRISTMAS_EVE_EVENING, "Tue 08:45", "Tue 17:15", "on Tuesday 29 December before 5.15pm"),
    ],
)
def test_what_is_promised_can_be_kept(centre: Centre, at: datetime, rung_from: str, rung_by: str, said: str):
    centre.clock.time = at
    resident = centre.resident("ring me", "07700 900123", "yes", "Sam")
    (row,) = centre.call_backs()
    assert (f"{row.ring_from:%a %H:%M}", f"{row.ring_by:%a %H:%M}") == (rung_from, rung_by)
    assert f"will ring 07700 900123 {said}." in resident.heard


def rung(centre: Centre) -> str:
    (row,) = centre.call_backs()
    return f"{row.ring_from:%a %H:%M} to {row.ring_by:%a %H:%M}"


@pytest.mark.parametrize(
    ("words", "when", "said"),
    [
        ("ring me back on Wednesday morning", "Wed 08:45 to Wed 12:00", "tomorrow between 8.45am and 12pm."),
        ("ring me tomorrow afternoon", "Wed 12:00 to Wed 17:15", "tomorrow between 12pm and 5.15pm."),
        ("ring me after four", "Tue 16:00 to Tue 17:15", "today between 4pm and 5.15pm."),
    ],
)
def test_a_time_asked_for_is_the_time_that_is_booked(
    centre_on_each: Centre, words: str, when: str, said: str
):
    resident = centre_on_each.resident(words, "07700 900123", "yes", "Sam")
    assert rung(centre_on_each) == when
    assert said in resident.heard
    assert "nearest" not in resident.heard
    assert resident.contact.taking is None  # not asked when again


def test_a_time_nobody_is_there_becomes_the_nearest_and_that_is_said(centre: Centre):
    resident = centre.resident("ring me on Saturday morning", "07700 900123", "yes", "Sam")
    assert rung(centre) == "Mon 08:45 to Mon 12:00"
    assert "We cannot ring at the time you asked for" in resident.heard
    assert "on Monday 30 November between 8.45am and 12pm" in resident.heard


@pytest.mark.parametrize(
    ("answer", "when"),
    [
        ("the afternoon please", "Tue 12:00 to Tue 17:15"),
        ("thursday morning", "Thu 09:45 to Thu 12:00"),
        ("after four", "Tue 16:00 to Tue 17:15"),
        ("any time", "Tue 10:00 to Tue 17:15"),
        ("I don't mind", "Tue 10:00 to Tue 17:15"),
    ],
)
def test_who_named_no_time_is_asked_for_morning_or_afternoon(centre: Centre, answer: str, when: str):
    resident = centre.resident("ring me", "07700 900123", "yes", "Sam")
    assert [choice.label for choice in resident.asked.choices] == ["Morning", "Afternoon", "Any time"]
    assert resident.says(answer).endswith("Is there anything else I can help you with?")
    assert rung(centre) == when


def test_the_key_for_the_afternoon_does_as_well(centre: Centre):
    resident = centre.resident("ring me", "07700 900123", "yes", "Sam")
    assert resident.chooses("afternoon").startswith("We will ring you today between 12pm and 5.15pm.")


def test_another_enquiry_leaves_the_call_as_it_was_booked(centre: Centre):
    resident = centre.resident("ring me", "07700 900123", "yes", "Sam")
    assert resident.says("my bin was missed on thursday").startswith("Leave it out")
    assert resident.contact.taking is None
    assert rung(centre) == "Tue 10:00 to Tue 17:15"


def test_a_time_said_where_a_name_is_asked_is_kept_and_is_no_name(centre: Centre):
    resident = centre.resident("ring me", "07700 900123", "yes")
    assert resident.says("tomorrow afternoon") == WHOSE_NAME
    resident.says("Sam")
    assert (booked(centre), rung(centre)) == ([(MOBILE, "Sam")], "Wed 12:00 to Wed 17:15")


# Neither yes nor no


@pytest.mark.parametrize("words", ["not sure", "maybe", "i dont know"])
def test_whoever_is_not_sure_they_want_a_call_is_told_what_it_means(centre: Centre, words: str):
    centre.clock.time = TUESDAY_NIGHT
    resident = centre.resident("a person please")
    heard = resident.says(words)
    assert heard.startswith("That is all right. A call costs you nothing")
    assert heard.endswith("Shall I ask someone to phone you?")


@pytest.mark.parametrize("words", ["not sure", "maybe", "i dont know"])
def test_a_number_somebody_is_not_sure_of_is_asked_about_again_and_kept(centre: Centre, words: str):
    resident = centre.resident("ring me", "07700 900123")
    assert resident.says(words) == "Is 07700 900123 right?"


# The name


@pytest.mark.parametrize(
    "words",
    ["why", "yes", "ok", "what?", "who", "hello?", "dont know", "I'm not sure", "maybe", "what do you mean", "idk",
     "who are you", "whatever", "nothing"],
)  # fmt: skip
def test_what_is_no_name_is_asked_about_again(centre: Centre, words: str):
    resident = centre.resident("ring me", "07700 900123", "yes")
    assert resident.says(words) == HELP_WITH_NAME
    resident.says("Sam")
    assert booked(centre) == [(MOBILE, "Sam")]


@pytest.mark.parametrize("words", ["no thanks", "no", "I'd rather not say", "no name"])
def test_who_gives_no_name_is_rung_without(centre: Centre, words: str):
    centre.resident("ring me", "07700 900123", "yes", words)
    assert booked(centre) == [(MOBILE, None)]


def test_whoever_is_asked_twice_and_gives_no_name_is_rung_by_the_number(centre: Centre):
    centre.resident("ring me", "07700 900123", "yes", "dont know", "what?")
    assert booked(centre) == [(MOBILE, None)]


@pytest.mark.parametrize(
    "name",
    ["Will Smith", "Hope Day", "Mr House", "Reg", "May Short", "Bin Li", "Dan Card", "Mrs Wall", "Nan Price"],
)
def test_names_that_are_also_words_are_names(centre: Centre, name: str):
    centre.resident("ring me", "07700 900123", "yes", name)
    assert booked(centre) == [(MOBILE, name)]


@pytest.mark.parametrize("words", ["say that again", "can you repeat that please", "pardon"])
def test_the_question_for_a_name_is_said_again(centre: Centre, words: str):
    resident = centre.resident("ring me", "07700 900123", "yes")
    assert [resident.says(words) for _ in range(3)] == [WHOSE_NAME] * 3


def test_where_a_name_is_asked_a_person_may_be_asked_for_instead(centre: Centre):
    resident = centre.resident("ring me", "07700 900123", "yes")
    resident.says("speak to someone now")
    assert resident.contact.status == Status.WAITING
    assert booked(centre) == []


def test_out_of_hours_whoever_asks_for_a_person_instead_of_a_name_keeps_the_call(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    resident = centre.resident("ring me", "07700 900123", "yes")
    assert resident.says("speak to someone now") == HELP_WITH_NAME
    resident.says("Sam")
    assert booked(centre) == [(MOBILE, "Sam")]


def test_where_a_name_is_asked_danger_is_heard(centre: Centre):
    resident = centre.resident("ring me", "07700 900123", "yes")
    assert "999" in resident.says("my house is on fire")
    assert booked(centre) == []


def test_where_a_name_is_asked_never_mind_drops_the_call(centre: Centre):
    resident = centre.resident("ring me", "07700 900123", "yes")
    resident.says("never mind")
    assert (resident.contact.taking, booked(centre)) == (None, [])


def test_a_name_may_be_spelled(centre: Centre):
    centre.resident("ring me", "07700 900123", "yes", "S M I T H")
    assert booked(centre) == [(MOBILE, "Smith")]


def test_a_confirmed_number_is_not_lost_for_want_of_a_name(centre: Centre):
    resident = centre.resident("ring me", "07700 900123", "yes")
    sentence = "well I would really rather like to know first what it costs"
    assert resident.says(sentence) == HELP_WITH_NAME
    resident.says(sentence)
    assert booked(centre) == [(MOBILE, None)]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Sam", "Sam"),
        ("it's Sam Ward", "Sam Ward"),
        ("ask for Mrs O'Neill-Smith, please", "Mrs O'Neill-Smith"),
        ("This is Nadia.", "Nadia"),
        ("...", None),
        ("x" * 300, "x" * 100),
    ],
)
def test_the_name_is_what_is_left_of_the_sentence(centre_on_each: Centre, said: str, name: str | None):
    centre_on_each.resident("ring me", "07700 900123", "yes", said)
    assert booked(centre_on_each) == [(MOBILE, name)]


@pytest.mark.parametrize("step", [[], ["yes"]], ids=["their number", "their name"])
def test_another_language_while_a_call_back_is_arranged_brings_an_interpreter(
    centre: Centre, step: list[str]
):
    caller = centre.resident("ring me", *step, channel=Channel.PHONE, caller=MOBILE, call_sid="CA-ro")
    caller.says("nu vorbesc engleza")
    assert caller.entry.card.language == "Romanian"


def test_when_nobody_is_here_the_call_back_is_made_in_that_language(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    caller = centre.resident("ring me", channel=Channel.PHONE, caller=MOBILE, call_sid="CA-ro")
    caller.says("nu vorbesc engleza")
    assert "Să vă sunăm noi, cu un interpret?" in caller.heard
    assert caller.says("yes") == "Vă vom suna cu un interpret. La revedere."
    (booked,) = centre.queue.call_backs()
    assert (booked.card.language, booked.number) == ("Romanian", MOBILE)


def test_an_apology_is_no_part_of_a_name(centre: Centre):
    centre.resident("ring me", "07700 900123", "yes", "Jane Smith, sorry about that")
    assert booked(centre) == [(MOBILE, "Jane Smith")]


@pytest.mark.parametrize("step", [(), ("07700 900123",), ("07700 900123", "yes")])
def test_a_day_said_over_and_over_in_the_place_of_an_answer_comes_to_an_end(
    centre: Centre, step: tuple[str, ...]
):
    resident = centre.resident("ring me", *step)
    heard = [resident.says("monday") for _ in range(8)]
    assert heard[-1] != heard[2]
    assert resident.contact.taking is None or resident.contact.taking["step"] == "when"
    if len(step) == 2:
        assert booked(centre) == [(MOBILE, None)]  # the number was confirmed


@pytest.mark.parametrize(
    "words", ["my name? why", "why", "why do you want my name", "what do you need that for"]
)
def test_who_asks_why_a_name_is_wanted_is_told_and_is_not_called_that(centre: Centre, words: str):
    resident = out_of_hours(centre, "yes please", "07700 900123", "yes")
    assert resident.heard == WHOSE_NAME
    assert resident.says(words) == HELP_WITH_NAME
    resident.says("it's Joan with a J")
    assert booked(centre) == [(MOBILE, "Joan")]
