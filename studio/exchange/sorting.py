"""Sorts the phrases of a file: what is new, what is there, and what must not be learnt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from checks.alike import ANYBODYS_WORDS
from checks.empty import about_nothing
from checks.findings import Kind
from checks.likeness_of_new import like_an_earlier
from checks.personal import check_personal
from checks.phrases import Phrase, plain
from studio import known
from studio.exchange.letters import looks_misread
from studio.files.content import Content
from studio.files.edits.cleaning import clean_phrase
from studio.files.refused import EditRefused
from studio.files.said_index import SaidIndex, said_index
from studio.files.warnings import somebodys
from studio.masking.masking import personal as personal_in

TOLD_EVERY = 100  # rows


class Sort(StrEnum):
    """What a row is, in the order of the page. NEW and, when the editor says so, NEAR and PERHAPS are added."""

    NEW = "new"
    NEAR = "near"
    PERHAPS = "perhaps"  # a name, an address or a number in it may be somebody's
    THERE = "there"
    TWICE = "twice"
    ELSEWHERE = "elsewhere"
    KEPT = "kept"
    PERSONAL = "personal"
    MISREAD = "misread"
    UNKNOWN = "unknown"
    UNFIT = "unfit"


@dataclass(frozen=True)
class Row:
    """A phrase as it would be kept. `named` is what the file calls its intent, `intent` ours, empty when unknown.

    `about` says more: the phrase it is like, the enquiry it belongs to, what looks personal.
    """

    text: str
    named: str
    intent: str
    sort: Sort
    about: str = ""


@dataclass(frozen=True)
class Sorted:
    rows: tuple[Row, ...]

    def of(self, sort: Sort) -> list[Row]:
        return [row for row in self.rows if row.sort == sort]

    @property
    def counts(self) -> Counter[Sort]:
        return Counter(row.sort for row in self.rows)

    @property
    def unknown(self) -> dict[str, int]:
        """What the file calls intents we do not have, with how many phrases each has; the most first."""
        counts = Counter(row.named for row in self.rows if row.sort is Sort.UNKNOWN)
        return dict(counts.most_common())

    def by_intent(self, *sorts: Sort) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.rows:
            if row.sort in sorts:
                found.setdefault(row.intent, []).append(row.text)
        return found


class Names:
    """Finds the intent a file means: by name or title, whatever its capitals, spaces and hyphens."""

    def __init__(self, content: Content) -> None:
        views = content.intents()
        self._found = {_bare(view.title): view.name for view in views if view.title}
        self._found |= {_bare(view.name): view.name for view in views}

    def find(self, named: str) -> str:
        """Empty when there is no such intent."""
        return self._found.get(_bare(named), "") if named else ""


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.lower())


Tell = Callable[[int], None]  # how many rows are looked at


def sort_rows(
    content: Content, rows: Sequence[tuple[str, str]], mapped: Mapping[str, str], tell: Tell = lambda _: None
) -> Sorted:
    """Eight seconds for 10,000 rows on one core; most of it is the search for names and addresses of people.

    Args:
        mapped: intents an editor chose for names of the file's; empty to skip.
        tell: is told how many rows are looked at, now and then. All are compared with each other after that,
            and each step of it tells so again.
    """
    names, index, areas = Names(content), said_index(content), set(known.areas(content.root))
    titles = {view.name: view.shown for view in content.intents()}
    enquiries = frozenset(enquiry.name for enquiry in content.catalogue())
    found: list[Row] = []
    seen: dict[str, str] = {}
    for number, (text, named) in enumerate(rows):
        if number % TOLD_EVERY == 0:
            tell(number)
        chosen = mapped.get(named, "")
        intent = chosen if chosen in titles else names.find(named)
        found.append(_sorted(titles, enquiries, index, areas, text, named, intent, seen))
    tell(len(rows))
    return Sorted(tuple(_with_near(titles, index, found, lambda: tell(len(rows)))))


def _sorted(
    titles: Mapping[str, str],
    enquiries: frozenset[str],
    index: SaidIndex,
    areas: set[str],
    text: str,
    named: str,
    intent: str,
    seen: dict[str, str],
) -> Row:
    try:
        clean = clean_phrase(text)
    except EditRefused as refused:
        return Row(text[:100], named, intent, Sort.UNFIT, refused.message)
    bare = plain(clean)
    if not bare:
        return Row(text[:100], named, intent, Sort.UNFIT, "Nothing is left of it without signs and marks")
    if looks_misread(text):
        return Row(clean, named, intent, Sort.MISREAD)
    personal = [
        finding.what.problem
        for finding in check_personal([Phrase(clean, "", Path(), 1)], areas)
        if finding.kind is Kind.PERSONAL
    ]
    if personal:
        return Row(clean, named, intent, Sort.PERSONAL, personal[0])
    if not intent:
        return Row(clean, named, "", Sort.UNKNOWN)
    if intent in enquiries and (nothing := about_nothing(clean)):
        return Row(clean, named, intent, Sort.UNFIT, nothing)
    for said in index.by_plain.get(bare, ()):
        if said.held_out:
            if intent in enquiries or len(bare.split()) > ANYBODYS_WORDS:
                return Row(clean, named, intent, Sort.KEPT)
        elif said.intent == intent:
            return Row(clean, named, intent, Sort.THERE)
        else:
            return Row(clean, named, intent, Sort.ELSEWHERE, titles.get(said.intent, said.intent))
    if bare in seen:
        other = titles[seen[bare]] if seen[bare] != intent else ""
        return Row(clean, named, intent, Sort.ELSEWHERE if other else Sort.TWICE, other)
    seen[bare] = intent
    perhaps = "; ".join(somebodys(what, words) for what, words in personal_in(clean))
    return Row(clean, named, intent, Sort.PERHAPS if perhaps else Sort.NEW, perhaps)


def _with_near(
    titles: Mapping[str, str], index: SaidIndex, rows: Sequence[Row], going_on: Callable[[], None]
) -> list[Row]:
    """New phrases that are nearly another, one of the file's earlier ones included."""
    new = [place for place, row in enumerate(rows) if row.sort is Sort.NEW]
    there, firsts = list(index.by_plain), list(index.by_plain.values())
    changed = list(rows)
    for one, other in like_an_earlier(there, [plain(rows[place].text) for place in new], going_on):
        place = new[other - len(there)]
        if one < len(there):
            said = firsts[one][0]
            of = "kept for testing" if said.held_out else f"of {titles.get(said.intent, said.intent)}"
            about = f"‘{said.text}’, {of}"
        else:
            about = f"‘{rows[new[one - len(there)]].text}’, of this file"
        changed[place] = replace(rows[place], sort=Sort.NEAR, about=about)
    return changed
