"""What an edit gives back, and how it is refused."""

from __future__ import annotations

from collections.abc import Mapping

# Paths from the content folder, with forward slashes, and what each file holds then; None takes a file away.
Change = Mapping[str, bytes | None]


class EditRefused(ValueError):
    """An edit cannot be made. The message is for the editor; `field` names what on the form it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = message, field


class NotSaved(OSError):
    """Nothing was written: the disk is full, or may not be written to. Every file is as it was."""
