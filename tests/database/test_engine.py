"""The embedded database serves several processes at once, and a failed block leaves nothing behind."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from cases.models import CaseEvent, OutboxMessage
from database.engine import Database


def message(to: str = "waste") -> OutboxMessage:
    return OutboxMessage(kind="team", to=to, subject="A missed bin", body="At 14 Mill Lane")


def messages(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(OutboxMessage)) or 0


def test_what_a_block_wrote_is_stored_when_it_ends_well(database: Database) -> None:
    with database.session() as session:
        session.add(message())
    assert messages(database) == 1


def test_nothing_is_stored_when_a_block_fails(database: Database) -> None:
    def write_and_stop() -> None:
        with database.session() as session:
            session.add(message())
            session.flush()
            raise RuntimeError("the process was told to stop")

    with pytest.raises(RuntimeError):
        write_and_stop()
    assert messages(database) == 0


def test_a_block_for_looking_changes_nothing(database: Database) -> None:
    with database.reading() as session:
        session.add(message())
        session.flush()
    assert messages(database) == 0


def test_a_row_that_points_nowhere_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.session() as session:
        session.add(CaseEvent(case_id=999, status="open"))


def test_what_was_to_be_written_is_not_in_the_error_and_so_not_in_the_log(database: Database) -> None:
    with pytest.raises(IntegrityError) as refused, database.session() as session:
        session.add(CaseEvent(case_id=999, status="open", note="Sam Ward of 14 Mill Lane"))
    assert "Sam Ward" not in str(refused.value)


def test_many_threads_write_at_once_and_none_is_turned_away(database: Database) -> None:
    def write(number: int) -> None:
        with database.session() as session:
            before = session.scalar(select(func.count()).select_from(OutboxMessage))
            assert before is not None
            session.add(message(f"team {number}"))

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(write, range(48)))
    assert messages(database) == 48


def test_sqlite_keeps_a_write_ahead_log(sqlite_database: Database) -> None:
    with sqlite_database.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1


def test_on_sqlite_a_reader_does_not_wait_for_a_writer(sqlite_database: Database) -> None:
    seen: list[int] = []
    with sqlite_database.session() as session:
        session.add(message())
        session.flush()
        reader = threading.Thread(target=lambda: seen.append(messages(sqlite_database)))
        reader.start()
        reader.join(timeout=5)
    assert seen == [0]


def test_on_sqlite_a_second_process_sees_what_the_first_stored(
    sqlite_database: Database, tmp_path: Path
) -> None:
    with sqlite_database.session() as session:
        session.add(message())
    second = Database.at(f"sqlite:///{tmp_path}/frontdoor.db")
    assert messages(second) == 1
    second.close()


def test_the_folder_of_a_new_sqlite_file_is_made(tmp_path: Path) -> None:
    database = Database.at(f"sqlite:///{tmp_path}/a/new/folder/frontdoor.db")
    with database.reading() as session:
        assert session.scalar(text("SELECT 1")) == 1
    database.close()
    assert (tmp_path / "a" / "new" / "folder" / "frontdoor.db").is_file()
