"""A whole assistant off the live one, to try a draft on: the running stack once more, with a content of its own."""

from __future__ import annotations

import secrets
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import structlog
from pydantic_settings import PydanticBaseSettingsSource

from council.yaml_files import CouncilDataError
from server.dialogues import ChatResident, NotAsWritten, play
from server.enquiry_messages import EnquiryMessages
from server.launcher.ports import PortsInUse
from server.launcher.processes import STUDIO
from server.launcher.stack import CannotStart, Stack
from server.launcher.supervisor import NotReady
from server.settings import ROOT, Settings
from studio.workshop.rehearsals import CannotRehearse

# A Wednesday morning, with people at their desks; bins of Tuesday's rounds can still be reported. The dialogues of
# tests/conversations are written for it.
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
IDLE_SECONDS = 20.0  # it holds 2 GB, and is used again only when the same draft is compared anew
PATIENT_SECONDS = (
    60.0  # for one turn: a rehearsal gives way to the live assistant, and is not to fail for that
)
SWAP_SECONDS = 180.0
TRIES = 2  # of a dialogue: what fails once on a busy machine and not again is not the draft's fault
DOES_NOT_START = "The rehearsal of the draft did not start. "
STOPPED = "The rehearsal of the draft stopped answering. Try again in a few minutes."

# Alembic knows one migration at a time in a process, and two rehearsals may start at once.
_MIGRATING = threading.Lock()

log = structlog.get_logger(__name__)


class RehearsalSettings(Settings):
    """Nothing is taken from the environment: no secret, telephone or database of the live service."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[Any],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def settings_for(content: Path, scratch: Path) -> Settings:
    """Of a stack on loopback with ports, secrets and a database of its own, where it is always Wednesday."""
    return RehearsalSettings(
        mode="demo",
        rehearsal=True,
        pretend_now=WEDNESDAY,
        content_folder=content,
        database_url=f"sqlite:///{scratch}/frontdoor.db",
        rasa_tracker_database=str(scratch / "rasa.db"),
        web_port=free_port(),
        rasa_port=free_port(),
        actions_port=free_port(),
        library_port=free_port(),
        rasa_token=secrets.token_urlsafe(16),
        secret_key=secrets.token_urlsafe(32),
        twilio_auth_token=secrets.token_urlsafe(16),
        chat_seconds=PATIENT_SECONDS,
        phone_seconds=PATIENT_SECONDS,
    )


class StackRehearsal:
    """One running stack; implements studio.workshop.rehearsals.Rehearsal."""

    def __init__(self, content: Path, model: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.content, self._scratch = content, Path(tempfile.mkdtemp(prefix="rehearsal-", dir=folder))
        self._settings = settings_for(content, self._scratch)
        self._stack = Stack(self._settings, folder / "log", model=model, without=(STUDIO,))
        self.used_at = time.monotonic()
        self._enquiries, self._resident = EnquiryMessages(content), ChatResident(self._settings)
        self._rasa = httpx.Client(
            base_url=f"{self.rasa_url}/webhooks/contact",
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=PATIENT_SECONDS,
            trust_env=False,
        )

    @property
    def base_url(self) -> str:
        return self._settings.web_url

    @property
    def rasa_url(self) -> str:
        return self._settings.rasa_url

    @property
    def token(self) -> str:
        return self._settings.rasa_token

    def start(self) -> None:
        try:
            with _MIGRATING:
                self._stack.start()
            self._stack.wait_ready()
        except (CannotStart, NotReady, PortsInUse) as error:
            raise CannotRehearse(DOES_NOT_START + _first_sentence(error)) from error

    def stop(self) -> None:
        self._stack.stop()
        self._rasa.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def use(self, model: Path) -> None:
        """Let a model answer, and ask a first question, which may take longer than those after it."""
        self._touch()
        try:
            answer = self._rasa.post("/model", json={"path": str(model.resolve())}, timeout=SWAP_SECONDS)
            if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
                raise CannotRehearse(str(answer.json()["error"]))
            answer.raise_for_status()
        except (httpx.HTTPError, ValueError, LookupError) as error:
            raise CannotRehearse(STOPPED) from error
        self._stack.model = model  # should Rasa die, it comes back with this one
        try:
            self._stack.ask()
        except CannotStart as error:
            raise CannotRehearse(_first_sentence(error)) from error

    def understand(self, texts: Iterable[str]) -> Iterator[dict[str, Any]]:
        try:
            for text in texts:
                self._touch()
                answer = self._rasa.post("/understand", json={"words": text})
                yield dict(answer.raise_for_status().json())
        except (httpx.HTTPError, ValueError) as error:
            raise CannotRehearse(STOPPED) from error

    def play(self, script: Path) -> str | None:
        self._touch()
        came = None
        for _ in range(TRIES):
            try:
                play(script, self._settings)
                return None
            except (NotAsWritten, CouncilDataError) as error:
                came = str(error)
        return came

    def ask(self, enquiry: str, message: str) -> str | None:
        self._touch()
        came = None
        for _ in range(TRIES):
            try:
                self._enquiries.play(enquiry, message, self._resident)
                return None
            except (NotAsWritten, CouncilDataError) as error:
                came = str(error)
        return came

    def _touch(self) -> None:
        self.used_at = time.monotonic()


def _first_sentence(error: Exception) -> str:
    """Which part it was. What follows is the end of a log, which is for whoever looks after the server."""
    log.warning("rehearsal_failed", why=str(error))
    return str(error).splitlines()[0].partition(" The end of ")[0]


class StackRehearsals:
    """At most one at a time; implements studio.workshop.rehearsals.Rehearsals.

    Args:
        folder: for scratch databases and logs.
    """

    def __init__(self, folder: Path = ROOT / "var" / "workshop") -> None:
        self._folder, self._one_at_a_time = folder, threading.Lock()
        self._running: StackRehearsal | None = None

    def start(self, content: Path, model: Path) -> StackRehearsal:
        with self._one_at_a_time:
            if self._running is not None and self._running.content == content:
                return self._running
            self._stop()
            with suppress(OSError):
                for left in self._folder.glob("rehearsal-*"):  # by a worker that was killed
                    shutil.rmtree(left, ignore_errors=True)
            rehearsal = StackRehearsal(content, model, self._folder)
            try:
                rehearsal.start()
            except BaseException:
                rehearsal.stop()
                raise
            self._running = rehearsal
            return rehearsal

    def stop(self) -> None:
        with self._one_at_a_time:
            self._stop()

    def stop_idle(self) -> None:
        """Stop one that nobody has used for IDLE_SECONDS."""
        running = self._running
        if running is not None and time.monotonic() - running.used_at > IDLE_SECONDS:
            self.stop()

    def _stop(self) -> None:
        if self._running is not None:
            self._running.stop()
            self._running = None
