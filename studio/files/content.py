"""What a checkout holds: intents and their phrases, replies, articles, and what in it cannot be read."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeVar

from checks.findings import Places
from council.catalogue import Catalogue, Enquiry, read_catalogue
from council.yaml_files import Mistake
from studio.files.article_files import ArticleFile, article_file
from studio.files.cache import Cached, stamp_of
from studio.files.phrase_files import Block, PhraseFile, phrase_file
from studio.files.yaml_files import Reply, YamlFile, replies_in, yaml_file

COUNCIL_FILES = ("alerts", "hours", "identity", "promises", "teams", "words")  # which the studio edits


@dataclass(frozen=True)
class IntentView:
    """An intent that has phrases, or an enquiry that should."""

    name: str
    service: str  # the name of its file, such as waste
    title: str | None  # what the catalogue calls it; small talk has none
    phrases: int  # how many it has
    enquiry: Enquiry | None

    @property
    def shown(self) -> str:
        """What an editor calls it."""
        return self.title or self.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Content:
    """A checkout's files. Cheap to make; a file is read when it is asked for, and again only once it has changed."""

    root: Path

    @property
    def places(self) -> Places:
        return Places.of(self.root)

    def relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    # Phrases

    def phrase_files(self) -> list[PhraseFile]:
        return _each(phrase_file, sorted(self.places.phrases.glob("*.yml")))

    def blocks(self, intent: str) -> list[tuple[PhraseFile, Block]]:
        return [(file, block) for file in self.phrase_files() for block in file.of(intent)]

    def phrases(self, intent: str) -> list[str]:
        return [text for _, block in self.blocks(intent) for _, text in block.phrases]

    def all_phrases(self) -> dict[str, list[str]]:
        """The phrases of every intent, in the order of the files."""
        found: dict[str, list[str]] = {}
        for file in self.phrase_files():
            for block in file.blocks:
                found.setdefault(block.intent, []).extend(text for _, text in block.phrases)
        return found

    def intents(self) -> list[IntentView]:
        """Every intent with phrases, in the order of the files; then the enquiries that have none yet."""
        catalogue, counts, services = self.catalogue(), dict[str, int](), dict[str, str]()
        for file in self.phrase_files():
            for block in file.blocks:
                counts[block.intent] = counts.get(block.intent, 0) + len(block.phrases)
                services.setdefault(block.intent, file.path.stem)
        for enquiry in catalogue:
            counts.setdefault(enquiry.name, 0)
            services.setdefault(enquiry.name, enquiry.service)
        return [
            IntentView(name, services[name], own.title if own else None, count, own)
            for name, count in counts.items()
            for own in [catalogue.get(name)]
        ]

    def intent(self, name: str) -> IntentView | None:
        return next((view for view in self.intents() if view.name == name), None)

    def shown(self, intent: str) -> str:
        """What an editor calls an intent, such as Report a missed bin."""
        enquiry = self.catalogue().get(intent)
        return enquiry.title if enquiry else intent.replace("_", " ").capitalize()

    # The catalogue

    def catalogue(self) -> Catalogue:
        """What of it can be read; `problems` says what cannot."""
        return self._catalogue()[0]

    def _catalogue(self) -> tuple[Catalogue, tuple[Mistake, ...]]:
        council, articles = self.places.council, self.places.articles
        paths = [*sorted((council / "services").glob("*.yml"))]
        paths += [
            path for name in ("teams", "promises", "busiest") if (path := council / f"{name}.yml").exists()
        ]
        stamp = (
            tuple((path, stamp_of(path)) for path in paths),
            _names_below(articles),
        )
        with _reading:
            kept = _catalogues.get(self.root)
            if kept and kept[0] == stamp:
                return kept[1]
        mistakes: list[Mistake] = []
        read = read_catalogue(council, articles, mistakes), tuple(dict.fromkeys(mistakes))
        with _reading:
            if len(_catalogues) >= MOST_CHECKOUTS:
                _catalogues.clear()
            _catalogues[self.root] = stamp, read
        return read

    # Replies

    def replies(self, enquiry: str) -> list[Reply]:
        """Those named after an enquiry, such as utter_begin_report_missed_bin."""
        names = {view.name for view in self.intents()}
        return [reply for reply in self.all_replies() if owner_of(reply.name, names) == enquiry]

    def all_replies(self) -> list[Reply]:
        return [reply for file in self._domain() for reply in replies_in(file, self.relative(file.path))]

    def reply(self, name: str) -> Reply | None:
        return next((reply for reply in self.all_replies() if reply.name == name), None)

    def _domain(self) -> list[YamlFile]:
        return _each(yaml_file, sorted(self.places.replies.glob("*.yml")))

    # Articles

    def articles(self) -> list[ArticleFile]:
        return _each(article_file, sorted(self.places.articles.glob("*/*.md")))

    def article(self, key: str) -> ArticleFile | None:
        return next(iter(_each(article_file, [self.places.articles / f"{key}.md"])), None)

    # The council's own files

    def council_file(self, name: str) -> YamlFile:
        """One of COUNCIL_FILES; of one that is missing, that is its mistake."""
        path = self.places.council / f"{name}.yml"
        found = _each(yaml_file, [path])
        return (
            found[0] if found else YamlFile(path, {}, (Mistake(path, 1, "the file is missing", "Create it"),))
        )

    def council_names(self, name: str) -> list[str]:
        """What a council file lists under its own name: the teams, the promises, the hours."""
        listed = self.council_file(name).values.get(name)
        return [str(key) for key in listed] if isinstance(listed, dict) else []

    def dated_promises(self) -> list[str]:
        """Those that give a date: only working days do, and only they may be promised for a case."""
        listed = self.council_file("promises").values.get("promises")
        rows = listed.items() if isinstance(listed, dict) else ()
        return [str(name) for name, row in rows if isinstance(row, dict) and "working_days" in row]

    # What cannot be read

    def problems(self) -> list[Mistake]:
        """By file and line; everything else can be used all the same."""
        found: list[Mistake] = []
        found += [mistake for file in self.phrase_files() for mistake in file.mistakes]
        found += [mistake for file in self._domain() for mistake in file.mistakes]
        found += self._catalogue()[1]
        found += [mistake for name in COUNCIL_FILES for mistake in self.council_file(name).mistakes]
        found += [article.problem for article in self.articles() if article.problem]
        return list(dict.fromkeys(found))


Read = TypeVar("Read")


def _each(reader: Cached[Read], paths: list[Path]) -> list[Read]:
    """What the files hold. One that goes while the folder is looked at, as in a merge, is not there."""
    found = []
    for path in paths:
        with suppress(FileNotFoundError, NotADirectoryError):
            found.append(reader(path))
    return found


MOST_CHECKOUTS = 64
_catalogues: dict[Path, tuple[object, tuple[Catalogue, tuple[Mistake, ...]]]] = {}
_reading = Lock()


def _names_below(articles: Path) -> tuple[str, ...]:
    """Which articles there are. Some pages ask a hundred times, so no Path is made of each."""
    with suppress(FileNotFoundError, NotADirectoryError):
        services = [entry for entry in os.scandir(articles) if entry.is_dir()]
        return tuple(
            sorted(
                f"{service.name}/{entry.name}"
                for service in services
                for entry in os.scandir(service.path)
                if entry.name.endswith(".md")
            )
        )
    return ()


def owner_of(reply: str, intents: set[str]) -> str | None:
    """The intent a reply is named after: of utter_begin_report_fraud report_fraud, even beside one called fraud."""
    parts = reply.split("_")
    for first in range(2, len(parts)):
        if (name := "_".join(parts[first:])) in intents:
            return name
    return None
