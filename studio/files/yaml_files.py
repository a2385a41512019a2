"""YAML files of the council and of domain/, as they were last read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from council.yaml_files import CouncilDataError, Mistake, parse_mapping, read_text
from studio.files.cache import Cached


@dataclass(frozen=True)
class YamlFile:
    """`values` is empty where the file cannot be read; then `mistakes` says why, by line."""

    path: Path
    values: dict[str, Any]
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True)
class Reply:
    """A reply and its texts, each with its channel: voice, or None for all the others."""

    name: str
    texts: tuple[tuple[str | None, str], ...]
    file: str  # from the content folder

    def text(self, channel: str | None = None) -> str | None:
        return next((text for named, text in self.texts if named == channel), None)


def read_yaml_file(path: Path) -> YamlFile:
    """Raises FileNotFoundError."""
    if not path.exists():
        raise FileNotFoundError(path)
    try:
        return YamlFile(path, dict(parse_mapping(read_text(path).removeprefix("\ufeff"), path)))
    except CouncilDataError as error:
        return YamlFile(path, {}, tuple(error.mistakes))


yaml_file = Cached(read_yaml_file)


def replies_in(file: YamlFile, shown_as: str) -> list[Reply]:
    responses = file.values.get("responses")
    found = []
    for name, variants in responses.items() if isinstance(responses, dict) else ():
        rows = [row for row in variants if isinstance(row, dict)] if isinstance(variants, list) else []
        texts = tuple(
            (str(row["channel"]) if row.get("channel") else None, str(row["text"]).strip())
            for row in rows
            if row.get("text")
        )
        found.append(Reply(str(name), texts, shown_as))
    return found
