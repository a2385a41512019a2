"""A postcode as it was heard, matched to the council's own: the country's are too many to guess among, ours are few.

One letter or digit may be another that sounds or looks like it, and the match must be the only one. Whoever uses this
asks back the street, not the letters. Source: the project's rule for postcodes by voice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.letters import told

_LENGTHS = (7, 6, 5)
# Groups in which any two are mistaken for each other, by sound and then by look.
_ALIKE = tuple(
    frozenset(group)
    for group in (
        "bcdegptv",
        "fsx",
        "mn",
        "a8h",
        "ajk",
        "i1ly",
        "qu",
        "59",
        "o0",
        "i1l",
        "oq",
        "s5",
        "b8",
        "z2",
        "g6",
    )
)
_KEYS = {
    letter: str(key)
    for key, letters in enumerate("abc def ghi jkl mno pqrs tuv wxyz".split(), start=2)
    for letter in letters
}


@dataclass(frozen=True)
class Match:
    """`exact` unless something was taken for something else."""

    postcode: str  # as MB1 4QP
    exact: bool


def match(words: str, postcodes: Iterable[str]) -> Match | None:
    """The one of some postcodes that the words tell, or all but tell; None when there is none, or more than one."""
    ours = {_plain(postcode): postcode for postcode in postcodes}
    close: set[str] = set()
    for run in told(words):
        for length in _LENGTHS:
            for start in range(len(run) - length + 1):
                said = run[start : start + length]
                if said in ours:
                    return Match(ours[said], exact=True)
                close |= {postcode for plain, postcode in ours.items() if _one_apart(said, plain)}
    return Match(close.pop(), exact=False) if len(close) == 1 else None


def close_to(postcode: str, postcodes: Iterable[str]) -> list[str]:
    """Those of some postcodes that may be meant where this one was heard."""
    return [other for other in postcodes if _one_apart(_plain(postcode), _plain(other))]


def keyed(digits: str, postcodes: Iterable[str]) -> list[str]:
    """Those spelled by a telephone's keys: each letter by the key it is on, each digit by itself. 621477 is MB1 4QP,
    and MB1 4QR as well."""
    return [
        postcode for postcode in postcodes if "".join(_KEYS.get(c, c) for c in _plain(postcode)) == digits
    ]


def read_out(postcode: str) -> str:
    """M B 1, 4 Q P: as a voice says it."""
    return ", ".join(" ".join(part) for part in postcode.split())


def _plain(postcode: str) -> str:
    return postcode.replace(" ", "").lower()


def _one_apart(said: str, meant: str) -> bool:
    if len(said) != len(meant):
        return False
    apart = [{a, b} for a, b in zip(said, meant, strict=True) if a != b]
    return len(apart) == 1 and any(apart[0] <= group for group in _ALIKE)
