"""Numbers as they are said, put into digits: "twenty-three" is 23, "double five" 55, "twenty first" 21st."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

UNITS = dict(zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True))
TEENS = dict(
    zip(
        """ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen""".split(),
        range(10, 20),
        strict=True,
    )
)
TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True)
) | {"fourty": 40}
ZERO = {"zero": 0, "nought": 0, "naught": 0}
SMALL = UNITS | TEENS | ZERO
_OH = ("oh", "o")  # a nought only beside another digit
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_ORDINAL_UNITS = dict(
    zip("first second third fourth fifth sixth seventh eighth ninth".split(), range(1, 10), strict=True)
)
_ORDINALS = (
    _ORDINAL_UNITS
    | dict(
        zip(
            """tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
        twentieth""".split(),
            range(10, 21),
            strict=True,
        )
    )
    | {"thirtieth": 30}
)
_STARTS = {*SMALL, *TENS, *_OH, *_TIMES, *_ORDINALS, "a", "an", "half"}
# "No one", "the green one": a pronoun, not a number.
_NOT_ONE_AFTER = frozenset(
    """no any every some this that which the each another new old other wrong last next right only big small
    green blue brown black grey red my our your their""".split()
)
# "First", "second" and so on are days of a month only beside one.
_OF_A_MONTH = frozenset(
    """of january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec""".split()
)


@dataclass(frozen=True)
class Piece:
    """A run of tokens [start, end) in plain form; `said` when it was a number in words."""

    plain: str
    start: int
    end: int
    said: bool = False


def in_digits(tokens: Sequence[str]) -> list[Piece]:
    """Lower-case tokens, the spoken numbers among them merged and written in digits."""
    pieces: list[Piece] = []
    place = 0
    while place < len(tokens):
        piece = _number(tokens, place) if _may_begin(tokens[place]) else None
        piece = piece or Piece(tokens[place], place, place + 1)
        pieces.append(piece)
        place = piece.end
    return pieces


def _may_begin(token: str) -> bool:
    return token in _STARTS or (token.isdecimal() and len(token) <= 3)


def _number(tokens: Sequence[str], start: int) -> Piece | None:
    first = tokens[start]
    if first in _OH:
        return Piece("0", start, start + 1, True) if _among_digits(tokens, start) else None
    if first in _TIMES:
        repeated = _digit(tokens, start + 1)
        return Piece(repeated * _TIMES[first], start, start + 2, True) if repeated else None
    if first == "one" and start and tokens[start - 1] in _NOT_ONE_AFTER and not _digit(tokens, start + 1):
        return None
    return _ordinal(tokens, start) or _cardinal(tokens, start)


def _digit(tokens: Sequence[str], place: int) -> str:
    """One digit of a number told digit by digit; empty when there is none."""
    token = tokens[place] if place < len(tokens) else ""
    if token in _OH:
        return "0"
    if token in UNITS or token in ZERO:
        return str(SMALL[token])
    return token if token.isdecimal() and len(token) == 1 else ""


def _among_digits(tokens: Sequence[str], place: int) -> bool:
    after = tokens[place + 1] if place + 1 < len(tokens) else ""
    before = tokens[place - 1] if place else ""
    return any(
        near in SMALL
        or near in TENS
        or near in _TIMES
        or near in _OH
        or near.isdecimal()
        or near == "hundred"
        for near in (before, after)
    )


def _ordinal(tokens: Sequence[str], start: int) -> Piece | None:
    first = tokens[start]
    end, number = start + 1, _ORDINALS.get(first)
    if first in TENS:
        after = end + (_at(tokens, end) == "-")
        if (units := _ORDINAL_UNITS.get(_at(tokens, after))) is None:
            return None
        end, number = after + 1, TENS[first] + units
    if number is None:
        return None
    if number < 5 and _at(tokens, end) not in _OF_A_MONTH:
        return None
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number not in (11, 12, 13) else "th"
    return Piece(f"{number}{suffix}", start, end, True)


def _cardinal(tokens: Sequence[str], start: int) -> Piece | None:
    first = tokens[start]
    if first in ("a", "an"):
        if _at(tokens, start + 1) not in ("hundred", "thousand"):
            return None
        total, end = 1, start + 1
    elif first.isdecimal():
        if _at(tokens, start + 1) not in ("hundred", "thousand"):
            return None
        total, end = int(first), start + 1
    else:
        found = _below_hundred(tokens, start)
        if found is None:
            return None
        total, end = found
    if _at(tokens, end) == "hundred":
        total, end = _more(tokens, end + 1, total * 100)
    if _at(tokens, end) == "thousand":
        total, end = _thousands(tokens, end + 1, total * 1000)
    return Piece(str(total), start, end, True)


def _below_hundred(tokens: Sequence[str], start: int) -> tuple[int, int] | None:
    first = _at(tokens, start)
    if first in TENS:
        after = start + 1 + (_at(tokens, start + 1) == "-")
        units = UNITS.get(_at(tokens, after))
        return (TENS[first] + units, after + 1) if units else (TENS[first], start + 1)
    return (SMALL[first], start + 1) if first in SMALL else None


def _more(tokens: Sequence[str], end: int, total: int) -> tuple[int, int]:
    """ "and four" after "one hundred"; without the "and" it is another number, as in a phone number."""
    if _at(tokens, end) == "and" and (rest := _below_hundred(tokens, end + 1)):
        return total + rest[0], rest[1]
    return total, end


def _thousands(tokens: Sequence[str], end: int, total: int) -> tuple[int, int]:
    hundreds = _below_hundred(tokens, end)
    if hundreds and _at(tokens, hundreds[1]) == "hundred":
        return _more(tokens, hundreds[1] + 1, total + hundreds[0] * 100)
    return _more(tokens, end, total)


def _at(tokens: Sequence[str], place: int) -> str:
    return tokens[place] if place < len(tokens) else ""
