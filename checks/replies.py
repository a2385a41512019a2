"""What else residents are told: replies, the service's own sentences, titles, promises and alerts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checks.answers import SHORTER, too_long
from checks.findings import Finding, Kind, Places, line_of, of_kind
from checks.plain_english import (
    GRADE_TOO_HARD,
    grade,
    long_sentences,
    sentences,
    unspeakable,
    without_blanks,
)
from council.catalogue import Catalogue
from council.council import Council
from council.jargon import Jargon
from council.yaml_files import CouncilDataError, Mistake, Section, read_mapping


@dataclass(frozen=True)
class Told:
    """Some words and where they stand. `aloud`: they are what the phone says."""

    name: str
    text: str
    path: Path
    line: int
    aloud: bool


def check_replies(
    places: Places, domain: list[Section], council: Council | None, jargon: Jargon
) -> Iterator[Finding]:
    mistakes: list[Mistake] = []
    replies = list(_replies(domain, mistakes))
    yield from of_kind(Kind.FILE, mistakes)
    told = [*replies, *_words(places.council / "words.yml"), *_alerts(places.council / "alerts.yml")]
    if council:
        told += [*_enquiries(places.council, council.catalogue), *_promises(places.council, council)]
        yield from _of_forms(places, council.catalogue, {reply.name for reply in replies})
    for one in told:
        yield from check_told(one, jargon)


def check_alerts(path: Path, jargon: Jargon) -> Iterator[Finding]:
    """What the alerts say, in chat and aloud."""
    for one in _alerts(path):
        yield from check_told(one, jargon)


def check_told(told: Told, jargon: Jargon) -> Iterator[Finding]:
    """Some words by themselves."""
    text = without_blanks(told.text)
    measured = grade(sentences(text))
    if measured is not None and measured > GRADE_TOO_HARD:
        problem = f"{told.name} has reading grade {measured:.1f}, above {GRADE_TOO_HARD:g}"
        yield Finding.at(Kind.TOO_HARD, told.path, told.line, problem, SHORTER)
    for avoid in jargon.found_in(text):
        problem, remedy = f"{avoid.words!r} in {told.name}", f"Say instead: {avoid.instead}"
        yield Finding.at(Kind.JARGON, told.path, told.line, problem, remedy)
    for sentence in long_sentences(text):
        yield Finding.at(Kind.LONG_SENTENCE, told.path, told.line, *too_long(sentence))
    if told.aloud and (found := unspeakable(text)):
        problem = f"{found} in {told.name} cannot be said aloud"
        remedy = "Write it as it is said, or give it a spoken version"
        yield Finding.at(Kind.NOT_SAYABLE, told.path, told.line, problem, remedy)


def _replies(domain: list[Section], mistakes: list[Mistake]) -> Iterator[Told]:
    """What is said of a reply is its text with `channel: voice`, and without one the text all channels share."""
    for file in domain:
        if "responses" not in file.values:
            continue
        line = file.line_of("responses")
        responses = Section(file.path, file.values["responses"], mistakes, "the list of replies", line)
        for name in responses.values:
            line = responses.line_of(name)
            variants = [
                Section(file.path, values, mistakes, f"the reply {name!r}", line)
                for values in responses.entries(name)
            ]
            has_voice = any(variant.values.get("channel") == "voice" for variant in variants)
            for variant in variants:
                aloud = not has_voice or variant.values.get("channel") == "voice"
                if text := variant.text("text"):
                    yield Told(str(name), text, file.path, variant.line_of("text"), aloud)


def _words(path: Path) -> Iterator[Told]:
    """Mistakes in this file have been said by the check of files."""
    section = _read(path)
    for name in section.values:
        entry = section.section(str(name), "a sentence")
        for key in ("text", "spoken"):
            if isinstance(text := entry.values.get(key), str):
                aloud = key == "spoken" or "spoken" not in entry.values
                yield Told(str(name), text, path, entry.line_of(key), aloud)


def _alerts(path: Path) -> Iterator[Told]:
    section = _read(path)
    for values in section.entries("alerts"):
        entry = Section(path, values, [], "an alert", section.line_of("alerts"))
        for key in ("text", "spoken"):
            if isinstance(text := entry.values.get(key), str):
                yield Told(f"the alert's {key}", text, path, entry.line_of(key), key == "spoken")


def _read(path: Path) -> Section:
    try:
        return Section(path, read_mapping(path), [], path.name)
    except CouncilDataError:
        return Section(path, None, [], path.name)


def _enquiries(folder: Path, catalogue: Catalogue) -> Iterator[Told]:
    """The title is a button and the spoken form ends a question, so neither is a sentence to measure."""
    for enquiry in catalogue:
        path = folder / "services" / f"{enquiry.service}.yml"
        line = line_of(path, enquiry.name)
        yield Told(f"the title of {enquiry.name}", enquiry.title, path, line, aloud=False)
        yield Told(f"the spoken name of {enquiry.name}", enquiry.spoken, path, line, aloud=True)


def _promises(folder: Path, council: Council) -> Iterator[Told]:
    """Those a case is opened with: they are read aloud with its reference."""
    path = folder / "promises.yml"
    listed = _read(path).section("promises", "the promises")
    for name in dict.fromkeys(enquiry.case.promise for enquiry in council.catalogue if enquiry.case):
        line = listed.section(name, "a promise").line_of("says")
        yield Told(f"the promise {name}", council.promises[name].says, path, line, aloud=True)


def _of_forms(places: Places, catalogue: Catalogue, replies: set[str]) -> Iterator[Finding]:
    """A form begins with a sentence of its own, without which the first question comes out of nowhere; and a question
    that is put in words of its own has to have them, or nothing is asked."""
    for enquiry in catalogue:
        for name in enquiry.replies:
            if name not in replies:
                path = places.replies / f"{enquiry.service}.yml"
                lacks = (
                    "how it begins"
                    if name.startswith("utter_begin_")
                    else "the words of its own that it asks a question in"
                )
                problem = f"{enquiry.name} opens a form, and nobody wrote {lacks}"
                yield Finding.at(Kind.FILE, path, 1, problem, f"Add {name} to its responses")
