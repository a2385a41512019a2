"""Where something is, in a resident's own words: a street of ours with what stands before and after it."""

from __future__ import annotations

import re

from cases.spoken_numbers import digits_in_words
from forms.heard import Entity, Heard

_NEAR = (
    r"(?:(?:outside|opposite|near|by|behind|next to|at|on|in front of|between|along"
    r"|(?:on |at )?the (?:corner|junction|end|top|bottom) of)\s+)?"
)
# What stands beside a street and helps to find the spot: "outside the school on", "by the bridge", "near number 9".
_BESIDE = (
    r"(?:just |right )?"
    r"(?:outside|opposite|near|by|behind|beside|next to|close to|in front of|under|between|at the)"
)
_NO_PLACE = (  # words that end such a phrase, or that "by" and "at" are said with for another reason
    r"(?:is|are|was|were|has|have|had|been|and|but|since|who|which|that|it|there|i|we|they|he|she|you|your|so|because"
    r"|for|from|with|to|on|in|please|moment|weekend|night|time|someone|somebody|people|man|men|woman|lads"
    r"|kids|driver|accident|a|some|blocking|dumped|not|again)\b"
)
_SPOT = (
    rf"{_BESIDE}(?:\s+(?!{_NO_PLACE})[^\W\d_][\w'’]*|\s+(?:number |no\.? ?)?\d+[a-z]?\b){{1,5}}"
    r"(?<!\bthe)(?<!\bmy)(?<!\bour)"
)
_SPOT_BEFORE = re.compile(rf"(?i)\b(?:at |on )?{_SPOT}\s+(?=(?:on|in|along|at|of)\s+$)")
_SPOT_AFTER = re.compile(rf"(?i)^,?\s*{_SPOT}(?:\s+and\s+{_SPOT})?")
# A house told after its street: "on High Street, number 33".
_HOUSE_AFTER = re.compile(r"(?i)^,?\s*(?:at\s+)?(?:number|no\.?)\s+(?:\d{1,4}[a-z]?|[a-z]+(?:[ -][a-z]+)?)\b")
# Named beside a place these belong to it or to what is wrong there.
_OF_A_PLACE = ("house_number", "bin_type", "money", "team", "role")


def where(heard: Heard, places: list[Entity]) -> str | None:
    """One place, or two joined by a word, with what stands beside it; None when several are spoken of."""
    words, first, last = heard.words, places[0], places[-1]
    between = words[first.end : last.start] if first is not last else " and "
    if len(places) > 2 or not re.fullmatch(r"(?i)\W*(?:and|with|where it meets|meets)?\W*", between):
        return None
    named = str(first.value) if first is last else f"{first.value} and {last.value}"
    # Another thing named (a day, a phone number) ends what is said of the place.
    others = [entity for entity in heard.entities if entity not in places and entity.label not in _OF_A_PLACE]
    begins = max((entity.end for entity in others if entity.end <= first.start), default=0)
    ends = min((entity.start for entity in others if entity.start >= last.end), default=len(words))
    return with_the_spot(words[begins : first.start], named, words[last.end : ends])


def with_the_spot(before: str, named: str, after: str) -> str:
    """A street with what stands beside it in the words before and after: "outside the school on Station Road"."""
    near = re.search(rf"(?i)\b{_NEAR}$", before)
    to_it = near[0] if near else ""
    spot = _SPOT_BEFORE.search(before)
    if spot:
        to_it = before[spot.start() :]
    house = _house_after(after)
    behind = _SPOT_AFTER.search(after[len(house) :])
    return f"{to_it}{named}{house}{behind[0].rstrip() if behind else ''}"


def _house_after(after: str) -> str:
    """ " number 33"; empty where none is told, or where the words after "number" are no number."""
    found = _HOUSE_AFTER.match(after)
    if found is None:
        return ""
    for told in (found[0], found[0].rsplit(" ", 1)[0]):
        if re.search(r"\d$|\d[a-z]$", digits_in_words(told)):
            return told
    return ""
