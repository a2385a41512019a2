"""Phrases that say nothing of what they are about: an enquiry that is taught one is taken for any other."""

from __future__ import annotations

import unicodedata

from checks.phrases import plain

ONLY_SIGNS = "There is no word in it, only signs"
_SAYING = ("L", "N", "So", "M")  # letters and digits of any script, and faces
_ANSWERS = frozenset(
    """yes yeah yep yup yea aye no nope nah ok okay okey sure fine right alright great good thanks thank ta cheers
    please pls hello hi hey hiya bye goodbye morning afternoon evening well um uh er erm oh ah hmm mm""".split()
)
_JOINING = frozenset(
    """a an the and or but so if then than as of to for from in on at by with about it its it's is isn't am are was
    were be been i i'm im me my mine we us our you your he she they them this that these those there here what who
    when where why how which do does did don't dont doing done can can't cant could would will won't wont shall should
    may might must have has had not just very really too also again now all any some one""".split()
)


def is_only_signs(text: str) -> bool:
    return not any(unicodedata.category(character).startswith(_SAYING) for character in text)


def about_nothing(text: str) -> str:
    """Why a phrase says nothing of an enquiry, as of "yes" and "123"; empty where it says something."""
    if is_only_signs(text):
        return ONLY_SIGNS
    words = plain(text).split()
    if not text.isascii() or not words:
        return ""  # a face, or another script
    if all(word.isdigit() for word in words):
        return "There is no word in it, only digits"
    alone = len(words) == 1 and len(words[0]) == 1
    if alone or all(word in _ANSWERS or word in _JOINING or word.isdigit() for word in words):
        return f"‘{' '.join(text.split())}’ may be said of anything: it does not say what it is about"
    return ""
