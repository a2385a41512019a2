"""Names that are spelled out, "S M I T H", and words that are none."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from cases.letters import ALPHABET, LETTER_NAMES
from council.names import NO_NAME

_LONGEST = 200  # characters: in more there is no name to tidy
_FEWEST = 3  # letters; "J R Hartley" has initials
_SENTENCE, _OF_A_SENTENCE = 3, 2  # words, and how many of them are in no name
_LIKE_IT = 60  # of 100: the word before is what is spelled, heard wrong
# Answers, but to another question than "what is your name?".
_NO_NAME = re.compile(
    r"(?i)^\W*((yes|yeah|yep|no|nope|nah|ok|okay|why|what|who|how|hello|please|thanks|thank you|sure|right|fine|hang on"
    r"|one moment|what for|not telling you|none of your business)\W*)+$"
)
# Words that no name is made of alone: "dont know", "speak to someone now". Some may be a name all the same.
_MAY_BE_NAMES = frozenset("will hope reg bin dark day child card house".split())
_NO_NAMES = NO_NAME - _MAY_BE_NAMES | frozenset(
    """adviser advisor agent again bored clue doesnt eh exactly guess help huh human idea idk it listen manager matter
    maybe mean means mind once operator pardon perhaps person possibly probably real reason receptionist repeat
    representative robot rubbish silly staff stop stupid team than their thinking understand useless
    whatever whoever whose yourself yous""".split()
)
# What is said after a name and is none of it. "Love" is a name too, unless it is said to us.
_AFTERWARDS = re.compile(
    r"(?i)(?:[\s,.!-]+(?:(?:so |i'?m )?sorry(?: about (?:that|this|it|the \w+)| for (?:that|this|the \w+))?"
    r"|thanks|thank you|ta|cheers|please|if you don'?t mind|if (?:that|it)'?s (?:ok|okay|all right|alright)"
    r"|is that (?:ok|okay|all right|alright))(?:[\s,]+(?:love|mate|dear|duck|pet|darling|hen))?)+\W*$"
)
_HOW_SPELLED = re.compile(
    r"(?i)[\s,]+(?:with (?:an?|one|two) [\w' ]{1,12}|as in \w+|spel(?:t|led) the \w+ way)[\s.]*$"
)
_LEADS_TO_IT = frozenset("spelled spelt thats it its is with and so".split())


def spelled_name(words: str) -> str | None:
    """The name, with what was said before the letters; None when nothing is spelled out."""
    tokens = re.findall(r"[^\W\d_]+", words.replace("'", ""))
    letters: list[str] = []
    while tokens and (letter := _letter(tokens[-1])):
        letters.insert(0, letter * 2 if tokens[-2:-1] == ["double"] else letter)
        tokens = tokens[: -2 if tokens[-2:-1] == ["double"] else -1]
    spelled = "".join(letters).capitalize()
    if len(spelled) < _FEWEST:
        return None
    while tokens and tokens[-1].lower() in _LEADS_TO_IT:
        tokens.pop()
    if tokens and fuzz.ratio(tokens[-1].lower(), spelled.lower()) >= _LIKE_IT:
        tokens.pop()  # said, then spelled
    return " ".join([*tokens, spelled])


def without_politeness(words: str) -> str:
    """A name without what is only said with it: "Jane Smith" of "Jane Smith, sorry about that"."""
    plain = " ".join(words.replace("’", "'").split())
    if len(plain) > _LONGEST:
        return plain
    return _AFTERWARDS.sub("", plain) or plain


def without_spelling(words: str) -> str:
    """ "Joan with a J" is Joan."""
    return _HOW_SPELLED.sub("", words)


def is_no_name(words: str) -> bool:
    """Whether words that might be a name are plainly none: "no thanks", "why", "dont know", "speak to someone now"."""
    said = re.findall(r"[^\W\d_]+", words.lower().replace("'", "").replace("’", ""))
    return bool(_NO_NAME.search(words)) or (bool(said) and _NO_NAMES.issuperset(said))


def is_sentence(words: str) -> bool:
    """Whether several words tell something, as no name does: "he shouted at my son", "they never came back"."""
    said = re.findall(r"[^\W\d_]+", words.lower().replace("'", "").replace("’", ""))
    return len(said) >= _SENTENCE and sum(word in _NO_NAMES for word in said) >= _OF_A_SENTENCE


def _letter(token: str) -> str | None:
    said = token.lower()
    return said if len(said) == 1 else LETTER_NAMES.get(said) or ALPHABET.get(said)
