"""Long numbers, typed or told digit by digit: phone numbers and our case references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.entities.found import Found
from bot.entities.said import Said

# Groups of digits with a space, a full stop, a comma or a dash between them; no decimals, prices or parts of words.
_RUN = re.compile(r"(?<![\w£$€/])(?:\+|\(\+?)?\d+(?:\)?[ .,\-]{0,2}\(?\d+)*(?![\w/])")
_GROUP = re.compile(r"\d+")
REFERENCE_DIGITS = 8
# National numbers have ten digits after the 0; a few old ones, and some 0800 numbers, have nine (Ofcom).
_NATIONAL = (10, 9)
_ABROAD = range(8, 16)  # digits with the country code (ITU E.164)

# Verhoeff's check digit, as in cases/references.py: multiplication and permutation of the dihedral group of order 10.
_MULTIPLY = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 4, 0, 6, 7, 8, 9, 5), (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7), (4, 0, 1, 2, 3, 9, 5, 6, 7, 8), (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2), (7, 6, 5, 9, 8, 2, 1, 0, 4, 3), (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)  # fmt: skip
_PERMUTE = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


@dataclass(frozen=True)
class _Group:
    digits: str
    start: int  # characters of the plain text
    end: int


def digits(said: Said) -> Iterator[Found]:
    """`phone` in E.164 and `case_reference` as eight digits with a right check digit."""
    for run in _RUN.finditer(said.text):
        groups = [
            _Group(match[0], run.start() + match.start(), run.start() + match.end())
            for match in _GROUP.finditer(run[0])
        ]
        if sum(len(group.digits) for group in groups) < REFERENCE_DIGITS:
            continue
        yield from _phones(said, run, groups)
        yield from _references(said, groups)


def _phones(said: Said, run: re.Match[str], groups: Sequence[_Group]) -> Iterator[Found]:
    for first, group in enumerate(groups):
        plus = first == 0 and "+" in run[0][:2]
        found = _phone_from(groups[first:], plus=plus) if plus or group.digits[0] == "0" else None
        if found:
            number, last = found
            start = run.start() if first == 0 else group.start
            yield Found("phone", number, *said.tokens(start, groups[first + last].end))
            return


def _phone_from(groups: Sequence[_Group], *, plus: bool) -> tuple[str, int] | None:
    """The number that begins with the first group, in E.164, and the place of its last group."""
    told = ""
    best: tuple[str, int] | None = None
    for place, group in enumerate(groups):
        told += group.digits
        if len(told) > 16:
            break
        national = _national(told, plus=plus)
        if national is not None and len(national) in _NATIONAL and national[0] != "0":
            best = (f"+44{national}", place)
            if len(national) == _NATIONAL[0]:
                return best
        elif national is None and plus and len(told) in _ABROAD:
            best = (f"+{told}", place)
    return best if best and best[1] == len(groups) - 1 else None


def _national(told: str, *, plus: bool) -> str | None:
    """A British number without its 0 or country code; None when it belongs to another country."""
    for prefix, applies in (("44", plus), ("0044", not plus)):
        if applies and told.startswith(prefix):
            return told.removeprefix(prefix).removeprefix("0")  # +44 (0)1632
    return told[1:] if told.startswith("0") and not plus else None


def _references(said: Said, groups: Sequence[_Group]) -> Iterator[Found]:
    """Eight digits in one group, in two of four, or at the beginning of a run told in any groups."""
    for first, group in enumerate(groups):
        last, told = first, group.digits
        while len(told) < REFERENCE_DIGITS and last + 1 < len(groups):
            last += 1
            told += groups[last].digits
        shape = first in (0, last) or (first == last - 1 and len(group.digits) == 4)
        if len(told) == REFERENCE_DIGITS and shape and checks(told):
            yield Found("case_reference", told, *said.tokens(group.start, groups[last].end))


def checks(number: str) -> bool:
    """Whether the last digit is Verhoeff's check digit of the others."""
    check = 0
    for place, digit in enumerate(reversed(number)):
        permuted = int(digit)
        for _ in range(place % 8):
            permuted = _PERMUTE[permuted]
        check = _MULTIPLY[check][permuted]
    return check == 0
