"""What somebody said when they asked for a person, as plain words in order, numbers in digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from council.directory.sounds import plain

_UNITS = {
    word: str(number)
    for number, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
} | {"oh": "0", "o": "0", "nought": "0", "naught": "0"}
_TENS = {
    word: str(10 * place)
    for place, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
TEN = 10
SHORTEST_RUN = 2  # digits said one by one that are one number
SHORTEST_SPELLING = 3  # single letters in a row that spell a name

_APOSTROPHE = re.compile("[’‘`´ʼ]")
_PREFIX = re.compile(r"\b(?:o|d)'(?=[a-z])")  # O'Kafor, D'Souza: one name
_POSSESSIVE = re.compile(r"'s\b")
_JOINED_NUMBER = re.compile(r"\b(ext|extension|x)[.:]?(\d+)\b")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*|\d+")
_WHOM_NOT = re.compile(
    r"(?<!why )(?<!\bit )(?<!\bis )\bnot (?:the|that) (?:(?!not\b)\w+ ){1,3}?"
    r"(?:one|lady|man|woman|team|person|people|bloke|chap|department|lot)\b"
)
# Nothing to do with who is meant, wherever they stand.
_FILLERS = frozenset(
    """er erm um umm uh ah eh hmm please pls plz ta thanks cheers like sorry hello hi hiya hey love duck mate pal bab
    hen sir madam okay ok right well just actually basically yeah yes so now then""".split()
)


def words_of(said: str) -> tuple[str, ...]:
    """The words, without what only fills a pause; a number said digit by digit is one word."""
    text = _PREFIX.sub(lambda name: name[0][0], _APOSTROPHE.sub("'", plain(said)))
    text = _JOINED_NUMBER.sub(r"\1 \2", _contracted(text))
    words = _WORD.findall(_POSSESSIVE.sub("", text).replace("'", ""))
    kept = [word for word in words if word not in _FILLERS]
    kept = [word for place, word in enumerate(kept) if word != "wee" or kept[place - 1 : place] != ["a"]]
    return tuple(_numbers(_spelled(_in_thousands(kept))))


def without_whom_not(words: Sequence[str]) -> tuple[str, ...]:
    """ "The tax lady, not the housing one": whom they do not want is not asked for."""
    return tuple(_WHOM_NOT.sub(" ", " ".join(words)).split())


def whom_not(words: Sequence[str]) -> tuple[str, ...]:
    """Of the same words, those for whom they do not want."""
    return tuple(" ".join(found[0] for found in _WHOM_NOT.finditer(" ".join(words))).split())


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as a directory writes it."""
    text = _PREFIX.sub(lambda found: found[0][0], _APOSTROPHE.sub("'", plain(name))).replace("'", "")
    return tuple(_WORD.findall(text))


def _contracted(text: str) -> str:
    """ "She's" and "name's" are two words; what is left with 's belongs to somebody."""
    return re.sub(r"\b(who|that|she|he|it|name|where|here|there|what)'?s\b", r"\1 is", text)


def _spelled(words: Iterable[str]) -> list[str]:
    """Letters one by one are the word they spell."""
    found: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        found += ["".join(run)] if len(run) >= SHORTEST_SPELLING else run
        run = []
        found.append(word)
    return found[:-1]


def _in_thousands(words: Sequence[str]) -> list[str]:
    """ "Four thousand and twenty one" as 4021: how some read out an extension. Every other word as it is."""
    found: list[str] = []
    place = 0
    while place < len(words):
        value, end = _thousands(words, place)
        found.append(words[place] if value is None else str(value))
        place = end
    return found


def _thousands(words: Sequence[str], start: int) -> tuple[int | None, int]:
    """The number that begins there, and where it ends; None where the word is no thousands of anything."""
    if words[start + 1 : start + 2] != ["thousand"] or (thousands := _below_hundred(words[start])) is None:
        return None, start + 1
    value, place = thousands * 1000, start + 2
    hundreds = _below_hundred(words[place]) if words[place + 1 : place + 2] == ["hundred"] else None
    if hundreds is not None:
        value, place = value + hundreds * 100, place + 2
    after = place + (words[place : place + 1] == ["and"])
    if after < len(words) and (tens := _below_hundred(words[after])) is not None:
        value, place = value + tens, after + 1
        unit = _below_hundred(words[place]) if place < len(words) else None
        if words[after] in _TENS and unit is not None and 0 < unit < TEN:
            value, place = value + unit, place + 1
    return value, place


def _below_hundred(word: str) -> int | None:
    said = (
        _UNITS.get(word)
        or _TENS.get(word)
        or (word if word.isdecimal() and len(word) <= SHORTEST_RUN else None)
    )
    return None if said is None or word in ("oh", "o") else int(said)


def _numbers(words: Sequence[str]) -> list[str]:
    """ "Four oh two one" and "forty twenty one" are 4021; a lone "one" or "oh" stays a word."""
    found: list[str] = []
    run: list[str] = []  # digits
    as_said: list[str] = []
    times, tens = 1, False
    for word in [*words, ""]:
        if word in _TIMES:
            times = _TIMES[word]
            as_said.append(word)
            continue
        if word in _UNITS and (word != "o" or run):
            unit = _UNITS[word]
            if tens and times == 1 and 0 < int(unit) < 10:
                run[-1] = run[-1][0] + unit
            else:
                run.append(unit * times)
            as_said.append(word)
            times, tens = 1, False
            continue
        if word in _TENS or word.isdecimal():
            run.append(_TENS.get(word, word) * times)
            as_said.append(word)
            times, tens = 1, word in _TENS
            continue
        digits = "".join(run)
        found += [digits] if len(digits) >= SHORTEST_RUN and run else as_said
        run, as_said, times, tens = [], [], 1, False
        found.append(word)
    return found[:-1]
