"""Where somebody lives: houses and streets, the council's own and any other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from council.names import NO_NAME
from studio.masking.find import Find
from studio.masking.vocabulary import vocabulary

_KINDS_OF_STREET = (
    "road|rd|street|lane|ln|avenue|ave|close|crescent|cres|terrace|gardens|gdns|grove|mews|court|place|drive"
)
_MORE_KINDS = f"{_KINDS_OF_STREET}|way|hill|row|square|walk|park|green|rise|view|parade|st"
# Only a house number makes streets of these.
_WITH_A_NUMBER = (
    f"{_MORE_KINDS}|heights|mount|bank|brow|croft|fold|garth|gate|heath|meadows?|orchard|paddocks?|path|quay|ridge|side"
    "|vale|villas|wharf|wood|woods|yard|cottages?|buildings|house|lodge|mansions|point|estate|approach|end|wynd|wynds"
    "|loan|brae|bridge|common|field|fields|spinney|copse|dene|dell|glade|glen|leys|lea|mead|passage|nook|steps|towers?"
    "|works|corner|circus|arcade|bungalows|bottom|bungalow"
)
_ONE_WORD = r"\w[\w'’.-]*[ ]"
_NUMBER = r"\d{1,4} ?[a-z]?(?: ?[-/] ?\d{1,4}[a-z]?)?"
_HOUSE_AND_STREET = re.compile(
    rf"\b({_NUMBER}),? ((?:{_ONE_WORD}){{1,4}}?)(?:{_WITH_A_NUMBER})(?: (?:{_WITH_A_NUMBER}))*\b", re.I
)
_HOUSE_AND_CAPITALS = re.compile(
    rf"\b(\d{{1,4}}[a-zA-Z]?),? ((?:[A-Z][\w'’.-]*[ ]){{1,3}})(?i:{_MORE_KINDS})\b"
)
_CAPITALS = re.compile(
    rf"\b(?:[A-Z][\w'’.-]*[ ]){{1,3}}(?:{'|'.join(kind.capitalize() for kind in _MORE_KINDS.split('|'))})\b"
)
# "The green" and "the maltings" are the whole of a name; a street in Wales begins with its kind.
_HOUSE_AND_THE = re.compile(
    rf"\b{_NUMBER},? the (?:(?:old|new|far|upper|lower) )?"
    rf"(?:\w+ings|{_WITH_A_NUMBER}|crofts|drove|drift|glebe|links|limes|elms|oaks|pines|poplars|firs|beeches"
    rf"|willows|cedars|laurels|hollies|chestnuts"
    r"|hawthorns|warren)\b",
    re.I,
)
_HOUSE_AND_WELSH = re.compile(
    rf"\b{_NUMBER},? (?:heol|ffordd|stryd|lon|maes|bryn|tan|parc|clos|rhodfa|cwrt|pen|bro|llys"
    rf"|tyn)(?: [\w'’]+){{1,3}}",
    re.I,
)
# Houses with names of their own.
_KINDS_OF_HOUSE = (
    "cottage|farm|farmhouse|lodge|barn|grange|manor|bungalow|villa|rectory|vicarage|farmstead|croft|hollow"
)
_NAMED_HOUSE = re.compile(
    rf"\b((?:{_ONE_WORD}){{1,2}}?)(?:{_KINDS_OF_HOUSE}|house|court|mill|hall|towers|mansions|heights)\b", re.I
)
_THE_OLD_HOUSE = re.compile(
    r"\bthe (?:old |new )?(?:rectory|vicarage|parsonage|manse|forge|smithy|coach house|mill house"
    r"|school house|schoolhouse"
    r"|lodge|gatehouse|granary|oast house|dairy|stables|bakery|chapel|toll house|almshouses?|farmhouse"
    r"|grange|manor"
    r"|bungalow|cottage|barn|croft)\b",
    re.I,
)
_LIVE_AT = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|resid(?:e|es|ing)|stay(?:s|ing)?|(?:my|our|the|her|his|their) (?:home |full "
    r"|new |old )?"
    r"address(?: is|'s|:)?|address(?: is|:)?|mov(?:e|ed|ing) (?:to|into|from))(?: (?:at|is|in|into|on))? ",
    re.I,
)
_ON_A_STREET = re.compile(
    rf"\b(?:on|in|at|of|from|near|along|off|outside"
    rf"|opposite) ((?:[\w'’-]+[ ]){{1,2}})((?:{_KINDS_OF_STREET})\b)",
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
_NOT_AFTER_A_NUMBER = (_NOT_OF_A_STREET - _AFTER_A_NUMBER - frozenset("tree trees".split())) | frozenset(
    """to is are was were be been has have had not no he she they we you i if so do does did just only bed bedroom
    bedroomed storey men women people kids children dogs cats times pm am per cent percent nd rd th steps
    apart away ago left lads blokes lorries vans bags sofas mattresses sacks tyres trees free spaces places hour
    metre metres meter meters yard foot feet ft inch inches acre acres tonne tonnes ton kilo kg litre litres
    green grey black brown blue red white bin's that's there's which who way ways all each every any some
    grown different separate more less different between until till since before after about over under above below
    during without within against among him her them us me his hers theirs ours mine yours""".split()
)
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six"
    "|seven|eight|nine))?|(?:a|one|two|three) hundred(?: and \\w+)?"
)
_SPOKEN_HOUSE_AND_STREET = re.compile(
    rf"\b((?:{_NUMBER_WORDS})(?: [a-f]\b)?) ((?:[a-z'’-]+[ ]){{1,3}}?)(?:{_MORE_KINDS})\b", re.IGNORECASE
)
_NO_HOUSE = (
    r"(?! ?(?:am|pm|o'?clock|[:.]\d|%|pounds?|p\b|days?|weeks?|months?|years?|hours?|min(?:ute)?s?|hrs?"
    r"|miles?|mph"
    r"|yards?|met(?:re|er)s?|doors?|floors?))"
)
_LIVES = (
    r"(?:live|living|lives|reside|outside|opposite|(?:house|address) is|mov(?:e|ed"
    r"|ing) to)(?: at)?(?: no\.?)? "
)
_HOUSE = re.compile(
    rf"(?<!bus )(?<!route )\b(?:no\.? ?(?=\d)|{_LIVES}"
    rf"|(?:house|flat|apartment|unit|door|number|num)(?: (?:number|no\.?))? ?)"
    rf"(?:\d{{1,3}}[a-z]?\b{_NO_HOUSE}|(?:{_NUMBER_WORDS})\b{_NO_HOUSE})"
    rf"(?! (?:bins?|bags?|boxes|cars?|people|children|bus|times?)\b)",
    re.IGNORECASE,
)

# People who are told by the number of their house: "my neighbour at 36 keeps ...".
_WHO = (
    r"(?:neighbours?|neighbors?|people|family|couple|next door|door|lad|lads|fella|bloke|man|woman|lady|guy"
    r"|tenants?"
    r"|students?|owners?|folks?|old (?:man|lady|boy|fella)|him|her|he|she|them|they|those|house|houses|one"
    r"|lot|mum|dad|nan"
    r"|noise|music|shouting|smoke|smell|screaming|we are|we're|i'm|i am|im|it's|its|bins?|rats|light|lamp"
    r"|fire|party|dog|dogs|lives?|living)"
)
_A_NUMBER = (
    rf"(\d{{1,3}}[a-z]?\b|(?:{_NUMBER_WORDS})\b)(?!{_NO_HOUSE[3:-1]}|[:.]\d| ?(?:and|to|or|-) ?\d| bins?\b"
    rf"| of\b| different\b)"
)
_NEIGHBOURS_AT = (
    re.compile(rf"\b{_WHO} (?:up |down |over )?(?:at|from|no) {_A_NUMBER}", re.I),
    re.compile(
        r"\bat (\d{2,3}[a-z]?)\b(?=,? (?:keeps?|has|have|is|are|who|puts?|leaves?|lives?|parks?|plays?"
        r"|burns?|never|always))",
        re.I,
    ),
)
_JUST_BEFORE = 40  # characters: as far back as "I live at" stands
# Up to four words, a number or two among them, until the sentence goes on.
_UP_TO_A_PAUSE = re.compile(
    r"(?:the )?(?!(?:and|but|the|a|an|my|on|in|at|near|with|for|so|because|which|where|not|no|it|same"
    r"|home)\b)[\w'’/-]+"
    r"(?: (?!(?:and|but|the|a|an|my|on|in|at|near|by|with|for|from|so|because|which|where|that|is|are|was"
    r"|has|have|had"
    r"|it|its|it's|can|do|i|i'm|im|we|you|since|until|when|who|if|please|there|now|then|to|not|alone"
    r"|bins?)\b)[\w'’/-]+){0,3}",
    re.IGNORECASE,
)
_A_SORT_OF_PLACE = re.compile(
    r"(?:the )?(?:same|home|corner|bungalow|caravan|rear|mine|my|our|his|her|their|this|that|a|an|wrong"
    r"|right|old|new|private|council|nan'?s|mum'?s"
    r"|property|house|flat|hotel|hostel|present|moment|wrong|different|temporary|not|no|still|changed"
    r"|incorrect|out"
    r"|uni|university|college|number|least|all|on|correct|outside|showing|needed|down|spelt|spelled|just"
    r"|only|too|up"
    r"|registered|shown|[a-z]+ing|[a-z]+ed|risk|end|top|bottom|side|back|front|weekends?|night|far|edge"
    r"|or)\b(?! (?:rectory|vicarage|mill|school|forge)\b)",
    re.IGNORECASE,
)
_NOT_OF_A_HOUSE = _NOT_OF_A_STREET | frozenset(
    """at to for from has have had is are was be been and or but so if when where how what do does did can could will
    ward full half way smoke free open care nursing children's childrens sheltered empty council's council manor
    holiday guest public tower business fish city lower upper community village town parish church music sports dining
    concert assembly church family county crown magistrates high civic guild welcome home mother-in-law's mum's
    mums dads dad's nan's nans neighbour's neighbours friend's tennis basketball food squash badminton netball bowls
    moving move selling buying buy sell shared share rented""".split()
)
_OF_HOUSES = frozenset(
    """rose ivy orchard holly honeysuckle primrose bramble willow oak elm ash beech birch cedar yew pine laurel lilac
    hawthorn wisteria jasmine lavender bluebell daisy poppy cherry apple plum pear mill brook river spring well church
    chapel school station bridge forge meadow field hill valley manor hall abbey priory windmill kestrel falcon eagle
    swan robin swallow heron kingfisher lark fox badger hare stag hazel maple sycamore poplar rowan sunny rosemary
    thyme heather fern clover corner end hope jubilee trinity victoria albert queen's king's windsor balmoral
    sandringham home mount grove garden yard river riverside lakeside hillside woodside bay sea cliff stone""".split()
)


def addresses(words: str) -> Iterator[Find]:
    yield from _houses_of_streets(words)
    yield from _streets(words)
    yield from _named_houses(words)
    for found in _HOUSE.finditer(words):
        lead = re.match(_LIVES, found[0], re.IGNORECASE)
        yield Find(found.start() + (lead.end() if lead else 0), found.end(), "house")
    for pattern in _NEIGHBOURS_AT:
        yield from (Find(found.start(1), found.end(1), "house") for found in pattern.finditer(words))


def _houses_of_streets(words: str) -> Iterator[Find]:
    for pattern in (_HOUSE_AND_STREET, _SPOKEN_HOUSE_AND_STREET):
        for found in pattern.finditer(words):
            if _is_a_street(found[2], _NOT_AFTER_A_NUMBER):
                yield Find(found.start(), found.end(), "address")
    for pattern in (_HOUSE_AND_CAPITALS, _HOUSE_AND_THE, _HOUSE_AND_WELSH):
        yield from (Find(found.start(), found.end(), "address") for found in pattern.finditer(words))


def _streets(words: str) -> Iterator[Find]:
    for found in _CAPITALS.finditer(words):
        told = found[0].split()
        while told and told[0].lower() in _NOT_OF_A_STREET:  # "On Acacia Avenue"
            told = told[1:]
        if len(told) > 1:
            yield Find(found.end() - len(" ".join(told)), found.end(), "street")
    for found in _ON_A_STREET.finditer(words):
        if _is_a_street(found[1]):
            yield Find(found.start(1), found.end(), "street")


def _named_houses(words: str) -> Iterator[Find]:
    """Houses without a number: "the old rectory", "orchard farm", and whatever stands after "I live at"."""
    for found in _THE_OLD_HOUSE.finditer(words):
        if "old" in found[0].lower() or _LIVE_AT.search(words[: found.start()][-_JUST_BEFORE:]):
            yield Find(found.start(), found.end(), "address")
    for found in _NAMED_HOUSE.finditer(words):
        told = found[1].split()
        while told and (told[0].lower() in _NOT_OF_A_HOUSE or told[0].endswith((",", "."))):
            told = told[1:]
        before = words[: found.end() - len(found[0]) + len(found[1]) - len(" ".join([*told, ""]))]
        if told and (_LIVE_AT.search(before[-_JUST_BEFORE:]) or _is_named(told)):
            yield Find(len(before), found.end(), "address")
    for lead in re.finditer(rf"{_LIVE_AT.pattern}", words, re.IGNORECASE):
        if lead[0].rstrip().lower().endswith(("at", "address", "is", ":")):
            told = _UP_TO_A_PAUSE.match(words, lead.end())
            if told and not _A_SORT_OF_PLACE.match(told[0]):
                yield Find(told.start(), told.end(), "address")


def _is_named(told: Sequence[str]) -> bool:
    """Whether words make one house of a sort: Rose Cottage, kestrel house, and not a big house."""
    return all(
        word[0].isupper() or word.lower() in _OF_HOUSES or not vocabulary().knows(word) for word in told
    )


def _is_a_street(between: str, no_part_of_it: frozenset[str] = _NOT_OF_A_STREET) -> bool:
    return not any(
        word.lower().strip(",.") in no_part_of_it or word.strip(",.").isdigit() for word in between.split()
    )


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
