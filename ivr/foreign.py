"""What callers hear who spoke another language: in a voice that speaks it, or in English with its name."""

from __future__ import annotations

from council.languages import Languages
from council.words import Words
from ivr.twiml import LANGUAGE


def foreign_sentences(languages: Languages, words: Words, voice: str) -> dict[str, tuple[str, str, str]]:
    """Of each sentence of languages.yml, what is said for it, in which language and by which voice: an English voice
    would make nothing of Polish, and is never given any."""
    found = {}
    for language in languages:
        for says in (language.says, language.says_when_shut):
            if language.phone and language.voice:
                found[says] = (says, language.phone, language.voice)
            else:
                told = words.say("language_without_voice", spoken=True, language=language.name)
                found[says] = (told, LANGUAGE, voice)
    return found
