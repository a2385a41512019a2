"""Whether the council's files can be used at all: each is read as the service reads it when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from cases.gazetteer import Gazetteer, GazetteerError
from checks.busiest import Busiest
from checks.findings import Finding, Kind, Places, of_kind
from council.council import Council, load_council
from council.danger import DangerWords
from council.jargon import Jargon
from council.release import ReleaseRules
from council.sentences import SENTENCES
from council.words import Words
from council.yaml_files import CouncilDataError, Mistake, Section, did_you_mean, read_mapping
from kb.articles import Articles

Read = TypeVar("Read")


@dataclass
class Files:
    """What could be read; None for what has mistakes, so that the checks of the rest go on."""

    council: Council | None = None
    articles: Articles | None = None
    words: Words | None = None
    gazetteer: Gazetteer | None = None
    jargon: Jargon | None = None
    busiest: Busiest | None = None
    domain: list[Section] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_files(places: Places) -> Files:
    """Read everything; `findings` has each mistake once."""
    files, folder = Files(), places.council

    def read(reader: Callable[[], Read]) -> Read | None:
        try:
            return reader()
        except CouncilDataError as error:
            files.findings += of_kind(Kind.FILE, error.mistakes)
        except GazetteerError as error:
            files.findings.append(_of_gazetteer(folder / "gazetteer.csv", str(error)))
        except OSError as error:
            remedy = "Create it, or make it readable"
            files.findings.append(Finding.at(Kind.FILE, folder, 1, str(error), remedy))
        return None

    files.council = read(lambda: load_council(folder, places.articles))
    files.articles = read(lambda: Articles.load(places.articles))
    files.words = read(lambda: Words.load(folder / "words.yml"))
    read(lambda: ReleaseRules.load(folder))
    read(lambda: DangerWords.load(folder / "danger.yml"))
    files.gazetteer = read(lambda: Gazetteer.load(folder / "gazetteer.csv"))
    files.jargon = read(lambda: Jargon.load(folder / "jargon.yml"))
    files.busiest = read(lambda: Busiest.load(folder / "busiest.yml"))
    files.domain = _domain(places.replies, files.findings)
    if files.words:
        files.findings += of_kind(Kind.FILE, _sentences(folder / "words.yml", files.words))
    if files.gazetteer and files.council:
        wards = {address.ward for address in files.gazetteer}
        files.findings += of_kind(Kind.FILE, _alert_areas(folder / "alerts.yml", wards))
    files.findings = list(dict.fromkeys(files.findings))
    return files


def _domain(folder: Path, findings: list[Finding]) -> list[Section]:
    """The files of domain/, without their meaning: Rasa checks that when it trains."""
    sections = []
    for path in sorted(folder.glob("*.yml")):
        try:
            sections.append(Section(path, read_mapping(path), [], path.name))
        except CouncilDataError as error:
            findings += of_kind(Kind.FILE, error.mistakes)
    return sections


def _of_gazetteer(path: Path, message: str) -> Finding:
    """Its messages begin with file and line."""
    line, _, problem = message.removeprefix(f"{path}:").partition(": ")
    return Finding.at(Kind.FILE, path, int(line), problem, "Mend that line")


def _sentences(path: Path, words: Words) -> list[Mistake]:
    """A sentence nobody wrote, one nobody says, and a blank nobody fills."""
    mistakes: list[Mistake] = []
    section = Section(path, read_mapping(path), mistakes, "words.yml")
    section.known_names(SENTENCES)
    for name, blanks in SENTENCES.items():
        if name not in words:
            section.wrong(name, f"the sentence {name!r} is missing", f"Add it: `{name}:` and its `text:`")
            continue
        for blank in sorted(words.blanks_of(name) - set(blanks)):
            remedy = did_you_mean(blank, blanks) if blanks else "Take it out: nothing is filled in here"
            section.wrong(name, f"nobody fills {{{blank}}} in {name!r}", remedy)
    return mistakes


def _alert_areas(path: Path, wards: set[str]) -> list[Mistake]:
    """Wards that no address is in: nobody would be shown the alert."""
    mistakes: list[Mistake] = []
    section = Section(path, read_mapping(path), mistakes, "alerts.yml")
    for place, values in enumerate(section.entries("alerts"), 1):
        entry = Section(path, values, mistakes, f"alert {place}", section.line_of("alerts"))
        for area in entry.texts("areas"):
            if area not in wards:
                entry.wrong("areas", f"{area!r} is not a ward in gazetteer.csv", did_you_mean(area, wards))
    return mistakes
