from __future__ import annotations

from pathlib import Path

import pytest

from council.council import Council, load_council
from encoder.encoder import Encoder
from kb.articles import Articles
from kb.said import Said, said_of_articles
from kb.search import ArticleSearch
from server.settings import ROOT

ENCODER = ROOT / ".cache" / "encoder"


@pytest.fixture(scope="session")
def articles() -> Articles:
    return Articles.load(ROOT / "kb" / "articles")


@pytest.fixture(scope="session")
def the_council() -> Council:
    return load_council(ROOT / "council")


@pytest.fixture(scope="session")
def said(the_council: Council) -> Said:
    return said_of_articles(ROOT / "data" / "nlu", the_council.catalogue)


@pytest.fixture(scope="session")
def encoder_folder() -> Path:
    if Encoder.load(ENCODER) is None:
        pytest.skip("the sentence encoder is not built: make train")
    return ENCODER


@pytest.fixture(scope="session")
def by_keywords(articles: Articles, said: Said) -> ArticleSearch:
    return ArticleSearch(articles, said)
