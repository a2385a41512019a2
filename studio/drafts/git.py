"""Runs git: never through a shell, with nobody's settings, hooks or editors, and with errors that have names."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from studio.drafts.errors import GitFailed, GitMissing, NoRepository

SECONDS = 60  # a git that takes longer hangs on something, such as a disk that has gone
# Set for every command, whatever the repository or the machine says:
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",  # it names a program to run
    "core.autocrlf=false",  # files stay as they are, byte for byte
    "core.quotePath=false",
    "core.attributesFile=/dev/null",
    "commit.gpgSign=false",
    "gc.auto=0",  # a save must not wait for housekeeping
    "maintenance.auto=false",
    "safe.directory=*",  # the folder was chosen by whoever runs the service, and may belong to another account
)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LEFT_BEHIND = ("not a git repository", "does not exist in", "must be run in a work tree")


def is_commit(name: str) -> bool:
    """Whether a text is a whole commit name: the only kind that goes into a command."""
    return bool(_COMMIT.fullmatch(name))


def environment() -> dict[str, str]:
    """Ours without anything that would point git elsewhere or make it ask somebody."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "SSH_ASKPASS"))}
    return {
        **kept,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",  # looking never takes a lock that a save would trip over
        "LC_ALL": "C",  # messages are looked at
    }


class Git:
    """git in one folder.

    Args:
        folder: a work tree.
        holding: file descriptors of locks that git is to hold as well, so that a lock is not free while a git
            still runs whose parent was killed.
    """

    def __init__(self, folder: Path, holding: tuple[int, ...] = ()) -> None:
        self.folder = folder
        self._holding = holding

    def holding(self, descriptor: int) -> Git:
        return Git(self.folder, (*self._holding, descriptor))

    def at(self, folder: Path) -> Git:
        """The same in another work tree."""
        return Git(folder, self._holding)

    def output(self, *arguments: str, given: bytes | None = None) -> bytes:
        """What git writes.

        Raises:
            GitMissing: there is no git on this machine.
            NoRepository: the folder is gone or not a git checkout.
            GitFailed: git said no, or took longer than SECONDS.
        """
        if not self.folder.is_dir():
            raise NoRepository(self.folder)
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        command = ["git", "--literal-pathspecs", *settings, *arguments]
        try:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env=environment(),
                input=given if given is not None else b"",
                capture_output=True,
                timeout=SECONDS,
                check=False,
                pass_fds=self._holding,
            )
        except FileNotFoundError as error:
            raise GitMissing from error
        except subprocess.TimeoutExpired as error:
            raise GitFailed(arguments, f"no answer in {SECONDS} seconds") from error
        except OSError as error:
            raise GitFailed(arguments, str(error)) from error
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()
            if any(words in said for words in _LEFT_BEHIND) and "git" in said:
                raise NoRepository(self.folder)
            raise GitFailed(arguments, said)
        return done.stdout

    def text(self, *arguments: str, given: bytes | None = None) -> str:
        """What git writes as words, without the last line's end. Raises as `output` does."""
        return self.output(*arguments, given=given).decode(errors="replace").rstrip("\n")

    def succeeds(self, *arguments: str) -> bool:
        """Whether git says yes. Raises GitMissing and NoRepository."""
        try:
            self.output(*arguments)
        except GitFailed:
            return False
        return True
