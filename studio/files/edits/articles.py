"""Articles: written, changed, moved, retired."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ruamel.yaml.error import YAMLError

from kb.articles import ASIDES
from studio.files.article_files import Front, parts_of
from studio.files.content import Content
from studio.files.edits.base import Rewriting
from studio.files.edits.cleaning import clean_text, one_line, words
from studio.files.edits.names import check_article_key
from studio.files.refused import Change, EditRefused
from studio.files.scalars import folded, written
from studio.files.yaml_text import YamlText

# Each with what is asked for where it is missing.
_WORDS = {
    "title": "a title",
    "summary": "a summary: what chat shows first",
    "spoken": "what the phone says",
    "source": "where the answer comes from",
    "owner": "who keeps it right",
}
_FOLDED = ("summary", "spoken")
_ORDER = (*_WORDS, "review_by", "keywords", "asides")


@dataclass(frozen=True)
class SaveArticle:
    """An article, new or changed.

    `front`: title, summary, spoken, source, owner (a team), review_by (a date), and perhaps keywords (a list) and
    asides (cost, time, why and death). What it leaves out stays as it is; an empty list or mapping goes.
    """

    key: str
    front: Mapping[str, str | date | list[str] | dict[str, str]]
    body: str

    def describe(self, content: Content | None = None) -> str:
        before = content.article(self.key) if content else None
        title = one_line(str(self.front.get("title") or (before and before.title) or self.key))
        return f"{'New article' if content and before is None else 'Article'}: {title}"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        self.make(files)
        return files.change()

    def make(self, files: Rewriting, *, new: bool = False) -> None:
        """Raises EditRefused."""
        content = files.content
        before = None if new else content.article(self.key)
        if before is None:
            check_article_key(content, self.key, "key")
        front = _checked(content, {**(before.front if before else {}), **self.front})
        body = clean_text(self.body).strip("\n")
        if not body.strip():
            raise EditRefused("Write the article", "body")
        path = f"kb/articles/{self.key}.md"
        parts = parts_of(files.text(path)) if before and not before.problem else None
        if before is None or parts is None:  # new, or so broken that only writing it anew helps
            files.put(path, article_text(front, body))
            return
        begins, old, rest = parts
        changed = {name: value for name, value in front.items() if before.front.get(name) != value}
        gone = [name for name in before.front if name not in front]
        ending = "\r\n" if "\r\n" in rest else "\n"
        if body != before.body:
            fence = rest[: rest.index("\n") + 1]
            gap = re.match(r"\s*", rest[len(fence) :])[0]  # type: ignore[index]
            rest = fence + gap + body.replace("\n", ending) + ending
        files.put(path, begins + _front(path, old, changed, gone) + rest)


@dataclass(frozen=True)
class MoveArticle:
    """An article gets another place, and every enquiry that answers from it follows."""

    key: str
    to: str

    def describe(self, content: Content | None = None) -> str:
        return f"Article {_title(content, self.key)} moved to {self.to}"

    def apply(self, content: Content) -> Change:
        _must_be_there(content, self.key)
        check_article_key(content, self.to, "to")
        files = Rewriting(content)
        files.put(f"kb/articles/{self.to}.md", files.text(f"kb/articles/{self.key}.md"))
        files.delete(f"kb/articles/{self.key}.md")
        _point(files, self.key, self.to)
        # Comments and links that name the file.
        named = re.compile(rf"(?<![\w/-])((?:kb/)?articles/){re.escape(self.key)}(?![\w-])")
        others = [content.relative(article.path) for article in content.articles() if article.key != self.key]
        for name in (*files.yaml_names("council", "domain"), *others):
            if self.key in (text := files.text(name)):
                files.put(name, named.sub(rf"\g<1>{self.to}", text))
        return files.change()


@dataclass(frozen=True)
class RetireArticle:
    """An article goes. Enquiries that answer from it need another, `instead`."""

    key: str
    instead: str | None = None

    def describe(self, content: Content | None = None) -> str:
        return f"Article {_title(content, self.key)} retired"

    def apply(self, content: Content) -> Change:
        _must_be_there(content, self.key)
        users = [enquiry for enquiry in content.catalogue() if enquiry.article == self.key]
        if users and not self.instead:
            raise EditRefused(
                f"{users[0].title} answers from this article. Choose another for it.", "instead"
            )
        files = Rewriting(content)
        if self.instead:
            if self.instead == self.key or content.article(self.instead) is None:
                raise EditRefused("Choose another article", "instead")
            _point(files, self.key, self.instead)
        files.delete(f"kb/articles/{self.key}.md")
        return files.change()


def _point(files: Rewriting, old: str, new: str) -> None:
    for enquiry in files.content.catalogue():
        if enquiry.article == old:
            with files.yaml(f"council/services/{enquiry.service}.yml") as yaml:
                yaml.set("enquiries", enquiry.name, "article", value=new)


def _must_be_there(content: Content, key: str) -> None:
    if content.article(key) is None:
        raise EditRefused(f"There is no article called {key} any more", "key")


def _title(content: Content | None, key: str) -> str:
    article = content.article(key) if content else None
    return article.title if article else key


def _checked(content: Content, front: Mapping[str, object]) -> Front:
    """Raises EditRefused."""
    found: Front = {}
    for name in front:
        if name not in _ORDER:
            raise EditRefused(f"An article has no {name}", name)
    for name, what in _WORDS.items():
        found[name] = words(str(front.get(name) or ""), name, what)
    if found["owner"] not in content.council_names("teams"):
        raise EditRefused("Choose the team that keeps it right", "owner")
    review_by = front.get("review_by")
    if not isinstance(review_by, date):
        raise EditRefused("Give the day by which it must be read again", "review_by")
    found["review_by"] = review_by
    keywords, asides = front.get("keywords"), front.get("asides")
    if isinstance(keywords, list) and (listed := list(dict.fromkeys(filter(None, map(one_line, keywords))))):
        found["keywords"] = listed
    if isinstance(asides, dict) and (
        told := {name: one_line(text) for name, text in asides.items() if one_line(text)}
    ):
        for name in told:
            if name not in ASIDES:
                raise EditRefused(f"An article cannot answer {name}", "asides")
        found["asides"] = told
    for name, value in found.items():
        if "---" in str(value):
            raise EditRefused("Take out the row of dashes: it ends the front matter", name)
    return found


def article_text(front: Front, body: str) -> str:
    """The whole file of an article written anew."""
    lines = ["---"]
    for name in _ORDER:
        value = front.get(name)
        if isinstance(value, str) and name in _FOLDED:
            lines += [f"{name}: >-", *folded(value, "  ")]
        elif isinstance(value, dict):
            lines += [f"{name}:", *(f"  {key}: {written(text)}" for key, text in value.items())]
        elif value is not None:
            lines.append(f"{name}: {written(value)}")
    return "\n".join([*lines, "---", body, ""])


def _front(path: str, text: str, changed: Front, gone: list[str]) -> str:
    try:
        yaml = YamlText(text)
        for name, value in changed.items():
            if isinstance(value, dict):
                _change_asides(yaml, value)
            elif yaml.has(name):
                yaml.set(name, value=value)
            else:
                earlier = [each for each in _ORDER[: _ORDER.index(name)] if yaml.has(each)]
                yaml.add(name=name, value=value, after=earlier[-1] if earlier else None)
        for name in gone:
            yaml.remove(name)
    except (KeyError, YAMLError):
        raise EditRefused(
            f"The front matter of {path} is written in a way the studio cannot change"
        ) from None
    return yaml.text


def _change_asides(yaml: YamlText, asides: dict[str, str]) -> None:
    if not yaml.has("asides"):
        yaml.add(name="asides", value=asides)
        return
    for name, text in asides.items():
        yaml.set("asides", name, value=text)
    for name in yaml.names("asides"):
        if name not in asides:
            yaml.remove("asides", name)
