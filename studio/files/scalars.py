"""How a value is written in YAML: as the file already writes it where that can hold it, else in quotation marks."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError


class Quoted(str):
    """Words that stand in quotation marks whatever they are, as replies do."""

    __slots__ = ()


Value = str | bool | int | date | Sequence[Any] | Mapping[str, Any]

WIDEST = 120  # characters to a line of folded text, as the files have it
# What some reader of YAML takes for something other than words.
_OTHER = re.compile(
    r"[-+.\d][-+.,:_\d]*(?:[eE][-+]?\d+)?|0[xob][\da-fA-F_]+|[-+]?\.(?:inf|nan)|\d{4}-\d\d?-\d\d?.*"
    r"|y|n|yes|no|on|off|true|false|null|~|=|<<|",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\n\r\t]*|-[^\s][^\n\r\t]*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


def written(value: Value, *, like: str | None = None, flow: bool = False) -> str:
    """A value on one line.

    Args:
        like: how the value it takes the place of is written: '"', "'" or None for plain.
        flow: it stands between brackets, where commas and brackets mean something.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value, like, flow)
    if isinstance(value, datetime):
        return quoted(value.isoformat())
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {written(item, flow=True)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(written(item, flow=True) for item in value) + "]"


def _text(text: str, like: str | None, flow: bool) -> str:
    if isinstance(text, Quoted):
        return quoted(text)
    if like == "'" and not _UNPRINTABLE.search(text):
        return "'" + text.replace("'", "''") + "'"
    return text if like != '"' and _is_plain(text, flow) else quoted(text)


def quoted(text: str) -> str:
    """In double quotation marks, where everything can be said."""
    text = re.sub(r'["\\\n\r\t]', lambda found: _ESCAPES[found[0]], text)
    return '"' + _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + '"'


def _is_plain(text: str, flow: bool) -> bool:
    """Whether the text stands for itself without quotation marks."""
    if _OTHER.fullmatch(text) or not _PLAIN.fullmatch(text) or _UNPRINTABLE.search(text):
        return False
    if text.strip() != text or (flow and re.search(r"[,\[\]{}]", text)):
        return False
    try:
        return bool(
            YAML(typ="safe").load(f"[{text}]" if flow else f"a: {text}") == ([text] if flow else {"a": text})
        )
    except (YAMLError, ValueError):
        return False


def folded(text: str, indent: str, before: Sequence[str] = ()) -> list[str]:
    """The lines of a folded text (`>-`), without the sign.

    Lines that were there before stay where their words do, at the beginning and at the end; only the words between
    are wrapped anew.
    """
    words, old = text.split(), [line.split() for line in before if line.strip()]
    first: list[str] = []
    while old and words[: len(old[0])] == old[0]:
        words = words[len(old[0]) :]
        first.append(" ".join(old.pop(0)))
    last: list[str] = []
    while old and words[-len(old[-1]) :] == old[-1]:
        words = words[: -len(old[-1])]
        last.insert(0, " ".join(old.pop()))
    width = WIDEST - len(indent)
    between = textwrap.wrap(" ".join(words), width, break_long_words=False, break_on_hyphens=False)
    return [indent + line for line in (*first, *between, *last)]
