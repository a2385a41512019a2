"""`frontdoor check`: everything an editor can get wrong, in one go. Each module is one kind of check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.alike import check_alike
from checks.answers import check_answers
from checks.busiest import Busiest
from checks.files import Files, read_files
from checks.findings import Finding, Kind, Places, of_kind
from checks.intents import check_intents
from checks.personal import areas_of, check_personal
from checks.phrases import Phrase, read_held_out, read_phrases
from checks.replies import check_replies
from checks.variety import Variety, by_intent, check_variety, variety

__all__ = ["Busiest", "Finding", "Kind", "Places", "Report", "check"]


@dataclass(frozen=True)
class Report:
    """What was found, by kind and then in the order of the files; and how varied the phrases are."""

    findings: tuple[Finding, ...]
    overall: Variety
    intents: dict[str, Variety]

    @property
    def mistakes(self) -> list[Finding]:
        """What must be mended."""
        return [finding for finding in self.findings if finding.kind.mistake]

    @property
    def notes(self) -> list[Finding]:
        """What is worth reading; the words may go live all the same."""
        return [finding for finding in self.findings if not finding.kind.mistake]


def check(places: Places, today: date) -> Report:
    """Look through everything. `today` is the council's date, Europe/London: articles fall due for review."""
    files = read_files(places)
    phrases, unread = read_phrases(places.phrases)
    held, unread_held = read_held_out(places.held_out)
    found = [*files.findings, *of_kind(Kind.FILE, [*unread, *unread_held])]
    found += _of_phrases(places, files, phrases, held)
    if files.jargon:
        found += check_replies(places, files.domain, files.council, files.jargon)
        if files.articles:
            found += check_answers(files.articles, places.articles, files.jargon, today)
    order = list(Kind)
    found = sorted(dict.fromkeys(found), key=lambda finding: order.index(finding.kind))
    each = {intent: variety(listed) for intent, listed in by_intent(phrases).items()}
    return Report(tuple(found), variety(phrases), each)


def _of_phrases(places: Places, files: Files, phrases: list[Phrase], held: list[Phrase]) -> list[Finding]:
    catalogue = files.council.catalogue if files.council else None
    found = [*check_alike(phrases, held, catalogue), *check_variety(phrases)]
    found += check_personal(phrases, areas_of(files.gazetteer.postcodes) if files.gazetteer else set())
    if catalogue and files.busiest:
        small_talk = {str(name) for file in files.domain for name in file.values.get("intents") or ()}
        found += check_intents(places, phrases, held, catalogue, files.busiest, small_talk)
    return found
