"""Reads what other programs call CSV: whatever its encoding and separator, and whichever column holds the phrases."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from io import StringIO

from studio.exchange.letters import mended, single_byte

MOST_ROWS = 20_000
MOST_BYTES = 2 * 1024 * 1024
SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 200  # rows, to find the separator and the columns
CONSTANT = 0.9  # of them have as many fields as the first, where a separator is one
TWICE = "UTF-8 read twice"  # by a program that took it for something else, and wrote that down
PHRASES = {
    *("text", "phrase", "phrases", "utterance", "utterances", "message", "messages", "example", "examples"),
    *("question", "questions", "sentence", "query", "user says", "training phrase", "training phrases"),
}
INTENTS = {"intent", "intents", "enquiry", "enquiries", "label", "labels", "category", "class", "intent name"}
_BINARY = {b"PK\x03\x04": "a spreadsheet", b"\xd0\xcf\x11\xe0": "an old spreadsheet", b"%PDF": "a PDF"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAME = re.compile(r"[A-Za-z]\w*(?:[_/.+-]\w+)*")  # of an intent, wherever it comes from


class Unreadable(Exception):
    """`sentence` says to an editor why, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Table:
    """Pairs of a phrase and what the file calls its intent, which is empty where it names none.

    `encoding` is TWICE where phrases had been read wrongly by another program: they are as they were before.
    """

    rows: tuple[tuple[str, str], ...]
    encoding: str
    separator: str  # empty for one phrase to a line


def read_bytes(content: bytes, intents: Collection[str]) -> Table:
    """A file that was sent. `intents` are names and titles, to tell which column has them. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable("The file is larger than 2 MB. Cut it into several.")
    text, encoding = decoded(content)
    return read_text(text, intents, encoding)


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and which encoding it was in. Raises Unreadable."""
    for mark, what in _BINARY.items():
        if content.startswith(mark):
            raise Unreadable(f"This is {what}. Save it as CSV, then send that file.")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content, encoding), "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
    if wide := _utf_16_without_mark(content):
        return _strict(content, wide), "UTF-16"
    if b"\x00" in content:
        raise Unreadable(_NO_TEXT)
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        found = single_byte(content)
    if found is None:
        raise Unreadable(_NO_TEXT)
    return found


_NO_TEXT = "The letters of this file cannot be read. Save it as CSV in UTF-8, then send that file."


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_NO_TEXT) from None


def _utf_16_without_mark(content: bytes) -> str | None:
    """English in UTF-16 has a zero in every other byte."""
    some = content[:4_000]
    half = len(some) // 2
    if half and len(content) % 2 == 0:
        for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if some[first::2].count(0) > 0.7 * half and some[1 - first :: 2].count(0) == 0:
                return encoding
    return None


def read_text(text: str, intents: Collection[str], encoding: str = "UTF-8") -> Table:
    """Text that was pasted, or a file's. Raises Unreadable."""
    text = text.removeprefix("\ufeff").replace("\x00", "")
    separator = _separator(text)
    rows = [row for row in _rows(text, separator) if any(cell.strip() for cell in row)]
    if not rows:
        raise Unreadable("There is nothing in it. Send a file with a phrase in each row.")
    phrase, intent, headed = _columns(rows, {name.casefold() for name in intents})
    found = [
        (cell(row, phrase), cell(row, intent) if intent is not None else "")
        for row in (rows[1:] if headed else rows)
    ]
    pairs = tuple((text, name) for text, name in found if text)
    if not pairs:
        raise Unreadable("There are no phrases in it, only names of columns.")
    if len(pairs) > MOST_ROWS:
        raise Unreadable(f"It has {len(pairs):,} rows. Import {MOST_ROWS:,} at once, at most.")
    before = [mended(text) for text, _ in pairs]
    if any(before):
        both = zip(pairs, before, strict=True)
        return Table(tuple((was or text, name) for (text, name), was in both), TWICE, separator)
    return Table(pairs, encoding, separator)


def cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _rows(text: str, separator: str) -> list[list[str]]:
    if not separator:
        lines = text.splitlines()
        quoted = sum(line.startswith('"') and line.rstrip().endswith('"') for line in lines)
        if quoted <= len(lines) / 2:  # a quotation mark is a part of what somebody says
            return [[line] for line in lines]
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=separator or "\t"))
    except csv.Error:
        raise Unreadable(
            "The rows of this file cannot be told apart. Save it as CSV anew, then send that file."
        ) from None


def _separator(text: str) -> str:
    """What stands between the columns; empty when there is only one, as with commas within phrases."""
    best, most = "", 1
    for separator in SEPARATORS:
        if separator not in text:
            continue
        try:
            rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
            sizes = [len(row) for row, _ in zip(rows, range(LOOKED_AT), strict=False) if any(row)]
        except csv.Error:
            continue
        if sizes and sizes[0] > most and Counter(sizes)[sizes[0]] >= CONSTANT * len(sizes):
            best, most = separator, sizes[0]
    return best


def _columns(rows: list[list[str]], intents: set[str]) -> tuple[int, int | None, bool]:
    """Which column has the phrases, which the intents if any, and whether the first row names them.

    Raises Unreadable.
    """
    first = [cell.strip().casefold().replace("_", " ") for cell in rows[0]]
    phrase = next((place for place, name in enumerate(first) if name in PHRASES), None)
    intent = next((place for place, name in enumerate(first) if name in INTENTS), None)
    if phrase is not None:
        return phrase, intent, True
    if len(first) == 1:
        return 0, None, False
    if len(first) == 2:
        if intent is not None:
            return 1 - intent, intent, True
        here = max((0, 1), key=lambda place: _like_intents(rows, place, intents))
        return 1 - here, here, False
    raise Unreadable(
        "It cannot be told which column has the phrases. Name them in the first row: text and intent."
    )


def _like_intents(rows: list[list[str]], place: int, intents: set[str]) -> tuple[int, int]:
    """How many of a column's cells are intents we have, and how many look like the name of one."""
    some = [cell(row, place) for row in rows[:LOOKED_AT]]
    return (
        sum(each.casefold() in intents for each in some),
        sum(bool(_NAME.fullmatch(each)) for each in some),
    )
