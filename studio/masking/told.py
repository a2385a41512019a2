"""Codes told one letter and digit at a time, as a recogniser writes them: "oh seven seven", "m b one four"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cases.postcodes import read_postcode
from studio.masking.find import Find

_DIGITS = frozenset(
    "zero nought oh one two three four five six seven eight nine double treble triple".split()
)
_ALPHABET = frozenset(
    """alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa
    quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu bee cee dee ee ef eff gee aitch haitch
    jay kay ell em en pee queue cue ar ess tee vee eks zed zee""".split()
)
# Everyday words that a recogniser writes for a letter or a digit: part of a code only once it has begun.
_SOUNDS_LIKE = frozenset("hundred thousand to too for won ate pea see sea be tea you are why ex a i".split())
_FEWEST_SYMBOLS, _FEWEST_DIGITS = 5, 2
_FEWEST_OF_A_PHONE = 9


def told_one_by_one(words: str) -> Iterator[Find]:
    """ "Oh seven seven double oh nine", "m b one four queue pea"."""
    run: list[re.Match[str]] = []
    for token in re.finditer(r"(?<!['’])\b[A-Za-z0-9]+", words):
        if run and not re.fullmatch(r"[\s,.-]{0,2}", words[run[-1].end() : token.start()]):
            yield from _as_told(words, run)
            run = []
        word = token[0].lower()
        if _is_symbol(word) or (run and word in _SOUNDS_LIKE):
            run.append(token)
        else:
            yield from _as_told(words, run)
            run = []
    yield from _as_told(words, run)


def _is_digit(word: str) -> bool:
    return word in _DIGITS or word.isdigit() or (word.isalnum() and not word.isalpha())


def _is_symbol(word: str) -> bool:
    if word in _DIGITS or word in _ALPHABET:
        return True
    if word.isalpha():
        return len(word) == 1 and word not in "ai"
    return len(word) <= _LONGEST_PIECE and not word.endswith(_NO_CODE)


_LONGEST_PIECE = 4  # "mb1", "4qp", "1234"; a longer number is one by itself
_NO_CODE = ("am", "pm", "st", "nd", "rd", "th", "p", "k", "m")


_GOES_ON = ("to", "too", "for", "are", "be", "you", "why")  # with the sentence, after a code


def _as_told(words: str, run: Sequence[re.Match[str]]) -> Iterator[Find]:
    run = list(run)
    while run and run[-1][0].lower() in _GOES_ON:
        run.pop()
    told = [token[0].lower() for token in run if _is_symbol(token[0].lower())]
    digits = sum(len(word) if word.isdigit() else 1 for word in told if _is_digit(word))
    symbols = digits + sum(not _is_digit(word) for word in told)
    if not run or digits < _FEWEST_DIGITS:
        return
    start, end = run[0].start(), run[-1].end()
    if symbols < _FEWEST_SYMBOLS and not read_postcode(words[start:end]):
        return
    if told[0].startswith(("0", "oh", "zero", "44")) and digits >= _FEWEST_OF_A_PHONE:
        yield Find(start, end, "phone")
    else:
        yield Find(start, end, "postcode" if read_postcode(words[start:end]) else "number")
