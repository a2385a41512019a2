"""Runs the stack from a terminal: progress, addresses, Ctrl-C."""

from __future__ import annotations

import signal

from server.launcher import first_day
from server.launcher.addresses import table
from server.launcher.ports import PortsInUse
from server.launcher.progress import Progress
from server.launcher.stack import CannotStart, Stack
from server.launcher.supervisor import NotReady
from server.settings import Settings
from server.training import TrainingFailed


def run_until_stopped(settings: Settings) -> int:
    """Start everything, say where it is, and stop it on SIGINT, SIGTERM or SIGHUP.

    Returns:
        0 when it was asked to stop, 1 when it could not start or go on.
    """
    progress = Progress()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # each ends the same way as Ctrl-C
    stack = Stack(settings, progress=progress, tell=progress.problem)
    try:
        stack.start()
        stack.wait_ready()
        first = first_day.is_first_day(settings)
        answer = stack.ask()
        progress.line(f"\nFrontdoor is ready. Its first answer was: {' '.join(answer.split())}")
        progress.console.print(table(settings, stack.url))
        if first:
            first_day.begin(stack.url)
            progress.line("Invented residents are writing, so that the studio's inbox has something to show.")
        progress.line("Logs are in var/log. Ctrl-C stops everything.")
        stack.supervisor.wait()
        progress.problem("The supervisor stopped by itself.")
    except KeyboardInterrupt:
        progress.line("\nStopping")
        stack.stop()
        return 0
    except (PortsInUse, TrainingFailed, NotReady, CannotStart) as error:
        progress.problem(str(error))
    finally:
        stack.stop()
    return 1
