"""The trained models, as releasing needs them. Implemented by the server, which trains."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol


class Models(Protocol):
    def model_for(self, content: Path) -> Path | None:
        """The model trained on exactly the content of a folder, with the code that runs; none when there is none.
        Raises OSError: the content cannot be read."""

    def keep(self, names: Iterable[str]) -> None:
        """These models, by file name, must stay; no others need to. Raises OSError."""


class Assistant(Protocol):
    """The model that answers residents, see contacts/answering_model.py for what is raised."""

    def names(self) -> set[str | None]: ...

    def prepare(self, model: Path) -> None: ...

    def switch(self, model: Path) -> None: ...

    def forget(self) -> None: ...
