"""The phone over ConversationRelay: the same engine over a WebSocket, and no way through that loses a caller."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import MetaData, select

from contacts.models import HandOffStatus, Outcome, QueueEntry, Status
from ivr.relaying.relay_messages import MOST_CHARACTERS
from ivr.simulator import Closed, Ending, SimulatedCall, State
from ivr.simulator.adviser import new_call_sid
from tests.contacts.parts import TUESDAY_NIGHT, Centre
from tests.ivr.parts import ACCOUNT_SID, BASE, LINE, SWITCHBOARD, WASTE, PhoneLine, Socket

GREETING = "Hello, Marlbury Council. In a few words, tell me what you are calling about."
DID_NOT_HEAR = "Sorry, I did not hear you."
DID_NOT_CATCH = "I am sorry, I did not catch that."
ANSWER = "Leave it out and we will come back. Anything else?"


def begun(line: PhoneLine) -> str:
    """A call that the voice webhook has begun. Returns its CallSid."""
    call_sid = new_call_sid()
    answer = line.post("voice", {"CallSid": call_sid, "From": "+447700900123", "CallStatus": "ringing"})
    assert "<ConversationRelay" in answer.text
    return call_sid


def heard_by_the_council(line: PhoneLine) -> list[str]:
    return [turn.words for turn in line.centre.assistant.asked]


# The opening


def test_a_call_opens_with_who_we_are_and_listens(relay_line: PhoneLine):
    call = relay_line.dial()
    assert call.words.startswith(GREETING)
    assert call.state is State.RELAYED


def test_the_opening_asks_for_british_english_keys_and_our_own_words(relay_line: PhoneLine):
    document = relay_line.dial().last_document
    for wanted in (
        'url="wss://voice.example.gov.uk/ivr/relay"',
        'action="https://voice.example.gov.uk/ivr/relayed"',
        'language="en-GB"',
        'dtmfDetection="true"',
        'ttsProvider="Amazon"',
        'voice="Amy-Neural"',
        'transcriptionProvider="Google"',
        'speechModel="telephony"',
        "speak to someone",
    ):
        assert wanted in document


def test_a_repeated_first_webhook_gets_the_same_answer_byte_for_byte(relay_line: PhoneLine):
    call = relay_line.dial()
    assert call.repeat_last_request() == call.last_document


def test_without_the_setting_calls_go_by_gather_and_there_is_no_websocket(line: PhoneLine):
    assert line.dial().state is State.LISTENING
    with pytest.raises(Closed):
        line.relay()


# Talk


def test_a_question_is_answered_and_another_may_follow(relay_line: PhoneLine):
    call = relay_line.dial("my bin was missed")
    assert call.words == ANSWER
    call.says("bye")
    assert call.words == "Goodbye."
    assert call.ended_because is Ending.LINE_HUNG_UP
    assert relay_line.contact(call).outcome == Outcome.ANSWERED


def test_a_choice_is_made_by_its_key_or_its_name(relay_line: PhoneLine):
    call = relay_line.dial("which bin")
    assert call.words == "Which bin? For Green bin, press 1. For Food caddy, press 2."
    call.presses("2")
    assert relay_line.centre.assistant.asked[-1].value == "food"
    call.says("which bin").says("green bin")
    assert relay_line.centre.assistant.asked[-1].value == "green"


def test_what_is_still_being_said_is_not_taken(relay_line: PhoneLine):
    socket = relay_line.relay(call_sid=begun(relay_line))
    socket.send_json(type="prompt", voicePrompt="my bin", lang="en-GB", last=False)
    socket.send_json(type="prompt", voicePrompt="my bin was missed", lang="en-GB", last=True)
    assert socket.hears() == ANSWER
    assert heard_by_the_council(relay_line) == ["my bin was missed"]
    socket.close()


def test_nothing_at_all_is_no_turn(relay_line: PhoneLine):
    socket = relay_line.relay(call_sid=begun(relay_line))
    socket.send_json(type="prompt", voicePrompt="  ", last=True)
    socket.send_json(type="prompt", voicePrompt="my bin was missed", last=True)
    assert socket.hears() == ANSWER
    assert heard_by_the_council(relay_line) == ["my bin was missed"]
    socket.close()


def test_a_long_speech_is_taken_as_far_as_it_goes(relay_line: PhoneLine):
    assert relay_line.dial("my bin was missed and " + "so on " * 1_000).words == ANSWER


def test_words_said_while_we_think_are_taken_in_their_order(relay_line: PhoneLine):
    assistant = relay_line.centre.assistant
    assistant.gate = threading.Event()
    socket = relay_line.relay(call_sid=begun(relay_line))
    for words in ("my bin was missed", "it was the caddy"):
        socket.send_json(type="prompt", voicePrompt=words, last=True)
    assert assistant.entered.wait(10)
    assistant.gate.set()
    assert socket.hears() == ANSWER
    assert socket.hears() == "I have told the crew. Anything else?"
    assert heard_by_the_council(relay_line) == ["my bin was missed", "it was the caddy"]
    socket.close()


def test_words_said_twice_while_we_think_are_one_turn(relay_line: PhoneLine):
    assistant = relay_line.centre.assistant
    assistant.gate = threading.Event()
    socket = relay_line.relay(call_sid=begun(relay_line))
    socket.send_json(type="prompt", voicePrompt="my bin was missed", last=True)
    assert assistant.entered.wait(10)
    socket.send_json(type="prompt", voicePrompt="my bin was missed", last=True)
    socket.send_json(type="prompt", voicePrompt="it was the caddy", last=True)
    assistant.gate.set()
    assert [socket.hears(), socket.hears()] == [ANSWER, "I have told the crew. Anything else?"]
    assert heard_by_the_council(relay_line) == ["my bin was missed", "it was the caddy"]
    socket.close()


def test_a_key_pressed_before_a_question_was_asked_does_not_answer_it(relay_line: PhoneLine):
    assistant = relay_line.centre.assistant
    assistant.gate = threading.Event()
    socket = relay_line.relay(call_sid=begun(relay_line))
    socket.send_json(type="prompt", voicePrompt="please report it", last=True)
    assert assistant.entered.wait(10)
    socket.send_json(type="dtmf", digit="1")
    socket.send_json(type="prompt", voicePrompt="my bin was missed", last=True)
    assistant.gate.set()
    assert [socket.hears(), socket.hears()] == ["Shall I report it?", ANSWER]
    assert [turn.value for turn in assistant.asked] == [None, None]
    socket.close()


def test_two_calls_at_once_do_not_cross(relay_line: PhoneLine):
    one, other = relay_line.dial("which bin"), relay_line.dial()
    other.says("my bin was missed")
    one.presses("1")
    assert relay_line.centre.assistant.asked[-1].value == "green"
    assert other.words == ANSWER
    assert [relay_line.turns(one), relay_line.turns(other)] == [2, 1]
    assert relay_line.contact(one).key != relay_line.contact(other).key


def test_a_slow_assistant_is_waited_for_and_asked_again(relay_line: PhoneLine):
    relay_line.centre.assistant.fails = 1
    call = relay_line.dial("my bin was missed")
    assert call.words == "I am sorry, something is slow at our end. One moment, please."
    call.stays_silent()
    assert call.words == ANSWER


# Keys


def test_a_number_is_keyed_and_ends_with_hash(relay_line: PhoneLine):
    call = relay_line.dial("my card")
    call.presses("12345678#")
    assert relay_line.centre.assistant.asked[-1].words == "12345678"


def test_a_number_ends_with_a_pause_too(relay_line: PhoneLine):
    socket = relay_line.relay(call_sid=begun(relay_line))
    socket.send_json(type="prompt", voicePrompt="my card", last=True)
    assert socket.hears() == "What is your card number?"
    for digit in "1234":
        socket.send_json(type="dtmf", digit=digit)
    socket.send_json(
        type="prompt", voicePrompt="my bin was missed", last=True
    )  # takes its turn after the number
    socket.settles()
    assert relay_line.patience.waits_for() == 5
    relay_line.patience.passes()
    assert socket.hears() == "Heard: 1234 Anything else?"
    assert socket.hears() == ANSWER
    socket.close()


def test_hash_alone_and_tones_no_telephone_has_are_passed_over(relay_line: PhoneLine):
    socket = relay_line.relay(call_sid=begun(relay_line))
    for digit in "#AD":
        socket.send_json(type="dtmf", digit=digit)
    socket.send_json(type="prompt", voicePrompt="my bin was missed", last=True)
    assert socket.hears() == ANSWER
    socket.close()


def test_zero_brings_a_person_at_any_moment(relay_line: PhoneLine):
    call = relay_line.dial().presses("0")
    assert call.ringing_numbers == [WASTE]


# Secrets


def test_a_pin_is_keyed_and_held(relay_line: PhoneLine):
    relay_line.dial("my pin please").presses("4711#")
    assert relay_line.centre.held_secrets.take(str(relay_line.centre.assistant.asked[-1].value)) == "4711"


def test_a_pin_that_is_spoken_is_stored_nowhere(relay_line: PhoneLine):
    call = relay_line.dial("my pin please").says("four seven one one, 4711")
    assert (
        call.words
        == "Please do not say it. Use the keys on your phone, or press 0 for a person. What is your PIN?"
    )
    assert relay_line.turns(call) == 1
    everything = "\n".join(dump(relay_line))
    assert "my pin please" in everything
    assert "4711" not in everything
    assert "four seven" not in everything


def test_danger_is_heard_while_a_pin_is_asked_for(relay_line: PhoneLine):
    call = relay_line.dial("my pin please").says("there is a gas leak in the house")
    assert call.words.startswith("If anyone is in danger, hang up and dial 9 9 9 now.")
    assert call.state is State.DIALLING


def test_who_keeps_speaking_a_pin_gets_a_person(relay_line: PhoneLine):
    call = relay_line.dial("my pin please").says("it is 1234").says("1234").says("1234!")
    assert call.ringing_numbers == [WASTE]


# Silence


def test_silence_is_noticed_and_brings_a_person_in_the_end(relay_line: PhoneLine):
    call = relay_line.dial().stays_silent()
    assert call.words.startswith(DID_NOT_HEAR)
    assert call.state is State.RELAYED
    call.stays_silent().stays_silent()
    assert call.state is State.DIALLING


def test_silence_is_counted_from_the_end_of_what_we_say(relay_line: PhoneLine):
    socket = relay_line.relay(call_sid=begun(relay_line))
    waits_until(lambda: relay_line.patience.waits_for() > 15)  # the greeting is long
    socket.send_json(type="info", name="agentSpeaking", value="off")
    waits_until(lambda: relay_line.patience.waits_for() == 10)
    socket.send_json(type="prompt", voicePrompt="my card", last=True)
    assert socket.hears() == "What is your card number?"
    waits_until(lambda: relay_line.patience.waits_for() > 15)  # longer: the card has to be found
    socket.send_json(type="info", name="clientSpeaking", value="on")
    waits_until(lambda: relay_line.patience.waits_for() == 15)
    socket.close()


# Breaking in


def test_who_broke_in_may_hear_the_rest(relay_line: PhoneLine):
    call = relay_line.dial("my bin was missed")
    call.breaks_in("Leave it out and we will come back. Any").says("sorry, can you say that again?")
    assert call.words == "Anything else?"


def test_who_did_not_break_in_hears_it_all_again(relay_line: PhoneLine):
    call = relay_line.dial("my bin was missed").says("can you repeat that please")
    assert call.words == ANSWER
    assert relay_line.turns(call) == 1


def test_breaking_in_with_a_new_matter_is_a_turn(relay_line: PhoneLine):
    call = relay_line.dial("my bin was missed").breaks_in("Leave it").says("it was the caddy")
    assert call.words == "I have told the crew. Anything else?"


# Slower


SLOWLY = '<prosody rate="80%">{}</prosody><break time="700ms"/>'


def test_who_asks_for_it_slower_hears_a_slower_voice_from_then_on(relay_line: PhoneLine):
    socket = relay_line.relay(call_sid=begun(relay_line))
    socket.send_json(type="prompt", voicePrompt="my bin was missed", last=True)
    assert "<" not in socket.hears()
    socket.send_json(type="prompt", voicePrompt="slower please", last=True)
    assert socket.hears().startswith(SLOWLY.format("Of course.") + SLOWLY.format("I will go more slowly."))
    socket.send_json(type="prompt", voicePrompt="bread & <butter>", last=True)
    said = socket.hears()
    assert said == SLOWLY.format("Heard: bread &amp; &lt;butter&gt;") + " " + SLOWLY.format("Anything else?")
    assert relay_line.patience.waits_for() > 10
    socket.close()


def test_who_broke_into_slow_speech_hears_the_rest_of_it(relay_line: PhoneLine):
    socket = relay_line.relay(call_sid=begun(relay_line))
    for words in ("slower please", "my bin was missed"):
        socket.send_json(type="prompt", voicePrompt=words, last=True)
        socket.hears()
    heard = SLOWLY.format("Leave it out and we will come back.") + " Any"
    socket.send_json(type="interrupt", utteranceUntilInterrupt=heard)
    socket.send_json(type="prompt", voicePrompt="say that again", last=True)
    assert socket.hears() == SLOWLY.format("Anything else?")
    socket.close()


def test_a_voice_that_takes_no_marks_gets_none(centre: Centre):
    with PhoneLine(centre, "relay", line=replace(LINE, voice="ElevenLabs.abc")) as line:
        socket = line.relay(call_sid=begun(line))
        socket.send_json(type="prompt", voicePrompt="slower please", last=True)
        assert socket.hears().startswith("Of course. I will go more slowly. ")
        socket.close()


# To a person


def test_a_caller_is_put_through_by_the_connect_action(relay_line: PhoneLine):
    call = relay_line.dial("can I speak to a person")
    assert call.words.startswith("I am getting the bins and recycling team for you.")
    assert call.ringing_numbers == [WASTE]
    call.adviser_answers().adviser_presses("1").adviser_hangs_up()
    assert "Press 1 to take it" in call.whispered
    assert relay_line.contact(call).outcome == Outcome.HANDED_OVER


def test_when_nobody_answers_a_call_back_is_offered_by_gather(relay_line: PhoneLine):
    call = relay_line.dial("can I speak to a person").adviser_does_not_answer()
    assert call.words.endswith("Shall I ask someone to phone you?")
    assert call.state is State.LISTENING


def test_danger_is_heard_and_put_through_at_once(relay_line: PhoneLine):
    call = relay_line.dial("help, my house is on fire")
    assert call.words.startswith("If anyone is in danger, hang up and dial 9 9 9 now.")
    assert call.state is State.DIALLING
    with relay_line.centre.database.reading() as session:
        (entry,) = session.query(QueueEntry).all()
        assert (entry.priority, entry.status) == ("urgent", HandOffStatus.WAITING)


def test_out_of_hours_the_call_goes_on_over_the_relay(relay_line: PhoneLine):
    relay_line.centre.clock.time = TUESDAY_NIGHT
    call = relay_line.dial("can I speak to a person")
    assert "Wednesday" in call.words or "tomorrow" in call.words
    assert call.state is State.RELAYED


def test_a_turn_that_cannot_be_taken_at_all_ends_at_the_switchboard(relay_line: PhoneLine):
    relay_line.centre.assistant.broken = ZeroDivisionError("a fault of ours")
    call = relay_line.dial("my bin was missed")
    assert call.words.startswith("I am sorry, something has gone wrong at our end.")
    assert call.ringing_numbers == [SWITCHBOARD]


# When the relay fails


def test_a_drop_between_turns_goes_on_by_gather_where_the_call_stands(relay_line: PhoneLine):
    call = relay_line.dial("which bin").relay_drops()
    assert call.words == "Which bin? For Green bin, press 1. For Food caddy, press 2."
    assert call.state is State.LISTENING
    call.presses("2")
    assert relay_line.centre.assistant.asked[-1].value == "food"
    assert relay_line.turns(call) == 2


def test_a_drop_before_the_first_word_greets_by_gather(relay_line: PhoneLine):
    call = relay_line.dial().relay_drops()
    assert call.words.startswith(GREETING)
    assert call.state is State.LISTENING
    assert call.says("my bin was missed").words == ANSWER


def test_a_websocket_that_cannot_be_opened_greets_by_gather(centre: Centre):
    with PhoneLine(centre, "relay") as line:
        call = SimulatedCall(
            line.http, f"{BASE}/ivr/voice", auth_token="12345", account_sid=ACCOUNT_SID
        ).dial()
        assert call.words.startswith(GREETING)
        assert call.state is State.LISTENING
        assert [fault.code for fault in call.faults] == [64102]


def test_a_turn_under_way_when_the_relay_drops_is_finished_and_runs_once(relay_line: PhoneLine):
    assistant = relay_line.centre.assistant
    assistant.gate = threading.Event()
    call_sid = begun(relay_line)
    socket = relay_line.relay(call_sid=call_sid)
    socket.send_json(type="prompt", voicePrompt="my bin was missed", last=True)
    assert assistant.entered.wait(10)
    fields = {"CallSid": call_sid, "CallStatus": "in-progress", "SessionStatus": "failed"}
    assert GREETING in relay_line.post("relayed", fields).text
    assistant.gate.set()
    socket.close()
    assert len(assistant.asked) == 1
    said_again = {"CallSid": call_sid, "SpeechResult": "my bin was missed"}
    assert "Leave it out and we will come back." in relay_line.post("turn?s=1", said_again).text
    assert len(assistant.asked) == 1


def test_words_delivered_again_after_a_reconnection_run_once(relay_line: PhoneLine):
    call_sid = begun(relay_line)
    for _ in range(2):
        socket = relay_line.relay(call_sid=call_sid)
        socket.send_json(type="prompt", voicePrompt="my bin was missed", last=True)
        assert socket.hears() == ANSWER
        socket.close()
    assert heard_by_the_council(relay_line) == ["my bin was missed"]


def test_a_drop_as_the_call_was_to_be_put_through_puts_it_through(relay_line: PhoneLine):
    call_sid = begun(relay_line)
    socket = relay_line.relay(call_sid=call_sid)
    socket.send_json(type="prompt", voicePrompt="can I speak to a person", last=True)
    assert json.loads(socket.receive())["type"] == "end"
    socket.close()
    fields = {"CallSid": call_sid, "CallStatus": "in-progress", "SessionStatus": "failed"}
    assert f"{WASTE}</Number>" in relay_line.post("relayed", fields).text


def test_a_caller_who_hangs_up_leaves_the_contact(relay_line: PhoneLine):
    call = relay_line.dial("which bin").hangs_up()
    assert relay_line.contact(call).status == Status.ENDED
    assert relay_line.contact(call).outcome == Outcome.GAVE_UP_BEFORE_ANSWER


def test_a_note_that_is_not_ours_names_no_step(relay_line: PhoneLine):
    assert relay_line.notes
    call_sid = begun(relay_line)
    forged = json.dumps({"call": call_sid, "step": "failed", "signature": "x"})
    of_another_call = relay_line.notes.write("CA" + "e" * 32, "failed")
    for note in (forged, of_another_call, "", "{", "[]", "null"):
        fields = {"CallSid": call_sid, "CallStatus": "in-progress", "HandoffData": note}
        assert GREETING in relay_line.post("relayed", fields).text


# What is refused


GARBAGE = {
    "not JSON": "{",
    "no object": "[]",
    "no type": '{"callSid": "CA1"}',
    "a prompt without words": '{"type": "prompt", "last": true}',
    "words that are none": '{"type": "prompt", "voicePrompt": {"a": 1}}',
    "two keys in one": '{"type": "dtmf", "digit": "12"}',
    "nothing": "",
}


@pytest.mark.parametrize("text", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_closes_the_relay_and_the_call_goes_on_by_gather(relay_line: PhoneLine, text: str):
    call_sid = begun(relay_line)
    socket = relay_line.relay(call_sid=call_sid)
    socket.send(text)
    closes_with(socket, 1007)
    fields = {"CallSid": call_sid, "CallStatus": "in-progress", "SessionStatus": "failed"}
    answer = relay_line.post("relayed", fields).text
    assert GREETING in answer
    assert "<Gather" in answer


def test_an_oversized_message_closes_the_relay(relay_line: PhoneLine):
    socket = relay_line.relay(call_sid=begun(relay_line))
    socket.send_json(type="prompt", voicePrompt="a" * MOST_CHARACTERS, last=True)
    closes_with(socket, 1009)


def test_bytes_close_the_relay(relay_line: PhoneLine):
    socket = relay_line.relay(call_sid=begun(relay_line))
    socket.send_bytes(b"\x00\xff")
    closes_with(socket, 1003)


def test_a_kind_of_message_newer_than_this_line_is_passed_over(relay_line: PhoneLine):
    socket = relay_line.relay(call_sid=begun(relay_line))
    socket.send_json(type="weather", outlook="rain")
    socket.send_json(type="error", description="Invalid message")
    socket.send_json(type="prompt", voicePrompt="my bin was missed", last=True, confidence=0.5)
    assert socket.hears() == ANSWER
    socket.close()


SETUPS: dict[str, dict[str, str]] = {
    "a prompt first": {"type": "prompt", "voicePrompt": "hello"},
    "another account": {"type": "setup", "accountSid": "AC" + "9" * 32, "callSid": "CA" + "0" * 32},
    "a call that never began": {"type": "setup", "accountSid": ACCOUNT_SID, "callSid": "CA" + "d" * 32},
}


@pytest.mark.parametrize("first", SETUPS.values(), ids=SETUPS.keys())
def test_a_relay_that_is_not_set_up_for_a_call_of_ours_is_closed(
    relay_line: PhoneLine, first: dict[str, str]
):
    begun(relay_line)
    socket = relay_line.relay()
    socket.send_json(**first)
    closes_with(socket, 1008)


def test_a_relay_that_says_nothing_is_closed(relay_line: PhoneLine):
    socket = relay_line.relay()
    relay_line.patience.passes()
    closes_with(socket, 1008)


def test_one_connection_is_one_call(relay_line: PhoneLine):
    socket = relay_line.relay(call_sid=begun(relay_line))
    socket.send_json(type="setup", accountSid=ACCOUNT_SID, callSid="CA" + "d" * 32)
    closes_with(socket, 1008)


@pytest.mark.parametrize("signature", ["", "nonsense", "https"])
def test_a_handshake_that_twilio_did_not_sign_is_refused(relay_line: PhoneLine, signature: str):
    if signature == "https":  # of the right token, but of another address
        signature = relay_line.signature(f"{BASE}/ivr/relay")
    with pytest.raises(Closed):
        relay_line.socket("wss://voice.example.gov.uk/ivr/relay", {"X-Twilio-Signature": signature})


def test_an_unsigned_connect_action_is_refused(relay_line: PhoneLine):
    assert relay_line.http.post("/ivr/relayed", data={"CallSid": begun(relay_line)}).status_code == 403


def test_nothing_a_caller_says_or_keys_is_logged(relay_line: PhoneLine, capsys: pytest.CaptureFixture[str]):
    socket = relay_line.relay(call_sid=begun(relay_line))
    socket.send_json(type="prompt", voicePrompt="my secret bin", last=True)
    socket.hears()
    socket.send_json(type="weather", words="my secret bin")
    socket.send_json(type="error", description="my secret bin")
    socket.send_json(type="interrupt", utteranceUntilInterrupt="my secret bin")
    socket.send('{"type": "prompt", "voicePrompt": ["my secret bin"]}')
    closes_with(socket, 1007)
    printed = capsys.readouterr()
    assert "relay_refused" in printed.out + printed.err
    assert "secret bin" not in printed.out + printed.err


def closes_with(socket: Socket, code: int) -> None:
    with pytest.raises(Closed):
        socket.receive()
    assert socket.closed_with == code
    socket.close()


def waits_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not true():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.005)


def dump(line: PhoneLine) -> list[str]:
    """Every row of the database, as text."""
    with line.centre.database.reading() as session:
        tables = MetaData()
        tables.reflect(session.get_bind())
        return [str(row) for table in tables.sorted_tables for row in session.execute(select(table))]
