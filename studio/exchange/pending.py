"""Keeps an import between its preview and the editor's yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from database.base import now
from database.engine import Database
from studio.exchange.models import PendingImport
from studio.exchange.sorting import Row, Sort, Sorted, sort_rows
from studio.exchange.tables import Table
from studio.files.content import Content

KEPT = timedelta(days=1)
LONGEST_NAME = 100  # characters


@dataclass(frozen=True)
class ImportView:
    id: int
    name: str
    encoding: str
    mapped: Mapping[str, str]
    sorted: Sorted


class Imports:
    """Everybody sees their own only."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database, self._clock = database, clock

    def keep(self, account_id: int, name: str, table: Table, content: Content) -> int:
        """Sort a file's phrases and keep them. What is older than a day is forgotten."""
        found = sort_rows(content, table.rows, {})
        with self._database.session() as session:
            session.execute(delete(PendingImport).where(PendingImport.at < self._clock() - KEPT))
            row = PendingImport(
                account_id=account_id,
                name=name[:LONGEST_NAME],
                encoding=table.encoding,
                rows=[list(pair) for pair in table.rows],
                mapped={},
                sorted=_written(found),
                at=self._clock(),
            )
            session.add(row)
            session.flush()
            return row.id

    def view(self, account_id: int, import_id: int) -> ImportView | None:
        """None when there is none, or no more."""
        with self._database.reading() as session:
            row = self._row(session, account_id, import_id)
            if row is None:
                return None
            found = Sorted(
                tuple(
                    Row(text, named, intent, Sort(sort), about)
                    for text, named, intent, sort, about in row.sorted
                )
            )
            return ImportView(row.id, row.name, row.encoding, row.mapped, found)

    def sort_again(
        self, account_id: int, import_id: int, content: Content, mapped: Mapping[str, str] | None = None
    ) -> None:
        """With intents the editor chose, or against content that has changed since."""
        with self._database.reading() as session:
            row = self._row(session, account_id, import_id)
            if row is None:
                return
            pairs = [(text, named) for text, named in row.rows]
            chosen = dict(row.mapped) if mapped is None else {**row.mapped, **mapped}
        found = sort_rows(content, pairs, chosen)  # takes seconds: no lock is held meanwhile
        with self._database.session() as session:
            if row := self._row(session, account_id, import_id):
                row.mapped, row.sorted = chosen, _written(found)

    def forget(self, account_id: int, import_id: int) -> None:
        with self._database.session() as session:
            if row := self._row(session, account_id, import_id):
                session.delete(row)

    def _row(self, session: Session, account_id: int, import_id: int) -> PendingImport | None:
        return session.scalar(
            select(PendingImport).where(
                PendingImport.id == import_id,
                PendingImport.account_id == account_id,
                PendingImport.at >= self._clock() - KEPT,
            )
        )


def _written(found: Sorted) -> list[list[str]]:
    return [[row.text, row.named, row.intent, row.sort.value, row.about] for row in found.rows]
