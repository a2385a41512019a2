"""The resident's own name, where words before or after it say that a name is told: "my name is", "this is Ann Lee".

No list of names is complete, and a recogniser writes them in small letters. So after words that only a name follows
("my name is") any words are taken until one that is no name; after "it's" and "this is", which anything follows, it
takes capitals or a well-known first name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.entities.found import Found
from bot.entities.said import Said, Word
from council.names import FIRST_NAMES, NO_NAME

_MOST = 3  # words of a name, without the title
_FAR = 40  # characters to either side that are looked at
_TITLES = frozenset("mr mrs miss ms mx dr sir rev".split())
_WITHIN = frozenset(["", "-", ".", " "])  # marks inside a name: J. Reed, Anne-Marie

# Words before a name. After the first kind nothing but a name comes.
_BEGINS = r"(?:^|[.,!?;\n] ?|\b(?:hello|hi|hiya|yes|yeah|and|morning|afternoon|evening) )"
_SURELY = re.compile(
    r"\bmy (?:full )?name(?: is|'s|s)$|\b(?:full |my |your )?name ?[:=-]$|\b(?:i'?m|i am) called$"
    rf"|\byou(?:'re| are) speaking (?:to|with)$|{_BEGINS}(?:the )?name(?: is|'s|s)$"
)
_PERHAPS = re.compile(rf"{_BEGINS}(?:this is|it'?s|it is|i'?m|i am)$")
# "Ring me on 07700 900123 and ask for Mr Patel", but "can I ask for Mr Patel" means one of ours.
_ASKED_FOR = re.compile(r"\bask for$")
_RING_ME = re.compile(r"\b(?:ring|call|phone|contact|text) (?:me|us|back|my|him|her)\b|\d{4}")
_OF_OURS = re.compile(r"\b(?:can|could|may|like to|want to|need to|told to|said to|have to|i|to) ask for$")
# "Ann Lee, 07700 900123": by itself before a number or an address to write to.
_BY_ITSELF = re.compile(r"(?:^|[.,;\n] ?)$")
_TO_REACH = re.compile(r"^[\s,.;:-]*(?:(?:on|at|tel|phone|email|mobile)[\s:.]*)?(?:\+?\d[\d ]{8,}|[\w.+-]+@)")
# At the end of a letter.
_SIGNED = re.compile(r"\b(?:regards|wishes|sincerely|faithfully|thanks|thank you|cheers)[ ,.!\n]*$")
_AFTER = frozenset("here speaking calling ringing from again".split())

_STREETS = frozenset(
    "road street lane avenue close drive crescent terrace gardens grove place court way".split()
)


def residents(said: Said) -> Iterator[Found]:
    """`resident_name` as it is written, Sandra O'Leary for "sandra o'leary"."""
    words, place = said.words, 0
    while place < len(words):
        end = _end(said, place)
        if end:
            yield Found(
                "resident_name", _written(said, words[place:end]), words[place].start, words[end - 1].end
            )
        place = end or place + 1


def _end(said: Said, place: int) -> int:
    """The place after the name that begins with a word; 0 when none does."""
    before = said.before(said.words[place], _FAR)
    surely = bool(_SURELY.search(before)) or bool(
        _ASKED_FOR.search(before) and not _OF_OURS.search(before) and _RING_ME.search(said.text)
    )
    perhaps = surely or _PERHAPS.search(before) or _SIGNED.search(before) or _BY_ITSELF.search(before)
    end = _last(said.words, place) if perhaps else 0
    if not end or surely:
        return end
    if said.words[end - 1].text in _STREETS:
        return 0
    last = end == len(said.words)
    if _SIGNED.search(before):
        return end if last and _in_capitals(said, place, end) else 0
    told = [word.text for word in said.words[place:end] if word.text not in _TITLES]
    known = told[0] in FIRST_NAMES or len(told) < end - place
    if not _PERHAPS.search(before):
        reached = _TO_REACH.search(said.after(said.words[end - 1], _FAR))
        return end if reached and known and len(told) > 1 and _in_capitals(said, place, end) else 0
    introduced = not last and said.words[end].text in _AFTER
    if _in_capitals(said, place, end):
        return end if known or len(told) > 1 else 0
    return end if known and (len(told) > 1 or introduced) else 0


def _last(words: Sequence[Word], place: int) -> int:
    start = place + (words[place].text in _TITLES)
    end = start
    while end < len(words) and end - start < _MOST:
        word = words[end]
        joined = end == place or word.mark in _WITHIN or (end == start and word.mark in ("", "."))
        # "J. Reed", but "I am Tom. My bin": a full stop ends a name unless a letter stands before it.
        if end > start and "." in word.mark and len(words[end - 1].text) > 1:
            break
        if (
            not joined
            or word.text in NO_NAME
            or word.said
            or not re.fullmatch(r"[^\W\d_]+(?:'[^\W\d_]+)*", word.text)
        ):
            break
        end += 1
    told = words[start:end]
    return end if told and sum(len(word.text) for word in told) > 1 else 0


def _in_capitals(said: Said, place: int, end: int) -> bool:
    return all(said.written[word.start][:1].isupper() for word in said.words[place:end])


def _written(said: Said, words: Sequence[Word]) -> str:
    """With its own capitals where it has some, else with those a name has."""
    parts = ["".join(said.written[word.start : word.end]) for word in words]
    if all(part.islower() for part in parts) or all(part.isupper() for part in parts):
        parts = [
            re.sub(r"(?:^|(?<=['’]))[^\W\d_](?=[^\W\d_]{2,})|^[^\W\d_]", lambda m: m[0].upper(), part.lower())
            for part in parts
        ]
    written = parts[0]
    for word, part in zip(words[1:], parts[1:], strict=True):
        written += f"-{part}" if word.mark == "-" else f". {part}" if word.mark == "." else f" {part}"
    return written
