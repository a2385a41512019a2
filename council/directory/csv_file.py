"""Another council's people from a CSV: name, role, team, extension; optionally nicknames and ex_directory."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from council.directory.directory import Directory
from council.people import Person

COLUMNS = ("name", "role", "team", "extension")
_YES = frozenset("true yes y 1".split())


class BadDirectory(ValueError):
    """The file is no directory; the message says why."""


@dataclass(frozen=True)
class Read:
    """`passed_over` tells of each row that was left out, with its line in the file."""

    directory: Directory
    passed_over: tuple[str, ...]


def read_directory(path: Path) -> Read:
    """A directory, teams by the words the file has for them. Saved by Excel it may begin with a mark, and its columns
    may be in any order and any case.

    Raises:
        BadDirectory: it is missing, not UTF-8, no CSV, lacks a column, or has nobody in it.
    """
    people: list[Person] = []
    passed_over: list[str] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            columns = [(name or "").strip().lower() for name in reader.fieldnames or []]
            if missing := [name for name in COLUMNS if name not in columns]:
                have = ", ".join(columns) or "none"
                raise BadDirectory(f"{path} has no column {missing[0]!r}; its columns are: {have}")
            reader.fieldnames = columns
            for row in reader:
                values = {
                    name: (row.get(name) or "").strip() for name in (*COLUMNS, "nicknames", "ex_directory")
                }
                if not any(values.values()):
                    continue
                if why := _wrong(values):
                    passed_over.append(f"{path} line {reader.line_num}: {why}; passed over")
                    continue
                people.append(_person(values))
    except UnicodeDecodeError as error:
        raise BadDirectory(f"{path} is not UTF-8 (byte {error.start}): save it as CSV UTF-8") from None
    except (OSError, csv.Error) as error:
        raise BadDirectory(f"{path} cannot be read: {error}") from None
    if not people:
        raise BadDirectory(f"{path} has nobody in it")
    return Read(Directory(people, {person.team: (person.team,) for person in people}), tuple(passed_over))


def _wrong(values: dict[str, str]) -> str | None:
    if not values["name"]:
        return "nobody is named"
    if not any(letter.isalpha() for letter in values["name"]):
        return f"{values['name']!r} is no name"
    return None


def _person(values: dict[str, str]) -> Person:
    nicknames = values["nicknames"].replace(",", ";").split(";")
    return Person(
        values["name"],
        values["role"],
        values["team"],
        values["extension"],
        values["ex_directory"].lower() in _YES,
        tuple(name.strip() for name in nicknames if name.strip()),
    )
