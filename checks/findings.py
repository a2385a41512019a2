"""What a check finds, and which of it must be mended before the words may go live."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from council.yaml_files import Mistake


class Kind(Enum):
    """The title as the table shows it, and whether it is a mistake. The rest are notes: read, not obeyed."""

    FILE = "Cannot be used as it stands", True
    UNKNOWN_INTENT = "Phrases for an intent nobody has", True
    NO_PHRASES = "Enquiries without phrases", True
    TWO_INTENTS = "The same phrase under two intents", True
    LEAK = "Phrases that are also in the held-out messages", True
    PERSONAL = "Personal data in phrases", True
    MARKUP = "Brackets or markup in phrases", True
    TOO_HARD = "Too hard to read", True
    JARGON = "Jargon in what residents are told first", True
    NOT_SAYABLE = "Cannot be said aloud", True
    BROKEN_LINK = "Links that lead nowhere", True
    FEW_PHRASES = "Too few phrases", False
    ALIKE = "Nearly the same phrase twice", False
    ALIKE_TWO_INTENTS = "Nearly the same phrase under two intents", False
    ALIKE_HELD_OUT = "Phrases nearly the same as a held-out message", False
    SAMENESS = "Phrases that repeat each other's words", False
    HARDISH = "Harder than it should be", False
    LONG_SENTENCE = "Long sentences", False
    JARGON_BELOW = "Jargon further down an article", False
    REVIEW = "Articles to review", False

    def __init__(self, title: str, mistake: bool) -> None:
        self.title, self.mistake = title, mistake


@dataclass(frozen=True)
class Finding:
    """One line for the editor: what kind it is; file, line, problem and remedy."""

    kind: Kind
    what: Mistake

    @classmethod
    def at(cls, kind: Kind, path: Path, line: int, problem: str, remedy: str) -> Finding:
        return cls(kind, Mistake(path, line, problem, remedy))

    def __str__(self) -> str:
        """Paths as they are in the project."""
        return str(self.what).replace(f"{Path.cwd()}/", "")


def of_kind(kind: Kind, mistakes: Iterable[Mistake]) -> list[Finding]:
    return [Finding(kind, mistake) for mistake in mistakes]


def line_of(path: Path, name: str) -> int:
    """The first line that gives something a name, such as an enquiry in the file of its service; else 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line for line, row in enumerate(lines, 1) if row.strip().startswith(f"{name}:")), 1)


@dataclass(frozen=True)
class Places:
    """The folders that hold an editor's words."""

    council: Path
    articles: Path
    phrases: Path
    replies: Path
    held_out: Path

    @classmethod
    def of(cls, content: Path) -> Places:
        """The places in a checkout, such as the live one or a draft's."""
        return cls(
            council=content / "council",
            articles=content / "kb" / "articles",
            phrases=content / "data" / "nlu",
            replies=content / "domain",
            held_out=content / "tests" / "nlu",
        )
