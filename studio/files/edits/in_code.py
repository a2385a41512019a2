"""Names the program itself uses: an editor cannot rename or remove what Python calls by its name.

Of the enquiries these are few: what the program does for the others it finds by what the catalogue says of them, such
as `known_as` (council/catalogue.py). A test keeps the list complete.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from studio.files.refused import EditRefused

# Why each goes by its name, to end "... may not be renamed, because".
BOUND = {
    "ask_for_human": "it is how anybody gets to a person at any moment: in the middle of a form, by 0 on the "
    "phone, and before all else that they said",
    "report_emergency": "danger is listened for apart from all enquiries, and what is heard is answered as this one",
    "request_interpreter": "a message in another language leads to it, whatever else it says",
    "affirm": "it is the yes to whatever was asked last, in every form and conversation",
    "deny": "it is the no to whatever was asked last, in every form and conversation",
    "greet": "a hello is no enquiry, and is answered wherever it is said",
    "goodbye": "a goodbye is no enquiry, and ends the conversation wherever it is said",
    "thanks": "thanks are no enquiry, and are answered wherever they are said",
    "out_of_scope": "it is what a message is that asks for nothing we do",
}
# What can be done in its place, by what may not be.
_INSTEAD = {
    "renamed": "Residents never see its name: what they see and hear, such as its phrases and replies, can be changed",
    "merged": "Move the phrases that belong to another enquiry there, from its page",
    "retired": "Move the phrases that belong to another enquiry there, from its page, and change what it answers",
}
_PROJECT = Path(__file__).resolve().parents[3]
_ROOMS = (
    *("actions", "bot", "cases", "contacts", "council", "desk", "evaluation", "forms", "ivr", "kb", "pages"),
    *("server", "staff", "webchat"),
)
_REPLY = re.compile(r"\butter_\w+")


@cache
def _replies() -> frozenset[str]:
    """Every reply the program names. It does not change while it runs."""
    return frozenset(name for path in program() for name in _REPLY.findall(path.read_text(encoding="utf-8")))


def program() -> Iterator[Path]:
    """Its files; not those of the studio and the tests, which work with whatever there is."""
    for room in _ROOMS:
        yield from sorted(_python(_PROJECT / room))


def _python(folder: Path) -> Iterator[Path]:
    """Not of what is installed beside it, which is ten thousand folders."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        yield from (Path(place, name) for name in files if name.endswith(".py"))


def is_named(name: str) -> bool:
    """Of an intent or a reply."""
    return name in BOUND or name in _replies()


def warm() -> None:
    """Read the program now, so that the first editor who renames something need not wait for it."""
    _replies()


def refuse_if_named(name: str, title: str, what: str, field: str) -> None:
    """Raises EditRefused, such as "Speak to a person may not be renamed ...".

    Args:
        name: of an intent, or of a reply that is named after it.
        what: renamed, merged or retired.
    """
    if why := BOUND.get(name):
        raise EditRefused(f"{title} may not be {what}, because {why}. {_INSTEAD[what]}.", field)
    if name in _replies():
        raise EditRefused(
            f"{title} may not be {what}, because the program says its reply {name} by that name."
            " Ask whoever looks after the software.",
            field,
        )
