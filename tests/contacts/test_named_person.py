"""Somebody asked for by name: whoever takes the contact, now or by phoning back, knows whom they asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contacts.acts import HandOff
from contacts.models import Channel
from contacts.waiting import presence
from tests.contacts.parts import MOBILE, TUESDAY, TUESDAY_NIGHT, Centre, councils_own, texts


def whispered(centre: Centre, key: str) -> str:
    own = councils_own()
    return centre.queue.whisper(key).words(own.words, own.council.catalogue)


def test_the_card_and_the_act_name_whom_they_asked_for(centre: Centre):
    resident = centre.resident("is trevor there")
    (act,) = [act for act in resident.acts if isinstance(act, HandOff)]
    assert (act.team, act.person) == ("waste", "Trevor Haddock")
    assert resident.entry.card.person == "Trevor Haddock"
    assert resident.heard.startswith("I am passing you to the bins and recycling team.")


def test_the_person_who_answers_the_phone_hears_whom_the_caller_wants(centre: Centre):
    resident = centre.resident("is trevor there", channel=Channel.PHONE, caller=MOBILE)
    assert whispered(centre, resident.key) == "A caller. They asked for Trevor Haddock. Press 1 to take it."


def test_who_asked_for_nobody_is_announced_as_before(centre: Centre):
    resident = centre.resident("a person please", channel=Channel.PHONE)
    assert resident.entry.card.person is None
    assert "They asked for" not in whispered(centre, resident.key)


def test_out_of_hours_the_call_back_keeps_the_name(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    centre.resident("is trevor there", "yes", "07700 900123", "yes", "Sam")
    (row,) = centre.call_backs()
    assert (row.team, row.card["person"]) == ("waste", "Trevor Haddock")


def test_when_nobody_answers_the_phone_the_call_back_keeps_the_name(centre: Centre):
    resident = centre.resident("is trevor there", channel=Channel.PHONE, caller=MOBILE)
    centre.turns.nobody_answered(resident.key)
    for words in ("yes", "yes", "Sam", "my new bin"):
        resident.says(words)
    (row,) = centre.call_backs()
    assert (row.team, row.card["person"]) == ("waste", "Trevor Haddock")


def test_a_card_written_before_there_were_names_is_still_read(centre: Centre):
    resident = centre.resident("a person please")
    with centre.database.session() as session:
        entry = session.merge(resident.entries[0])
        entry.card = {name: value for name, value in entry.card.items() if name != "person"}
    assert resident.entry.card.person is None


# At the desk, or not.

AWAY = "Trevor Haddock is not at the desk just now."
LEFT = TUESDAY - timedelta(minutes=13)
THROUGH, RING_BACK = "away:put_through", "away:ring_back"


def is_away(centre: Centre, *names: str) -> None:
    for name in names:
        presence.seen(centre.database, name, LEFT)


def test_who_left_the_desk_is_said_to_be_away_and_their_team_or_a_call_back_is_offered(
    centre_on_each: Centre,
):
    is_away(centre_on_each, "Trevor Haddock")
    resident = centre_on_each.resident("is trevor there")
    assert resident.heard == (
        f"{AWAY} I can put you through to the bins and recycling team, or ask Trevor Haddock to ring you back. "
        "Which would you like?"
    )
    assert [choice.label for choice in resident.asked.choices] == [
        "The bins and recycling team",
        "A call-back",
    ]
    assert resident.entries == []  # nobody is rung before they have chosen
    resident.chooses(THROUGH)
    assert "I am passing you to the bins and recycling team." in resident.heard
    assert (resident.entry.team, resident.entry.card.person) == ("waste", "Trevor Haddock")


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.WEBCHAT, Channel.TEXT])
def test_of_who_is_away_the_deputy_is_offered_and_the_team_told_whom_to_ask_for(
    centre: Centre, channel: Channel
):
    is_away(centre, "Mohammed Hussain")
    resident = centre.resident("mohammed please", channel=channel, caller=MOBILE)
    assert "I can put you through to Trevor Haddock, who stands in for them" in resident.heard
    resident.says("yes, Trevor will do")
    assert "the bins and recycling team" in resident.heard
    assert "asking for Trevor Haddock." in resident.heard
    card = resident.entry.card
    assert (card.person, card.deputy) == ("Mohammed Hussain", "Trevor Haddock")
    assert "They asked for Mohammed Hussain. Trevor Haddock stands in." in whispered(centre, resident.key)


def test_a_deputy_who_is_away_too_is_not_offered_but_the_team_is(centre: Centre):
    is_away(centre, "Mohammed Hussain", "Trevor Haddock")
    resident = centre.resident("mohammed please")
    assert "Trevor" not in resident.heard
    assert (
        "through to the bins and recycling team, or ask Mohammed Hussain to ring you back" in resident.heard
    )


def test_who_would_rather_be_rung_by_the_person_is_and_they_are_named(centre: Centre):
    is_away(centre, "Mohammed Hussain")
    resident = centre.resident("mohammed please", channel=Channel.PHONE, caller=MOBILE)
    for words in ("can he ring me back", "yes", "Sam Ward", "my new bin"):
        resident.says(words)
    assert resident.heard.startswith("Thank you. I have asked Mohammed Hussain to ring ")
    (row,) = centre.call_backs()
    assert (row.team, row.card["person"], row.number) == ("waste", "Mohammed Hussain", MOBILE)
    assert resident.entries == []


def test_when_the_deputy_and_the_team_do_not_answer_a_call_back_by_the_person_is_offered(centre: Centre):
    is_away(centre, "Mohammed Hussain")
    resident = centre.resident("mohammed please", channel=Channel.PHONE, caller=MOBILE)
    resident.chooses(THROUGH)
    offered = centre.turns.nobody_answered(resident.key)
    assert "Shall I ask someone to phone you?" in texts(offered)
    for words in ("yes", "yes", "Sam", "my new bin"):
        resident.says(words)
    (row,) = centre.call_backs()
    assert row.card["person"] == "Mohammed Hussain"


@pytest.mark.parametrize(
    ("said", "person", "call_back"),
    [
        ("the team please", True, False),
        ("put me through then", True, False),
        ("call me back", False, True),
        ("have her phone me later", False, True),
        ("a call-back", False, True),
        ("call me on 07700 900456", False, True),
        ("leave it", False, False),
        ("no thanks", False, False),
    ],
)
def test_the_choice_may_be_made_in_words(centre: Centre, said: str, person: bool, call_back: bool):
    is_away(centre, "Trevor Haddock")
    resident = centre.resident("is trevor there", said, channel=Channel.PHONE, caller=MOBILE)
    assert bool(resident.entries) is person
    taking = resident.contact.taking
    assert (taking is not None and taking["step"] in ("caller", "confirm")) is call_back
    if not person and not call_back:
        assert resident.heard == "Is there anything else I can help you with?"


def test_whoever_asked_for_a_person_and_says_neither_is_put_through(centre: Centre):
    is_away(centre, "Trevor Haddock")
    resident = centre.resident("is trevor there", "purple")
    assert resident.entry.card.person == "Trevor Haddock"


def test_nought_and_danger_bring_a_person_without_waiting_for_the_choice(centre: Centre):
    is_away(centre, "Trevor Haddock")
    for act in ("asks_for_a_person", "danger"):
        resident = centre.resident("is trevor there", channel=Channel.PHONE)
        if act == "danger":
            resident.says("there is a fire")
            assert "dial 9 9 9" in resident.heard
        else:
            resident.asks_for_a_person()
        assert len(resident.entries) == 1


def test_who_is_at_the_desk_is_not_said_to_be_away(centre_on_each: Centre):
    for minutes in (40, 11, 10):
        presence.seen(centre_on_each.database, "Trevor  HADDOCK", TUESDAY - timedelta(minutes=minutes))
    assert AWAY not in centre_on_each.resident("is trevor there").heard


def test_of_who_never_works_at_the_desk_nothing_is_said(centre: Centre):
    assert AWAY not in centre.resident("is trevor there").heard


def test_looks_within_a_minute_are_written_once(centre: Centre):
    presence.seen(centre.database, "Trevor Haddock", TUESDAY)
    presence.seen(centre.database, "Trevor Haddock", TUESDAY + timedelta(seconds=59))
    with centre.database.reading() as session:
        assert presence.is_here(session, "Trevor Haddock", TUESDAY + presence.HERE) is False
        assert presence.is_here(session, "trevor haddock", TUESDAY + presence.HERE / 2) is True
