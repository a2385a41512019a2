"""Writes decisions as TwiML: always well-formed, never empty, every address absolute."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from twilio.twiml.voice_response import Connect, Dial, Gather, VoiceResponse

from contacts.acts import Ask, AskKind
from ivr.turns import Decision, HangUp, Hold, LeaveMessage, Listen, PutThrough, Wait

LANGUAGE = "en-GB"  # Twilio's default is American
MOST_HINTS = 500
LONGEST_HINT = 100
LONGEST_SAY = 2_900  # Polly takes 3,000 characters
RING_SECONDS = 20
HOLD_SECONDS = 3
PATIENT_SECONDS = 45  # for whoever said "hang on"
TASK_SECONDS = 900  # then the workflow gives it up, and the team is dialled
LONGEST_MESSAGE_SECONDS = 120
SLOW_RATE, SLOW_PAUSE = "80%", "700ms"  # of the usual speed; after each sentence
BY_PLACE = ("the first one", "the second one")  # how choices read out are answered as well
TAKES_SSML = ("Polly.", "Google.")  # the basic voices would read the marks out

_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) +")

# The builders escape markup but pass control characters through, which makes the XML invalid.
_NOT_XML = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]")
_PHONE_NUMBER = re.compile(r"(?<![\d,])0\d{2,5} \d{3,6}(?: \d{3,4})?(?![\d,])")
# Nobody wants a pictogram or an address read out letter by letter.
_NOT_SPOKEN = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]|https?://\\S+|[*_`#]")


@dataclass(frozen=True)
class Line:
    """How this council's line sounds and where its webhooks are. `base` ends without a slash."""

    base: str  # such as https://frontdoor.marlbury.example/ivr
    voice: str
    speech_model: str
    caller_id: str
    hints: tuple[str, ...]
    streets: tuple[str, ...]
    workflow_sid: str | None = None  # of TaskRouter, where it chooses the adviser
    slow: bool = False  # at the caller's wish
    # Sentences in other languages, each with what is said instead, its language and its voice.
    foreign: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    records: bool = False  # caller and adviser, once they talk; the greeting says so

    def at_pace(self, *, slow: bool) -> Line:
        return replace(self, slow=slow)

    def unrecorded(self) -> Line:
        """For a caller who does not want to be."""
        return replace(self, records=False)

    def url(self, path: str, step: int | None = None) -> str:
        return f"{self.base}/{path}" + (f"?s={step}" if step is not None else "")


def spoken(text: str) -> str:
    """Text fit for a voice and for XML."""
    plain = _PHONE_NUMBER.sub(_in_groups, _NOT_SPOKEN.sub(" ", _NOT_XML.sub("", text)))
    return " ".join(plain.split())[:LONGEST_SAY]


def _in_groups(number: re.Match[str]) -> str:
    """01632 960099 as 0 1 6 3 2, 9 6 0 0 9 9: a voice would read a million."""
    return ", ".join(" ".join(group) for group in number[0].split())


def render(decision: Decision, step: int, line: Line, phones: dict[str, str]) -> str:
    """The TwiML of a decision.

    Args:
        step: the number the next webhook will carry.
        phones: each team's number, E.164, and that of everybody who has one of their own.
    """
    response = VoiceResponse()
    match decision:
        case Listen():
            gather = _gather(decision.ask, step, line, patient=decision.patient)
            speak(gather, decision.say, line)
            response.append(gather)
            response.redirect(line.url("turn", step), method="POST")
        case PutThrough():
            speak(response, decision.say, line)
            dial = Dial(
                action=line.url("dialled", step),
                method="POST",
                timeout=RING_SECONDS,
                answer_on_bridge=True,
                caller_id=line.caller_id,
                **recording(line),
            )
            dial.number(
                phones[decision.person or decision.team], url=line.url("whisper", step), method="POST"
            )
            response.append(dial)
        case Wait():
            speak(response, decision.say, line)
            # A queue of their own, so that whoever is joined to it gets this caller: Twilio's is first in, first out.
            task, workflow = decision.task, line.workflow_sid
            enqueue = response.enqueue(
                None if task and workflow else queue_name(decision.entry),
                workflow_sid=workflow if task else None,
                action=line.url("queue-left", step),
                method="POST",
                wait_url=line.url("wait", step),
                wait_url_method="POST",
            )
            if task and workflow:
                details = json.dumps(task.details, ensure_ascii=False)
                enqueue.task(_NOT_XML.sub("", details), priority=task.priority, timeout=TASK_SECONDS)
        case LeaveMessage():
            speak(response, decision.say, line)
            response.record(
                action=line.url("message", step),
                method="POST",
                max_length=LONGEST_MESSAGE_SECONDS,
                timeout=5,
                finish_on_key="#",
                play_beep=True,
                trim="trim-silence",  # so that its length tells whether anything was said
                recording_status_callback=line.url("message-ready"),
                recording_status_callback_method="POST",
                recording_status_callback_event="completed",
            )
        case Hold():
            speak(response, decision.say, line)
            response.pause(length=HOLD_SECONDS)
            response.redirect(line.url("again", step), method="POST")
        case HangUp():
            speak(response, decision.say, line)
            response.hangup()
    return str(response)


def recording(line: Line) -> dict[str, str]:
    """What Dial has for a call that is recorded: each person on a track of their own, from the moment they talk, and
    where it is told that the recording is there, which is how it will be deleted."""
    if not line.records:
        return {}
    return {
        "record": "record-from-answer-dual",
        "recording_status_callback": line.url("recorded"),
        "recording_status_callback_event": "completed",
    }


def queue_name(entry: int) -> str:
    """The network's queue for one caller."""
    return f"entry-{entry}"


def connect(greeting: Listen, line: Line) -> str:
    """A call's first document when it goes over ConversationRelay, which greets and then opens our WebSocket."""
    response = VoiceResponse()
    relay = Connect(action=line.url("relayed"), method="POST")
    relay.conversation_relay(
        url=socket_address(line.url("relay")),
        welcome_greeting=" ".join(spoken(text) for text in greeting.say),
        welcome_greeting_interruptible="any",
        language=LANGUAGE,
        interruptible="any",
        dtmf_detection=True,
        partial_prompts=True,  # they show that a slow speaker is speaking
        profanity_filter=False,
        events="speaker-events",  # they tell when we have finished speaking
        hints=hints_for(greeting.ask, line),
        **_relay_voice(line.voice),
        **_relay_recogniser(line.speech_model),
    )
    response.append(relay)
    return str(response)


def socket_address(url: str) -> str:
    """https://... as wss://..."""
    return f"ws{url.removeprefix('http')}"


def _relay_voice(voice: str) -> dict[str, str]:
    """Say's "Polly.Amy-Neural" as ConversationRelay names it: a call keeps its voice when it goes on by TwiML."""
    provider, _, name = voice.partition(".")
    known = {"Polly": "Amazon", "Google": "Google", "ElevenLabs": "ElevenLabs"}.get(provider)
    return {"tts_provider": known, "voice": name} if known else {}


def _relay_recogniser(speech_model: str) -> dict[str, str]:
    """Gather's "googlev2_telephony" likewise. For any other, Twilio's own choice."""
    provider, _, model = speech_model.partition("_")
    if provider == "googlev2":
        return {"transcription_provider": "Google", "speech_model": model}
    if provider == "deepgram":
        return {"transcription_provider": "Deepgram", "speech_model": f"{model}-general"}
    return {}


def whisper(words: Iterable[str], step: int | None, line: Line) -> str:
    """What the person answering hears before the caller: who and what, and the key that takes the call."""
    response = VoiceResponse()
    gather = Gather(input="dtmf", num_digits=1, timeout=8, action=line.url("whispered", step), method="POST")
    speak(gather, words, line)
    response.append(gather)
    response.hangup()  # no key: perhaps a voicemail; the caller's side goes on at `dialled`
    return str(response)


def say_and_go_on(words: str, line: Line) -> str:
    """For the adviser's leg: after this the two are connected."""
    response = VoiceResponse()
    speak(response, [words], line)
    return str(response)


def hang_up(line: Line | None = None, words: str | None = None) -> str:
    response = VoiceResponse()
    if line and words:
        speak(response, [words], line)
    response.hangup()
    return str(response)


def sorry(words: str, phone: str, voice: str, *, last_words: str) -> str:
    """The last resort: an apology, the switchboard, and something to hear when nobody answers there either. Needs
    neither database nor assistant."""
    response = VoiceResponse()
    response.say(spoken(words), voice=voice, language=LANGUAGE)
    response.dial(phone, timeout=RING_SECONDS)
    response.say(spoken(last_words), voice=voice, language=LANGUAGE)
    return str(response)


def _gather(ask: Ask, step: int, line: Line, *, patient: bool = False) -> Gather:
    many_keys = takes_many_keys(ask)
    return Gather(
        action=line.url("turn", step),
        method="POST",
        action_on_empty_result=True,
        # At a secret too: only what may be the secret is taken nowhere.
        input="dtmf speech",
        language=LANGUAGE,
        speech_model=line.speech_model,
        speech_timeout="2",
        # People fetch a card or a letter before they key a number.
        timeout=PATIENT_SECONDS if patient else 12 if many_keys else 6,
        # One key counts at once, or 0 for a person would be waited for; extensions are said, or keyed over the relay.
        num_digits=None if many_keys else 1,
        finish_on_key="#",
        profanity_filter=False,
        hints=hints_for(ask, line),
    )


def takes_many_keys(ask: Ask) -> bool:
    """Whether a number is to be keyed; else one key is an answer."""
    return ask.kind is AskKind.DIGITS and not ask.choices


def takes_an_extension(ask: Ask) -> bool:
    """Whether an extension may be keyed in place of words: where nothing in particular is asked."""
    return ask.kind is AskKind.OPEN and not ask.choices and not ask.of_form


def hints_for(ask: Ask, line: Line) -> str:
    """Words the recogniser should expect as the answer, most useful first, within Twilio's limits."""
    match ask.kind:
        case AskKind.YES_NO:
            wanted: list[str] = ["yes", "no", "yes please", "no thank you"]
        case AskKind.CHOICE:
            wanted = [*(choice.label for choice in ask.choices), *BY_PLACE]
        case AskKind.POSTCODE:
            wanted = list(line.streets)
        case AskKind.DIGITS | AskKind.NAME:
            wanted = []
        case _:
            wanted = [*line.hints, *line.streets]
    # Words of ours may be a resident's own (a street, a name), and hints go into the XML as well.
    fit = (spoken(hint.replace(",", " "))[:LONGEST_HINT].strip() for hint in [*wanted, "speak to someone"])
    return ",".join(list(dict.fromkeys(hint for hint in fit if hint))[:MOST_HINTS])


def says_slowly(line: Line) -> bool:
    """Whether the voice can be slowed, and the caller wants that."""
    return line.slow and line.voice.startswith(TAKES_SSML)


def slowly(words: str) -> str:
    """The same for a voice that is sent text: slower, with a pause after each sentence, as SSML."""
    pause = f'<break time="{SLOW_PAUSE}"/>'
    sentences = (escape(sentence) for sentence in _SENTENCE_ENDS.split(words))
    return "".join(f'<prosody rate="{SLOW_RATE}">{sentence}</prosody>{pause}' for sentence in sentences)


def speak(verb: VoiceResponse | Gather, texts: Iterable[str], line: Line) -> None:
    """In the line's voice and at its pace."""
    for text in texts:
        if text in line.foreign:
            said, language, voice = line.foreign[text]
            verb.say(spoken(said), voice=voice, language=language)
            continue
        words = spoken(text)
        if not words:
            continue
        if says_slowly(line):
            say = verb.say(voice=line.voice, language=LANGUAGE)
            for sentence in _SENTENCE_ENDS.split(words):
                say.prosody(sentence, rate=SLOW_RATE)
                say.break_(time=SLOW_PAUSE)
        else:
            verb.say(words, voice=line.voice, language=LANGUAGE)
