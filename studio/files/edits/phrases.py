"""Phrases: added, changed, removed, moved; and messages kept for testing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from checks.alike import ANYBODYS_WORDS
from checks.phrases import plain
from studio.files.cache import Cached
from studio.files.content import Content
from studio.files.csv_rows import appended, column, columns, rows
from studio.files.edits.base import Rewriting, count, shown, spot
from studio.files.edits.cleaning import clean_phrase, clean_phrases, one_line
from studio.files.phrase_files import HEAD
from studio.files.refused import Change, EditRefused
from studio.files.said_index import Said, said_index

HELD_OUT = "tests/nlu/held_out.csv"
HELD_OUT_HEAD = "text,intent,style\n"
STYLES = ("chat", "voice_like", "email_like")  # how a held-out message is put


@dataclass(frozen=True)
class Sorted:
    """Phrases somebody wants to add: those that are new, those the intent has, those kept for testing, and those that
    another intent has, each with how it stands there. `to_add`: the new ones and those, in order."""

    new: list[str]
    there: list[str]
    kept_for_testing: list[str]
    elsewhere: list[tuple[str, Said]] = field(default_factory=list)
    to_add: list[str] = field(default_factory=list)


def sort_out(content: Content, intent: str, phrases: Iterable[str]) -> Sorted:
    """Raises EditRefused when nothing is left of the phrases."""
    own = {plain(phrase) for phrase in content.phrases(intent)}
    held, everywhere = held_out(content), said_index(content).by_plain
    found = Sorted([], [], [])
    for phrase in clean_phrases(phrases):
        bare = plain(phrase)
        if bare in own:
            found.there.append(phrase)
        elif bare in held and not _anybodys(content, intent, bare):
            found.kept_for_testing.append(phrase)
        else:
            others = [said for said in everywhere.get(bare, ()) if not said.held_out]
            if others:
                found.elsewhere.append((phrase, others[0]))
            else:
                found.new.append(phrase)
            found.to_add.append(phrase)
            own.add(bare)
    return found


def held_out(content: Content) -> set[str]:
    """The messages kept for testing, without capitals and punctuation."""
    return set[str]().union(*map(_plain_texts, sorted(content.places.held_out.glob("*.csv"))))


_plain_texts = Cached(lambda path: frozenset(plain(text) for text in column(path, "text")), placeless=True)


def _anybodys(content: Content, intent: str, bare: str) -> bool:
    """Of hello, yes and no there are not enough ways to hold some out."""
    return intent not in content.catalogue() and len(bare.split()) <= ANYBODYS_WORDS


def taken_over(files: Rewriting, intent: str, found: Sorted, moved: Collection[str]) -> list[str]:
    """The new phrases, and those of another intent that are to move: they are taken from there.

    Raises:
        EditRefused: one stands under another intent, and nobody said that it belongs here. One phrase cannot mean two.
    """
    content, wanted = files.content, {plain(phrase) for phrase in moved}
    for phrase, said in found.elsewhere:
        if not _stands(files, said):
            continue  # another step of the same edit has taken it
        if said.plain not in wanted:
            here, there = content.shown(intent), content.shown(said.intent)
            raise EditRefused(
                f"{spot(phrase)} is a phrase of {there}, and cannot be one of {here} as well: "
                f"leave it out, or move it on the page of {there}",
                "phrases",
            )
        take(files, said.intent, [said.text])
    return found.to_add


def _stands(files: Rewriting, said: Said) -> bool:
    blocks = (block for _, file in files.phrase_files(said.intent) for block in file.of(said.intent))
    return any(text == said.text for block in blocks for _, text in block.phrases)


@dataclass(frozen=True)
class AddPhrases:
    """Put phrases to an intent. Those it has already, and those kept for testing, are left out.

    `moved`: those of them that another intent may have, and which leave it.
    """

    intent: str
    phrases: tuple[str, ...]
    moved: tuple[str, ...] = ()

    def describe(self, content: Content | None = None) -> str:
        if content is None:
            return f"{count(len(clean_phrases(self.phrases)), 'phrase')} added to {shown(None, self.intent)}"
        found = sort_out(content, self.intent, self.phrases)
        said = f"{count(len(found.to_add), 'phrase')} added to {shown(content, self.intent)}"
        if not found.elsewhere:
            return said
        places = dict.fromkeys(content.shown(one.intent) for _, one in found.elsewhere)
        return f"{said}, {len(found.elsewhere)} of them moved from {' and '.join(places)}"

    def apply(self, content: Content) -> Change:
        found = sort_out(content, self.intent, self.phrases)
        if found.elsewhere:
            files = Rewriting(content)
            add(files, self.intent, taken_over(files, self.intent, found, self.moved))
            return files.change()
        if not found.new and found.kept_for_testing:
            raise EditRefused(
                f"{spot(found.kept_for_testing[0])} is kept for testing, so the assistant may not learn from it",
                "phrases",
            )
        if not found.new:
            raise EditRefused(f"{spot(found.there[0])} is there already", "phrases")
        files = Rewriting(content)
        add(files, self.intent, found.new)
        return files.change()


@dataclass(frozen=True)
class RemovePhrases:
    intent: str
    phrases: tuple[str, ...]

    def describe(self, content: Content | None = None) -> str:
        return f"{count(len(set(self.phrases)), 'phrase')} removed from {shown(content, self.intent)}"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        take(files, self.intent, self.phrases)
        return files.change()


@dataclass(frozen=True)
class ChangePhrase:
    """`moved`: the new wording may be a phrase of another intent, and leaves it."""

    intent: str
    old: str
    new: str
    moved: bool = False

    def describe(self, content: Content | None = None) -> str:
        new, enquiry = spot(clean_phrase(self.new)), shown(content, self.intent)
        if content and self.old not in content.phrases(self.intent):
            # Somebody has moved it, and the drafts have merged both: see Drafts.edit.
            first = f"somebody else has moved {spot(self.old)} meanwhile"
            return f"{new} added to {enquiry}: {first}, and both stay"
        return f"A phrase of {enquiry} now reads {new}"

    def apply(self, content: Content) -> Change:
        new = clean_phrase(self.new)
        if not new:
            raise EditRefused("Write the phrase, or remove it", "new")
        if new != self.old and new in content.phrases(self.intent):
            raise EditRefused(f"{spot(new)} is there already", "new")
        bare = plain(new)
        if bare in held_out(content) and not _anybodys(content, self.intent, bare):
            raise EditRefused(
                f"{spot(new)} is kept for testing, so the assistant may not learn from it", "new"
            )
        files = Rewriting(content)
        taken_over(files, self.intent, sort_out(content, self.intent, [new]), [new] if self.moved else ())
        for name, file in files.phrase_files(self.intent):
            lines = [
                line for block in file.of(self.intent) for line, text in block.phrases if text == self.old
            ]
            if lines:
                files.put(name, file.rewritten(replace={lines[0]: new}))
                return files.change()
        raise _gone(content, self.intent, self.old)


@dataclass(frozen=True)
class MovePhrases:
    phrases: tuple[str, ...]
    source: str
    target: str

    def describe(self, content: Content | None = None) -> str:
        moved = count(len(set(self.phrases)), "phrase")
        return f"{moved} moved from {shown(content, self.source)} to {shown(content, self.target)}"

    def apply(self, content: Content) -> Change:
        if self.source == self.target:
            raise EditRefused("Choose another enquiry to move them to", "target")
        files = Rewriting(content)
        taken = take(files, self.source, self.phrases)
        own = {plain(phrase) for phrase in content.phrases(self.target)}
        add(files, self.target, [phrase for phrase in taken if plain(phrase) not in own])
        return files.change()


@dataclass(frozen=True)
class KeepForTesting:
    """A message that will measure the assistant, and so must never teach it."""

    text: str
    intent: str
    style: str = "chat"

    def describe(self, content: Content | None = None) -> str:
        return f"A message kept for testing {shown(content, self.intent)}"

    def apply(self, content: Content) -> Change:
        if self.style not in STYLES:
            raise EditRefused("Say whether it was written or spoken", "style")
        must_be_there(content, self.intent, "intent")
        files = Rewriting(content)
        keep(files, self.intent, self.text, self.style)
        return files.change()


def keep(files: Rewriting, intent: str, message: str, style: str = STYLES[0], field: str = "text") -> None:
    """A message more that is kept for testing an intent. Raises EditRefused."""
    text, content = one_line(message), files.content
    bare = plain(text)
    if not bare:
        raise EditRefused("There is no message", field)
    if bare in held_out(content):
        raise EditRefused(f"{spot(text)} is kept for testing already", field)
    for other, phrases in content.all_phrases().items():
        if any(plain(phrase) == bare for phrase in phrases):
            raise EditRefused(
                f"{spot(text)} is a phrase of {content.shown(other)}. Remove it there first: what the assistant"
                " was taught cannot measure it",
                field,
            )
    table = files.text(HELD_OUT) if files.exists(HELD_OUT) else HELD_OUT_HEAD
    row = {"text": text, "intent": intent, "style": style}
    files.put(HELD_OUT, appended(table, [row.get(name, "") for name in columns(table)]))


def kept_for(content: Content, intent: str) -> list[str]:
    """The messages that are kept for testing an intent; one that may mean two things counts for both."""
    found = rows(content.root / HELD_OUT)
    return [row["text"] for row in found if row.get("text") and intent in row.get("intent", "").split("+")]


def add(files: Rewriting, intent: str, phrases: list[str], service: str | None = None) -> None:
    """After the last phrase of an intent, or as its first in the file of a service."""
    if not phrases:
        return
    if own := list(files.phrase_files(intent)):
        name, file = own[-1]
        files.put(name, file.rewritten(add={intent: phrases}))
        return
    if service is None:
        service = must_be_there(files.content, intent, "intent")
    name = f"data/nlu/{service}.yml"
    if not files.exists(name):
        files.put(name, HEAD)
    files.put(name, files.phrases(name).rewritten(add={intent: phrases}))


def take(files: Rewriting, intent: str, phrases: Iterable[str], *, all_of_them: bool = False) -> list[str]:
    """Remove phrases, and give them back as they stood.

    Raises:
        EditRefused: one is not there any more, or they are all an intent has.
    """
    wanted, found, left = set(phrases), list[str](), 0
    for name, file in files.phrase_files(intent):
        lines = [row for block in file.of(intent) for row in block.phrases]
        drop = {line: text for line, text in lines if all_of_them or text in wanted}
        left += len(lines) - len(drop)
        found += drop.values()
        if drop:
            files.put(name, file.rewritten(drop=drop.keys()))
    for missing in wanted - set(found):
        raise _gone(files.content, intent, missing)
    if not left and not all_of_them:
        raise EditRefused(
            f"{files.content.shown(intent)} would have no phrases left. Merge it with another, or retire it.",
            "phrases",
        )
    return list(dict.fromkeys(found))


def _gone(content: Content, intent: str, phrase: str) -> EditRefused:
    return EditRefused(f"{spot(phrase)} is not a phrase of {content.shown(intent)} any more", "phrases")


def must_be_there(content: Content, intent: str, field: str) -> str:
    """The service of an intent. Raises EditRefused."""
    view = content.intent(intent)
    if view is None:
        raise EditRefused(f"There is no enquiry called {intent} any more", field)
    return view.service
