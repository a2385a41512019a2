"""Keyword search: BM25 by SQLite's full-text index, in memory, over articles and what residents say of them."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections import Counter
from collections.abc import Sequence

import numpy as np

from kb.articles import Article
from kb.said import Said

# How much a hit in each column counts: a keyword an editor chose says more than a word in the body.
WEIGHTS = {"title": 8.0, "keywords": 8.0, "summary": 3.0, "body": 1.0, "said": 1.0}
MOST_WORDS = 60  # a longer message is read only so far
# Of an article's phrases, how many must share a word: what one resident in a hundred mentions by the way is in so many
# articles that BM25 would take it for a word that tells nothing.
USUAL = 0.01

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = re.compile("['\u2018\u2019]")  # "wasn't" is one word
_EVERYDAY = frozenset(
    """a about after again all also am an and any are arent as at be been but by can cant could couldnt did didnt do
    does doesnt doing dont for from get give go going got had has hasnt have havent he hello help her hes hi him his
    how i id if ill im in is isnt it its ive just know like me more my need no not of off ok on one or our out please
    put she shes should so some tell than that thats the their them then there theres these they theyre this to too up
    us want was wasnt way we well were weve what whats when where which who whos why will with wont would yes you your
    youre council""".split()
)


def telling_words(text: str) -> list[str]:
    """The words that say what a message is about, each once, in lower case and without apostrophes."""
    return list(dict.fromkeys(word for word in _words(text) if word not in _EVERYDAY))


class Keywords:
    """Built once; safe to share between threads.

    Attributes:
        vocabulary: every word of the index with how often it stands there.
    """

    def __init__(self, articles: Sequence[Article], said: Said) -> None:
        self._count = len(articles)
        self._lock = threading.Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        columns = ", ".join(WEIGHTS)
        self._index.execute(
            f"CREATE VIRTUAL TABLE articles USING fts5(row UNINDEXED, {columns}, tokenize='porter unicode61')"
        )
        self.vocabulary: Counter[str] = Counter()
        for row, article in enumerate(articles):
            phrases = "\n".join(_usual(said.get(article.name, ())))
            texts = (article.title, ", ".join(article.keywords), article.summary, article.body, phrases)
            cells = [_APOSTROPHES.sub("", text) for text in texts]
            self._index.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)", (row, *cells))
            for cell in cells:
                self.vocabulary.update(_words(cell))

    def scores(self, words: Sequence[str]) -> np.ndarray:
        """Shape (articles,): BM25 of each, none below 0; 0 when it has not one of the words."""
        found = np.zeros(self._count)
        if not words:
            return found
        query = " OR ".join(f'"{word}"' for word in words[:MOST_WORDS])
        weights = ", ".join(map(str, (0.0, *WEIGHTS.values())))
        with self._lock:
            rows = self._index.execute(
                f"SELECT row, bm25(articles, {weights}) FROM articles WHERE articles MATCH ?",  # noqa: S608
                (query,),
            ).fetchall()
        for row, score in rows:
            found[row] = max(0.0, -score)  # SQLite's is negative, the smaller the better
        return found


def _usual(phrases: Sequence[str]) -> list[str]:
    """The phrases without the words that too few of them share."""
    said = [_words(phrase) for phrase in phrases]
    shared = Counter(word for words in said for word in set(words))
    return [" ".join(word for word in words if shared[word] > USUAL * len(said)) for words in said]


def _words(text: str) -> list[str]:
    return _WORD.findall(_APOSTROPHES.sub("", text.lower()))
