"""Reads a council's YAML and says what is wrong with it by file, line and remedy.

Shared by both projects, so it stays within Python 3.10, the standard library and ruamel.yaml.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError


@dataclass(frozen=True)
class Mistake:
    """Something an editor must mend. `line` counts from 1."""

    path: Path
    line: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem}. {self.remedy}"


class CouncilDataError(ValueError):
    """The council's data has mistakes; `mistakes` lists all of them, not only the first."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = list(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def read_mapping(path: Path) -> CommentedMap:
    """The mapping in a YAML file, with its line numbers.

    Raises:
        CouncilDataError: the file is missing, is not YAML, or holds something other than a mapping.
    """
    return parse_mapping(read_text(path), path)


def read_text(path: Path) -> str:
    """The words of a file. Raises CouncilDataError when it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CouncilDataError([Mistake(path, 1, "the file is missing", "Create it")]) from None
    except UnicodeDecodeError as error:
        raise CouncilDataError(
            [Mistake(path, 1, f"byte {error.start} is not UTF-8", "Save the file as UTF-8")]
        ) from None


def parse_mapping(text: str, path: Path) -> CommentedMap:
    """The mapping in some YAML that came from a file; not to be changed, as whoever reads the same text gets the same.

    Raises:
        CouncilDataError: it is not YAML, or holds something other than a mapping.
    """
    try:
        document = _document(text)
    except MarkedYAMLError as error:
        # Quotation marks left open are noticed at the end of the file, and mended where they begin.
        began = error.context_mark if "quoted" in (error.context or "") else None
        mark = began or error.problem_mark
        line = mark.line + 1 if mark else 1
        problem = f"this is not YAML: {error.problem or error}"
        raise CouncilDataError(
            [Mistake(path, line, problem, "Check the indentation, colons and quotes on this line")]
        ) from None
    except YAMLError as error:
        problem = f"this is not YAML: {str(error).splitlines()[0]}"
        raise CouncilDataError([Mistake(path, 1, problem, "Take out what cannot be seen")]) from None
    except ValueError as error:  # of a date such as 2026-02-30; the line is not known
        raise CouncilDataError(
            [Mistake(path, 1, f"this is not YAML: {error}", "Check the dates in this file")]
        ) from None
    if not isinstance(document, CommentedMap):
        raise CouncilDataError(
            [Mistake(path, 1, "the file must hold `name: value` lines", "Start with a name and a colon")]
        )
    return document


# The checkout of a draft has nearly the same files as the live one, and one file is read for several purposes.
# A large council has 400 such files, and each save makes one or two more.
@lru_cache(maxsize=4096)
def _document(text: str) -> Any:
    return YAML(typ="rt").load(text)


class Section:
    """One mapping of a file while it is being checked; collects mistakes instead of stopping at the first."""

    def __init__(self, path: Path, values: Any, mistakes: list[Mistake], what: str, line: int = 1) -> None:
        self.path, self.mistakes, self.what = path, mistakes, what
        if isinstance(values, CommentedMap):
            self.values: Mapping[str, Any] = values
            self.line = values.lc.line + 1
        else:
            self.values, self.line = {}, line
            self._mistake(line, f"{what} must hold `name: value` lines", "Indent its settings beneath it")

    def line_of(self, name: str) -> int:
        if isinstance(self.values, CommentedMap) and name in self.values:
            return int(self.values.lc.key(name)[0]) + 1
        return self.line

    def wrong(self, name: str, problem: str, remedy: str) -> None:
        self._mistake(self.line_of(name), problem, remedy)

    def _mistake(self, line: int, problem: str, remedy: str) -> None:
        self.mistakes.append(Mistake(self.path, line, problem, remedy))

    def known_names(self, names: Iterable[str]) -> None:
        """Names that are not settings are nearly always spelling mistakes."""
        allowed = list(names)
        for name in self.values:
            if name not in allowed:
                self.wrong(
                    str(name), f"{self.what} has no setting called {name!r}", did_you_mean(str(name), allowed)
                )

    def text(self, name: str, default: str | None = None) -> str:
        value = self.values.get(name, default)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is None:
            self.wrong(name, f"{self.what} has no {name!r}", f"Add a line `{name}: ...`")
        else:
            self.wrong(name, f"{name!r} must be words", f"Write `{name}: some words`")
        return ""

    def one_of(self, name: str, allowed: Iterable[str], default: str | None = None) -> str:
        value, options = self.text(name, default), list(allowed)
        if value and value not in options:
            self.wrong(name, f"{value!r} is not a {name} we know", did_you_mean(value, options))
        return value

    def yes_or_no(self, name: str) -> bool:
        """No where nothing is said."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            self.wrong(name, f"{name!r} must be true or false", f"Write `{name}: true`, or take the line out")
        return value is True

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        if value is None:
            return ()
        if isinstance(value, CommentedSeq) and all(isinstance(item, str) for item in value):
            return tuple(item.strip() for item in value)
        self.wrong(name, f"{name!r} must be a list of words", f"Write `{name}: [first, second]`")
        return ()

    def some_of(self, name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        found, options = self.texts(name), list(allowed)
        for each in found:
            if each not in options:
                self.wrong(name, f"{each!r} is not one of {name} we know", did_you_mean(each, options))
        return found

    def entries(self, name: str) -> list[Any]:
        """The members of a list of mappings, each still to be checked."""
        value = self.values.get(name)
        if value is None or isinstance(value, CommentedSeq):
            return list(value or [])
        self.wrong(name, f"{name!r} must be a list", "Write [] for none, or put - before each")
        return []

    def section(self, name: str, what: str) -> Section:
        return Section(self.path, self.values.get(name), self.mistakes, what, self.line_of(name))


def did_you_mean(wrong: str, allowed: Iterable[str]) -> str:
    options = sorted(allowed)
    close = difflib.get_close_matches(wrong, options, n=1, cutoff=0.5)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Use one of: {', '.join(options)}" if options else "Remove it"
