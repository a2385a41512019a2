"""TwiML is well-formed whatever the text, never empty, British, and its every address is absolute."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from contacts.acts import NO, YES, Ask, AskKind, Choice
from contacts.waiting.tasks import Task
from ivr import twiml
from ivr.simulator import Verb, parse
from ivr.turns import Decision, HangUp, Hold, LeaveMessage, Listen, PutThrough, Wait
from ivr.waiting import waiting_twiml
from tests.ivr.parts import BASE, LINE, NUMBERS, VOICE, WASTE

ODD_TEXTS = {
    "markup": "Bins & boxes <b>today</b> \"double\" 'single' &amp; ]]> <!-- --> <?xml?>",
    "control characters": "bell \x07, null \0, vertical tab \x0b, escape \x1b, delete \x7f, c1 \x85 \x9f",
    "lone surrogates": "half \ud83d of a pair \udc00",
    "no characters": "\ufffe\uffff",
    "emoji": "thumbs 👍🏽, bin 🗑️, family 👩‍👩‍👧, flag 🇬🇧",
    "long": "word " * 1_000,
    "long without a space": "x" * 5_000,
    "long markup": "<&>" * 1_700,
    "markdown": "**bold**, `code`, # heading, [a link](https://www.marlbury.example/a?b=c&d=e)",
    "lines": "one\r\n\ttwo\u2028three\u00a0four",
    "other scripts": "Ŵyn ŷ – “quoted” … 日本 مرحبا",
    "astral": "𝔅𝔦𝔫 𐍈",
}
ANY_TEXT = pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())


def render(decision: Decision, step: int = 2) -> tuple[Verb, ...]:
    """The verbs, which the simulator has checked as strictly as Twilio could."""
    return parse(twiml.render(decision, step, LINE, NUMBERS))


def gather(ask: Ask) -> Mapping[str, str]:
    return render(Listen((ask.text,), ask))[0].attributes


def every_say(verbs: tuple[Verb, ...]) -> list[Verb]:
    return [verb for verb in verbs if verb.name == "Say"] + [
        say for verb in verbs for say in every_say(verb.children)
    ]


@ANY_TEXT
@pytest.mark.parametrize("kind", list(AskKind))
def test_a_question_is_well_formed_whatever_the_text(text: str, kind: AskKind):
    ask = Ask(kind=kind, text=text, choices=(Choice(label=text, value="x"), Choice(label="Other", value="y")))
    verbs = render(Listen((text, text), ask))
    assert [verb.name for verb in verbs] == ["Gather", "Redirect"]
    assert all(len(say.words) <= 3_000 for say in every_say(verbs))


@ANY_TEXT
def test_and_so_is_everything_else(text: str):
    assert [verb.name for verb in render(PutThrough((text,), "waste"))][-1] == "Dial"
    assert [verb.name for verb in render(Hold((text,)))][-2:] == ["Pause", "Redirect"]
    assert [verb.name for verb in render(HangUp((text,)))][-1] == "Hangup"
    assert parse(twiml.whisper([text], 2, LINE))[-1].name == "Hangup"
    assert parse(twiml.hang_up(LINE, text))[-1].name == "Hangup"
    parse(twiml.say_and_go_on(text, LINE), allow_empty=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("see https://www.marlbury.example/bins 👍 **now**", "see now"),
        ("Tom & Jerry <3", "Tom & Jerry <3"),
        ("one\n\ntwo   three", "one two three"),
        ("a\x07b\ud83dc\ufffed", "abcd"),
        ("Ŵyn – “ŷ”", "Ŵyn – “ŷ”"),
        ("🗑️", ""),
    ],
)
def test_what_is_said_is_what_can_be_said(text: str, said: str):
    assert twiml.spoken(text) == said


def test_nothing_to_say_still_listens():
    verbs = render(Listen(("🗑️",), Ask(text="🗑️")))
    assert [verb.name for verb in verbs] == ["Gather", "Redirect"]


# Listening


def test_a_question_listens_for_speech_and_keys_in_british_english():
    assert gather(Ask(kind=AskKind.YES_NO, text="Well?", choices=(YES, NO))) == {
        "action": f"{BASE}/ivr/turn?s=2",
        "method": "POST",
        "actionOnEmptyResult": "true",
        "input": "dtmf speech",
        "language": "en-GB",
        "speechModel": "googlev2_telephony",
        "speechTimeout": "2",
        "timeout": "6",
        "numDigits": "1",
        "finishOnKey": "#",
        "profanityFilter": "false",  # distress must be heard as it is said
        "hints": "yes,no,yes please,no thank you,speak to someone",
    }


def test_at_an_open_question_0_counts_at_once():
    assert gather(Ask(text="Well?"))["numDigits"] == "1"
    assert "numDigits" not in gather(Ask(kind=AskKind.DIGITS, text="Well?"))


@pytest.mark.parametrize("kind", list(AskKind))
def test_every_word_is_said_in_a_british_voice(kind: AskKind):
    verbs = render(Listen(("One.", "Two."), Ask(kind=kind, text="Two.")))
    says = every_say(verbs)
    assert len(says) == 2
    assert {(say.text("voice"), say.text("language")) for say in says} == {(VOICE, "en-GB")}


def test_a_number_may_have_many_keys_and_takes_its_time():
    attributes = gather(Ask(kind=AskKind.DIGITS, text="Your card number?"))
    assert "numDigits" not in attributes
    assert (attributes["timeout"], attributes["finishOnKey"]) == ("12", "#")


def test_at_a_secret_the_line_listens_for_danger_as_well():
    assert gather(Ask(kind=AskKind.DIGITS, text="PIN?", secret=True))["input"] == "dtmf speech"


def test_a_question_nobody_answers_comes_back_to_the_same_step():
    redirect = render(Listen(("Well?",), Ask(text="Well?")))[1]
    assert (redirect.words, redirect.text("method")) == (f"{BASE}/ivr/turn?s=2", "POST")


# Hints


@pytest.mark.parametrize(
    ("ask", "hints"),
    [
        (Ask(kind=AskKind.YES_NO, text="?", choices=(YES, NO)), "yes,no,yes please,no thank you"),
        (
            Ask(kind=AskKind.CHOICE, text="?", choices=(Choice(label="Green bin", value="g"),)),
            "Green bin,the first one,the second one",
        ),
        (Ask(kind=AskKind.POSTCODE, text="?"), "Mill Lane,Castle Street"),
        (Ask(kind=AskKind.OPEN, text="?"), "missed bin,council tax,Mill Lane,Castle Street"),
    ],
)
def test_each_kind_of_question_has_its_hints(ask: Ask, hints: str):
    assert twiml.hints_for(ask, LINE) == f"{hints},speak to someone"


@pytest.mark.parametrize("kind", [AskKind.DIGITS, AskKind.NAME])
def test_where_anything_may_come_only_the_way_out_is_hinted(kind: AskKind):
    assert twiml.hints_for(Ask(kind=kind, text="?"), LINE) == "speak to someone"


def test_hints_stay_within_twilios_limits():
    line = replace(
        LINE,
        hints=tuple(f"hint {number} " + "x" * 200 for number in range(300)),
        streets=tuple(f"Street, the {number}th\nof its name" for number in range(700)),
    )
    hints = twiml.hints_for(Ask(text="?"), line).split(",")
    assert len(hints) == 500
    assert max(map(len, hints)) <= 100
    assert hints[0].startswith("hint 0 ")
    assert len(set(hints)) == len(hints)
    parse(twiml.render(Listen(("Well?",), Ask(text="Well?")), 1, line, NUMBERS))


def test_a_comma_in_a_label_is_not_two_hints():
    ask = Ask(kind=AskKind.CHOICE, text="?", choices=(Choice(label="Paper, card", value="p"),))
    assert twiml.hints_for(ask, LINE).split(",")[:2] == ["Paper card", "the first one"]


# Putting through


def test_a_team_is_rung_from_our_number_with_a_whisper_first():
    say, dial = render(PutThrough(("One moment.",), "waste"), step=5)
    assert say.words == "One moment."
    assert dial.attributes == {
        "action": f"{BASE}/ivr/dialled?s=5",
        "method": "POST",
        "timeout": "20",
        "answerOnBridge": "true",
        "callerId": LINE.caller_id,
    }
    (number,) = dial.children
    assert number.words == WASTE
    assert number.attributes == {"url": f"{BASE}/ivr/whisper?s=5", "method": "POST"}


@pytest.mark.parametrize("team", NUMBERS)
def test_every_team_can_be_rung(team: str):
    assert render(PutThrough((), team))[-1].children[0].words == NUMBERS[team]


def test_the_whisper_waits_for_a_key_and_otherwise_hangs_up():
    gather, hangup = parse(twiml.whisper(["A missed bin.", "Press 1."], 5, LINE))
    assert (gather.text("input"), gather.text("numDigits")) == ("dtmf", "1")
    assert gather.text("action") == f"{BASE}/ivr/whispered?s=5"
    assert hangup.name == "Hangup"  # a voicemail presses nothing


def test_the_last_resort_says_sorry_rings_the_switchboard_and_does_not_end_in_silence():
    verbs = parse(twiml.sorry("I am sorry.", WASTE, VOICE, last_words="Please ring again."))
    assert [verb.name for verb in verbs] == ["Say", "Dial", "Say"]
    assert verbs[1].words == WASTE
    assert "ring again" in verbs[2].words


# Waiting, and the tone


def test_each_caller_waits_in_a_queue_of_their_own():
    say, enqueue = render(Wait(("One moment.",), "waste", 42), step=5)
    assert (say.words, enqueue.words) == ("One moment.", "entry-42")
    assert enqueue.attributes == {
        "action": f"{BASE}/ivr/queue-left?s=5",
        "method": "POST",
        "waitUrl": f"{BASE}/ivr/wait?s=5",
        "waitUrlMethod": "POST",
    }


def test_a_task_goes_to_the_workflow_whatever_is_in_it():
    odd = {"summary": "Bins & <b>boxes</b> \x07 \ud83d", "skills": ["waste"]}
    routed = replace(LINE, workflow_sid="WW" + "a" * 32)
    document = twiml.render(Wait((), "waste", 42, Task(500, odd)), 5, routed, NUMBERS)
    (enqueue,) = parse(document)
    (task,) = enqueue.children
    assert enqueue.text("workflowSid") == routed.workflow_sid
    assert enqueue.words == ""
    assert (task.text("priority"), task.text("timeout")) == ("500", "900")
    assert json.loads(task.words)["skills"] == ["waste"]


def test_a_message_is_short_ends_by_itself_and_is_not_written_down_by_a_machine():
    _, record = render(LeaveMessage(("After the tone.",)), step=5)
    assert record.attributes == {
        "action": f"{BASE}/ivr/message?s=5",
        "method": "POST",
        "maxLength": "120",
        "timeout": "5",
        "finishOnKey": "#",
        "playBeep": "true",
        "trim": "trim-silence",
        "recordingStatusCallback": f"{BASE}/ivr/message-ready",
        "recordingStatusCallbackMethod": "POST",
        "recordingStatusCallbackEvent": "completed",
    }


@ANY_TEXT
def test_what_is_heard_while_waiting_is_well_formed_whatever_the_text(text: str):
    assert [verb.name for verb in parse(waiting_twiml.wait([text], 2, LINE, text))] == ["Gather"]
    assert parse(waiting_twiml.joining(text or "x", LINE))
    assert parse(waiting_twiml.agent_whisper([text], 7, LINE))[-1].name == "Hangup"
    assert parse(waiting_twiml.join(text, 42, 7, LINE))[-1].children[0].words == "entry-42"


# Addresses


@pytest.mark.parametrize(
    "decision",
    [
        Listen(("?",), Ask(text="?")),
        PutThrough(("?",), "waste"),
        Wait(("?",), "waste", 1),
        LeaveMessage(("?",)),
        Hold(("?",)),
        HangUp(("?",)),
    ],
    ids=lambda decision: type(decision).__name__,
)
def test_every_address_is_absolute_and_carries_the_step(decision: Decision):
    document = twiml.render(decision, 7, LINE, NUMBERS)
    addresses = re.findall(r'(?:action|url|waitUrl)="([^"]+)"|<Redirect[^>]*>([^<]+)<', document)
    found = ["".join(address) for address in addresses]
    assert bool(found) is not isinstance(decision, HangUp)
    assert all(address.startswith(f"{BASE}/ivr/") and address.endswith("?s=7") for address in found)


# Slower, at the caller's wish


@ANY_TEXT
def test_slow_speech_is_well_formed_whatever_the_text(text: str):
    assert parse(twiml.render(HangUp((text,)), 2, LINE.at_pace(slow=True), NUMBERS))


def test_slow_speech_is_slower_and_pauses_after_each_sentence():
    document = twiml.render(HangUp(("Leave it out. We will come.",)), 2, LINE.at_pace(slow=True), NUMBERS)
    assert document.count('<prosody rate="80%">') == 2
    assert document.count("<break") == 2
    assert [say.words for say in parse(document) if say.name == "Say"] == ["Leave it out. We will come."]


def test_a_voice_that_takes_no_marks_is_given_none():
    basic = replace(LINE, voice="alice", slow=True)
    assert "prosody" not in twiml.render(HangUp(("Leave it out.",)), 2, basic, NUMBERS)


@pytest.mark.parametrize(
    ("voice", "speech_model", "wanted"),
    [
        ("Polly.Amy-Neural", "googlev2_telephony", ("Amazon", "Amy-Neural", "Google", "telephony")),
        (
            "Google.en-GB-Neural2-A",
            "deepgram_nova-3",
            ("Google", "en-GB-Neural2-A", "Deepgram", "nova-3-general"),
        ),
        ("ElevenLabs.abc", "default", ("ElevenLabs", "abc", None, None)),
        ("alice", "phone_call", (None, None, None, None)),
    ],
)
def test_the_relay_keeps_the_voice_and_the_recogniser_of_the_line(
    voice: str, speech_model: str, wanted: tuple[str | None, ...]
):
    line = replace(LINE, voice=voice, speech_model=speech_model)
    (connect,) = parse(twiml.connect(Listen(("Hello & <welcome>\x0b",), Ask(text="?")), line))
    relay = connect.children[0].attributes
    assert relay["welcomeGreeting"] == "Hello & <welcome>"
    names = ("ttsProvider", "voice", "transcriptionProvider", "speechModel")
    assert tuple(relay.get(name) for name in names) == wanted
