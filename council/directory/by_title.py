"""A team by its own title of several parts: "Births, deaths and ceremonies", "Planning & Building Control".

Each part alone is a name of the team as well (council/directory/services.py); all of them one after the other, whatever
joins them, are that team and nobody else: no "Building Control Manager", no Mr Parks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from council.directory.asking import FUNCTION, Asking, may_go_on
from council.directory.by_team import ANYONE, tells_of_what_was
from council.directory.known import singular
from council.directory.said import name_words
from council.directory.services import TEAM_NOUNS

_JOINS = re.compile(r",|&|\band\b")
_AND = ("and", "n")
_LEADS_UP = FUNCTION | ANYONE | {"the", "in", "from", "at", "with", "your"}


class Titles:
    def __init__(self, teams: Mapping[str, Iterable[str]]) -> None:
        """`teams`: of each, the names it goes by. One that two teams share is none."""
        found: dict[tuple[str, ...], set[str]] = {}
        for team, names in teams.items():
            for name in names:
                if _JOINS.search(name.casefold()):
                    found.setdefault(_plain(name_words(name)), set()).add(team)
        self._teams = {
            title: teams.pop() for title, teams in found.items() if len(teams) == 1 and len(title) > 1
        }

    def named_in(self, words: Sequence[str], asking: Asking) -> str:
        """The team whose whole title is said, where it is asked for or nothing else is said; "" where none is."""
        kept = [place for place, word in enumerate(words) if word not in _AND]
        plain = _plain(words)
        for title, team in self._teams.items():
            for at in range(len(plain) - len(title) + 1):
                if plain[at : at + len(title)] != title:
                    continue
                start, end = kept[at], kept[at + len(title) - 1] + 1
                while end < len(words) and words[end] in TEAM_NOUNS:
                    end += 1
                beside = (*words[:start], *words[end:])
                told = any(tells_of_what_was(words, one.place) for one in asking.openings.values())
                alone = not told and all(word in FUNCTION for word in beside)
                if alone or _is_asked_for(words, asking, start, end):
                    return team
        return ""


def _plain(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(singular(word) for word in words if word not in _AND)


def _is_asked_for(words: Sequence[str], asking: Asking, start: int, end: int) -> bool:
    """After "put me through to", with nobody's name between."""
    return may_go_on(words, end) and any(
        one.strong
        and one.place <= start
        and all(word in _LEADS_UP for word in words[one.place : start])
        and not tells_of_what_was(words, one.place)
        for one in asking.openings.values()
    )
