"""The whole of Frontdoor as one thing that starts and stops, for `make run` and for tests."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Self

from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from database.engine import open_engine
from server import training
from server.launcher import first_question
from server.launcher.logs import last_lines, shown
from server.launcher.ports import require_free
from server.launcher.process import Process
from server.launcher.processes import ports, processes, reachable_url
from server.launcher.progress import Progress, silent
from server.launcher.supervisor import Supervisor
from server.migrate import migrate
from server.settings import ROOT, Settings

READY_SECONDS = 240.0  # Rasa needs some 20 s to load on two cores; a cold disk makes it minutes


class CannotStart(RuntimeError):
    """A part failed before or at the first question; the message ends with the log to read."""


class Stack:
    """Rasa, the action server, the web application, the workers and, in the demo setting, the library.

    `with Stack(settings) as stack:` runs them on the ports, database and tracker file of the settings, and
    the block begins when each of them answers. A test can `kill("rasa")` and `wait_ready("rasa")`.

    Args:
        logs: the folder for each process's log.
        tell: called with a line when a process dies and is started again.
        model: the one Rasa starts with; none: the current one of the content, trained if need be.
        without: names of processes that are not wanted.
    """

    def __init__(
        self,
        settings: Settings,
        logs: Path = ROOT / "var" / "log",
        progress: Progress | None = None,
        tell: Callable[[str], None] = lambda line: None,
        model: Path | None = None,
        without: Collection[str] = (),
    ) -> None:
        self.settings, self.logs = settings, logs
        self.model, self._without = model, without
        self.url = reachable_url(settings)
        self._progress = progress or silent()
        self._model: Path | None = None
        self._tell = tell
        self._supervisor: Supervisor | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
            self.wait_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    @property
    def supervisor(self) -> Supervisor:
        if self._supervisor is None:
            raise CannotStart("the stack has not been started")
        return self._supervisor

    def start(self) -> None:
        """Check the ports, train and migrate where needed, and start every process; does not wait for them.

        Raises:
            PortsInUse: one of our ports is taken.
            TrainingFailed: there is no model for the current data and none could be trained.
            CannotStart: the database could not be migrated.
        """
        require_free(ports(self.settings))
        model = self.model or training.current_model(self.settings.content_folder)
        if model is None:
            with self._progress.step("Training the assistant, a few minutes the first time") as tell:
                model = training.train(tell, self.settings.content_folder)
        self._model = model
        with self._progress.step("Database"):
            self._migrate()
        Path(self.settings.rasa_tracker_database).parent.mkdir(parents=True, exist_ok=True)
        wanted = [one for one in processes(self.settings, self._live_model) if one.name not in self._without]
        self._supervisor = Supervisor(wanted, self.logs, self._tell)
        self._supervisor.start()

    def wait_ready(self, *names: str, timeout_seconds: float = READY_SECONDS) -> None:
        """Wait for some processes, or for all; raises NotReady."""
        with self._progress.step("Processes") as tell:
            starting = self.supervisor.labels(*names)

            def on_ready(process: Process) -> None:
                starting.remove(process.label)
                tell(f"waiting for {', '.join(starting)}" if starting else "all are ready")

            self.supervisor.wait_ready(*names, timeout_seconds=timeout_seconds, on_ready=on_ready)

    def ask(self) -> str:
        """Put a resident's question to the front door and return the answer.

        Raises:
            CannotStart: no answer came; names the log to read.
        """
        try:
            with self._progress.step("A first question"):
                return first_question.ask(self.url)
        except first_question.NoAnswer as error:
            log = self.supervisor.log(error.suspect)
            raise CannotStart(f"{error}. The end of {shown(log)}:\n{last_lines(log)}") from error

    def kill(self, name: str) -> None:
        """End a process as a crash would, by SIGKILL; the supervisor starts it again."""
        self.supervisor.kill(name)

    def stop(self) -> None:
        if self._supervisor is not None:
            self._supervisor.stop()

    def _live_model(self) -> Path:
        if self.model is not None:
            return self.model
        # An editor's release changes the data and leaves a model for them. In between, and while a file is
        # being saved, the last model that served goes on serving.
        with suppress(OSError):
            self._model = training.current_model(self.settings.content_folder) or self._model
        if self._model is None:
            raise training.TrainingFailed("There is no model to start Rasa with: run make train")
        return self._model

    def _migrate(self) -> None:
        try:
            engine = open_engine(self.settings.database_url)
            try:
                migrate(engine)
            finally:
                engine.dispose()
        except (SQLAlchemyError, CommandError) as error:
            raise CannotStart(
                f"The database could not be migrated (FRONTDOOR_DATABASE_URL): {error}"
            ) from error
