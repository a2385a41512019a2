"""Many phrases for many intents at once, as they come out of another system's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checks.phrases import plain
from studio.files.content import Content
from studio.files.edits.base import Rewriting, count
from studio.files.edits.phrases import must_be_there, sort_out
from studio.files.phrase_files import HEAD
from studio.files.refused import Change, EditRefused
from studio.files.said_index import said_index


@dataclass(frozen=True)
class ImportPhrases:
    """Those an intent has already, those of another intent, and those kept for testing are left out."""

    phrases: tuple[tuple[str, tuple[str, ...]], ...]  # of each intent

    def describe(self, content: Content | None = None) -> str:
        new = _new(content, self.phrases) if content else {name: list(those) for name, those in self.phrases}
        total = sum(map(len, new.values()))
        where = content.shown(next(iter(new))) if content and len(new) == 1 else _enquiries(len(new))
        return f"{count(total, 'phrase')} imported to {where}"

    def apply(self, content: Content) -> Change:
        new = _new(content, self.phrases)
        if not new:
            raise EditRefused("Nothing in it is new", "phrases")
        by_file: dict[str, dict[str, list[str]]] = {}
        for intent, phrases in new.items():
            blocks = content.blocks(intent)
            name = (
                content.relative(blocks[-1][0].path)
                if blocks
                else f"data/nlu/{must_be_there(content, intent, 'phrases')}.yml"
            )
            by_file.setdefault(name, {})[intent] = phrases
        files = Rewriting(content)
        for name, added in by_file.items():
            if not files.exists(name):
                files.put(name, HEAD)
            files.put(name, files.phrases(name).rewritten(add=added))
        return files.change()


def _enquiries(number: int) -> str:
    return "1 enquiry" if number == 1 else f"{number:,} enquiries"


def _new(content: Content, phrases: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, list[str]]:
    """Raises EditRefused for an intent that is not there any more."""
    by_plain, taken, found = said_index(content).by_plain, set[str](), dict[str, list[str]]()
    there = {view.name for view in content.intents()}
    for intent, listed in phrases:
        if intent not in there:
            must_be_there(content, intent, "phrases")
        for phrase in sort_out(content, intent, listed).new:
            bare = plain(phrase)
            elsewhere = any(not said.held_out for said in by_plain.get(bare, ()))
            if bare not in taken and not elsewhere:
                taken.add(bare)
                found.setdefault(intent, []).append(phrase)
    return found
