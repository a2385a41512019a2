"""One process: what it is, and its life under the supervisor (start, death, wait, start again)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from server.launcher.logs import rotate, shown

LEASH = Path(__file__).with_name("leash.py")
GROUP_GONE_SECONDS = 0.3  # how long killed grandchildren may take to go


def leashed(command: Sequence[str]) -> list[str]:
    """The command such that it dies with the thread that starts it."""
    return [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), *command]


@dataclass(frozen=True)
class Process:
    """Something to keep running."""

    name: str  # also the name of its log
    label: str  # for people, such as "Action server"
    command: Callable[[], Sequence[str]]  # asked at every start, so that Rasa comes back with today's model
    ready: Callable[[], bool]  # does it answer now? May be called from any thread
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    folder: Path = field(default_factory=Path.cwd)
    settle_seconds: float = 0.0  # for one that cannot be asked: alive this long counts as ready


@dataclass(frozen=True)
class Backoff:
    """How long to wait before a start, in seconds: first, twice that, four times, up to `longest`."""

    first: float = 1.0
    longest: float = 30.0
    healthy_after: float = 60.0  # a process that lived this long begins again with `first`

    def seconds(self, failures: int) -> float:
        return min(self.longest, self.first * 2.0 ** min(failures, 30))


class Child:
    """A process as it runs. Only the supervisor's thread calls `tend`; anyone may read."""

    def __init__(self, process: Process, log: Path, backoff: Backoff, tell: Callable[[str], None]) -> None:
        self.process, self.log, self._backoff, self._tell = process, log, backoff, tell
        self.exits = 0
        self.started_at = 0.0  # monotonic seconds
        self._failures = 0
        self._start_at = 0.0
        self._running: subprocess.Popen[bytes] | None = None
        rotate(log)

    @property
    def pid(self) -> int | None:
        running = self._running
        return running.pid if running else None

    @property
    def alive(self) -> bool:
        return self._running is not None and self._running.poll() is None

    @property
    def has_settled(self) -> bool:
        return time.monotonic() - self.started_at >= self.process.settle_seconds

    def tend(self) -> None:
        """Start it when it is due, and notice when it has died."""
        now = time.monotonic()
        if self._running is None:
            if now >= self._start_at:
                self._start(now)
        elif (code := self._running.poll()) is not None:
            self._died(code, now)
        elif self._failures and now - self.started_at >= self._backoff.healthy_after:
            self._failures = 0

    def signal_group(self, number: signal.Signals) -> None:
        if self._running is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._running.pid, number)

    def end(self) -> None:
        """Kill what is left of it and of all it started."""
        if self._running is not None:
            self._end_group(self._running)
        self._running = None

    def _start(self, now: float) -> None:
        try:
            with self.log.open("ab") as log:
                if self.exits:
                    log.write(f"--- {self.process.label} starts again\n".encode())
                    log.flush()
                self._running = subprocess.Popen(
                    leashed(self.process.command()),
                    cwd=self.process.folder,
                    env=dict(self.process.environment),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # a group of its own: Ctrl-C reaches it through us, in order
                )
            self.started_at = now
        except Exception as error:  # whatever it is, the other processes must live on
            with self.log.open("a") as log_text:
                log_text.write(f"--- {self.process.label} cannot be started: {error!r}\n")
            self._plan_start(f"cannot be started ({error})", now)

    def _died(self, code: int, now: float) -> None:
        if self._running is not None:
            self._end_group(self._running)  # what it started still holds its port
        self._running = None
        reason = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        self._plan_start(f"stopped ({reason})", now)

    def _plan_start(self, what: str, now: float) -> None:
        wait = self._backoff.seconds(self._failures)
        self._failures += 1
        self._start_at = now + wait
        self.exits += 1
        self._tell(f"{self.process.label} {what}; it starts again in {wait:g} s. See {shown(self.log)}")

    @staticmethod
    def _end_group(leader: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader.pid, signal.SIGKILL)
            leader.wait()
            deadline = time.monotonic() + GROUP_GONE_SECONDS
            while time.monotonic() < deadline:  # ends early with ProcessLookupError: nobody is left
                os.killpg(leader.pid, 0)
                time.sleep(0.01)
        leader.wait()
