"""What must not stand in a training phrase: personal data, and brackets, which Rasa takes for entities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.postcodes import read_postcode
from checks.findings import Finding, Kind
from checks.phrases import Phrase

# Our own references have 8 digits, so an account number is anything longer.
LONGEST_REFERENCE = 8
_NUMBER = re.compile(r"\+?\d(?:[ -]?\d)+")
_UK_PHONE = re.compile(r"(?:0|44)\d{9,10}")
# Ofcom keeps some numbers for drama, and those that begin with 03 or 08 belong to organisations.
_NOBODYS_PHONE = re.compile(r"(?:0|44)(?:1632960\d{3}|7700900\d{3}|[38]\d{8,9})")
_EMAIL = re.compile(r"\S+@\S+|\S+ at (?:gmail|hotmail|outlook|yahoo|icloud) dot \w+", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|\dth)$")  # "off the A12 3rd exit"
_MARKUP = re.compile(r"[\[\](){}<>]")


def check_personal(phrases: list[Phrase], our_areas: set[str]) -> Iterator[Finding]:
    """`our_areas`: what the council's own postcodes begin with, such as MB; made-up ones may stand there."""
    for phrase in phrases:
        for what, found in _personal(phrase.text, our_areas):
            problem = f"{found!r} looks like {what}"
            remedy = "Take it out, or make it somebody nobody is"
            yield Finding.at(Kind.PERSONAL, phrase.path, phrase.line, problem, remedy)
        if brackets := _MARKUP.findall(phrase.text):
            problem = f"{''.join(brackets)} in {phrase.text!r}"
            remedy = "Write it without brackets: entities are found by themselves"
            yield Finding.at(Kind.MARKUP, phrase.path, phrase.line, problem, remedy)


def _personal(text: str, our_areas: set[str]) -> Iterator[tuple[str, str]]:
    for number in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", number[0])
        if _UK_PHONE.fullmatch(digits):
            if not _NOBODYS_PHONE.fullmatch(digits):
                yield "a phone number", number[0]
        elif len(digits) > LONGEST_REFERENCE:
            yield "an account number", number[0]
    if "@" in text or " at " in text:  # the pattern alone is slow
        for address in _EMAIL.finditer(text):
            yield "an e-mail address", address[0]
    for written in _POSTCODE.finditer(text):
        postcode = read_postcode(written[0])
        if postcode and not _ORDINAL.search(written[0]) and _area(postcode) not in our_areas:
            yield "somebody's postcode", written[0]


def _area(postcode: str) -> str:
    return re.sub(r"\d.*", "", postcode)


def areas_of(postcodes: set[str]) -> set[str]:
    return {_area(postcode) for postcode in postcodes}
