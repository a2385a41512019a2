"""Live as it runs: the model that answers residents, beside the files it learnt from. A programmer may have committed
to the live files since, and those are not live before the assistant has learnt them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Protocol

from studio.drafts.errors import DraftProblem
from studio.drafts.repository import Repository
from studio.workshop.snapshots import Snapshots

LEARNT_FROM = ("config.yml", "data", "domain", "council")  # what can change a model
NOT_LEARNT = "council/alerts.yml"  # alerts are live at once, whatever the assistant has learnt
LOOKED_BACK = 30  # changes to those: half a second each
MOST_NAMED = 5
AS_NOW = "The live assistant has not learnt it, so live is taken as it answers now."
LATER = "It goes live with the next release."
UNSAVED = f"Somebody has changed the live files and not committed it. {AS_NOW}"
OTHER_FILES = (
    "The live assistant learnt from other files than the live ones, or with another version of the program. "
    "Live is taken as it answers now."
)


@dataclass(frozen=True)
class Running:
    """`content`: a folder with what the model was trained on, or all there is of it. `note`: what an editor should know
    of the live files that are newer."""

    content: Path
    model: Path
    note: str = ""


class Models(Protocol):
    """Trained models, as far as live is concerned."""

    def answering(self) -> Path | None:
        """The file of the model that answers residents; none where no assistant answers here, or its file is gone."""

    def model_of(self, content: Path) -> Path | None:
        """The model for a content as it is, none when there is none. Raises OSError."""

    def train(self, content: Path, tell: Callable[[str], None], stop: Event) -> Path:
        """Raises CannotTrain, Stopped."""


class LiveAsItRuns:
    """
    Args:
        live: the checkout whose files are live.
        snapshots: where the files of an older commit are put.
    """

    def __init__(self, live: Path, snapshots: Snapshots, models: Models) -> None:
        self._live, self._snapshots, self._models = live, snapshots, models
        self._repository = Repository(live)
        self._found: dict[tuple[str, str], str | None] = {}  # commits by the head and the model's name

    def now(self, tell: Callable[[str], None] = lambda line: None, stop: Event | None = None) -> Running:
        """Trains where nothing answers and there is no model for the live files.

        Raises:
            CannotTrain, Stopped
        """
        answering = self._models.answering()
        if answering is None:
            return Running(self._live, self._models.train(self._live, tell, stop or Event()))
        if answering == self._current():
            return Running(self._live, answering)
        try:
            head = self._repository.live()
            commit = self._commit_of(answering, head)
            if commit is not None:
                return Running(self._snapshots.of(commit), answering, self._newer(commit, head))
        except DraftProblem:  # no git here: what there is must do
            pass
        return Running(self._live, answering, OTHER_FILES)

    def _current(self) -> Path | None:
        try:
            return self._models.model_of(self._live)
        except OSError:  # a file is being saved
            return None

    def _commit_of(self, model: Path, head: str) -> str | None:
        """The newest commit of live whose files a model learnt from."""
        key = (head, model.name)
        if key not in self._found:
            self._found = {key: next((one for one in self._states(head) if self._made(one, model)), None)}
        return self._found[key]

    def _states(self, head: str) -> Iterator[str]:
        """Commits that differ in what a model learns from: the newest of each kind."""
        yield head
        changes = ("log", "--first-parent", f"--max-count={LOOKED_BACK}", "--format=%P", head, "--")
        for parents in self._repository.git.text(*changes, *LEARNT_FROM).splitlines():
            if parents:
                yield parents.split()[0]

    def _made(self, commit: str, model: Path) -> bool:
        with tempfile.TemporaryDirectory(prefix="running-") as folder:
            content = self._repository.export(commit, Path(folder))
            try:
                return self._models.model_of(content) == model
            except OSError:  # a commit without content
                return False

    def _newer(self, commit: str, head: str) -> str:
        if commit == head:
            return UNSAVED
        since = (
            "log",
            "--first-parent",
            "--format=%s",
            f"{commit}..{head}",
            "--",
            *self._but_alerts(commit, head),
        )
        sentences = self._repository.git.text(*since).splitlines()
        named = ", ".join(f"“{sentence}”" for sentence in sentences[:MOST_NAMED])
        rest = len(sentences) - MOST_NAMED
        more = f" and {rest} more" if rest > 0 else ""
        return f"The live files are newer than what answers: {named}{more}. {AS_NOW} {LATER}"

    def _but_alerts(self, *commits: str) -> list[str]:
        """Where something is learnt from, of any of the commits. The folder of the alerts is named file by file."""
        folder = NOT_LEARNT.rpartition("/")[0]
        files = (self._repository.git.text("ls-tree", "--name-only", one, f"{folder}/") for one in commits)
        listed = {file for text in files for file in text.splitlines()} - {NOT_LEARNT}
        return [*(place for place in LEARNT_FROM if place != folder), *sorted(listed)]
