"""Which article would answer a message: kb's own search, over the articles and phrases of one checkout."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock, Thread

from kb.articles import Article, Articles
from kb.search import ArticleSearch
from studio.files.content import Content
from studio.stamps import Stamps, stamps

MOST_KEPT = 4  # checkouts; an index of 300 articles with their phrases takes some 10 MB
_FILES = ("kb/articles/*/*.md", "data/nlu/*.yml", "council/services/*.yml")

LearnMeaning = Callable[[ArticleSearch], object]
_State = tuple[Path, Stamps]


class Searches:
    """Makes the index of a checkout when it is first asked for, and anew once a file of it has changed.

    Args:
        learn_meaning: has an index find by meaning too, as the one residents are answered from does. It may take long,
            so it is done beside; until then an index finds by keywords.
    """

    def __init__(self, learn_meaning: LearnMeaning | None = None) -> None:
        self._learn_meaning = learn_meaning
        self._made: OrderedDict[_State, ArticleSearch] = OrderedDict()
        self._lock = Lock()

    def of(self, content: Content) -> ArticleSearch:
        state = content.root, stamps(content.root, *_FILES)
        with self._lock:
            if (made := self._made.pop(state, None)) is None:
                made = ArticleSearch(
                    Articles({article.name: article for article in usable(content)}), _said(content)
                )
                if self._learn_meaning:
                    Thread(target=self._learn_meaning, args=(made,), name="draft search", daemon=True).start()
            self._made[state] = made  # the one asked for last is dropped last
            while len(self._made) > MOST_KEPT:
                self._made.popitem(last=False)
        return made


def usable(content: Content) -> Iterator[Article]:
    """The articles that can be read; one an editor has spoilt does not hide the others."""
    return (file.article for file in content.articles() if file.article)


def _said(content: Content) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    catalogue = content.catalogue()
    for intent, phrases in content.all_phrases().items():
        enquiry = catalogue.get(intent)
        if enquiry and enquiry.article:
            said.setdefault(enquiry.article, []).extend(phrases)
    return said
