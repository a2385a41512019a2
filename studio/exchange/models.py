"""The table of imports that wait for an editor's yes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base, UtcDateTime


class PendingImport(Base):
    """A file's phrases between preview and confirm; forgotten after a day, since nobody has looked at them yet.

    `rows` holds pairs of phrase and intent as the file has them, `mapped` what the editor chose for unknown intents,
    `sorted` the rows as they were sorted: text, named, intent, sort, about. Until then it says how far that is: `done`
    rows, and when that was `heard`, in seconds since 1970.
    """

    __tablename__ = "studio_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))  # of the file, or that it was pasted
    encoding: Mapped[str] = mapped_column(String(20))
    rows: Mapped[list[list[str]]] = mapped_column(JSON)
    mapped: Mapped[dict[str, str]] = mapped_column(JSON)
    sorted: Mapped[list[list[str]] | dict[str, float]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
