"""Puts thresholds into config.yml, and leaves all else in it as people wrote it."""

from __future__ import annotations

import copy
import io
import os
from dataclasses import asdict
from pathlib import Path

from ruamel.yaml import YAML

from council.yaml_files import CouncilDataError, read_mapping
from server.thresholds.rule import Thresholds

COMPONENT = "bot.language.outcomes.Outcomes"
LONGEST_LINE = 4096  # characters: no line is to be broken that a person left whole


class CannotWrite(RuntimeError):
    """The file holds no place for thresholds; the message says what to add."""


def written(config: Path, thresholds: Thresholds) -> list[str]:
    """Write the three numbers to the component's entry and say what changed, a line each.

    The file is replaced whole or not at all.

    Raises:
        CannotWrite: the file cannot be read or written, or has no such component.
    """
    try:
        document = copy.deepcopy(read_mapping(config))
    except CouncilDataError as error:
        raise CannotWrite(str(error)) from None
    entries = [
        entry
        for entry in document.get("pipeline") or ()
        if isinstance(entry, dict) and entry.get("name") == COMPONENT
    ]
    if len(entries) != 1:
        number = "no" if not entries else "more than one"
        raise CannotWrite(f"{config} has {number} `- name: {COMPONENT}` in its pipeline: there must be one.")
    changes = []
    for name, value in asdict(thresholds).items():
        before = entries[0].get(name)
        if before != value:
            changes.append(f"{name}: {'unset' if before is None else before} -> {value}")
            entries[0][name] = value
    if changes:
        yaml = YAML(typ="rt")
        yaml.preserve_quotes = True
        yaml.width = LONGEST_LINE
        yaml.indent(mapping=2, sequence=4, offset=2)  # as config.yml is written
        text = io.StringIO()
        yaml.dump(document, text)
        _replace(config, text.getvalue())
    return changes


def _replace(file: Path, text: str) -> None:
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.chmod(file.stat().st_mode)
        fresh.replace(file)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise CannotWrite(f"{file} cannot be written: {error}") from None
