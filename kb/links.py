"""The links of an article: which lead somewhere, as far as can be told without opening them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

OURS = "/chat/articles/"  # where an article of ours is read
SHOWN_SCHEMES = ("https", "mailto", "tel")  # any other is taken out when the body is rendered


@dataclass(frozen=True)
class Link:
    """`problem` is empty for a link that works as far as we can tell; one to another site is not opened."""

    words: str
    address: str
    external: bool
    problem: str


def links_of(body: str, articles: Collection[str]) -> list[Link]:
    """Of an article's Markdown, in order. `articles` are the names of all there are."""
    return [_link(words, address, articles) for words, address in _written(body)]


@lru_cache(maxsize=1024)  # a check looks at every article, of which most are as they were
def _written(body: str) -> tuple[tuple[str, str], ...]:
    """Words and address of each."""
    found = []
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        parts = token.children or []
        for place, part in enumerate(parts):
            if part.type != "link_open":
                continue
            ends = next(at for at, other in enumerate(parts[place:], place) if other.type == "link_close")
            words = "".join(other.content for other in parts[place:ends])
            found.append((words, str(part.attrs.get("href", ""))))
    return tuple(found)


def _link(words: str, address: str, articles: Collection[str]) -> Link:
    try:
        parts = urlsplit(address)
    except ValueError:  # such as an address with half a bracket
        return Link(words, address, True, "This is not an address")
    if not words.strip():
        return Link(words, address, bool(parts.scheme), "The link has no words, so nobody can see or hear it")
    if parts.scheme:
        shown = parts.scheme in SHOWN_SCHEMES
        problem = "" if shown else f"Residents do not see links that begin with {parts.scheme}: use https"
        return Link(words, address, True, problem)
    if parts.path.startswith(OURS):
        name = parts.path.removeprefix(OURS)
        return Link(words, address, False, "" if name in articles else f"There is no article {name}")
    if not parts.path and parts.fragment:
        return Link(words, address, False, "Headings have no addresses, so this goes nowhere")
    return Link(words, address, False, f"Write the whole address, or {OURS} and the article's name")
