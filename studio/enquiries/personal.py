"""What may be somebody's in phrases and messages for testing: only an editor knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from studio.articles.personal import somebodys
from studio.masking.masking import personal
from studio.versions.readable import ReadableDiff

LONGEST_SHOWN = 200  # characters of a line of an article


@dataclass(frozen=True)
class Perhaps:
    """`found`: what it seems to be ("a name"), and the words."""

    phrase: str
    found: tuple[tuple[str, str], ...]

    @property
    def sentence(self) -> str:
        return " and ".join(f"‘{words}’ may be {what}" for what, words in self.found)


def perhaps_personal(phrases: Iterable[str]) -> Iterator[Perhaps]:
    """Those in which something looks personal; what the studio puts in place of something masked is nobody's."""
    for phrase in phrases:
        if found := _found(phrase):
            yield Perhaps(phrase, found)


def perhaps_added(diff: ReadableDiff) -> list[Perhaps]:
    """In all that a draft adds, articles too."""
    lines = (
        "".join(run.text for run in paragraph if run.kind != "removed").strip()
        for change in diff.articles
        for paragraph in change.paragraphs
        if any(run.kind == "added" for run in paragraph)
    )
    in_articles = ((line, tuple(somebodys(line))) for line in dict.fromkeys(lines))
    return [
        *perhaps_personal(added_by(diff)),
        *(Perhaps(line[:LONGEST_SHOWN], found) for line, found in in_articles if found),
    ]


def added_by(diff: ReadableDiff) -> list[str]:
    """The phrases and messages for testing that a draft adds."""
    phrases = (phrase for change in diff.phrases for phrase in change.added)
    messages = (message for change in diff.messages for message in change.added)
    return list(dict.fromkeys((*phrases, *messages)))


@lru_cache(maxsize=50_000)
def _found(phrase: str) -> tuple[tuple[str, str], ...]:
    return tuple(personal(phrase))  # a millisecond each
