"""Enquiries of the catalogue: a new one with all it needs, and changes of what one says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from checks.phrases import plain
from council.case_types import CHECKS, FIELDS, CaseType
from council.catalogue import DEMANDS
from studio.files.content import Content
from studio.files.edits.articles import SaveArticle
from studio.files.edits.base import Rewriting, count, shown, spot
from studio.files.edits.cleaning import clean_phrases, one_line, words
from studio.files.edits.names import check_name
from studio.files.edits.phrases import add, keep, must_be_there, sort_out, taken_over
from studio.files.edits.replies import add_reply
from studio.files.refused import Change, EditRefused
from studio.files.scalars import Value
from studio.files.yaml_text import YamlText

LONGEST_TITLE = 80  # characters: it is a button
MESSAGES = "tests/conversations/every_enquiry/messages.yml"
_ACTIONS = ("hand_off", "call_back")  # what an editor may let an enquiry do; the rest is the program's own


@dataclass(frozen=True)
class NewEnquiry:
    """An enquiry that answers from an article, opens a case, or brings in a person.

    `begin` and `begin_spoken` are said when its form opens, so a case needs them. `test_messages` are other ways to ask
    for it, which the assistant never learns: they measure it. The conversation tests play the first phrase: what was
    taught is led to unless something is broken, while a message nobody taught may be missed and the enquiry still good.
    """

    service: str
    name: str
    title: str
    spoken: str
    demand: str = "value"
    phrases: tuple[str, ...] = ()
    article: str | None = None  # one that is there, or that of `new_article`
    new_article: SaveArticle | None = None
    hints: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    case: CaseType | None = None
    action: str | None = None
    team: str | None = None  # where it is not the service's
    begin: str = ""
    begin_spoken: str = ""
    test_messages: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()  # phrases that another enquiry may have, and which leave it

    def describe(self, content: Content | None = None) -> str:
        phrases = f", with {count(len(self.phrases), 'phrase')}" if self.phrases else ""
        return f"New enquiry: {one_line(self.title)}{phrases}"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        self.make(files)
        return files.change()

    def make(self, files: Rewriting) -> None:
        """Raises EditRefused."""
        content = files.content
        check_name(content, self.name, "name")
        service = f"council/services/{self.service}.yml"
        known = {each.name for each in content.catalogue().services}
        if self.service not in known or not files.exists(service):
            raise EditRefused("Choose the service it belongs to", "service")
        if self.new_article:
            self.new_article.make(files, new=True)
        article = self.article or (self.new_article.key if self.new_article else None)
        parts: dict[str, Any] = {
            "title": self.title,
            "spoken": self.spoken,
            "demand": self.demand,
            "team": self.team,
            "article": article,
            "case": self.case,
            "action": self.action,
            "hints": self.hints,
            "related": self.related,
        }
        given = {key: value for key, value in parts.items() if value not in (None, ())}
        checked = _checked(files, self.name, {"title": "", "spoken": "", **given})
        _one_ending(given)
        found = sort_out(content, self.name, clean_phrases(self.phrases))
        phrases = taken_over(files, self.name, found, self.moved)
        if found.kept_for_testing and not phrases:
            raise EditRefused(
                "All of these are kept for testing, so the assistant may not learn them", "phrases"
            )
        with files.yaml(service) as yaml:
            yaml.add("enquiries", name=self.name, value=checked)
        add(files, self.name, phrases, self.service)
        if self.case or self.begin:
            begin = words(self.begin, "begin", "how the form begins")
            add_reply(files, self.service, f"utter_begin_{self.name}", begin, one_line(self.begin_spoken))
        self._keep(files)
        if phrases:
            self._have_played(files, phrases[0])

    def _keep(self, files: Rewriting) -> None:
        cleaned = list(filter(None, map(one_line, self.test_messages)))
        messages = list({plain(message): message for message in reversed(cleaned)}.values())[::-1]
        own = {plain(phrase) for phrase in self.phrases}
        for message in messages:
            if plain(message) in own:
                raise EditRefused(
                    f"{spot(message)} is one of the phrases. What the assistant was taught cannot measure it",
                    "test_messages",
                )
            keep(files, self.name, message, field="test_messages")

    def _have_played(self, files: Rewriting, phrase: str) -> None:
        if not files.exists(MESSAGES):
            files.put(MESSAGES, "# One message for each thing a resident may want, as it might be put.\n")
        with files.yaml(MESSAGES) as yaml:
            yaml.add(name=self.name, value=phrase)


class _Kept:
    """Stands for what an edit leaves as it is."""

    def __repr__(self) -> str:
        return "KEPT"


KEPT: Any = _Kept()


@dataclass(frozen=True)
class ChangeEnquiry:
    """What the catalogue says of an enquiry. Only what is given changes; None or () takes a part away."""

    name: str
    title: str = KEPT
    spoken: str = KEPT
    demand: str = KEPT
    team: str | None = KEPT
    article: str | None = KEPT
    case: CaseType | None = KEPT
    hints: tuple[str, ...] = KEPT
    related: tuple[str, ...] = KEPT
    begin: str = field(default="", kw_only=True)  # for a case, where the enquiry has had none

    def describe(self, content: Content | None = None) -> str:
        says = {
            "spoken": "spoken name",
            "case": "case type",
            "hints": "words for the phone",
            "demand": "kind of demand",
        }
        given = [says.get(name, name) for name in self._given(content)]
        parts = " and ".join(filter(None, [", ".join(given[:-1]), given[-1] if given else ""])) or "nothing"
        return f"{shown(content, self.name)}: {parts} changed"

    def _given(self, content: Content | None) -> dict[str, Any]:
        names = [each.name for each in fields(self) if each.name not in ("name", "begin")]
        given = {name: getattr(self, name) for name in names if getattr(self, name) is not KEPT}
        own = content.catalogue().get(self.name) if content else None
        return {name: value for name, value in given.items() if own is None or value != getattr(own, name)}

    def apply(self, content: Content) -> Change:
        must_be_there(content, self.name, "name")
        own = content.catalogue().get(self.name)
        if own is None:
            raise EditRefused(f"{content.shown(self.name)} is not in the catalogue", "name")
        files = Rewriting(content)
        given = self._given(content)
        after = {name: getattr(own, name) for name in ("article", "case", "task", "action")} | given
        _one_ending(after)
        checked = _checked(
            files, self.name, {key: value for key, value in given.items() if value not in (None, ())}
        )
        with files.yaml(f"council/services/{own.service}.yml") as yaml:
            for name in given:
                path = ("enquiries", self.name, name)
                if name not in checked:
                    if yaml.has(*path):
                        yaml.remove(*path)
                elif name == "case" and own.case:
                    _change_case(yaml, path, own.case, given["case"])
                else:
                    put_part(yaml, self.name, name, checked[name])
        begin = f"utter_begin_{self.name}"
        if "case" in checked and content.reply(begin) is None:
            add_reply(files, own.service, begin, words(self.begin, "begin", "how the form begins"))
        return files.change()


_ORDER = (
    *("title", "spoken", "demand", "team", "article", "case", "task", "action", "known_as", "hours"),
    *("hints", "related"),
)


def put_part(yaml: YamlText, enquiry: str, name: str, value: Value) -> None:
    """One part of an enquiry, in its place among the others where it is new."""
    if yaml.has("enquiries", enquiry, name):
        yaml.set("enquiries", enquiry, name, value=value)
    else:
        after = _before(name, yaml.names("enquiries", enquiry))
        yaml.add("enquiries", enquiry, name=name, value=value, after=after)


def _before(name: str, there: list[str]) -> str | None:
    """After which of the parts that are there a new one goes."""
    earlier = [each for each in _ORDER[: _ORDER.index(name)] if each in there]
    return earlier[-1] if earlier else None


def _change_case(yaml: Any, path: tuple[str, ...], before: CaseType, after: CaseType) -> None:
    for name in (each.name for each in fields(CaseType)):
        old, new = getattr(before, name), getattr(after, name)
        if old and not new:
            yaml.remove(*path, name)
        elif new != old:
            yaml.set(*path, name, value=list(new) if isinstance(new, tuple) else new)


def _one_ending(parts: Mapping[str, Any]) -> None:
    endings = [parts[name] for name in ("case", "task", "action") if parts.get(name)]
    if len(endings) > 1:
        raise EditRefused("It can open a case or bring in a person, not both", "case")
    if not endings and not parts.get("article"):
        raise EditRefused("Choose an article, a case type or a person: otherwise it leads nowhere", "article")


def _checked(files: Rewriting, name: str, parts: Mapping[str, Any]) -> dict[str, Value]:
    """The parts of an enquiry as the catalogue takes them. Raises EditRefused."""
    content, found = files.content, dict[str, Value]()
    for key, value in parts.items():
        if key == "title":
            found[key] = _own_title(content, name, words(value, key, "a title", most=LONGEST_TITLE))
        elif key == "spoken":
            found[key] = words(value, key, "how the phone says it", most=LONGEST_TITLE)
        elif key == "demand":
            found[key] = _one_of(value, DEMANDS, key, "Choose what kind of demand it is")
        elif key == "team":
            found[key] = _one_of(value, content.council_names("teams"), key, "Choose a team")
        elif key == "action":
            found[key] = _one_of(value, _ACTIONS, key, "Choose what happens")
        elif key == "article":
            if not files.exists(f"kb/articles/{value}.md"):
                raise EditRefused(f"There is no article called {value}", key)
            found[key] = value
        elif key == "hints":
            found[key] = list(dict.fromkeys(filter(None, map(one_line, value))))
        elif key == "related":
            found[key] = _related(content, name, value)
        elif key == "case":
            found[key] = _case(content, value)
    return found


def _own_title(content: Content, name: str, title: str) -> str:
    """Two buttons that say the same would ask residents, and editors, to choose between them."""
    same = (each for each in content.catalogue() if each.title.casefold() == title.casefold())
    if title and any(each.name != name for each in same):
        raise EditRefused("Another enquiry is called so. Choose a title that tells them apart.", "title")
    return title


def _related(content: Content, name: str, related: Iterable[str]) -> list[str]:
    for other in related:
        if other not in content.catalogue() or other == name:
            raise EditRefused(f"There is no other enquiry called {other}", "related")
    return list(dict.fromkeys(related))


def _case(content: Content, case: CaseType) -> dict[str, Value]:
    if not case.fields:
        raise EditRefused("Choose what the case needs to know", "case")
    for asked in case.fields:
        _one_of(asked, FIELDS, "case", f"Nothing is called {asked} that a form can ask for")
    dated = content.dated_promises()
    promise = _one_of(case.promise, dated, "case", "Choose a promise that gives a date")
    found: dict[str, Value] = {"fields": list(dict.fromkeys(case.fields)), "promise": promise}
    if case.check:
        found["check"] = _one_of(case.check, CHECKS, "case", f"There is no rule called {case.check}")
    for name in ("needs", "same_when", "about_a_case", "own_words"):  # no page asks for them
        if value := getattr(case, name):
            found[name] = list(value) if isinstance(value, tuple) else value
    return found


def _one_of(value: str, allowed: Iterable[str], name: str, message: str) -> str:
    if value not in set(allowed):
        raise EditRefused(message, name)
    return value
