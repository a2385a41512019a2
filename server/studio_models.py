"""Models as the workshop asks for them: trained, asked, and what they said remembered beside the file."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

from server import training
from server.understanding import CannotUnderstand, understand
from studio.workshop.rehearsals import CannotRehearse, CannotTrain, Stopped

FOLDS = "/folds.json"  # how its name ends in a model's archive; bot/language/classifier.py writes it


class TrainedModels:
    """Implements studio.workshop.rehearsals.Models, and those of studio.workshop.running.

    Args:
        keep: asked for the names of models that no training may forget, beside the one that answers.
        answering: asked for the file of the model that answers residents.
    """

    def __init__(
        self,
        keep: Callable[[], Collection[str]] = lambda: (),
        answering: Callable[[], Path | None] = lambda: None,
    ) -> None:
        self._keep, self.answering = keep, answering

    def model_of(self, content: Path) -> Path | None:
        return training.current_model(content)

    def train(self, content: Path, tell: Callable[[str], None], stop: Event) -> Path:
        answering = self.answering()
        keep = {*self._keep(), *([answering.name] if answering else [])}
        try:
            return training.train(tell, content, stop=stop, keep=keep)
        except training.TrainingStopped:
            raise Stopped from None
        except training.TrainingFailed as error:
            raise CannotTrain(error.reason) from error

    def held_out(self, model: Path) -> list[dict[str, Any]] | None:
        try:
            with tarfile.open(model) as archive:
                for member in archive:
                    if member.name.endswith(FOLDS) and (file := archive.extractfile(member)):
                        return list(json.load(file))
        except (OSError, tarfile.TarError, ValueError):
            return None
        return None

    def known(self, model: Path) -> dict[str, dict[str, Any]]:
        try:
            return dict(json.loads(training.answers_of(model).read_text(encoding="utf-8")))
        except (OSError, ValueError):  # not there yet, or not whole: as good as nothing known
            return {}

    def remember(self, model: Path, answers: dict[str, dict[str, Any]]) -> None:
        file = training.answers_of(model)
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps(answers), encoding="utf-8")
        draft.replace(file)

    def understand(self, texts: Iterable[str], model: Path, content: Path) -> Iterator[dict[str, Any]]:
        try:
            for answer in understand(texts, model, content):
                answer.pop("milliseconds")
                answer.pop("text")
                yield answer
        except CannotUnderstand as error:
            raise CannotRehearse(str(error)) from error
