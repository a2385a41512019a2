"""The people residents may ask for by name, as council/teams.yml lists them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from council.yaml_files import Section, did_you_mean

EXTENSION_DIGITS = 4  # in council/teams.yml; another council's file may have any number


@dataclass(frozen=True)
class Person:
    """Somebody at the council.

    `ex_directory`: neither name nor extension is ever given out, and no call put straight through; whoever asks is
    offered the team.
    `deputy` is the name of whoever stands in for them; `phone` a telephone of their own, which is rung for callers
    who ask for them before their team's is.
    """

    name: str
    role: str
    team: str  # a key of council/teams.yml, or the words another directory uses
    extension: str
    ex_directory: bool = False
    nicknames: tuple[str, ...] = ()
    deputy: str | None = None
    phone: str | None = None  # E.164


def people_of(section: Section, teams: Collection[str]) -> tuple[Person, ...]:
    """The `people` of teams.yml. A mistake is added to the section's, with the line of the person it is in."""
    found: list[Person] = []
    with_deputy: list[tuple[Section, Person]] = []
    listed = section.values.get("people")
    for place, values in enumerate(section.entries("people")):
        line = int(listed.lc.item(place)[0]) + 1 if isinstance(listed, CommentedSeq) else section.line
        called = values.get("name") if isinstance(values, CommentedMap) else None
        entry = Section(section.path, values, section.mistakes, f"the person {called!r}", line)
        if isinstance(values, CommentedMap):
            found.append(_person(entry, teams, found))
            if found[-1].deputy:
                with_deputy.append((entry, found[-1]))
    for entry, person in with_deputy:  # who may be listed further down
        _check_deputy(entry, person, found)
    return tuple(found)


def _check_deputy(entry: Section, person: Person, people: list[Person]) -> None:
    named = {other.name: other for other in people if other is not person}
    deputy = named.get(person.deputy or "")
    if person.deputy == person.name:
        entry.wrong("deputy", f"{person.name} is their own deputy", "Name somebody else, or leave it out")
    elif deputy is None:
        remedy = did_you_mean(person.deputy or "", named)
        entry.wrong("deputy", f"{person.deputy!r} is not one of the people", remedy)
    elif deputy.ex_directory:
        remedy = "Name somebody who may be asked for, or leave it out"
        entry.wrong("deputy", f"{deputy.name} is ex-directory, and would be named to callers", remedy)


def _person(entry: Section, teams: Collection[str], before: list[Person]) -> Person:
    entry.known_names(("name", "role", "team", "extension", "ex_directory", "nicknames", "deputy", "phone"))
    name, extension = entry.text("name"), entry.text("extension")
    if name and len(name.split()) < 2:
        entry.wrong("name", f"{name!r} is half a name", "Write the first name, then the surname")
    if any(other.name.casefold() == name.casefold() for other in before if name):
        entry.wrong("name", f"{name!r} is listed twice", "Write both with a middle name or initial")
    if extension and not (extension.isdecimal() and len(extension) == EXTENSION_DIGITS):
        remedy = f'Write {EXTENSION_DIGITS} digits such as "4001", in quotation marks'
        entry.wrong("extension", f"{extension!r} is not an extension", remedy)
    for other in before:
        if extension and other.extension == extension:
            entry.wrong(
                "extension", f"the extension {extension} is {other.name}'s", "Give each person their own"
            )
    hidden = entry.values.get("ex_directory", False)
    if not isinstance(hidden, bool):
        entry.wrong("ex_directory", f"{hidden!r} is neither true nor false", "Write true, or leave it out")
    return Person(
        name,
        entry.text("role"),
        entry.one_of("team", teams),
        extension,
        hidden is not False,  # with a mistake in it, a person stays hidden
        entry.texts("nicknames"),
        entry.text("deputy") or None if "deputy" in entry.values else None,
        _own_phone(entry),
    )


def _own_phone(entry: Section) -> str | None:
    number = entry.values.get("phone")
    if number is None and "phone" not in entry.values:
        return None
    if isinstance(number, str) and number.startswith("+") and number[1:].isdigit():
        return number
    remedy = 'Write it as "+441632960001", in quotation marks, or leave it out'
    entry.wrong("phone", f"{number!r} is not a phone number", remedy)
    return None
