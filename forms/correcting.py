""" "No, it's Mile Lane not Mill Lane", "no, the number's 14": what is wrong with what was read back, and what is right.

By the value that was read out, by the name of what it is, or by a value that can be only one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cases.gazetteer import Address
from cases.spoken_numbers import digits_in_words
from forms.fields.address import in_other_village
from forms.fields.base import Field, Refused, Values
from forms.heard import Around, Heard
from forms.place_words import STANDS, STREET_KINDS, names_a_place
from forms.which_place import SETTLED

LONGEST = 20  # words; in more there is a story

_LEAD = (
    r"^\W*(?:(?:no|nope|nah|sorry|oh|well|wait|hang on|hold on|actually|um+|er+m?|yes|yeah|yep|ok|okay|right|correct"
    r"|not quite|nearly|almost|that'?s (?:not )?(?:quite )?(?:right|wrong|correct|it)|that is(?: not)? (?:right|wrong)"
    r"|(?:it'?s )?all (?:right|correct|fine)|but|except(?: that)?|only|apart from|i think|i said|i meant?|please"
    r"|you(?:'ve| have)? (?:got|heard|put)(?: that| it)? wrong)\b\W*)*"
)
_SAYS = (
    r"(?:(?:it|that|this)(?:'?s| is| was| should be| should say| should read| ought to be| needs to be)\W+"
    r"|should (?:be|say)\W+|make (?:it|that)\W+|put\W+|change (?:it|that) to\W+)?"
)
_NOT_OLD = re.compile(
    rf"(?i){_LEAD}{_SAYS}(?P<new>\S.*?),?\s+(?:and\s+|it'?s\s+|instead of\s+)?not\s+(?P<old>\S.*?)\W*$"
)
_NOT_BUT = re.compile(
    rf"(?i){_LEAD}(?:(?:it|that)(?:'?s| is| was)\s+)?not\s+(?P<old>\S.*?)(?:\s*,\s*|\s+)(?:but|it'?s|it is|it was)\s+"
    r"(?P<new>\S.*?)\W*$"
)
_OLD_INTO_NEW = re.compile(
    rf"(?i){_LEAD}(?:(?:can you |could you )?(?:change|replace|swap)\s+)?(?P<old>\S.*?)\s+"
    r"(?:should (?:be|say|read|have been)|ought to be|needs to be|(?<=\w )to|with)\s+(?P<new>\S.*?)\W*$"
)
_INSTEAD = re.compile(rf"(?i){_LEAD}{_SAYS}(?P<new>\S.*?)\s+(?:instead of|rather than)\s+(?P<old>\S.*?)\W*$")
# "Not deep, shallow", in which a recogniser writes no comma.
_NOT_AND = re.compile(rf"(?i){_LEAD}(?:(?:it|that)(?:'?s| is| was)\s+)?not\s+(?P<rest>\w+\W+\w.*)$")
# A number or a street and nothing else, of ours or not.
_BY_SHAPE = re.compile(
    rf"(?i){_LEAD}{_SAYS}(?:number\s+(?P<number>[\w-]+(?:\s\w+)?)"
    rf"|(?P<street>(?:[^\W\d]+\s+){{1,3}}(?:{STREET_KINDS})))\W*$"
)
_BY_VILLAGE = re.compile(rf"(?i){_LEAD}{_SAYS}(?:(?:in|the|at)\s+)*(?P<village>\w+(?:\s\w+)?)(?:\s+one)?\W*$")
_BY_VALUE = (_NOT_BUT, _NOT_OLD, _INSTEAD, _OLD_INTO_NEW)
_SAYS_NOTHING = frozenset(
    "a all an and are at in is it its my no not on that the there they this to was we you".split()
)
_STANDS = re.compile(rf"(?i)(?:{STANDS})\s")
# What residents call a field besides its title.
_NOUNS: dict[str, str] = {
    "address": r"address|house(?: number)?|number|street|road",
    "bin_type": r"bin|colou?r|type of bin",
    "case_reference": r"reference(?: number)?|number",
    "collection_date": r"day|date|collection",
    "description": r"description|story",
    "location": r"place|location|where|spot|house(?: number)?|number|street|road|village|town",
    "name": r"(?:first |last |full )?name|surname",
    "phone": r"(?:phone|mobile|telephone|contact)(?: number)?|number",
    "postcode": r"post ?code",
}
_IS = (
    r"(?:,?\s+(?:it|that)(?:'?s| is| was| should be)|'?s|\s+is|\s+was|\s+should be|\s+should say"
    r"|\s+should read|\s+ought to be|\s+needs to be|\s+to|:)\s*"
    r"(?:(?:wrong|not right|incorrect|actually|really|meant to be)\b\W*)*(?:(?:it|that)(?:'?s| is| should be)\s+)?"
)
_HOUSE, _ROAD = ("number", "house", "house number"), ("street", "road")
_CORRECTS = re.compile(
    r"(?i)^\W*(?:no|nope|sorry|actually|wait|wrong|not|i mean|i meant|correction|change)\b"
)
_A_STREET = re.compile(rf"(?i)\w\s+(?:{STREET_KINDS})\b")
_NOTHING = re.compile(
    r"(?i)^(?:(?:all|not|quite|completely|totally|the|a)\s+)*"
    r"(?:wrong|incorrect|right|correct|different|misspelt|spelt wrong)\W*$"
)


@dataclass(frozen=True)
class _Said:
    """`old` is what stands there now, `noun` what it is called; either may be missing."""

    new: Heard
    old: str = ""
    noun: str = ""


def put_right(heard: Heard, fields: list[Field], values: Values, around: Around) -> Values | Refused | None:
    """The values that some words put right; Refused where they name one that cannot stand; None where they correct
    nothing, or nobody can tell what."""
    if heard.value is not None or len(heard.words.split()) > LONGEST:
        return None
    given = [field for field in fields if values.get(field.name) and field.question(values, around) is None]
    for field, said in _readings(heard, given, values, around):
        put = _put_right(field, said, values, around)
        if put is not None:
            return {**put, SETTLED: None} if isinstance(put, dict) and "location" in put else put
    return None


def mentioned(heard: Heard, fields: list[Field], values: Values, around: Around) -> Values | None:
    """A plain mention of something already given, which replaces it: "no, number 14"."""
    for field in fields:
        gleaned = field.glean(heard, values, around) if values.get(field.name) else None
        if isinstance(gleaned, dict) and gleaned.get(field.name) != values.get(field.name):
            if field.name != "location":
                return gleaned
            added = _added(gleaned, heard, values, around)
            return added or _in_its_place(gleaned, values, around)
    return None


def _added(gleaned: Values, heard: Heard, values: Values, around: Around) -> Values | None:
    """A street for a place that was told without one, "number 14 on the post": beside it, not in its place."""
    before = str(values["location"])
    if _CORRECTS.match(heard.words) or around.gazetteer.streets_in(before) or _A_STREET.search(before):
        return None
    return {"location": f"{gleaned['location']}, {before}", SETTLED: None}


def _in_its_place(gleaned: Values, values: Values, around: Around) -> Values:
    """A street by itself takes the place of the one that was told: "outside 14 Mill Lane" keeps its "outside 14"."""
    new, before = str(gleaned["location"]), str(values["location"])
    bare = re.sub(r"(?i)^(?:on|in|at)\s+", "", new)
    streets = around.gazetteer.streets_in(before)
    if len(streets) != 1 or around.gazetteer.streets_in(bare) != [bare]:
        return {**gleaned, SETTLED: None}
    return {"location": _swapped(before, streets[0], bare) or new, SETTLED: None}


def _readings(
    heard: Heard, given: list[Field], values: Values, around: Around
) -> Iterator[tuple[Field, _Said]]:
    """Which field the words may mean, the plainest reading first."""
    yield from _by_value(heard, given, values, around)
    yield from _by_noun(heard, given)
    yield from _by_shape(heard, given, around)


def _by_value(
    heard: Heard, given: list[Field], values: Values, around: Around
) -> Iterator[tuple[Field, _Said]]:
    words = heard.words.replace("’", "'")
    for pattern in _BY_VALUE:
        if found := pattern.search(words):
            for field in given:
                if _stands_in(found["old"], field.shown(values, around)):
                    yield field, _Said(_part(heard, *found.span("new")), found["old"])
    if bare := _NOT_AND.search(words):
        yield from _split(heard, bare.start("rest"), given, around, values)


def _by_noun(heard: Heard, given: list[Field]) -> Iterator[tuple[Field, _Said]]:
    words = heard.words.replace("’", "'")
    for field in given:
        nouns = _NOUNS.get(field.name, re.escape(field.title.lower()))
        named = rf"(?:the |my |our |your |that )?(?P<noun>{nouns}){_IS}(?P<new>\S.*?)\W*$"
        if found := re.search(rf"(?i)(?:{_LEAD}|^.*\b(?:wrong|change|not)\s+){named}", words):
            yield field, _Said(_part(heard, *found.span("new")), noun=found["noun"].lower())


def _by_shape(heard: Heard, given: list[Field], around: Around) -> Iterator[tuple[Field, _Said]]:
    """A village, a house number or a street, and nothing else."""
    words = heard.words.replace("’", "'")
    places = [field for field in given if field.name in ("address", "location")]
    if _BY_VILLAGE.search(words):
        for field in places:
            yield field, _Said(heard, noun="village")
    shape = _BY_SHAPE.search(words)
    if shape is None or (shape["street"] and around.gazetteer.streets_in(words)):
        return  # a street of ours is read with what stands beside it
    part = "number" if shape["number"] else "street"
    for field in places:
        if field.name == "location":
            yield field, _Said(_part(heard, *shape.span(part)), noun=part)


def _split(
    heard: Heard, start: int, given: list[Field], around: Around, values: Values
) -> Iterator[tuple[Field, _Said]]:
    """ "Not deep shallow": where the wrong words end is known from what was read out."""
    for found in reversed(list(re.finditer(r"\W+(?=\w)", heard.words[start:]))):
        old = heard.words[start : start + found.start()]
        new = _part(heard, start + found.end(), len(heard.words))
        for field in given:
            if _stands_in(old, field.shown(values, around)):
                yield field, _Said(new, old)


def _put_right(field: Field, said: _Said, values: Values, around: Around) -> Values | Refused | None:
    new = said.new.words.strip(" .,!")
    if not re.search(r"\w", new) or _NOTHING.match(new):
        return None
    if said.noun == "village":
        return _village(field, said.new.words, values, around)
    if field.name == "address":
        return _address(field, said, values, around)
    before = str(values[field.name])
    if field.free_text and said.old:
        new = said.new.spelled_out("address", "street").strip(" .,!")
        changed = _swapped(before, said.old, new) or ""
        # "Outside the shop" brings its own "outside".
        changed = (
            re.sub(rf"(?i)\b(?:{STANDS})\s+(?={re.escape(new)}\b)", "", changed)
            if _STANDS.match(new)
            else changed
        )
        return {field.name: changed} if changed and changed != before else None
    if field.name == "location":
        return _location(before, said, around)
    if field.name == "name" and said.noun in ("surname", "last name"):
        return {field.name: " ".join([*before.split()[:-1], new])}
    read = field.read(said.new, {**values, field.name: None}, around)
    return read if not isinstance(read, dict) or read.get(field.name, new) != values[field.name] else None


def _address(field: Field, said: _Said, values: Values, around: Around) -> Values | Refused | None:
    """Another house, another street, or a line in which one of them is swapped for another."""
    home = around.gazetteer.get(values[field.name]["uprn"])
    if home is None or (said.noun and not _is_an_address(said, home, around)):
        return None
    new = said.new.spelled_out("address", "street").strip(" .,!")
    if said.old:
        line = _swapped(home.line, said.old, new) or ""
    elif said.noun in _HOUSE:
        line = f"{new} {home.street}, {home.locality}" if len(new.split()) <= 3 else new
    elif said.noun in _ROAD:
        line = new if re.match(r"\d", new) else f"{home.house} {new}"
    else:
        line = new
    read = field.read(Heard(line), {}, around)
    return read if read is not None and not (isinstance(read, dict) and _same(read, values)) else None


def _is_an_address(said: _Said, home: Address, around: Around) -> bool:
    """Whether a number, a street or the name of a house is given: "my house is flooding" puts no address right."""
    if re.search(r"\d", digits_in_words(said.new.words)) or names_a_place(said.new, around):
        return True
    named = _plain(said.new.words)
    return any(_plain(near.house) == named for near in around.gazetteer.at_postcode(home.postcode))


def _village(field: Field, words: str, values: Values, around: Around) -> Values | None:
    """ "It's the Nether Marl one": the same street in another village."""
    if field.name == "address":
        found = in_other_village(words, values["address"]["uprn"], around)
        return field.read(Heard(f"{found[0].line}"), {}, around) if len(found) == 1 else None  # type: ignore[return-value]
    before = str(values["location"])
    streets = around.gazetteer.streets_in(before)
    among = around.gazetteer.localities_of(streets[0]) if streets else []
    now, named = (around.gazetteer.localities_in(said, among) for said in (before, words))
    if len(now) != 1 or len(named) != 1 or now == named:
        return None
    return {"location": _swapped(before, now[0], named[0]) or before}


def _same(read: Values, values: Values) -> bool:
    return bool((read.get("address") or {}).get("uprn") == values["address"]["uprn"])


def _location(before: str, said: _Said, around: Around) -> Values | None:
    new = said.new.spelled_out("address", "street").strip(" .,!")
    house = digits_in_words(new)
    if said.noun in _HOUSE and re.fullmatch(r"\d{1,4}[a-z]?", house):
        numbers = re.findall(r"\b\d{1,4}[a-z]?\b", before)
        return {"location": before.replace(numbers[0], house, 1)} if len(numbers) == 1 else None
    if not names_a_place(said.new, around):
        return None  # "the street is dark" puts nothing right
    streets = around.gazetteer.streets_in(before)
    if said.noun in _ROAD and len(streets) == 1 and not re.search(r"\d", new):
        return {"location": _swapped(before, streets[0], new) or new}
    return {"location": new}


def _part(heard: Heard, start: int, end: int) -> Heard:
    """Some of the words, with what is named in them."""
    within = [one for one in heard.entities if start <= one.start and one.end <= end]
    moved = tuple(replace(one, start=one.start - start, end=one.end - start) for one in within)
    return replace(heard, words=heard.words[start:end], entities=moved)


def _stands_in(old: str, shown: str) -> bool:
    """ "mb1 4qp" stands in "M B 1, 4 Q P"."""
    wanted = _plain(old)
    if _SAYS_NOTHING.issuperset(wanted.split()):
        return False
    return f" {wanted} " in f" {_plain(shown)} " or (
        len(wanted) > 4 and wanted.replace(" ", "") in _plain(shown).replace(" ", "")
    )


def _swapped(text: str, old: str, new: str) -> str | None:
    """A text with some words in it put right, whatever their capitals and marks. "On Castle Street" brings its own
    "on"."""
    parts = [re.escape(word) for word in re.findall(r"\w+", old)]
    stands = rf"(?:\b(?:{STANDS})\s+)?" if _STANDS.match(new) else ""
    pattern = rf"(?i){stands}(?<!\w)" + r"[\W_]+".join(parts) + r"(?!\w)"
    changed, times = re.subn(pattern, lambda _: new, text, count=1)
    return changed if times else None


def _plain(words: str) -> str:
    words = re.sub(r"(?i)^\W*(?:the|my|a)\s+", "", words)
    return " ".join(re.findall(r"\w+", re.sub("['’]", "", words.lower())))
