"""Messages in another language than English, so that an interpreter is offered and not a guess made."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.language.vocabulary import Vocabulary
from council.languages import Languages

ENGLISH = "en"
FEWEST_WORDS = 3  # of Latin letters; two may be a name
USUAL_WORDS = 4  # shorter messages are names and slips more often than another language
SUREST = 0.9999  # how sure the identifier must be of them, when English has none of the words
FEWEST_LETTERS = 4  # in another script, which is plain from a word
# How sure the identifier must be, by the share of words that English has too; with a larger share it is English.
# "No me han recogido la basura" has four of six.
SURE, MOST_ENGLISH = 0.5, 0.5
SURER, MOSTLY_ENGLISH = 0.95, 0.75
# Scripts by the first word of their letters' Unicode names. Han without kana is Chinese.
_SCRIPTS = {
    "ARABIC": "ar", "CYRILLIC": "uk", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "GREEK": "el",
    "HEBREW": "he", "DEVANAGARI": "hi", "BENGALI": "bn", "GURMUKHI": "pa", "GUJARATI": "gu", "TAMIL": "ta",
    "TELUGU": "te", "MALAYALAM": "ml", "SINHALA": "si", "THAI": "th", "ETHIOPIC": "am", "GEORGIAN": "ka",
    "ARMENIAN": "hy", "URDU": "ur", "MYANMAR": "my", "KHMER": "km",
}  # fmt: skip


def language_of(message: str, vocabulary: Vocabulary, languages: Languages | None = None) -> str | None:
    """The ISO 639-1 code of a message that is plainly not English; None for English and whatever may be.

    Args:
        languages: those residents write in, which a Latin message is told apart among; any, when there are none.
    """
    message = unicodedata.normalize("NFKC", message[:500])  # English in odd letters is English
    letters = [letter for letter in message if letter.isalpha()]
    foreign = [letter for letter in letters if not unicodedata.name(letter, "LATIN").startswith("LATIN")]
    if len(foreign) >= FEWEST_LETTERS and len(foreign) > len(letters) / 2:
        return _of_script(foreign, message)
    if languages and (told := languages.told_by_words(message)):
        return told.code
    words = re.findall(r"[^\W\d_]+", message.lower().replace("'", ""))
    if len(words) < FEWEST_WORDS:
        return None
    english = sum(word.isascii() and vocabulary.is_known(word) for word in words) / len(words)
    if english >= MOSTLY_ENGLISH:
        return None
    language, probability = _identifier(languages.codes if languages else frozenset()).classify(message)
    sure = probability >= _least_probability(len(words), english)
    return str(language) if language != ENGLISH and sure else None


def _least_probability(words: int, english: float) -> float:
    if words < USUAL_WORDS:  # names and slips more often than another language
        return SUREST if english == 0 else 1.1
    return SURER if english > MOST_ENGLISH else SURE


def _of_script(letters: list[str], message: str) -> str:
    """One script serves several languages, such as Arabic and Urdu; the identifier may tell them apart."""
    script = unicodedata.name(letters[0]).split(" ")[0]
    language, probability = _identifier(frozenset()).classify(message)
    return str(language) if probability >= SURE and language != ENGLISH else _SCRIPTS.get(script, "und")


@cache
def _identifier(languages: frozenset[str]) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    if languages:
        identifier.set_languages(sorted(languages | {ENGLISH}))
    return identifier
