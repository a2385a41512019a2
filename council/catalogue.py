"""The catalogue: every enquiry the council answers, named once and read by everything else.

Read by the root project and by the bot, so it stays within Python 3.10, the standard library and ruamel.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from council.case_types import CaseType, Task, read_case, read_task
from council.yaml_files import CouncilDataError, Mistake, Section, did_you_mean, read_mapping

DEMANDS = ("value", "failure", "chase", "signpost")
# What an enquiry may do besides answering or filling a form; each has one hand-written Rasa action.
ACTIONS = ("hand_off", "call_back", "emergency")
# What the program does for one enquiry besides, it finds by one of these and never by its name, which editors may
# change. What a form does and the rule that looks at its cases are such keys as well: see Enquiry.keys.
KNOWN_AS = (
    "bereavement",  # whoever asks for it has lost somebody: contacts/bereavement.py
    "homelessness",  # its team helps whoever has no home tonight: contacts/whom_to_ring.py
    "named_person",  # what a choice among our people is: actions/by_name/answers.py
    "new_bin",  # what "bin men no come" may be taken for: bot/second_reading.py
    "payment",  # callers are offered the payment page as a text: contacts/texts/texting.py
    "safeguarding",  # a report that somebody is harmed: bot/contact_channel.py
    "water",  # inside a home our emergency line is named as well: actions/conversation/answering.py
)
# Whose hours are told to whoever asks when it is open: actions/opening.py.
HOURS = ("its_team", "any_team")


@dataclass(frozen=True)
class Enquiry:
    """One thing a resident may want. `name` is also the intent."""

    name: str
    service: str
    team: str
    title: str
    spoken: str
    demand: str
    article: str | None = None
    case: CaseType | None = None
    task: Task | None = None
    action: str | None = None
    known_as: tuple[str, ...] = ()
    hours: str | None = None
    hints: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What the program knows it by, whatever its name is."""
        own = (self.task.does if self.task else None, self.case.check if self.case else None)
        return (*self.known_as, *(key for key in own if key))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the form it opens; empty when it only answers."""
        form = self.case or self.task
        return form.fields if form else ()

    @property
    def own_words(self) -> tuple[str, ...]:
        """The questions of its form that it puts in words of its own, such as description: see forms/own_words.py."""
        form = self.case or self.task
        return form.own_words if form else ()

    @property
    def replies(self) -> tuple[str, ...]:
        """The replies its form says that are named after it, so that somebody must have written them."""
        own = [f"utter_ask_{question}_{self.name}" for question in self.own_words]
        return (f"utter_begin_{self.name}", *own) if self.fields else ()


@dataclass(frozen=True)
class Service:
    name: str
    title: str
    team: str
    enquiries: tuple[Enquiry, ...]


@dataclass(frozen=True)
class Catalogue:
    """All services of one council."""

    services: tuple[Service, ...]
    busiest: tuple[str, ...] = ()  # names from busiest.yml, in its order
    _by_name: dict[str, Enquiry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {enquiry.name: enquiry for enquiry in self})

    def __iter__(self) -> Iterator[Enquiry]:
        return (enquiry for service in self.services for enquiry in service.enquiries)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Enquiry:
        return self._by_name[name]

    def get(self, name: str | None) -> Enquiry | None:
        return self._by_name.get(name) if name else None

    def known_as(self, key: str) -> Enquiry | None:
        """The first that the program knows by a key; none where the council has none."""
        return next((enquiry for enquiry in self if key in enquiry.keys), None)

    def keys(self) -> dict[str, str]:
        """The name of each enquiry that the program knows by a key, by that key."""
        found: dict[str, str] = {}
        for enquiry in self:
            for key in enquiry.keys:
                found.setdefault(key, enquiry.name)
        return found

    def hints(self) -> list[str]:
        """Words for the speech recogniser, each once, in catalogue order."""
        return list(dict.fromkeys(hint for enquiry in self for hint in enquiry.hints))


def load_catalogue(council: Path, articles: Path | None = None) -> Catalogue:
    """Read council/services/*.yml.

    Args:
        council: the council's folder.
        articles: the folder of kb articles; when given, an article that is not there is a mistake.
    Raises:
        CouncilDataError: lists every mistake with file, line and what to write instead.
    """
    mistakes: list[Mistake] = []
    catalogue = read_catalogue(council, articles, mistakes)
    if mistakes:
        raise CouncilDataError(mistakes)
    return catalogue


def read_catalogue(council: Path, articles: Path | None, mistakes: list[Mistake]) -> Catalogue:
    """What can be read of council/services/*.yml; what cannot is added to the mistakes."""
    folder = council / "services"
    teams = _names_in(council / "teams.yml", "teams", mistakes)
    promises = _dated(council / "promises.yml", mistakes)
    services = []
    places: dict[str, tuple[Path, int]] = {}
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        mistakes.append(
            Mistake(folder, 1, "there are no services here", "Add a file such as services/waste.yml")
        )
    for path in paths:
        try:
            section = Section(path, read_mapping(path), mistakes, "a service")
        except CouncilDataError as error:
            mistakes.extend(error.mistakes)
            continue
        services.append(_service(section, teams, promises, articles, places))
    catalogue = Catalogue(tuple(services), _busiest(council / "busiest.yml", mistakes))
    known: dict[str, str] = {}
    for service, path in zip(services, (p for p in paths if p), strict=False):
        for enquiry in service.enquiries:
            for key in enquiry.known_as:
                if (first := known.setdefault(key, enquiry.name)) != enquiry.name:
                    place = places.get(enquiry.name, (path, 1))
                    problem = f"{enquiry.name} is known as {key!r}, and so is {first}"
                    mistakes.append(Mistake(*place, problem, "Take it out of one of the two"))
            for related in enquiry.related:
                if related not in catalogue:
                    place = places.get(enquiry.name, (path, 1))
                    mistakes.append(
                        Mistake(
                            *place,
                            f"{enquiry.name} is related to {related!r}, which no service has",
                            did_you_mean(related, [e.name for e in catalogue]),
                        )
                    )
    return catalogue


def _values_in(path: Path, section: str, mistakes: list[Mistake]) -> dict[str, Any]:
    try:
        values = read_mapping(path).get(section)
    except CouncilDataError as error:
        mistakes.extend(error.mistakes)
        return {}
    return dict(values) if isinstance(values, dict) else {}


def _names_in(path: Path, section: str, mistakes: list[Mistake]) -> list[str]:
    return [str(name) for name in _values_in(path, section, mistakes)]


def _busiest(path: Path, mistakes: list[Mistake]) -> tuple[str, ...]:
    """The enquiries residents bring most often; none when nobody has said. `frontdoor check` reads the file closely."""
    if not path.is_file():
        return ()
    try:
        listed = read_mapping(path).get("busiest")
    except CouncilDataError as error:
        mistakes.extend(error.mistakes)
        return ()
    return tuple(map(str, listed)) if isinstance(listed, list) else ()


def _dated(path: Path, mistakes: list[Mistake]) -> dict[str, bool]:
    """The promises by name, and whether each gives a date: only working days do."""
    rows = _values_in(path, "promises", mistakes)
    return {str(name): isinstance(row, dict) and "working_days" in row for name, row in rows.items()}


def _service(
    section: Section,
    teams: list[str],
    promises: dict[str, bool],
    articles: Path | None,
    places: dict[str, tuple[Path, int]],
) -> Service:
    section.known_names(("service", "title", "team", "enquiries"))
    name = section.text("service")
    if name and name != section.path.stem:
        section.wrong(
            "service",
            f"the service is called {name!r} but its file {section.path.name!r}",
            f"Write `service: {section.path.stem}`",
        )
    title, team = section.text("title"), section.one_of("team", teams)
    listed = section.section("enquiries", "the list of enquiries")
    enquiries = []
    for enquiry_name in listed.values:
        entry = listed.section(enquiry_name, f"the enquiry {enquiry_name!r}")
        line = listed.line_of(enquiry_name)
        if enquiry_name in places:
            first, first_line = places[enquiry_name]
            listed.wrong(
                enquiry_name,
                f"{enquiry_name!r} is already in {first.name} on line {first_line}",
                "An enquiry belongs to one service: remove one of them",
            )
        places.setdefault(enquiry_name, (section.path, line))
        enquiries.append(_enquiry(enquiry_name, entry, name, team, teams, promises, articles))
    return Service(name, title, team, tuple(enquiries))


def _enquiry(
    name: str,
    entry: Section,
    service: str,
    team: str,
    teams: list[str],
    promises: dict[str, bool],
    articles: Path | None,
) -> Enquiry:
    entry.known_names(
        (
            "title",
            "spoken",
            "demand",
            "team",
            "article",
            "case",
            "task",
            "action",
            "known_as",
            "hours",
            "hints",
            "related",
        )
    )
    case = task = None
    if "case" in entry.values:
        case = read_case(entry.section("case", f"the case of {name!r}"), promises)
    if "task" in entry.values:
        task = read_task(entry.section("task", f"the task of {name!r}"))
    action = entry.one_of("action", ACTIONS) if "action" in entry.values else None
    article = entry.text("article") if "article" in entry.values else None
    if article and articles is not None and not (articles / f"{article}.md").is_file():
        have = [str(path.relative_to(articles))[:-3] for path in articles.glob("*/*.md")]
        entry.wrong("article", f"there is no article kb/articles/{article}.md", did_you_mean(article, have))
    endings = [ending for ending in (case, task, action) if ending]
    if len(endings) > 1:
        entry.wrong("case", f"{name!r} ends in more than one way", "Keep one of: case, task, action")
    if not endings and not article:
        entry.wrong("title", f"{name!r} leads nowhere", "Give it an article, a case, a task or an action")
    return Enquiry(
        name=name,
        service=service,
        team=entry.one_of("team", teams) if "team" in entry.values else team,
        title=entry.text("title"),
        spoken=entry.text("spoken"),
        demand=entry.one_of("demand", DEMANDS),
        article=article,
        case=case,
        task=task,
        action=action,
        known_as=entry.some_of("known_as", KNOWN_AS),
        hours=entry.one_of("hours", HOURS) if "hours" in entry.values else None,
        hints=entry.texts("hints"),
        related=entry.texts("related"),
    )
