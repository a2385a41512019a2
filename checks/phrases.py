"""What residents say, with the file and line of each phrase: the training phrases and the held-out messages."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping, read_text

_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
_OTHER_ENTRIES = ("lookup", "synonym", "regex")  # what else Rasa lets a training file hold


@dataclass(frozen=True)
class Phrase:
    """Something a resident may say. `plain` has it without capitals and punctuation, as the model takes it."""

    text: str
    intent: str
    path: Path
    line: int
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", plain(self.text))

    @property
    def where(self) -> str:
        return f"{self.path.name} line {self.line}"


def plain(text: str) -> str:
    """Small letters, digits and single spaces; as it stands when that leaves nothing, as of a row of faces."""
    words = _BETWEEN_WORDS.sub(" ", text.lower().replace("'", "").replace("’", "")).strip()
    return words or text.strip()


def read_phrases(folder: Path) -> tuple[list[Phrase], list[Mistake]]:
    """The training phrases of data/nlu/*.yml in file order, and what in those files could not be read."""
    phrases: list[Phrase] = []
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            section = Section(path, read_mapping(path), mistakes, path.name)
        except CouncilDataError as error:
            mistakes += error.mistakes
            continue
        for place, values in enumerate(section.entries("nlu"), 1):
            entry = Section(path, values, mistakes, f"entry {place}", section.line_of("nlu"))
            if entry.values and not any(name in entry.values for name in _OTHER_ENTRIES):
                phrases += _of_entry(entry, mistakes)
    return phrases, mistakes


def _of_entry(entry: Section, mistakes: list[Mistake]) -> list[Phrase]:
    entry.known_names(("intent", "examples"))
    intent, examples = entry.text("intent"), entry.values.get("examples")
    first = entry.line_of("examples") + 1
    if not isinstance(examples, str):
        remedy = "Write `examples: |`, then one phrase to a line, each after a dash"
        entry.wrong("examples", f"the phrases of {intent!r} are not text", remedy)
        return []
    phrases = []
    for line, row in enumerate(examples.split("\n"), first):
        if row.startswith("- ") and row[2:].strip():
            phrases.append(Phrase(row[2:].strip(), intent, entry.path, line))
        elif row.strip():
            problem = f"{row.strip()!r} is not a phrase"
            mistakes.append(Mistake(entry.path, line, problem, "Begin the line with a dash and a space"))
    return phrases


def read_held_out(folder: Path) -> tuple[list[Phrase], list[Mistake]]:
    """The messages of tests/nlu/*.csv, which measure the model and so must not teach it.

    Of a message with two labels, a+b, `intent` is both. It is empty in a file that has no such column.
    """
    held: list[Phrase] = []
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.csv")):
        try:
            rows = csv.DictReader(StringIO(read_text(path).removeprefix("\ufeff"), newline=""))
        except CouncilDataError as error:
            mistakes += error.mistakes
            continue
        for row in rows:
            text = (row.get("text") or "").strip()
            if text:
                held.append(Phrase(text, (row.get("intent") or "").strip(), path, rows.line_num))
    return held, mistakes
