"""What a YAML file says without its comments, so that a model stays good for files in which only a remark changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_COMMENT = re.compile(r"\s*(#.*)?$")
# `key: |` and `- >-`: the lines below that stand further in are text, also those that begin with #.
_BLOCK_SCALAR = re.compile(r"(?:^|[:\-] +)[|>][+\-\d]*\s*(?:#.*)?$")
_KEEPS_EMPTY = re.compile(r"[|>]\d*\+\d*\s*(?:#.*)?$")
# A quoted text that goes on below; there a line may begin with # and be text.
_OPEN_QUOTE = re.compile(r"""(?:[:\-] +)(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")


@lru_cache(maxsize=512)  # of a few checkouts' files, which are asked about again and again
def without_comments(content: bytes) -> bytes:
    """Lines that are comments or empty are left out; a file that may hold such lines as text is kept as it is."""
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError:
        return content
    if any(_OPEN_QUOTE.search(line) or _KEEPS_EMPTY.search(line) for line in lines):
        return content
    return "".join(f"{line}\n" for line in _telling(lines)).encode()


def _telling(lines: list[str]) -> Iterator[str]:
    text_of: int | None = None  # how far in the key of the block text stands that we are in
    empty: list[str] = []  # lines of it, which count once more text follows
    for line in lines:
        depth = len(line) - len(line.lstrip(" "))
        if text_of is not None and not line.strip():
            empty.append("")
            continue
        if text_of is not None and depth > text_of:
            yield from empty
            empty = []
            yield line
            continue
        text_of, empty = None, []
        if _COMMENT.match(line):
            continue
        if _BLOCK_SCALAR.search(line):
            text_of = depth
        yield line
