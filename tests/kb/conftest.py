from __future__ import annotations

import pytest

from kb.articles import Articles
from server.settings import ROOT


@pytest.fixture(scope="session")
def articles() -> Articles:
    return Articles.load(ROOT / "kb" / "articles")
