"""The documents of the queue: what a caller who waits hears, and what the person hears who is rung for them."""

from __future__ import annotations

from collections.abc import Iterable

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from ivr.twiml import LANGUAGE, Line, queue_name, recording, speak

# Quiet, and long enough for a relay assistant to type what was said: no music, which they would have to describe, and
# which Twilio itself plays only where a queue has no document of its own. Nobody hears nothing for 20 seconds.
# The quiet is inside the question, so that the key counts at any moment; with the words about every half a minute.
QUIET_SECONDS = 12
QUIET_SECONDS_TO_THE_KEY = 8
KEY_SECONDS = 5
JOINING_SECONDS = 5
SPEECH_SECONDS = "1"  # of silence, after which what was said is over
HINTS = "call me back,never mind,say that again,slower please,it is an emergency,how long"


def wait(words: Iterable[str], step: int, line: Line, still: str) -> str:
    """Where the caller stands; key 1 is for being rung back. Asked for again when it runs out. `still`: said amid the
    quiet, that they are in the queue.

    Words are heard too, which https://www.twilio.com/docs/voice/twiml/enqueue allows a wait document: chest pains do
    not wait for a person.
    """
    response = VoiceResponse()
    gather = Gather(
        input="dtmf speech",
        language=LANGUAGE,
        speech_model=line.speech_model,
        speech_timeout=SPEECH_SECONDS,
        profanity_filter=False,
        hints=HINTS,
        num_digits=1,
        timeout=KEY_SECONDS,
        action=line.url("wait-key", step),
        method="POST",
    )
    speak(gather, words, line)
    gather.pause(length=QUIET_SECONDS)
    speak(gather, [still], line)
    gather.pause(length=QUIET_SECONDS_TO_THE_KEY)
    response.append(gather)
    return str(response)


def joining(words: str, line: Line) -> str:
    """Somebody has pressed the key."""
    response = VoiceResponse()
    speak(response, [words], line)
    response.pause(length=JOINING_SECONDS)
    return str(response)


def leave(words: Iterable[str] = (), line: Line | None = None) -> str:
    """Out of the queue, and on at its action."""
    response = VoiceResponse()
    if line:
        speak(response, words, line)
    response.leave()
    return str(response)


def agent_whisper(words: Iterable[str], ring: int, line: Line) -> str:
    """Who and what, and the key that takes the call. A voicemail presses none."""
    response = VoiceResponse()
    gather = Gather(
        input="dtmf", num_digits=1, timeout=8, action=f"{line.url('agent-key')}?r={ring}", method="POST"
    )
    speak(gather, words, line)
    response.append(gather)
    response.hangup()
    return str(response)


def join(words: str, entry: int, ring: int, line: Line) -> str:
    """Take exactly this caller out of the queue and talk to them."""
    response = VoiceResponse()
    speak(response, [words], line)
    dial = Dial(action=f"{line.url('agent-done')}?r={ring}", method="POST", **recording(line))
    dial.queue(queue_name(entry), url=line.url("connecting"), method="POST")
    response.append(dial)
    return str(response)


def redirect(url: str) -> str:
    response = VoiceResponse()
    response.redirect(url, method="POST")
    return str(response)
