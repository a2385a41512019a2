"""One process that has the trained model, asked by every test: it takes longer to start than to answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from server import training
from server.understanding import understand

Hear = Callable[[Iterable[str]], list[Any]]


@pytest.fixture(scope="session")
def hear() -> Iterator[Hear]:
    """What the model makes of each text, as `frontdoor understand` prints it."""
    waiting = deque[str]()
    answers = understand(iter(waiting.popleft, None), training.train())

    def heard(texts: Iterable[str]) -> list[Any]:
        found = []
        for text in texts:
            waiting.append(text)
            found.append(next(answers))
        return found

    yield heard
    answers.close()  # type: ignore[attr-defined]
