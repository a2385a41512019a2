"""Which letters the bytes of a file mean, where it does not say; and texts that were read as the wrong ones before."""

from __future__ import annotations

import re
from collections.abc import Iterable

SINGLE_BYTES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}  # of English; the likelier first
# Of the letters of a text in one of them so many at most are not plain ASCII, and a few always may.
FOREIGN = 0.2
FEW = 2
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽžŸ"
# How English has the characters that are not ASCII. Whatever else there is, somebody has misread.
_PLAUSIBLE = re.compile(
    rf"""
      (?<![{_LETTER}])[‘“](?=[\w£])           # quotation opens before a word
    | (?<=[\w.,!?…])[’”]                      # and closes after one; an apostrophe within it, or at its end
    | (?<!\w)’(?=[a-z0-9])                    # ’til, ’24
    | (?<=[\s\w’”.,!?)])[–—](?=[\s\w£€‘“(])   # dashes between words or numbers
    | [£€]\s?(?=\d) | (?<![^\s("'‘“/])[£€](?=s?(?:[\s)"'’”/.,?!]|$))   # £5, and "how much £ is it", "in £s"
    | (?<=\d)[½¼¾°²³] | (?<![^\s(])[½¼¾](?=\s) | [¿¡](?=\w)
    | …(?!\w*[^\x00-\x7f\w]) | \u00a0 | [·•](?=\s) | (?<=\w)[®™©]
    | (?<=[{_LETTER}])[ß-öø-ÿœ](?![A-Z])      # an accent in a word of small letters,
    | (?<![{_LETTER}])[à-öø-ÿœ](?=[a-z\s])    # at its beginning,
    | (?<=[A-Z])[À-ÖØ-Þ](?![a-z])             # or in capitals
    | (?<![{_LETTER}])[À-ÖØ-Þ](?=[A-Za-z])
    """,
    re.VERBOSE,
)
_TRACES = re.compile(
    r"[\ufffd\x80-\x9f]|[ÃÂâ√¬‚][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ©®´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªº]"
)
# Other scripts and faces are what people write: what bytes are misread as is among the letters of the West.
_WRITTEN = re.compile(r"[^\x00-\xffŒœŠšŽžŸƒı‐-‧‰-⁞€™√≠∞≤≥≈∆∂∑∏π∫Ωˆˇ˘˙˚˛˜˝ﬁﬂ◊\ufffd]")
_OTHERS = "cp1252", "mac_roman", "latin-1"  # what UTF-8 is mistaken for


def strange(text: str) -> int:
    """How many of the characters that are not ASCII stand where English has none."""
    return sum(ord(one) > 127 for one in text) - len(_PLAUSIBLE.findall(text))


def single_byte(content: bytes) -> tuple[str, str] | None:
    """The text of bytes that are not UTF-8, and which encoding makes English of them; none when none does."""
    found: list[tuple[int, str, str]] = []
    for encoding, name in SINGLE_BYTES.items():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = sum(character.isalpha() for character in text) or 1
        if sum(ord(character) > 127 for character in text) <= max(FEW, FOREIGN * letters):
            found.append((strange(text), text, name))
    if not found:
        return None
    fewest, text, name = min(found, key=lambda one: one[0])
    return (text, name) if 2 * fewest <= sum(ord(one) > 127 for one in text) else None


def mended(text: str) -> str | None:
    """What a text was before another program read its UTF-8 as something else; none when nobody did.

    Characters that are UTF-8 by accident are next to impossible in words: Ã© means é.
    """
    if text.isascii():
        return None
    for encoding in _OTHERS:
        try:
            before = _bytes(text, encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        return mended(before) or before  # it may have happened twice
    return None


def looks_misread(text: str) -> bool:
    """Whether some characters of a phrase are there by mistake: ŽŽ for éé, or the mark of a letter that was lost."""
    if text.isascii():
        return False
    plain = _WRITTEN.sub(lambda one: "a" if one[0].isalpha() else " ", text)
    return bool(_TRACES.search(text)) or strange(plain) > 0


def _bytes(text: str, encoding: str) -> bytes:
    """Windows-1252 leaves five bytes unused, and programs pass them on as they are."""
    if encoding != "cp1252":
        return text.encode(encoding)
    return b"".join(
        one.encode("latin-1") if one in "\x81\x8d\x8f\x90\x9d" else one.encode(encoding) for one in text
    )


def example(texts: Iterable[str]) -> str:
    """The first that shows how the letters were read; empty when all of them are plain."""
    return next((text for text in texts if not text.isascii()), "")
