"""What stands in a masked message where something personal was: shown as a mark, or as words a phrase can have.

Stored words hold marks such as [address]. `shown` is for the page, `phrase` for training: there a mark becomes one of
the examples below, which are nobody's. They pass `checks/personal.py` for the council whose postcodes are given.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

# Each kind, what the page calls it, and examples that are nobody's. Telephone numbers: kept by Ofcom for drama. The
# National Insurance number: QQ is never given out.
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("a name", ("Sam Ward", "Jo Barker", "Priti Shah", "Tom Ellis", "Grace Obi")),
    "address": (
        "an address",
        ("14 Larkfield Road", "3 Pond Lane", "27 Sorrel Way", "8 Quarry Terrace", "41 Tanyard Street"),
    ),
    "street": ("a street", ("Larkfield Road", "Pond Lane", "Sorrel Way", "Quarry Terrace", "Tanyard Street")),
    "house": ("a house number", ("number 14", "number 3", "number 27", "number 8", "number 41")),
    "postcode": ("a postcode", ("{area}1 1AA", "{area}2 3AB", "{area}3 4AD")),
    "phone": ("a phone number", ("01632 960123", "07700 900456", "01632 960789")),
    "email": ("an email address", ("sam at example dot com", "jo dot barker at example dot com")),
    "handle": ("a social media name", ("my page", "my profile")),
    "number": ("a number", ("10482375", "20571946", "30268114")),
    "registration": ("a vehicle registration", ("AB12 CDE", "YZ63 XWV")),
    "birth": ("a date of birth", ("3 March 1961", "19 July 1978", "25 October 1990")),
    "insurance": ("a National Insurance number", ("QQ 12 34 56 C",)),
}
_EXAMPLE = re.compile(
    "|".join(
        re.escape(example).replace(re.escape("{area}"), "[a-z]{1,2}")
        for _, examples in KINDS.values()
        for example in examples
    ),
    re.IGNORECASE,
)
_MARK = re.compile(rf"\[({'|'.join(KINDS)})\]")


@dataclass(frozen=True)
class Part:
    """A stretch of a masked message. `masked`: the words say what stood there."""

    words: str
    masked: bool


def mark(kind: str) -> str:
    return f"[{kind}]"


def parts(words: str) -> Iterator[Part]:
    """A stored message as the page shows it."""
    at = 0
    for found in _MARK.finditer(words):
        if found.start() > at:
            yield Part(words[at : found.start()], masked=False)
        yield Part(KINDS[found[1]][0], masked=True)
        at = found.end()
    if at < len(words):
        yield Part(words[at:], masked=False)


def shown(words: str) -> str:
    """As one text, where no mark-up can be: "my bin at (an address)"."""
    return "".join(f"({part.words})" if part.masked else part.words for part in parts(words))


def phrase(words: str, area: str) -> str:
    """A stored message as a training phrase: one line, and an example for each mark. The same message always gives the
    same phrase, and different ones different examples.

    Args:
        area: what the council's postcodes begin with, such as MB.
    """
    seed = int.from_bytes(hashlib.sha256(words.encode()).digest()[:4])

    def example(found: re.Match[str]) -> str:
        examples = KINDS[found[1]][1]
        return examples[seed % len(examples)].format(area=area)

    return " ".join(_MARK.sub(example, words).split())


def is_example(words: str) -> bool:
    """Whether this is what `phrase` puts in: it looks personal and is nobody's."""
    return _EXAMPLE.fullmatch(words.strip()) is not None


def bare(words: str) -> str:
    """What is left of a message without its marks."""
    return " ".join(re.sub(r"[^\w]+", " ", _MARK.sub(" ", words)).split())
