"""Real servers for the tests that need one, each on a free port with its data in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import redis

from setup import parts
from tests.stack import free_port

READY_SECONDS = 20


@contextmanager
def redis_server() -> Iterator[str]:
    """The URL of a Redis that keeps nothing on disk."""
    port = free_port()
    command = [str(parts.redis()), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with _running(command):
        url = f"redis://127.0.0.1:{port}/0"
        _wait(lambda: redis.Redis.from_url(url).ping(), redis.RedisError)
        yield url


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The URL of an empty database on a PostgreSQL that trusts everybody on this machine."""
    binaries = Path(os.path.realpath(str(parts.postgresql()))).parent
    folder, port = Path(mkdtemp(prefix="frontdoor-postgresql-")), free_port()
    as_somebody: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
        as_somebody = ["runuser", "-u", "postgres", "--"]
    data = str(folder / "data")
    try:
        subprocess.run(
            [*as_somebody, str(binaries / "initdb"), "-D", data, "-U", "frontdoor", "-A", "trust", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        options = [
            f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "fsync=off"
        ]
        flags = [part for option in options for part in ("-c", option)]
        with _running([*as_somebody, str(binaries / "postgres"), "-D", data, *flags]):
            where = f"127.0.0.1:{port}/postgres"
            _wait(lambda: psycopg.connect(f"postgresql://frontdoor@{where}").close(), psycopg.OperationalError)
            yield f"postgresql+psycopg://frontdoor@{where}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(command: list[str]) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(READY_SECONDS)


def _wait(answers: Callable[[], object], refused: type[Exception]) -> None:
    until = time.monotonic() + READY_SECONDS
    while True:
        try:
            answers()
            return
        except refused:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
