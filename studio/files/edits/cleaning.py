"""What an editor pastes, made fit for a file: nothing that cannot be seen, no markup, one line where one is wanted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from checks.empty import ONLY_SIGNS, is_only_signs
from studio.files.refused import EditRefused

LONGEST_PHRASE = 1000  # characters; the longest of 9,000 phrases has 320
LONGEST_TEXT = 100_000

_ENTITY = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\{[^{}]*\})")  # Rasa's [blue bin](bin_type)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BRACKETS = re.compile(r"[\[\](){}<>]")
_BULLET = re.compile(r"^(?:[-*•–—]\s+)+")
_JOINERS = "\u200c\u200d"  # between letters of other scripts, and in faces, they mean something


def clean_phrase(text: str) -> str:
    """A training phrase; empty when nothing is left of it.

    Raises:
        EditRefused: it is longer than anything a resident says, or has no word in it.
    """
    text = _TAG.sub(" ", _ENTITY.sub(r"\1", one_line(text)))
    text = _BULLET.sub("", " ".join(_BRACKETS.sub(" ", text).split())).strip()
    if text in {"-", "*", "•"}:
        return ""
    if len(text) > LONGEST_PHRASE:
        raise EditRefused(
            f"The phrase that begins ‘{text[:40]}’ has {len(text)} characters. Nobody says so much at once.",
            "phrases",
        )
    if text and is_only_signs(text):
        raise EditRefused(f"‘{text[:40]}’ cannot be a phrase. {ONLY_SIGNS}.", "phrases")
    return text


def clean_phrases(texts: Iterable[str], field: str = "phrases") -> list[str]:
    """Those of which something is left, each once. Raises EditRefused when that is none."""
    found = list(dict.fromkeys(phrase for text in texts if (phrase := clean_phrase(text))))
    if not found:
        raise EditRefused("Write at least one phrase", field)
    return found


def one_line(text: str) -> str:
    """Without line breaks, and with single spaces."""
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """Without what cannot be seen, with plain line ends and no space at the ends of lines."""
    if text.isascii() and text.isprintable():  # a line of plain English, as nearly all are
        return text.rstrip()
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    seen = [character for place, character in enumerate(text) if _is_seen(character, text, place)]
    return re.sub(r"[^\S\n]+(?=\n|$)", "", "".join(seen))


def _is_seen(character: str, text: str, place: int) -> bool:
    if character in "\n\t":
        return True
    if character in _JOINERS:
        beside = text[max(0, place - 1) : place + 2].replace(character, "")
        return len(beside) == 2 and not any(each.isascii() for each in beside)
    return unicodedata.category(character) not in ("Cc", "Cf", "Cn", "Cs", "Co")


def words(text: str, field: str, what: str, *, most: int = LONGEST_TEXT) -> str:
    """Some words on one line. Raises EditRefused when there are none, or too many."""
    clean = one_line(text)
    if not clean:
        raise EditRefused(f"Write {what}", field)
    if len(clean) > most:
        raise EditRefused(f"{what[:1].upper()}{what[1:]} may have {most} characters at most", field)
    return clean
