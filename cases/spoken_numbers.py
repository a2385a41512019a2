"""Numbers as they are said: "fourteen" is 14, "oh seven seven double oh" is 07700, "forty one" is 41."""

from __future__ import annotations

import re
from dataclasses import dataclass

MANY = 4  # this many numbers in a row are one long number (a phone, a reference), not a house and a flat

_UNITS = {
    word: number
    for number, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
} | {"oh": 0, "nought": 0}
_TENS = {
    word: 10 * place
    for place, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_TENS_SAID = {str(tens) for tens in _TENS.values()}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_TOKEN = re.compile(r"[a-z\d]+|[^a-z\d]+", re.IGNORECASE)
# Between the digits of one number, what a recogniser writes for a digit, and what people say while they look.
_HOMOPHONES = {"for": "four", "to": "two", "too": "two", "ate": "eight", "won": "one", "o": "oh"}
# What it writes for a digit too, but where digits were asked for alone: "tree" may be in the road.
_MISHEARD = {
    "tree": "three", "free": "three", "fore": "four", "fife": "five", "sex": "six", "sicks": "six", "sax": "six",
    "heaven": "seven", "hate": "eight", "nein": "nine", "nigh": "nine", "line": "nine", "wan": "one", "tu": "two",
    "owe": "oh", "ow": "oh",
}  # fmt: skip
_LEADS_IN = re.compile(
    r"(?i)^\W*(?:(?:yes|yeah|ok|okay|right|so|well|um+|uh|er|erm|sure|hang on|hello|and|the|my|it(?:'?s)?|is|this"
    r"|that(?:'?s)?|number|reference|card|phone|mobile|telephone|case|here)\b\W*)+"
)
_WHILE_LOOKING = frozenset("um uh er erm and then dash space stroke".split())
FEWEST_MISHEARD = 3  # words in a row that may each be a digit
_BETWEEN = re.compile(r"[\s,.:/–-]*")


@dataclass(frozen=True)
class Number:
    """A number in some words, however it was told: it stands at [start, end). `groups` are its digits as told."""

    start: int
    end: int
    groups: tuple[str, ...]

    @property
    def digits(self) -> str:
        return "".join(self.groups)


def numbers_in(words: str) -> list[Number]:
    """Every number in some words, spoken digits and pauses between them read as one: "4111, um, double one"."""
    found: list[Number] = []
    run: list[re.Match[str]] = []
    for token in re.finditer(r"[^\W_]+|[\W_]+", words):
        said = token[0].lower()
        if _is_number(said) or (run and (said in _HOMOPHONES or said in _WHILE_LOOKING)):
            run.append(token)
        elif not (run and _BETWEEN.fullmatch(said)):
            found += _as_number(run)
            run = []
    return found + _as_number(run)


def without_long_numbers(words: str, fewest: int, mask: str) -> str:
    """The words with each number of that many digits masked, as told or as a recogniser may have misheard it."""
    spans = [(number.start, number.end) for number in numbers_in(words) if len(number.digits) >= fewest]
    spans += [found.span() for found in re.finditer(rf"\d{{{fewest},}}", words)]
    run: list[re.Match[str]] = []
    for token in [*re.finditer(r"[^\W_]+", words), None]:
        if token and _may_be_digit(token[0].lower()):
            run.append(token)
            continue
        if sum(len(part[0]) if part[0].isdecimal() else 1 for part in run) >= fewest:
            spans.append((run[0].start(), run[-1].end()))
        run = []
    left, end = [], 0
    for start, stop in sorted(spans):
        if start >= end:
            left += [words[end:start], mask]
        end = max(end, stop)
    return "".join([*left, words[end:]])


def perhaps_digits(words: str) -> bool:
    """Whether any digit may be among some words as a recogniser wrote them: "nine", but also "to for ate won"."""
    said = re.findall(r"[^\W_]+", words.lower())
    like = sum(word in _HOMOPHONES or word in _MISHEARD for word in said)
    return bool(numbers_in(words)) or 2 * like > len(said)


def only_digits(words: str) -> str:
    """The digits of words that are one number and nothing else, keyed or said; "" of any others."""
    found = numbers_in(words)
    if len(found) != 1 or re.search(r"[^\W_]", words[: found[0].start] + words[found[0].end :]):
        return ""
    return found[0].digits


def digits_as_asked(words: str) -> str:
    """The digits of an answer to a question for digits, with what a recogniser makes of each: "to for ate won" is 2481,
    "my number is tree double five oh" is 3550. "" where there is anything else in it."""
    told = re.findall(r"[^\W_]+", _LEADS_IN.sub("", words.lower()))
    said = [_HOMOPHONES.get(word) or _MISHEARD.get(word, word) for word in told]
    if len(told) < FEWEST_MISHEARD and not any(map(_is_number, told)):
        return ""  # "for", alone, may be the beginning of anything
    return only_digits(" ".join(said))


def _may_be_digit(word: str) -> bool:
    return _is_number(word) or word in _HOMOPHONES or word in _MISHEARD


def _is_number(word: str) -> bool:
    return (word.isdecimal() and word.isascii()) or word in _UNITS or word in _TENS or word in _TIMES


def _as_number(run: list[re.Match[str]]) -> list[Number]:
    while run and (run[-1][0].lower() in _HOMOPHONES or run[-1][0].lower() in _WHILE_LOOKING):
        run = run[:-1]
    said = [_HOMOPHONES.get(word, word) for token in run if (word := token[0].lower()) not in _WHILE_LOOKING]
    groups: list[str] = []
    wait = ""
    for word in said:
        if word in _TIMES:
            wait = f"{word} "
        elif wait or not (groups and word in _UNITS and 0 < _UNITS[word] < 10 and groups[-1] in _TENS_SAID):
            groups.append(re.sub(r"\D", "", digits_in_words(f"{wait}{word}")))
            wait = ""
        else:
            groups[-1] = str(int(groups[-1]) + _UNITS[word])
    groups = [group for group in groups if group]
    return [Number(run[0].start(), run[-1].end(), tuple(groups))] if groups else []


def digits_in_words(words: str) -> str:
    """The words with spoken numbers as digits; a long run of them joined into one. Other words stay as they are."""
    found: list[str] = []
    run: list[str] = []
    times = ""  # "double", until what it doubles is known
    for token in _TOKEN.findall(words):
        said = token.lower()
        if said.strip(" ,.-") == "" and (run or times):
            continue  # what separates numbers inside a run
        if said in _TIMES:
            times = token
            continue
        if said.isdigit():
            run.append(said * _TIMES.get(times.lower(), 1))
        elif said in _UNITS:
            _add(run, _UNITS[said], _TIMES.get(times.lower(), 1))
        elif said in _TENS:
            run.append(str(_TENS[said]))
        elif said == "hundred" and run:
            run[-1] = str(int(run[-1]) * 100)
        else:
            found += [*_closed(run), *([times, " "] if times else []), token]
            run = []
        times = ""
    return "".join([*found, *_closed(run), times]).strip()


def _add(run: list[str], number: int, times: int) -> None:
    if run and run[-1] in _TENS_SAID and 0 < number < 10 and times == 1:
        run[-1] = str(int(run[-1]) + number)
    else:
        run.append(str(number) * times)


def _closed(run: list[str]) -> list[str]:
    if not run:
        return []
    joined = "".join(run) if len(run) >= MANY else " ".join(run)
    return [joined, " "]
