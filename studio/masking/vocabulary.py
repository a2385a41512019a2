"""Which words anybody may use, so that what is left may be somebody's name; and which of those are only misspelt."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import structlog
from rapidfuzz import process
from rapidfuzz.distance import OSA

from council.names import FIRST_NAMES, NO_NAME
from studio.masking import dictionary

ROOT = Path(__file__).resolve().parent.parent.parent
DICTIONARY = ROOT / "node_modules" / "dictionary-en-gb"
PHRASES, ARTICLES = ROOT / "data" / "nlu", ROOT / "kb" / "articles"
EVERYDAY = Path(__file__).with_name("everyday.txt")
OFTEN = 4  # a word that stands so often in phrases and articles is nobody's name; less often, it may be an invented one
SHORT = 2  # letters: initials and the little words of chat
LONG = 7  # letters: a name so long is hardly ever one slip away from a word of the dictionary
VERY_LONG = 9  # letters: two slips away from one of residents, too
REMEMBERED = 4096  # words looked up

log = structlog.get_logger(__name__)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Vocabulary:
    """Words are given as they stand in a message.

    Attributes:
        familiar: words of the council and of everyday talk, which are what a slip most likely is of.
        known: these and those of the dictionary.
    """

    def __init__(self, familiar: set[str], words: dictionary.Words) -> None:
        self.familiar = familiar - (FIRST_NAMES - words.small - NO_NAME)
        self.known = self.familiar | words.small | {bare(word) for word in words.small if "'" in word}
        self._names = words.names
        self._familiar = _to_look_through(self.familiar)
        self._known = _to_look_through(self.known)
        self.knows = lru_cache(REMEMBERED)(self._knows)
        self.is_slip = lru_cache(REMEMBERED)(self._is_slip)

    def _knows(self, word: str) -> bool:
        word = word.lower().replace("’", "'")
        if len(word) <= SHORT or word in self.known or bare(word) in self.known:
            return True
        if "-" in word:
            return all(self._knows(part) for part in word.split("-"))
        stem, apostrophe, _ = word.partition("'")
        if apostrophe and len(stem) > 1:
            return self._knows(stem)
        if word.endswith("in") and f"{word}g" in self.known:  # puttin
            return True
        plain = re.sub(r"(.)\1{2,}", r"\1", word)  # helppp, heyyy
        return plain != word and plain in self.known

    def _is_slip(self, word: str) -> bool:
        """Whether a word nobody knows is likely one that everybody does, with a slip of the pen."""
        word = bare(word.lower())
        if word in self._names or word in FIRST_NAMES:
            return False
        if len(word) >= LONG:
            slips = 2 if len(word) >= VERY_LONG else 1
            return _is_near(word, self._known, 1) or _is_near(word, self._familiar, slips)
        return len(word) > 3 and _is_near(word, self._familiar, 1)


def bare(word: str) -> str:
    return re.sub("['’]", "", word)


_Shelves = Mapping[tuple[str, int], Sequence[str]]


def _to_look_through(words: set[str]) -> _Shelves:
    """By first letter, which is hardly ever the one that is wrong, and length."""
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        if word.isalpha():
            found[word[0], len(word)].append(word)
    return found


def _is_near(word: str, words: _Shelves, slips: int) -> bool:
    return any(
        process.extractOne(word, words.get((word[0], length), ()), scorer=OSA.distance, score_cutoff=slips)
        for length in range(len(word) - slips, len(word) + slips + 1)
    )


@cache
def vocabulary() -> Vocabulary:
    """Read when the first message is there. Without the dictionary more is taken for a name, never less."""
    try:
        words = dictionary.read(DICTIONARY)
    except FileNotFoundError:
        log.warning("masking_without_dictionary", remedy="Run `make setup`")
        words = dictionary.Words(set(), set())
    return Vocabulary(_of_the_council() | _everyday() | NO_NAME, words)


def _of_the_council() -> set[str]:
    times = Counter(
        word
        for path in [*PHRASES.glob("*.yml"), *ARTICLES.rglob("*.md")]
        for word in _WORD.findall(path.read_text(encoding="utf-8").lower().replace("’", "'"))
    )
    return {word for word, count in times.items() if count >= OFTEN}


def _everyday() -> set[str]:
    lines = EVERYDAY.read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}
