"""PINs that are called one: "my pin is 4711", "4711 (my pin)", "pin reset, it is now 4711". No other number is masked:
a telephone number, a house or a case beside the word is what an adviser needs.
"""

from __future__ import annotations

import re

from cases.phones import read_phone
from cases.spoken_numbers import Number, numbers_in
from contacts.said import MASK

PIN_DIGITS = range(4, 7)
SHORTEST_CALLED_ONE = 3  # digits, after "the pin is": a PIN that was not told whole is still part of one
_NEAR = 90  # characters before a number in which a PIN is named

_PIN = r"\b(?:pin(?:['’]?s)?\b|p\.i\.n\b\.?)(?: (?:number|code|no)\b\.?(?:['’]?s\b)?)?"
_PAUSE = (
    r"(?:[\s,:;=#(\"'“‘–—-]"
    r"|\b(?:um+|uh|h+m+|er+m?|well|like|now|still|just|currently|actually|probably|i think)\b)*"
)
# It is, in so many words.
_IS = r"(?:is|was|will be|would be|has been|used to be)"
_CALLED = re.compile(rf"(?i){_PIN}{_PAUSE}{_IS}\b{_PAUSE}$")
_NOT_OF_ANOTHER = (
    r"(?!(?:and|but|so|number|reference|case|phone|mobile|address|house|flat|account|postcode|extension)\b)"
)
# Likely, where the number is as long as a PIN and nothing else that we know.
_BESIDE = re.compile(
    rf"(?i){_PIN}{_PAUSE}(?:(?:(?:is|was|has been|got) )?(?:now )?(?:(?:re)?set |changed |updated )?(?:to|as)\b"
    rf"|it['’]?s\b)?{_PAUSE}$"
    r"|"
    rf"{_PIN} (?:for|on|of|that|i|we|he|she|you|they) (?:{_NOT_OF_ANOTHER}[a-z'’]+ ){{0,4}}{_IS}\b{_PAUSE}$"
    r"|"
    rf"\bchang(?:e|ed|ing) (?:\w+ ){{0,2}}{_PIN} from{_PAUSE}$"
    r"|"
    rf"{_PIN}[^\d.!?]{{0,40}}?[,;–—-]\s*(?:and |so )?(?:it|this|that|(?:the|my|your) new one)(?:['’]?s| {_IS})\b"
    rf"{_PAUSE}$"
)
# The same with the end of a sentence between, which is where a recogniser hears a pause; then nothing may follow that
# makes the number another's. One loop over single words and marks: no run of them can be read in two ways.
_AFTER_A_STOP = re.compile(
    rf"(?i){_PIN}(?:[\s,.:;?!…=#(\"'“‘–—-]|\b(?:um+|uh|h+m+|er+m?|well|like|now|still|just|currently|actually"
    r"|probably|i think|is|was|will be|would be|it|that|it['’]?s|that['’]?s|ok|okay|right|so|yes|wait|hang on"
    r"|hold on|bear with me|let me (?:see|look|think)|(?:one|just a) (?:moment|second|sec|minute))\b"
    rf"|{MASK[0]}+[\s,.]*\b(?:sorry|no|wait|oh|i mean)\b)*$"
)
_TOLD_ALONE = re.compile(r"(?i)\W*$|\s*[.,;!?)]|\s+(?:and|but|so|please|thanks|thank|ok|okay|yes|love)\b")
_LEFT_OPEN = re.compile(rf"(?i){_PIN}[^\d]{{0,30}}$")  # a breath that names a PIN and ends before it
_MINE = r"(?:(?:my|the|her|his|your|our|a) )?(?:new |old )?"
_ENDS = (
    r"(?=\W*$|\s*[^\w\s]"
    r"| (?:and|but|so|please|now|thanks|thank|number|code|reset|yesterday|today|again|i|he|she)\b)"
)
_CALLED_AFTER = re.compile(
    rf"(?i)\W*\b(?:(?:that|this|it) )?(?:is|was|that['’]?s) {_MINE}p\.?i\.?n\b(?! (?:problem|letter|line|team|form)\b)"
)
_BESIDE_AFTER = re.compile(rf"(?i)(?:\s*[(,–—-]\s*|\s+(?:as|for) ){_MINE}p\.?i\.?n\b{_ENDS}")
_OR = re.compile(
    r"(?i)[\s,]*(?:\b(?:or|no|not|sorry|maybe|perhaps|i mean|it was|is it|was it|even|possibly)\b[\s,]*)+"
)
_A_ROAD = re.compile(
    r"(?i)[a-z]?,? (?:[a-z'’]+ ){1,3}?(?:street|st|road|rd|lane|avenue|ave|close|drive|way|court|place|terrace|gardens"
    r"|crescent|grove|row|square|mews|hill|walk|view|house)\b"
)
_GLUED = re.compile(r"(?i)\b(pin)(?=\d{4,6}\b)")
_NAMED = re.compile(rf"(?i){_PIN}")


def names_a_pin(words: str) -> bool:
    return bool(_NAMED.search(words))


def without_pins(words: str) -> str:
    """With each number masked that is called a PIN, and what is said to correct it: "4711 or 4712"."""
    words = _GLUED.sub(r"\1 ", words)
    if not names_a_pin(words):
        return words
    left: list[str] = []
    end = 0
    masked: Number | None = None
    # "12? 34" is one number: the mark is a breath.
    for number in numbers_in(re.sub("[?!…]", ".", words)):
        again = (
            masked is not None
            and len(number.digits) == len(masked.digits)
            and _OR.fullmatch(words, masked.end, number.start) is not None
        )
        if not again and not _is_pin(words, number):
            continue
        left += [words[end : number.start], MASK]
        end, masked = number.end, number
    return "".join([*left, words[end:]])


def without_pin_begun(words: str, before: str) -> str:
    """The same of words whose beginning may have been said a breath before: "my pin is", and then "4711"."""
    if not _LEFT_OPEN.search(before):
        return without_pins(words)
    lead = " ".join(before.split())[-_NEAR:]
    *_, named = _NAMED.finditer(lead)
    lead = f"{lead[named.start() :]}. "
    both = without_pins(lead + words)
    return both.removeprefix(lead) if both.startswith(lead) else without_pins(words)


def _is_pin(words: str, number: Number) -> bool:
    before = words[max(0, number.start - _NEAR) : number.start]
    if len(number.digits) >= SHORTEST_CALLED_ONE and _CALLED.search(before):
        return True
    if _is_something_else(words, number):
        return False
    if _AFTER_A_STOP.search(before) and len(number.digits) in PIN_DIGITS:
        return _TOLD_ALONE.match(words, number.end) is not None or _BESIDE.search(before) is not None
    if _BESIDE.search(before):  # told with another number in one breath it is longer
        return len(number.digits) >= PIN_DIGITS[0]
    if len(number.digits) >= SHORTEST_CALLED_ONE and _CALLED_AFTER.match(words, number.end):
        return True
    return len(number.digits) in PIN_DIGITS and _BESIDE_AFTER.match(words, number.end) is not None


def _is_something_else(words: str, number: Number) -> bool:
    """A telephone number, a sum of money, a date or a house."""
    told = words[number.start : number.end]
    money = words[max(0, number.start - 1) : number.start] in tuple("£$€")
    return bool(money or "/" in told or read_phone(told) or _A_ROAD.match(words, number.end))
