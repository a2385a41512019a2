"""Who is helped first, and why: the rule, without a database; then what gives the facts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contacts.models import Channel
from contacts.waiting.priority import Facts, ranking
from contacts.waiting.waiting_time import usual_wait, whole_minutes
from tests.contacts.parts import MOBILE, Centre

NOW = timedelta()
HOURS = timedelta(hours=8)


def minutes(*waits: float) -> list[timedelta]:
    return [timedelta(minutes=wait) for wait in waits]


def test_danger_passes_everybody_however_long_they_waited():
    everything = Facts(vulnerable=True, unresolved=9, broken_promises=9, passed_on=True, language="Polish")
    assert ranking(Facts(danger=True), NOW).score > ranking(everything, HOURS).score


def test_somebody_vulnerable_passes_every_ordinary_caller():
    ordinary = Facts(unresolved=9, broken_promises=9, passed_on=True)
    assert ranking(Facts(vulnerable=True), NOW).score > ranking(ordinary, HOURS).score


@pytest.mark.parametrize(
    "facts", [Facts(broken_promises=1), Facts(unresolved=2), Facts(passed_on=True)], ids=str
)
def test_each_other_reason_moves_somebody_forward(facts: Facts):
    assert ranking(facts, NOW).score > ranking(Facts(), NOW).score == 0


def test_one_earlier_contact_is_no_repeat():
    assert ranking(Facts(unresolved=1), NOW) == ranking(Facts(), NOW)


def test_who_rings_all_day_does_not_shut_everybody_else_out():
    assert ranking(Facts(unresolved=3), NOW).score == ranking(Facts(unresolved=30), NOW).score


def test_waiting_moves_somebody_forward_every_five_minutes_for_half_an_hour():
    scores = [ranking(Facts(), wait).score for wait in minutes(0, 4.9, 5, 10, 30, 300)]
    assert scores == [0, 0, 40, 80, 240, 240]


def test_the_reasons_are_words_an_adviser_reads_the_weightiest_first():
    facts = Facts(vulnerable=True, unresolved=3, broken_promises=2)
    assert ranking(facts, timedelta(minutes=11)).reasons == (
        "May be vulnerable",
        "2 cases are past their promised dates",
        "In touch 3 times in the last 7 days without a result",
        "Waiting for over 10 minutes",
    )


def test_facts_are_kept_and_read_again():
    facts = Facts(danger=True, unresolved=4, passed_on=True)
    assert Facts.from_json(facts.as_json()) == facts


# Waiting times


def test_the_usual_wait_is_the_middle_of_the_latest():
    assert usual_wait(minutes(2, 30, 4)) == timedelta(minutes=4)
    assert usual_wait(minutes(*[1] * 10, *[60] * 50)) == timedelta(minutes=1)


@pytest.mark.parametrize("waits", [[], minutes(1), minutes(1, 2)], ids=len)
def test_of_too_few_waits_nothing_is_said(waits: list[timedelta]):
    assert usual_wait(waits) is None


@pytest.mark.parametrize(("seconds", "told"), [(0, 1), (59, 1), (60, 1), (61, 2), (240, 4), (241, 5)])
def test_minutes_are_rounded_up(seconds: int, told: int):
    assert whole_minutes(timedelta(seconds=seconds)) == told


# Facts


def why(centre: Centre) -> list[str]:
    return centre.queue.waiting()[0].why_first


def test_danger_and_distress_are_told_apart(centre: Centre):
    distressed = centre.resident("I cannot cope")
    burning = centre.resident("I am trapped")
    assert [entry.contact_key for entry in centre.queue.waiting()] == [burning.key, distressed.key]
    assert [entry.why_first for entry in centre.queue.waiting()] == [["Danger"], ["May be vulnerable"]]


def test_a_caller_who_gave_up_twice_this_week_goes_forward(centre: Centre):
    for sid in ("CA1", "CA2"):
        centre.resident("hello", channel=Channel.PHONE, caller=MOBILE, call_sid=sid).leaves()
    centre.resident("a person", channel=Channel.PHONE, caller="+447700900999", call_sid="CA3")
    again = centre.resident("a person", channel=Channel.PHONE, caller=MOBILE, call_sid="CA4")
    assert centre.queue.waiting()[0].contact_key == again.key
    assert why(centre) == ["In touch 2 times in the last 7 days without a result"]


def test_what_was_resolved_or_is_long_ago_counts_no_more(centre: Centre):
    for sid in ("CA1", "CA2"):
        centre.resident("hello", channel=Channel.PHONE, caller=MOBILE, call_sid=sid).leaves()
    centre.clock.pass_(timedelta(days=7, minutes=1))
    for sid in ("CA3", "CA4"):
        centre.resident("my bin", "bye", channel=Channel.PHONE, caller=MOBILE, call_sid=sid)
    centre.resident("a person", channel=Channel.PHONE, caller=MOBILE, call_sid="CA5")
    assert why(centre) == []


def test_callers_who_withhold_their_number_are_not_taken_for_one(centre: Centre):
    for sid in ("CA1", "CA2", "CA3"):
        centre.resident("hello", channel=Channel.PHONE, call_sid=sid).leaves()
    centre.resident("a person", channel=Channel.PHONE, call_sid="CA4")
    assert why(centre) == []


def test_a_case_past_its_date_is_a_broken_promise(centre: Centre):
    first = centre.resident("my bin", channel=Channel.PHONE, caller=MOBILE, call_sid="CA1")
    centre.opens_case(first)  # by Friday 27 November
    first.says("bye")
    centre.clock.pass_(timedelta(days=3))
    centre.resident("a person", channel=Channel.PHONE, caller=MOBILE, call_sid="CA2").leaves()
    centre.clock.pass_(timedelta(days=3))
    centre.resident("a person", channel=Channel.PHONE, caller=MOBILE, call_sid="CA3")
    assert why(centre) == ["A case is past its promised date"]


def test_who_needs_an_interpreter_passes_every_ordinary_caller(centre: Centre):
    centre.resident("a person")
    centre.clock.pass_(timedelta(minutes=30))
    spanish = centre.resident("un interprete")
    assert centre.queue.waiting()[0].contact_key == spanish.key


def test_an_interpreter_who_is_wanted_is_on_the_card(centre: Centre):
    centre.resident("un interprete")
    assert centre.queue.waiting()[0].card.language == "Spanish"
