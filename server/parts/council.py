"""What the council's own files say, and the search over its articles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import Thread

from cases.gazetteer import Gazetteer
from council.council import Council, load_council
from council.danger import DangerWords
from council.directory.directory import Directory, directory_of
from council.words import Words
from kb.articles import Articles
from kb.said import Said, said_of_articles
from kb.search import ArticleSearch
from server.settings import ROOT, Settings

VECTORS = ROOT / ".cache" / "search" / "vectors.npz"  # of articles and phrases, kept for the next start


@dataclass(frozen=True)
class CouncilParts:
    """Read anew by Wiring.renewed when an editor's change is released."""

    settings: Settings

    @cached_property
    def council(self) -> Council:
        return load_council(self.settings.council_folder, self.settings.articles_folder)

    @cached_property
    def directory(self) -> Directory:
        return directory_of(self.council)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer.load(self.settings.council_folder / "gazetteer.csv")

    @cached_property
    def words(self) -> Words:
        return Words.load(self.settings.council_folder / "words.yml")

    @cached_property
    def danger(self) -> DangerWords:
        return DangerWords.load(self.settings.council_folder / "danger.yml")

    @cached_property
    def articles(self) -> Articles:
        return Articles.load(self.settings.articles_folder)

    @cached_property
    def said(self) -> Said:
        return said_of_articles(self.settings.content_folder / "data" / "nlu", self.council.catalogue)

    @cached_property
    def searched(self) -> frozenset[tuple[str, int, int]]:
        """The files that search learns from, as they are when this is first asked: path, time of change and size."""
        content = self.settings.content_folder
        folders = (self.settings.articles_folder, content / "data" / "nlu", content / "council" / "services")
        return frozenset(
            (str(path), status.st_mtime_ns, status.st_size)
            for folder in folders
            for path in folder.rglob("*.*")
            if (status := path.stat())
        )

    @cached_property
    def search(self) -> ArticleSearch:
        """By keywords at once, and by meaning as soon as a thread has read the vectors, or made them."""
        _ = self.searched  # before they are read
        search = ArticleSearch(self.articles, self.said)
        Thread(target=self.learn_meaning, args=(search,), name="search", daemon=True).start()
        return search

    def whole_search(self) -> ArticleSearch:
        """Search that is ready in every way when this returns, for a command that asks once."""
        search = ArticleSearch(self.articles, self.said)
        self.learn_meaning(search)
        return search

    def learn_meaning(self, search: ArticleSearch) -> None:
        if self.settings.encoder_folder:
            search.learn_meaning(self.settings.encoder_folder, VECTORS)
