"""Names the program itself uses: an editor cannot rename or remove what Python calls by its name."""

from __future__ import annotations

import re
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
        for path in sorted((_PROJECT / room).rglob("*.py")):
            if ".venv" not in path.parts:
                name = path.relative_to(_PROJECT).as_posix()
                found |= dict.fromkeys(_WORD.findall(path.read_text(encoding="utf-8")), name) | found
    return found


def refuse_if_named(name: str, title: str, what: str, field: str) -> None:
    """Raises EditRefused, such as "Speak to a person is part of the program ...". `what`: such as renamed."""
    if place := _words().get(name):
        raise EditRefused(
            f"{title} is part of the program itself ({place} names {name}), so it cannot be {what} here. "
            "Ask whoever looks after the software.",
            field,
        )
