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
    """a about after again all also am an and any are arent as at be been but by can cant could couldnt did didnt do
    does doesnt doing dont for from get give go going got had has hasnt have havent he hello help her hes hi him his
    how i id if ill im in is isnt it its ive just know like me more my need no not of off ok on one or our out please
    put she shes should so some tell than that thats the their them then there theres these they theyre this to too up
    us want was wasnt way we well were weve what whats when where which who whos why will with wont would yes you your
    youre council""".split()
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
        said = re.sub("['’]", "", words.lower())  # "wasn't" is one word
        wanted = [word for word in _WORD.findall(said) if word not in _EVERYDAY][:MOST_WORDS]
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
