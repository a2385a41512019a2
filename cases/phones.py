"""Phone numbers: read as British unless they say otherwise, kept in E.164, shown as people say them."""

from __future__ import annotations

import phonenumbers

from cases.spoken_numbers import digits_in_words

TAKE_NO_TEXTS = {
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.SHARED_COST,
    phonenumbers.PhoneNumberType.PERSONAL_NUMBER,  # 070 looks like a mobile, and costs a pound a minute
    phonenumbers.PhoneNumberType.VOIP,
    phonenumbers.PhoneNumberType.UAN,
}
# A caller could ask us to ring such a number of their own.
COSTLY = {
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    phonenumbers.PhoneNumberType.SHARED_COST,
}
COSTLY_IN_BRITAIN = ("+449", "+4487", "+4484", "+4470", "+44118")  # also where a number is not in use yet
OF_NO_COUNTRY = (
    "+87",
    "+881",
    "+882",
    "+883",
    "+888",
    "+979",
)  # satellites, networks, the world's premium rate
GB = 44
UK_DIGITS = 10  # without the leading 0; the few numbers that have 9 are in the network's plan
SHORTEST = 9  # digits without the leading 0 or country code; anything shorter lacks its area code


def read_phone(words: str) -> str | None:
    """The first phone number in some words, in E.164; None when there is none.

    Possible is enough: whether a number is in use changes too often to turn somebody away for it. But a British one
    with a digit too few is nobody's.
    """
    for match in phonenumbers.PhoneNumberMatcher(
        digits_in_words(words), "GB", leniency=phonenumbers.Leniency.POSSIBLE
    ):
        if len(str(match.number.national_number)) >= SHORTEST and not lacks_digits(match.number):
            return phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
    return None


def lacks_digits(number: phonenumbers.PhoneNumber) -> bool:
    short = number.country_code == GB and len(str(number.national_number)) < UK_DIGITS
    return short and not phonenumbers.is_valid_number(number)


def is_costly(number: str) -> bool:
    """Whether ringing it would cost the council far more than a telephone of somebody's own. E.164."""
    if number.startswith((*COSTLY_IN_BRITAIN, *OF_NO_COUNTRY)):
        return True
    return phonenumbers.number_type(phonenumbers.parse(number)) in COSTLY


def shown_phone(number: str) -> str:
    """In the groups it is usually said in: 07700 900123."""
    parsed = phonenumbers.parse(number, "GB")
    british = parsed.country_code == GB
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL if british else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(parsed, style)


def spoken_phone(number: str) -> str:
    """Digit by digit in its usual groups: 0 7 7 0 0, 9 0 0 1 2 3."""
    return ", ".join(" ".join(group) for group in shown_phone(number).split())


def takes_texts(number: str) -> bool:
    """Is it a mobile? A text to a landline is refused, or read out by a machine to whoever picks up."""
    british, mobile = number.startswith("+44"), number.startswith("+447")
    return (mobile or not british) and phonenumbers.number_type(
        phonenumbers.parse(number)
    ) not in TAKE_NO_TEXTS
