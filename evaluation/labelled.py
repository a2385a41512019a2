"""Labelled messages from a CSV, with every mistake in the file named before anything slow begins."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from council.yaml_files import did_you_mean, read_mapping

OUT_OF_SCOPE = "out_of_scope"
SIGNPOST = "signpost_"  # intents that say who else to ask
CONVERSATION = "conversation"  # the service of what every enquiry shares: yes, no, thanks
NO_DANGER = "none"
DANGERS = (
    "emergency",
    "safeguarding",
    "distress",
    "abuse",
)  # what `understand` prints as safety, besides none
MISTAKES_SHOWN = 10


class BadFile(ValueError):
    """The CSV cannot be used; the message says what is wrong with it."""


@dataclass(frozen=True)
class Labelled:
    """A message and what it should be understood as."""

    text: str
    labels: tuple[str, ...]  # the main one first; empty in a file that is about danger alone
    written: str  # the label as it stands in the file
    style: str = ""
    safety: str = ""

    @property
    def outside(self) -> bool:
        """Whether it holds nothing for the council."""
        return set(self.labels) == {OUT_OF_SCOPE}


def plain(intent: str) -> str:
    """The name an intent is counted under: whoever a signpost points to, it is not us."""
    return OUT_OF_SCOPE if intent.startswith(SIGNPOST) else intent


def services_of(phrases: Path) -> dict[str, str]:
    """The service of each intent that a folder of data/nlu/*.yml has phrases for.

    Raises:
        CouncilDataError: a file is not YAML.
    """
    services = {
        plain(str(entry["intent"])): CONVERSATION if path.stem.startswith("_") else path.stem
        for path in sorted(phrases.glob("*.yml"))
        for entry in read_mapping(path).get("nlu") or ()
        if "intent" in entry
    }
    return services | {OUT_OF_SCOPE: OUT_OF_SCOPE}


def read_rows(path: Path, columns: Collection[str]) -> list[dict[str, str]]:
    """The rows of a CSV that must have some columns; a cell that is missing is empty.

    Raises:
        BadFile: it is missing, not UTF-8, not a CSV, or lacks a column.
    """
    return [row for _, row in _numbered(path, columns)]


def read_labelled(path: Path, known: Collection[str], known_only: bool = False) -> list[Labelled]:
    """The labelled messages of a CSV: columns text and intent, or text and safety, or all; optionally style.

    Args:
        known: the intents a label may name.
        known_only: leave out messages whose main label is not known, rather than call it a mistake.
    Raises:
        BadFile: as for `read_rows`; a row has no label or an unknown one; or there is no row at all.
    """
    messages, mistakes = [], []
    for line, row in _numbered(path, ("text",), ("intent", "safety")):
        written, safety = row.get("intent", "").strip(), row.get("safety", "").strip()
        names = [name.strip() for name in written.split("+")] if written else []
        if known_only and names:
            if not _is_known(names[0], known):
                continue
            names = [name for name in names if _is_known(name, known)]
        if not names and not safety:
            mistakes.append(f"line {line} has no label")
        wrong = [(name, known, "intent") for name in names if not _is_known(name, known)]
        if safety and safety not in (*DANGERS, NO_DANGER):
            wrong.append((safety, (*DANGERS, NO_DANGER), "safety label"))
        mistakes += [
            f"line {line}: {name!r} is not {_a(what)} that we know. {did_you_mean(name, right)}"
            for name, right, what in wrong
        ]
        labels = tuple(dict.fromkeys(plain(name) for name in names))
        messages.append(Labelled(row["text"], labels, written, row.get("style", "").strip(), safety))
    if mistakes:
        more = len(mistakes) - MISTAKES_SHOWN
        shown = mistakes[:MISTAKES_SHOWN] + ([f"and {more} more"] if more > 0 else [])
        raise BadFile("\n".join(f"{path} {mistake}" for mistake in shown))
    if not messages:
        raise BadFile(f"{path} has no messages" + (" with an intent that we know" if known_only else ""))
    return messages


def _numbered(
    path: Path, columns: Collection[str], one_of: Collection[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the number of its last line in the file, the first line being 1."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            have = list(reader.fieldnames or [])
            missing = [column for column in columns if column not in have]
            if one_of and not set(one_of) & set(have):
                missing += list(one_of)[:1]
            if missing:
                raise BadFile(
                    f"{path} has no column {missing[0]!r}; its columns are: {', '.join(have) or 'none'}"
                )
            for row in reader:
                yield reader.line_num, {name: value for name, value in row.items() if name in have}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadFile(f"{path} cannot be read: {error}") from None


def _is_known(name: str, known: Collection[str]) -> bool:
    return plain(name) == OUT_OF_SCOPE or name in known


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
