"""Articles as files: front matter and body, each as it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from council.yaml_files import Mistake
from kb.articles import FENCE, Article, read_article
from studio.files.cache import Cached

Front = dict[str, str | date | list[str] | dict[str, str]]


@dataclass(frozen=True)
class ArticleFile:
    """One article. `key` is its path without .md, such as waste/missed-bins."""

    key: str
    path: Path
    front: Front = field(default_factory=dict)  # review_by is a date, keywords a list, asides a mapping
    body: str = ""  # of an article with a problem, the whole file
    problem: Mistake | None = None
    article: Article | None = None

    @property
    def title(self) -> str:
        return str(self.front.get("title") or self.key)

    @property
    def review_by(self) -> date | None:
        day = self.front.get("review_by")
        return day if isinstance(day, date) else None


def parts_of(text: str) -> tuple[str, str, str] | None:
    """The first fence; the front matter; the second fence with the body. Joined, they are the text.

    None without front matter.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    fence = FENCE if not text.startswith(f"{mark}---\r\n") else "---\r\n"
    begins, _, rest = text.partition(fence)
    front, found, body = rest.partition(fence)
    return (begins + fence, front, fence + body) if found and begins == mark else None


def read_article_file(path: Path) -> ArticleFile:
    """An article, or what is wrong with it. Raises FileNotFoundError."""
    key = f"{path.parent.name}/{path.stem}"
    mistakes: list[Mistake] = []
    article = read_article(path, key, mistakes)
    if article is None:
        text = path.read_bytes().decode("utf-8", errors="replace")
        return ArticleFile(key, path, body=text, problem=mistakes[0])
    front: Front = {
        "title": article.title,
        "summary": article.summary,
        "spoken": article.spoken,
        "source": article.source,
        "owner": article.owner,
        "review_by": article.review_by,
    }
    if article.keywords:
        front["keywords"] = list(article.keywords)
    if article.asides:
        front["asides"] = dict(article.asides)
    return ArticleFile(key, path, front, article.body, article=article)


article_file = Cached(read_article_file)
