"""The name of a new enquiry or article, made from its title; nobody is asked to think of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from studio.files.content import Content

LONGEST = 40  # characters: names stand in reports and file names
_LEFT_OUT = {
    "a",
    "an",
    "the",
    "your",
    "our",
    "my",
    "for",
    "to",
    "of",
    "or",
    "and",
    "about",
    "with",
    "in",
    "on",
    "at",
}


def name_of(title: str, taken: Container[str]) -> str:
    """Report a missed bin -> report_missed_bin; a second one becomes report_missed_bin_2.

    Empty when the title has no letter of the alphabet to make a name from.
    """
    return _unique(_joined(title, "_"), "_", taken)


def slug_of(title: str, taken: Container[str]) -> str:
    """Missed bins -> missed-bins: the file of an article."""
    return _unique(_joined(title, "-"), "-", taken)


def slugs(content: Content, service: str) -> set[str]:
    """The names that a service's articles have taken."""
    return {file.key.partition("/")[2] for file in content.articles() if file.key.startswith(f"{service}/")}


def _joined(title: str, between: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in words if word not in _LEFT_OUT] or words
    name = ""
    for word in telling:
        longer = f"{name}{between}{word}" if name else word
        if name and len(longer) > LONGEST:
            break
        name = longer
    name = name[:LONGEST]
    if not re.search("[a-z]", name):
        return ""
    return name if name[0].isalpha() else f"about{between}{name}"[:LONGEST]


def _unique(name: str, between: str, taken: Container[str]) -> str:
    if not name or name not in taken:
        return name
    number = 2
    while f"{name}{between}{number}" in taken:
        number += 1
    return f"{name}{between}{number}"
