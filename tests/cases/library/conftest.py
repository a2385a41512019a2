"""A demo library on a real loopback socket, on one fixed day, and libraries that misbehave."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

import pytest

from cases.library.client import LibraryLoans
from cases.library.demo_server import DEMO_LOANS, DemoHandler, DemoLibrary, DemoServer

TODAY = date(2027, 3, 1)
LOGIN = ("frontdoor", "demo")


def ask(port: int, **changed: Any) -> LibraryLoans:
    """The council's side, with a short wait so that no test is slow."""
    settings: dict[str, Any] = {"login": LOGIN[0], "password": LOGIN[1], "institution": "demo"}
    return LibraryLoans("127.0.0.1", port, **settings | {"timeout_seconds": 2.0} | changed)


class Running:
    """Starts servers on free ports and stops them when the test ends."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def __call__(self, server: socketserver.BaseServer) -> int:
        self._stack.callback(server.server_close)
        self._stack.callback(server.shutdown)
        threading.Thread(target=server.serve_forever, args=(0.002,), daemon=True).start()
        return int(server.server_address[1])  # type: ignore[index]


@pytest.fixture
def running() -> Iterator[Running]:
    with ExitStack() as stack:
        yield Running(stack)


@pytest.fixture
def library() -> DemoLibrary:
    return DemoLibrary.from_csv(DEMO_LOANS, lambda: TODAY)


@pytest.fixture
def loans(library: DemoLibrary, running: Running) -> LibraryLoans:
    """A library in good health."""
    return ask(running(DemoServer(("127.0.0.1", 0), library, LOGIN)))


@pytest.fixture
def behaving_as(library: DemoLibrary, running: Running) -> Callable[..., LibraryLoans]:
    """The same library with another way of answering."""

    def start(handler: type[DemoHandler], **changed: Any) -> LibraryLoans:
        server_type = type("Server", (DemoServer,), {"handler": handler})
        return ask(running(server_type(("127.0.0.1", 0), library, LOGIN)), **changed)

    return start


@pytest.fixture
def saying(running: Running) -> Callable[..., LibraryLoans]:
    """Something on the library's port that is not a library: it runs `speak` with the open socket."""

    def start(speak: Callable[[Any], None], **changed: Any) -> LibraryLoans:
        class Speaker(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                speak(self.request)

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Speaker)
        server.daemon_threads = True
        return ask(running(server), **changed)

    return start
