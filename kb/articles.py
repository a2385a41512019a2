"""Articles: Markdown with front matter, each an answer an editor approved, with its source and review date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import nh3
from markdown_it import MarkdownIt

from council.yaml_files import CouncilDataError, Mistake, Section, parse_mapping, read_text

FENCE = "---\n"
# Questions put in mid-form that an article may answer; and what it answers in its summary's place to the bereaved.
ASIDES = ("cost", "time", "how", "why", "death", "shut")
_HTML_TAGS = {
    "h2",
    "h3",
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


@dataclass(frozen=True)
class Article:
    """`name` is its path without .md, such as waste/missed-bins. `asides` answer questions put in mid-form,
    and `death` whoever tells of one."""

    name: str
    title: str
    summary: str
    spoken: str
    source: str
    owner: str
    review_by: date
    body: str
    keywords: tuple[str, ...] = ()
    asides: dict[str, str] = field(default_factory=dict)

    @property
    def html(self) -> str:
        """The body as HTML, cleaned of everything but plain text markup; ready for GOV.UK styles."""
        rendered = MarkdownIt("commonmark").enable("table").render(self.body)
        return nh3.clean(rendered, tags=_HTML_TAGS, url_schemes={"https", "mailto", "tel"})

    def overdue(self, today: date) -> bool:
        return today > self.review_by


class Articles:
    """All articles of a folder, by name."""

    def __init__(self, articles: dict[str, Article]) -> None:
        self._articles = articles

    def __iter__(self) -> Iterator[Article]:
        return iter(self._articles.values())

    def __len__(self) -> int:
        return len(self._articles)

    def get(self, name: str | None) -> Article | None:
        return self._articles.get(name) if name else None

    @classmethod
    def load(cls, folder: Path) -> Articles:
        """Read every article.

        Raises:
            CouncilDataError: lists each mistake with file, line and remedy.
        """
        mistakes: list[Mistake] = []
        found: dict[str, Article] = {}
        for path in sorted(folder.glob("*/*.md")):
            article = read_article(path, str(path.relative_to(folder).with_suffix("")), mistakes)
            if article:
                found[article.name] = article
        if mistakes:
            raise CouncilDataError(mistakes)
        return cls(found)


def read_article(path: Path, name: str, mistakes: list[Mistake]) -> Article | None:
    """One article; None when it cannot be used, and what is wrong is added to the mistakes."""
    try:
        parts = read_text(path).split(FENCE, 2)
    except CouncilDataError as error:
        mistakes.extend(error.mistakes)
        return None
    if len(parts) != 3 or parts[0].strip():
        remedy = "Begin the file with front matter between two lines of ---"
        mistakes.append(Mistake(path, 1, "the article has no front matter", remedy))
        return None
    try:
        front = parse_mapping("\n" + parts[1], path)  # an empty line for the fence, so that lines count right
    except CouncilDataError as error:
        mistakes.extend(error.mistakes)
        return None
    before = len(mistakes)
    section = Section(path, front, mistakes, f"the article {name!r}")
    section.known_names(("title", "summary", "spoken", "source", "owner", "review_by", "keywords", "asides"))
    review_by = section.values.get("review_by")
    if not isinstance(review_by, date):
        section.wrong("review_by", "there is no review date", "Add `review_by: 2027-05-31`")
    if not parts[2].strip():
        section.wrong("title", "the article has no body", "Write it below the second line of ---")
    words = {key: section.text(key) for key in ("title", "summary", "spoken", "source", "owner")}
    asides = _asides(section) if "asides" in section.values else {}
    if len(mistakes) > before or not isinstance(review_by, date):
        return None
    return Article(
        name=name,
        **words,
        review_by=review_by,
        body=parts[2].strip(),
        keywords=section.texts("keywords"),
        asides=asides,
    )


def _asides(section: Section) -> dict[str, str]:
    part = section.section("asides", "asides")
    part.known_names(ASIDES)
    return {key: part.text(key) for key in ASIDES if key in part.values}
