"""Which of the choices just read out an answer means: "the first one please", "number two", "the latter", "both"."""

from __future__ import annotations

import re
from collections.abc import Sequence

SOMETHING_ELSE = "something_else"  # the value of the choice that is none of those read out

_POLITE = (
    r"(?:(?:um+|uh|erm?|er|oh|ok(?:ay)?|right|well|so|yes|yeah|yep|yea|aye|please|sorry|just|actually|i think|i guess|"
    r"probably|it'?s|it is|it was|it would be|that'?s|that would be|i(?:'d| would)? (?:like|want|mean|meant|said|say|"
    r"need)|i'?ll (?:have|take|go (?:for|with))|go (?:for|with)|can i (?:have|do)|let'?s (?:do|have|go with)|my one is|"
    r"do|press|pressing|key|choose|pick|say)[\s,.!]+)*"
)
_ENDING = (
    r"(?:[\s,.!]+(?:please|thanks|thank you|then|love|i think|yes|yeah|that'?s it|cheers"
    r"|of (?:them|those|these)))*"
)
_ORDER = {
    **{word: place for place, word in enumerate("first second third fourth fifth".split())},
    **{f"{place + 1}{end}": place for place, end in enumerate(("st", "nd", "rd", "th", "th"))},
}
_NUMBERS = {word: place for place, word in enumerate("one two three four five six seven eight nine".split())}
# What a recogniser writes for a number where one of a few is asked for.
_HOMOPHONES = {"won": 0, "to": 1, "too": 1, "tree": 2, "free": 2, "for": 3, "fore": 3}
_LAST = ("last", "latter", "bottom")
_FIRST = ("former", "top")
_ONE = r"(?:[\s-]+(?:one|option|choice|thing|of (?:them|those|these)|(?:one )?you (?:said|mentioned)))?"
_BY_ORDER = re.compile(
    rf"(?i)^\W*{_POLITE}(?P<order>(?:the |my )?(?:{'|'.join([*_ORDER, *_LAST, *_FIRST])})){_ONE}{_ENDING}\W*$"
)
_BY_NUMBER = re.compile(
    rf"(?i)^\W*{_POLITE}(?P<named>(?:the )?(?:number|option|choice|no\.?|button)\s+)?"
    rf"(?P<number>{'|'.join([*_NUMBERS, *_HOMOPHONES])}|[1-9]){_ENDING}\W*$"
)
_BEGINS = re.compile(  # and says little more: "the second one, with the red door"
    rf"(?i)^\W*{_POLITE}the (?P<order>{'|'.join(_ORDER)}) (?:one|option|choice)\b(?:[\s,.]+[\w']+){{1,4}}\W*$"
)
_NOT = re.compile(
    r"(?i)^\W*(?:(?:no|sorry|oh|well|definitely|it'?s|it is|i said)[\s,.!]+)*not[\s,]+(?P<which>.+)$"
)
_BOTH = re.compile(
    rf"(?i)^\W*{_POLITE}(?:it'?s )?(?:(?:about )?both(?: of (?:them|those|these)| really| actually| things)?"
    rf"|(?:all|the two|all two) of (?:them|those|these)|a bit of both){_ENDING}\W*$"
)
_NEITHER = re.compile(
    rf"(?i)^\W*(?:(?:no|nope|um+|erm?|er|oh|well|sorry|it'?s|it is|actually)[\s,.!]+)*(?:neither|none|nothing like that"
    rf"|not (?:either|any)|not (?:those|these|them))(?: of (?:them|those|these|the above|it))?(?: really)?{_ENDING}\W*$"
)
_WORD = re.compile(r"[a-z\d']+")
_SAYS_LITTLE = frozenset(
    """a an the my your our i it its it's is was of to for about one ones please thanks and that this want wanted need
    would like um er erm oh ok okay yes yeah yep you have do if by in on at with""".split()
)


def place_chosen(words: str, count: int) -> int | None:
    """The place, from 0, that an answer and nothing else names of `count`; of two, "not the first" is the second."""
    if (unwanted := negated(words)) is not None and count == 2:
        other = place_chosen(unwanted, count)
        return None if other is None else 1 - other
    if found := _BY_ORDER.match(words) or _BEGINS.match(words):
        said = found["order"].lower().split()[-1]
        place = count - 1 if said in _LAST else 0 if said in _FIRST else _ORDER[said]
        return place if place < count else None
    if found := _BY_NUMBER.match(words):
        return _numbered(
            found["number"].lower(), count, named=bool(found["named"]) or "press" in words.lower()
        )
    return None


def negated(words: str) -> str | None:
    """What an answer says it is not: "the nether marl one" of "no, not the nether marl one". None of any other."""
    found = _NOT.match(words)
    return found["which"] if found else None


def choice_named(words: str, labels: Sequence[str]) -> int | None:
    """The place of the only label that has every telling word said: "the discount" is "A council tax discount"."""
    told = _telling(words)
    fitting = [place for place, label in enumerate(labels) if told and told <= _telling(label)]
    return fitting[0] if len(fitting) == 1 else None


def says_both(words: str) -> bool:
    return bool(_BOTH.match(words))


def says_neither(words: str) -> bool:
    return bool(_NEITHER.match(words))


def _numbered(said: str, count: int, *, named: bool) -> int | None:
    if said in _HOMOPHONES and not named:
        place = {"won": 0, "too": 1}.get(said, count)  # "for" alone may be the beginning of anything
    else:
        place = int(said) - 1 if said.isdecimal() else {**_NUMBERS, **_HOMOPHONES}[said]
    return place if place < count else None


def _telling(words: str) -> set[str]:
    said = _WORD.findall(words.lower().replace("’", "'"))
    return {word.removesuffix("s") for word in said if word not in _SAYS_LITTLE}
