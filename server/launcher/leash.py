"""Turns into a command that the kernel kills when the supervisor dies, however it dies, even by kill -9.

Run as a script: `python -I -S leash.py SUPERVISOR_PID COMMAND...`. It needs only the standard library.
A wrapper, because code between fork and exec is not safe in a supervisor that has threads.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h; kept over exec, not inherited by the command's own children
COMMAND_NOT_FOUND = 127  # what a shell says too


def main() -> None:
    supervisor, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != supervisor:  # it died before the line above
        sys.exit(1)
    try:
        os.execvp(command[0], command)  # noqa: S606
    except OSError as error:
        print(f"{command[0]} does not start: {error.strerror}", file=sys.stderr)
        sys.exit(COMMAND_NOT_FOUND)


if __name__ == "__main__":
    main()
