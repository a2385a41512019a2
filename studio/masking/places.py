"""Where somebody lives: houses and streets, the council's own and any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from council.names import NO_NAME
from studio.masking.find import Find

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
    whole can must pound pounds quid odd dropped driveway kerb way""".split()
)
# After a house number they are part of its name: 19 Park Avenue.
_AFTER_A_NUMBER = frozenset(
    "park school church town city village court green main new old long front top end".split()
)
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six"
    "|seven|eight|nine))?|(?:a|one|two|three) hundred(?: and \\w+)?"
)
_SPOKEN_HOUSE_AND_STREET = re.compile(
    rf"\b({_NUMBER_WORDS}) ((?:[a-z'’-]+[ ]){{1,2}})(?:{_KINDS_OF_STREET})\b", re.IGNORECASE
)
_NO_HOUSE = (
    r"(?! ?(?:am|pm|o'?clock|[:.]\d|%|pounds?|p\b|days?|weeks?|months?|years?|hours?|min(?:ute)?s?|hrs?|miles?|mph"
    r"|yards?|met(?:re|er)s?|doors?|floors?))"
)
_LIVES = r"(?:live|living|lives|reside|outside|opposite|(?:house|address) is|mov(?:e|ed|ing) to)(?: at)?(?: no\.?)? "
_HOUSE = re.compile(
    rf"(?<!bus )(?<!route )\b(?:no\.? ?(?=\d)|{_LIVES}"
    rf"|(?:house|flat|apartment|unit|door|number|num)(?: (?:number|no\.?))? ?)"
    rf"(?:\d{{1,3}}[a-z]?\b{_NO_HOUSE}|(?:{_NUMBER_WORDS})\b{_NO_HOUSE})"
    rf"(?! (?:bins?|bags?|boxes|cars?|people|children|bus|times?)\b)",
    re.IGNORECASE,
)


def addresses(words: str) -> Iterator[Find]:
    for pattern in (_HOUSE_AND_STREET, _SPOKEN_HOUSE_AND_STREET):
        for found in pattern.finditer(words):
            if _is_a_street(found[2], _NOT_OF_A_STREET - _AFTER_A_NUMBER):
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
        lead = re.match(_LIVES, found[0], re.IGNORECASE)
        yield Find(found.start() + (lead.end() if lead else 0), found.end(), "house")


def _is_a_street(between: str, no_part_of_it: frozenset[str] = _NOT_OF_A_STREET) -> bool:
    return not any(word.lower().strip(",.") in no_part_of_it for word in between.split())


_NOT_A_STREET = (
    r"(?! (?:bins?|ones?|box|bags?|sacks?|caddy|lid|recycling|rubbish|waste|library|school|park)\b)"
)


@cache
def _streets_pattern(streets: tuple[str, ...]) -> re.Pattern[str] | None:
    names = [re.sub(r"['’]", "['’]?", re.escape(street)) for street in sorted(streets, key=len, reverse=True)]
    house = rf"(?:(?:\d{{1,4}}[a-z]?|number (?:\d+|{_NUMBER_WORDS})|{_NUMBER_WORDS}),? )?"
    return re.compile(rf"\b({house})(?:{'|'.join(names)})\b{_NOT_A_STREET}", re.IGNORECASE) if names else None


def known_streets(words: str, streets: tuple[str, ...]) -> Iterator[Find]:
    pattern = _streets_pattern(streets)
    for found in pattern.finditer(words) if pattern else ():
        # "The green" is a colour more often than a place, unless it is written as one.
        if " " not in found[0].strip() or (found[0].lower() == "the green" and found[0] != "The Green"):
            continue
        if found[0].lower() == "high street":  # every town has one
            continue
        yield Find(found.start(), found.end(), "address" if found[1] else "street")
