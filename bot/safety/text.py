"""A message as the safety component reads it: plain words, the ends of sentences kept, misspelt danger put right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from symspellpy import SymSpell, Verbosity

from bot.language.normalise import normalise
from bot.language.vocabulary import english
from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping

SLIPS = "slips.yml"

END = "."  # stands where a sentence ended; no sign or rule reaches across it

# A full stop inside a number or an abbreviation ends nothing.
_ENDS = re.compile(r"[!?;\n\r]+|\.+(?!\w)|\u2026|\s[-\u2013\u2014]+\s")
# Where a sentence turns to something else in one breath: "he hits me but I rang about the council tax".
_TURNS = re.compile(r",|\b(?:but|anyway|anyhow|by the way)\b", re.IGNORECASE)
# "MB99 9ZZ" is no call for help, nor "PK/999/1" or "999A".
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_NINES = re.compile(r"(?<![\d/])(?:9[ .-]?9[ .-]?9|1[ .-]?1[ .-]?2)(?![\d/]|[A-Z]\b)", re.IGNORECASE)
# Letters and digits said one by one, as a recogniser writes a postcode or a reference: "M B one four Q R".
_ONE_BY_ONE = re.compile(
    r"\b(?:(?:[a-z]|\d|zero|oh|one|two|three|four|five|six|seven|eight|nine|double) ){3,}"
    r"(?:[a-z]|\d|zero|one|two|three|four|five|six|seven|eight|nine)\b"
)
_LETTER = re.compile(r"\b[b-hj-z]\b")  # that is no word of its own
FEWEST_LETTERS = 2  # of what is spelt: "nine nine nine" has none, and is danger
NINES = "nines"  # 999 and 112: normalise() makes one word of every long number
RUNS_ON, STRETCH, STEP = 22, 14, 7  # words: a sentence longer than the first is heard in stretches
FEWEST_WORDS = 3  # of a sentence that is heard by itself
MOST_PARTS = 24  # of a message: time must not grow without limit
ENDINGS = (
    "s",
    "ll",
    "ve",
    "nt",
    "re",
    "d",
)  # of a word written without its apostrophe: "couldnt" is not "could"
_SHORTEST = 5  # letters: a shorter word is too like too many others
_LONG = 8  # letters: two slips are forgiven


def sentences(message: str) -> list[str]:
    """The message's sentences as plain words: small letters, no punctuation, no apostrophes. Postcodes and whatever is
    spelt are left out: beside an address, stray letters have sounded like danger."""
    marked = _NINES.sub(f" {NINES} ", _POSTCODE.sub(" ", message))
    plain = (_ONE_BY_ONE.sub(_unless_spelt, normalise(part)) for part in _ENDS.split(marked))
    return [words for said in plain if (words := " ".join(said.split()))]


def _unless_spelt(found: re.Match[str]) -> str:
    return " " if len(_LETTER.findall(found[0])) >= FEWEST_LETTERS else found[0]


def parts(message: str) -> list[str]:
    """What is listened to by itself besides the whole message, because beside other things danger is soon drowned: each
    sentence of several, what is said before and after a turn within one, and stretches of what runs on without a stop,
    as a recogniser writes it. None twice, in order."""
    said = sentences(message)
    found: list[str] = []
    for sentence in said:
        words = sentence.split()
        if len(words) > RUNS_ON:
            found += [" ".join(words[at : at + STRETCH]) for at in range(0, len(words) - STEP, STEP)]
        elif len(words) >= FEWEST_WORDS and len(said) > 1:
            found.append(sentence)
    turned = [words for piece in _TURNS.split(message) for words in sentences(piece)]
    found += [
        words for words in turned if FEWEST_WORDS <= len(words.split()) <= RUNS_ON and words not in said
    ]
    return list(dict.fromkeys(found))[:MOST_PARTS]


def read_slips(path: Path) -> dict[str, str]:
    """The right word of each that is written by ear.

    Raises:
        CouncilDataError: one is a word itself, so that whoever means it would be misread.
    """
    mistakes: list[Mistake] = []
    section = Section(path, read_mapping(path), mistakes, SLIPS).section("slips", "the slips")
    found = {str(slip): section.text(slip) for slip in section.values}
    for slip in found:
        if slip in english():
            section.wrong(slip, f"{slip!r} is a word", "Leave it out")
    if mistakes:
        raise CouncilDataError(mistakes)
    return found


class Spelling:
    """Puts a word right that is listed as written by ear, or is in no dictionary and close to a word of danger. Every
    other slip is left alone: n-grams forgive it, and a wrong guess would make danger out of a street name."""

    def __init__(self, targets: Iterable[str], by_ear: Mapping[str, str]) -> None:
        self._by_ear = by_ear
        self._index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        targets = sorted(targets)
        # Of a short word only two letters in the wrong order are sure: "fier".
        self._swapped = {
            slip: word for word in targets if len(word) == 4 and word in english() for slip in _swapped(word)
        }
        for word in targets:
            if len(word) >= _SHORTEST and word.isalpha():
                self._index.create_dictionary_entry(word, 1)

    def corrected(self, words: str) -> str:
        return " ".join(self._corrected(word) for word in words.split())

    def _corrected(self, word: str) -> str:
        sure = self._by_ear.get(word) or self._swapped.get(word)
        if sure:
            return sure
        if len(word) < _SHORTEST or not word.isalpha() or self._is_known(word):
            return word
        slips = 2 if len(word) >= _LONG else 1
        found = self._index.lookup(word, Verbosity.CLOSEST, max_edit_distance=slips)
        return next((str(one.term) for one in found if one.term[0] == word[0]), word)

    def _is_known(self, word: str) -> bool:
        return any(form in english() for form in (word, *(word.removesuffix(ending) for ending in ENDINGS)))


def _swapped(word: str) -> list[str]:
    """The forms of a word with two neighbouring letters exchanged that are no words themselves."""
    forms = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    return [form for form in forms if form not in english()]
