"""Words that speak of somebody else, after a death was told of: "she had a council flat", "do I still pay her rent"."""

from __future__ import annotations

import re

_WHO = r"(?:she|he|they|mum|mam|mom|dad|nan|gran|grandad|husband|wife|partner|brother|sister|son|daughter|aunt|uncle)"
_OF_THEM = re.compile(
    rf"(?i)\b{_WHO}\b(?:'d|'s)?\W+(?:\w+\W+){{0,2}}?(?:had|has|have|was|were|got|lived|lives|rented|paid|owned|used|drove)\b"
    r"|\b(?:his|her|their|mum's|dad's|nan's|gran's|husband's|wife's|partner's)\W+\w+"
)
# What goes on, or ends: of theirs, whoever asks.
_GOES_ON = re.compile(
    r"(?i)\b(?:do|does|must|should|will) (?:i|we|it|they) (?:still|have to stop|keep)\b|\bstill (?:have to )?pay\b"
)


def speaks_of_them(words: str) -> bool:
    return bool(_OF_THEM.search(words.replace("’", "'")))


def perhaps_of_them(words: str) -> bool:
    return speaks_of_them(words) or bool(_GOES_ON.search(words))
