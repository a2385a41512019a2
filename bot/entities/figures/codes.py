"""Postcodes and vehicle registrations, typed in any spacing or told letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.figures import spelled
from bot.entities.found import Found
from bot.entities.said import Said

# Shapes of BS 7666; the last part never has C I K M O V. No other single letter is an area: A4 is a road.
_OUTWARD = r"(?:[beglmnsw]|[a-z]{2})\d[a-z\d]?"
_INWARD = r"\d[abd-hjlnp-uw-z]{2}"
_POSTCODE = re.compile(rf"\b({_OUTWARD})(?: |, ?|-)?({_INWARD})\b")
_WHOLE_POSTCODE = re.compile(rf"({_OUTWARD})({_INWARD})")

# Since 2001: AB12 CDE, without I, Q and Z at the front and I and Q behind (DVLA, INF104).
_CURRENT = re.compile(r"\b([a-hj-pr-y]{2}\d{2})[ -]?([a-hj-pr-z]{3})\b")
# 1983 to 2001: A123 BCD; the letter of the year is never I O Q U Z.
_PREFIX = re.compile(r"\b([a-hj-npr-tv-y]\d{1,3})[ -]?([a-hj-pr-z]{3})\b")
# Told in part letter by letter: "reg is ab one two cde".
_TOLD = re.compile(r"\b([a-hj-pr-y]{2}) (\d ?\d) ([a-hj-pr-z]{3})\b")
_OF_A_CAR = re.compile(
    r"\b(?:regi?s?|registrations?|reg no|plates?|number ?plates?|vehicle|car|van|lorry|truck)\b"
)
# After a road or a number these are words: "on the M25 and".
_WORDS = frozenset(
    """and are all any but bus can car did for gas get got had has her him his how its let lot man may men new
    not now old one our out own pay pub put ran red run saw say see she the too two use via was way who why yes
    you""".split()
)
_SHORT_DATES = frozenset(
    "jan feb mar apr jun jul aug sep oct nov dec mon tue wed thu fri sat sun min hrs".split()
)
_WHOLE_CURRENT = re.compile(r"([a-hj-pr-y]{2}\d{2})([a-hj-pr-z]{3})")


def codes(said: Said) -> Iterator[Found]:
    """`postcode` as MB1 4QP and `vehicle_registration` as AB12 CDE."""
    if any(character.isdigit() for character in said.text):
        yield from _typed_postcodes(said)
        yield from _typed_registrations(said)
    if sum(word.said or len(word.text) <= 2 for word in said.words) >= 2:
        yield from _spelled(said)


def _typed_postcodes(said: Said) -> Iterator[Found]:
    for match in _POSTCODE.finditer(said.text):
        yield Found("postcode", f"{match[1]} {match[2]}".upper(), *said.of_match(match))


def _typed_registrations(said: Said) -> Iterator[Found]:
    named = _OF_A_CAR.search(said.text)
    for match in _CURRENT.finditer(said.text):
        if named or match[2] not in _WORDS:
            yield Found("vehicle_registration", f"{match[1]} {match[2]}".upper(), *said.of_match(match))
    for match in _TOLD.finditer(said.text) if named else ():
        if match[1] not in spelled.ORDINARY and match[3] not in _WORDS | _SHORT_DATES:
            value = f"{match[1]}{match[2].replace(' ', '')} {match[3]}".upper()
            yield Found("vehicle_registration", value, *said.of_match(match))
    for match in _PREFIX.finditer(said.text):
        if named and match[2] not in _WORDS:
            yield Found("vehicle_registration", f"{match[1]} {match[2]}".upper(), *said.of_match(match))


def _spelled(said: Said) -> Iterator[Found]:
    for run in spelled.runs(said.words):
        if sum(len(symbol.text) for symbol in run) < 5 or len(run) < 2:
            continue
        for text, symbols in spelled.windows(run, (7, 6, 5)):
            if not spelled.believable(symbols):
                continue
            if postcode := _placed(text):
                yield Found("postcode", postcode, symbols[0].start, symbols[-1].end)
            elif found := _WHOLE_CURRENT.fullmatch(text):
                value = f"{found[1]} {found[2]}".upper()
                yield Found("vehicle_registration", value, symbols[0].start, symbols[-1].end)


def _placed(symbols: str) -> str | None:
    """Seven, six or five symbols as a postcode, with o and nought told apart by where they stand."""
    outward, inward = symbols[:-3], symbols[-3:]
    if outward[0] == "0":
        outward = "o" + outward[1:]
    outward = re.sub(r"^([a-z])0(?=\d)", r"\1o", outward)
    if inward[0] == "o":
        inward = "0" + inward[1:]
    if len(outward) >= 3 and outward[-1] == "o":
        outward = outward[:-1] + "0"
    found = _WHOLE_POSTCODE.fullmatch(outward + inward)
    return f"{found[1]} {found[2]}".upper() if found else None
