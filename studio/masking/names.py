"""Names of people: after words that announce one, and anywhere a word that nobody else would use.

Every word gets a sort. A name is sought where words announce it, and then takes in those beside it that may belong to
it. A word that is neither in the dictionary nor among what residents say is a name wherever it stands, unless it looks
like a slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from studio.masking import name_words as lists
from studio.masking.find import Find
from studio.masking.vocabulary import REMEMBERED, bare, vocabulary

_OWN = re.compile("['’]s$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN_ENDS = "\u024f"
_OTHER_LATIN = re.compile("[\u1e00-\u1eff\ufb00-\ufb06]")

_TITLE = re.compile(
    r"\b(?:mr|mrs|miss|ms|mx|dr|sir|rev|reverend|cllr|councillor|councilor|alderman|prof|professor|sgt|pc|imam|pastor"
    r"|rabbi|dame)\b\.? ?(?:and (?:mrs|mr|ms|miss|dr)\b\.? ?)?",
    re.IGNORECASE,
)
# Words after which a name comes, and hardly anything else.
_SURELY = re.compile(
    r"\b(?:(?:sur|fore|full |first |last |maiden |middle )?name(?:'s| is| was|s are|s)(?: now)?"
    r"|names?(?: on (?:it|the \w+|my \w+))? ?(?:[:=]| is)"
    r"|i'?m called|i am called|(?:is|was|are|him|her|them|it|someone|somebody|man|woman|lady|bloke|guy|person|boy|girl"
    rf"|{lists.KIN}) (?:called|named)|goes by|speaking (?:to|with)|call me|known as|signed|tenant is|owner is)"
    r"[ :,]*(?:the |just )?",
    re.IGNORECASE,
)
# Words after which one often does: it has to look like one.
_PERHAPS = re.compile(
    r"\b(?:ask for|this is|that was|it'?s|i'?m|i am|im|he'?s|she'?s|he is|she is|regards|sincerely|faithfully|thanks"
    r"|thank you|thankyou|cheers|wishes|hi|hello|dear|yours|love|sister|brother|father|nurse|mayor|constable|judge)"
    r"[ ,.:!\n-]+",
    re.IGNORECASE,
)
_OF_KIN = re.compile(rf"\b(?:{lists.KIN})(?:'?s? name is|,| is| who is| the)? ", re.IGNORECASE)
_SIGNED_OFF = re.compile(
    r"\b(?:regards|sincerely|faithfully|wishes|thanks|thank you|cheers|yours|love|from)[,.!]?\s+"
    r"((?:[^\W\d_][\w'’.-]*\s?){1,3})[.!]?\s*(?=$|\n)",
    re.IGNORECASE,
)
_LAST_WORDS = re.compile(r"(?:[.!?]\s+|\n\s*)((?:[A-Z][\w'’-]*\.?[ ]?){1,3})[.!]?\s*$")
_HERE = re.compile(
    r"(?:^|\b(?:hi|hello|hiya|hey|morning|afternoon|evening|it'?s|this is|yes|yeah|erm|um|er)[ ,]+)"
    r"((?:[^\W\d_][\w'’.-]*[ ]){1,3})(?:here|speaking|calling)\b",
    re.IGNORECASE,
)
# What must be in a message for the patterns that take longest to find anything, in small letters.
_SIGNS_OF_KIN = tuple(re.sub(r".\?$|\[.*", "", word) for word in lists.KIN.split("|"))
_SURE_SIGNS = ("name", "called", "goes by", "speaking", "call me", "known as", "signed", "tenant", "owner")
_MOST_OF_A_NAME = 3


class Sort(Enum):
    FUNCTION = auto()  # never a name
    PLAIN = auto()  # a word
    EITHER = auto()  # a word that is a name too
    SLIP = auto()  # no word, but near one
    STRANGE = auto()  # no word
    NAME = auto()


class _Token(NamedTuple):  # a message has many, and this is the quickest to make
    start: int
    end: int
    text: str
    sort: Sort
    capital: bool  # in a message that has small letters too

    @property
    def word(self) -> str:
        return _OWN.sub("", self.text.lower())

    @property
    def looks_like_one(self) -> bool:
        return self.sort in (Sort.NAME, Sort.STRANGE)


def names(words: str) -> Iterator[Find]:
    yield from _in_another_script(words)
    tokens = _tokens(words)
    found = {place for place, token in enumerate(tokens) if _is_one(words, tokens, place)}
    found |= _announced(words, tokens) | _told_by_letters(words, tokens)
    for place in list(found):
        found |= _beside(words, tokens, place)
    yield from (Find(tokens[place].start, tokens[place].end, "name") for place in found)


def _tokens(words: str) -> list[_Token]:
    shouted = sum(letter.isupper() for letter in words) > sum(letter.islower() for letter in words)
    return [
        _Token(found.start(), found.end(), found[0], _sort(found[0]), found[0][0].isupper() and not shouted)
        for found in _WORD.finditer(words)
    ]


@lru_cache(REMEMBERED)
def _sort(text: str) -> Sort:
    word = _OWN.sub("", text.lower())
    plain = bare(word)
    if plain in lists.FUNCTION or word in lists.FUNCTION:
        return Sort.FUNCTION
    if word in lists.SURE:
        return Sort.NAME
    if word in lists.GIVEN or word in lists.SURNAMES:
        return Sort.EITHER
    if vocabulary().knows(text):
        return Sort.PLAIN
    if word.endswith("s") and word[:-1] in lists.SURE:  # daves
        return Sort.NAME
    return Sort.SLIP if vocabulary().is_slip(word) else Sort.STRANGE


def _is_one(words: str, tokens: Sequence[_Token], place: int) -> bool:
    """Whether a word is a name without any other to say so."""
    token = tokens[place]
    if token.sort is Sort.NAME:
        return True
    before = tokens[place - 1] if place and _is_next(words, tokens, place) else None
    if token.sort is Sort.STRANGE:
        return token.capital or before is None or before.word not in lists.DETERMINERS
    if token.sort is Sort.EITHER and before and len(before.text) == 1 and before.word not in "aixy":
        return True  # b khan
    if token.sort is Sort.EITHER and token.capital and before and token.word in lists.GIVEN:
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        return not before.capital and not (after and after.capital and after.sort is Sort.PLAIN)
    return False


def _announced(words: str, tokens: Sequence[_Token]) -> set[int]:
    """The places of names that words beside them announce."""
    starts = {token.start: place for place, token in enumerate(tokens)}
    found: set[int] = set()
    folded = words.casefold()
    for pattern, takes, signs in (
        (_TITLE, _after_a_title, ()),
        (_SURELY, _after_its_sign, _SURE_SIGNS),
        (_OF_KIN, _of_kin, _SIGNS_OF_KIN),
        (_PERHAPS, _perhaps, ()),
    ):
        if signs and not any(sign in folded for sign in signs):
            continue
        for cue in pattern.finditer(words):
            place = starts.get(cue.end())
            if place is not None:
                found.update(range(place, takes(words, tokens, place)))
    for pattern in (_SIGNED_OFF, _LAST_WORDS, _HERE):
        for cue in pattern.finditer(words):
            told = [place for place, token in enumerate(tokens) if cue.start(1) <= token.start < cue.end(1)]
            if _is_a_whole_name([tokens[place] for place in told]):
                found.update(told)
    return found


def _after_a_title(words: str, tokens: Sequence[_Token], place: int) -> int:
    return _to_its_end(words, tokens, place) if tokens[place].sort is not Sort.FUNCTION else place


def _after_its_sign(words: str, tokens: Sequence[_Token], place: int) -> int:
    end = _after_a_title(words, tokens, place)
    if end == place and tokens[place].word in lists.VERBS:  # my name is Will
        return place + 1
    return end


def _of_kin(words: str, tokens: Sequence[_Token], place: int) -> int:
    token = tokens[place]
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    is_done = after is None or after.word in lists.AFTER_A_PERSON
    if token.word in lists.VERBS | lists.SURNAMES - lists.GIVEN:
        takes = is_done or token.capital
    else:
        takes = token.word in lists.GIVEN or token.looks_like_one or token.sort is Sort.SLIP
        takes = takes or (token.capital and token.sort is not Sort.FUNCTION)
    return place + 1 if takes else place


def _perhaps(words: str, tokens: Sequence[_Token], place: int) -> int:
    token = tokens[place]
    follows = place + 1 < len(tokens) and _is_next(words, tokens, place + 1)
    after = tokens[place + 1] if follows else None
    if token.sort is Sort.FUNCTION:
        return place
    if token.looks_like_one or (token.sort is Sort.EITHER and token.word in lists.GIVEN - lists.ADJECTIVES):
        return place + 1
    if after and after.looks_like_one and token.sort is not Sort.PLAIN:
        return place + 2
    # "It's Monday", "Thanks Marlbury": one word that is no name is not enough.
    return place + 2 if token.capital and after and after.capital and _goes_on(after) else place


def _is_a_whole_name(told: Sequence[_Token]) -> bool:
    """Of words that stand by themselves where people put their names."""
    if not told or any(token.sort is Sort.FUNCTION and not _may_be(token) for token in told):
        return False
    if any(token.sort not in (Sort.PLAIN, Sort.FUNCTION) for token in told):
        return True
    return len(told) > 1 and all(token.capital for token in told)


def _may_be(token: _Token) -> bool:
    """Hope Field."""
    return token.capital and token.word in lists.GIVEN | lists.SURNAMES


def _to_its_end(words: str, tokens: Sequence[_Token], place: int) -> int:
    """The place after a name that begins here."""
    end = place + 1
    while end < len(tokens) and end - place < _MOST_OF_A_NAME and _is_next(words, tokens, end):
        if not _goes_on(tokens[end]) or tokens[end - 1].text.lower().endswith(("'s", "’s")):
            break
        end += 1
    return end


def _goes_on(token: _Token) -> bool:
    return token.sort is not Sort.FUNCTION


def _beside(words: str, tokens: Sequence[_Token], place: int) -> set[int]:
    """The places beside a name that belong to it: surnames, first names, initials."""
    found: set[int] = set()
    sure = tokens[place].sort is Sort.NAME
    at = place + 1
    while at < len(tokens) and at - place < _MOST_OF_A_NAME and _is_next(words, tokens, at):
        token, own = tokens[at], tokens[at - 1].text.lower().endswith(("'s", "’s"))
        belongs = token.sort in (Sort.NAME, Sort.STRANGE, Sort.SLIP, Sort.EITHER) or (
            token.sort is Sort.PLAIN and ((sure and at == place + 1) or token.capital)
        )
        if own or not belongs:
            break
        found.add(at)
        at += 1
    at = place - 1
    while at >= 0 and place - at < _MOST_OF_A_NAME and _is_next(words, tokens, at + 1):
        token = tokens[at]
        initial = len(token.text) == 1 and (token.word not in "ai" or words[token.end] == ".")
        belongs = token.sort in (Sort.NAME, Sort.STRANGE, Sort.EITHER, Sort.SLIP) or initial
        if not belongs and not (token.capital and token.sort is Sort.PLAIN and at):
            break
        found.add(at)
        at -= 1
    return found


def _is_next(words: str, tokens: Sequence[_Token], place: int) -> bool:
    """Whether a word goes on with what stands before it."""
    between = words[tokens[place - 1].end : tokens[place].start]
    return between in (" ", "  ") or (between in (". ", ".") and len(tokens[place - 1].text) == 1)


def _told_by_letters(words: str, tokens: Sequence[_Token]) -> set[int]:
    """ "k o w a l c z y k", and with dashes between."""
    found: set[int] = set()
    for run in re.finditer(r"(?<![\w'’])[^\W\d_](?:[ .,-]{1,2}[^\W\d_](?![\w'’])){3,}", words):
        found.update(place for place, token in enumerate(tokens) if run.start() <= token.start < run.end())
    return found


def _in_another_script(words: str) -> Iterator[Find]:
    """Nobody here can tell a name from a word in it."""
    if words.isascii():
        return
    for found in re.finditer(r"\S+", words):
        letters = [letter for letter in found[0] if letter.isalpha()]
        if any(letter > _LATIN_ENDS and not _OTHER_LATIN.match(letter) for letter in letters):
            yield Find(found.start(), found.end(), "name")
