"""The people residents may ask for by name, as council/teams.yml lists them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from council.yaml_files import Section

EXTENSION_DIGITS = 4  # in council/teams.yml; another council's file may have any number


@dataclass(frozen=True)
class Person:
    """Somebody at the council.

    `ex_directory`: neither name nor extension is ever given out, and no call put straight through; whoever asks is
    offered the team.
    """

    name: str
    role: str
    team: str  # a key of council/teams.yml, or the words another directory uses
    extension: str
    ex_directory: bool = False
    nicknames: tuple[str, ...] = ()


def people_of(section: Section, teams: Collection[str]) -> tuple[Person, ...]:
    """The `people` of teams.yml. A mistake is added to the section's, with the line of the person it is in."""
    found: list[Person] = []
    listed = section.values.get("people")
    for place, values in enumerate(section.entries("people")):
        line = int(listed.lc.item(place)[0]) + 1 if isinstance(listed, CommentedSeq) else section.line
        called = values.get("name") if isinstance(values, CommentedMap) else None
        entry = Section(section.path, values, section.mistakes, f"the person {called!r}", line)
        if isinstance(values, CommentedMap):
            found.append(_person(entry, teams, found))
    return tuple(found)


def _person(entry: Section, teams: Collection[str], before: list[Person]) -> Person:
    entry.known_names(("name", "role", "team", "extension", "ex_directory", "nicknames"))
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
    )
