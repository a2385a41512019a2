"""What every page would read first, read before anybody asks: the first visit is then as quick as the next."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import structlog

from studio.articles.searching import Searches
from studio.drafts.drafts import Drafts
from studio.drafts.errors import DraftProblem
from studio.enquiries.looked import Looking
from studio.files.content import Content
from studio.files.edits import in_code, references
from studio.files.said_index import said_index
from studio.files.unreadable import unreadable
from studio.files.warnings import about_article
from studio.files.yaml_text import YamlText
from studio.masking.masking import personal
from studio.versions.entries import plain_values

MOST_DRAFTS = 8  # of those that are open, the ones changed last

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Warming:
    """`looking` and `searches` are those that the pages work with."""

    drafts: Drafts
    looking: Looking
    searches: Searches

    def run(self) -> None:
        """Takes some seconds, in a thread of its own when the service starts. What cannot be read is for the pages to
        say."""
        begins = time.monotonic()
        for step in self._steps():
            try:
                step()
            except Exception as error:
                log.warning("studio_not_warmed", reason=str(error))
        log.info("studio_warmed", seconds=round(time.monotonic() - begins, 1))

    def _steps(self) -> Iterator[Callable[[], object]]:
        yield lambda: self._checkout(self.drafts.live_content())
        yield lambda: self.searches.of(self.drafts.live_content())
        yield lambda: personal("the words of everybody")  # reads the dictionary
        yield self._article
        yield self._trees
        yield in_code.warm
        yield self._drafts

    def _checkout(self, content: Content) -> None:
        for path in content.places.council.glob("services/*.yml"):
            plain_values(path.read_bytes())  # what a draft's difference calls enquiries
        content.intents()
        content.all_replies()
        content.articles()
        unreadable(content)
        list(said_index(content).slips("dictionarry"))  # reads the English words
        self.looking.counts(content)

    def _article(self) -> None:
        """Reads where words may be divided, for the reading age, and the council's jargon."""
        content = self.drafts.live_content()
        for file in content.articles()[:1]:
            about_article(content, file.key, file.front, file.body, date.min)

    def _trees(self) -> None:
        """Of the files that an enquiry is named in, so that what a rename changes is shown at once."""
        root = self.drafts.live_content().root
        for folder in (references.SERVICES, references.DOMAIN, references.RULES, references.CONVERSATIONS):
            for path in (root / folder).rglob("*.yml"):
                YamlText(path.read_text(encoding="utf-8"))

    def _drafts(self) -> None:
        """Their files are nearly those of live, and what is the same is not read again."""
        for draft in self.drafts.all()[:MOST_DRAFTS]:
            try:
                self._checkout(Content(self.drafts.get(draft.id).root))
                self.drafts.difference(draft.base, draft.head)  # for the list of drafts
            except DraftProblem as problem:
                log.info("draft_not_warmed", draft=draft.id, reason=str(problem))
