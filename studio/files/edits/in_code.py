"""Names the program itself uses: an editor cannot rename or remove what Python calls by its name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from studio.files.refused import EditRefused

_PROJECT = Path(__file__).resolve().parents[3]
_ROOMS = (
    *("actions", "bot", "cases", "contacts", "council", "desk", "evaluation", "forms", "ivr", "kb", "pages"),
    *("server", "staff", "webchat"),
)
_WORD = re.compile(r"[A-Za-z_]\w*")


@cache
def _words() -> dict[str, str]:
    """Every word of the program, and a file it is in. The program does not change while it runs."""
    found: dict[str, str] = {}
    for room in _ROOMS:
        for path in sorted(_python(_PROJECT / room)):
            name = path.relative_to(_PROJECT).as_posix()
            found |= dict.fromkeys(_WORD.findall(path.read_text(encoding="utf-8")), name) | found
    return found


def _python(folder: Path) -> Iterator[Path]:
    """Not of what is installed beside it, which is ten thousand folders."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        yield from (Path(place, name) for name in files if name.endswith(".py"))


# What a part of the program is for, in an editor's words.
_PARTS = {
    "actions": "where the assistant acts in a conversation",
    "bot": "where words are understood and danger is heard",
    "cases": "where cases are opened",
    "contacts": "where contacts, texts and call-backs are kept",
    "desk": "at the advisers’ desk",
    "forms": "where a form asks what a case needs",
    "ivr": "on the phone line",
    "webchat": "in the chat",
}


def is_named(name: str) -> bool:
    return name in _words()


def warm() -> None:
    """Read the program now, so that the first editor who renames something need not wait for it."""
    _words()


def refuse_if_named(name: str, title: str, what: str, field: str) -> None:
    """Raises EditRefused, such as "Speak to a person may not be renamed ...". `what`: such as renamed."""
    if place := _words().get(name):
        part = _PARTS.get(place.partition("/")[0], "elsewhere")
        raise EditRefused(
            f"{title} may not be {what}: it is part of the program itself, which finds it by its name, {name}, "
            f"{part} ({place}). Its title, phrases, replies and article can all be changed. "
            f"If it must be {what} all the same, ask whoever looks after the software.",
            field,
        )
