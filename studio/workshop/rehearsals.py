"""What the workshop asks of others: models, and a whole assistant off the live one to try a draft on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event
from typing import Any, Protocol


class CannotTrain(RuntimeError):
    """No model came of it; the message is for an editor."""


class Stopped(RuntimeError):
    """Somebody asked for the work to stop."""


class CannotRehearse(RuntimeError):
    """The rehearsal did not start or went; the message is for an editor."""


class Models(Protocol):
    """Trains and asks models. A model is a file; a content is a folder with data/, domain/, council/ and config.yml."""

    def train(self, content: Path, tell: Callable[[str], None], stop: Event) -> Path:
        """Raises CannotTrain, Stopped."""
        ...

    def held_out(self, model: Path) -> list[dict[str, Any]] | None:
        """{text, intent, guess, confidence} of the phrases that were held out when it was trained; none for a model
        of a version that kept none."""
        ...

    def known(self, model: Path) -> dict[str, dict[str, Any]]:
        """What a model is known to make of messages, by their texts, from earlier comparisons."""
        ...

    def remember(self, model: Path, answers: dict[str, dict[str, Any]]) -> None: ...

    def understand(self, texts: Iterable[str], model: Path, content: Path) -> Iterator[dict[str, Any]]:
        """What a model makes of each text, as `frontdoor understand` prints it. Raises CannotRehearse."""
        ...


class Rehearsal(Protocol):
    """A whole assistant on loopback: Rasa, actions, web application, with a database and ports of its own."""

    @property
    def base_url(self) -> str:
        """Of the web application."""
        ...

    @property
    def rasa_url(self) -> str: ...

    @property
    def token(self) -> str:
        """Rasa's."""
        ...

    def use(self, model: Path) -> None:
        """Let a model answer. Raises CannotRehearse."""
        ...

    def understand(self, texts: Iterable[str]) -> Iterator[dict[str, Any]]:
        """What its model makes of each text. Raises CannotRehearse."""
        ...

    def play(self, script: Path) -> str | None:
        """Play a dialogue of tests/conversations; none when it goes as written, else what came instead."""
        ...

    def ask(self, enquiry: str, message: str) -> str | None:
        """Begin a contact with a message; none when it leads where the catalogue says of the enquiry, else what came
        instead."""
        ...


class Rehearsals(Protocol):
    """Holds at most one rehearsal, which stops when nobody has used it for some minutes."""

    def start(self, content: Path, model: Path) -> Rehearsal:
        """The rehearsal of a content, started with a model; the one that runs, whatever its model, when there is one.

        Raises:
            CannotRehearse
        """
        ...

    def stop(self) -> None: ...
