"""Search by meaning: a message's vector against those of what articles say and what residents say of them."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import structlog
from markdown_it import MarkdownIt

from encoder import remembered
from encoder.encoder import Encoder
from kb.articles import Article
from kb.said import Said

# Chosen with `python -m bench.search`. More for phrases costs plain questions, less costs those in own words.
OF_PHRASES = 0.7  # what residents say counts so much; the rest is what the article says of itself
NEAREST_PHRASES = 5  # one phrase may be near by chance, so many seldom are
FURTHER_THAN_ANY = -2.0  # a cosine is never below -1

log = structlog.get_logger()


class Meaning:
    """The vectors of every article in pieces. Built once; safe to share between threads."""

    def __init__(
        self, articles: Sequence[Article], said: Said, encoder: Encoder, vectors_file: Path | None = None
    ) -> None:
        """Encodes every piece, some 3 ms each.

        Args:
            vectors_file: where vectors are kept for the next start; only what is new is then encoded.
        """
        self.encoder = encoder
        names = [(article.title, *article.keywords) for article in articles]
        texts = [tuple(passages(article)) for article in articles]
        phrases = [tuple(said.get(article.name, ())) for article in articles]
        pieces = [piece for kind in (names, texts, phrases) for of_article in kind for piece in of_article]
        vectors = _vectors(encoder, pieces, vectors_file)
        parts = np.split(vectors, np.cumsum([sum(map(len, kind)) for kind in (names, texts)]))
        self._names, self._texts, self._phrases = (
            _Pieces(part, [len(of_article) for of_article in kind])
            for part, kind in zip(parts, (names, texts, phrases), strict=True)
        )

    def scores(self, text: str) -> np.ndarray:
        """Shape (articles,): 0 when an article has nothing to do with a message, towards 1 when it says the same."""
        vector = self.encoder.encode([text])[0]
        of_itself = (self._names.nearest(vector, 1) + self._texts.nearest(vector, 1)) / 2
        of_residents = self._phrases.nearest(vector, NEAREST_PHRASES)
        mixed = (1 - OF_PHRASES) * of_itself + OF_PHRASES * of_residents
        return np.where(np.isnan(of_residents), of_itself, mixed)


def passages(article: Article) -> Iterator[str]:
    """The summary, then each section of the body with its heading; plain text, each under the article's title."""
    yield f"{article.title}. {article.summary}"
    section: list[str] = []
    heading = False
    for token in MarkdownIt("commonmark").enable("table").parse(article.body):
        if token.type == "heading_open" and section:
            yield " ".join([f"{article.title}.", *section])
            section = []
        if token.type == "inline":
            parts = token.children or ()
            text = "".join(" " if part.type == "softbreak" else part.content for part in parts)
            section.append(f"{text}." if heading else text)
        heading = token.type == "heading_open"
    if section:
        yield " ".join([f"{article.title}.", *section])


class _Pieces:
    """Texts of one kind, those of each article together."""

    def __init__(self, vectors: np.ndarray, counts: Sequence[int]) -> None:
        """`vectors` stand in the order of the articles, `counts[i]` of them for article i."""
        self._vectors = vectors
        self._counts = np.array(counts, dtype=int)
        # A row for each article, as long as the longest; what it lacks is a piece further off than any other.
        self._places = np.full((len(counts), max([*counts, NEAREST_PHRASES])), len(vectors))
        start = 0
        for row, count in zip(self._places, counts, strict=True):
            row[:count] = np.arange(start, start + count)
            start += count

    def nearest(self, vector: np.ndarray, most: int) -> np.ndarray:
        """Shape (articles,): the mean cosine of each article's nearest texts; NaN when it has none."""
        # Not BLAS: its threads wait for each other when several messages are searched for at once.
        cosines = np.append(np.einsum("ij,j->i", self._vectors, vector), FURTHER_THAN_ANY)
        near = np.partition(cosines[self._places], -most, axis=1)[:, -most:]
        counts = np.minimum(self._counts, most)
        total = np.where(near > FURTHER_THAN_ANY, near, 0).sum(axis=1)
        return np.divide(total, counts, out=np.full(len(counts), np.nan), where=counts > 0)


def _vectors(encoder: Encoder, texts: Sequence[str], file: Path | None) -> np.ndarray:
    if file:
        try:
            with _alone(file):
                return remembered.encode(encoder, texts, file)
        except OSError as error:
            log.warning("search_vectors_not_kept", reason=str(error))
    return encoder.encode(texts)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Of two processes that start together, one encodes and the other then finds the work done."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_name(f".{file.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
