"""What in the files cannot be read, mostly because somebody changed them by hand: where, and what is lost by it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from council.yaml_files import Mistake
from studio.files.content import Content
from studio.files.phrase_files import PhraseFile

NOT_YAML = "this is not YAML"  # what the reader says of a file that it cannot make sense of
SIGNS = (
    "something there, or in the line above, is not as it must be: the indentation, a colon, a dash or a quote"
)
EXPORTED = ("data/nlu/", "domain/", "council/services/", "kb/articles/")  # what a Rasa project is made of
# What a file holds, by the beginning of its path; the longer ones first.
HOLDS = (
    ("data/nlu/", "phrases"),
    ("domain/", "replies"),
    ("council/services/", "enquiries"),
    ("kb/articles/", "an article"),
    ("council/", "the council's own words and hours"),
)


@dataclass(frozen=True)
class BrokenPlace:
    """A place that cannot be read. `line` counts from 1; `path` is from the content's folder."""

    path: str
    line: int
    why: str

    def sentence(self) -> str:
        holds = next((what for begins, what in HOLDS if self.path.startswith(begins)), "settings")
        return f"Line {self.line} of {self.path}, a file with {holds}: {self.why}."


def unreadable(content: Content) -> list[BrokenPlace]:
    """Every place in the files. Everything else can be used all the same."""
    return _places(content, content.problems())


def that_are_exported(content: Content) -> list[BrokenPlace]:
    """Those that would be missing from a Rasa project, or that Rasa could not read either."""
    return [place for place in unreadable(content) if place.path.startswith(EXPORTED)]


def of_phrases(content: Content) -> list[BrokenPlace]:
    return _places(content, (mistake for file in content.phrase_files() for mistake in file.mistakes))


def of_intent(content: Content, intent: str) -> list[BrokenPlace]:
    """Those by which some of an intent's phrases may not be seen, although they are there."""
    view = content.intent(intent)
    service = view.service if view else None
    files = [file for file in content.phrase_files() if file.mistakes and _may_hold(file, intent, service)]
    return _places(content, (mistake for file in files for mistake in file.mistakes))


def unseen(content: Content) -> set[str]:
    """The intents of which no phrase is seen, but may be in a file that cannot be read."""
    if not any(file.mistakes for file in content.phrase_files()):
        return set()
    return {view.name for view in content.intents() if not view.phrases and of_intent(content, view.name)}


def _may_hold(file: PhraseFile, intent: str, service: str | None) -> bool:
    named = re.search(rf"\bintent: *[\"'\[]?{re.escape(intent)}\b", file.text)
    return bool(named) or (service == file.path.stem and not file.of(intent))


def _places(content: Content, mistakes: Iterable[Mistake]) -> list[BrokenPlace]:
    return [BrokenPlace(content.relative(one.path), one.line, _why(one)) for one in dict.fromkeys(mistakes)]


def _why(mistake: Mistake) -> str:
    if mistake.problem.startswith(NOT_YAML):
        return SIGNS  # the reader's own words are for programmers
    remedy = mistake.remedy.rstrip(".")
    return f"{mistake.problem}. {remedy}" if remedy else mistake.problem
