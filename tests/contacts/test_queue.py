"""The queue as advisers work it: who is first, who has whom, what is said and what came of it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from contacts.acts import Priority
from contacts.errors import NothingSaid, TooLong, UnknownContact
from contacts.models import CallBackStatus, Channel, HandOffStatus, Outcome, QueueEntry, Status
from contacts.waiting import queue
from contacts.waiting.queue import OUTCOMES, AlreadyTaken, EntryView, NotYours, UnknownEntry
from tests.contacts.parts import MOBILE, TUESDAY, Centre, Resident, councils_own

MINUTE = timedelta(minutes=1)


@pytest.fixture
def centre(centre_on_each: Centre) -> Centre:
    """Everything here is shown on both kinds of database."""
    return centre_on_each


def waiting(centre: Centre, *lines: str, channel: Channel = Channel.WEBCHAT) -> Resident:
    """Somebody who waits for a person, a minute after the one before."""
    centre.clock.pass_(MINUTE)
    return centre.resident(*lines, "a person please", channel=channel, caller=MOBILE)


def accepted(
    centre: Centre, by: str = "Aisha", channel: Channel = Channel.WEBCHAT
) -> tuple[Resident, EntryView]:
    resident = waiting(centre, channel=channel)
    return resident, centre.queue.accept(resident.entry.id, by)


def finish(centre: Centre, entry: EntryView, by: str = "Aisha", outcome: str = "answered") -> EntryView:
    return centre.queue.finish(entry.id, by, outcome=outcome, note="", asked_again=False)


# Waiting


def test_urgent_first_then_whoever_has_waited_longest(centre: Centre):
    first, second = waiting(centre), waiting(centre)
    centre.clock.pass_(MINUTE)
    urgent = centre.resident("distress")
    centre.clock.pass_(MINUTE)
    urgent_too = centre.resident("distress")
    order = [entry.contact_key for entry in centre.queue.waiting()]
    assert order == [one.key for one in (urgent, urgent_too, first, second)]


def test_nobody_waiting_is_an_empty_list(centre: Centre):
    assert (centre.queue.waiting(), centre.queue.held_by("Aisha"), centre.queue.call_backs()) == ([], [], [])


# Accepting


def test_accepting_gives_the_contact_to_the_adviser(centre: Centre):
    resident, entry = accepted(centre)
    assert (entry.status, entry.adviser, entry.accepted_at) == ("accepted", "Aisha", centre.clock.time)
    assert centre.queue.waiting() == []
    assert [held.id for held in centre.queue.held_by("Aisha")] == [entry.id]
    assert centre.queue.held_by("Tom") == []
    assert resident.contact.status == Status.ADVISER
    assert resident.transcript[-1] == ("assistant", "Aisha has joined the chat.")


def test_nobody_joins_a_chat_that_is_a_call(centre: Centre):
    resident, _ = accepted(centre, channel=Channel.PHONE)
    assert not any("joined" in line for _, line in resident.transcript)


def test_accepting_what_is_already_yours_changes_nothing(centre: Centre):
    resident, entry = accepted(centre)
    centre.clock.pass_(MINUTE)
    assert centre.queue.accept(entry.id, "Aisha") == entry
    assert [line for _, line in resident.transcript].count("Aisha has joined the chat.") == 1


def test_the_second_is_told_who_was_first(centre: Centre):
    _, entry = accepted(centre)
    with pytest.raises(AlreadyTaken) as refused:
        centre.queue.accept(entry.id, "Tom")
    assert refused.value.by == "Aisha"


def test_of_eight_at_once_one_has_it(centre: Centre):
    resident = waiting(centre)
    entry_id, together = resident.entry.id, threading.Barrier(8)

    def accept(number: int) -> str:
        together.wait(5)
        try:
            return str(centre.queue.accept(entry_id, f"Adviser {number}").adviser)
        except AlreadyTaken as taken:
            return f"taken by {taken.by}"

    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(accept, range(8)))
    has_it = str(centre.queue.entry(entry_id).adviser)
    assert sorted(results) == sorted([has_it] + [f"taken by {has_it}"] * 7)
    assert sum("has joined" in line for _, line in resident.transcript) == 1


def test_who_left_before_can_be_taken_by_nobody(centre: Centre):
    resident = waiting(centre)
    entry = resident.entry
    resident.leaves()
    with pytest.raises(AlreadyTaken) as refused:
        centre.queue.accept(entry.id, "Aisha")
    assert refused.value.by is None


@pytest.mark.parametrize("meanwhile", ["leaves", "danger"])
def test_what_happens_at_the_very_moment_of_accepting_leaves_one_story(centre: Centre, meanwhile: str):
    """Two processes lock the same two rows; neither may wait for the other for ever, nor undo it."""
    for _ in range(8):
        resident = waiting(centre)
        entry_id, together = resident.entry.id, threading.Barrier(2)

        def accept(entry_id: int = entry_id, together: threading.Barrier = together) -> None:
            together.wait(5)
            centre.queue.accept(entry_id, "Aisha")

        def resident_acts(resident: Resident = resident, together: threading.Barrier = together) -> None:
            together.wait(5)
            if meanwhile == "leaves":
                resident.leaves()
            else:
                resident.says("there is a fire")

        with ThreadPoolExecutor(2) as threads:
            accepting, acting = threads.submit(accept), threads.submit(resident_acts)
            acting.result()
            refused = isinstance(accepting.exception(), AlreadyTaken)
            if not refused:
                accepting.result()
        entry, contact = centre.queue.entry(entry_id), resident.contact
        if meanwhile == "danger":
            assert (entry.status, entry.priority) == (HandOffStatus.ACCEPTED, Priority.URGENT)
            assert contact.status == Status.ADVISER
        else:
            assert contact.status == Status.ENDED
            expected = (HandOffStatus.ABANDONED, Outcome.GAVE_UP_IN_QUEUE)
            accepted_first = (HandOffStatus.ACCEPTED, Outcome.HANDED_OVER)
            assert (entry.status, contact.outcome) == (expected if refused else accepted_first)


# Talking


def test_what_an_adviser_says_is_in_the_chat_under_their_name(centre: Centre):
    resident, entry = accepted(centre)
    before = centre.turns.read(resident.key).messages[-1].id
    centre.queue.say(entry.id, "Aisha", "  Hello Sam\u200b, I have your case.  ")
    (line,) = centre.turns.read(resident.key, after=before).messages
    assert (line.author, line.author_name, line.turn) == ("adviser", "Aisha", None)
    assert getattr(line.act, "text", "") == "Hello Sam, I have your case."


def test_a_resident_goes_on_talking_to_the_adviser_and_the_assistant_hears_nothing(centre: Centre):
    resident, entry = accepted(centre)
    asked = len(centre.assistant.asked)
    assert resident.says("thank you") == ""
    centre.queue.say(entry.id, "Aisha", "You are welcome.")
    assert resident.transcript[-2:] == [("resident", "thank you"), ("adviser", "You are welcome.")]
    assert len(centre.assistant.asked) == asked


@pytest.mark.parametrize(("words", "refusal"), [(" \u200b ", NothingSaid), ("x" * 2_001, TooLong)])
def test_an_adviser_too_must_say_something_and_not_too_much(
    centre: Centre, words: str, refusal: type[Exception]
):
    _, entry = accepted(centre)
    with pytest.raises(refusal):
        centre.queue.say(entry.id, "Aisha", words)


# Finishing


@pytest.mark.parametrize("outcome", ["answered", "no_reply"])
def test_finishing_records_what_came_of_it_and_ends_the_chat(centre: Centre, outcome: str):
    assert outcome in OUTCOMES
    resident, entry = accepted(centre)
    view = centre.queue.finish(entry.id, "Aisha", outcome=outcome, note=" Sorted. ", asked_again=True)
    assert (view.status, view.outcome) == (HandOffStatus.FINISHED, outcome)
    (row,) = resident.entries
    assert (row.note, row.asked_again, row.finished_at) == ("Sorted.", True, centre.clock.time)
    assert (resident.contact.status, resident.contact.outcome) == (Status.ENDED, Outcome.HANDED_OVER)
    assert resident.transcript[-1][1].startswith("Aisha has finished the chat.")
    assert centre.queue.held_by("Aisha") == []


def test_finishing_twice_changes_nothing(centre: Centre):
    resident, entry = accepted(centre)
    first = finish(centre, entry, outcome="case_opened")
    assert finish(centre, entry, outcome="no_reply") == first
    assert sum("has finished" in line for _, line in resident.transcript) == 1


def test_an_outcome_that_is_none_is_refused(centre: Centre):
    _, entry = accepted(centre)
    with pytest.raises(ValueError, match="'brilliant' is not an outcome"):
        finish(centre, entry, outcome="brilliant")
    assert centre.queue.entry(entry.id).status == HandOffStatus.ACCEPTED


def test_finishing_after_the_resident_left_is_no_last_word(centre: Centre):
    resident, entry = accepted(centre)
    resident.leaves()
    ended_at = resident.contact.ended_at
    centre.clock.pass_(MINUTE)
    finish(centre, entry, outcome="resident_left")
    assert not any("has finished" in line for _, line in resident.transcript)
    assert resident.contact.ended_at == ended_at


# Not yours


def test_only_who_accepted_may_talk_or_finish(centre: Centre):
    resident, entry = accepted(centre)
    lines = len(resident.transcript)
    with pytest.raises(NotYours):
        centre.queue.say(entry.id, "Tom", "Hello")
    with pytest.raises(NotYours):
        finish(centre, entry, by="Tom")
    finish(centre, entry)
    with pytest.raises(NotYours):
        finish(centre, entry, by="Tom")
    with pytest.raises(NotYours):
        centre.queue.say(entry.id, "Aisha", "One more thing")
    assert len(resident.transcript) == lines + 1  # that the chat is finished


def test_nobody_talks_to_who_still_waits(centre: Centre):
    entry = waiting(centre).entry
    with pytest.raises(NotYours):
        centre.queue.say(entry.id, "Aisha", "Hello")
    with pytest.raises(NotYours):
        finish(centre, entry)


def test_an_entry_that_is_not_there(centre: Centre):
    for use in (
        lambda: centre.queue.entry(999),
        lambda: centre.queue.accept(999, "Aisha"),
        lambda: centre.queue.say(999, "Aisha", "Hello"),
        lambda: centre.queue.finish(999, "Aisha", outcome="answered", note="", asked_again=False),
        lambda: centre.queue.call_back_done(999, "Aisha", ""),
    ):
        with pytest.raises(UnknownEntry):
            use()
    with pytest.raises(UnknownContact):
        centre.queue.whisper("not-a-key")


# On the phone


def whispered(centre: Centre, key: str) -> str:
    own = councils_own()
    return centre.queue.whisper(key).words(own.words, own.council.catalogue)


def test_the_whisper_says_what_it_is_about_and_where_it_got_to(centre: Centre):
    resident = waiting(centre, channel=Channel.PHONE)
    assert (
        whispered(centre, resident.key)
        == "Sam Ward, about a missed bin collection. Asked for a person. Press 1 to take it."
    )


def test_the_whisper_says_that_there_is_danger_and_nothing_twice(centre: Centre):
    resident = centre.resident("there is a fire", channel=Channel.PHONE)
    assert whispered(centre, resident.key) == "A caller. Danger. Press 1 to take it."


def test_without_an_entry_the_whisper_is_general(centre: Centre):
    resident = centre.resident(channel=Channel.PHONE)
    assert whispered(centre, resident.key) == "A caller, about a general enquiry. Press 1 to take it."


@pytest.mark.parametrize("on_the_desk", [True, False])
def test_a_call_that_was_answered_is_over_and_handed_over(centre: Centre, on_the_desk: bool):
    resident = waiting(centre, channel=Channel.PHONE)
    entry = resident.entry
    if on_the_desk:
        centre.queue.accept(entry.id, "Aisha")
    centre.queue.phone_call_over(resident.key)
    assert (resident.contact.status, resident.contact.outcome) == (Status.ENDED, Outcome.HANDED_OVER)
    (row,) = resident.entries
    if on_the_desk:  # they still write down what came of it
        assert row.status == HandOffStatus.ACCEPTED
        finish(centre, entry)
    else:
        assert (row.status, row.note) == (HandOffStatus.FINISHED, "Answered by phone")


def test_a_hang_up_reported_before_the_end_of_the_talk_is_put_right(centre: Centre):
    """Twilio's reports come in any order; the caller hung up, but had talked to a person."""
    resident = waiting(centre, channel=Channel.PHONE)
    resident.leaves()
    centre.queue.phone_call_over(resident.key)
    assert resident.contact.outcome == Outcome.HANDED_OVER
    assert [row.status for row in resident.entries] == [HandOffStatus.FINISHED]


# Call-backs


def test_call_backs_are_listed_by_when_they_are_due_until_they_are_done(centre: Centre):
    lines = ("ring me", "07700 900123", "yes")
    centre.clock.time = TUESDAY + timedelta(days=1)
    centre.resident(*lines, "Later")
    centre.clock.time = TUESDAY
    centre.resident(*lines, "Sooner")
    centre.resident(*lines, "Sooner too")
    assert [call.name for call in centre.queue.call_backs()] == ["Sooner", "Sooner too", "Later"]

    done = centre.queue.call_back_done(centre.queue.call_backs()[0].id, "Aisha", " Rang, sorted. ")
    assert done.status == CallBackStatus.DONE
    assert [call.name for call in centre.queue.call_backs()] == ["Sooner too", "Later"]
    (row, *_) = [row for row in centre.call_backs() if row.name == "Sooner"]
    assert (row.card["done_by"], row.card["note"]) == ("Aisha", "Rang, sorted.")


def test_what_is_too_long_is_refused_before_it_is_searched_for_numbers(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
):
    """Words without end would hold the desk up."""
    _, entry = accepted(centre)
    searched: list[str] = []
    monkeypatch.setattr(queue, "by_an_adviser", searched.append)
    with pytest.raises(TooLong):
        centre.queue.say(entry.id, "Aisha", "4711 " * 40_000)
    assert searched == []


def test_what_an_adviser_writes_keeps_no_payment_card_and_no_pin(centre: Centre):
    resident, entry = accepted(centre)
    centre.queue.say(entry.id, "Aisha", "so that is 4111 1111 1111 1111?")
    assert resident.transcript[-1] == ("adviser", "so that is ••••?")
    centre.queue.say(entry.id, "Aisha", "your pin is 4\u200b7\u200b1\u200b1")
    assert resident.transcript[-1] == ("adviser", "your pin is ••••")
    centre.queue.finish(entry.id, "Aisha", outcome="answered", note="his pin is 4711", asked_again=False)
    with centre.database.reading() as session:
        assert session.get_one(QueueEntry, entry.id).note == "his pin is ••••"
