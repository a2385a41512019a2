"""Leaving a form for something else in one breath, and names as people give them."""

from __future__ import annotations

import pytest

from tests.fakes import FormFiller

COMPLAINT = ("I want to complain", "he was rude to me at the desk")


@pytest.mark.parametrize(
    "words",
    [
        "never mind that, bin day",
        "forget that, bin day",
        "oh leave it, when's my bin day",
        "no never mind bin day please",
    ],
)
def test_what_they_want_instead_is_what_comes_next(words: str) -> None:
    resident = FormFiller("pothole", enquiry="report_pothole", spoken=True)
    resident.says(words, "query_bin_collection_day", 0.9)
    assert (resident.told[0], resident.turn.form.enquiry) == ("utter_put_aside", "query_bin_collection_day")


@pytest.mark.parametrize(
    "words",
    [
        "never mind",
        "never mind love",
        "forget it thanks",
        "never mind it's fine",
        "cancel the report please",
        "cancel my report thanks",
        "can you cancel that please",
    ],
)
def test_a_plain_never_mind_only_stops(words: str) -> None:
    resident = FormFiller("pothole", enquiry="report_pothole", spoken=True)
    resident.says(words, "query_bin_collection_day", 0.7)
    assert (resident.ended, resident.turn.form.values.get("instead")) == ("abandoned", None)


def test_who_wants_it_mended_and_no_complaint_makes_none() -> None:
    resident = FormFiller("I want to complain", enquiry="make_complaint", spoken=True)
    resident.says("no I don't want to complain I want it fixed", "make_complaint", 0.9)
    assert (resident.ended, resident.turn.form.values["instead"]) == ("abandoned", "I want it fixed")


@pytest.mark.parametrize(
    "words",
    [
        "I don't want to complain but he was rude",
        "I don't want to complain I just want to say he was rude",
    ],
)
def test_a_complaint_that_begins_so_is_one(words: str) -> None:
    resident = FormFiller("I want to complain", enquiry="make_complaint", spoken=True)
    resident.says(words)
    assert resident.turn.form.values["description"] == words


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("call me Trish", "Trish"),
        ("you can call me Trish", "Trish"),
        ("everyone calls me Bob", "Bob"),
        ("it's Joan with a J", "Joan"),
        ("Catherine with a C", "Catherine"),
        ("Jon, spelt the short way", "Jon"),
        ("no", "not given"),
        ("no thanks", "not given"),
    ],
)
def test_names_as_people_give_them(words: str, name: str) -> None:
    resident = FormFiller(*COMPLAINT, enquiry="make_complaint", spoken=True)
    resident.says(words, "request_callback" if "call" in words else None, 0.9)
    assert (resident.ended, resident.turn.form.values.get("name")) == (None, name)


@pytest.mark.parametrize("words", ["call me back", "can you call me tomorrow"])
def test_who_wants_to_be_rung_is_rung(words: str) -> None:
    resident = FormFiller(*COMPLAINT, enquiry="make_complaint", spoken=True)
    resident.says(words, "request_callback", 0.9)
    assert resident.ended == "call_back"


@pytest.mark.parametrize("words", ["every week", "every single week", "always", "every time"])
def test_every_week_is_no_other_enquiry(words: str) -> None:
    resident = FormFiller("my bin was missed", "12 castle street", "yes", "blue", "no", spoken=True)
    resident.says(words, "query_bin_collection_day", 0.9)
    assert (resident.told, resident.asked) == (["utter_last_two_collections"], "utter_ask_collection_date")


@pytest.mark.parametrize(
    ("words", "intent", "ended"),
    [
        ("I don't want to complain, I just want to speak to somebody", "ask_for_human", "hand_off"),
        ("I don't want to complain, I just want to speak to somebody", "make_complaint", "hand_off"),
        ("never mind that, can I have a human", "ask_for_human", "hand_off"),
        ("forget it, can somebody ring me", "request_callback", "call_back"),
        ("forget that, can I talk to a person please", None, "hand_off"),
    ],
)
@pytest.mark.parametrize("lines", [COMPLAINT[:1], COMPLAINT])
def test_who_wants_a_person_instead_gets_one(
    lines: tuple[str, ...], words: str, intent: str | None, ended: str
) -> None:
    resident = FormFiller(*lines, enquiry="make_complaint", spoken=True)
    resident.says(words, intent, 0.9)
    assert resident.ended == ended


@pytest.mark.parametrize("intent", [None, "ask_for_human"])
def test_who_wants_nobody_gets_nobody(intent: str | None) -> None:
    resident = FormFiller(*COMPLAINT[:1], enquiry="make_complaint", spoken=True)
    resident.says("forget it, I don't want to speak to anybody", intent, 0.9)
    assert resident.ended == "abandoned"


@pytest.mark.parametrize(
    "when",
    [
        "tonight",
        "this afternoon",
        "after six",
        "anytime",
        "now",
        "instead",
        "asap",
        "straight away",
        "Monday",
    ],
)
def test_when_to_ring_is_no_name(when: str) -> None:
    resident = FormFiller(*COMPLAINT, enquiry="make_complaint", spoken=True)
    resident.says(f"call me {when}", "request_callback", 0.9)
    assert resident.ended == "call_back"


def test_leave_it_with_a_place_is_where_it_is() -> None:
    resident = FormFiller("pothole", enquiry="report_pothole", spoken=True)
    resident.says("leave it, outside number 12", "report_pothole", 0.9)
    assert resident.ended is None
    assert "number 12" in resident.turn.form.values["location"]


@pytest.mark.parametrize("words", ["bye", "right I'm off, bye", "ta ra love", "thanks bye bye", "thx bye"])
def test_who_says_goodbye_is_kept_no_longer(words: str) -> None:
    resident = FormFiller("my bin was missed", "12 castle street", spoken=True)
    resident.says(words)
    assert resident.ended == "abandoned"


def test_a_yes_with_a_goodbye_is_a_yes() -> None:
    resident = FormFiller("my bin was missed", "12 castle street", spoken=True)
    resident.says("yes bye")
    assert resident.asked == "utter_ask_bin_type"


def test_a_booking_they_were_made_to_cancel_is_told_of_in_a_complaint() -> None:
    resident = FormFiller("I want to complain", enquiry="make_complaint", spoken=True)
    resident.says("they made me cancel my booking")
    assert resident.turn.form.values["description"] == "they made me cancel my booking"


@pytest.mark.parametrize(
    ("words", "ended"),
    [
        ("right bye", "done"),
        ("right thanks bye", "done"),
        ("ok bye bye then", "done"),
        ("lovely thank you bye", "done"),
        ("bye", "abandoned"),
        ("no bye", "abandoned"),
        ("no thanks bye", "abandoned"),
    ],
)
def test_who_thanks_and_goes_at_the_last_look_takes_it_for_sent(words: str, ended: str) -> None:
    resident = FormFiller(*COMPLAINT, "Joan", "07700900123", "no", enquiry="make_complaint", spoken=True)
    assert resident.asked == "utter_ask_review"
    resident.says(words, "goodbye", 0.95)
    assert resident.ended == ended


def test_tara_is_a_name_where_one_is_asked_for() -> None:
    resident = FormFiller(*COMPLAINT, enquiry="make_complaint", spoken=True)
    assert resident.asked == "utter_ask_name"
    resident.says("Tara", "goodbye", 0.9)
    assert (resident.ended, resident.turn.form.values["name"]) == (None, "Tara")
