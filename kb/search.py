"""Keyword search over the articles, used when no enquiry fits. BM25 by SQLite's full-text index, in memory."""

from __future__ import annotations

import re
import sqlite3
import threading
from dataclasses import dataclass

from kb.articles import Article, Articles

# How much a hit in each column counts: a keyword an editor chose says more than a word in the body.
WEIGHTS = {"title": 8.0, "keywords": 8.0, "summary": 3.0, "body": 1.0}
# Scores below this are chance: one everyday word in a long body. Chosen on tests/kb/test_search.py's questions.
WEAK_BELOW = 4.0
MOST_WORDS = 60  # a longer message is read only so far

_WORD = re.compile(r"[a-z0-9]+")
_EVERYDAY = frozenset(
    """a about after again all also am an and any are as at be been but by can can't could did do does doing dont
    for from get give go going got had has have he hello help her hi him his how i i'd i'll i'm i've if im in is it
    its just know like me more my need no not of off ok on one or our out please put she should so some tell than
    that the their them then there these they this to too up us want was way we well were what when where which who
    why will with would yes you your council""".split()
)


@dataclass(frozen=True)
class Found:
    """An article with its score: higher is better, below WEAK_BELOW is a guess."""

    article: Article
    score: float

    @property
    def weak(self) -> bool:
        return self.score < WEAK_BELOW


class ArticleSearch:
    """An index built once from the articles; safe to share between threads."""

    def __init__(self, articles: Articles) -> None:
        self._articles = articles
        self._lock = threading.Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        columns = ", ".join(WEIGHTS)
        self._index.execute(
            f"CREATE VIRTUAL TABLE articles USING fts5(name UNINDEXED, {columns}, tokenize='porter unicode61')"
        )
        self._index.executemany(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?)",
            [
                (article.name, article.title, ", ".join(article.keywords), article.summary, article.body)
                for article in articles
            ],
        )

    def find(self, words: str, limit: int = 3) -> list[Found]:
        """The articles that fit best, best first; empty when not one word is found."""
        wanted = [word for word in _WORD.findall(words.lower()) if word not in _EVERYDAY][:MOST_WORDS]
        if not wanted:
            return []
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(wanted))
        weights = ", ".join(str(weight) for weight in (0.0, *WEIGHTS.values()))
        with self._lock:
            rows = self._index.execute(
                f"SELECT name, bm25(articles, {weights}) FROM articles WHERE articles MATCH ? "  # noqa: S608
                "ORDER BY 2 LIMIT ?",
                (query, limit),
            ).fetchall()
        # SQLite's BM25 is negative, the smaller the better.
        return [
            Found(article, -score)
            for name, score in rows
            if (article := self._articles.get(name)) is not None
        ]
