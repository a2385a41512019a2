"""Bringing a person: in hours a place in the queue with a card, out of hours an honest time and a call-back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contacts.acts import HandOff
from contacts.models import Channel, Contact, HandOffStatus, Status
from contacts.speaking import Speaking, moment
from contacts.waiting.cards import Card
from contacts.waiting.hand_over import hand_over
from council.who_is_here import open_team
from tests.contacts.parts import (
    CHRISTMAS_EVE_EVENING,
    FRIDAY_EVENING,
    MISSED_BIN,
    MOBILE,
    TUESDAY,
    TUESDAY_NIGHT,
    Centre,
    councils_own,
)


def test_in_hours_the_contact_waits_and_is_told_by_whom_it_is_taken(centre: Centre):
    resident = centre.resident("my bin was missed", "a person please")
    assert resident.heard == (
        "I am passing you to the bins and recycling team. They can see what you have told me, so you will not "
        "have to repeat it. You can carry on writing here."
    )
    assert resident.contact.status == Status.WAITING
    entry = resident.entry
    assert (entry.team, entry.reason, entry.status) == ("waste", "Asked for a person", HandOffStatus.WAITING)
    assert (entry.channel, entry.waiting_since) == (Channel.WEBCHAT, TUESDAY)


def test_the_card_says_what_an_adviser_must_know_before_saying_hello(centre_on_each: Centre):
    resident = centre_on_each.resident("my bin was missed", channel=Channel.PHONE, caller=MOBILE)
    reference = centre_on_each.opens_case(resident)
    resident.says("a person please")
    card = resident.entry.card
    assert (card.who, card.about) == ("07700 900123", MISSED_BIN)
    assert card.collected == {"Address": "12 Mill Lane", "Name": "Sam Ward"}
    assert [shown.replace(" ", "") for shown in card.case_references] == [reference]
    assert card.promised == ["Report a missed bin: by Friday 27 November"]
    assert card.tried[1:] == [
        "Resident: my bin was missed",
        "Assistant: Leave it out and we will come back.",
        "Assistant: Anything else?",
        "Resident: a person please",
    ]


def test_without_a_number_the_card_has_the_name_that_was_given(centre: Centre):
    assert centre.resident("a person please").entry.card.who == "Sam Ward"


def test_a_long_story_is_cut_to_its_end(centre: Centre):
    resident = centre.resident(
        *[f"bin number {number}" + " and more" * 60 for number in range(6)], "a person"
    )
    tried = resident.entry.card.tried
    assert len(tried) == 12
    assert tried[-1] == "Resident: a person"
    assert max(map(len, tried)) <= len("Resident: ") + 200


def test_on_the_phone_the_act_names_the_team_to_ring(centre: Centre):
    resident = centre.resident("a person please", channel=Channel.PHONE)
    assert resident.heard.startswith("I am getting the bins and recycling team for you.")
    (act,) = [act for act in resident.acts if isinstance(act, HandOff)]
    assert act.team == "waste"


def test_what_is_said_while_waiting_is_kept_for_the_adviser_and_answered_by_nobody(centre: Centre):
    resident = centre.resident("a person please")
    asked = len(centre.assistant.asked)
    assert resident.says("I am in the kitchen, by the way") == ""
    assert resident.transcript[-1] == ("resident", "I am in the kitchen, by the way")
    assert len(centre.assistant.asked) == asked


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        (TUESDAY_NIGHT, "tomorrow at 8.45am"),
        (datetime(2026, 11, 24, 3, 0, tzinfo=UTC), "today at 8.45am"),
        (datetime(2026, 11, 25, 22, 0, tzinfo=UTC), "tomorrow at 9.45am"),  # Thursdays begin later
        (FRIDAY_EVENING, "on Monday 30 November at 8.45am"),
        (CHRISTMAS_EVE_EVENING, "on Tuesday 29 December at 8.45am"),
        (datetime(2027, 3, 25, 18, 0, tzinfo=UTC), "on Tuesday 30 March at 8.45am"),  # Easter
        (
            datetime(2026, 7, 14, 16, 30, tzinfo=UTC),
            "tomorrow at 8.45am",
        ),  # half past five by London's summer clock
    ],
)
def test_out_of_hours_the_next_opening_is_told_and_a_call_offered(centre: Centre, at: datetime, opening: str):
    centre.clock.time = at
    resident = centre.resident("a person please")
    assert resident.heard == (
        f"Our advisers are not here at the moment. They are back {opening}. Shall I ask someone to phone you?"
    )
    assert resident.contact.status == Status.ASSISTANT
    assert resident.entries == []


def test_a_team_that_is_back_before_the_advisers_is_told_of(centre: Centre):
    """Libraries open on Saturday, when the contact centre does not; a call is promised for then as well."""
    centre.clock.time = FRIDAY_EVENING
    resident = centre.resident("a librarian please")
    assert "They are back tomorrow at 9.30am." in resident.heard
    for words in ("yes", "07700 900123", "yes", "Sam"):
        resident.says(words)
    assert "tomorrow before 4pm" in resident.heard


@pytest.mark.parametrize(
    ("at", "here"),
    [
        (datetime(2026, 11, 24, 8, 44, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 24, 8, 45, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 17, 14, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 17, 15, tzinfo=UTC), False),
        (datetime(2026, 7, 14, 7, 45, tzinfo=UTC), True),  # summer time: quarter to nine in London
        (datetime(2026, 7, 14, 16, 15, tzinfo=UTC), False),
    ],
)
def test_people_are_there_from_opening_to_closing(centre: Centre, at: datetime, here: bool):
    centre.clock.time = at
    assert bool(centre.resident("a person please").entries) is here


def test_a_team_that_is_shut_is_stood_in_for(centre: Centre):
    council = councils_own().council
    tuesday_morning = datetime(
        2026, 11, 24, 8, 50, tzinfo=UTC
    )  # benefits open at nine, libraries at half past

    def taken_by(key: str, at: datetime) -> str | None:
        team = open_team(council, key, at)
        return team.key if team else None

    assert taken_by("benefits", TUESDAY) == "benefits"
    assert taken_by("benefits", tuesday_morning) == "contact_centre"
    assert taken_by("nobody_we_know", TUESDAY) == "contact_centre"
    assert taken_by("libraries", datetime(2026, 11, 28, 10, 0, tzinfo=UTC)) == "libraries"  # a Saturday
    assert taken_by("waste", datetime(2026, 11, 28, 10, 0, tzinfo=UTC)) is None


def test_out_of_hours_the_call_back_is_for_the_team_that_was_wanted(centre: Centre):
    centre.clock.time = FRIDAY_EVENING
    centre.resident("a person please", "yes", "07700 900123", "yes", "Sam")
    (call_back,) = centre.call_backs()
    assert (call_back.team, call_back.reason) == ("waste", "Asked for a person")
    card = Card.model_validate(call_back.card)
    assert (card.about, card.collected["Address"]) == (MISSED_BIN, "12 Mill Lane")


def test_moments_are_told_in_londons_time():
    at = datetime(2026, 7, 14, 7, 45, tzinfo=UTC)
    assert moment(at, at) == "today at 8.45am"
    assert moment(at, at - timedelta(days=1)) == "tomorrow at 8.45am"
    assert moment(at, at - timedelta(days=6)) == "on Tuesday 14 July at 8.45am"
    # An hour before midnight by the clock of Greenwich is already the day itself.
    assert moment(at, datetime(2026, 7, 13, 23, 30, tzinfo=UTC)) == "today at 8.45am"
    assert moment(datetime(2026, 11, 24, 12, 0, tzinfo=UTC), TUESDAY) == "today at 12pm"
    assert moment(datetime(2026, 11, 24, 0, 5, tzinfo=UTC), TUESDAY) == "today at 12.05am"


# Nobody answered the phone


def test_nobody_answering_is_said_and_a_call_offered(centre_on_each: Centre):
    resident = centre_on_each.resident("a person please", channel=Channel.PHONE, caller=MOBILE)
    acts = centre_on_each.turns.nobody_answered(resident.key)
    assert [getattr(act, "text", "") for act in acts] == [
        "I am sorry, nobody was free to take your call.",
        "Shall I ask someone to phone you?",
    ]
    assert resident.contact.status == Status.ASSISTANT
    assert [entry.status for entry in resident.entries] == [HandOffStatus.ABANDONED]
    for words in ("yes", "yes", "Sam"):
        resident.says(words)
    (call_back,) = centre_on_each.call_backs()
    assert (call_back.team, call_back.number, call_back.name) == ("waste", MOBILE, "Sam")
    assert Card.model_validate(call_back.card).collected["Address"] == "12 Mill Lane"


def test_nobody_answering_twice_loses_nothing(centre_on_each: Centre):
    """Twilio's webhook may be repeated, and the first process may have died before it wrote its answer down."""
    resident = centre_on_each.resident("a person please", channel=Channel.PHONE, caller=MOBILE)
    first = centre_on_each.turns.nobody_answered(resident.key)
    assert centre_on_each.turns.nobody_answered(resident.key) == first
    for words in ("yes", "yes", "Sam"):
        resident.says(words)
    (call_back,) = centre_on_each.call_backs()
    assert (call_back.team, Card.model_validate(call_back.card).about) == ("waste", MISSED_BIN)


def test_nobody_answering_a_caller_who_has_gone_opens_nothing_again(centre: Centre):
    resident = centre.resident("a person please", channel=Channel.PHONE, caller=MOBILE)
    resident.leaves()
    centre.turns.nobody_answered(resident.key)
    assert resident.contact.status == Status.ENDED


def test_the_number_for_what_cannot_wait_is_said_before_the_call_back_and_only_when_shut(centre: Centre):
    """Of the team that is wanted: a fallen tree is for the streets team's."""
    asked = HandOff(reason="Asked for the team", team="streets")
    council = councils_own().council
    with centre.database.session() as session:
        contact = session.query(Contact).filter_by(key=centre.resident("hello").key).one()
        speaking = Speaking(councils_own().words, contact)
        told = [
            act.text
            for act in hand_over(session, contact, asked, council, speaking, TUESDAY_NIGHT)
            if hasattr(act, "text")
        ]
        assert told[1] == "If it cannot wait until then, ring 01632 960099 now. It is answered day and night."
        assert told[2] == "Shall I ask someone to phone you?"
        other = HandOff(reason="Asked for the team", team="libraries")
        assert "day and night" not in str(
            hand_over(session, contact, other, council, speaking, TUESDAY_NIGHT)
        )


def test_whoever_answers_hears_which_team_was_asked_for(centre: Centre):
    asked = HandOff(reason="Asked for the team", team="parking")
    council = councils_own().council
    with centre.database.session() as session:
        contact = session.query(Contact).filter_by(key=centre.resident("hello").key).one()
        hand_over(session, contact, asked, council, Speaking(councils_own().words, contact), TUESDAY)
    (entry,) = centre.queue.waiting()
    assert entry.reason == "Asked for the parking team"
