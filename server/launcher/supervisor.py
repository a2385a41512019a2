"""Keeps processes running: starts them together, starts again what dies, stops them with all they started."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Self

from server.launcher.logs import last_lines, shown
from server.launcher.process import Backoff, Child, Process

TICK_SECONDS = 0.05
READY_POLL_SECONDS = 0.1
HOPELESS_EXITS = 3  # dying this often before it was ever ready: waiting longer will not help


class NotReady(RuntimeError):
    """A process did not get ready; the message says why, which log to read and how that ends."""

    def __init__(self, process: Process, why: str, log: Path) -> None:
        self.process = process
        tail = last_lines(log) or "(it is empty)"
        super().__init__(f"{process.label} {why}. The end of {shown(log)}:\n{tail}")


class Supervisor:
    """Runs processes until `stop`.

    One thread of ours starts all of them and lives as long as they do: the kernel ends a process on our leash
    when the thread that started it ends, not only when the whole supervisor does.

    Args:
        logs: the folder for name.log of each process.
        tell: called with one line when a process dies, from the supervisor's thread.
        grace_seconds: how long processes may take to stop before they are killed.
    """

    def __init__(
        self,
        processes: Iterable[Process],
        logs: Path,
        tell: Callable[[str], None] = lambda line: None,
        backoff: Backoff | None = None,
        grace_seconds: float = 10.0,
    ) -> None:
        self._children = {
            process.name: Child(process, logs / f"{process.name}.log", backoff or Backoff(), tell)
            for process in processes
        }
        self._grace_seconds = grace_seconds
        self._stopping = threading.Event()
        self._hurry = threading.Event()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop everything and return when it is gone. A second Ctrl-C means without waiting for anyone."""
        self._stopping.set()
        try:
            self._join()
        except KeyboardInterrupt:
            self._hurry.set()
            self._join()

    def pid(self, name: str) -> int | None:
        """The process number, none while it waits to be started again."""
        return self._children[name].pid

    def labels(self, *names: str) -> list[str]:
        """What people call the processes, or all of them when none is named."""
        return [self._children[name].process.label for name in names or self._children]

    def log(self, name: str) -> Path:
        return self._children[name].log

    def kill(self, name: str) -> None:
        """End a process with SIGKILL, as a crash would, and return when its death was noticed."""
        child = self._children[name]
        exits, pid = child.exits, child.pid
        if pid is None:
            return
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        while child.exits == exits and self._thread.is_alive():
            time.sleep(TICK_SECONDS)

    def is_ready(self, name: str) -> bool:
        child = self._children[name]
        pid = child.pid
        return pid is not None and child.has_settled and child.process.ready() and child.pid == pid

    def wait_ready(
        self,
        *names: str,
        timeout_seconds: float = 120.0,
        on_ready: Callable[[Process], None] = lambda process: None,
    ) -> None:
        """Return when the processes answer; all of them when none is named.

        Raises:
            NotReady: the time is up, or one dies again and again.
        """
        waiting = {name: self._children[name].exits for name in names or self._children}
        deadline = time.monotonic() + timeout_seconds
        while True:
            for name, exits_before in list(waiting.items()):
                child = self._children[name]
                if self.is_ready(name):
                    del waiting[name]
                    on_ready(child.process)
                elif child.exits - exits_before >= HOPELESS_EXITS:
                    raise NotReady(child.process, "stops as soon as it has started", child.log)
                elif not self._thread.is_alive():
                    raise NotReady(child.process, "is not being run", child.log)
                elif time.monotonic() > deadline:
                    raise NotReady(child.process, f"was not ready after {timeout_seconds:g} s", child.log)
            if not waiting:
                return
            time.sleep(READY_POLL_SECONDS)

    def wait(self) -> None:
        """Return when everything has stopped."""
        self._join()

    def _join(self) -> None:
        while self._thread.is_alive():
            self._thread.join(0.5)

    def _run(self) -> None:
        try:
            while not self._stopping.wait(TICK_SECONDS):
                for child in self._children.values():
                    child.tend()
        finally:
            self._end_all()

    def _end_all(self) -> None:
        children = self._children.values()
        for child in children:
            child.signal_group(signal.SIGTERM)
        deadline = time.monotonic() + self._grace_seconds
        while any(child.alive for child in children):
            if self._hurry.is_set() or time.monotonic() > deadline:
                break
            time.sleep(TICK_SECONDS)
        for child in children:
            child.end()
