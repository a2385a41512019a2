"""Callers who wait for a person: whole calls with signed forms, and the telephones that are rung for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from contacts.acts import Priority
from contacts.models import HandOffStatus, Outcome, QueueEntry, Ring, RingStatus, Status
from ivr.simulator import Ending, SimulatedCall, State, parse
from ivr.simulator.placing import PlacedCall
from tests.contacts.parts import MOBILE, TUESDAY_JUST_BEFORE_CLOSING, Centre
from tests.ivr.parts import ACCOUNT_SID, BASE, CONTACT_CENTRE, WASTE, PhoneLine

NEIGHBOUR = "+447700900456"
LIBRARY = "+441632960004"
GONE = "The caller has gone, or a colleague has them."


def only_ring(line: PhoneLine) -> PlacedCall:
    (placed,) = line.network.ringing
    return placed


def entries(line: PhoneLine) -> list[QueueEntry]:
    with line.centre.database.reading() as session:
        return session.query(QueueEntry).order_by(QueueEntry.id).all()


def rings(line: PhoneLine) -> list[Ring]:
    with line.centre.database.reading() as session:
        return session.query(Ring).order_by(Ring.id).all()


def outcome(line: PhoneLine, call: SimulatedCall) -> str | None:
    contact = line.contact(call)
    assert contact.status == Status.ENDED
    return contact.outcome


def a_round(line: PhoneLine, call: SimulatedCall) -> str:
    """Half a minute of waiting. Returns what the caller hears next."""
    line.centre.clock.pass_(timedelta(seconds=30))
    heard = [call.stays_silent().words]
    if call.state is State.QUEUED:
        heard.append(call.stays_silent().words)
    return " ".join(heard)


# Waiting


def test_a_caller_waits_in_a_queue_of_their_own_and_the_team_is_rung(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    assert call.words.startswith("I am getting the bins and recycling team for you.")
    assert "You are next in the queue for the bins and recycling team." in call.words
    assert "press 1. You keep your place." in call.words
    assert call.in_queue == f"entry-{entries(waiting_line)[0].id}"
    assert only_ring(waiting_line).number == WASTE


@pytest.mark.parametrize("carried", ["", "?s=", "?s=x", "?s=0"])
def test_a_wait_page_whose_step_is_lost_keeps_the_caller_waiting(waiting_line: PhoneLine, carried: str):
    call = waiting_line.dial("a person please")
    for path in ("wait", "wait-key"):
        page = waiting_line.post(path + carried, {"CallSid": call.call_sid})
        assert "You are next in the queue" in page.text
        step = re.search(r"wait-key\?s=(\d+)", page.text)
        assert step
        assert f"queue-left?s={step[1]}" in call.exchanges[-2].answer


@pytest.mark.parametrize("path", ["turn", "turn?s=77", "moved?e=x"])
def test_who_waits_goes_on_waiting_whatever_is_asked_for(waiting_line: PhoneLine, path: str):
    call = waiting_line.dial("a person please")
    assert (
        f"entry-{entries(waiting_line)[0].id}</Enqueue>"
        in waiting_line.post(path, {"CallSid": call.call_sid}).text
    )


def test_out_of_the_queue_is_out_of_the_queue_without_the_step(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    waiting_line.post("wait-key?s=2", {"CallSid": call.call_sid, "Digits": "1"})
    left = {"CallSid": call.call_sid, "QueueResult": "leave", "CallStatus": "in-progress"}
    assert "ending 0 1 2 3?" in waiting_line.post("queue-left?s=x", left).text


@pytest.mark.parametrize("carried", ["", "?r=x"])
def test_whoever_is_rung_is_known_by_their_call(waiting_line: PhoneLine, carried: str):
    call = waiting_line.dial("a person please")
    ring = {"CallSid": only_ring(waiting_line).call_sid}
    assert "about a missed bin" in waiting_line.post(f"agent{carried}", ring).text
    taken = waiting_line.post(f"agent-key{carried}", {**ring, "Digits": "1"})
    assert f"entry-{entries(waiting_line)[0].id}</Queue>" in taken.text
    assert waiting_line.post(f"agent-status{carried}", {**ring, "CallStatus": "completed"}).status_code == 204
    assert [ring.status for ring in rings(waiting_line)] == [RingStatus.OVER]
    assert waiting_line.contact(call).status == Status.ADVISER


@pytest.mark.parametrize("path", ["agent", "agent-key?r=x"])
def test_a_telephone_nobody_rang_for_us_is_told_that_the_caller_has_gone(waiting_line: PhoneLine, path: str):
    assert GONE in waiting_line.post(path, {"CallSid": "CA" + "e" * 32, "Digits": "1"}).text


def test_no_time_is_claimed_until_it_is_known(waiting_line: PhoneLine):
    assert "minute" not in waiting_line.dial("a person please").words


def test_the_usual_wait_of_today_is_told(waiting_line: PhoneLine):
    for minutes in (2, 4, 9):
        served = waiting_line.dial("a person please")
        waiting_line.centre.clock.pass_(timedelta(minutes=minutes))
        only_ring(waiting_line).answers().presses("1")
        waiting_line.centre.clock.pass_(timedelta(minutes=1))
        served.hangs_up()
    call = waiting_line.dial("a person please")
    assert "Callers today have waited about 4 minutes." in call.words


def test_of_too_few_today_the_last_weeks_tell(waiting_line: PhoneLine):
    served = waiting_line.dial("a person please")
    waiting_line.centre.clock.pass_(timedelta(minutes=4))
    only_ring(waiting_line).answers().presses("1")
    waiting_line.centre.clock.pass_(timedelta(minutes=1))
    served.hangs_up()
    waiting_line.centre.clock.pass_(timedelta(days=1))
    assert "Lately callers have waited about 4 minutes." in waiting_line.dial("a person please").words


def test_whoever_asks_how_long_is_told_where_nobody_knows(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    assert "I cannot tell yet how long it will be." not in call.words
    assert "I cannot tell yet how long it will be." in call.says("how long will it be").words


def test_nobody_hears_nothing_for_20_seconds(waiting_line: PhoneLine):
    waits = waiting_line.dial("a person please").last_document
    quiet = [int(length) for length in re.findall(r'<Pause length="(\d+)"', waits)]
    key = re.search(r'timeout="(\d+)"', waits)
    assert key
    quiet[-1] += int(key[1])
    assert len(quiet) == 2
    assert max(quiet) < 20
    first, second = waits.split("<Pause")[1:]
    assert "You are still in the queue." in first
    assert "<Say" not in second


def test_who_waits_longer_than_usual_is_told_so_and_promised_nothing(waiting_line: PhoneLine):
    test_the_usual_wait_of_today_is_told(waiting_line)
    call = waiting_line.calls[-1]
    waiting_line.centre.clock.pass_(timedelta(minutes=6))
    heard = a_round(waiting_line, call)
    assert "You have not been forgotten." in heard
    assert "minutes" not in heard


def test_the_second_caller_hears_their_position_and_moves_up(waiting_line: PhoneLine):
    first = waiting_line.dial("a person please")
    second = waiting_line.dial("a person please", caller=NEIGHBOUR)
    assert "You are second in the queue for the bins and recycling team." in second.words
    first.hangs_up()
    assert "You are next in the queue" in a_round(waiting_line, second)


def test_there_is_no_music_for_a_relay_assistant_to_describe(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    a_round(waiting_line, call)
    assert {heard.kind for heard in call.heard} <= {"words", "pause"}


def test_a_key_that_means_nothing_says_it_again(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please").presses("7")
    assert "You are next in the queue" in call.words
    assert len(rings(waiting_line)) == 1


# Heard while waiting

DANGERS_TOLD = {
    "by plain words": ("I am having chest pains", "9 9 9", False),
    "by plain words, with the assistant down": ("I am having chest pains", "9 9 9", True),
    "as only the assistant knows": ("my mother is trapped", "9 9 9", False),
    "by asking for 999": ("I need 999", "9 9 9", False),
    "as a wish to die": ("I am going to kill myself", "Samaritans", True),
}


@pytest.mark.parametrize(("words", "told", "down"), DANGERS_TOLD.values(), ids=DANGERS_TOLD.keys())
def test_danger_told_while_waiting_is_answered_and_goes_to_the_front(
    waiting_line: PhoneLine, words: str, told: str, down: bool
):
    waiting_line.dial("a person please")
    call = waiting_line.dial("a person please", caller=NEIGHBOUR)
    waiting_line.centre.assistant.down = down
    heard = call.says(words).words
    assert told in heard
    assert "You are next in the queue" in heard
    first = waiting_line.centre.queue.waiting()[0]
    assert (first.id, first.priority) == (entries(waiting_line)[1].id, Priority.URGENT)
    assert first.why_first == ["Danger"]
    assert call.in_queue
    assert len(entries(waiting_line)) == 2


@pytest.mark.parametrize(("words", "told"), [("I cannot cope", "Samaritans"), ("she has bruises", "9 9 9")])
def test_distress_or_harm_told_while_waiting_passes_ordinary_callers(
    waiting_line: PhoneLine, words: str, told: str
):
    waiting_line.dial("a person please")
    call = waiting_line.dial("a person please", caller=NEIGHBOUR)
    heard = call.says(words).words
    assert told in heard
    assert "You are next in the queue" in heard
    first = waiting_line.centre.queue.waiting()[0]
    assert (first.id, first.priority) == (entries(waiting_line)[1].id, Priority.URGENT)
    assert first.why_first == ["May be vulnerable"]
    assert len(entries(waiting_line)) == 2


def test_abuse_while_waiting_changes_nothing(waiting_line: PhoneLine):
    waiting_line.dial("a person please")
    waiting_line.dial("a person please", caller=NEIGHBOUR).says("you useless idiot")
    assert [entry.priority for entry in entries(waiting_line)] == [Priority.NORMAL, Priority.NORMAL]


@pytest.mark.parametrize("words", ["call me back please", "I'd rather be rung back, call me back"])
def test_who_says_call_me_back_keeps_the_place(waiting_line: PhoneLine, words: str):
    call = waiting_line.dial("a person please").says(words)
    assert call.words.startswith("We will ring you back, and you keep your place in the queue.")


def test_a_call_back_wished_beside_not_being_recorded_is_arranged(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please").says("don't record me, just ring me back")
    assert "not recorded" in call.words or "will not be recorded" in call.words
    assert "We will ring you back, and you keep your place in the queue." in call.words


@pytest.mark.parametrize("words", ["never mind", "oh forget it", "I'll call back later"])
def test_who_wants_nobody_any_more_gives_the_place_up_and_may_go_on(waiting_line: PhoneLine, words: str):
    call = waiting_line.dial("a person please").says(words)
    assert call.in_queue is None
    assert call.words.endswith("anything else I can help you with?")
    assert waiting_line.network.ringing == []
    assert entries(waiting_line)[0].status == HandOffStatus.ABANDONED
    assert "Leave it out" in call.says("my bin was missed").words


def test_where_they_stand_is_said_again_and_slower(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    assert "You are next in the queue" in call.says("say that again").words
    assert "You are next in the queue" in call.says("hello is anyone there").words
    assert "<prosody" not in call.exchanges[-1].answer
    call.says("slower please")
    assert "<prosody" in call.exchanges[-1].answer


def test_talk_in_the_room_changes_nothing_and_is_not_kept(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    assert call.says("and now the weather").words == "You are still in the queue."
    assert call.in_queue
    assert len(rings(waiting_line)) == 1
    contact = waiting_line.contact(call)
    with waiting_line.centre.database.reading() as session:
        assert [turn.words for turn in session.get_one(type(contact), contact.id).turns] == [
            "a person please"
        ]
    assert "You are next in the queue" in a_round(waiting_line, call)


# Somebody answers


def test_who_answers_hears_who_and_what_and_takes_exactly_this_caller(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    ring = only_ring(waiting_line).answers()
    assert ring.whispered == (
        "Sam Ward, about a missed bin collection. Asked for a person. Press 1 to take it."
    )
    ring.presses("1")
    assert ring.talks_to is call
    assert call.words == "Connecting you now."
    assert call.state is State.BRIDGED
    waiting_line.centre.clock.pass_(timedelta(minutes=3))
    ring.hangs_up()
    assert call.words == "Thank you for calling. Goodbye."
    assert outcome(waiting_line, call) == Outcome.HANDED_OVER
    (entry,) = entries(waiting_line)
    assert entry.status == HandOffStatus.FINISHED
    assert entry.accepted_at is not None
    assert entry.finished_at - entry.accepted_at == timedelta(minutes=3)


def test_the_card_is_on_the_desk_as_the_whisper_starts(waiting_line: PhoneLine):
    waiting_line.dial("a person please")
    queue = waiting_line.centre.queue
    (entry,) = queue.waiting()
    assert entry.ringing is not None
    assert not entry.ringing.whispering
    only_ring(waiting_line).answers()
    (entry,) = queue.waiting()
    assert entry.ringing is not None
    assert (entry.ringing.team, entry.ringing.whispering) == ("waste", True)


def test_whoever_answered_says_so_at_the_desk_and_has_the_card(waiting_line: PhoneLine):
    waiting_line.dial("a person please")
    only_ring(waiting_line).answers().presses("1")
    queue = waiting_line.centre.queue
    assert queue.waiting() == []
    (entry,) = queue.taken_by_phone()
    queue.accept(entry.id, "Tom Fielding")
    assert queue.taken_by_phone() == []
    assert [held.id for held in queue.held_by("Tom Fielding")] == [entry.id]


def test_a_claimed_call_is_still_finished_by_its_adviser(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    ring = only_ring(waiting_line).answers().presses("1")
    queue = waiting_line.centre.queue
    entry = queue.accept(queue.taken_by_phone()[0].id, "Tom Fielding")
    ring.hangs_up()
    assert call.state is State.ENDED
    done = queue.finish(entry.id, "Tom Fielding", outcome="answered", note="", asked_again=False)
    assert (done.status, done.outcome) == (HandOffStatus.FINISHED, "answered")


REFUSALS: dict[str, Callable[[PlacedCall], PlacedCall]] = {
    "another key": lambda ring: ring.answers().presses("2"),
    "no key, an answering machine": lambda ring: ring.answers().stays_silent(),
    "hanging up on the whisper": lambda ring: ring.answers().hangs_up(),
    "no answer": lambda ring: ring.does_not_answer(),
    "busy": lambda ring: ring.is_busy(),
    "failed": lambda ring: ring.fails(),
}


@pytest.mark.parametrize("refuses", REFUSALS.values(), ids=REFUSALS.keys())
def test_no_answer_rings_the_next_and_then_a_call_back_is_offered(
    waiting_line: PhoneLine, refuses: Callable[[PlacedCall], PlacedCall]
):
    call = waiting_line.dial("a person please")
    refuses(only_ring(waiting_line))
    assert only_ring(waiting_line).number == CONTACT_CENTRE  # the deputy of the bins team, and the last stop
    refuses(only_ring(waiting_line))
    assert waiting_line.network.ringing == []
    heard = a_round(waiting_line, call)
    assert "I am sorry, nobody was free to take your call. Shall I ask someone to phone you?" in heard
    call.presses("1").presses("1").says("Sam")
    (booked,) = waiting_line.centre.call_backs()
    assert (booked.number, booked.team) == (MOBILE, "waste")


def test_who_presses_the_key_and_hangs_up_leaves_nobody_stuck(waiting_line: PhoneLine):
    """The caller was never joined, and asks for the next round of waiting."""
    call = waiting_line.dial("a person please")
    waiting_line.network.calls.clear()  # the network finds nobody in the queue
    ring = only_ring(waiting_line).answers().presses("1")
    assert GONE in ring.whispered
    waiting_line.network.calls.append(call)
    assert "You are next in the queue" in a_round(waiting_line, call)
    only_ring(waiting_line).answers().presses("1")
    assert call.state is State.BRIDGED


def test_an_end_that_is_never_reported_is_noticed(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    waiting_line.network.placed.clear()
    for _ in range(3):
        a_round(waiting_line, call)
    assert [ring.status for ring in rings(waiting_line)] == [RingStatus.NOT_TAKEN, RingStatus.RINGING]


def test_reports_may_be_repeated_and_late(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    ring = only_ring(waiting_line).answers().presses("1")
    fields = {"CallSid": ring.call_sid, "CallStatus": "completed"}
    ring.hangs_up()
    for _ in range(3):
        assert waiting_line.post("agent-status?r=1", fields).status_code == 204
    assert len(rings(waiting_line)) == 1
    assert outcome(waiting_line, call) == Outcome.HANDED_OVER


@pytest.mark.parametrize("path", ["agent", "agent-key", "agent-done"])
def test_a_ring_nobody_knows_is_told_that_the_caller_has_gone(waiting_line: PhoneLine, path: str):
    fields = {"CallSid": "CA" + "e" * 32, "Digits": "1", "DialCallStatus": "no-answer"}
    answer = waiting_line.post(f"{path}?r=999", fields)
    assert GONE in answer.text
    assert waiting_line.post("agent-status?r=999", {**fields, "CallStatus": "failed"}).status_code == 204


# Order


def test_who_is_in_danger_is_taken_first_though_another_rang_first(waiting_line: PhoneLine):
    patient = waiting_line.dial("a person please")
    patient_ring = only_ring(waiting_line)
    patient_ring.is_busy()  # the bins team: now the contact centre rings for them
    urgent = waiting_line.dial("there is a fire", caller=NEIGHBOUR)
    first = only_ring(waiting_line).answers()
    assert "Danger" in first.whispered
    first.presses("1")
    assert first.talks_to is urgent
    second = only_ring(waiting_line).answers().presses("1")
    assert second.talks_to is patient


def test_two_callers_are_served_in_the_order_they_came(waiting_line: PhoneLine):
    first, second = (
        waiting_line.dial("a person please"),
        waiting_line.dial("a person please", caller=NEIGHBOUR),
    )
    only_ring(waiting_line).answers().presses("1")
    assert first.state is State.BRIDGED
    only_ring(waiting_line).answers().presses("1")
    assert second.state is State.BRIDGED


def test_who_says_that_there_is_danger_while_waiting_goes_to_the_front(waiting_line: PhoneLine):
    """By chat, where one can go on writing."""
    waiting_line.dial("a person please")
    chat = waiting_line.centre.resident("a person please")
    chat.says("there is a fire")
    assert waiting_line.centre.queue.waiting()[0].contact_key == chat.key


# Rather be rung


def test_danger_must_not_wait_for_a_call_back_whatever_place_is_kept(waiting_line: PhoneLine):
    call = waiting_line.dial("there is a fire").presses("1")
    assert call.words.startswith(
        "A call from us is only for what can wait. If anyone is in danger, hang up and dial 9 9 9 now. "
        "We will ring you back, and you keep your place"
    )


def test_a_call_back_keeps_the_place(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    since = entries(waiting_line)[0].waiting_since
    waiting_line.centre.clock.pass_(timedelta(minutes=4))
    ring = only_ring(waiting_line)
    call.presses("1")
    assert call.words.startswith("We will ring you back, and you keep your place in the queue.")
    assert ring.state is State.ENDED
    call.presses("1").says("Sam")
    (booked,) = waiting_line.centre.call_backs()
    assert (booked.waiting_since, booked.ring_from) == (since, waiting_line.centre.clock.time)
    later = waiting_line.dial("a person please", caller=NEIGHBOUR)
    assert "You are second in the queue" in later.words  # the one who is to be rung comes first
    call.says("bye")
    assert outcome(waiting_line, call) == Outcome.CALL_BACK


def test_a_kept_place_comes_before_call_backs_asked_for_later(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    waiting_line.dial("ring me", caller=NEIGHBOUR).presses("1").says("Jo")
    waiting_line.centre.clock.pass_(timedelta(minutes=1))
    call.presses("1").presses("1").says("Sam")
    assert [row.name for row in waiting_line.centre.queue.call_backs()] == ["Sam", "Jo"]


def test_without_a_number_after_all_they_go_back_to_their_place(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    since = entries(waiting_line)[0].waiting_since
    waiting_line.centre.clock.pass_(timedelta(minutes=2))
    call.presses("1").says("never mind")
    assert "You are next in the queue" in call.words
    left, again = entries(waiting_line)
    assert (left.status, again.status) == (HandOffStatus.ABANDONED, HandOffStatus.WAITING)
    assert again.waiting_since == since


def test_who_presses_as_somebody_takes_the_call_is_told_that_they_come(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    entry = entries(waiting_line)[0].id
    only_ring(waiting_line).answers()
    waiting_line.ringing.taken(1)
    call.presses("1")
    assert call.words == "Somebody is taking your call now."
    assert waiting_line.centre.queue.entry(entry).status == HandOffStatus.ACCEPTED


def test_just_before_closing_the_call_is_promised_for_the_morning(waiting_line: PhoneLine):
    waiting_line.centre.clock.time = TUESDAY_JUST_BEFORE_CLOSING
    call = waiting_line.dial("a person please").presses("1").presses("1").says("Sam")
    assert "tomorrow before 5.15pm" in call.words


# Hanging up, and faults


def test_a_hang_up_while_waiting_stops_the_ringing(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    ring = only_ring(waiting_line)
    call.hangs_up()
    assert ring.state is State.ENDED
    assert outcome(waiting_line, call) == Outcome.GAVE_UP_IN_QUEUE
    assert waiting_line.centre.queue.waiting() == []
    assert len(waiting_line.network.placed) == 1


def test_a_hang_up_during_the_whisper_is_told_to_who_answered(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    ring = only_ring(waiting_line).answers()
    call.hangs_up()
    ring.presses("1")
    assert GONE in ring.whispered
    assert outcome(waiting_line, call) == Outcome.GAVE_UP_IN_QUEUE


def test_a_hang_up_after_talking_was_handed_over(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    only_ring(waiting_line).answers().presses("1")
    call.hangs_up()
    assert outcome(waiting_line, call) == Outcome.HANDED_OVER


@pytest.mark.parametrize("result", ["queue-full", "error", "system-error", "", "novel"])
def test_a_queue_that_fails_dials_the_team_directly(waiting_line: PhoneLine, result: str):
    call = waiting_line.dial("a person please")
    step = call.last_document.split("wait-key?s=")[1].split('"')[0]
    fields = {"CallSid": call.call_sid, "CallStatus": "in-progress", "QueueResult": result}
    (dial,) = parse(waiting_line.post(f"queue-left?s={step}", fields).text)
    assert (dial.name, dial.children[0].words) == ("Dial", WASTE)


def test_a_network_that_cannot_be_asked_dials_the_team_directly(waiting_line: PhoneLine):
    waiting_line.network.broken = True
    call = waiting_line.dial("a person please")
    assert (call.state, call.ringing_numbers) == (State.DIALLING, [WASTE])
    call.adviser_answers().adviser_presses("1").adviser_hangs_up()
    assert outcome(waiting_line, call) == Outcome.HANDED_OVER


def test_a_network_that_breaks_while_they_wait(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    waiting_line.network.broken = True
    only_ring(waiting_line).does_not_answer()
    a_round(waiting_line, call)
    assert (call.state, call.ringing_numbers) == (State.DIALLING, [WASTE])


def test_a_repeated_round_rings_nobody_twice(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    for _ in range(3):
        call.repeat_last_request()
    assert len(waiting_line.network.placed) == len(rings(waiting_line)) == 1


def test_everything_of_the_queue_wants_a_signature(waiting_line: PhoneLine):
    paths = ("wait?s=1", "wait-key?s=1", "queue-left?s=1", "moved?e=1", "message?s=1", "message-ready")
    agents = ("agent?r=1", "agent-key?r=1", "agent-done?r=1", "agent-status?r=1", "connecting")
    for path in (*paths, *agents):
        fields = {"AccountSid": ACCOUNT_SID, "CallSid": "CA" + "f" * 32}
        assert waiting_line.http.post(f"/ivr/{path}", data=fields).status_code == 403
        assert waiting_line.post(path, fields).status_code in (200, 204), path


# Passed on by an adviser


def test_a_caller_is_moved_to_another_team_with_the_card(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    ring = only_ring(waiting_line).answers().presses("1")
    queue = waiting_line.centre.queue
    entry = queue.accept(queue.taken_by_phone()[0].id, "Tom Fielding")
    placed = waiting_line.passing_on.pass_on(
        entry.id, "Tom Fielding", "libraries", "Wants the mobile library"
    )
    assert call.words.startswith("I am getting the library for you. They have your details.")
    assert call.in_queue == f"entry-{placed}"
    assert ring.state is State.ENDED
    new = queue.entry(placed)
    assert new.card.notes == ["Tom Fielding: Wants the mobile library"]
    assert new.card.collected["Address"] == "12 Mill Lane"
    assert "Passed on by a colleague" in new.why_first
    assert queue.entry(entry.id).outcome == "passed_to_team"
    assert only_ring(waiting_line).number == LIBRARY
    only_ring(waiting_line).answers().presses("1")
    assert call.state is State.BRIDGED
    call.hangs_up()
    assert outcome(waiting_line, call) == Outcome.HANDED_OVER


def test_a_move_that_is_reported_twice_is_one(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    only_ring(waiting_line).answers().presses("1")
    queue = waiting_line.centre.queue
    entry = queue.accept(queue.taken_by_phone()[0].id, "Tom Fielding")
    placed = waiting_line.passing_on.pass_on(entry.id, "Tom Fielding", "libraries", "Wants a card")
    moved = [waiting_line.post(f"moved?e={placed}", {"CallSid": call.call_sid}).text for _ in range(3)]
    assert len(set(moved)) == 1
    assert f"{BASE}/ivr/queue-left" in moved[0]


def test_a_message_is_not_asked_for_out_of_hours(waiting_line: PhoneLine):
    """There it is a call-back at an honest time, or nothing."""
    waiting_line.centre.clock.pass_(timedelta(hours=12))
    call = waiting_line.dial().presses("0").presses("2")
    assert "Is there anything else I can help you with?" in call.words
    call.hangs_up()
    assert call.ended_because is Ending.CALLER_HUNG_UP


# Over ConversationRelay, at the caller's pace, and where nobody waits


def test_a_call_over_the_relay_waits_in_the_queue_too(centre: Centre):
    with PhoneLine(centre, "relay", queueing=True) as line:
        call = line.dial("a person please")
        assert "You are next in the queue for the bins and recycling team." in call.words
        only_ring(line).answers().presses("1")
        assert call.state is State.BRIDGED
        call.hangs_up()
        assert outcome(line, call) == Outcome.HANDED_OVER
        line.check_every_answer()


def test_who_asked_for_it_slower_waits_at_that_pace(waiting_line: PhoneLine):
    call = waiting_line.dial("slower please", "a person please")
    assert call.state is State.LISTENING
    assert "/ivr/wait-key" in call.last_document
    assert 'rate="80%"' in call.last_document


def test_where_teams_are_dialled_directly_a_caller_is_moved_on_to_the_next(line: PhoneLine):
    call = line.dial("a person please").adviser_answers().adviser_presses("1")
    queue = line.centre.queue
    entry = queue.accept(queue.waiting()[0].id, "Tom Fielding")
    line.passing_on.pass_on(entry.id, "Tom Fielding", "libraries", "Wants the mobile library")
    assert call.words.startswith("I am getting the library for you. They have your details.")
    assert call.ringing_numbers == [LIBRARY]
    call.adviser_answers().adviser_presses("1").adviser_hangs_up()
    assert outcome(line, call) == Outcome.HANDED_OVER


def test_the_key_counts_during_the_whole_wait(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    (gather,) = parse(call.last_document)
    assert gather.name == "Gather"
    assert gather.children[-1].name == "Pause"
