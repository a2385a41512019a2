"""Phrases for spaCy's entity ruler: what the council names in teams.yml: its teams and the roles of its people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Pattern = dict[str, Any]

_ARTICLE_OR_TEAM = re.compile(r"^(?:the|an?) | team$")
_TEAM_NOUNS = ["team", "department", "dept", "office", "section", "desk", "people", "lot"]
# Bodies that nearly every council has under these names, with or without "team".
_BODIES = {
    "environmental health": "environment",
    "trading standards": "business",
    "building control": "planning",
    "planning enforcement": "planning",
    "electoral services": "democracy",
    "registrars": "registrars",
    "registry office": "registrars",
    "register office": "registrars",
    "registrar's office": "registrars",
    "contact centre": "contact_centre",
    "social services": "care",
    "parking services": "parking",
}


def teams(listed: Mapping[str, Any]) -> Iterator[Pattern]:
    """`team` by the titles in council/teams.yml; the value is the team's key there."""
    for team, named in listed.items():
        title, spoken = named["title"].lower(), _ARTICLE_OR_TEAM.sub("", named["spoken"].lower())
        for name in dict.fromkeys([team.replace("_", " "), title, *_parts(title), *_parts(spoken)]):
            yield from ({"label": "team", "pattern": f"{name} {noun}", "id": team} for noun in _TEAM_NOUNS)
    for name, team in _BODIES.items():
        if team in listed:
            for noun in ("", *_TEAM_NOUNS):
                yield {"label": "team", "pattern": f"{name} {noun}".strip(), "id": team}


def roles(people: Iterable[Mapping[str, Any]]) -> Iterator[Pattern]:
    """`role` as council/teams.yml writes it. One word ("Adviser") names nobody."""
    for role in dict.fromkeys(str(person["role"]) for person in people):
        if " " in role:
            yield {"label": "role", "pattern": role.lower(), "id": role}


def _parts(title: str) -> list[str]:
    """Bins and recycling: bins, bin, recycling."""
    found = []
    for part in re.split(r",| and ", title.lower()):
        name = part.strip()
        found += [name, name.removesuffix("s")] if name else []
    return found
