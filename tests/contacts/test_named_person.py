"""Somebody asked for by name: whoever takes the contact, now or by phoning back, knows whom they asked for."""

from __future__ import annotations

from datetime import timedelta

from contacts.acts import HandOff
from contacts.models import Channel
from contacts.waiting import presence
from tests.contacts.parts import MOBILE, TUESDAY, TUESDAY_NIGHT, Centre


def test_the_card_and_the_act_name_whom_they_asked_for(centre: Centre):
    resident = centre.resident("is trevor there")
    (act,) = [act for act in resident.acts if isinstance(act, HandOff)]
    assert (act.team, act.person) == ("waste", "Trevor Haddock")
    assert resident.entry.card.person == "Trevor Haddock"
    assert resident.heard.startswith("I am passing you to the bins and recycling team.")


def test_the_person_who_answers_the_phone_hears_whom_the_caller_wants(centre: Centre):
    resident = centre.resident("is trevor there", channel=Channel.PHONE, caller=MOBILE)
    _, tried = centre.queue.whisper(resident.key)
    assert tried == "They asked for Trevor Haddock. Asked for somebody by name."


def test_who_asked_for_nobody_is_announced_as_before(centre: Centre):
    resident = centre.resident("a person please", channel=Channel.PHONE)
    assert resident.entry.card.person is None
    assert "They asked for" not in centre.queue.whisper(resident.key)[1]


def test_out_of_hours_the_call_back_keeps_the_name(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    centre.resident("is trevor there", "yes", "07700 900123", "yes", "Sam")
    (row,) = centre.call_backs()
    assert (row.team, row.card["person"]) == ("waste", "Trevor Haddock")


def test_when_nobody_answers_the_phone_the_call_back_keeps_the_name(centre: Centre):
    resident = centre.resident("is trevor there", channel=Channel.PHONE, caller=MOBILE)
    centre.turns.nobody_answered(resident.key)
    for words in ("yes", "yes", "Sam"):
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


def test_who_was_at_the_desk_and_left_is_said_to_be_away_and_the_team_helps(centre_on_each: Centre):
    presence.seen(centre_on_each.database, "Trevor Haddock", TUESDAY - timedelta(minutes=13))
    resident = centre_on_each.resident("is trevor there")
    assert resident.heard.startswith(AWAY)
    assert "I am passing you to the bins and recycling team." in resident.heard
    assert resident.entry.card.person == "Trevor Haddock"


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
