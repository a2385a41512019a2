"""What a text message is made of: its length as networks count it, and how to keep it short.

A text goes out in segments, and each is paid for. In the GSM alphabet a segment holds 160 characters, or 153 where
there are several; one character outside it, such as a curly quote, puts the whole text into UCS-2: 70, or 67.
Source: 3GPP TS 23.038, section 6.2.1, and TS 23.040, section 9.2.3.24.1.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 459  # three segments of the GSM alphabet
LONGEST_BODY = 1_600  # characters; what Twilio takes as one message

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")  # each is an escape and a character: two places
_TYPOGRAPHIC = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\t", " "),
        "…": "...",
        "•": "-",
        "·": "-",
        "×": "x",
        "½": "1/2",
        "¼": "1/4",
        "¾": "3/4",
    }
)
# A sentence ends where the next begins or a line does; "3.30pm" and "www.marlbury.example" are no ends.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9£\"'(])|\n+")
_WORD = re.compile(r"\S+(?:(?<=\d) (?=\d)\S+)*")  # the groups of a reference or a phone number are one


def plain(text: str) -> str:
    """The text with what only looks finer replaced, and without what cannot be seen. Letters are never changed: a
    name in Welsh keeps its accents, whatever it costs."""
    straight = text.translate(_TYPOGRAPHIC)
    seen = "".join(
        character
        for character in straight
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn")
    )
    lines = (" ".join(line.split()) for line in seen.split("\n"))
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()


def length(text: str) -> int:
    """Places the text takes: septets in the GSM alphabet, else 16-bit units."""
    if _is_gsm(text):
        return sum(_places(character) for character in text)
    return sum(_units(character) for character in text)


def segments(text: str) -> int:
    """How many messages the network makes of it. A character of two places is never split between two."""
    gsm = _is_gsm(text)
    alone, of_many, size = (160, 153, _places) if gsm else (70, 67, _units)
    if length(text) <= alone:
        return 1
    count, left = 1, of_many
    for character in text:
        places = size(character)
        if places > left:
            count, left = count + 1, of_many
        left -= places
    return count


def cut(text: str, most: int) -> str:
    """The whole sentences that fit into `most` places; of a first sentence longer than that, its whole words."""
    if length(text) <= most:
        return text
    ends = [found.start() for found in _SENTENCE_END.finditer(text)]
    fitting = [end for end in ends if length(text[:end]) <= most]
    if fitting:
        return text[: fitting[-1]].rstrip()
    word_ends = [found.end() for found in _WORD.finditer(text)]
    fitting = [end for end in word_ends if length(text[:end]) <= most - len("...")]
    return f"{text[: fitting[-1]].rstrip(' ,;:')}..." if fitting else ""


def _is_gsm(text: str) -> bool:
    return all(character in _BASIC or character in _EXTENDED for character in text)


def _places(character: str) -> int:
    return 2 if character in _EXTENDED else 1


def _units(character: str) -> int:
    return 2 if ord(character) > 0xFFFF else 1
