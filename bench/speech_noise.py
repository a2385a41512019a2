"""What a speech recogniser might have written of a sentence, with about as many wrong words as asked for.

Most errors are words that sound the same or nearly so, the more usual ones first; some are short words lost or put in,
words cut in two, or two heard as one or cut elsewhere ("pot hole", "wheel he been"). How words sound comes from the
CMU Pronouncing Dictionary, read with a British ear. It knows nothing of what the assistant does about such errors:
every common English word may be heard, not the council's alone.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from random import Random
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from bot.language.phonetics import PHONE_OF, VOWELS, sounds
from bot.language.vocabulary import english

# Shares of the kinds of error. Recognisers of telephone speech that have 17 words in 100 wrong swap 11.3 of them, lose
# 3.5 and add 2.5 (ESPnet's results on Switchboard and CallHome, egs/swbd/asr1/RESULTS.md); here, where a cut or joined
# word counts as two errors, 17 in 100 come to 12.1, 3.0 and 1.8.
KINDS = {"substitute": 0.62, "lose": 0.16, "add": 0.08, "split": 0.05, "merge": 0.04, "cut": 0.05}
COST = {
    "substitute": 1,
    "lose": 1,
    "add": 1,
    "split": 2,
    "merge": 2,
    "cut": 2,
}  # in words, as they are counted
OF_TWO = ("merge", "cut")  # they take two words
HEARD_AT_LEAST = 2e-7  # of running English: a recogniser hardly ever writes a rarer word
MOST_OFF = 2  # sounds between a word and what is heard for it
EACH_OFF = 2.2  # by how much each sound off makes a word less likely to be heard (natural logarithm)
COMMONNESS = 0.6  # power of a word's share of English
MOST_CANDIDATES = 40
LOSABLE = 3  # letters: longer words are seldom lost whole
FEWEST_SOUNDS = 2  # in a part of a word that was cut in two
TRIES = 20

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*|\d+\w*")
_ADDED = ("a", "the", "and", "to", "of", "in", "it", "is", "i", "that", "so", "er", "um", "on", "but", "you")
# Sounds that telephone lines and tired ears confuse: half an error.
_ALIKE = [
    frozenset(group.split())
    for group in ("B P V", "D T TH DH", "G K", "F TH S", "S Z SH ZH", "CH JH SH", "M N NG", "L R W", "IH IY EH")
]  # fmt: skip


class Heard(NamedTuple):
    words: tuple[str, ...]
    weight: float


def heard(text: str, rate: float, seed: int = 0) -> str:
    """A sentence in lower case, without punctuation, with about `rate` of its words wrong.

    The same text, rate and seed always give the same.
    """
    words = spoken(text)
    chance = Random(f"{seed} {rate} {text}")  # noqa: S311  # noise, no secret
    left = math.floor(rate * len(words) + chance.random())
    changeable = [
        [word] for word in words
    ]  # what stands in the place of each word; a changed place is left alone
    untouched = set(range(len(words)))
    for _ in range(left * TRIES):
        if left <= 0:
            break
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        if COST[kind] <= left and _changed(kind, words, changeable, untouched, chance):
            left -= COST[kind]
    return " ".join(word for words in changeable for word in words)


def spoken(text: str) -> list[str]:
    """The words of a text as a recogniser writes them."""
    return _WORD.findall(text.lower().replace("\u2019", "'"))


def word_errors(said: Sequence[str], written: Sequence[str]) -> int:
    """How many words must be changed, added or taken away to get from one to the other."""
    return Levenshtein.distance(said, written)


def _changed(
    kind: str, words: Sequence[str], found: list[list[str]], untouched: set[int], chance: Random
) -> bool:
    """Whether an error of this kind could be made: at a place chosen by chance among those that allow it.

    A kind that gave up at the first place that does not allow it would leave its share to the others: fewer words
    were lost than added, and three in four errors were swapped words.
    """
    for place in chance.sample(sorted(untouched), len(untouched)):
        instead = _instead(kind, words, place, untouched, chance)
        if instead is not None:
            found[place] = instead
            untouched.discard(place)
            if kind in OF_TWO:
                found[place + 1] = []
                untouched.discard(place + 1)
            return True
    return False


def _instead(
    kind: str, words: Sequence[str], place: int, untouched: set[int], chance: Random
) -> list[str] | None:
    """What is heard at a place, and of two words there for OF_TWO; None where no such error can be made."""
    word = words[place]
    if kind == "add":
        return [chance.choice(_ADDED), word]
    if kind == "lose":
        return None if len(word) > LOSABLE or len(words) == 1 else []
    if kind in OF_TWO and place + 1 not in untouched:
        return None
    ways = _ways(kind, words[place : place + 2] if kind in OF_TWO else [word])
    return _one(ways, chance) if ways else None


def _ways(kind: str, said: Sequence[str]) -> Sequence[Heard]:
    return {"substitute": substitutes, "split": splits, "merge": merges, "cut": cuts}[kind](*said)


def _one(ways: Sequence[Heard], chance: Random) -> list[str]:
    return list(chance.choices([way.words for way in ways], [way.weight for way in ways])[0])


@cache
def substitutes(word: str) -> tuple[Heard, ...]:
    """Single words that may be heard for a word, the likeliest first. None for a word nobody can pronounce."""
    return _likeliest(
        Heard((other,), _weight(other, _off(sound, near)))
        for sound in sounds(word)
        for near in _near(sound)
        for other in _lexicon().words[near]
        if other != word
    )


@cache
def splits(word: str) -> tuple[Heard, ...]:
    """Two words that sound like one: "pothole" as "pot whole"."""
    return _in_two(sounds(word), (word,))


@cache
def cuts(first: str, second: str) -> tuple[Heard, ...]:
    """Two words that sound like two others: "that stuff" as "that's tough"."""
    return _in_two([one + two for one in sounds(first) for two in sounds(second)], (first, second))


@cache
def merges(first: str, second: str) -> tuple[Heard, ...]:
    """One word that sounds like two."""
    return _likeliest(
        Heard((other,), _weight(other, _off(one + two, near)))
        for one in sounds(first)
        for two in sounds(second)
        for near in _near(one + two, most=1)
        for other in _lexicon().words[near]
    )


def _in_two(sounds: Sequence[str], besides: tuple[str, ...]) -> tuple[Heard, ...]:
    lexicon = _lexicon().words
    return _likeliest(
        Heard((before, after), _weight(before, 0) * _weight(after, 0))
        for sound in sounds
        for place in range(FEWEST_SOUNDS, len(sound) - FEWEST_SOUNDS + 1)
        for before in lexicon.get(sound[:place], ())
        for after in lexicon.get(sound[place:], ())
        if (before, after) != besides
    )


def _likeliest(ways: Iterable[Heard]) -> tuple[Heard, ...]:
    """Each once, by the way of saying it that comes nearest; in one order always."""
    best: dict[tuple[str, ...], float] = {}
    for words, weight in ways:
        best[words] = max(weight, best.get(words, 0.0))
    found = [Heard(words, weight) for words, weight in best.items()]
    return tuple(sorted(found, key=lambda way: (-way.weight, way.words))[:MOST_CANDIDATES])


def _weight(word: str, off: float) -> float:
    return english()[word] ** COMMONNESS * math.exp(-EACH_OFF * off)


class _Lexicon(NamedTuple):
    words: dict[str, tuple[str, ...]]  # by how they sound
    sounds: list[str]


@cache
def _lexicon() -> _Lexicon:
    words: defaultdict[str, list[str]] = defaultdict(list)
    for word, share in english().items():
        if share >= HEARD_AT_LEAST:
            for sound in sounds(word):
                words[sound].append(word)
    return _Lexicon({sound: tuple(some) for sound, some in words.items()}, list(words))


@cache
def _near(sound: str, most: int = MOST_OFF) -> tuple[str, ...]:
    """Sounds of words at most so far off; a short word has no more than one in three of its sounds off."""
    most = min(most, max(1, len(sound) // 3))
    found = process.extract(
        sound, _lexicon().sounds, scorer=Levenshtein.distance, score_cutoff=most, limit=None, processor=None
    )
    return tuple(near for near, _, _ in found)


def _off(sound: str, other: str) -> float:
    """How far one sound is off another: sounds that are alike count half."""
    off = 0.0
    for kind, start, end, start_other, end_other in Levenshtein.opcodes(sound, other):
        if kind == "replace":
            pairs = zip(sound[start:end], other[start_other:end_other], strict=True)
            off += sum(0.5 if _alike(PHONE_OF[one], PHONE_OF[two]) else 1.0 for one, two in pairs)
        elif kind != "equal":
            off += max(end - start, end_other - start_other)
    return off


def _alike(one: str, two: str) -> bool:
    return (one in VOWELS and two in VOWELS) or any(one in group and two in group for group in _ALIKE)
