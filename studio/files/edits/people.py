"""The people residents may ask for by name (council/teams.yml)."""

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
    """Somebody new, or somebody listed before as `was`.

    `ex_directory`: name and extension are never given out. `deputy`: the name of who stands in for them; `phone`: a
    telephone of their own. None leaves either as it is, empty takes it away.
    """

    name: str
    role: str
    team: str
    extension: str
    ex_directory: bool = False
    nicknames: tuple[str, ...] = ()
    was: str | None = None
    deputy: str | None = None
    phone: str | None = None

    def describe(self, content: Content | None = None) -> str:
        return f"Directory: {one_line(self.name)} {'changed' if self.was else 'added'}"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            listed = yaml.items("people")
            place = _place(listed, self.was) if self.was else None
            others = [each for here, each in enumerate(listed) if here != place]
            row = self._checked(content, others, listed[place] if place is not None else {})
            if place is None:
                yaml.append("people", value=row)
            else:
                _change(yaml, place, row)
                _rename_deputy(yaml, self.was or "", str(row["name"]))
        return files.change()

    def _checked(
        self, content: Content, others: list[dict[str, str]], before: dict[str, str]
    ) -> dict[str, Value]:
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
        deputy = before.get("deputy", "") if self.deputy is None else one_line(self.deputy)
        if deputy:
            row["deputy"] = _deputy(deputy, name, others)
        if self.ex_directory:
            _nobodys_deputy(self.was or "", name, others)
        phone = before.get("phone", "") if self.phone is None else one_line(self.phone)
        if phone:
            row["phone"] = Quoted(phone_number(phone))
        return row


@dataclass(frozen=True)
class RemovePerson:
    name: str

    def describe(self, content: Content | None = None) -> str:
        return f"Directory: {self.name} removed"

    def apply(self, content: Content) -> Change:
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            listed = yaml.items("people")
            for other in listed:
                if other.get("deputy") == self.name:
                    raise EditRefused(
                        f"{self.name} stands in for {other.get('name')}. Name somebody else first.", "name"
                    )
            yaml.remove("people", _place(listed, self.name), or_else="[]")
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


def _rename_deputy(yaml: YamlText, was: str, name: str) -> None:
    """Those somebody stands in for name them by their new name."""
    for place, each in enumerate(yaml.items("people")):
        if was != name and each.get("deputy") == was:
            yaml.set("people", place, "deputy", value=name)


def _deputy(deputy: str, name: str, others: list[dict[str, str]]) -> str:
    found = next((other for other in others if other.get("name") == deputy), None)
    if deputy == name:
        raise EditRefused("Nobody stands in for themselves", "deputy")
    if found is None:
        raise EditRefused(f"{deputy} is not in the directory", "deputy")
    if found.get("ex_directory") in (True, "true"):
        raise EditRefused(f"{deputy} is ex-directory, and would be named to callers", "deputy")
    return deputy


def _nobodys_deputy(was: str, name: str, others: list[dict[str, str]]) -> None:
    for other in others:
        if other.get("deputy") in (was, name):
            whom = other.get("name")
            raise EditRefused(f"{name} stands in for {whom}, so their name must be given out", "ex_directory")


def phone_number(text: str, field: str = "phone") -> str:
    """As the files have it, such as +441632960002. Raises EditRefused."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        raise EditRefused("Write a phone number, such as 01632 960002", field) from None
    if not phonenumbers.is_possible_number(number):
        raise EditRefused("Write a phone number, such as 01632 960002", field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
