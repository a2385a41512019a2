"""What an edit would change, worked out by making it without saving it: nothing that refers to an intent is missed."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from studio.files.content import Content
from studio.files.edits.base import Edit
from studio.versions.readable import read_difference, titles_in

MOST_LINES = 8  # of a file; the whole difference is on the page of the draft
_KINDS = {
    "data/nlu": "Phrases",
    "data/rules": "Rules",
    "council/services": "Services and their enquiries",
    "council": "The council's settings",
    "domain": "Replies",
    "kb/articles": "Article",
    "tests/nlu": "Messages kept for testing",
    "tests/conversations": "Conversation tests",
    "bench/phone_lines": "Calls that measure the phone line",
}


@dataclass(frozen=True)
class Consequence:
    """One file. `after` are its new lines, `before` the lines that go, each no more than MOST_LINES."""

    what: str
    path: str
    removed: int
    added: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    gone: bool


def consequences(content: Content, edit: Edit) -> list[Consequence]:
    """Raises EditRefused."""
    return [_of_file(content, path, new) for path, new in sorted(edit.apply(content).items())]


def in_words(content: Content, edit: Edit) -> list[str]:
    """The same as sentences, such as the draft's page will say. Raises EditRefused."""
    after = edit.apply(content)
    files = {path: content.root / path for path in after}
    before = {path: file.read_bytes() if file.is_file() else None for path, file in files.items()}
    services = (new for path, new in after.items() if path.startswith("council/services/"))
    titles = {view.name: view.shown for view in content.intents()} | titles_in(services)
    return read_difference(before, after, {}, titles).sentences()


def _of_file(content: Content, path: str, new: bytes | None) -> Consequence:
    file = content.root / path
    old_lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    new_lines = (new or b"").decode(errors="replace").splitlines()
    before: list[str] = []
    after: list[str] = []
    for kind, first, end, new_first, new_end in SequenceMatcher(
        None, old_lines, new_lines, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            before += old_lines[first:end]
            after += new_lines[new_first:new_end]
    return Consequence(
        _kind(path),
        path,
        len(before),
        len(after),
        tuple(before[:MOST_LINES]),
        tuple(after[:MOST_LINES]),
        new is None,
    )


def _kind(path: str) -> str:
    folders = [str(folder) for folder in PurePosixPath(path).parents]
    return next((_KINDS[folder] for folder in folders if folder in _KINDS), "File")
