"""The words of a spelling dictionary in Hunspell's form, each with all its endings.

Its names of people and places begin with a capital: a word that it has in small letters is no name, or not only one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple


class _Affix(NamedTuple):
    """What a flag does to a word: `takes` letters away and `adds` others, where the word looks as `where` says."""

    takes: str
    adds: str
    where: re.Pattern[str]


_Affixes = dict[str, list[_Affix]]
_LOOKED_AT = 2  # letters of a word, which is as many as any `where` of an ending looks at


class Words(NamedTuple):
    """`small`: what is written in small letters, "I'm" and its like among them. `names`: the rest, in small letters."""

    small: set[str]
    names: set[str]


def read(folder: Path) -> Words:
    """About a third of a second's work.

    Raises:
        FileNotFoundError: there is no dictionary.
    """
    beginnings, endings = _affixes((folder / "index.aff").read_text(encoding="utf-8"))

    @cache
    def fitting(flag: str, tail: str) -> list[_Affix]:
        return [affix for affix in endings.get(flag, ()) if affix.where.search(tail)]

    words = Words(set(), set())
    for line in (folder / "index.dic").read_text(encoding="utf-8").splitlines()[1:]:
        word, _, flags = line.strip().partition("/")
        if not word:
            continue
        forms = [word.lower()]
        for flag in flags:
            for affix in fitting(flag, word[-_LOOKED_AT:]):
                forms.append(word[: len(word) - len(affix.takes)].lower() + affix.adds)
        for flag in flags:
            if flag in beginnings:
                forms += [affix.adds + form for affix in beginnings[flag] for form in forms]
        is_small = word[0].islower() or word.startswith("I'")
        (words.small if is_small else words.names).update(forms)
    return words


def _affixes(text: str) -> tuple[_Affixes, _Affixes]:
    beginnings, endings = defaultdict(list), defaultdict(list)
    for line in text.splitlines():
        match line.split():
            case ["PFX", flag, takes, adds, where]:
                beginnings[flag].append(_Affix(takes.strip("0"), adds, re.compile(f"^{where}")))
            case ["SFX", flag, takes, adds, where]:
                endings[flag].append(_Affix(takes.strip("0"), adds, re.compile(f"{where}$")))
    return dict(beginnings), dict(endings)
