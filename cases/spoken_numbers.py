"""Numbers as they are said: "fourteen" is 14, "oh seven seven double oh" is 07700, "forty one" is 41."""

from __future__ import annotations

import re

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
