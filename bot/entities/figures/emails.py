"""E-mail addresses, typed or said: "jo dot smith at gmail dot com"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.entities.found import Found
from bot.entities.said import Said, Word

# Around an @, outward from it, so that a long message without one costs nothing.
_LOCAL = re.compile(r"[\w.+'-]*[\w+-]$")
_DOMAIN = re.compile(r"^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}")
LONGEST_PART = 64  # characters before the @ (RFC 5321)

_DOTS = {"dot": ".", "point": ".", "underscore": "_", "dash": "-", "hyphen": "-", "minus": "-", "plus": "+"}
# How the addresses people give out aloud end; "meet me at the dot" is none.
_ENDINGS = frozenset("com uk org net co gov ac edu io info me eu ie scot wales cymru london biz".split())
_LEAD_IN = re.compile(r"\be ?-?mail(?: address)?(?: is|'s)?:?$|\b(?:it'?s|it is|address is)$")
_LONGEST_LOCAL = 6  # words of a local part told after a lead-in


def emails(said: Said) -> Iterator[Found]:
    """`email` in small letters."""
    for match in re.finditer("@", said.text):
        yield from _typed(said, match)
    words = said.words
    for place, word in enumerate(words):
        if word.text == "at" and (end := _domain_end(words, place + 1)):
            yield from _told(said, place, end)


def _typed(said: Said, at: re.Match[str]) -> Iterator[Found]:
    before = said.text[max(at.start() - LONGEST_PART, 0) : at.start()]
    local, domain = _LOCAL.search(before), _DOMAIN.match(said.text[at.end() : at.end() + 4 * LONGEST_PART])
    if local and domain:
        start, end = at.start() - len(local[0]), at.end() + domain.end()
        yield Found("email", f"{local[0].lstrip('.')}@{domain[0]}", *said.tokens(start, end))


def _domain_end(words: Sequence[Word], start: int) -> int | None:
    """The place after "gmail dot com"; None when no domain begins here."""
    place, end = start, None
    while place + 2 < len(words) and words[place + 1].text == "dot":
        place += 2
        if words[place].text in _ENDINGS:
            end = place + 1
    return end


def _told(said: Said, at: int, end: int) -> Iterator[Found]:
    words = said.words
    start = _local_start(words, at)
    if start == at:
        return
    local = "".join(_DOTS.get(word.text, word.text) for word in words[start:at])
    domain = "".join(_DOTS.get(word.text, word.text) for word in words[at + 1 : end])
    yield Found("email", f"{local}@{domain}", words[start].start, words[end - 1].end)


def _local_start(words: Sequence[Word], at: int) -> int:
    """Where the part before "at" begins: all since "my email is", else back over dots and digits to one word."""
    for back in range(1, _LONGEST_LOCAL + 1):
        before = " ".join(word.text for word in words[max(at - back - 4, 0) : at - back])
        if at - back > 0 and _LEAD_IN.search(before):
            return at - back
    start = at - 1
    while start > 0 and (
        words[start].text in _DOTS or words[start - 1].text in _DOTS or words[start].text.isdecimal()
    ):
        start -= 1
    return max(start, 0)
