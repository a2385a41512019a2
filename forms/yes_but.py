""" "Yes but it's number 14", "yes, except the bin was the green one": an answer to a yes or no that is not the whole of
it. What comes after the "but" decides."""

from __future__ import annotations

import re
from dataclasses import replace

from forms.correcting import mentioned, put_right
from forms.fields.base import Field, Values
from forms.heard import Around, Heard

_YES_BUT = re.compile(
    r"(?i)^\W*(?:(?:um+|er+m?|oh|well|hi)\W+)*"
    r"(?:(?:yes|yeah|yep|yup|aye|ok|okay|correct|right|sure|it is|that'?s (?:right|it|correct))\b\W*)+"
    r"(?:but|except(?: that)?|only|although|though|apart from)\b\W*(?P<rest>\w.*)$"
)
# "But not on this one", "but use my mobile": not a yes to what was asked, though nothing says what instead.
_NOT_THAT = re.compile(
    r"(?i)\b(?:not (?:this|that|the|on|to|for|at|it|there|any ?more)|isn'?t|wasn'?t|don'?t|do not|wrong|different"
    r"|another|other|instead|rather|prefer|moved|changed"
    r"|my (?:mobile|work|home|landline|wife'?s|husband'?s|daughter'?s|son'?s))\b"
)


def rest_of(heard: Heard) -> Heard | None:
    """What comes after "yes but"; None of any other answer."""
    found = _YES_BUT.match(heard.words.replace("’", "'")) if heard.value is None else None
    if found is None:
        return None
    at = found.start("rest")
    within = (one for one in heard.entities if one.start >= at)
    moved = tuple(replace(one, start=one.start - at, end=one.end - at) for one in within)
    return replace(heard, words=heard.words[at:], entities=moved)


def settled(
    asked: Field, heard: Heard, others: list[Field], values: Values, around: Around
) -> tuple[Heard, Values]:
    """The answer to go on with, and what the words put right of other answers."""
    rest = rest_of(heard)
    if rest is None:
        return heard, {}
    no = replace(heard, words="no", entities=())
    ahead = len("no, ")
    moved = tuple(replace(one, start=one.start + ahead, end=one.end + ahead) for one in rest.entities)
    corrected = replace(rest, words=f"no, {rest.words}", entities=moved)
    read = asked.read(corrected, values, around)
    if read is not None and read != asked.read(no, values, around):
        return corrected, {}
    changed = put_right(rest, others, values, around) or mentioned(rest, others, values, around)
    if isinstance(changed, dict):
        return replace(heard, words="yes", entities=()), changed
    return replace(heard, words="no" if _NOT_THAT.search(rest.words) else "yes", entities=()), {}
