"""Numbers that nobody may read later: PINs, library cards, payment cards. Found before anything is stored or sent on.

A PIN or a library card is asked for and goes on sealed (cases/held_secrets.py). A payment card is never asked for: it
goes nowhere, and the resident is told so. PCI DSS 3.2 forbids keeping a security code at all, and a number unmasked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from stdnum import luhn

from cases.phones import read_phone
from cases.references import read_reference
from cases.spoken_numbers import Number, numbers_in, without_long_numbers
from contacts.acts import Ask
from contacts.models import Status
from contacts.pins_said import PIN_DIGITS, names_a_pin, without_pin_begun, without_pins
from contacts.said import MASK, Said

BULLET = MASK[0]
SHOWN = 4  # digits of a card that may stand in a transcript
SHORTEST_SHOWN = 8  # digits; of a shorter number, four would be half of it, or a whole PIN
SHORTEST_ANSWER = (
    3  # digits among words that are an answer to "what is your PIN?": "I have 2 of them" is none
)
SHORTEST_SECRET = 4  # digits; fewer, in a sentence about something else, are no part of a PIN
EMERGENCY_NUMBERS = ("999", "112", "999999")
PAYMENT_DIGITS = range(13, 20)  # ISO/IEC 7812
USUAL_PAYMENT_DIGITS = (15, 16)  # masked whether or not they check: one digit may have been misheard
PAYMENT_STARTS = "3456"  # American Express, Visa, Mastercard, Maestro; Mastercard's 2 only when it checks
LIBRARY_DIGITS, LIBRARY_START = 14, "2"  # a borrower's barcode (Codabar, as libraries use it)
LONG_DIGITS = range(12, 21)  # beside the word "library" or "card", any such number is one

_OF_A_CARD = re.compile(r"(?i)\b(library|barcode|borrower|card)\b")
_OF_A_PAYMENT = re.compile(
    r"(?i)\b(debit|credit|bank|payment) card\b|\b(visa|mastercard|amex|card number|long number)\b"
)
_CODE = re.compile(r"(?i)\b(cvv2?|cvc2?|cv2|security (code|number)|(three|3) (digits|numbers) on the back)\b")
_CODE_DIGITS = (3, 4)
# Of a card and of nothing else, whether or not the card's number is told.
_IS_THE_CODE = re.compile(
    r"(?i)\b(?:cvv2?|cvc2?|cv2|security code|(?:three|3) (?:digits|numbers) on the back)\b"
    r"(?:['’]s\b|\b(?:is|was|are|number)\b|[\s:,#=-])*$"
)
_GOES_WITH_A_CARD = re.compile(
    r"(?i)\b(?:exp\w*|valid|cvv2?|cvc2?|cv2|code|security number)\b[\s.:,#-]*(?:(?:date|is|until|to|thru)\b[\s:]*)*$"
)
_NEAR = 40  # characters before a number
# Words in which a number is told; in others, something else is said besides.
_TELLING = frozenset(
    """it its is my the a pin number code card library thank thanks you please yes yeah ok okay here um er erm and that
    this hello so well sorry i think""".split()
)
_ASKED_FOR_999 = re.compile(
    r"(?i)\b(dial|ring|call|phone|need|get|want)(ing)? (me )?(999|112|9 9 9|nine nine nine|triple nine)\b"
)
_SHORTEST_PART = 8  # digits of a card number told in two breaths


@dataclass(frozen=True)
class Kept:
    """One turn's input as it may be kept.

    Attributes:
        said: with masks in the place of secrets.
        secret: the digits to seal, of a PIN or a library card.
        answers: whether they are the whole answer to the question asked, and not beside something else.
        payment: something of a payment card was given.
    """

    said: Said
    secret: str | None = None
    answers: bool = False
    payment: bool = False


def kept(said: Said, asked: Ask | None, status: str, before: str = "") -> Kept:
    """`before`: what they said last, which may have named a PIN: a pause ends a turn.

    What may be kept of an input. To a person one may give any number, and they must be able to read it; only a
    payment card's and a PIN not even they may. While somebody waits for them, nobody reads it yet."""
    if said.choice or not said.words:
        return Kept(said)
    if status == Status.ASSISTANT and asked is not None:
        answer = _as_pin(said) if asked.secret else _as_card(said) if asked.private else None
        if answer:
            return answer
    if payment := _without_payment(said):
        return payment
    if status == Status.ADVISER:
        return _without_pin(said, before)
    if status == Status.WAITING:
        # Nobody has asked them for a number yet, and whoever takes it down later asks for it then.
        return replace(
            _answer_to_nobody(said, asked) or _beside_words(said, before), secret=None, answers=False
        )
    return _beside_words(said, before)


def by_an_adviser(words: str) -> str:
    """What an adviser writes, as it may be kept, sent and whispered: without a payment card's number, its expiry date
    and security code, or a PIN that is called one. They may have been told one, and have it typed before they think.

    All else is meant to be read, such as an account's number beside "debit card": a card is masked where it checks.
    """
    left: list[str] = []
    end = 0
    found = numbers_in(words)
    cards = [number for number in found if _is_surely_payment(number)]
    for number in found:
        beside = words[max(0, number.start - _NEAR) : number.start]
        short = len(number.digits) <= SHOWN
        goes_with_it = short and (_IS_THE_CODE.search(beside) or (cards and _GOES_WITH_A_CARD.search(beside)))
        if number in cards or goes_with_it:
            left += [words[end : number.start], MASK]
            end = number.end
    return without_pins("".join([*left, words[end:]]))


def digests(said: Said, before: str = "") -> set[str]:
    """Of an input and of all it may have been kept as: of four digits, not even a digest is stored."""
    ways = (
        *(_as_pin(said), _as_card(said), _without_payment(said), _beside_words(said), _without_pin(said)),
        *(_beside_words(said, before), _without_pin(said, before)),
    )
    beside = replace(said, words=without_secrets(said.words))
    return {said.digest, beside.digest} | {way.said.digest for way in ways if way}


def beside_secrets(words: str) -> str:
    """What is said in the same breath as a number, which is masked: "my pin is •••• and he has collapsed". Empty where
    the number is all that is told."""
    beside = without_secrets(words)
    return beside if _other_words(beside) or asks_for_999(words) else ""


def asks_for_999(words: str) -> bool:
    """Whether the number of the emergency services is said. It is nobody's secret."""
    return bool(_ASKED_FOR_999.search(words)) or any(
        number.digits in EMERGENCY_NUMBERS for number in numbers_in(words)
    )


def without_secrets(words: str) -> str:
    """999 stays, also where what is before it may be a digit misheard: "put me through to 999"."""
    parts, end = [], 0
    for number in numbers_in(words):
        if number.digits in EMERGENCY_NUMBERS:
            before = without_long_numbers(words[end : number.start], SHORTEST_SECRET, MASK)
            parts += [before, words[number.start : number.end]]
            end = number.end
    return "".join([*parts, without_long_numbers(words[end:], SHORTEST_SECRET, MASK)])


def _other_words(words: str) -> list[str]:
    """Those that are neither a number nor tell one."""
    said = re.findall(r"[^\W\d_]{2,}", re.sub("['’]", "", words.lower()))
    return [word for word in said if word not in _TELLING and not numbers_in(word)]


def _as_pin(said: Said) -> Kept | None:
    digits = _answer(said)
    return Kept(replace(said, words=BULLET * min(len(digits), len(MASK))), digits, True) if digits else None


def _as_card(said: Said) -> Kept | None:
    """A PIN told in the same breath is not the end of the card's number, which may be seen."""
    digits = _answer(said)
    if _is_barcode(digits[:LIBRARY_DIGITS]):
        digits = digits[:LIBRARY_DIGITS]
    return Kept(replace(said, words=card_mask(digits)), digits, True) if digits else None


def card_mask(digits: str) -> str:
    """As many characters as digits, so that a number too short can be answered: ••••••••••0017."""
    shown = digits[-SHOWN:] if len(digits) >= SHORTEST_SHOWN else ""
    return BULLET * (len(digits) - len(shown)) + shown


def _answer(said: Said) -> str:
    """The number that answers a question for digits; "" when the words are about something else."""
    words = said.words
    longest = max((number.digits for number in numbers_in(words)), key=len, default="")
    if not said.keyed and asks_for_999(words) and len(longest) < SHORTEST_SECRET:
        return ""
    if len(longest) < SHORTEST_SECRET and len(_other_words(words)) > 1:
        return ""  # "he took 100 tablets"
    alone = re.fullmatch(r"[\d\s#*.-]+", words)
    return longest if len(longest) >= SHORTEST_ANSWER or alone else ""


def _without_payment(said: Said) -> Kept | None:
    """With every number masked: the expiry date and the security code stand beside the card's."""
    found = numbers_in(said.words)
    spoken_of = _OF_A_PAYMENT.search(said.words) and not re.search(r"(?i)\blibrary\b", said.words)
    payment = (
        any(_is_payment(number) for number in found)
        or (spoken_of and any(_is_part(number.digits) for number in found))
        or (_CODE.search(said.words) and any(len(number.digits) in _CODE_DIGITS for number in found))
    )
    if not payment:
        return None
    words = said.words
    for number in reversed(found):
        if len(number.digits) > 1:
            words = f"{words[: number.start]}{MASK}{words[number.end :]}"
    return Kept(replace(said, words=words), payment=True)


def _is_payment(number: Number) -> bool:
    """Whether a payment card's number begins at one of the groups in which a number was told."""
    starts = [sum(map(len, number.groups[:place])) for place in range(len(number.groups))]
    ends = {*starts, len(number.digits)}
    for start in starts:
        rest = number.digits[start:]
        if len(rest) < PAYMENT_DIGITS[0]:
            break
        whole = rest[0] in PAYMENT_STARTS and len(rest) in USUAL_PAYMENT_DIGITS
        mine = rest[0] in PAYMENT_STARTS or (rest[0] == "2" and len(rest) >= USUAL_PAYMENT_DIGITS[-1])
        if whole or (mine and any(start + long in ends and _checks(rest[:long]) for long in PAYMENT_DIGITS)):
            return True
    return False


def _is_surely_payment(number: Number) -> bool:
    """Whether a payment card's number is in it that checks, written or dictated as they are: an account and a date
    that happen to check are not in fours."""
    groups = number.groups
    for first in range(len(groups)):
        for last in range(first, len(groups)):
            told = groups[first : last + 1]
            digits = "".join(told)
            if len(digits) > PAYMENT_DIGITS[-1]:
                break
            mine = digits[0] in PAYMENT_STARTS or (
                digits[0] == "2" and len(digits) == USUAL_PAYMENT_DIGITS[-1]
            )
            if mine and _is_grouped_as_a_card(told) and _checks(digits):
                return True
    return False


def _is_grouped_as_a_card(groups: tuple[str, ...]) -> bool:
    sizes = [len(group) for group in groups]
    in_fours = all(size == SHOWN for size in sizes[:-1]) or all(size % SHOWN == 0 for size in sizes)
    return in_fours or sizes[:2] in ([4, 6], [6, 10]) or max(sizes) < SHOWN


def _is_part(digits: str) -> bool:
    """Half a card number, beside words about such a card; no phone number, reference or library card."""
    mine = digits[0] in PAYMENT_STARTS + "2" and len(digits) >= _SHORTEST_PART
    return mine and not _is_barcode(digits) and read_reference(digits) is None


def _is_barcode(digits: str) -> bool:
    return len(digits) == LIBRARY_DIGITS and digits.startswith(LIBRARY_START)


def _checks(digits: str) -> bool:
    return len(digits) in PAYMENT_DIGITS and len(list(groupby(digits))) > 1 and luhn.is_valid(digits)


def _beside_words(said: Said, before: str = "") -> Kept:
    """A library card's number in a message about something: "renew my books, the card is 2190...", and the PIN."""
    pinless = _without_pin(said, before).said
    words = pinless.words
    for number in numbers_in(words):
        digits, barcode = number.digits, number.digits[:LIBRARY_DIGITS]
        told = words[number.start : number.end]
        named = len(digits) in LONG_DIGITS and _OF_A_CARD.search(words) and not read_phone(told)
        if _is_barcode(barcode) or named:
            card = barcode if _is_barcode(barcode) else digits
            rest = f" {MASK}" if len(card) < len(digits) else ""  # the PIN, told without a word between
            masked = f"{words[: number.start]}{card_mask(card)}{rest}{words[number.end :]}"
            return Kept(replace(said, words=masked), card)
    return Kept(pinless)


def _without_pin(said: Said, before: str = "") -> Kept:
    return Kept(replace(said, words=without_pin_begun(said.words, before)))


def _answer_to_nobody(said: Said, asked: Ask | None) -> Kept | None:
    """A number alone, told to whoever will come, that was asked for before somebody was sent for, or is called a PIN
    or a card's. Of any other it is not known what it is, and a house, a date or an extension is of use to them."""
    digits = _answer(said)
    if not digits or _other_words(said.words) or digits in EMERGENCY_NUMBERS:
        return None
    was_asked = asked is not None and (asked.secret or asked.private)
    named = names_a_pin(said.words) or bool(_OF_A_CARD.search(said.words))
    if len(digits) in PIN_DIGITS:
        return _as_pin(said) if was_asked or named else None
    return _as_card(said) if was_asked and not read_phone(said.words) else None
