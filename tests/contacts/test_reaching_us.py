"""How we are reached is told at any step, from what the council has set; the question that was open stays open."""

from __future__ import annotations

import pytest

from contacts.models import Channel
from contacts.reaching_us import What, asked
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre, councils_own
from tests.growth import stays_bearable

NIGHT_LINE = "01632 960099"
ASKED = {
    What.OUT_OF_HOURS: (
        "what's the out of hours number",
        "no the emergency one",
        "have you got an emergency number for when you're shut",
        "who do I ring at night if something happens",
        "what’s your emergency number",
        "is there a number for weekends",
        "who can I call when you're closed",
        "the night line please",
    ),
    What.ADDRESS: (
        "what's your address",
        "where is the town hall",
        "where do I send a letter",
        "I'd rather put it in writing, where do I send it",
        "who do I write to",
        "how do I find you",
    ),
    What.EMAIL: ("what's your email", "can I email you", "have you got an email address"),
    What.PHONE: ("what's your phone number", "what's the council's number", "what number is this"),
    What.WEBSITE: ("what's your website",),
    What.FAX: ("what's the fax number",),
}
TEAMS = {
    "what's the number for planning": "planning",
    "can I have the number for council tax": "council_tax",
    "phone number for the library please": "libraries",
    "what number do I ring for parking": "parking",
}
NOT_ASKED = (
    "what's the number for the doctor",
    "what's the number for HMRC",
    "what's Trevor's number",
    "who do I ring at night about noise",
    "what's my address",
    "where's the library",
    "what's the address for the tip",
    "I need an emergency repair",
    "there's an emergency",
    "what is the reference number",
    "can I pay at the town hall",
    "is the town hall open",
    "where do I take it",
    "12 Castle Street",
    "I need someone tonight",
    "I want someone on Saturday",
    "I need a person at the weekend",
    "can I get someone tonight",
    "the urgent one",
    "an emergency one",
    "emergency service",
    "I need an emergency service",
    "have you got a number for child abuse",
    "I need a number for abuse",
    "give me the number for safeguarding",
    "what number do I ring about a dead person",
)


def _asked(words: str, *, shut: bool = False):
    return asked(words, councils_own().council, shut=shut)


@pytest.mark.parametrize(("what", "words"), [(what, one) for what, all_of in ASKED.items() for one in all_of])
def test_what_is_asked_for_is_known_in_many_words(what: What, words: str):
    found = _asked(words)
    assert found
    assert found.what is what


@pytest.mark.parametrize(("words", "team"), TEAMS.items())
def test_a_teams_own_number(words: str, team: str):
    found = _asked(words)
    assert found
    assert (found.what, found.team) == (What.TEAM_PHONE, team)


@pytest.mark.parametrize("words", NOT_ASKED)
def test_other_numbers_and_places_are_the_assistants(words: str):
    assert _asked(words) is None


def test_whoever_is_on_duty_at_night_is_rung_on_that_number():
    assert _asked("I want the emergency duty team") is None  # in hours somebody else helps sooner
    found = _asked("I want the emergency duty team", shut=True)
    assert found
    assert found.what is What.OUT_OF_HOURS


def test_no_long_run_of_words_takes_long():
    for words in ("no sorry please " * 7, "what is the " * 7, "can you give me a emergency " * 3):
        _asked(words, shut=True)  # short enough to be read whole; it would not end
    assert stays_bearable(lambda words: _asked(words, shut=True), "so ", "no sorry please ", "what is the ")


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.WEBCHAT, Channel.TEXT])
@pytest.mark.parametrize("at_night", [False, True])
def test_the_number_is_said_on_every_channel_day_and_night(centre: Centre, channel: Channel, at_night: bool):
    if at_night:
        centre.clock.time = TUESDAY_NIGHT
    resident = centre.resident("which one", channel=channel, caller=MOBILE)
    heard = resident.says("what's the out of hours number")
    assert NIGHT_LINE in heard
    assert heard.endswith("Which bin?")
    assert centre.assistant.asked[-1].words == "which one"


def test_at_night_it_is_told_while_a_call_back_is_offered_and_the_offer_stands(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    caller = centre.resident("a person please", channel=Channel.PHONE, caller=MOBILE)
    heard = caller.says("no I want the emergency duty team")
    assert NIGHT_LINE in heard
    assert heard.endswith("Shall I ask someone to phone you?")
    for words in ("yes", "yes", "Janet"):
        caller.says(words)
    assert len(centre.call_backs()) == 1


TOLD = {
    "what's your address": "Town Hall, 1 Market Place, Marlbury, MB1 1AA",
    "what's your email": "hello at marlbury dot example",
    "what's your phone number": "01632 960001",
    "what's the number for planning": "01632 960011",
    "what's the fax number": "no fax",
    "what's your website": "www.marlbury.example",
}


@pytest.mark.parametrize(("words", "told"), TOLD.items())
def test_what_is_set_is_what_is_said(centre: Centre, words: str, told: str):
    caller = centre.resident(channel=Channel.PHONE, caller=MOBILE)
    heard = caller.says(words)
    assert told in heard
    assert heard.endswith("?")
    assert caller.contact.answers == 1


def test_danger_in_the_same_words_is_not_sent_to_a_number(centre: Centre):
    caller = centre.resident(channel=Channel.PHONE, caller=MOBILE)
    heard = caller.says("what's the emergency number I'm trapped")
    assert "9 9 9" in heard
    assert [one.priority for one in centre.queue.waiting()] == ["urgent"]


def test_it_counts_as_the_enquiry_about_reaching_us(centre: Centre):
    caller = centre.resident("what's your address", channel=Channel.PHONE, caller=MOBILE)
    counted = next(each.name for each in councils_own().council.catalogue if each.hours == "any_team")
    assert (caller.turns[-1].understanding or {})["intent"] == counted
