"""Letters and digits told one by one: "em bee one four", "mike bravo 1 4", "double b"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.entities.said import Word

_LETTER_NAMES = {
    "ay": "a", "bee": "b", "cee": "c", "dee": "d", "ee": "e", "ef": "f", "eff": "f", "gee": "g", "aitch": "h",
    "haitch": "h", "jay": "j", "kay": "k", "el": "l", "ell": "l", "em": "m", "en": "n", "pee": "p", "queue": "q",
    "cue": "q", "ar": "r", "ess": "s", "tee": "t", "vee": "v", "exe": "x", "eks": "x", "zed": "z", "zee": "z",
}  # fmt: skip
_ALPHABET = {
    word: word[0]
    for word in """alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike
    november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu""".split()
}
# Ordinary words that a recogniser writes for a letter or a digit. Alone they prove nothing.
_HOMOPHONES = {
    "be": "b", "see": "c", "sea": "c", "pea": "p", "are": "r", "tea": "t", "you": "u", "ex": "x", "why": "y",
    "emma": "m", "won": "1", "to": "2", "too": "2", "for": "4", "ate": "8", "a": "a", "i": "i",
}  # fmt: skip
_OH = ("oh", "o")
# Two-letter words no postcode area or registration is told with; else "at 12 are you" would be AT1 2RU.
ORDINARY = frozenset("am an as at by do go he hi if in is it me my no of on or so up us we".split())
_MARKS = frozenset(["", ",", "-", ".", ", ", "–"])  # what may stand between two symbols of one code


@dataclass(frozen=True)
class Symbols:
    """What one word, or "double" with the next, stands for in a code. `sure` unless it is an everyday word."""

    text: str
    start: int  # tokens
    end: int
    sure: bool


def runs(words: Sequence[Word]) -> Iterator[list[Symbols]]:
    """Stretches of words that are all letters and digits of something."""
    run: list[Symbols] = []
    times: Word | None = None
    for word in words:
        if word.mark not in _MARKS:
            yield from [run] if run else []
            run = []
        if word.text == "double" and times is None:
            times = word
            continue
        if word.text == "ray" and run and run[-1].text == "x":  # x-ray
            run[-1] = replace(run[-1], end=word.end)
            continue
        symbols = _symbols(word)
        if symbols is None:
            yield from [run] if run else []
            run, times = [], None
            continue
        if times:
            text = "w" if symbols.text == "u" else symbols.text * 2  # "double you" is the letter W
            symbols = Symbols(text, times.start, symbols.end, symbols.sure)
            times = None
        run.append(symbols)
    if run:
        yield run


def _symbols(word: Word) -> Symbols | None:
    text = word.text
    if found := _LETTER_NAMES.get(text) or _ALPHABET.get(text):
        return Symbols(found, word.start, word.end, True)
    if found := _HOMOPHONES.get(text):
        return Symbols(found, word.start, word.end, False)
    if text in _OH:
        return Symbols("o", word.start, word.end, False)
    mixed = text.isascii() and text.isalnum()
    if text.isdecimal() and mixed:
        return Symbols(text, word.start, word.end, True)
    short = len(text) <= 2 and text not in ORDINARY
    return Symbols(text, word.start, word.end, True) if mixed and (short or _a_code(text)) else None


def _a_code(text: str) -> bool:
    """Letters and digits together ("mb1", "4qp", "ab12"), but no time, day or size."""
    return len(text) <= 4 and not text.isalpha()


def windows(run: Sequence[Symbols], lengths: Sequence[int]) -> Iterator[tuple[str, list[Symbols]]]:
    """Every stretch of whole words whose symbols are of one of the lengths, the longer first."""
    for length in lengths:
        for first in range(len(run)):
            text = ""
            for last in range(first, len(run)):
                text += run[last].text
                if len(text) >= length:
                    if len(text) == length:
                        yield text, list(run[first : last + 1])
                    break


def believable(symbols: Sequence[Symbols]) -> bool:
    """Whether a code is told by enough words that are nothing but letters and digits."""
    sure = sum(len(symbol.text) for symbol in symbols if symbol.sure)
    return sure >= 4 and sure * 2 > sum(len(symbol.text) for symbol in symbols)
