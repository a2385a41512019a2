"""A change of several files, saved all or nothing, even when the disk is full or the process is killed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from studio.files.refused import Change, NotSaved

JOURNAL = ".studio-saving"  # there while files take their places: whoever finds it puts back what it names
FOLDERS = ("data", "council", "domain", "kb", "tests/nlu", "tests/conversations")
_NEW, _BEFORE = ".new~", ".before~"


def write(root: Path, change: Change) -> None:
    """Save a change of the files below `root`; one at a time for a root.

    Every new file is written beside the old one, and is safely on the disk before the first takes its place. What was
    there stands aside until the last has, so that a failure, or a process killed half-way, leaves all as it was.

    Raises:
        NotSaved: nothing was changed; the message says why in plain words.
        ValueError: a path leads out of `root`.
    """
    paths = {root.joinpath(*_safe(name)): data for name, data in change.items()}
    recover(root)
    made: list[Path] = []
    try:
        for path, data in paths.items():
            if data is not None:
                _make(path.parent, made)
                _write_beside(path, data)
            if path.exists():
                _aside(path, _BEFORE).unlink(missing_ok=True)
                os.link(path, _aside(path, _BEFORE))
        _begin(root, paths)
        for path, data in paths.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                os.replace(_aside(path, _NEW), path)
        _settle({path.parent for path in paths})
        (root / JOURNAL).unlink()  # from here on it is saved
    except OSError as error:
        recover(root)
        _tidy(paths)
        for folder in reversed(made):
            folder.rmdir()
        raise NotSaved(error.errno, f"Nothing was saved: {_reason(error)}") from error
    _tidy(paths)


def recover(root: Path) -> bool:
    """Put back what a save that was cut short had begun to change; whether there was one.

    To be called when a draft is opened again; `write` does so itself.
    """
    journal = root / JOURNAL
    try:
        begun = json.loads(journal.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    except ValueError:  # killed while it was being written: no file had taken its place yet
        begun = {}
    for name, was_there in begun.items():
        path = root.joinpath(*_safe(name))
        if not was_there:
            path.unlink(missing_ok=True)
        elif _aside(path, _BEFORE).exists():
            os.replace(_aside(path, _BEFORE), path)
    journal.unlink()
    for folder in FOLDERS:
        for stray in (root / folder).rglob(".*~"):
            if stray.name.endswith((_NEW, _BEFORE)):
                stray.unlink()
    return True


def _begin(root: Path, paths: Iterable[Path]) -> None:
    """From here until the journal goes, the files are between two states."""
    begun = {path.relative_to(root).as_posix(): _aside(path, _BEFORE).exists() for path in paths}
    _write(root / JOURNAL, json.dumps(begun).encode())
    _settle({root})


def _safe(name: str) -> tuple[str, ...]:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or any(part in ("..", ".git") for part in parts):
        raise ValueError(f"{name!r} is no file of the content")
    return parts


def _aside(path: Path, ending: str) -> Path:
    return path.with_name(f".{path.name}{ending}")


def _write_beside(path: Path, data: bytes) -> None:
    new = _aside(path, _NEW)
    _write(new, data)
    if path.exists():
        shutil.copymode(path, new)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make(folder: Path, made: list[Path]) -> None:
    for each in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        each.mkdir()
        made.append(each)


def _tidy(paths: Iterable[Path]) -> None:
    for path in paths:
        for ending in (_NEW, _BEFORE):
            _aside(path, ending).unlink(missing_ok=True)


def _settle(folders: Iterable[Path]) -> None:
    """The names in a folder, too, are safely on the disk."""
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
