"""The assistant is down or slow: another try, what the search finds, then a person or a call-back."""

from __future__ import annotations

import pytest

from contacts.acts import AskKind
from contacts.carrying_out import MOST_TROUBLES
from contacts.claims import TurnTaken
from contacts.errors import ChoiceNotOffered
from contacts.lookups import A_PERSON, TRY_AGAIN
from contacts.models import Channel, Status
from contacts.said import Said
from tests.contacts.parts import TUESDAY_NIGHT, Centre

SLOW = "I am sorry, something is slow at our end. Nothing you have told me is lost."
QUESTION = "Shall I try again, or would you like a person?"


def test_once_offers_another_try_or_a_person(centre: Centre):
    centre.assistant.fails = 1
    resident = centre.resident("flurble")
    assert resident.heard == f"{SLOW} {QUESTION}"
    assert (resident.asked.kind, resident.asked.choices) == (AskKind.CHOICE, (TRY_AGAIN, A_PERSON))
    assert resident.taken is not None
    assert resident.taken.in_trouble


def test_an_article_that_fits_is_shown_meanwhile(centre: Centre):
    centre.assistant.fails = 1
    resident = centre.resident("my bin was missed, when will you come back")
    assert "I am having trouble, but this may help. Tell us about a missed bin within 2" in resident.heard
    assert resident.heard.endswith(QUESTION)


def test_an_article_is_not_read_out_on_the_phone(centre: Centre):
    centre.assistant.fails = 1
    resident = centre.resident("my bin was missed, when will you come back", channel=Channel.PHONE)
    assert resident.heard == f"I am sorry, something is slow at our end. One moment, please. {QUESTION}"


def test_trying_again_asks_for_the_failed_turn_under_its_own_number(centre_on_each: Centre):
    centre_on_each.assistant.fails = 1
    resident = centre_on_each.resident("my bin was missed")
    assert resident.tries_again().startswith("Leave it out")
    first, second = centre_on_each.assistant.asked
    assert (first.number, first.words, first.again) == (1, "my bin was missed", False)
    assert (second.number, second.words, second.again) == (1, "my bin was missed", True)
    assert resident.transcript[-3] == ("resident", "Try again")


def test_a_choice_that_failed_is_tried_again_as_that_choice(centre: Centre):
    resident = centre.resident("which one")
    centre.assistant.fails = 1
    resident.chooses("food")
    resident.tries_again()
    asked = centre.assistant.asked[-1]
    assert (asked.number, asked.words, asked.value, asked.again) == (2, "Food caddy", "food", True)


def test_a_try_again_that_is_repeated_runs_once(centre: Centre):
    centre.assistant.fails = 1
    resident = centre.resident("my bin was missed")
    resident.tries_again()
    again = centre.turns.take(resident.key, 2, Said(choice=TRY_AGAIN.value))
    assert again.acts == resident.acts
    assert len(centre.assistant.asked) == 2


def test_trying_again_is_not_on_offer_when_nothing_failed(centre: Centre):
    resident = centre.resident("my bin was missed")
    with pytest.raises(ChoiceNotOffered):
        resident.tries_again()


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("next_words", ["", "and another thing"])
def test_again_and_again_brings_a_person(centre: Centre, channel: Channel, next_words: str):
    centre.assistant.down = True
    resident = centre.resident("flurble", channel=channel)
    for _ in range(MOST_TROUBLES[channel]):
        assert resident.heard.endswith(QUESTION)
        heard = resident.says(next_words) if next_words else resident.tries_again()
    assert "an adviser" in heard
    assert resident.entry.reason == "The assistant is not working"
    assert "Resident: flurble" in resident.entry.card.tried


def test_again_and_again_out_of_hours_offers_a_call_back(centre_on_each: Centre):
    centre = centre_on_each
    centre.clock.time = TUESDAY_NIGHT
    centre.assistant.down = True
    resident = centre.resident("flurble")
    for _ in range(MOST_TROUBLES[Channel.WEBCHAT]):
        resident.tries_again()
    assert resident.heard == (
        f"{SLOW} Our advisers are not here at the moment. They are back tomorrow at 8.45am. "
        "Shall I ask someone to phone you?"
    )
    asked = len(centre.assistant.asked)
    for words in ("07700 900123", "yes", "Sam"):
        resident.says(words)
    assert [row.number for row in centre.call_backs()] == ["+447700900123"]
    assert len(centre.assistant.asked) == asked  # the call-back needed no assistant


@pytest.mark.parametrize(
    ("said", "about", "team"),
    [
        (("my bin was missed", ""), "Bin was missed", "waste"),
        (("hello", "my bin was missed", "are you there"), "Bin was missed", "waste"),
        (("my bin was missed", "can I speak to somebody"), "Bin was missed", "waste"),
        (("can I speak to somebody about council tax",), "Council tax", "council_tax"),
    ],
)
def test_what_they_said_to_no_answer_is_what_they_are_rung_about(
    centre: Centre, said: tuple[str, ...], about: str, team: str
):
    centre.clock.time = TUESDAY_NIGHT
    centre.assistant.down = True
    resident = centre.resident(channel=Channel.PHONE, caller="+447700900123")
    for words in said:
        heard = resident.says(words) if words else resident.tries_again()
    if "phone you" not in heard:
        heard = resident.tries_again()
    for words in ("yes", "yes", "Sam"):
        heard = resident.says(words)
    assert "What is it about" not in heard
    (booked,) = centre.call_backs()
    assert (booked.card["about"], booked.team) == (about, team)


def test_who_said_nothing_of_it_to_no_answer_is_asked(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    centre.assistant.down = True
    resident = centre.resident(
        "hello", "are you there", "hello?", channel=Channel.PHONE, caller="+447700900123"
    )
    for words in ("yes", "yes", "Sam"):
        heard = resident.says(words)
    assert "What is it about" in heard


@pytest.mark.parametrize("words", ["yes", "Yes please.", "OK", "try again", "Try again!"])
def test_yes_to_shall_i_try_again_tries_again(centre: Centre, words: str):
    centre.assistant.fails = 1
    resident = centre.resident("my bin was missed")
    assert resident.says(words).startswith("Leave it out")
    assert (centre.assistant.asked[-1].number, centre.assistant.asked[-1].again) == (1, True)


def test_two_failures_that_are_not_in_a_row_bring_nobody(centre: Centre):
    centre.assistant.fails = 1
    resident = centre.resident("flurble")
    resident.says("my bin was missed")
    centre.assistant.fails = 1
    assert resident.says("flurble").endswith(QUESTION)


@pytest.mark.parametrize("channel", list(Channel))
def test_who_asks_for_a_person_while_it_is_down_gets_one_at_once(centre: Centre, channel: Channel):
    """No arguing: not "shall I try again, or would you like a person?"."""
    centre.assistant.down = True
    resident = centre.resident(channel=channel)
    resident.asks_for_a_person()
    assert resident.contact.status == Status.WAITING


def test_trouble_is_told_apart_from_an_answer(centre: Centre):
    centre.assistant.fails = 1
    failed = centre.resident("flurble").taken
    fine = centre.resident("my bin was missed").taken
    assert isinstance(failed, TurnTaken)
    assert isinstance(fine, TurnTaken)
    assert (failed.in_trouble, fine.in_trouble) == (True, False)
    assert (centre.resident("mumble").taken or fine).understood is False


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize(
    ("words", "person", "team"),
    [
        ("I want to speak to Gwen Hartnoll", "Gwendolyn Hartnoll", None),
        ("can you put me through to Trevor Haddock please", "Trevor Haddock", "waste"),
        ("could I talk to trever haddok", "Trevor Haddock", "waste"),
        ("put me through to the bins team", None, "waste"),
        ("I need to speak to someone in planning", None, "planning"),
    ],
)
def test_whom_they_ask_for_is_not_lost_with_the_assistant(
    centre: Centre, channel: Channel, words: str, person: str | None, team: str | None
):
    centre.assistant.down = True
    resident = centre.resident(words, channel=channel)
    assert resident.contact.status == Status.WAITING
    assert not person or resident.entry.card.person == person
    assert not person or resident.heard.startswith(f"You asked for {person}.")
    assert team in (None, resident.entry.team)
    assert centre.assistant.asked[-1].hurried  # nobody waits for what is not needed


@pytest.mark.parametrize(
    "words", ["Gwen said my bin would be emptied", "my bin was missed", "what does the planning manager do"]
)
def test_a_name_in_a_story_asks_for_nobody(centre: Centre, words: str):
    centre.assistant.fails = 1
    assert centre.resident(words).contact.status == Status.ASSISTANT
    assert not centre.assistant.asked[-1].hurried
