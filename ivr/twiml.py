"""Writes decisions as TwiML: always well-formed, never empty, every address absolute."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from contacts.acts import Ask, AskKind
from ivr.turns import Decision, HangUp, Hold, Listen, PutThrough

LANGUAGE = "en-GB"  # Twilio's default is American
MOST_HINTS = 500
LONGEST_HINT = 100
LONGEST_SAY = 2_900  # Polly takes 3,000 characters
RING_SECONDS = 20
HOLD_SECONDS = 3
SLOW_RATE, SLOW_PAUSE = "80%", "700ms"  # of the usual speed; after each sentence
TAKES_SSML = ("Polly.", "Google.")  # the basic voices would read the marks out

_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) +")

# The builders escape markup but pass control characters through, which makes the XML invalid.
_NOT_XML = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]")
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
    slow: bool = False  # at the caller's wish

    def at_pace(self, *, slow: bool) -> Line:
        return replace(self, slow=slow)

    def url(self, path: str, step: int | None = None) -> str:
        return f"{self.base}/{path}" + (f"?s={step}" if step is not None else "")


def spoken(text: str) -> str:
    """Text fit for a voice and for XML."""
    return " ".join(_NOT_SPOKEN.sub(" ", _NOT_XML.sub("", text)).split())[:LONGEST_SAY]


def render(decision: Decision, step: int, line: Line, phones: dict[str, str]) -> str:
    """The TwiML of a decision.

    Args:
        step: the number the next webhook will carry.
        phones: each team's number, E.164.
    """
    response = VoiceResponse()
    match decision:
        case Listen():
            gather = _gather(decision.ask, step, line)
            _say(gather, decision.say, line)
            response.append(gather)
            response.redirect(line.url("turn", step), method="POST")
        case PutThrough():
            _say(response, decision.say, line)
            dial = Dial(
                action=line.url("dialled", step),
                method="POST",
                timeout=RING_SECONDS,
                answer_on_bridge=True,
                caller_id=line.caller_id,
            )
            dial.number(phones[decision.team], url=line.url("whisper", step), method="POST")
            response.append(dial)
        case Hold():
            _say(response, decision.say, line)
            response.pause(length=HOLD_SECONDS)
            response.redirect(line.url("again", step), method="POST")
        case HangUp():
            _say(response, decision.say, line)
            response.hangup()
    return str(response)


def whisper(words: Iterable[str], step: int, line: Line) -> str:
    """What the person answering hears before the caller: who and what, and the key that takes the call."""
    response = VoiceResponse()
    gather = Gather(input="dtmf", num_digits=1, timeout=8, action=line.url("whispered", step), method="POST")
    _say(gather, words, line)
    response.append(gather)
    response.hangup()  # no key: perhaps a voicemail; the caller's side goes on at `dialled`
    return str(response)


def say_and_go_on(words: str, line: Line) -> str:
    """For the adviser's leg: after this the two are connected."""
    response = VoiceResponse()
    _say(response, [words], line)
    return str(response)


def hang_up(line: Line | None = None, words: str | None = None) -> str:
    response = VoiceResponse()
    if line and words:
        _say(response, [words], line)
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


def _gather(ask: Ask, step: int, line: Line) -> Gather:
    takes_many_keys = ask.kind in (AskKind.DIGITS,) and not ask.choices
    return Gather(
        action=line.url("turn", step),
        method="POST",
        action_on_empty_result=True,
        input="dtmf" if ask.secret else "dtmf speech",
        language=LANGUAGE,
        speech_model=line.speech_model,
        speech_timeout="2",
        # People fetch a card or a letter before they key a number.
        timeout=12 if takes_many_keys else 6,
        num_digits=None if takes_many_keys else 1,
        finish_on_key="#",
        profanity_filter=False,
        hints=hints_for(ask, line),
    )


def hints_for(ask: Ask, line: Line) -> str:
    """Words the recogniser should expect as the answer, most useful first, within Twilio's limits."""
    match ask.kind:
        case AskKind.YES_NO:
            wanted: list[str] = ["yes", "no", "yes please", "no thank you"]
        case AskKind.CHOICE:
            wanted = [choice.label for choice in ask.choices]
        case AskKind.POSTCODE:
            wanted = list(line.streets)
        case AskKind.DIGITS | AskKind.NAME:
            wanted = []
        case _:
            wanted = [*line.hints, *line.streets]
    # Words of ours may be a resident's own (a street, a name), and hints go into the XML as well.
    fit = (spoken(hint.replace(",", " "))[:LONGEST_HINT].strip() for hint in [*wanted, "speak to someone"])
    return ",".join(list(dict.fromkeys(hint for hint in fit if hint))[:MOST_HINTS])


def _say(verb: VoiceResponse | Gather, texts: Iterable[str], line: Line) -> None:
    for text in texts:
        words = spoken(text)
        if not words:
            continue
        if line.slow and line.voice.startswith(TAKES_SSML):
            say = verb.say(voice=line.voice, language=LANGUAGE)
            for sentence in _SENTENCE_ENDS.split(words):
                say.prosody(sentence, rate=SLOW_RATE)
                say.break_(time=SLOW_PAUSE)
        else:
            verb.say(words, voice=line.voice, language=LANGUAGE)
