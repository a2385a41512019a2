"""What is personal by its shape alone: e-mail addresses, telephone and other numbers, dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studio.masking.find import Find

_EMAIL = re.compile(r"[^\s@,;:()]+@[^\s@,;()]+[^\s@,;().!?]")
_EMAIL_SAID = re.compile(
    r"\b[\w+-]+(?:(?: (?:dot|underscore|dash|hyphen) |\.)[\w+-]+){0,4} at "
    r"[\w-]+(?: dot [\w-]+){1,3}\b"
    r"|\b[\w.+-]+ at (?:gmail|hotmail|outlook|yahoo|icloud|btinternet)\b(?: ?(?:dot|\.) ?\w+)*",
    re.IGNORECASE,
)
_INSURANCE = re.compile(r"\b[a-z]{2}\s?\d\d\s?\d\d\s?\d\d\s?[a-d]\b", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|\dth)$", re.IGNORECASE)  # "off the A12 3rd exit"
_REGISTRATION = re.compile(
    r"\b(?i:[a-z]{2}\d{2}[a-z]{3})\b|\b[A-Z]{2}\d{2} [A-Z]{3}\b|\b[A-Z]\d{1,3} ?[A-Z]{3}\b|\b[A-Z]{3} ?\d{1,3}[A-Z]\b"
)
_PHONE = re.compile(r"(?<![\d£])(?:\+ ?44|0)(?:[ ()-]{0,2}\d){9,11}(?!\d)")
_LONG_NUMBER = re.compile(r"\b\d(?:[ -]?\d){4,}\b")
_LETTERS_AND_NUMBER = re.compile(
    r"\b[a-z]{1,5}[-/]?\d{4,}(?:[-/]\d+)*\b|\b\d{4,}[-/]?[a-z]{1,3}\b", re.IGNORECASE
)
_TOLD_NUMBER = re.compile(
    r"\b(?:pin|passcode|password|ref(?:erence)?|account|acc|case|card|invoice|permit|notice|pcn|badge|customer|claim"
    r"|nhs|insurance|sort ?code|security code|cvv)\b(?: ?(?:number|no\.?|num|code))?(?: ?(?:is|:|=|#|-|it'?s))* ?"
    r"((?=[\w/-]*\d)[\w/-]{3,}(?: \d{2,})*)",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?|(?:twenty |thirty )?(?:first|second|third|\w+th))"
_LONG_AGO = r"(?:19\d\d|200\d|201[0-5])"  # nobody reports a bin of 2015
_DATE = rf"(?:{_DAY}(?: of)?,? {_MONTH}|{_MONTH} {_DAY}|\d{{1,2}} ?[/.-] ?\d{{1,2}})"
_BIRTH = re.compile(
    rf"\b{_DATE},? ?[/.-]? ?{_LONG_AGO}\b|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:[3-9]\d)\b"
    rf"|(?:\bborn|\bd\.?o\.?b\.?|\bdate of birth|\bbirthday|\bbirth date)\b(?:\W+(?:is|was|on|in|the|are|it'?s)\b)*\W*"
    rf"({_DATE}(?:,? ?[/.-]? ?(?:\d{{4}}|\d\d|nineteen \w+(?: \w+)?)\b)?|{_LONG_AGO}|nineteen \w+(?: \w+)?)",
    re.IGNORECASE,
)

_BY_KIND = (
    (_EMAIL, "email"),
    (_EMAIL_SAID, "email"),
    (_INSURANCE, "insurance"),
    (_BIRTH, "birth"),
    (_REGISTRATION, "registration"),
    (_PHONE, "phone"),
    (_TOLD_NUMBER, "number"),
    (_LETTERS_AND_NUMBER, "number"),
    (_LONG_NUMBER, "number"),
)


def shapes(words: str) -> Iterator[Find]:
    for pattern, kind in _BY_KIND:
        for found in pattern.finditer(words):
            group = 1 if pattern.groups and found[1] else 0
            yield Find(found.start(group), found.end(group), kind)
    for found in _POSTCODE.finditer(words):
        if not _ORDINAL.search(found[0]):
            yield Find(found.start(), found.end(), "postcode")
