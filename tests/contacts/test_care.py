"""Danger, harm, distress and abuse that the bot hears are answered before the enquiry, and a person is brought."""

from __future__ import annotations

import pytest

from contacts.acts import Ask, HandOff, Priority
from contacts.assistant import AssistantReply, read_reply
from contacts.models import Channel, Status
from contacts.troubles import harmed_at_home
from tests.contacts.parts import SCRIPT, TUESDAY_NIGHT, Centre

HEARD = {
    "end my life": ("Samaritans on 116 123", "contact_centre"),
    "trapped": ("call 999 now", "contact_centre"),
    "bruises": ("the care team", "care"),
    "cannot cope": ("Samaritans on 116 123", "contact_centre"),
}


@pytest.mark.parametrize("words", HEARD)
def test_the_right_words_come_first_and_then_an_urgent_person(centre: Centre, words: str) -> None:
    said, team = HEARD[words]
    centre.resident("a person please")  # who waits already
    resident = centre.resident("my bin was missed")
    assert said in resident.says(f"it is this, {words}")
    first = centre.queue.waiting()[0]
    assert (first.contact_key, first.priority, first.team) == (resident.key, Priority.URGENT, team)


@pytest.mark.parametrize("words", HEARD)
def test_out_of_hours_a_call_is_offered(centre: Centre, words: str) -> None:
    centre.clock.time = TUESDAY_NIGHT
    resident = centre.resident()
    heard = resident.says(words)
    # The council's own emergency line is for a wall that falls or a child that is harmed, not for who cannot cope.
    assert ("01632 960099" in heard) == (words in ("trapped", "bruises"))
    assert heard.endswith("Shall I ask someone to phone you?")


MEANS_TO_DIE = {
    "with the assistant, which knows more ways to say it": ("it is this, end my life", False),
    "without it, by plain words": ("I am going to kill myself", True),
}
IN_THE_MIDDLE = {
    "in a call-back, at the number": ("ring me",),
    "in a call-back, at the reading back": ("ring me", "07700 900123"),
    "in a call-back, at the name": ("ring me", "07700 900123", "yes"),
    "in the queue": ("a person please",),
    "at a form's question": ("which one",),
}


@pytest.mark.parametrize(("words", "down"), MEANS_TO_DIE.values(), ids=MEANS_TO_DIE.keys())
@pytest.mark.parametrize("lines", IN_THE_MIDDLE.values(), ids=IN_THE_MIDDLE.keys())
def test_who_means_to_die_is_told_of_samaritans_in_the_middle_of_anything(
    centre: Centre, lines: tuple[str, ...], words: str, down: bool
) -> None:
    resident = centre.resident(*lines)
    centre.assistant.down = down
    assert "Samaritans on 116 123" in resident.says(words)
    first = centre.queue.waiting()[0]
    assert (first.contact_key, first.priority) == (resident.key, Priority.URGENT)


def _unsure(safety: str, about: str | None = None) -> AssistantReply:
    """As the bot answers what it is not sure enough of to leave the enquiry: the form goes on to its next question."""
    understanding = {"intent": "make_complaint", "confidence": 0.9, "safety": safety, "safety_about": about}
    return AssistantReply([Ask(text="What is your name?", of_form=True)], understanding)


UNSURE_IN_A_FORM = {
    "I feel like ending it all": (_unsure("emergency", "suicide"), "Samaritans", "Danger to life: suicide"),
    "I've been waiting months, I feel like ending it all": (
        _unsure("emergency"),
        "I am so glad you told me",
        "Danger to life: suicide",
    ),
    "I am at the end of it with all this": (
        _unsure("distress"),
        "that sounds very hard",
        "Distress: please take time",
    ),
}


@pytest.mark.parametrize("channel", [Channel.WEBCHAT, Channel.PHONE])
@pytest.mark.parametrize("words", UNSURE_IN_A_FORM)
def test_no_form_asks_its_next_question_of_who_may_mean_to_die_or_cannot_cope(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, words: str, channel: Channel
) -> None:
    reply, said, reason = UNSURE_IN_A_FORM[words]
    asks = AssistantReply(
        [Ask(text="Tell me what has happened.", of_form=True)], {"intent": "make_complaint"}
    )
    monkeypatch.setitem(SCRIPT, words.lower(), reply)
    monkeypatch.setitem(SCRIPT, "complaint", asks)
    heard = (resident := centre.resident("a complaint", channel=channel)).says(words)
    assert said in heard
    assert "What is your name?" not in heard
    assert (resident.entry.reason, resident.entry.priority) == (reason, Priority.URGENT)


def test_nor_is_somebody_who_may_mean_to_die_told_that_they_were_not_understood(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "I feel like ending it all"
    monkeypatch.setitem(SCRIPT, words.lower(), _unsure("emergency", "suicide"))
    resident = centre.resident()
    assert "Samaritans" in resident.says(words)
    assert resident.contact.status == Status.WAITING


def test_any_other_danger_that_is_not_sure_is_named_and_the_form_goes_on(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SCRIPT, "bent my wheel", _unsure("emergency"))
    heard = centre.resident().says("it is deep and bent my wheel")
    assert "call 999 now" in heard
    assert heard.endswith("What is your name?")


def test_distress_that_is_not_sure_costs_no_answer_outside_a_form(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SCRIPT, "house is empty", _unsure("distress"))
    resident = centre.resident()
    assert resident.says("the house is empty do I still pay") == "What is your name?"
    assert resident.contact.status == Status.ASSISTANT


def test_any_other_danger_in_the_middle_of_a_call_back_is_no_matter_for_samaritans(centre: Centre) -> None:
    heard = centre.resident("ring me").says("my mother is trapped")
    assert "999" in heard
    assert "Samaritans" not in heard


def test_on_the_phone_the_numbers_are_said_one_by_one(centre: Centre) -> None:
    assert "1 1 6, 1 2 3" in centre.resident(channel=Channel.PHONE).says("I cannot cope")


def test_abuse_is_warned_of_once_and_the_open_question_asked_again(centre: Centre) -> None:
    resident = centre.resident("which one")
    heard = resident.says("you useless idiot")
    assert heard.startswith("I want to help, but please do not use words like that.")
    assert heard.endswith("Which bin?")
    assert resident.contact.status == Status.ASSISTANT


def test_abuse_after_the_warning_goes_to_a_person_who_is_told(centre: Centre) -> None:
    resident = centre.resident("which one", "you useless idiot")
    resident.says("useless idiot again")
    assert resident.contact.status == Status.WAITING
    assert centre.queue.waiting()[0].reason == "Abuse after one warning"


def test_whoever_has_a_person_already_is_not_passed_on_again(centre: Centre) -> None:
    resident = centre.resident("a person please")
    resident.says("I cannot cope")
    assert len(centre.queue.waiting()) == 1


def test_a_reply_without_words_is_no_failure_when_something_was_heard() -> None:
    reply = read_reply({"messages": [], "understanding": {"intent": "x", "safety": "distress"}})
    assert reply.acts == []
    assert not any(isinstance(act, HandOff) for act in reply.acts)


@pytest.mark.parametrize("channel", [Channel.WEBCHAT, Channel.PHONE])
def test_danger_in_another_language_is_answered_in_it_and_the_interpreter_comes_at_once(
    centre: Centre, channel: Channel
) -> None:
    resident = centre.resident(channel=channel)
    heard = resident.says("pomocy, pali dom")
    assert heard.startswith(
        "Możemy pomóc w Twoim języku. Zapewnimy tłumacza. Jeśli grozi Ci niebezpieczeństwo"
    )
    assert "zadzwoń pod numer 999" in heard
    assert "If anyone is in danger" in heard
    assert resident.entry.priority == Priority.URGENT
    assert resident.entry.card.collected["Language"] == "Polish"


def test_out_of_hours_no_interpreter_is_promised_to_whoever_is_in_danger(centre: Centre) -> None:
    centre.clock.time = TUESDAY_NIGHT
    heard = centre.resident().says("pomocy, pali dom")
    assert "zadzwoń pod numer 999" in heard
    assert "Zapewnimy tłumacza" not in heard


def test_distress_about_having_nowhere_to_sleep_goes_to_housing_and_by_night_names_its_number(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    understanding = {"intent": "seek_homelessness_help", "confidence": 1.0, "safety": "distress"}
    monkeypatch.setitem(SCRIPT, "nowhere to sleep", AssistantReply([], understanding))
    resident = centre.resident()
    assert "Samaritans on 116 123" in resident.says("I have nowhere to sleep tonight")
    first = centre.queue.waiting()[0]
    assert (first.team, first.priority) == ("housing", Priority.URGENT)
    centre.clock.time = TUESDAY_NIGHT
    heard = centre.resident().says("I have nowhere to sleep tonight")
    assert "If it cannot wait until then, ring 01632 960099 now." in heard


@pytest.mark.parametrize(
    "words",
    [
        "my son hits me when he's had a drink",
        "my husband keeps hitting me",
        "my daughter threatens me for money",
        "I'm scared of my grandson",
    ],
)
@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.WEBCHAT])
def test_who_is_harmed_at_home_is_not_asked_where_it_is(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, channel: Channel, words: str
) -> None:
    form = AssistantReply(
        [Ask(text="Where is it? A street and what it is near.", of_form=True)],
        {"intent": "report_antisocial_behaviour", "confidence": 0.9},
    )
    monkeypatch.setattr("tests.contacts.parts.SCRIPT", {words.lower(): form, **SCRIPT})
    heard = centre.resident(channel=channel).says(words)
    assert "Where is it" not in heard
    (waiting,) = centre.queue.waiting()
    assert (waiting.team, waiting.priority) == ("care", Priority.URGENT)


@pytest.mark.parametrize(
    "words",
    [
        "my son's school hit me with a fine",
        "my husband was hit by a car",
        "a branch hit my car",
        "my husband beats me at dominoes",
        "my husband will kill me if I forget the garden bin renewal",
        "my dad kicked the bin over",
        "my wife threatened the parking man",
    ],
)
def test_other_hits_are_enquiries(words: str) -> None:
    assert not harmed_at_home(words)
