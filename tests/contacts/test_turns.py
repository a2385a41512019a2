"""A turn is stored before anything acts on it, is answered once, and always gives the same reply."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

import contacts.claims
from contacts.acts import Ask, Say
from contacts.claims import CLAIM_SECONDS, Claim
from contacts.errors import (
    ChoiceNotOffered,
    ContactEnded,
    StillWorking,
    TurnConflict,
    TurnOutOfOrder,
    UnknownContact,
)
from contacts.lookups import A_PERSON, TRY_AGAIN
from contacts.models import Channel, Contact, Status
from contacts.said import Said
from contacts.turns import TurnTaken
from tests.contacts.parts import Centre, FakeAssistant, texts

BIN = Said("my bin was missed")


@pytest.fixture
def centre(centre_on_each: Centre) -> Centre:
    """Everything here is shown on both kinds of database."""
    return centre_on_each


def reply(taken: TurnTaken) -> str:
    return texts(taken.acts)


def claimed_by_a_process_that_dies(centre: Centre, key: str, said: Said = BIN) -> Claim:
    """The turn is stored, and nobody goes on with it."""
    claim = contacts.claims.Claims(centre.database).claim(key, 1, said, centre.clock())
    assert isinstance(claim, Claim)
    return claim


# Once


def test_a_turn_is_stored_before_the_assistant_is_asked(centre: Centre):
    resident = centre.resident()
    centre.assistant.gate = threading.Event()
    with ThreadPoolExecutor(1) as elsewhere:
        answering = elsewhere.submit(resident.says, "my bin was missed")
        assert centre.assistant.entered.wait(5)
        (stored,) = resident.turns
        assert (stored.number, stored.words, stored.acts) == (1, "my bin was missed", None)
        assert resident.transcript == [("resident", "my bin was missed")]
        centre.assistant.gate.set()
        assert answering.result() == "Leave it out and we will come back. Anything else?"
    (stored,) = resident.turns
    assert stored.acts is not None
    assert stored.answered_at == centre.clock.time


def test_a_turn_keeps_what_was_understood(centre: Centre):
    (turn,) = centre.resident("my bin was missed").turns
    assert turn.understanding == {"intent": "report_missed_bin", "confidence": 1.0}


def test_the_transcript_has_every_line_in_order(centre: Centre):
    resident = centre.resident("my bin was missed", "and the caddy")
    assert resident.transcript == [
        ("resident", "my bin was missed"),
        ("assistant", "Leave it out and we will come back."),
        ("assistant", "Anything else?"),
        ("resident", "and the caddy"),
        ("assistant", "I have told the crew."),
        ("assistant", "Anything else?"),
    ]


def test_the_same_number_and_words_give_the_stored_reply_and_the_assistant_is_asked_once(centre: Centre):
    key = centre.resident().key
    first, again = centre.turns.take(key, 1, BIN), centre.turns.take(key, 1, BIN)
    assert (again.acts, again.transcript) == (first.acts, first.transcript)
    assert len(centre.assistant.asked) == 1


@pytest.mark.parametrize("words", ["my bin was missed", "mumble"])
def test_a_repeat_knows_as_well_whether_it_was_understood(centre: Centre, words: str):
    """A call counts what was not understood, and its webhook may be asked again by another process."""
    resident = centre.resident(words)
    assert centre.turns.take(resident.key, 1, Said(words)) == resident.taken


def test_an_older_turn_can_be_repeated_too(centre: Centre):
    resident = centre.resident("my bin was missed", "and the caddy")
    assert reply(centre.turns.take(resident.key, 1, BIN)).startswith("Leave it out")
    assert len(centre.assistant.asked) == 2


def test_eight_at_once_get_one_answer(centre: Centre):
    key = centre.resident().key
    together = threading.Barrier(8)

    def take(_: int) -> TurnTaken:
        together.wait(5)
        return centre.turns.take(key, 1, BIN)

    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(take, range(8)))
    assert len(centre.assistant.asked) == 1
    assert {reply(one) for one in taken} == {"Leave it out and we will come back. Anything else?"}
    assert {len(one.transcript.messages) for one in taken} == {3}


def test_eight_at_once_with_different_words_are_one_turn_and_seven_conflicts(centre: Centre):
    key = centre.resident().key
    together = threading.Barrier(8)

    def take(number: int) -> str:
        together.wait(5)
        try:
            return reply(centre.turns.take(key, 1, Said(f"bin number {number}")))
        except TurnConflict:
            return "conflict"

    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(take, range(8)))
    assert sorted(results) == ["Leave it out and we will come back. Anything else?"] + ["conflict"] * 7
    assert len(centre.assistant.asked) == 1


def test_a_stranger_to_the_process_gives_the_stored_reply(centre: Centre):
    resident = centre.resident("my bin was missed")
    elsewhere = FakeAssistant()
    assert reply(centre.another_process(elsewhere).take(resident.key, 1, BIN)) == resident.heard
    assert elsewhere.asked == []


# Refused, and nothing stored


def test_the_same_number_with_other_words_is_a_conflict(centre: Centre):
    resident = centre.resident("my bin was missed")
    with pytest.raises(TurnConflict):
        centre.turns.take(resident.key, 1, Said("my bin was stolen"))
    assert len(resident.turns) == 1


def test_words_are_not_a_choice_of_the_same_text(centre: Centre):
    resident = centre.resident("shall you report it", "yes")
    with pytest.raises(TurnConflict):
        centre.turns.take(resident.key, 2, Said(choice="yes"))


def test_a_number_skipped_is_refused_with_the_one_expected(centre: Centre):
    resident = centre.resident("my bin was missed")
    with pytest.raises(TurnOutOfOrder) as refused:
        centre.turns.take(resident.key, 3, BIN)
    assert refused.value.expected == 2
    assert len(resident.turns) == 1


@pytest.mark.parametrize("number", [0, -1, 2, 10**9])
def test_the_first_turn_is_number_one(centre: Centre, number: int):
    with pytest.raises(TurnOutOfOrder) as refused:
        centre.turns.take(centre.resident().key, number, BIN)
    assert refused.value.expected == 1


def test_an_unknown_key_opens_nothing(centre: Centre):
    for use in (
        lambda: centre.turns.take("not-a-key", 1, BIN),
        lambda: centre.turns.read("not-a-key"),
        lambda: centre.turns.leave("not-a-key"),
        lambda: centre.turns.nobody_answered("not-a-key"),
    ):
        with pytest.raises(UnknownContact):
            use()


def test_an_ended_contact_takes_no_more_turns_but_repeats_its_last(centre: Centre):
    resident = centre.resident("my bin was missed", "bye")
    with pytest.raises(ContactEnded):
        resident.says("wait")
    assert reply(centre.turns.take(resident.key, 2, Said("bye"))) == "Goodbye."
    assert len(resident.turns) == 2


def test_a_contact_that_was_left_takes_no_more_turns(centre: Centre):
    resident = centre.resident()
    resident.leaves()
    with pytest.raises(ContactEnded):
        resident.says("wait")
    assert resident.turns == []


# Choices


def test_a_choice_is_written_by_its_label_and_asked_by_its_value(centre: Centre):
    resident = centre.resident("which bins are there")
    resident.chooses("food")
    assert resident.transcript[2] == ("resident", "Food caddy")
    assert (centre.assistant.asked[-1].words, centre.assistant.asked[-1].value) == ("Food caddy", "food")


@pytest.mark.parametrize("words", ["Food caddy", "food caddy.", "FOOD CADDY!"])
def test_a_label_that_is_typed_is_that_choice(centre: Centre, words: str):
    resident = centre.resident("which bins are there", words)
    assert centre.assistant.asked[-1].value == "food"
    assert centre.turns.take(resident.key, 2, Said(words)).acts == resident.acts  # a repeat of it too


FIRST, SECOND = "intent:query_council_tax_discount", "intent:register_death"


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("the first one please", FIRST),
        ("number one", FIRST),
        ("one", FIRST),
        ("press one", FIRST),
        ("the former", FIRST),
        ("the discount", FIRST),
        ("the second one", SECOND),
        ("option two", SECOND),
        ("the last one", SECOND),
        ("not the first one", SECOND),
        ("it's registering the death", SECOND),
        ("number three", "something_else"),
        ("neither", "something_else"),
        ("none of those", "something_else"),
    ],
)
def test_one_of_those_read_out_is_named_by_its_place_or_in_a_few_words(
    centre: Centre, channel: Channel, words: str, value: str
):
    resident = centre.resident("between two", words, channel=channel)
    assert centre.assistant.asked[-1].value == value
    assert centre.turns.take(resident.key, 2, Said(words)).acts == resident.acts  # a repeat of it too


@pytest.mark.parametrize("words", ["yes", "both", "no", "my bin was missed", "one moment"])
def test_what_names_none_of_them_is_taken_as_it_is_said(centre: Centre, words: str):
    centre.resident("between two", words)
    assert (centre.assistant.asked[-1].words, centre.assistant.asked[-1].value) == (words, None)


def test_a_choice_that_is_not_offered_is_refused(centre: Centre):
    resident = centre.resident("which bins are there")
    for value in ("blue", "yes", "try_again", "intent:report_missed_bin", ""):
        if value:
            with pytest.raises(ChoiceNotOffered):
                resident.chooses(value)
    assert len(resident.turns) == 1
    assert resident.says("never mind") == "Heard: never mind Anything else?"


def test_a_choice_of_an_earlier_question_is_not_on_offer_any_more(centre: Centre):
    resident = centre.resident("which bins are there", "shall you report it")
    with pytest.raises(ChoiceNotOffered):
        resident.chooses("food")


@pytest.mark.parametrize(
    "before", [(), ("my bin was missed",), ("which bins are there",), ("my pin please",), ("mumble",)]
)
def test_a_person_may_be_chosen_at_any_moment(centre: Centre, before: tuple[str, ...]):
    resident = centre.resident(*before)
    assert "I am passing you to the bins and recycling team." in resident.asks_for_a_person()
    assert resident.contact.status == Status.WAITING
    assert resident.transcript[-3] == ("resident", "Speak to a person")


# A process that died, or was slow


def test_a_turn_that_a_dead_process_claimed_is_taken_over_and_asks_again(centre: Centre):
    resident = centre.resident()
    claimed_by_a_process_that_dies(centre, resident.key)
    assert resident.transcript == [("resident", "my bin was missed")]

    centre.clock.pass_(timedelta(seconds=CLAIM_SECONDS))
    assert resident.says("my bin was missed").startswith("Leave it out")
    (asked,) = centre.assistant.asked
    assert (asked.number, asked.words, asked.again) == (1, "my bin was missed", True)
    assert len(resident.transcript) == 3


def test_until_then_it_is_still_being_answered(centre: Centre, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(contacts.claims, "WAIT_SECONDS", 0.2)
    resident = centre.resident()
    claimed_by_a_process_that_dies(centre, resident.key)
    centre.clock.pass_(timedelta(seconds=CLAIM_SECONDS - 1))
    with pytest.raises(StillWorking):
        resident.says("my bin was missed")
    assert centre.assistant.asked == []


def test_of_eight_that_take_over_one_asks(centre: Centre):
    key = centre.resident().key
    claimed_by_a_process_that_dies(centre, key)
    centre.clock.pass_(timedelta(seconds=CLAIM_SECONDS))
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _: centre.turns.take(key, 1, BIN), range(8)))
    assert len(centre.assistant.asked) == 1
    assert len({reply(one) for one in taken}) == 1


def test_of_a_slow_process_and_the_one_that_took_over_the_first_answer_stands(centre: Centre):
    slow = FakeAssistant(gate=threading.Event())
    resident = centre.resident()
    with ThreadPoolExecutor(1) as elsewhere:
        late = elsewhere.submit(centre.another_process(slow).take, resident.key, 1, BIN)
        assert slow.entered.wait(5)
        centre.clock.pass_(timedelta(seconds=CLAIM_SECONDS))
        assert resident.says("my bin was missed").startswith("Leave it out")
        assert slow.gate is not None
        slow.gate.set()
        assert reply(late.result()) == resident.heard
    assert len(resident.transcript) == 3  # not written twice


def test_a_conflict_is_seen_even_while_the_first_is_being_answered(centre: Centre):
    key = centre.resident().key
    claimed_by_a_process_that_dies(centre, key)
    with pytest.raises(TurnConflict):
        centre.turns.take(key, 1, Said("something else"))


def test_an_assistant_that_breaks_leaves_the_turn_to_be_asked_again(centre: Centre):
    resident = centre.resident()
    centre.assistant.broken = RuntimeError("a fault of ours")
    with pytest.raises(RuntimeError):
        resident.says("my bin was missed")
    centre.assistant.broken = None
    centre.clock.pass_(timedelta(seconds=CLAIM_SECONDS))
    assert resident.says("my bin was missed").startswith("Leave it out")


def test_two_turns_in_flight_that_ask_for_a_person_wait_once(centre: Centre):
    """A client that does not wait for the answer before it sends the next."""
    resident = centre.resident()
    slow = FakeAssistant(gate=threading.Event())
    turns = centre.another_process(slow)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(turns.take, resident.key, 1, Said("a person"))
        assert slow.entered.wait(5)
        slow.entered.clear()
        second = threads.submit(turns.take, resident.key, 2, Said("a person please"))
        assert slow.entered.wait(5)
        assert slow.gate is not None
        slow.gate.set()
        first.result()
        second.result()
    assert len(resident.entries) == 1


# Beginning and reading


def test_the_greeting_asks_an_open_question(centre: Centre):
    chat, call = centre.resident(), centre.resident(channel=Channel.PHONE)
    assert "I am a computer, not a person" in texts(chat.greeting)
    assert texts(call.greeting).startswith("Hello, Marlbury Council. In a few words, tell me")
    assert [type(act) for act in chat.greeting] == [type(act) for act in call.greeting] == [Ask]


def test_the_same_call_again_is_the_same_contact(centre: Centre):
    first = centre.turns.begin(Channel.PHONE, call_sid="CA1", caller="+447700900123")
    again = centre.turns.begin(Channel.PHONE, call_sid="CA1", caller="+447700900123")
    assert again == first
    assert centre.turns.find_call("CA1") == first.contact
    assert centre.turns.find_call("CA2") is None


def test_a_call_that_begins_eight_times_at_once_is_one_contact(centre: Centre):
    with ThreadPoolExecutor(8) as threads:
        begun = threads.map(lambda _: centre.turns.begin(Channel.PHONE, call_sid="CA1"), range(8))
        keys = {view.contact for view in begun}
    with centre.database.reading() as session:
        assert session.query(Contact).count() == len(keys) == 1


def test_two_calls_from_one_number_are_two_contacts(centre: Centre):
    one = centre.turns.begin(Channel.PHONE, call_sid="CA1", caller="+447700900123")
    other = centre.turns.begin(Channel.PHONE, call_sid="CA2", caller="+447700900123")
    assert one.contact != other.contact


def test_reading_after_a_message_gives_only_what_came_since(centre: Centre):
    resident = centre.resident("my bin was missed")
    everything = centre.turns.read(resident.key)
    since = centre.turns.read(resident.key, after=everything.messages[1].id)
    assert [message.id for message in since.messages] == [message.id for message in everything.messages[2:]]
    assert (since.next_turn, since.status) == (2, Status.ASSISTANT)
    assert centre.turns.read(resident.key, after=10**9).messages == []


def test_a_reader_sees_no_wishes_only_words(centre: Centre):
    resident = centre.resident("a person please")
    seen = centre.turns.read(resident.key).messages
    assert {type(message.act) for message in seen} == {Say, Ask}
    assert TRY_AGAIN.value != A_PERSON.value
