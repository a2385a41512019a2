"""Letters and digits as they are told one by one, and as a recogniser writes them: "em bee", "mike", "b for Bravo"."""

from __future__ import annotations

import re
from collections.abc import Iterator

LETTER_NAMES = {
    "ay": "a", "bee": "b", "be": "b", "see": "c", "sea": "c", "dee": "d", "ee": "e", "ef": "f", "gee": "g",
    "aitch": "h", "haitch": "h", "jay": "j", "kay": "k", "el": "l", "em": "m", "en": "n", "pee": "p",
    "pea": "p", "queue": "q", "cue": "q", "are": "r", "ar": "r", "ess": "s", "tea": "t", "tee": "t",
    "you": "u", "vee": "v", "ex": "x", "exe": "x", "eks": "x", "why": "y", "zed": "z", "zee": "z",
    "cee": "c", "eff": "f", "jee": "g", "aych": "h", "kaye": "k", "ell": "l", "emm": "m", "enn": "n",
    "kyu": "q", "arr": "r", "arre": "r", "arrh": "r", "ecks": "x", "wye": "y", "zedd": "z", "dubya": "w",
}  # fmt: skip
ALPHABET = {
    word: word[0]
    for word in """alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november
    oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu""".split()
}
DIGITS = {
    "zero": "0", "nought": "0", "one": "1", "won": "1", "two": "2", "to": "2", "too": "2", "three": "3",
    "four": "4", "for": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "ate": "8", "nine": "9",
}  # fmt: skip
# What else is heard where letters and digits are told. In ordinary words these are something else.
_ALSO_HEARD = {
    "and": "n", "an": "n", "end": "n", "am": "m", "him": "m", "kew": "q", "bea": "b", "sees": "c", "aye": "i",
    "eye": "i", "ewe": "u", "yew": "u", "quay": "k", "hay": "a", "eh": "a", "es": "s",
    "oh": "o", "owe": "o", "emby": "mb", "embee": "mb", "empty": "mt", "kewpie": "qp",
    "cutie": "qt", "wan": "1", "fore": "4", "fower": "4", "tree": "3", "free": "3", "ten": "10", "eleven": "11",
    "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17",
    "eighteen": "18", "nineteen": "19",
}  # fmt: skip
_LONGEST_CODE = 4  # letters and digits written as one: "mb1", "4qp", "mb14"
_WHOLE_CODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}")
_TYPED = re.compile(r"\W*([a-z]{2}[a-z\d]{1,2})\s*(\d[a-z\d]{2})\W*")  # with a letter for a digit: "MBI 4QP"
_TWICE = ("double",)
_LIKE = ("for", "as", "like", "from")  # "B for Bravo", "B as in Bravo"


def told(words: str) -> Iterator[str]:
    """The runs of letters and digits some words tell, in small letters; an everyday word ends a run."""
    if whole := _TYPED.fullmatch(words.lower()):
        yield whole[1] + whole[2]
        return
    tokens = re.findall(r"[a-z0-9]+", words.lower().replace("'", ""))
    run, place, times = "", 0, 1
    while place < len(tokens):
        token = tokens[place]
        symbols = _symbols(token)
        place += 1
        if token in _TWICE:
            times = 2
            continue
        if symbols is None:
            if run:
                yield run
            run, times = "", 1
            continue
        place += _explained(symbols, tokens[place : place + 3])
        run += "w" if times == 2 and symbols == "u" else symbols * times
        times = 1
    if run:
        yield run


def _symbols(token: str) -> str | None:
    found = DIGITS.get(token) or LETTER_NAMES.get(token) or ALPHABET.get(token) or _ALSO_HEARD.get(token)
    if found or len(token) == 1 or token.isdigit():
        return found or token
    short = len(token) == 2 or (len(token) <= _LONGEST_CODE and not token.isalpha())
    return token if short or _WHOLE_CODE.fullmatch(token) else None


def _explained(letter: str, following: list[str]) -> int:
    """How many words only explain a letter: two of "B for Bravo", three of "B as in Bravo"."""
    if not following or following[0] not in _LIKE or len(letter) != 1 or not letter.isalpha():
        return 0
    at = 2 if following[1:2] == ["in"] else 1
    example = following[at] if len(following) > at else ""
    return at + 1 if len(example) > 2 and example.startswith(letter) and example not in LETTER_NAMES else 0
