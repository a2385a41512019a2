"""What callers hear who spoke another language: in a voice that speaks it, or in English with its name."""

from __future__ import annotations

from council.languages import Language, Languages
from council.words import Words
from ivr.twiml import LANGUAGE

MOST_PLACES = 50  # in the queue, that are told in other languages


def waiting_in(language: Language, place: int) -> str:
    """Where a caller stands in the queue, and the key that has them rung back, in their language; "" where we have no
    such sentence or nobody to speak it."""
    known = language.waits and language.phone and language.voice and place <= MOST_PLACES
    return language.waits.replace("{place}", str(place)) if known else ""


def foreign_sentences(languages: Languages, words: Words, voice: str) -> dict[str, tuple[str, str, str]]:
    """Of each sentence of languages.yml, what is said for it, in which language and by which voice: an English voice
    would make nothing of Polish, and is never given any."""
    found = {}
    for language in languages:
        waits = [waiting_in(language, place) for place in range(1, MOST_PLACES + 1)]
        for says in filter(
            None, (language.says, language.says_when_shut, language.rings, language.booked, *waits)
        ):
            if language.phone and language.voice:
                found[says] = (says, language.phone, language.voice)
            else:
                told = words.say("language_without_voice", spoken=True, language=language.name)
                found[says] = (told, LANGUAGE, voice)
    return found
