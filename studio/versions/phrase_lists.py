"""Training files as lists of phrases: read without losing a byte, compared and merged as sets of phrases.

To git two editors who each add a phrase at the end of a list are in conflict; to a list of phrases they are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from studio.versions.phrase_nodes import entries_of

_ENTRY = re.compile(
    r"^(?P<indent> *)- +(?P<kind>intent|synonym|regex|lookup) *: *(?P<name>[^#]+?) *(?:#.*)?$"
)
_EXAMPLES = re.compile(r"^(?P<indent> *)examples: *\|[-+]?\d* *(?:#.*)?$")
_PHRASE = re.compile(r"^(?P<dash> *- *)(?P<phrase>.*?)\s*$")
# What stands between the entries of a file that is written as the rest are; in any other, more of it may be an entry.
_BETWEEN = re.compile(r"(?: *(?:#.*)?)?")
_OPENING = re.compile(r"(?:---|version: *[\"']?[\d.]+[\"']?|nlu:)? *(?:#.*)?")

Key = tuple[str, str]  # the kind of list and its name: ("intent", "report_missed_bin")


@dataclass(frozen=True)
class PhraseList:
    """One entry of a file.

    Attributes:
        lead: comments and blank lines above it, as they stand.
        head: its first lines, down to `examples: |`.
        lines: what follows, a phrase to a line, as they stand, without line ends.
    """

    key: Key
    lead: str
    head: str
    lines: tuple[str, ...]

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        found = (_PHRASE.match(line) for line in self.lines)
        return tuple(match["phrase"] for match in found if match and match["phrase"])

    @property
    def dash(self) -> str:
        """What its first phrase's line begins with."""
        return next((match["dash"] for line in self.lines if (match := _PHRASE.match(line))), "")

    @property
    def text(self) -> str:
        return self.lead + self.head + "".join(f"{line}\n" for line in self.lines)


@dataclass(frozen=True)
class PhraseFile:
    """A whole training file; `text` is what was read, byte for byte."""

    start: str
    lists: tuple[PhraseList, ...]
    end: str

    @property
    def text(self) -> str:
        return self.start + "".join(phrases.text for phrases in self.lists) + self.end

    def phrases(self, kind: str = "intent") -> dict[str, tuple[str, ...]]:
        """Phrases by the name of their list."""
        return {found.key[1]: found.phrases for found in self.lists if found.key[0] == kind}

    def without(self, intent: str, phrase: str) -> PhraseFile:
        """The file with a phrase taken out of one list."""

        def thinned(found: PhraseList) -> PhraseList:
            if found.key != ("intent", intent):
                return found
            return replace(found, lines=tuple(line for line in found.lines if _said(line) != phrase))

        return replace(self, lists=tuple(map(thinned, self.lists)))


def read_phrase_file(content: bytes | None) -> PhraseFile | None:
    """A file as lists of phrases; none when it is written in another way, such as with examples as a YAML list.

    It is read by its lines, and where a line is left that may be part of an entry, as YAML reads it.
    """
    try:
        text = (content or b"").decode()
    except UnicodeDecodeError:
        return None
    if "\r" in text or "\t" in text or (text and not text.endswith("\n")):
        return None
    read = _by_lines(text)
    if read is None or not _is_all_read(read):
        read = _by_nodes(text)
    return read if read and read.text == text else None


def _is_all_read(read: PhraseFile) -> bool:
    between = [line for found in read.lists for line in found.lead.split("\n")] + read.end.split("\n")
    return all(map(_BETWEEN.fullmatch, between)) and all(map(_OPENING.fullmatch, read.start.split("\n")))


def _by_nodes(text: str) -> PhraseFile | None:
    entries = entries_of(text)
    if not entries or len({(entry.kind, entry.name) for entry in entries}) < len(entries):
        return None
    lines = [f"{line}\n" for line in text.split("\n")[:-1]]

    def between(begin: int, end: int) -> str:
        return "".join(lines[begin:end])

    lists = [
        PhraseList(
            (entry.kind, entry.name),
            between(before.end, entry.begins) if before else "",
            between(entry.begins, entry.phrases),
            tuple(line[:-1] for line in lines[entry.phrases : entry.end]),
        )
        for before, entry in zip([None, *entries], entries, strict=False)
    ]
    return PhraseFile(between(0, entries[0].begins), tuple(lists), between(entries[-1].end, len(lines)))


def _by_lines(text: str) -> PhraseFile | None:
    lines = text.splitlines()
    start, at = _until_entry(lines, 0)
    lists: list[PhraseList] = []
    lead = ""
    while at < len(lines):
        found = _read_list(lines, at, lead)
        if found is None or any(found[0].key == other.key for other in lists):
            return None
        lists.append(found[0])
        lead, at = _until_entry(lines, found[1])
    return PhraseFile(start, tuple(lists), lead)


def _until_entry(lines: Sequence[str], at: int) -> tuple[str, int]:
    begins = at
    while at < len(lines) and not _ENTRY.match(lines[at]):
        at += 1
    return "".join(f"{line}\n" for line in lines[begins:at]), at


def _read_list(lines: Sequence[str], at: int, lead: str) -> tuple[PhraseList, int] | None:
    entry = _ENTRY.match(lines[at])
    if entry is None:
        return None
    examples = at + 1
    while examples < len(lines) and not _EXAMPLES.match(lines[examples]):
        if _ENTRY.match(lines[examples]):
            return None
        examples += 1
    opening = _EXAMPLES.match(lines[examples]) if examples < len(lines) else None
    if opening is None or len(opening["indent"]) <= len(entry["indent"]):
        return None
    deeper = len(opening["indent"]) + 1
    end = examples + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) >= deeper):
        end += 1
    while end > examples + 1 and not lines[end - 1].strip():
        end -= 1  # blank lines between two entries belong to neither
    head = "".join(f"{line}\n" for line in lines[at : examples + 1])
    key = (entry["kind"], entry["name"].strip("'\""))
    return PhraseList(key, lead, head, tuple(lines[examples + 1 : end])), end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _said(line: str) -> str:
    match = _PHRASE.match(line)
    return match["phrase"] if match else line.strip()


@dataclass(frozen=True)
class Clash:
    """A part two versions changed in ways that exclude each other. `settle` gives the entry for a choice, or none."""

    name: str
    live: str
    draft: str


Item = TypeVar("Item", bound=Hashable)
Decide = Callable[[Clash], str | None]  # "live", "draft", "both", or none yet


def merge_phrase_files(
    base: PhraseFile, live: PhraseFile, draft: PhraseFile, decide: Decide
) -> tuple[PhraseFile, list[Clash]]:
    """Both versions' changes together. What nobody decided is left as in the draft and listed.

    A list of phrases is a set: what either side added is there, what either took out is gone. A list that one side
    removed while the other added to it is a clash, and so are two different changes to what stands around the lists.
    """
    clashes: list[Clash] = []

    def one_of(name: str, was: str, theirs: str, ours: str) -> str:
        if theirs in (ours, was):
            return ours
        if ours == was:
            return theirs
        clash = Clash(name, theirs, ours)
        choice = decide(clash)
        if choice not in ("live", "draft"):
            clashes.append(clash)
        return theirs if choice == "live" else ours

    was, theirs, ours = (({found.key: found for found in file.lists}) for file in (base, live, draft))
    merged: list[PhraseList] = []
    for key in _merged_order(list(theirs), list(ours)):
        old, their, our = was.get(key), theirs.get(key), ours.get(key)
        if their and our:
            before = old or replace(our, lead="", head="", lines=())
            lead = one_of(key[1], before.lead if old else our.lead, their.lead, our.lead)
            head = one_of(key[1], before.head if old else our.head, their.head, our.head)
            lines = _merged_lines(before.lines, their.lines, our.lines)
            dashes = their.dash, our.dash
            if dashes[0] != dashes[1]:  # each as deep as the head above it wants them
                lines = _with_dash(dashes[0] if head == their.head != our.head else dashes[1], lines)
            merged.append(PhraseList(key, lead, head, lines))
            continue
        kept = their or our
        if kept is None:
            continue
        if old is None:  # new on one side
            merged.append(kept)
        elif not set(kept.phrases) <= set(old.phrases):  # removed on one side, added to on the other
            clash = Clash(key[1], their.text if their else "", our.text if our else "")
            choice = decide(clash)
            if choice is None:
                clashes.append(clash)
            stays = {"live": their, "draft": our, "both": kept}.get(choice or "draft")
            merged.extend([stays] if stays else [])
    start = one_of("", base.start, live.start, draft.start)
    end = one_of("", base.end, live.end, draft.end)
    return PhraseFile(start, tuple(merged), end), clashes


def _with_dash(dash: str, lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{dash}{said}" if (said := _said(line)) else "" for line in lines)


def _merged_order(theirs: Sequence[Key], ours: Sequence[Key]) -> list[Key]:
    """Our order, with what only they have put after what stands before it there."""
    return _woven(list(ours), theirs, set(theirs) - set(ours))


def _merged_lines(base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]) -> tuple[str, ...]:
    was, their, our = ({_said(line) for line in lines} for lines in (base, theirs, ours))
    removed, added = was - their, their - was - our
    kept = [line for line in ours if _said(line) not in removed or not _said(line)]
    by_phrase = {_said(line): line for line in [*theirs, *kept]}
    order = _woven([_said(line) for line in kept], [_said(line) for line in theirs], added)
    return tuple(by_phrase[phrase] if phrase else "" for phrase in order)


def _woven(into: Iterable[Item], theirs: Iterable[Item], added: set[Item]) -> list[Item]:
    """`into` with the members of `added`, each behind its neighbour in `theirs` as long as that one is there."""
    woven = list(into)
    present = set(woven)
    neighbour: Item | None = None
    for item in theirs:
        if item in added and item not in present:
            if neighbour is None:
                woven.insert(0, item)
            else:
                woven.insert(woven.index(neighbour) + 1, item)
            present.add(item)
        if item in present:
            neighbour = item
    return woven
