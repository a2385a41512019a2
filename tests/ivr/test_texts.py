"""Texts in: the same assistant as the chat, each text taken once and in its turn, and no loops."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from contacts.idle import IDLE, close_idle
from contacts.models import Channel, Outcome, Status
from contacts.said import MASK
from contacts.texts import gsm
from ivr.models import TextArrival
from ivr.texting.arrivals import CLAIM_SECONDS
from ivr.texting.text_webhook import text_of
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre
from tests.ivr.text_parts import ADVISER, ANOTHER_MOBILE, OUR_NUMBER, TextLine

BIN_ANSWER = "Leave it out and we will come back.\nAnything else?"
GREETING = "This is Marlbury Council's assistant, a computer."
NO_PICTURES = "I cannot see pictures, only words."


class Died(BaseException):
    """As when the process is killed: nothing catches it."""


@pytest.fixture
def line(centre: Centre) -> Iterator[TextLine]:
    with TextLine(centre) as line:
        yield line


# A conversation


def test_the_first_answer_says_who_answers_and_how_to_stop_it(line: TextLine):
    said = line.text("my bin was missed")
    assert said.startswith(GREETING)
    assert "STOP" in said
    assert said.endswith(BIN_ANSWER)


def test_later_answers_are_the_answer_alone(line: TextLine):
    line.text("my bin was missed")
    assert line.text("my bin again") == BIN_ANSWER
    (contact,) = line.contacts()
    assert (contact.channel, contact.caller) == (Channel.TEXT, MOBILE)


def test_two_numbers_are_two_conversations(line: TextLine):
    line.text("my bin was missed")
    assert line.text("my bin was missed", ANOTHER_MOBILE).startswith(GREETING)
    assert len(line.contacts()) == len(line.contacts(ANOTHER_MOBILE)) == 1


def test_a_conversation_goes_on_for_some_hours_and_no_longer(line: TextLine, centre: Centre):
    line.text("which bin is it")
    centre.clock.pass_(IDLE[Channel.TEXT])
    assert line.text("1") != ""
    assert len(line.contacts()) == 1
    centre.clock.pass_(IDLE[Channel.TEXT] + timedelta(minutes=1))
    assert line.text("my bin was missed").startswith(GREETING)
    assert len(line.contacts()) == 2


def test_one_that_was_left_is_closed_as_given_up(line: TextLine, centre: Centre):
    line.text("my bin was missed")
    centre.clock.pass_(IDLE[Channel.TEXT] + timedelta(minutes=1))
    assert close_idle(centre.database, centre.clock()) == 1
    assert line.contacts()[0].outcome == Outcome.GAVE_UP_AFTER_ANSWER


def test_after_goodbye_the_next_text_begins_anew(line: TextLine):
    line.text("my bin was missed")
    assert line.text("bye") == "Goodbye."
    assert line.text("my bin was missed").startswith(GREETING)


@pytest.mark.parametrize(("reply", "chosen"), [("1", "green"), ("2.", "food"), ("Food caddy", "food")])
def test_a_number_or_a_name_answers_a_choice(line: TextLine, centre: Centre, reply: str, chosen: str):
    assert line.text("which bin is it").endswith("Which bin? Reply 1 for Green bin, 2 for Food caddy.")
    line.text(reply)
    assert centre.assistant.asked[-1].value == chosen


@pytest.mark.parametrize(("reply", "chosen"), [("YES", "yes"), ("1", "yes"), ("n", "no"), ("2", "no")])
def test_yes_and_no_answer_a_question_for_them(line: TextLine, centre: Centre, reply: str, chosen: str):
    line.text("report it please")
    line.text(reply)
    assert centre.assistant.asked[-1].value == chosen


def test_the_assistant_is_told_that_it_is_a_text(line: TextLine, centre: Centre):
    line.text("my bin was missed")
    assert centre.assistant.asked[-1].channel is Channel.TEXT


def test_when_the_assistant_is_down_another_try_and_a_person_are_offered(line: TextLine, centre: Centre):
    centre.assistant.down = True
    said = line.text("my bin was missed")
    assert said.endswith("Reply 1 for Try again, 2 for Speak to a person.")
    centre.assistant.down = False
    assert line.text("1") == BIN_ANSWER


# Danger


def test_in_danger_999_comes_before_everything_else(line: TextLine):
    assert line.text("my house is on fire").startswith("If anyone is in danger, call 999 now.")
    assert line.queue.waiting()[0].priority == "urgent"


def test_in_danger_out_of_hours_the_question_still_comes_last(line: TextLine, centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    said = line.text("my house is on fire")
    assert said.startswith("If anyone is in danger, call 999 now.")
    assert said.index(GREETING) < said.index("Shall I ask someone to phone you?")
    assert said.endswith("Reply 1 for yes, 2 for no.")


def test_danger_is_heard_in_the_middle_of_a_conversation(line: TextLine):
    line.text("which bin is it")
    assert line.text("my house is on fire").startswith("If anyone is in danger, call 999 now.")


# Secrets


def test_a_pin_is_not_asked_for(line: TextLine):
    line.text("my bin was missed")
    said = line.text("renew with my pin")
    assert "What is your PIN" not in said
    assert "Please do not text a card number or a PIN" in said
    assert "01632 960001" in said


def test_a_pin_texted_all_the_same_is_masked_and_goes_no_further(line: TextLine, centre: Centre):
    line.text("renew with my pin")
    line.text("it is 4821")
    assert line.said()[-1] == MASK
    assert (centre.assistant.asked[-1].words, centre.assistant.asked[-1].value) == (MASK, None)


def test_a_text_about_a_pin_gets_one_answer_and_no_help_with_giving_it(line: TextLine):
    said = line.text("renew please")
    assert said.count("Please do not text") == 1
    assert "long number" not in said
    assert "card number?" not in said


def test_where_a_pin_would_be_needed_a_person_is_one_text_away(line: TextLine):
    line.text("renew with my pin")
    line.text("1")
    assert [entry.channel for entry in line.queue.waiting()] == [Channel.TEXT]


# A person


def test_an_adviser_is_brought_and_their_lines_go_out_as_texts(line: TextLine):
    assert "passing you to" in line.text("I want a person")
    entry = line.accepted()
    line.queue.say(entry.id, ADVISER, "Hello, I’ll look at it now.")
    assert line.telephone.texted == [(MOBILE, f"{ADVISER}: Hello, I'll look at it now.")]
    assert line.text("thank you") == ""
    assert line.said()[-1] == "thank you"


def test_what_an_adviser_is_told_is_no_choice_of_an_earlier_question(line: TextLine):
    line.text("which bin is it")
    line.text("I want a person")
    line.accepted()
    line.text("1")
    assert line.said()[-1] == "1"


def test_a_line_that_cannot_be_sent_now_is_kept_and_tried_again(line: TextLine, centre: Centre):
    line.text("I want a person")
    entry = line.accepted()
    line.telephone.refuses = "the network does not answer"
    line_id = line.queue.say(entry.id, ADVISER, "Hello").messages[0].id
    assert line.outbox.not_delivered([line_id])[line_id].last_error == "the network does not answer"
    line.telephone.refuses = ""
    (waiting,) = line.outbox.recent()
    assert waiting.attempts == 1
    line.outbox.deliver_due(waiting.created_at + timedelta(minutes=2))
    assert line.telephone.texted == [(MOBILE, f"{ADVISER}: Hello")]
    assert line.outbox.not_delivered([line_id]) == {}


def test_a_waiting_conversation_does_not_grow_old(line: TextLine, centre: Centre):
    line.text("I want a person")
    centre.clock.pass_(timedelta(days=1))
    line.text("are you there?")
    assert len(line.contacts()) == 1


def test_when_an_adviser_has_finished_the_next_text_begins_anew(line: TextLine):
    line.text("I want a person")
    entry = line.accepted()
    line.queue.finish(entry.id, ADVISER, outcome="answered", note="", asked_again=False)
    assert line.text("my bin was missed").startswith(GREETING)


def test_out_of_hours_a_call_is_offered_to_the_number_that_texts(line: TextLine, centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    assert "Shall I ask someone to phone you? Reply 1 for yes, 2 for no." in line.text("I want a person")
    assert "the number you are texting from, the one ending 0 1 2 3?" in line.text("1")
    line.text("yes")
    assert "will ring 07700 900123" in line.text("Sam")
    assert [call.number for call in centre.call_backs()] == [MOBILE]


# Repeats and order


def test_a_repeated_webhook_gets_the_same_answer_and_runs_nothing(line: TextLine, centre: Centre):
    form = line.form("my bin was missed")
    assert line.receives(form) == line.receives(form)
    assert len(centre.assistant.asked) == 1
    assert line.said() == ["my bin was missed"]


def test_the_same_words_again_are_another_text(line: TextLine, centre: Centre):
    line.text("my bin was missed")
    line.text("my bin was missed")
    assert len(centre.assistant.asked) == 2


def test_a_repeat_while_the_first_is_being_answered_runs_nothing(line: TextLine, centre: Centre):
    form, centre.assistant.gate = line.form("my bin was missed"), threading.Event()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(line.receives, form)
        assert centre.assistant.entered.wait(5)
        second = pool.submit(line.receives, form)
        centre.assistant.gate.set()
        assert first.result() == second.result()
    assert len(centre.assistant.asked) == 1


def test_two_texts_at_once_are_taken_in_order(line: TextLine, centre: Centre):
    centre.assistant.gate = threading.Event()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(line.text, "which bin is it")
        assert centre.assistant.entered.wait(5)
        second = pool.submit(line.text, "2")  # an answer to what the first leads to
        centre.assistant.gate.set()
        assert first.result().startswith(GREETING)
        assert second.result() != ""
    assert [turn.value for turn in centre.assistant.asked] == [None, "food"]
    assert len(line.contacts()) == 1


def test_a_text_whose_first_try_died_is_taken_once_in_its_place(line: TextLine, centre: Centre):
    line.text("which bin is it")
    form = line.form("2")

    centre.assistant.broken = Died()  # type: ignore[assignment]
    with pytest.raises(Died):
        line.texts.answer(text_of(form))
    centre.assistant.broken = None
    centre.clock.pass_(timedelta(seconds=CLAIM_SECONDS))
    assert line.receives(form) != ""
    assert centre.assistant.asked[-1].again
    assert line.said() == ["which bin is it", "Food caddy"]


def test_a_failure_of_ours_is_answered_with_words_and_a_number(line: TextLine, centre: Centre):
    centre.assistant.broken = RuntimeError("a bug")
    said = line.text("my bin was missed")
    assert "something has gone wrong" in said
    assert "01632 960001" in said


# What comes in


@pytest.mark.parametrize(
    "number", ["", "PARCELS", "60006", "+60006", "anonymous", "whatsapp:+447700900123", OUR_NUMBER, "+4477"]
)
def test_no_machine_is_answered(line: TextLine, centre: Centre, number: str):
    assert line.text("my bin was missed", number) == ""
    assert (centre.assistant.asked, line.contacts(number)) == ([], [])


def test_a_picture_is_told_to_be_unseen_and_its_words_are_taken(line: TextLine):
    line.text("my bin was missed")
    assert line.text("my bin again", NumMedia="1") == f"{NO_PICTURES}\n{BIN_ANSWER}"
    assert line.text("", NumMedia="2") == NO_PICTURES


@pytest.mark.parametrize("words", ["", "  ", "\u200b"])
def test_a_text_without_words_is_asked_for_some(line: TextLine, centre: Centre, words: str):
    assert line.text(words).startswith("I did not get any words.")
    assert centre.assistant.asked == []


@pytest.mark.parametrize("words", ["😀", "x" * 1_600, "<Say>&amp;</Say>", "\x00 bin"])
def test_strange_words_are_a_turn_like_any_other(line: TextLine, words: str):
    assert line.text(words).startswith(GREETING)


@pytest.mark.parametrize("number", ["many", "-1", "", "9" * 50])
def test_a_strange_count_of_pictures_is_none(line: TextLine, number: str):
    assert line.text("my bin was missed", NumMedia=number).startswith(GREETING)


def test_a_machine_that_repeats_itself_is_not_answered_for_ever(line: TextLine):
    answers = [line.text("I am driving and will reply later") for _ in range(6)]
    assert [answer != "" for answer in answers] == [True, True, True, True, False, False]


def test_a_form_that_is_not_signed_is_refused(line: TextLine, centre: Centre):
    assert line.post(line.form("my bin was missed"), signature="wrong").status_code == 403
    assert line.post({"From": MOBILE, "Body": "no account"}).status_code == 403
    assert centre.assistant.asked == []


def test_a_text_that_cannot_be_told_from_a_repeat_is_answered_and_nothing_done(
    line: TextLine, centre: Centre
):
    nameless = {name: value for name, value in line.form("my bin").items() if name != "MessageSid"}
    answer = line.post(nameless)
    assert answer.status_code == 200
    assert "<Message" in answer.text
    assert centre.assistant.asked == []


def test_no_words_of_a_resident_are_kept_beside_the_conversation(line: TextLine, centre: Centre):
    line.text("zebra crossing")
    with centre.database.reading() as session:
        (row,) = session.query(TextArrival).all()
    kept = (row.message_sid, row.digest, row.choice)
    assert "zebra" not in str(kept)


def test_every_answer_here_keeps_to_three_segments(line: TextLine):
    for words in ("my bin was missed", "which bin is it", "I want a person", "my house is on fire", "HELP"):
        assert gsm.segments(line.text(words)) <= 3


def test_what_is_stored_says_where_it_stands(line: TextLine):
    line.text("I want a person")
    assert line.contacts()[0].status == Status.WAITING


def test_many_texts_at_once_are_as_many_turns_of_one_conversation(line: TextLine):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: line.text(f"my bin {number}"), range(8)))
    assert all(answers)
    assert len(line.contacts()) == 1
    assert sorted(line.said()) == [f"my bin {number}" for number in range(8)]
