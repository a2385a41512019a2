"""Sums of money in whole pence: "£1,215.82", "twenty pounds", "two pounds fifty", "a fiver", "two grand"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.found import Found
from bot.entities.said import Said

_WORTH = re.compile(
    r"£|\b\d[\d,.]* ?p\b|pounds?\b|quid\b|sterling|\bgbp\b|penc?e|penny|fivers?\b|tenners?\b|grand\b"
)
_AMOUNT = r"\d{1,3}(?:,\d{3})+(?:\.\d\d?)?|\d+(?:\.\d\d?)?"
_LARGE = r"k|grand|thousand|million|m|billion|bn"
_POUNDS = r"pounds?(?: sterling)?|quid|gbp|sterling"
_SIGN = re.compile(rf"£ ?(?P<amount>{_AMOUNT})(?: ?(?P<large>{_LARGE})\b|(?![\d%]))")
_SIGN_AFTER = re.compile(rf"(?<![\w.,£])(?P<amount>{_AMOUNT}) ?£")
_COUNTED = "m|metres?|miles?|days?|weeks?|months?|years?|people|p|pm|am"
# "Two pounds fifty"; not "two pounds of sugar", "twenty pounds less" or "two pounds 50 metres away".
_SAID = re.compile(
    rf"(?<![\w.,£])(?P<amount>{_AMOUNT}|an?(?: couple of)?) ?(?P<large>k |grand |thousand |million )?"
    rf"(?:{_POUNDS})\b(?:(?: and)? (?P<pence>\d\d?)(?: ?(?:pence|pee?)\b|(?!\w| ?(?:%|{_COUNTED})\b)))?"
    r"(?! (?:of (?!damage|fines?|debt)|less|more|lighter|heavier|overweight|shop|coins?\b|store|note))"
)
_GRAND = re.compile(rf"(?<![\w.,£])(?P<amount>{_AMOUNT}|an?(?: couple of)?) (?P<large>grand)\b")
_PENCE = re.compile(r"(?<![\w.,£])(?P<pence>\d{1,3}) ?(?:p|pence|penny)\b(?! ?m\b)")
_NOTE = re.compile(r"\b(?P<note>fiver|tenner)\b")
_WEIGHS = re.compile(r"\b(?:weigh(?:s|ed|ing|t)?|stone|ounces?|oz)\b")
_NOTES = {"fiver": 500, "tenner": 1_000}
_TIMES = {
    "k": 1_000,
    "grand": 1_000,
    "thousand": 1_000,
    "million": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
}
_MOST_PENCE = 10**14  # past this it is no sum of money but somebody's elbow on the keys


def money(said: Said) -> Iterator[Found]:
    """`money` in whole pence."""
    if not _WORTH.search(said.text):
        return
    patterns = [_SIGN, _SIGN_AFTER, _GRAND, _PENCE, _NOTE]
    if not _WEIGHS.search(said.text):
        patterns.append(_SAID)
    for pattern in patterns:
        for match in pattern.finditer(said.text):
            pence = _pence(match.groupdict())
            if 0 < pence < _MOST_PENCE:
                yield Found("money", pence, *said.of_match(match))


def _pence(parts: dict[str, str | None]) -> int:
    if note := parts.get("note"):
        return _NOTES[note]
    whole, _, part = _in_figures(parts.get("amount")).partition(".")
    pence = int(whole) * 100 + int(part.ljust(2, "0")) if part else int(whole) * 100
    pence *= _TIMES.get((parts.get("large") or "").strip(), 1)
    return pence + int(parts.get("pence") or 0)


def _in_figures(amount: str | None) -> str:
    if amount is None:
        return "0"
    if amount[0] == "a":
        return "2" if "couple" in amount else "1"
    return amount.replace(",", "")
