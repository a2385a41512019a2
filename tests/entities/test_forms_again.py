"""All tests of the forms once more, with the entities a message comes with when Rasa has read it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from forms.heard import Around, Heard
from tests import fakes
from tests.entities.finder import find
from tests.forms.test_missed_bin_form import *  # noqa: F403
from tests.forms.test_other_forms import *  # noqa: F403


@pytest.fixture(autouse=True)
def _heard_with_entities(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [fakes.WEDNESDAY]

    def around(at: datetime = fakes.WEDNESDAY, *, spoken: bool = False, caller: str | None = None) -> Around:
        moments.append(at)
        return Around(fakes.the_council(), fakes.the_gazetteer(), fakes.the_articles(), at, spoken, caller)

    def heard(words: str, value: str | None = None, **rest: Any) -> Heard:
        # A choice is not read by the language components.
        return Heard(words, value=value, entities=find(words, moments[-1]) if value is None else (), **rest)

    monkeypatch.setattr(fakes, "around", around)
    monkeypatch.setattr(fakes, "Heard", heard)
