"""A draft's model is loaded when somebody asks, answers while it is needed, and is let go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest

from server import training
from server.draft_ears import ModelEars
from server.understanding import CannotUnderstand
from studio.drafts.drafts import Drafts
from studio.drafts.errors import UnknownDraft
from studio.ears import Understood, Waking


class Language:
    """Stands for the language process: answers each text with the name of its model."""

    def __init__(self) -> None:
        self.loads, self.ended, self.may_load = 0, Event(), Event()
        self.may_load.set()
        self.breaks_on = ""

    def __call__(self, texts: Iterable[str], model: Path, content: Path) -> Iterator[dict[str, Any]]:
        self.loads += 1
        self.may_load.wait(5)
        try:
            for text in texts:
                if text == self.breaks_on:
                    raise CannotUnderstand("gone")
                yield {"intent": model.stem, "confidence": 0.9, "outcome": "answer"}
        finally:
            self.ended.set()


class FakeDrafts:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, draft_id: int) -> SimpleNamespace:
        if draft_id > 2:
            raise UnknownDraft(draft_id)
        return SimpleNamespace(root=self._folder / str(draft_id))


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """The models there are, by the folder of the content."""
    found: dict[str, Path] = {}
    monkeypatch.setattr(training, "current_model", lambda content: found.get(content.name))
    return found


@pytest.fixture
def language() -> Language:
    return Language()


def ears(tmp_path: Path, language: Language, idle_seconds: float = 30.0) -> ModelEars:
    return ModelEars(cast(Drafts, FakeDrafts(tmp_path)), language, idle_seconds=idle_seconds)


def patiently(ask: Callable[[], list[Understood] | None]) -> list[Understood] | None:
    for _ in range(200):
        try:
            return ask()
        except Waking:
            time.sleep(0.01)
    raise AssertionError("the model was never ready")


def test_an_untrained_draft_and_one_nobody_knows_say_nothing(
    tmp_path: Path, language: Language, models: dict[str, Path]
):
    assert ears(tmp_path, language).understand(1, ["bins"]) is None
    assert ears(tmp_path, language).understand(9, ["bins"]) is None
    assert language.loads == 0


def test_while_the_model_is_loaded_whoever_asks_is_told_to_come_back(
    tmp_path: Path, language: Language, models: dict[str, Path]
):
    models["1"], some = Path("first.tar"), ears(tmp_path, language)
    language.may_load.clear()
    for _ in range(2):
        with pytest.raises(Waking):
            some.understand(1, ["bins"])
    language.may_load.set()
    answers = patiently(lambda: some.understand(1, ["bins", "tax"]))
    assert answers == [Understood("first", 0.9, "answer")] * 2
    assert language.loads == 1
    some.close()


def test_a_newly_trained_model_takes_the_place_of_the_one_before(
    tmp_path: Path, language: Language, models: dict[str, Path]
):
    models["1"], some = Path("first.tar"), ears(tmp_path, language)
    patiently(lambda: some.understand(1, ["bins"]))
    models["1"] = Path("second.tar")
    assert patiently(lambda: some.understand(1, ["bins"])) == [Understood("second", 0.9, "answer")]
    assert language.ended.wait(5)
    some.close()


def test_a_model_nobody_asks_is_let_go_and_comes_back(
    tmp_path: Path, language: Language, models: dict[str, Path]
):
    models["1"], some = Path("first.tar"), ears(tmp_path, language, idle_seconds=0.05)
    patiently(lambda: some.understand(1, ["bins"]))
    assert language.ended.wait(5)
    time.sleep(0.1)
    assert patiently(lambda: some.understand(1, ["bins"]))
    assert language.loads == 2


def test_a_process_that_dies_is_started_again_by_the_next_who_asks(
    tmp_path: Path, language: Language, models: dict[str, Path]
):
    models["1"], some = Path("first.tar"), ears(tmp_path, language)
    language.breaks_on = "bins"
    assert patiently(lambda: some.understand(1, ["bins"])) is None
    time.sleep(0.1)
    assert patiently(lambda: some.understand(1, ["tax"])) == [Understood("first", 0.9, "answer")]
    some.close()
