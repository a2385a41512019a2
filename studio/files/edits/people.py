"""Teams, and the people residents may ask for by name (council/teams.yml)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

from council.people import EXTENSION_DIGITS
from studio.files.content import Content
from studio.files.edits.base import Rewriting
from studio.files.edits.cleaning import one_line, words
from studio.files.refused import Change, EditRefused
from studio.files.scalars import Quoted, Value
from studio.files.yaml_text import YamlText

FILE = "council/teams.yml"


@dataclass(frozen=True)
class SavePerson:
    """Somebody new, or somebody listed before as `was`. `ex_directory`: name and extension are never given out."""

    name: str
    role: str
    team: str
    extension: str
    ex_directory: bool = False
    nicknames: tuple[str, ...] = ()
    was: str | None = None

    def describe(self, content: Content | None = None) -> str:
        return f"Directory: {one_line(self.name)} {'changed' if self.was else 'added'}"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            listed = yaml.items("people")
            place = _place(listed, self.was) if self.was else None
            row = self._checked(content, [each for here, each in enumerate(listed) if here != place])
            if place is None:
                yaml.append("people", value=row)
            else:
                _change(yaml, place, row)
        return files.change()

    def _checked(self, content: Content, others: list[dict[str, str]]) -> dict[str, Value]:
        name = words(self.name, "name", "first name and surname", most=100)
        if len(name.split()) < 2:
            raise EditRefused("Write the first name, then the surname", "name")
        for other in others:
            if other.get("name", "").casefold() == name.casefold():
                raise EditRefused(f"{name} is listed already. Write a middle name or initial.", "name")
            if other.get("extension") == self.extension:
                raise EditRefused(f"The extension {self.extension} is {other.get('name')}'s", "extension")
        if not re.fullmatch(rf"[0-9]{{{EXTENSION_DIGITS}}}", self.extension):
            raise EditRefused(f"An extension has {EXTENSION_DIGITS} digits", "extension")
        if self.team not in content.council_names("teams"):
            raise EditRefused("Choose a team", "team")
        row: dict[str, Value] = {
            "name": name,
            "role": words(self.role, "role", "what they do, in plain words", most=100),
            "team": self.team,
            "extension": Quoted(self.extension),
        }
        if self.ex_directory:
            row["ex_directory"] = True
        if nicknames := list(dict.fromkeys(filter(None, map(one_line, self.nicknames)))):
            row["nicknames"] = nicknames
        return row


@dataclass(frozen=True)
class RemovePerson:
    name: str

    def describe(self, content: Content | None = None) -> str:
        return f"Directory: {self.name} removed"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            yaml.remove("people", _place(yaml.items("people"), self.name), or_else="[]")
        return files.change()


@dataclass(frozen=True)
class ChangeTeam:
    """What is shown and said of a team, its number, its hours. None leaves a part as it is."""

    key: str
    title: str | None = None
    spoken: str | None = None
    phone: str | None = None
    hours: str | None = None
    deputy_team: str | None = None

    def describe(self, content: Content | None = None) -> str:
        return f"Team {self.key.replace('_', ' ')} changed"

    def apply(self, content: Content) -> Change:
        teams = content.council_names("teams")
        if self.key not in teams:
            raise EditRefused("There is no such team", "key")
        if self.hours is not None and self.hours not in content.council_names("hours"):
            raise EditRefused("Choose which opening hours apply", "hours")
        if self.deputy_team is not None and (self.deputy_team not in teams or self.deputy_team == self.key):
            raise EditRefused("Choose another team", "deputy_team")
        new = {
            "title": self.title and words(self.title, "title", "a title"),
            "spoken": self.spoken and words(self.spoken, "spoken", "how the phone says it"),
            "phone": Quoted(_number(self.phone)) if self.phone is not None else None,
            "hours": self.hours,
            "deputy_team": self.deputy_team,
        }
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            for name, value in new.items():
                if value:
                    yaml.set("teams", self.key, name, value=value)
        return files.change()


def _place(listed: list[dict[str, str]], name: str | None) -> int:
    for place, each in enumerate(listed):
        if each.get("name") == name:
            return place
    raise EditRefused(f"{name} is not in the directory any more", "name")


def _change(yaml: YamlText, place: int, row: dict[str, Value]) -> None:
    for name, value in row.items():
        yaml.set("people", place, name, value=value)
    for name in yaml.names("people", place):
        if name not in row:
            yaml.remove("people", place, name)


def _number(text: str) -> str:
    """As the files have it, such as +441632960002. Raises EditRefused."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        raise EditRefused("Write a phone number, such as 01632 960002", "phone") from None
    if not phonenumbers.is_possible_number(number):
        raise EditRefused("Write a phone number, such as 01632 960002", "phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
