"""What a form of the studio brought, read without trusting it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

LARGEST_FIELD = 2 * 1024 * 1024  # bytes: ten thousand phrases, pasted. The form as a whole may have no more


class SentForm:
    """Words only: a file in the place of a field counts as nothing.

    Args:
        prefix: what the names of the fields begin with, where a form holds another within it.
    """

    def __init__(self, form: FormData, prefix: str = "") -> None:
        self._form, self._prefix = form, prefix

    def under(self, prefix: str) -> SentForm:
        return SentForm(self._form, self._prefix + prefix)

    def words(self, name: str) -> str:
        """Without spaces around it. A browser ends lines with CR LF; our files with LF."""
        value = self._form.get(self._prefix + name)
        return _tidied(value) if isinstance(value, str) else ""

    def line(self, name: str) -> str:
        """On one line, with single spaces."""
        return " ".join(self.words(name).split())

    def lines(self, name: str) -> list[str]:
        """Each line that says something, once, in order; a dash in front, as in the files, is taken off."""
        lines = (" ".join(line.removeprefix("- ").split()) for line in self.words(name).split("\n"))
        return list(dict.fromkeys(line for line in lines if line and line != "-"))

    def ticked(self, name: str) -> list[str]:
        """Every value sent under a name, each once."""
        values = (
            _tidied(value) for value in self._form.getlist(self._prefix + name) if isinstance(value, str)
        )
        return list(dict.fromkeys(value for value in values if value))

    def upload(self, name: str) -> tuple[str, bytes] | None:
        """The name and the bytes of a file; none when no file was chosen."""
        sent = self._form.get(self._prefix + name)
        if not isinstance(sent, UploadFile) or not sent.filename:
            return None
        return _tidied(sent.filename), sent.file.read()

    def __contains__(self, name: str) -> bool:
        return self._prefix + name in self._form

    def fields(self) -> list[tuple[str, str]]:
        """Everything that was sent, to be sent again."""
        return [(name, value) for name, value in self._form.multi_items() if isinstance(value, str)]


def _tidied(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\x00", "").strip()


async def _sent(request: Request) -> SentForm:
    sent = SentForm(await request.form(max_part_size=LARGEST_FIELD))
    request.state.seen = sent.words("seen")  # see Room.page
    return sent


Sent = Annotated[SentForm, Depends(_sent)]  # a parameter of a route
