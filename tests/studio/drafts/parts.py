"""Drafts on a small content repository of a test's own, and edits of a few lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from database.engine import Database
from studio.drafts.drafts import Drafts
from studio.drafts.people import Person
from studio.files.content import Content
from studio.files.refused import EditRefused
from tests.migrated import migrated_at
from tests.studio.parts import git

EMMA = Person("Emma Whitlock", "emma@marlbury.example")
ED = Person("Ed Editor", "ed@marlbury.example")
NLU = "data/nlu/waste.yml"
REPLIES = "domain/waste.yml"
SERVICE = "council/services/waste.yml"
ARTICLE = "kb/articles/waste/missed-bins.md"
FILES = {
    NLU: """# What residents say about their bins.
version: "3.1"
nlu:
- intent: report_missed_bin
  examples: |
    - my bin was missed
    - they did not come
    - when do you come
# Chasing goes in contact.yml.
- intent: query_bin_collection_day
  examples: |
    - when is bin day
""",
    REPLIES: """version: "3.1"
responses:
  utter_begin_report_missed_bin:
    - text: "I am sorry your bin was missed."
  utter_ask_bin_type:
    - text: "Which bin was it?"
""",
    SERVICE: """service: waste
title: Bins
team: waste
enquiries:
  report_missed_bin:
    title: Report a missed bin
    spoken: a missed bin
    demand: failure
    article: waste/missed-bins
    hints: [missed bin]
  query_bin_collection_day:
    title: Find out your bin day
    spoken: your bin day
    demand: value
    article: waste/missed-bins
""",
    ARTICLE: """---
title: Missed bins
---
## When to tell us

Tell us within 2 working days.

## What happens next

We come back.
""",
    "config.yml": "language: en\n",
    "README.md": "Not content.\n",
}


def small_repository(folder: Path) -> Path:
    """A live checkout with one service."""
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=The council's files")
    return folder


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


class Office:
    """Drafts, and a programmer who commits on live."""

    def __init__(self, folder: Path, live: Path | None = None) -> None:
        self.live = live or small_repository(folder / "live")
        self.folder = folder / "drafts"
        self.database = Database.at(migrated_at(folder / "studio.db"))
        self.drafts = Drafts(self.live, self.folder, self.database, Clock())

    def programmer_commits(self, path: str, old: str, new: str, message: str = "By a programmer") -> str:
        """Changes a live file, and gives the commit."""
        file = self.live / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))
        git(self.live, "commit", "--quiet", "--all", f"--message={message}")
        return git(self.live, "rev-parse", "HEAD").strip()

    def text(self, draft_id: int, path: str) -> str:
        return (self.drafts.get(draft_id).root / path).read_text()

    def committed(self, draft_id: int, path: str) -> str:
        return git(self.live, "show", f"{self.drafts.get(draft_id).branch}:{path}")


@dataclass(frozen=True)
class Swap:
    """Puts one text in place of another: in a file as it is, wherever it stands."""

    path: str
    old: str
    new: str
    said: str = "Something changed"

    def describe(self, content: Content | None = None) -> str:
        return self.said

    def apply(self, content: Content) -> Mapping[str, bytes | None]:
        text = (content.root / self.path).read_text()
        if self.old not in text:
            raise EditRefused(f"“{self.old}” is not there")
        return {self.path: text.replace(self.old, self.new, 1).encode()}


@dataclass(frozen=True)
class Save:
    """A whole file as a page's form has it: what others put in since would be lost if nobody looked."""

    path: str
    text: str | None
    said: str = "File saved"

    def describe(self, content: Content | None = None) -> str:
        return self.said

    def apply(self, content: Content) -> Mapping[str, bytes | None]:
        return {self.path: None if self.text is None else self.text.encode()}


@dataclass(frozen=True)
class SetReply:
    """What a reply says, whatever it said before."""

    name: str
    text: str

    def describe(self, content: Content | None = None) -> str:
        return f"Reply changed: {self.name}"

    def apply(self, content: Content) -> Mapping[str, bytes | None]:
        lines = (content.root / REPLIES).read_text().splitlines(keepends=True)
        at = lines.index(f"  {self.name}:\n")
        lines[at + 1] = f'    - text: "{self.text}"\n'
        return {REPLIES: "".join(lines).encode()}


def phrase(
    text: str, after: str = "my bin was missed", said: str = "1 phrase added to Report a missed bin"
) -> Swap:
    """An edit that adds a phrase."""
    return Swap(NLU, f"    - {after}\n", f"    - {after}\n    - {text}\n", said)
