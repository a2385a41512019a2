"""What an editor chooses from: the services, teams and promises of a checkout; and what its words are checked by."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from cases.gazetteer import Gazetteer, GazetteerError
from checks.busiest import Busiest
from checks.personal import areas_of
from council.jargon import Jargon
from council.yaml_files import CouncilDataError, read_mapping

Read = TypeVar("Read")


def services(root: Path) -> dict[str, str]:
    """Each service's title by its name; a file that cannot be read gives its name for a title."""
    paths = sorted((root / "council" / "services").glob("*.yml"))
    return {
        path.stem: str(_mapping(path).get("title") or path.stem.replace("_", " ").capitalize())
        for path in paths
    }


def teams(root: Path) -> dict[str, str]:
    return _titles(root / "council" / "teams.yml", "teams")


def team_of(root: Path, service: str) -> str:
    """The team that looks after a service; empty where nobody does."""
    path = root / "council" / "services" / f"{service}.yml"
    return str(_mapping(path).get("team") or "") if service in services(root) else ""


def promises(root: Path) -> dict[str, str]:
    """Those a case may be opened with: a number of working days."""
    listed = _mapping(root / "council" / "promises.yml").get("promises")
    rows = listed if isinstance(listed, dict) else {}
    return {
        str(name): str(row.get("title") or name)
        for name, row in rows.items()
        if isinstance(row, dict) and "working_days" in row
    }


def jargon(root: Path) -> Jargon:
    return usable(root / "council" / "jargon.yml", Jargon.load) or Jargon({})


def busiest(root: Path) -> Busiest | None:
    return usable(root / "council" / "busiest.yml", Busiest.load)


def areas(root: Path) -> frozenset[str]:
    """What the council's own postcodes begin with: made-up ones may stand in a phrase."""
    return usable(root / "council" / "gazetteer.csv", _areas) or frozenset()


def wards(root: Path) -> list[str]:
    return usable(root / "council" / "gazetteer.csv", _wards) or []


def _wards(path: Path) -> list[str]:
    return sorted({address.ward for address in Gazetteer.load(path)})


def _areas(path: Path) -> frozenset[str]:
    return frozenset(areas_of(Gazetteer.load(path).postcodes))


def _titles(path: Path, section: str) -> dict[str, str]:
    listed = _mapping(path).get(section)
    rows = listed if isinstance(listed, dict) else {}
    return {
        str(name): str(row.get("title") or name) if isinstance(row, dict) else str(name)
        for name, row in rows.items()
    }


def _mapping(path: Path) -> dict[str, Any]:
    return usable(path, _plain) or {}


def _plain(path: Path) -> dict[str, Any]:
    return dict(read_mapping(path))


def usable(path: Path, reader: Callable[[Path], Read]) -> Read | None:
    """None for a file that is missing or spoilt: the page of drafts names the mistake, and the rest goes on."""
    try:
        status = path.stat()
        found: Read = _read(reader, path, status.st_mtime_ns, status.st_size)
    except (CouncilDataError, GazetteerError, OSError):
        return None
    return found


@lru_cache(maxsize=512)
def _read(reader: Callable[[Path], Any], path: Path, _changed: int, _size: int) -> Any:
    return reader(path)
