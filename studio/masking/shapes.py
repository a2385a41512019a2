"""What is personal by its shape alone: e-mail addresses, telephone and other numbers, dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studio.masking.find import Find
from studio.masking.vocabulary import vocabulary

_AT = r"(?:@|[(]\s*at\s*[)]|[(]@[)]| at sign )"
_DOT = r"(?:\.|[(]\s*(?:dot|\.)\s*[)]| dot )"
_EMAIL = re.compile(
    rf"[^\s@,;:()]+(?:{_DOT}[^\s@,;:()]+)*\s?{_AT}\s?[^\s@,;().!?]+(?:\s?{_DOT}\s?[^\s@,;().!?]+)+"
    r"|[^\s@,;:()]+@[^\s@,;()]+[^\s@,;().!?]"
    r"|\b[\w-]+(?: ?\. ?[\w-]+)* ?@ ?[\w-]+(?: ?\. ?[\w-]+)+",
    re.IGNORECASE,
)
_PROVIDER = (
    r"(?:gmail|hotmail|outlook|yahoo|icloud|btinternet|googlemail|live|aol|protonmail|proton|sky|virginmedia"
    r"|talktalk)"
)
_PART_OF_ONE = r"(?: (?:dot|underscore|dash|hyphen|point|full stop) |[._-])"
_EMAIL_SAID = re.compile(
    rf"(?:\b[\w] ){{0,2}}\b[\w+-]+(?:{_PART_OF_ONE}[\w+-]+"
    rf"|(?<=[a-z]) \d+){{0,4}} at [\w-]+(?: dot [\w-]+){{1,3}}\b"
    rf"|\b[\w.+-]+ at {_PROVIDER}\b(?: ?(?:dot|\.) ?\w+)*"
    rf"|\b[\w.+-]+ {_PROVIDER} (?:dot )?(?:com|co|net)\b(?: (?:dot )?uk)?"
    rf"|(?<=\bmy )(?:gmail|hotmail|email|e-mail) is [\w.]+\d[\w.]*",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?<![\w@.])@[a-z]\w*(?:\.\w+)*|\b(?:facebook|fb|instagram|twitter|x|tiktok|linkedin|snapchat)\.com/\S+"
    r"|\b(?:insta|instagram|snap|snapchat|twitter|tiktok|facebook|fb)(?: (?:is|name|handle"
    r"|user ?name))+ ([\w./]*[\d_.][\w./]*)",
    re.IGNORECASE,
)
# A place to within three metres, and a place on the globe.
_THREE_WORDS = re.compile(
    r"/{0,3}\b(?!www\.)[a-z]{3,}\.[a-z]{3,}\.(?!uk\b|com\b|org\b|net\b|html?\b|php\b|pdf\b)[a-z]{3,}\b(?![./@])"
    r"|\b(?:what ?(?:3|three) ?words?|w3w)(?: (?:is|are|location|address"
    r"|of))*[ :]+([a-z]+[ .][a-z]+[ .][a-z]+)",
    re.IGNORECASE,
)
_ON_THE_GLOBE = re.compile(r"[-+]?\b\d{1,2}\.\d{3,}°?\s?[NS]?,?\s*[-+]?\d{1,3}\.\d{3,}°?\s?[EW]?")
_INSURANCE = re.compile(r"\b[a-z]{2}\s?\d\d\s?\d\d\s?\d\d\s?[a-d]?\b", re.IGNORECASE)
_POSTCODE = re.compile(
    r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b|\b[a-z](?: [a-z])? \d(?: [a-z\d])? \d [a-z] [a-z]\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|\dth)$", re.IGNORECASE)  # "off the A12 3rd exit"
_REGISTRATION = re.compile(
    r"\b(?i:[a-z]{2}\d{2} ?[a-z]{3})\b|\b(?i:[a-z]\d{1,3}[a-z]{3}|[a-z]{3}\d{1,3}[a-z])\b"
    r"|\b[A-Z]{2} \d{2} [A-Z]{3}\b|\b[A-Z]\d{1,3} [A-Z]{3}\b|\b[A-Z]{3} \d{1,3}[A-Z]\b"
)
# In small letters and in two pieces they look like other things: "m25 car", "bin 3b".
_REGISTRATION_IN_TWO = re.compile(r"\b([a-z]\d{2,3}) ([a-z]{3})\b|\b([a-z]{3}) (\d{2,3}[a-z])\b")
_REGISTRATION_TOLD = re.compile(
    r"\b(?:reg(?:istration)?|number ?plate|plate|vrm)(?: number| no\.?| plate)?(?: is|:| was|'s)? "
    r"((?=\w*\d)\w{1,7}(?: (?!on\b|is\b|has\b|and\b|the\b|in\b)[a-z]{1,3}\b)?)"
    r"|\b((?=\w*\d)\w{1,4} [a-z]{1,4}) is (?:the|their|his|her) (?:plate|reg\w*|number plate)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\d£])(?:\+ ?44|0)(?:[ ()-]{0,2}\d){9,11}(?!\d)")
_LONG_NUMBER = re.compile(r"\b\d(?:[ -]?\d){4,}\b")
_LETTERS_AND_NUMBER = re.compile(
    r"\b[a-z]{1,5}[-/]?\d{4,}(?:[-/]\d+)*\b|\b\d{4,}[-/]?[a-z]{1,3}\b", re.IGNORECASE
)
_TOLD_NUMBER = re.compile(
    r"\b(?:pin|passcode|password|ref(?:erence)?|account|acc|case|card|invoice|permit|notice|pcn|badge"
    r"|customer|claim"
    r"|nhs|insurance|sort ?code|security code|cvv)\b(?: ?(?:number|no\.?|num|code))?(?: ?(?:is|:|=|#|-"
    r"|it'?s))* ?"
    r"((?=[\w/-]*\d)[\w/-]{3,}(?: \d{2,})*)",
    re.IGNORECASE,
)
_DIGIT = r"(?:zero|nought|oh|one|two|three|four|five|six|seven|eight|nine|double|treble|triple|\d)"
_THE_END_OF_ONE = re.compile(
    r"\b(?:end(?:s|ing)(?: in| with)?|last (?:four|4|three|3)(?: digits| numbers)?(?: are| is| of it"
    r"| of my card)*)[ :]+"
    rf"(\d{{3,}}|{_DIGIT}(?: {_DIGIT}){{2,}})\b",
    re.IGNORECASE,
)
_LETTERS_AND_DIGITS = re.compile(r"\b(?=(?:[a-z]*\d){3})(?=\d*[a-z])[a-z\d]{7,}\b", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?|(?:twenty |thirty )?(?:first|second|third|\w+th))"
_LONG_AGO = r"(?:19\d\d|200\d|201[0-5])"  # nobody reports a bin of 2015
_DATE = rf"(?:{_DAY}(?: of)?,? {_MONTH}|{_MONTH} {_DAY}|\d{{1,2}} ?[/.-] ?\d{{1,2}})"
_YEAR_SAID = (
    r"(?:(?:nineteen |twenty |two thousand (?:and )?)\w+(?: (?:one|two|three|four|five|six|seven|eight"
    r"|nine)\b)?"
    r"|(?:thirty|forty|fifty|sixty|seventy|eighty|ninety)(?: \w+)?)"
)
_BIRTH = re.compile(
    rf"\b{_DATE},? ?[/.-]? ?{_LONG_AGO}\b|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:[3-9]\d)\b"
    rf"|\b{_LONG_AGO}[/.-]\d{{1,2}}[/.-]\d{{1,2}}\b"
    rf"|(?:\bborn|\bd\.?o\.?b\.?|\bdate of birth|\bbirthday|\bbirth date)\b(?:\W+(?:is|was|on|in|the|are"
    rf"|it'?s)\b)*\W*"
    rf"(\d{{4}}-\d\d-\d\d|{_DATE}(?:,? ?[/.-]? ?(?:\d{{4}}|\d\d|{_YEAR_SAID})\b)?|\d\d[ ]\d\d[ ]\d{{2,4}}"
    rf"|{_LONG_AGO}|{_YEAR_SAID})",
    re.IGNORECASE,
)

# "20-30-40" is a sort code, or how loud a gadget is: it has no month.
_NO_MONTH = re.compile(r"(?:1[3-9]|[2-9]\d)[/.-](?:1[3-9]|[2-9]\d)[/.-]\d\d")

# Most messages have none of these, and the patterns above take a quarter of a millisecond to find that out.
_A_DIGIT = re.compile(r"\d")
_BY_SIGN = (
    (re.compile(r"@|[(]\s*at|at sign", re.IGNORECASE), ((_EMAIL, "email"),)),
    (re.compile(rf" at |{_PROVIDER}|mail is", re.IGNORECASE), ((_EMAIL_SAID, "email"),)),
    (re.compile(r"@|\.com/|insta|snap|twitter|tiktok|facebook|fb", re.IGNORECASE), ((_HANDLE, "handle"),)),
    (re.compile(r"\w\.\w|word|w3w", re.IGNORECASE), ((_THREE_WORDS, "address"),)),
    (re.compile(r"\d|born|d\.?o\.?b|birth", re.IGNORECASE), ((_BIRTH, "birth"),)),
    (re.compile(r"end|last", re.IGNORECASE), ((_THE_END_OF_ONE, "number"),)),
    (
        _A_DIGIT,
        (
            (_ON_THE_GLOBE, "address"),
            (_INSURANCE, "insurance"),
            (_REGISTRATION, "registration"),
            (_REGISTRATION_TOLD, "registration"),
            (_PHONE, "phone"),
            (_TOLD_NUMBER, "number"),
            (_LETTERS_AND_NUMBER, "number"),
            (_LONG_NUMBER, "number"),
            (_LETTERS_AND_DIGITS, "number"),
        ),
    ),
)


def shapes(words: str) -> Iterator[Find]:
    for sign, patterns in _BY_SIGN:
        if not sign.search(words):
            continue
        for pattern, kind in patterns:
            for found in pattern.finditer(words):
                group = found.lastindex or 0
                if kind == "birth" and _NO_MONTH.fullmatch(found[group]):
                    continue
                yield Find(found.start(group), found.end(group), kind)
    if not _A_DIGIT.search(words):
        return
    for found in _REGISTRATION_IN_TWO.finditer(words):
        if not vocabulary().knows(found[2] or found[3]):
            yield Find(found.start(), found.end(), "registration")
    for found in _POSTCODE.finditer(words):
        if not _ORDINAL.search(found[0]):
            yield Find(found.start(), found.end(), "postcode")
