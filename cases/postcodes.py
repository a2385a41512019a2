"""Postcodes as people write and say them. Shapes: BS 7666; the last part never has C I K M O V."""

from __future__ import annotations

import re

from cases.letters import ALPHABET, DIGITS, LETTER_NAMES

_AREA = "(?:[BEGLMNSW]|[A-Z]{2})"  # no other letter is an area by itself: A4 is a road
_INWARD = "[ABD-HJLNP-UW-Z]{2}"
_SHAPE = re.compile(rf"\b({_AREA}\d[A-Z\d]?)\s*(\d{_INWARD})\b")
# Typed with a letter O for a nought: read so only when it is the whole answer.
_WITH_O = re.compile(rf"\W*(?:{_AREA}\d[A-Z\d]?|[A-Z]{{2}}O)\s*[\dO]{_INWARD}\W*")
# Two-letter words no area is named after; else "at 12 are you" would be AT1 2RU.
_ORDINARY = frozenset("am an as at by do go he hi if in is it my no of on or up us we".split())


def read_postcode(words: str) -> str | None:
    """The first postcode in some words, as MB1 4QP: typed, or spelled out as a recogniser writes it."""
    found = _SHAPE.search(words.upper())
    if found:
        return f"{found[1]} {found[2]}"
    if _WITH_O.fullmatch(words.upper()):
        return _placed(re.sub(r"\W", "", words.lower()))
    return _spelled(words)


def _spelled(words: str) -> str | None:
    """From "m b one four queue pea", "double b", "mike bravo 1 4 q p"; "oh" is 0 or O by its place."""
    symbols: list[str] = []
    double = False
    for word in re.findall(r"[a-z0-9]+", words.lower()):
        if word == "double":
            double = True
            continue
        symbol = DIGITS.get(word) or LETTER_NAMES.get(word) or ALPHABET.get(word)
        if symbol is None and word == "oh":
            symbol = "o"
        if symbol is None and (len(word) <= 4 or word.isdigit()) and not word.isalpha():
            symbol = word  # "mb1", "4qp", "14"
        if symbol is None and len(word) <= 2 and word not in _ORDINARY:
            symbol = word
        if symbol is None:
            symbols.append(" ")  # an ordinary word ends the run
            double = False
            continue
        if double:
            symbol = "w" if symbol == "u" else symbol * 2  # "double you" is the letter W
        symbols.append(symbol)
        double = False
    for run in "".join(symbols).split():
        for start in range(len(run)):
            for length in (7, 6, 5):
                candidate = _placed(run[start : start + length]) if start + length <= len(run) else None
                if candidate:
                    return candidate
    return None


def _placed(symbols: str) -> str | None:
    """Seven, six or five symbols as a postcode, with o and nought told apart by where they stand."""
    outward, inward = symbols[:-3], symbols[-3:]
    if outward[0] == "0":
        outward = "o" + outward[1:]
    outward = re.sub(r"^([a-z])0(?=\d)", r"\1o", outward)
    if inward[0] == "o":
        inward = "0" + inward[1:]
    if len(outward) >= 3 and outward[-1] == "o":
        outward = outward[:-1] + "0"
    found = _SHAPE.fullmatch(f"{outward} {inward}".upper())
    return f"{found[1]} {found[2]}" if found else None
