"""What each TwiML verb may carry: its attributes, their values, and what may stand inside it.

Twilio itself forgives some of this with a warning in its debugger that nobody reads. Here everything
is refused, so that a slip is found by a test and not by a caller. Source: VOICE_FACTS, sections 5 to 10 and 12.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

# A check looks at one attribute's value and returns what it should have been, or None when it is right.
Check = Callable[[str], str | None]

MAXIMUM_HINTS = 500
MAXIMUM_HINT_LENGTH = 100


class Text(Enum):
    """Whether an element holds words of its own."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True)
class Rule:
    """One element: what it may carry and hold."""

    attributes: Mapping[str, Check] = field(default_factory=dict)
    children: frozenset[str] = frozenset()
    text: Text = Text.NONE
    required: tuple[str, ...] = ()


def whole(low: int, high: int) -> Check:
    def check(value: str) -> str | None:
        inside = re.fullmatch(r"\d{1,9}", value) and low <= int(value) <= high
        return None if inside else f"a whole number from {low} to {high}"

    return check


def one_of(*values: str) -> Check:
    return lambda value: None if value in values else "one of " + ", ".join(values)


def several_of(*values: str) -> Check:
    """Space-separated, each at most once and at least one: `dtmf speech`."""

    def check(value: str) -> str | None:
        given = value.split(" ")
        right = set(given) <= set(values) and len(set(given)) == len(given)
        return None if right else "some of " + ", ".join(values) + " with one space between them"

    return check


def like(pattern: str, meaning: str) -> Check:
    expression = re.compile(pattern)
    return lambda value: None if expression.fullmatch(value) else meaning


def either(first: Check, second: Check) -> Check:
    def check(value: str) -> str | None:
        faults = (first(value), second(value))
        return None if None in faults else f"{faults[0]}, or {faults[1]}"

    return check


def at_most(characters: int) -> Check:
    def check(value: str) -> str | None:
        return None if 0 < len(value) <= characters else f"1 to {characters} characters"

    return check


def hints(value: str) -> str | None:
    entries = value.split(",")
    if len(entries) > MAXIMUM_HINTS:
        return f"at most {MAXIMUM_HINTS} entries (there are {len(entries)})"
    if any(len(entry.strip()) > MAXIMUM_HINT_LENGTH for entry in entries):
        return f"entries of at most {MAXIMUM_HINT_LENGTH} characters"
    return None


yes_no = one_of("true", "false")
relay_input = one_of("none", "dtmf", "speech", "any")
method = one_of("GET", "POST")
# Absolute http(s), or a path or query to be resolved against the document; never another scheme.
url = like(r"(https?://[^\s/]+\S*|(?!//)[^\s:]+|(?!//)[/?]\S*)", "a web address without spaces, or a path")
language = like(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2,3}|\d{3})){0,2}", "a language tag such as en-GB")
voice = like(
    r"man|woman|alice|(Polly|Google|ElevenLabs)\.[\w-]+",
    "man, woman, alice or Provider.Name such as Polly.Amy",
)
phone_number = like(r"\+[1-9]\d{6,14}", "a number in full international form such as +441632960002")
recording_events = several_of("in-progress", "completed", "absent")
speech_model = one_of(
    "default",
    "numbers_and_commands",
    "phone_call",
    "experimental_conversations",
    "experimental_utterances",
    "googlev2_long",
    "googlev2_short",
    "googlev2_telephony",
    "googlev2_telephony_short",
    "deepgram_nova-2",
    "deepgram_nova-3",
)
rate_or_volume = like(
    r"[a-z-]+|[+-]?\d+(\.\d+)?(%|dB|st)?", "a word such as slow or soft, or an amount such as 90% or +6dB"
)
call_sid_like = like(r"[A-Z]{2}[0-9a-f]{32}", "two letters and 32 hexadecimal digits")

SSML = frozenset({"break", "say-as", "prosody", "s", "p", "sub"})
PROMPTS = frozenset({"Say", "Play", "Pause"})

RULES: Mapping[str, Rule] = {
    "Say": Rule({"voice": voice, "language": language, "loop": whole(0, 1000)}, SSML, Text.REQUIRED),
    "Play": Rule(
        {"loop": whole(0, 1000), "digits": like(r"[0-9*#wW]+", "keys to press")}, text=Text.OPTIONAL
    ),
    "Pause": Rule({"length": whole(1, 3600)}),
    "Gather": Rule(
        {
            "input": several_of("dtmf", "speech"),
            "action": url,
            "method": method,
            "timeout": whole(1, 600),
            "speechTimeout": either(one_of("auto"), whole(1, 60)),
            "maxSpeechTime": whole(1, 60),
            "actionOnEmptyResult": yes_no,
            "language": language,
            "speechModel": speech_model,
            "enhanced": yes_no,
            "hints": hints,
            "profanityFilter": yes_no,
            "numDigits": whole(1, 1000),
            "finishOnKey": like(r"[0-9#*]?", "one key, or empty for none"),
            "bargeIn": yes_no,
            "partialResultCallback": url,
            "partialResultCallbackMethod": method,
            "debug": yes_no,
        },
        PROMPTS,
    ),
    "Redirect": Rule({"method": method}, text=Text.REQUIRED),
    "Dial": Rule(
        {
            "action": url,
            "method": method,
            "timeout": whole(1, 600),
            "timeLimit": whole(1, 86_400),
            "hangupOnStar": yes_no,
            "callerId": phone_number,
            "answerOnBridge": yes_no,
            "record": one_of(
                "do-not-record",
                "record-from-answer",
                "record-from-ringing",
                "record-from-answer-dual",
                "record-from-ringing-dual",
            ),
            "recordingStatusCallback": url,
            "recordingStatusCallbackMethod": method,
            "recordingStatusCallbackEvent": recording_events,
            "recordingTrack": one_of("inbound", "outbound", "both"),
            "trim": one_of("trim-silence", "do-not-trim"),
            "ringTone": like(r"[a-z]{2}(-old)?", "a country code such as gb"),
            "sequential": yes_no,
            "callReason": at_most(50),
            "referUrl": url,
            "referMethod": method,
        },
        frozenset({"Number", "Queue", "Conference"}),
        Text.OPTIONAL,
    ),
    "Number": Rule(
        {
            "url": url,
            "method": method,
            "sendDigits": like(r"[0-9*#wW]+", "keys to press"),
            "statusCallback": url,
            "statusCallbackMethod": method,
            "statusCallbackEvent": several_of("initiated", "ringing", "answered", "completed"),
            "byoc": call_sid_like,
            "machineDetection": one_of("Enable", "DetectMessageEnd"),
            "machineDetectionTimeout": whole(3, 60),
            "amdStatusCallback": url,
            "amdStatusCallbackMethod": method,
        },
        text=Text.REQUIRED,
    ),
    "Queue": Rule(
        {"url": url, "method": method, "reservationSid": call_sid_like, "postWorkActivitySid": call_sid_like},
        text=Text.REQUIRED,
    ),
    "Conference": Rule(
        {
            "beep": one_of("true", "false", "onEnter", "onExit"),
            "muted": yes_no,
            "startConferenceOnEnter": yes_no,
            "endConferenceOnExit": yes_no,
            "waitUrl": either(url, one_of("")),
            "waitMethod": method,
            "maxParticipants": whole(2, 250),
            "participantLabel": at_most(128),
            "statusCallback": url,
            "statusCallbackMethod": method,
            "statusCallbackEvent": several_of(
                "start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement"
            ),
        },
        text=Text.REQUIRED,
    ),
    "Enqueue": Rule(
        {
            "action": url,
            "method": method,
            "waitUrl": url,
            "waitUrlMethod": method,
            "workflowSid": call_sid_like,
            "maxQueueSize": whole(1, 5000),
        },
        frozenset({"Task"}),
        Text.OPTIONAL,
    ),
    "Task": Rule({"priority": whole(0, 2**31 - 1), "timeout": whole(1, 86_400 * 14)}, text=Text.REQUIRED),
    "Leave": Rule(),
    "Record": Rule(
        {
            "action": url,
            "method": method,
            "timeout": whole(1, 600),
            "finishOnKey": like(r"[0-9#*]*", "keys"),
            "maxLength": whole(2, 86_400),
            "playBeep": yes_no,
            "trim": one_of("trim-silence", "do-not-trim"),
            "recordingStatusCallback": url,
            "recordingStatusCallbackMethod": method,
            "recordingStatusCallbackEvent": recording_events,
            "transcribe": yes_no,
            "transcribeCallback": url,
        }
    ),
    "Connect": Rule({"action": url, "method": method}, frozenset({"ConversationRelay"})),
    "ConversationRelay": Rule(
        {
            # Twilio wants wss; ws is for a demonstration, whose own address is http.
            "url": like(r"wss?://[^\s/]+\S*", "a wss address"),
            "welcomeGreeting": at_most(4_000),
            "welcomeGreetingInterruptible": relay_input,
            "language": language,
            "ttsProvider": one_of("Google", "Amazon", "ElevenLabs"),
            "voice": like(r"[\w-]+", "a voice's name without its provider"),
            "transcriptionProvider": one_of("Google", "Deepgram"),
            "speechModel": like(r"[a-z0-9_-]+", "a speech model"),
            "interruptible": relay_input,
            "dtmfDetection": yes_no,
            "partialPrompts": yes_no,
            "profanityFilter": yes_no,
            "events": several_of("speaker-events", "tokens-played"),
            "hints": hints,
        },
        required=("url", "language"),
    ),
    "Hangup": Rule(),
    "Reject": Rule({"reason": one_of("rejected", "busy")}),
    "break": Rule(
        {
            "strength": one_of("none", "x-weak", "weak", "medium", "strong", "x-strong"),
            "time": like(r"\d{1,5}ms|\d{1,2}(\.\d+)?s", "a time such as 400ms or 2s"),
        }
    ),
    "say-as": Rule(
        {
            "interpret-as": one_of(
                "character",
                "characters",
                "spell-out",
                "cardinal",
                "number",
                "ordinal",
                "digits",
                "fraction",
                "unit",
                "date",
                "time",
                "address",
                "expletive",
                "telephone",
            ),
            "format": like(r"[dmyhsZ0-9]{1,8}", "an order such as dmy"),
        },
        text=Text.REQUIRED,
        required=("interpret-as",),
    ),
    "prosody": Rule(
        {"volume": rate_or_volume, "rate": rate_or_volume, "pitch": rate_or_volume}, SSML, Text.REQUIRED
    ),
    "s": Rule({}, SSML, Text.REQUIRED),
    "p": Rule({}, SSML, Text.REQUIRED),
    "sub": Rule({"alias": at_most(300)}, text=Text.REQUIRED, required=("alias",)),
}

# What may stand directly inside Response.
VERBS = frozenset(
    {
        "Say",
        "Play",
        "Pause",
        "Gather",
        "Redirect",
        "Dial",
        "Enqueue",
        "Connect",
        "Leave",
        "Record",
        "Hangup",
        "Reject",
    }
)
# VOICE_FACTS, section 7: what is run for the person called, before they are joined to the caller.
IN_A_WHISPER = frozenset({"Say", "Play", "Gather", "Hangup"})
# VOICE_FACTS, section 8: what a Queue's url may say to the caller just before they are joined.
BEFORE_JOINING = frozenset({"Say", "Play", "Pause", "Redirect"})
# VOICE_FACTS, section 8: what may be run for a caller who waits in a queue.
IN_A_QUEUE = frozenset({"Say", "Play", "Pause", "Gather", "Redirect", "Leave", "Hangup"})
