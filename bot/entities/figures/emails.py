"""E-mail addresses, typed or said: "jo dot smith at gmail dot com"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.entities.found import Found
from bot.entities.said import Said

# Around an @, outward from it, so that a long message without one costs nothing.
_LOCAL = re.compile(r"[\w.+'-]*[\w+-]$")
_DOMAIN = re.compile(r"^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}")
LONGEST_PART = 64  # characters before the @ (RFC 5321)

_DOTS = {"dot": ".", "point": ".", "underscore": "_", "dash": "-", "hyphen": "-", "minus": "-", "plus": "+"}
# How the addresses people give out aloud end; "meet me at the dot" is none.
_ENDINGS = "com|uk|org|net|co|gov|ac|edu|io|info|me|eu|ie|scot|wales|cymru|london|biz"
_POINT = r"(?: dot |\.)"
_AT_DOMAIN = re.compile(
    rf" at ([a-z\d][a-z\d-]*(?:{_POINT}[a-z\d-]+)*?{_POINT}(?:{_ENDINGS})(?:{_POINT}uk)?)\b"
)
_LEAD_IN = re.compile(r"\be ?-?mail(?: address)?(?: is|'s)?:?$|\b(?:it'?s|it is|address is)$")
_LONGEST_LOCAL = 6  # words of a local part told after a lead-in
_PART = re.compile(r"[\w+'-]+(?:[.\w+'-]*[\w+-])?")  # "jo.bloggs" in one piece; "road." ends a sentence
# "I looked at marlbury.gov.uk": a place on the web. Of what is told without a lead-in, a dot or a digit must speak.
_NO_MAILBOX = frozenset("you me us him her them it there look looked looking see was is online".split())
_WRITTEN_AS_ONE = re.compile(r"[\d._+-]")


def emails(said: Said) -> Iterator[Found]:
    """`email` in small letters."""
    for match in re.finditer("@", said.text):
        yield from _typed(said, match)
    for match in _AT_DOMAIN.finditer(said.text):
        yield from _told(said, match)


def _typed(said: Said, at: re.Match[str]) -> Iterator[Found]:
    before = said.text[max(at.start() - LONGEST_PART, 0) : at.start()]
    local, domain = _LOCAL.search(before), _DOMAIN.match(said.text[at.end() : at.end() + 4 * LONGEST_PART])
    if local and domain:
        start, end = at.start() - len(local[0]), at.end() + domain.end()
        yield Found("email", f"{local[0].lstrip('.')}@{domain[0]}", *said.tokens(start, end))


def _told(said: Said, at: re.Match[str]) -> Iterator[Found]:
    """ "Jo dot bloggs at example dot com", or with some of it typed: "jo.bloggs at example.com"."""
    parts = list(re.finditer(r"\S+", said.text[max(at.start() - 4 * LONGEST_PART, 0) : at.start()]))
    offset = max(at.start() - 4 * LONGEST_PART, 0)
    told = _local(said.text[offset : at.start()], parts)
    if not told:
        return
    if told[-1][0] in _NO_MAILBOX:
        return
    local = "".join(_DOTS.get(part[0], part[0]) for part in told)
    domain = at[1].replace(" dot ", ".")
    if len(told) == 1 and " dot " not in at[1] and not _WRITTEN_AS_ONE.search(local):
        before = said.text[: offset + told[0].start()].rstrip()
        if not _LEAD_IN.search(before):
            return
    yield Found("email", f"{local}@{domain}", *said.tokens(offset + told[0].start(), at.end()))


def _local(before: str, parts: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The words of the part before "at": all since "my email is", else back over dots and digits to one word."""
    for back in range(1, min(_LONGEST_LOCAL, len(parts)) + 1):
        told = parts[-back:]
        if not _PART.fullmatch(told[0][0]):
            break
        if _LEAD_IN.search(before[: told[0].start()].rstrip()):
            return told
    if not parts or not _PART.fullmatch(parts[-1][0]):
        return []
    start = len(parts) - 1
    while (
        start > 0
        and _PART.fullmatch(parts[start - 1][0])
        and (parts[start][0] in _DOTS or parts[start - 1][0] in _DOTS or parts[start][0].isdecimal())
    ):
        start -= 1
    return parts[start:]
