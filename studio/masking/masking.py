"""Takes personal data out of a message before anybody sees it.

What the assistant found in it (names, addresses, numbers) comes first; rules of our own find what it did not look for
or did not find, and a word that nobody else would use goes as a name. Where it is not clear whether something is
personal, it goes: a word too many taken out costs an editor nothing. Sums of money, times, and dates that are nobody's
birthday stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from studio.masking.find import Find
from studio.masking.marks import KINDS, is_example, mark
from studio.masking.names import names
from studio.masking.places import addresses, known_streets
from studio.masking.shapes import shapes
from studio.masking.told import told_one_by_one

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
    "email", "handle", "insurance", "birth", "registration", "address", "postcode", "phone", "number", "street",
    "house", "name",
)  # fmt: skip

_OTHER_BRACKETS = str.maketrans("[]{}<>", "()()()")  # only our own marks have such
_RULES = (shapes, told_one_by_one, addresses, names)


def mask(words: str, entities: Sequence[Entity] = (), streets: tuple[str, ...] = ()) -> str:
    """The words with marks where something personal stood, on as many lines as they had.

    Args:
        entities: what the assistant found; places past the end of the words are passed over.
        streets: the council's streets.
    """
    words = words.translate(_OTHER_BRACKETS)
    return _marked(words, _finds(words, entities, streets))


def personal(words: str) -> list[tuple[str, str]]:
    """What looks personal in words that an editor writes: what it seems to be ("a name"), and the words. What the
    studio itself has put in the place of something personal is not."""
    words = words.translate(_OTHER_BRACKETS)
    found = ((KINDS[find.kind][0], words[find.start : find.end]) for find in _finds(words))
    return [(what, said) for what, said in found if not is_example(said)]


def _finds(words: str, entities: Sequence[Entity] = (), streets: tuple[str, ...] = ()) -> list[Find]:
    kept = [found.span() for pattern in _KEPT for found in pattern.finditer(words)]
    finds = [*_of_the_assistant(words, entities)]
    for rule in _RULES:
        finds += (find for find in rule(words) if not _within(find, kept))
    finds += known_streets(words, streets)
    finds += (find for find in _numbers_before(words, finds) if not _within(find, kept))
    return _joined(words, finds)


def _of_the_assistant(words: str, entities: Sequence[Entity]) -> Iterator[Find]:
    for entity in entities:
        kind, start, end = _ENTITIES.get(entity.get("entity", "")), entity.get("start"), entity.get("end")
        if kind and isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(words):
            yield Find(start, end, kind)


_NUMBER_BEFORE = re.compile(r"\b\d{1,4}[a-z]?,? $", re.IGNORECASE)


def _numbers_before(words: str, finds: Iterable[Find]) -> list[Find]:
    """Of houses, where what follows is no word: a street of a village nobody here has heard of."""
    names = (find for find in finds if find.kind == "name")
    numbers = ((_NUMBER_BEFORE.search(words[: name.start][-8:]), name) for name in names)
    return [Find(name.start - len(found[0]), name.end, "address") for found, name in numbers if found]


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


_ONE_NAME = re.compile(r"[\s.,-]{1,2}")
_PLACES = frozenset(["address", "street", "house", "postcode"])


def _joined(words: str, finds: Sequence[Find]) -> list[Find]:
    """In order, none over another: those that overlap become one, and so do the parts of one address."""
    joined: list[Find] = []
    for find in sorted(finds, key=lambda find: (find.start, -find.end)):
        last = joined[-1] if joined else None
        if last and find.start < last.end:
            joined[-1] = Find(last.start, max(last.end, find.end), min(last.kind, find.kind, key=_RANK.index))
        elif last and last.kind == find.kind == "name" and _ONE_NAME.fullmatch(words[last.end : find.start]):
            joined[-1] = Find(last.start, find.end, "name")
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
