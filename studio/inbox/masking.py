"""Takes personal data out of a message before anybody sees it.

What the assistant found in it (names, addresses, numbers) comes first; rules of our own find what it did not look for
or did not find. Where it is not clear whether something is personal, it goes: a word too many taken out costs an
editor nothing. Sums of money, times, and dates that are nobody's birthday stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cases.postcodes import read_postcode
from council.names import FIRST_NAMES, NO_NAME
from studio.inbox.marks import mark

Entity = Mapping[str, Any]  # {entity, value, start, end} of a turn's understanding

# The assistant's entities that are personal, and what they are here.
_ENTITIES = {
    "resident_name": "name",
    "person": "name",
    "email": "email",
    "phone": "phone",
    "postcode": "postcode",
    "case_reference": "number",
    "vehicle_registration": "registration",
    "address": "address",
    "street": "street",
    "house_number": "house",
}
# Of two finds in one place, what the whole is called.
_RANK = (
    "email", "insurance", "birth", "registration", "address", "postcode", "phone", "number", "street", "house", "name",
)  # fmt: skip


@dataclass(frozen=True)
class Find:
    start: int
    end: int
    kind: str


def mask(words: str, entities: Sequence[Entity] = (), streets: tuple[str, ...] = ()) -> str:
    """The words with marks where something personal stood, on as many lines as they had.

    Args:
        entities: what the assistant found; places past the end of the words are passed over.
        streets: the council's streets.
    """
    words = words.translate(str.maketrans("[]{}<>", "()()()"))  # only our own marks have brackets
    kept = [found.span() for pattern in _KEPT for found in pattern.finditer(words)]
    finds = [*_of_the_assistant(words, entities)]
    for rule in _RULES:
        finds += (find for find in rule(words) if not _within(find, kept))
    finds += _known_streets(words, streets)
    return _marked(words, _joined(words, finds))


def _of_the_assistant(words: str, entities: Sequence[Entity]) -> Iterator[Find]:
    for entity in entities:
        kind, start, end = _ENTITIES.get(entity.get("entity", "")), entity.get("start"), entity.get("end")
        if kind and isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(words):
            yield Find(start, end, kind)


# What is nobody's, whatever it looks like: money, the time, years, and how the council's year is written.
_KEPT = (
    re.compile(r"£ ?\d[\d,]*(?:\.\d+)?|\b\d[\d,]*(?:\.\d\d)? ?(?:pounds?|quid|pence|p|gbp)\b", re.IGNORECASE),
    re.compile(r"\b\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|o'?clock)\b", re.IGNORECASE),
    re.compile(r"\b(?:19|20)\d\d ?(?:[-/]|to|and) ?(?:(?:19|20)?\d\d)\b"),
    re.compile(r"\b20\d\d-\d\d-\d\d\b"),
    re.compile(
        r"\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:november|[a-z]+ember|[a-z]+uary)(?: 20\d\d)?\b", re.IGNORECASE
    ),
)


def _within(find: Find, kept: Iterable[tuple[int, int]]) -> bool:
    return any(start < find.end and find.start < end for start, end in kept) and find.kind in (
        "number",
        "house",
        "phone",
    )


# Rules by the shape alone

_EMAIL = re.compile(r"[^\s@,;:()]+@[^\s@,;()]+[^\s@,;().!?]")
_EMAIL_SAID = re.compile(
    r"\b[\w+-]+(?:(?: (?:dot|underscore|dash|hyphen) |\.)[\w+-]+){0,4} at "
    r"[\w-]+(?: dot [\w-]+){1,3}\b|\b[\w.+-]+ at (?:gmail|hotmail|outlook|yahoo|icloud|btinternet)\b(?: ?(?:dot|\.) ?\w+)*",
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


def _by_shape(pattern: re.Pattern[str], kind: str) -> Callable[[str], Iterator[Find]]:
    def find(words: str) -> Iterator[Find]:
        for found in pattern.finditer(words):
            group = 1 if pattern.groups and found[1] else 0
            yield Find(found.start(group), found.end(group), kind)

    return find


def _postcodes(words: str) -> Iterator[Find]:
    for found in _POSTCODE.finditer(words):
        if not _ORDINAL.search(found[0]):
            yield Find(found.start(), found.end(), "postcode")


# Letters and digits told one by one

_DIGITS = frozenset(
    "zero nought oh one two three four five six seven eight nine double treble triple".split()
)
_ALPHABET = frozenset(
    """alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa
    quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu bee cee dee ee ef eff gee aitch haitch
    jay kay ell em en pee queue cue ar ess tee vee eks zed zee""".split()
)
# Everyday words that a recogniser writes for a letter or a digit: part of a code only once it has begun.
_SOUNDS_LIKE = frozenset("hundred thousand to too for won ate pea see sea be tea you are why ex".split())
_FEWEST_SYMBOLS, _FEWEST_DIGITS = 5, 2
_FEWEST_OF_A_PHONE = 9


def _told_one_by_one(words: str) -> Iterator[Find]:
    """ "Oh seven seven double oh nine", "m b one four queue pea"."""
    run: list[re.Match[str]] = []
    for token in re.finditer(r"[A-Za-z0-9]+", words):
        if run and not re.fullmatch(r"[\s,.-]{0,2}", words[run[-1].end() : token.start()]):
            yield from _as_told(words, run)
            run = []
        word = token[0].lower()
        if _is_symbol(word) or (run and word in _SOUNDS_LIKE):
            run.append(token)
        else:
            yield from _as_told(words, run)
            run = []
    yield from _as_told(words, run)


def _is_digit(word: str) -> bool:
    return word in _DIGITS or word.isdigit() or (word.isalnum() and not word.isalpha())


def _is_symbol(word: str) -> bool:
    if word in _DIGITS or word in _ALPHABET or word.isdigit():
        return True
    if word.isalpha():
        return len(word) == 1 and word not in "ai"
    return len(word) <= _LONGEST_PIECE and not word.endswith(_NO_CODE)


_LONGEST_PIECE = 4  # "mb1", "4qp"
_NO_CODE = ("am", "pm", "st", "nd", "rd", "th", "p", "k", "m")


def _as_told(words: str, run: Sequence[re.Match[str]]) -> Iterator[Find]:
    run = list(run)
    while run and run[-1][0].lower() in (
        "to",
        "too",
        "for",
        "are",
        "be",
        "you",
        "why",
    ):  # goes on with the sentence
        run.pop()
    told = [token[0].lower() for token in run]
    digits = sum(len(word) if word.isdigit() else 1 for word in told if _is_digit(word))
    symbols = digits + sum(not _is_digit(word) for word in told)
    if digits < _FEWEST_DIGITS or symbols < _FEWEST_SYMBOLS:
        return
    start, end = run[0].start(), run[-1].end()
    if told[0].startswith(("0", "oh", "zero", "44")) and digits >= _FEWEST_OF_A_PHONE:
        yield Find(start, end, "phone")
    else:
        yield Find(start, end, "postcode" if read_postcode(words[start:end]) else "number")


# Addresses

_KINDS_OF_STREET = (
    "road|rd|street|lane|ln|avenue|ave|close|crescent|cres|terrace|gardens|gdns|grove|mews|court|place|drive"
)
_MORE_KINDS = f"{_KINDS_OF_STREET}|way|hill|row|square|walk|park|green|rise|view|parade|st"
_FOUR = r"(?:\w[\w'’.-]*[ ]){1,3}?"
_HOUSE_AND_STREET = re.compile(
    rf"\b(\d{{1,4}}[a-z]?(?: ?[-/] ?\d{{1,4}})?),? ({_FOUR})(?:{_KINDS_OF_STREET})\b", re.I
)
_HOUSE_AND_CAPITALS = re.compile(
    rf"\b(\d{{1,4}}[a-zA-Z]?),? ((?:[A-Z][\w'’.-]*[ ]){{1,3}})(?i:{_MORE_KINDS})\b"
)
_CAPITALS = re.compile(
    rf"\b(?:[A-Z][\w'’.-]*[ ]){{1,3}}(?:{'|'.join(kind.capitalize() for kind in _MORE_KINDS.split('|'))})\b"
)
_ON_A_STREET = re.compile(
    rf"\b(?:on|in|at|of|from|near|along|off|outside|opposite) ((?:[\w'’-]+[ ]){{1,2}})((?:{_KINDS_OF_STREET})\b)",
    re.I,
)
_NOT_OF_A_STREET = NO_NAME | frozenset(
    """in on of with by near next main busy side back whole wrong right left same other old new private public local
    quiet little small big long one two three four five six seven eight nine ten few several many front top bottom
    end dead residential country minor major shared narrow adopted unadopted bin bins box boxes bag bags mile miles
    minute minutes day days week weeks month months year years hour hours mph car cars van vans pothole potholes
    street road lane close light lights tree trees car-free speed limit zone outside inside down along through leading
    across into onto opposite quite very your school court park town city village parking work it's its under over
    whole can must dropped driveway kerb way""".split()
)
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six"
    "|seven|eight|nine))?|(?:a|one|two|three) hundred(?: and \\w+)?"
)
_SPOKEN_HOUSE_AND_STREET = re.compile(
    rf"\b({_NUMBER_WORDS}) ((?:[a-z'’-]+[ ]){{1,2}})(?:{_KINDS_OF_STREET})\b", re.IGNORECASE
)
_NO_HOUSE = r"(?! ?(?:am|pm|o'?clock|[:.]\d|%|pounds?|p\b|days?|weeks?|months?|years?|hours?|mins?|minutes?|miles?|mph))"
_HOUSE = re.compile(
    rf"(?<!bus )(?<!route )\b(?:(?:house|flat|apartment|unit|door|number|no\.?|num)(?: (?:number|no\.?))? ?"
    rf"|(?:live|living|lives|reside|outside|opposite|(?:house|address) is|mov(?:e|ed|ing) to)(?: at)?(?: no\.?)? )(?:\d{{1,4}}[a-z]?\b{_NO_HOUSE}|(?:{_NUMBER_WORDS})\b)"
    rf"(?! (?:bins?|bags?|boxes|cars?|people|children|bus|times?)\b)",
    re.IGNORECASE,
)


def _addresses(words: str) -> Iterator[Find]:
    for pattern in (_HOUSE_AND_STREET, _SPOKEN_HOUSE_AND_STREET):
        for found in pattern.finditer(words):
            if _is_a_street(found[2]):
                yield Find(found.start(), found.end(), "address")
    for found in _HOUSE_AND_CAPITALS.finditer(words):
        yield Find(found.start(), found.end(), "address")
    for found in _CAPITALS.finditer(words):
        told = found[0].split()
        while told and told[0].lower() in _NOT_OF_A_STREET:  # "On Acacia Avenue"
            told = told[1:]
        if len(told) > 1:
            yield Find(found.end() - len(" ".join(told)), found.end(), "street")
    for found in _ON_A_STREET.finditer(words):
        if _is_a_street(found[1]):
            yield Find(found.start(1), found.end(), "street")
    for found in _HOUSE.finditer(words):
        number = re.search(rf"(?:\d{{1,4}}[a-z]?|(?:{_NUMBER_WORDS}))$", found[0], re.IGNORECASE)
        lead = re.match(
            r"(?:live|living|lives|reside|outside|opposite|(?:house|address) is|mov(?:e|ed|ing) to)(?: at)? ?",
            found[0],
            re.IGNORECASE,
        )
        if number:
            yield Find(found.start() + (lead.end() if lead else 0), found.end(), "house")


def _is_a_street(between: str) -> bool:
    return not any(word.lower().strip(",.") in _NOT_OF_A_STREET for word in between.split())


_NOT_A_STREET = (
    r"(?! (?:bins?|ones?|box|bags?|sacks?|caddy|lid|recycling|rubbish|waste|library|school|park)\b)"
)


@cache
def _streets_pattern(streets: tuple[str, ...]) -> re.Pattern[str] | None:
    names = [re.sub(r"['’]", "['’]?", re.escape(street)) for street in sorted(streets, key=len, reverse=True)]
    house = rf"(?:(?:\d{{1,4}}[a-z]?|number (?:\d+|{_NUMBER_WORDS})|{_NUMBER_WORDS}),? )?"
    return re.compile(rf"\b({house})(?:{'|'.join(names)})\b{_NOT_A_STREET}", re.IGNORECASE) if names else None


def _known_streets(words: str, streets: tuple[str, ...]) -> Iterator[Find]:
    pattern = _streets_pattern(streets)
    for found in pattern.finditer(words) if pattern else ():
        # "The green" is a colour more often than a place, unless it is written as one.
        if " " not in found[0].strip() or (found[0].lower() == "the green" and found[0] != "The Green"):
            continue
        yield Find(found.start(), found.end(), "address" if found[1] else "street")


# Names

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLE = re.compile(r"\b(?:mr|mrs|miss|ms|mx|dr|sir|rev|reverend|councillor|cllr)\b\.? ?", re.IGNORECASE)
# Words after which a name comes. After the first nothing else does; after the others a name has to look like one.
_SURELY = re.compile(
    r"\b(?:my (?:full |first |last |sur)?name(?:'s| is|s)?|name ?[:=]|i'?m called|i am called|ask for|speaking (?:to|with)"
    r"|call me|known as|signed|tenant is|owner is)[ :]*",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"\b(?:this is|it'?s|i'?m|i am|he'?s|she'?s|his name is|her name is|regards|sincerely|thanks|thank you|cheers"
    r"|wishes)[ ,.:\n]+",
    re.IGNORECASE,
)
_OF_KIN = re.compile(
    r"\b(?:mum|mother|mam|dad|father|son|daughter|wife|husband|partner|brother|sister|nan|gran|grandma|grandad|uncle"
    r"|aunt|auntie|neighbour|friend|carer|landlord|tenant|baby|child|niece|nephew)(?:'s name is| is called| called| named"
    r"|,)? ",
    re.IGNORECASE,
)
# First names that are words of the council's own, or of anybody's: a name only with a capital and a surname.
_WORDS_TOO = frozenset(
    "dean dawn grant glen hazel heather jade jay ray jean lee eve gene pat frank nick mark".split()
)
_MOST_OF_A_NAME = 3


def _names(words: str) -> Iterator[Find]:
    tokens = list(_WORD.finditer(words))
    starts = {token.start(): place for place, token in enumerate(tokens)}
    for pattern, sure in ((_TITLE, True), (_SURELY, True), (_OF_KIN, False), (_PERHAPS, False)):
        for cue in pattern.finditer(words):
            place = starts.get(cue.end())
            if place is not None and (end := _name_from(words, tokens, place, sure=sure)):
                yield Find(tokens[place].start(), tokens[end - 1].end(), "name")
    for place, token in enumerate(tokens):
        name = token[0].lower().removesuffix("'s").removesuffix("’s")
        if name not in FIRST_NAMES:
            continue
        surname = place + 1 < len(tokens) and _is_surname(words, tokens, place + 1)
        if name in _WORDS_TOO and not (
            token[0][0].isupper() and surname and tokens[place + 1][0][0].isupper()
        ):
            continue
        yield Find(token.start(), tokens[place + surname].end(), "name")


def _name_from(words: str, tokens: Sequence[re.Match[str]], place: int, *, sure: bool) -> int:
    """The place after a name that begins with a word; 0 when none does."""
    first = tokens[place][0]
    known = first.lower() in FIRST_NAMES - _WORDS_TOO
    if first.lower() in NO_NAME or not (sure or known or first[0].isupper()):
        return 0
    end = place + 1
    while end < len(tokens) and end - place < _MOST_OF_A_NAME and _is_surname(words, tokens, end):
        end += 1
    if not sure and not known and end - place < 2:
        return 0  # "It's Monday", "Thanks Marlbury": one unknown word is not enough
    return end


def _is_surname(words: str, tokens: Sequence[re.Match[str]], place: int) -> bool:
    """Whether a word goes on with the name before it."""
    between, word = words[tokens[place - 1].end() : tokens[place].start()], tokens[place][0]
    if between not in (" ", "  ", ". ") or (between == ". " and len(tokens[place - 1][0]) > 1):
        return False
    return word.lower() not in NO_NAME | _EVERYDAY


# What may follow a first name and is no surname; NO_NAME has the rest.
_EVERYDAY = frozenset(
    """lives lived live left leaves died dies needs wants wanted came come comes went goes moved moves keeps keep kept
    works worked helped helps rang phoned called rings told asked takes took makes made gets pays paid owns who that
    which if then there than while where when as or nor yet so because although though however how just also only
    please want need pay get make take put find report apply renew cancel change check book order claim complain use
    used using may might must would could shall will won't aged age old years ltd limited house street road lane bin
    bins council tax home school park town centre library team office department service services letter parking
    permit garden rubbish collection next last this these more most some any every each both half down up out over
    away here ill sick pregnant abroad today yesterday tomorrow morning afternoon evening""".split()
)

_RULES: tuple[Callable[[str], Iterator[Find]], ...] = (
    _by_shape(_EMAIL, "email"),
    _by_shape(_EMAIL_SAID, "email"),
    _by_shape(_INSURANCE, "insurance"),
    _by_shape(_BIRTH, "birth"),
    _by_shape(_REGISTRATION, "registration"),
    _postcodes,
    _by_shape(_PHONE, "phone"),
    _by_shape(_TOLD_NUMBER, "number"),
    _by_shape(_LETTERS_AND_NUMBER, "number"),
    _by_shape(_LONG_NUMBER, "number"),
    _told_one_by_one,
    _addresses,
    _names,
)


# Putting it together

_PLACES = frozenset(["address", "street", "house", "postcode"])


def _joined(words: str, finds: Sequence[Find]) -> list[Find]:
    """In order, none over another: those that overlap become one, and so do the parts of one address."""
    joined: list[Find] = []
    for find in sorted(finds, key=lambda find: (find.start, -find.end)):
        last = joined[-1] if joined else None
        if last and find.start < last.end:
            joined[-1] = Find(last.start, max(last.end, find.end), min(last.kind, find.kind, key=_RANK.index))
        elif (
            last
            and {last.kind, find.kind} <= _PLACES
            and re.fullmatch(r"[\s,]*", words[last.end : find.start])
        ):
            one_place = last.kind if last.kind == find.kind else "address"
            joined[-1] = Find(last.start, find.end, one_place)
        else:
            joined.append(find)
    return joined


def _marked(words: str, finds: Sequence[Find]) -> str:
    out, at = [], 0
    for find in finds:
        out += [words[at : find.start], mark(find.kind)]
        at = find.end
    return "".join([*out, words[at:]])
