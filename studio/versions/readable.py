"""What changed between two versions of the content, for people who do not read diffs."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.versions.conversations import ConversationChanged, conversation_changed, is_conversation
from studio.versions.council_words import CouncilChanged, council_changed
from studio.versions.entries import EntryChanged, entries_changed, entries_in, plain_values, without
from studio.versions.kept_messages import MessagesKept, is_of_messages, messages_kept
from studio.versions.merge import Files, is_phrase_file
from studio.versions.parts import words_of
from studio.versions.phrase_lists import read_phrase_file
from studio.versions.renames import Renamed, renames_in, under_new_names
from studio.versions.word_diff import Paragraph, paragraphs_changed

CHANNELS = {
    None: "Chat",
    "voice": "Phone",
}  # what is not said otherwise is said in chat, and on the phone too
LONGEST_DIFF = 400  # lines of a plain file that are shown


@dataclass(frozen=True)
class PhrasesMoved:
    """Phrases that left one enquiry and came to another. Names are titles, as residents see them."""

    source: str
    target: str
    phrases: tuple[str, ...]

    def sentence(self) -> str:
        return f"{_count(len(self.phrases), 'phrase')} moved from {self.source} to {self.target}"


@dataclass(frozen=True)
class PhrasesChanged:
    """What one enquiry gained and lost besides what moved."""

    intent: str
    title: str
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def sentence(self) -> str:
        parts = [
            f"{_count(len(phrases), 'phrase')} {what}"
            for phrases, what in ((self.added, "added to"), (self.removed, "removed from"))
            if phrases
        ]
        return f"{' and '.join(parts)} {self.title}"


@dataclass(frozen=True)
class ReplyChanged:
    """One text of a reply. `before` is none for a new text, `after` for one that is gone."""

    name: str
    channel: str
    before: str | None
    after: str | None

    @property
    def title(self) -> str:
        return words_of(self.name).capitalize()

    def sentence(self) -> str:
        what = "added" if self.before is None else "removed" if self.after is None else "changed"
        return f"Reply {what}: {self.title} ({self.channel.lower()})"


@dataclass(frozen=True)
class ArticleChanged:
    """An article; `kind` is new, removed, moved or changed. `before` is the key it had when it moved."""

    key: str
    title: str
    kind: str
    before: str
    paragraphs: tuple[Paragraph, ...]

    def sentence(self) -> str:
        moved = f" from {self.before} to {self.key}" if self.kind == "moved" else ""
        return f"Article {self.kind}{moved}: {self.title}"


@dataclass(frozen=True)
class FileChanged:
    """Anything else, as a plain diff. `lines` begin with +, - or a space."""

    path: str
    kind: str
    lines: tuple[str, ...]
    cut: bool

    def sentence(self) -> str:
        return f"File {self.kind}: {self.path}"


@dataclass(frozen=True)
class ReadableDiff:
    moved: tuple[PhrasesMoved, ...] = ()
    phrases: tuple[PhrasesChanged, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    replies: tuple[ReplyChanged, ...] = ()
    articles: tuple[ArticleChanged, ...] = ()
    entries: tuple[EntryChanged, ...] = ()
    council: tuple[CouncilChanged, ...] = ()
    messages: tuple[MessagesKept, ...] = ()
    conversations: tuple[ConversationChanged, ...] = ()
    files: tuple[FileChanged, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.sentences()

    def sentences(self) -> list[str]:
        """Everything, a sentence each."""
        parts: tuple[tuple[Any, ...], ...] = (
            self.council,
            self.entries,
            self.renamed,
            self.moved,
            self.phrases,
            self.replies,
            self.articles,
            self.messages,
            self.conversations,
            self.files,
        )
        return [change.sentence() for changes in parts for change in changes]

    def numbers(self) -> list[str]:
        """How much of each kind: ["12 phrases", "1 article"]."""
        phrases = sum(len(change.phrases) for change in self.moved)
        phrases += sum(len(change.added) + len(change.removed) for change in self.phrases)
        counts = (
            (phrases, "phrase", "phrases"),
            (len({change.name for change in self.replies}), "reply", "replies"),
            (len(self.articles), "article", "articles"),
            (sum(map(MessagesKept.count, self.messages)), "test message", "test messages"),
            (len(self.conversations), "conversation test", "conversation tests"),
            (len(self.entries) + len(self.renamed), "enquiry", "enquiries"),
            (len(self.council), "of the council’s words", "of the council’s words"),
            (len(self.files), "other file", "other files"),
        )
        return [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]


def titles_in(services: Iterable[bytes | None]) -> dict[str, str]:
    """What each enquiry is called for residents, from files of the catalogue; later files count more."""
    titles = {}
    for content in services:
        for name, entry in entries_in(plain_values(content)).items():
            if isinstance(entry, dict) and isinstance(entry.get("title"), str):
                titles[name] = entry["title"]
    return titles


def read_difference(
    before: Files, after: Files, moved: Mapping[str, str], titles: Mapping[str, str]
) -> ReadableDiff:
    """Put a difference in words.

    Args:
        before, after: both contents of every path that changed.
        moved: files that moved, old path to new.
        titles: of enquiries by name.
    """
    plain: list[str] = []
    phrase_paths = [path for path in after if is_phrase_file(path)]
    readable = {
        path: (read_phrase_file(before.get(path)), read_phrase_file(after[path])) for path in phrase_paths
    }
    plain += [path for path, (old, new) in readable.items() if old is None or new is None]
    old_phrases, new_phrases = _all_phrases(readable, 0), _all_phrases(readable, 1)
    plain += [
        path
        for path, (old, new) in readable.items()
        if old and new and old.phrases() == new.phrases() and before.get(path) != after[path]
    ]
    renames = renames_in(old_phrases, new_phrases)
    renamed = [Renamed(titles.get(new) or _title(old, titles), old, new) for old, new in renames.items()]
    for old, new in renames.items():
        old_phrases[new] = old_phrases.pop(old)
    moves, changes = _phrases(old_phrases, new_phrases, titles)
    replies: list[ReplyChanged] = []
    articles: list[ArticleChanged] = []
    entries: list[EntryChanged] = []
    council: list[CouncilChanged] = []
    messages: list[MessagesKept] = []
    conversations: list[ConversationChanged] = []
    gone = set(moved)
    for path in sorted(after):
        was, now_is = under_new_names(before.get(path), renames), after[path]
        if path in gone or is_phrase_file(path) or was == now_is:
            continue
        if path.startswith("kb/articles/") and path.endswith(".md"):
            source = next((old for old, new in moved.items() if new == path), path)
            articles.append(_article(path, source, before.get(source), now_is))
        elif path.startswith("domain/"):
            found = _replies(was, now_is)
            replies += found
            if not found or without(was, "responses") != without(now_is, "responses"):
                plain.append(path)
        elif path.startswith("council/services/"):
            listed = entries_changed(was, now_is)
            entries += listed
            if not listed or without(was, "enquiries") != without(now_is, "enquiries"):
                plain.append(path)
        elif told_of_it := council_changed(path, was, now_is):
            council += told_of_it
        elif is_of_messages(path) and (kept := messages_kept(was, now_is)):
            messages.append(kept)
        elif is_conversation(path) and (told := conversation_changed(path, was, now_is, titles)):
            conversations.append(told)
        else:
            plain.append(path)
    files = tuple(_plain(path, before.get(path), after[path]) for path in sorted(set(plain)))
    return ReadableDiff(
        tuple(moves),
        tuple(changes),
        tuple(renamed),
        tuple(replies),
        tuple(articles),
        tuple(entries),
        tuple(council),
        tuple(messages),
        tuple(conversations),
        files,
    )


def _all_phrases(readable: Mapping[str, tuple[Any, ...]], side: int) -> dict[str, tuple[str, ...]]:
    phrases: dict[str, tuple[str, ...]] = {}
    for old_and_new in readable.values():
        if all(old_and_new):
            phrases.update(old_and_new[side].phrases())
    return phrases


def _phrases(
    old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]], titles: Mapping[str, str]
) -> tuple[list[PhrasesMoved], list[PhrasesChanged]]:
    intents = dict.fromkeys([*old, *new])
    added = {name: _but(new.get(name, ()), old.get(name, ())) for name in intents}
    removed = {name: _but(old.get(name, ()), new.get(name, ())) for name in intents}
    came_to: dict[str, list[str]] = {}
    for name, phrases in added.items():
        for phrase in phrases:
            came_to.setdefault(phrase, []).append(name)
    moves: dict[tuple[str, str], list[str]] = {}
    for source, phrases in removed.items():
        for phrase in list(phrases):
            if targets := came_to.get(phrase):
                target = targets.pop(0)
                moves.setdefault((source, target), []).append(phrase)
                phrases.remove(phrase)
                added[target].remove(phrase)
    return (
        [
            PhrasesMoved(_title(source, titles), _title(target, titles), tuple(phrases))
            for (source, target), phrases in moves.items()
        ],
        [
            PhrasesChanged(name, _title(name, titles), tuple(added[name]), tuple(removed[name]))
            for name in intents
            if added[name] or removed[name]
        ],
    )


def _but(phrases: Iterable[str], others: Iterable[str]) -> list[str]:
    there = set(others)
    return [phrase for phrase in phrases if phrase not in there]


def _title(name: str, titles: Mapping[str, str]) -> str:
    return titles.get(name) or words_of(name).capitalize()


def _texts(content: bytes | None) -> dict[str, dict[tuple[str, int], str]]:
    """Of each reply its texts, by channel and which of that channel's texts it is."""
    replies = plain_values(content).get("responses")
    found: dict[str, dict[tuple[str, int], str]] = {}
    for name, texts in (replies if isinstance(replies, dict) else {}).items():
        by_channel: dict[tuple[str, int], str] = {}
        for text in texts if isinstance(texts, list) else []:
            if not isinstance(text, dict):
                continue
            said = text.get("channel")
            channel = CHANNELS.get(said, str(said))
            place = sum(1 for other, _ in by_channel if other == channel)
            by_channel[channel, place] = str(text.get("text", ""))
        found[str(name)] = by_channel
    return found


def _replies(before: bytes | None, after: bytes | None) -> list[ReplyChanged]:
    old, new = _texts(before), _texts(after)
    changes = []
    for name in dict.fromkeys([*old, *new]):
        was, now_is = old.get(name, {}), new.get(name, {})
        for key in dict.fromkeys([*was, *now_is]):
            if was.get(key) != now_is.get(key):
                changes.append(ReplyChanged(name, key[0], was.get(key), now_is.get(key)))
    return changes


def _article(path: str, source: str, before: bytes | None, after: bytes | None) -> ArticleChanged:
    old, new = ((content or b"").decode(errors="replace") for content in (before, after))
    kind = (
        "moved" if source != path else "new" if before is None else "removed" if after is None else "changed"
    )
    key, was = (name.removeprefix("kb/articles/").removesuffix(".md") for name in (path, source))
    lines = (new or old).splitlines()
    title = next((line[6:].strip().strip("\"'") for line in lines if line.startswith("title:")), key)
    return ArticleChanged(key, title, kind, was, paragraphs_changed(old, new))


def _plain(path: str, before: bytes | None, after: bytes | None) -> FileChanged:
    old, new = ((content or b"").decode(errors="replace").splitlines() for content in (before, after))
    lines = list(difflib.unified_diff(old, new, lineterm="", n=2))[2:]
    kind = "new" if before is None else "removed" if after is None else "changed"
    return FileChanged(path, kind, tuple(lines[:LONGEST_DIFF]), len(lines) > LONGEST_DIFF)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
