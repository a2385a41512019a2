"""Places nobody waits in any more, on either database; whole calls are in tests/ivr/test_lost_callers.py."""

from __future__ import annotations

from datetime import timedelta

from contacts.models import Channel, HandOffStatus, Outcome, Status
from contacts.waiting.lost_callers import LONGEST, LOST_AFTER, LostCallers
from tests.contacts.parts import Centre, Resident

A_MINUTE = timedelta(minutes=1)


def lost_callers(centre: Centre) -> LostCallers:
    return LostCallers(centre.database, centre.events, None, centre.clock)


def waiting(centre: Centre, channel: Channel = Channel.PHONE) -> Resident:
    return centre.resident("a person please", channel=channel)


def test_only_who_has_not_been_seen_for_minutes_is_given_up(centre_on_each: Centre):
    lost, seen = waiting(centre_on_each), waiting(centre_on_each)
    callers = lost_callers(centre_on_each)
    for resident in (lost, seen):
        callers.seen(resident.entry.id)
    last_seen = centre_on_each.clock.time
    centre_on_each.clock.pass_(LOST_AFTER - A_MINUTE)
    callers.seen(seen.entry.id)
    assert callers.give_up() == 0
    centre_on_each.clock.pass_(A_MINUTE + A_MINUTE)
    assert [callers.give_up(), callers.give_up()] == [1, 0]
    assert [entry.status for entry in lost.entries] == [HandOffStatus.ABANDONED]
    assert (lost.contact.outcome, lost.contact.ended_at) == (Outcome.GAVE_UP_IN_QUEUE, last_seen)
    assert seen.contact.status == Status.WAITING


def test_who_waits_in_the_chat_shows_no_sign_of_it_and_keeps_the_place(centre_on_each: Centre):
    resident = waiting(centre_on_each, Channel.WEBCHAT)
    centre_on_each.clock.pass_(LONGEST + A_MINUTE)
    assert lost_callers(centre_on_each).give_up() == 0
    assert resident.contact.status == Status.WAITING


def test_a_call_whose_wait_was_never_asked_about_is_given_the_longest_a_call_lasts(centre_on_each: Centre):
    resident = waiting(centre_on_each)
    lost_callers(centre_on_each).elsewhere(resident.entry.id)
    centre_on_each.clock.pass_(LONGEST)
    assert lost_callers(centre_on_each).give_up() == 0
    centre_on_each.clock.pass_(A_MINUTE)
    assert lost_callers(centre_on_each).give_up() == 1
    assert resident.contact.outcome == Outcome.GAVE_UP_IN_QUEUE


def test_an_adviser_who_is_quicker_keeps_the_caller(centre_on_each: Centre):
    resident = waiting(centre_on_each)
    callers = lost_callers(centre_on_each)
    callers.seen(resident.entry.id)
    centre_on_each.clock.pass_(LOST_AFTER + A_MINUTE)
    centre_on_each.queue.accept(resident.entry.id, "Aisha")
    assert callers.give_up() == 0
    assert resident.contact.status == Status.ADVISER
