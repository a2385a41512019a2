"""The teams residents are put through to (council/teams.yml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studio.files.content import Content
from studio.files.edits.base import Rewriting
from studio.files.edits.cleaning import one_line, words
from studio.files.edits.people import FILE, phone_number
from studio.files.refused import Change, EditRefused
from studio.files.scalars import Quoted, Value

LAST_STOP = "contact_centre"  # every hand-over can end there
_KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


@dataclass(frozen=True)
class NewTeam:
    """`key` is what services call it, such as trading_standards; `hours` a name from hours.yml."""

    key: str
    title: str
    spoken: str
    phone: str
    hours: str
    deputy_team: str = LAST_STOP

    def describe(self, content: Content | None = None) -> str:
        return f"Team {one_line(self.title)} added"

    def apply(self, content: Content) -> Change:
        teams = content.council_names("teams")
        if not _KEY.fullmatch(self.key):
            raise EditRefused("Write a title that begins with a letter", "title")
        if self.key in teams:
            raise EditRefused("There is a team of that name already", "title")
        if self.hours not in content.council_names("hours"):
            raise EditRefused("Choose which opening hours apply", "hours")
        if self.deputy_team not in teams:
            raise EditRefused("Choose the team that takes its calls when nobody is there", "deputy_team")
        row: dict[str, Value] = {
            "title": words(self.title, "title", "a title", most=100),
            "spoken": words(self.spoken, "spoken", "how the phone says it", most=100),
            "phone": Quoted(phone_number(self.phone)),
            "hours": self.hours,
            "deputy_team": self.deputy_team,
        }
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            yaml.add("teams", name=self.key, value=row)
        return files.change()


@dataclass(frozen=True)
class RemoveTeam:
    """Refused while anything leads to the team."""

    key: str

    def describe(self, content: Content | None = None) -> str:
        return f"Team {self.key.replace('_', ' ')} removed"

    def apply(self, content: Content) -> Change:
        if self.key not in content.council_names("teams"):
            raise EditRefused("There is no such team any more", "key")
        if self.key == LAST_STOP:
            raise EditRefused("Every call and chat can end with the contact centre, so it stays", "key")
        if used := list(_uses(content, self.key)):
            more = f" and {len(used) - 3} more" if len(used) > 3 else ""
            raise EditRefused(
                f"It still has {', '.join(used[:3])}{more}. Give them another team first.", "key"
            )
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            yaml.remove("teams", self.key)
        return files.change()


def _uses(content: Content, key: str) -> Iterator[str]:
    """What leads to a team, in words."""
    values = content.council_file("teams").values
    for service in content.catalogue().services:
        if service.team == key:
            yield f"the service {service.title}"
    for person in values.get("people") or ():
        if isinstance(person, dict) and person.get("team") == key:
            yield str(person.get("name"))
    teams = values.get("teams")
    for team in teams.values() if isinstance(teams, dict) else ():
        if isinstance(team, dict) and team.get("deputy_team") == key:
            yield f"the calls of {team.get('title')}"
    for article in content.articles():
        if article.front.get("owner") == key:
            yield f"the article {article.title}"


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
            "title": words(self.title, "title", "a title", most=100) if self.title is not None else None,
            "spoken": (
                words(self.spoken, "spoken", "how the phone says it", most=100)
                if self.spoken is not None
                else None
            ),
            "phone": Quoted(phone_number(self.phone)) if self.phone is not None else None,
            "hours": self.hours,
            "deputy_team": self.deputy_team,
        }
        files = Rewriting(content)
        with files.yaml(FILE) as yaml:
            for name, value in new.items():
                if value:
                    yaml.set("teams", self.key, name, value=value)
        return files.change()
