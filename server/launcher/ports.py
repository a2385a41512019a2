"""Looks whether the ports are free before anything starts, so that the message can name what to change."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Port:
    number: int
    label: str  # who wants it, such as "Rasa"
    setting: str  # the variable that moves it, such as "FRONTDOOR_RASA_PORT"
    host: str = "127.0.0.1"


class PortsInUse(RuntimeError):
    """One line for each port that cannot be had, with the setting that moves it."""


def require_free(ports: Iterable[Port]) -> None:
    """Do nothing when every port can be listened on.

    Raises:
        PortsInUse: one or more are taken, may not be used, or are asked for twice.
    """
    problems: list[str] = []
    wanted: dict[int, Port] = {}
    for port in ports:
        twin = wanted.setdefault(port.number, port)
        if twin is not port:
            problems.append(
                f"Port {port.number} is set for both {twin.label} and {port.label}. "
                f"Change {twin.setting} or {port.setting}."
            )
        elif problem := _problem(port):
            problems.append(problem)
    if problems:
        raise PortsInUse("\n".join(problems))


def _problem(port: Port) -> str | None:
    with socket.socket(socket.AF_INET6 if ":" in port.host else socket.AF_INET) as probe:
        # As the servers do: a connection that has only just closed does not hold the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((port.host, port.number))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return (
                    f"Port {port.number} ({port.label}) is in use. Stop what uses it or set {port.setting}."
                )
            reason = os.strerror(error.errno) if error.errno else str(error)
            return f"Port {port.number} ({port.label}) cannot be used: {reason}. Set {port.setting}."
    return None
