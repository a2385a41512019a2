"""Case references: eight digits that can be said, keyed on a phone and checked for a slip.

Digits only, because a recogniser does not hear single letters; read in two groups of four. The last digit is
Verhoeff's, which catches every wrong digit and every two neighbours changed over. They do not count up, so one
resident's reference says nothing about another's.
"""

from __future__ import annotations

import re
import secrets

from stdnum import verhoeff

DIGITS = 8


def new_reference() -> str:
    """Eight digits, the first never 0 (it would be lost by whoever types it into a spreadsheet)."""
    body = str(secrets.randbelow(9 * 10 ** (DIGITS - 2)) + 10 ** (DIGITS - 2))
    return body + verhoeff.calc_check_digit(body)


def shown(reference: str) -> str:
    """In two groups: 4821 9937."""
    return f"{reference[:4]} {reference[4:]}"


def spoken(reference: str) -> str:
    """Digit by digit with a pause between the groups: 4 8 2 1, 9 9 3 7."""
    return f"{' '.join(reference[:4])}, {' '.join(reference[4:])}"


def read_reference(words: str) -> str | None:
    """The reference in what somebody typed or said as digits; None when there is none or it has a slip."""
    for found in re.findall(r"\d(?:[\s,.-]*\d)*", words):
        digits = re.sub(r"\D", "", found)
        if len(digits) == DIGITS and verhoeff.is_valid(digits):
            return digits
    return None
