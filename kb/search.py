"""Search over the articles by keywords and by meaning, used when no enquiry fits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import structlog

from encoder.encoder import BUILD, BrokenEncoder, Encoder
from kb.articles import Article, Articles
from kb.keywords import Keywords, telling_words
from kb.meaning import Meaning
from kb.said import Said
from kb.spelling import Spelling

MOST_CHARACTERS = 2_000  # a longer message is read only so far: its time must not grow without limit

log = structlog.get_logger()


@dataclass(frozen=True)
class Lines:
    """Scores that part answers worth giving from those worth a question, and these from chance."""

    strong: float
    possible: float


# The numbers below were chosen with `python -m bench.search --curve`. A convex mix, since ranks added up put fewer
# right articles first and do not say how good the first one is.
OF_KEYWORDS = 0.8
HALF_SURE = 20.0  # the BM25 score that counts half of what keywords can
# Of off-topic messages a tenth come back strong, and half are hopeless; of right answers 83 and 1 in a hundred.
BY_BOTH = Lines(strong=0.67, possible=0.5)
# Everyday words in residents' phrases blur it: off topic a tenth and a fifth, of right answers 56 and 10.
BY_KEYWORDS = Lines(strong=0.32, possible=0.187)


@dataclass(frozen=True)
class Scores:
    """Of every article, in the order they were loaded: shape (articles,). `meaning` is none without an encoder."""

    keywords: np.ndarray
    meaning: np.ndarray | None

    @property
    def mixed(self) -> np.ndarray:
        keywords = self.keywords / (self.keywords + HALF_SURE)  # BM25 has no upper end
        return keywords if self.meaning is None else self.meaning + OF_KEYWORDS * keywords

    @property
    def lines(self) -> Lines:
        return BY_KEYWORDS if self.meaning is None else BY_BOTH


@dataclass(frozen=True)
class Found:
    """An article with its score, higher is better.

    Attributes:
        weak: it may be about something else: name it as a guess, if at all, and do not read it out.
        hopeless: it is chance: do not even name it.
    """

    article: Article
    score: float
    weak: bool
    hopeless: bool


class ArticleSearch:
    """Made from the articles, ready at once, by keywords; safe to share between threads."""

    def __init__(self, articles: Articles, said: Said | None = None) -> None:
        """`said` is what residents say of each article, which both ways of searching learn from."""
        self._articles = list(articles)
        self._said: Said = said or {}
        self._keywords = Keywords(self._articles, self._said)
        self._spelling = Spelling(self._keywords.vocabulary)
        self._meaning: Meaning | None = None

    def learn_meaning(self, encoder_folder: Path, vectors_file: Path | None = None) -> bool:
        """From when this returns, find by meaning too. False, and a line in the log, when there is no encoder.

        Args:
            vectors_file: where vectors are kept for the next start; the first takes some 20 s, others 0.1 s.
        """
        try:
            encoder = Encoder.load(encoder_folder)
        except BrokenEncoder as broken:
            log.warning("search_by_keywords_only", reason=str(broken))
            return False
        if encoder is None:
            log.warning(
                "search_by_keywords_only", reason=f"no encoder in {encoder_folder}; to build it: {BUILD}"
            )
            return False
        self._meaning = Meaning(self._articles, self._said, encoder, vectors_file)
        return True

    def find(self, words: str, limit: int = 3) -> list[Found]:
        """The articles that fit best, best first; empty when not one word says what it is about."""
        scores = self.scores(words)
        if scores is None:
            return []
        mixed, lines = scores.mixed, scores.lines
        best = [row for row in np.argsort(-mixed, kind="stable")[:limit] if mixed[row] > 0]
        return [
            Found(
                self._articles[row],
                score=float(mixed[row]),
                weak=bool(mixed[row] < lines.strong),
                hopeless=bool(mixed[row] < lines.possible),
            )
            for row in best
        ]

    def scores(self, words: str) -> Scores | None:
        """What each way of searching makes of a message; none when not one word says what it is about."""
        meaning = self._meaning  # once: another thread may set it meanwhile
        text = (
            self._spelling.corrected(words, meaning.encoder.knows)
            if meaning
            else self._spelling.corrected(words)
        )
        wanted = telling_words(text)
        if not wanted:
            return None
        return Scores(self._keywords.scores(wanted), meaning.scores(text) if meaning else None)
