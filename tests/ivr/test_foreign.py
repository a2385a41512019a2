"""Other languages are spoken by a voice that can, and telephone numbers in groups."""

from __future__ import annotations

from dataclasses import replace

import pytest
from twilio.twiml.voice_response import VoiceResponse

from ivr import twiml
from ivr.foreign import foreign_sentences
from ivr.simulator import parse
from tests.contacts.parts import councils_own
from tests.ivr.parts import LINE, VOICE

LANGUAGES = councils_own().council.languages
SPEAKS = replace(LINE, foreign=foreign_sentences(LANGUAGES, councils_own().words, VOICE))


def said(text: str) -> tuple[str, str, str]:
    response = VoiceResponse()
    twiml.speak(response, [text], SPEAKS)
    (say,) = parse(str(response))
    return say.words, say.text("language"), say.text("voice")


def test_polish_is_spoken_by_a_polish_voice():
    polish = LANGUAGES.get("pl")
    assert polish is not None
    assert said(polish.says) == (polish.says, "pl-PL", "Polly.Ola-Neural")
    assert said(polish.says_when_shut)[1:] == ("pl-PL", "Polly.Ola-Neural")


def test_welsh_is_spoken_by_a_welsh_voice():
    welsh = LANGUAGES.get("cy")
    assert welsh is not None
    assert said(welsh.says)[1:] == ("cy-GB", "Polly.Gwyneth")


def test_a_language_without_a_voice_is_named_in_english():
    persian = LANGUAGES.get("fa")
    assert persian is not None
    words, language, voice = said(persian.says)
    assert (language, voice) == ("en-GB", VOICE)
    assert "interpreter for Persian" in words


def test_no_language_is_left_to_the_english_voice():
    for language in LANGUAGES:
        words, tag, _ = said(language.says)
        assert tag != "en-GB" or language.name in words


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Ring 01632 960099 at any time.", "Ring 0 1 6 3 2, 9 6 0 0 9 9 at any time."),
        ("It is 07700 900123.", "It is 0 7 7 0 0, 9 0 0 1 2 3."),
        ("National Highways on 0300 123 5000.", "National Highways on 0 3 0 0, 1 2 3, 5 0 0 0."),
        ("Your reference is 4 8 2 1, 9 9 3 6.", "Your reference is 4 8 2 1, 9 9 3 6."),
        ("It costs 12.50 in 2026.", "It costs 12.50 in 2026."),
    ],
)
def test_telephone_numbers_are_spoken_in_groups(written: str, spoken: str):
    assert twiml.spoken(written) == spoken
