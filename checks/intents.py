"""Phrases and enquiries belong together: each enquiry has enough phrases, and each phrase an intent that exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from checks.busiest import Busiest
from checks.findings import Finding, Kind, Places, line_of
from checks.phrases import Phrase
from council.catalogue import Catalogue
from council.yaml_files import did_you_mean


def check_intents(
    places: Places,
    phrases: list[Phrase],
    held: list[Phrase],
    catalogue: Catalogue,
    busiest: Busiest,
    small_talk: set[str],
) -> Iterator[Finding]:
    """`small_talk`: the intents that are no enquiries, such as greet and affirm."""
    known = {enquiry.name for enquiry in catalogue} | small_talk
    yield from _unknown([*phrases, *held], known)
    yield from _too_few(places, phrases, catalogue, busiest)
    yield from _same_titles(places, catalogue)
    for name, line in busiest.names.items():
        if name not in catalogue:
            remedy = did_you_mean(name, [enquiry.name for enquiry in catalogue])
            path = places.council / "busiest.yml"
            yield Finding.at(Kind.FILE, path, line, f"no service has the enquiry {name!r}", remedy)


def _same_titles(places: Places, catalogue: Catalogue) -> Iterator[Finding]:
    """Two buttons that say the same, of which a resident has to choose one."""
    first: dict[str, str] = {}
    for enquiry in catalogue:
        other = first.setdefault(enquiry.title.casefold(), enquiry.name)
        if enquiry.title and other != enquiry.name:
            path = places.council / "services" / f"{enquiry.service}.yml"
            problem = f"{enquiry.name} has the same title as {other}, {enquiry.title!r}"
            remedy = "Choose a title that tells them apart"
            yield Finding.at(Kind.FILE, path, line_of(path, enquiry.name), problem, remedy)


def _unknown(phrases: Iterable[Phrase], known: set[str]) -> Iterator[Finding]:
    """Once for each file: at the first of the phrases."""
    seen: set[tuple[Path, str]] = set()
    for phrase in phrases:
        for intent in phrase.intent.split("+") if phrase.intent else ():
            if intent not in known and (phrase.path, intent) not in seen:
                seen.add((phrase.path, intent))
                problem = f"nobody has the intent {intent!r}"
                remedy = did_you_mean(intent, known)
                yield Finding.at(Kind.UNKNOWN_INTENT, phrase.path, phrase.line, problem, remedy)


def _too_few(
    places: Places, phrases: list[Phrase], catalogue: Catalogue, busiest: Busiest
) -> Iterator[Finding]:
    count = Counter(phrase.intent for phrase in phrases)
    first = {phrase.intent: phrase for phrase in reversed(phrases)}
    for enquiry in catalogue:
        least, have = busiest.least_of(enquiry.name), count[enquiry.name]
        if not have:
            path = places.council / "services" / f"{enquiry.service}.yml"
            problem = f"{enquiry.name} has no phrases, so nobody who asks for it is understood"
            remedy = f"Write {least} in {places.phrases.name}/{enquiry.service}.yml"
            yield Finding.at(Kind.NO_PHRASES, path, line_of(path, enquiry.name), problem, remedy)
        elif have < least:
            at = first[enquiry.name]
            problem = f"{enquiry.name} has {have} of the {least} phrases it needs"
            yield Finding.at(Kind.FEW_PHRASES, at.path, at.line, problem, f"Write {least - have} more")
