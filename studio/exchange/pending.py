"""Keeps an import between its preview and the editor's yes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from database.base import now
from database.engine import Database
from studio.exchange.models import PendingImport
from studio.exchange.sorting import Row, Sort, Sorted, sort_rows
from studio.exchange.tables import Table
from studio.files.content import Content

KEPT = timedelta(days=1)
LONGEST_NAME = 100  # characters
SORTED_AT_ONCE = 300  # rows: done before a browser could have asked how far it is
TOLD_EVERY_SECONDS = 0.5
SILENT_AFTER_SECONDS = (
    30.0  # each step of the comparing, at the end, takes a second of a busy machine at most
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Looking:
    """The rows are being sorted. `unheard`: the process that does it has gone, or it failed."""

    done: int
    whole: int
    unheard: bool


@dataclass(frozen=True)
class ImportView:
    """`looking`: how far the sorting is; until it has ended there is nothing sorted."""

    id: int
    name: str
    encoding: str
    mapped: Mapping[str, str]
    sorted: Sorted
    looking: Looking | None = None


class _BegunAnew(Exception):
    """Nobody waits for this sorting any more: the import was forgotten, or is sorted anew."""


class Imports:
    """Everybody sees their own only."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database, self._clock = database, clock
        self._begins: dict[int, object] = {}  # the newest sorting of each import, in this process

    def keep(self, account_id: int, name: str, table: Table, content: Content) -> int:
        """Keep a file's phrases and sort them, beside the request where they are many. What is older than a day is
        forgotten."""
        with self._database.session() as session:
            session.execute(delete(PendingImport).where(PendingImport.at < self._clock() - KEPT))
            row = PendingImport(
                account_id=account_id,
                name=name[:LONGEST_NAME],
                encoding=table.encoding,
                rows=[list(pair) for pair in table.rows],
                mapped={},
                sorted=_begun(0),
                at=self._clock(),
            )
            session.add(row)
            session.flush()
            import_id = row.id
        self._sort(import_id, content, list(table.rows), {})
        return import_id

    def view(self, account_id: int, import_id: int) -> ImportView | None:
        """None when there is none, or no more."""
        with self._database.reading() as session:
            row = self._row(session, account_id, import_id)
            if row is None:
                return None
            if isinstance(row.sorted, dict):
                heard = row.sorted["heard"]
                looking = Looking(
                    int(row.sorted["done"]), len(row.rows), time.time() - heard > SILENT_AFTER_SECONDS
                )
                return ImportView(row.id, row.name, row.encoding, row.mapped, Sorted(()), looking)
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
        with self._database.session() as session:
            row = self._row(session, account_id, import_id)
            if row is None:
                return
            pairs = [(text, named) for text, named in row.rows]
            chosen = dict(row.mapped) if mapped is None else {**row.mapped, **mapped}
            row.mapped, row.sorted = chosen, _begun(0)
        self._sort(import_id, content, pairs, chosen)

    def _sort(
        self, import_id: int, content: Content, pairs: list[tuple[str, str]], chosen: Mapping[str, str]
    ) -> None:
        """Takes seconds where there are thousands: then an editor is told how far it is."""
        if len(pairs) <= SORTED_AT_ONCE:
            self._keep_sorted(import_id, _written(sort_rows(content, pairs, chosen)))
            return

        mine = self._begins[import_id] = object()

        def beside() -> None:
            told, whole = time.monotonic(), False

            def tell(done: int) -> None:
                nonlocal told, whole
                if self._begins.get(import_id) is not mine:
                    raise _BegunAnew
                if time.monotonic() - told > TOLD_EVERY_SECONDS or (done == len(pairs) and not whole):
                    told, whole = time.monotonic(), done == len(pairs)
                    if not self._keep_sorted(import_id, _begun(done)):
                        raise _BegunAnew

            try:
                found = _written(sort_rows(content, pairs, chosen, tell))
                tell(len(pairs))
                self._keep_sorted(import_id, found)
            except _BegunAnew:
                log.info("import_sorting_given_up", rows=len(pairs))
            except Exception:  # the page says so, and offers to begin anew
                log.exception("import_not_sorted", rows=len(pairs))
                self._keep_sorted(import_id, {"done": 0, "heard": 0})
            finally:
                if self._begins.get(import_id) is mine:
                    del self._begins[import_id]

        Thread(target=beside, name="import", daemon=True).start()

    def _keep_sorted(self, import_id: int, found: list[list[str]] | dict[str, float]) -> bool:
        """False when it was forgotten meanwhile."""
        with self._database.session() as session:
            wanted = update(PendingImport).where(PendingImport.id == import_id).values(sorted=found)
            return session.execute(wanted.returning(PendingImport.id)).first() is not None

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


def _begun(done: int) -> dict[str, float]:
    return {"done": done, "heard": time.time()}


def _written(found: Sorted) -> list[list[str]]:
    return [[row.text, row.named, row.intent, row.sort.value, row.about] for row in found.rows]
