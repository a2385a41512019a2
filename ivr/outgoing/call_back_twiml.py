"""What the two calls of a call-back hear and do, as TwiML: always well-formed, never empty, every address absolute.

The adviser waits in a conference of two while the resident is rung by a call of its own. A resident dialled from
the adviser's call (`<Dial><Number machineDetection>`) would be put through before anybody knew whether a machine
had answered: there the verdict comes to a callback of its own, while the two are already connected. A call placed
by itself asks for its TwiML once the verdict is in, with `AnsweredBy` in the form.
"""

from __future__ import annotations

from collections.abc import Iterable

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from ivr.twiml import LANGUAGE, Line, spoken

KEY_SECONDS = 8


def ask_for_a_key(words: Iterable[str], action: str, line: Line) -> str:
    """Say something and take one key. Without a key the call ends, and its end says the rest."""
    response = VoiceResponse()
    gather = Gather(input="dtmf", num_digits=1, timeout=KEY_SECONDS, action=action, method="POST")
    _say(gather, words, line)
    response.append(gather)
    response.hangup()
    return str(response)


def wait_for_resident(words: str, room: str, action: str, line: Line) -> str:
    """The adviser, with music until the resident is there. Star leaves the room; then `action` is asked."""
    response = VoiceResponse()
    _say(response, [words], line)
    dial = Dial(action=action, method="POST", hangup_on_star=True)
    _meet(dial, room, "adviser")
    response.append(dial)
    return str(response)


def put_on(words: str, room: str, line: Line) -> str:
    """The resident, on to the adviser who waits. When either leaves, both are free."""
    response = VoiceResponse()
    _say(response, [words], line)
    dial = Dial()
    _meet(dial, room, "resident")
    response.append(dial)
    response.hangup()
    return str(response)


def say_and_end(words: Iterable[str], line: Line) -> str:
    response = VoiceResponse()
    _say(response, words, line)
    response.hangup()
    return str(response)


def _meet(dial: Dial, room: str, who: str) -> None:
    dial.conference(
        room,
        start_conference_on_enter=True,
        end_conference_on_exit=True,
        beep="false",
        max_participants=2,
        participant_label=who,
    )


def _say(verb: VoiceResponse | Gather, texts: Iterable[str], line: Line) -> None:
    for text in texts:
        if words := spoken(text):
            verb.say(words, voice=line.voice, language=LANGUAGE)
