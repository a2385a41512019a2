"""Vectors of articles: what is encoded, what is kept, what a score is made of. The encoder here knows only words."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from kb.articles import Article
from kb.meaning import NEAREST_PHRASES, Meaning, passages

BODY = """## When to tell us

Tell us **within 2 days**. See [the calendar](https://www.gov.uk/).

- your address
- which bin

## What happens next

| Bin | Day |
|---|---|
| Green | Monday |
"""


def article(name: str, title: str, body: str = BODY, keywords: tuple[str, ...] = ()) -> Article:
    return Article(name, title, f"{title} in short.", "", "", "", date(2027, 1, 1), body, keywords)


class WordEncoder:
    """A vector points where its words do; texts without a word in common are at right angles, near enough."""

    checksum = "words"

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.encoded += texts
        vectors = np.zeros((len(texts), 384), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().replace(".", " ").split():
                row[zlib.crc32(word.encode()) % 384] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1)


BINS = article("waste/bins", "Bins", keywords=("wheelie", "caddy"))
TAX = article("tax/bill", "Bills", body="Pay by post.", keywords=("owe",))


def test_a_passage_is_the_summary_or_a_section_with_its_heading_as_plain_text() -> None:
    assert list(passages(BINS)) == [
        "Bins. Bins in short.",
        "Bins. When to tell us. Tell us within 2 days. See the calendar. your address which bin",
        "Bins. What happens next. Bin Day Green Monday",
    ]


def test_a_body_without_headings_is_one_passage() -> None:
    assert list(passages(TAX)) == ["Bills. Bills in short.", "Bills. Pay by post."]


def test_an_article_is_near_by_its_keywords_its_text_and_what_residents_say() -> None:
    encoder = WordEncoder()
    meaning = Meaning([BINS, TAX], {"tax/bill": ["gimme the damage"]}, encoder)  # type: ignore[arg-type]
    for words, best in (("caddy", 0), ("green monday", 0), ("owe", 1), ("gimme the damage", 1)):
        assert int(meaning.scores(words).argmax()) == best, words


def test_one_phrase_alone_counts_less_than_several() -> None:
    said = {"waste/bins": ["lid gone"], "tax/bill": ["lid gone"] * NEAREST_PHRASES + ["far off"] * 9}
    many = {"waste/bins": ["lid gone"] + ["far off"] * 9, "tax/bill": ["lid gone"] * NEAREST_PHRASES}
    even = Meaning([BINS, TAX], said, WordEncoder()).scores("lid gone")  # type: ignore[arg-type]
    assert even[0] == pytest.approx(even[1], abs=0.05), "phrases that are not there do not count against it"
    uneven = Meaning([BINS, TAX], many, WordEncoder()).scores("lid gone")  # type: ignore[arg-type]
    assert uneven[1] > uneven[0] + 0.3


def test_an_article_nobody_asked_for_yet_is_found_by_its_own_words() -> None:
    meaning = Meaning([BINS, TAX], {}, WordEncoder())  # type: ignore[arg-type]
    scores = meaning.scores("wheelie")
    assert np.isfinite(scores).all()
    assert scores[0] > scores[1]


def test_vectors_are_kept_and_only_what_is_new_is_encoded(tmp_path: Path) -> None:
    file = tmp_path / "new" / "vectors.npz"
    first = Meaning([BINS, TAX], {}, WordEncoder(), file)  # type: ignore[arg-type]
    again = WordEncoder()
    second = Meaning([BINS, TAX], {"tax/bill": ["a new phrase"]}, again, file)  # type: ignore[arg-type]
    assert again.encoded == ["a new phrase"]
    assert first.scores("caddy")[0] == pytest.approx(second.scores("caddy")[0], abs=0.01)


def test_another_encoder_starts_afresh(tmp_path: Path) -> None:
    file, other = tmp_path / "vectors.npz", WordEncoder()
    Meaning([BINS], {}, WordEncoder(), file)  # type: ignore[arg-type]
    other.checksum = "others"
    Meaning([BINS], {}, other, file)  # type: ignore[arg-type]
    assert len(other.encoded) == 6  # title, two keywords, summary, two sections


def test_a_place_that_cannot_be_written_costs_only_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with capture_logs() as logs:
        meaning = Meaning([BINS], {}, WordEncoder(), tmp_path / "file" / "vectors.npz")  # type: ignore[arg-type]
    assert [entry["event"] for entry in logs] == ["search_vectors_not_kept"]
    assert meaning.scores("caddy")[0] >= 0.5
