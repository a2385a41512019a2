"""Whom some words ask for, read without the assistant: the directory needs none, and a name is not lost with it."""

from __future__ import annotations

from contacts.acts import HandOff
from contacts.topic import ASKED_FOR_TEAM, wants_a_person
from council.council import Council
from council.directory.asking import read
from council.directory.directory import Directory, directory_of
from council.directory.said import words_of

NEAR_ENOUGH = 0.9  # of 1: how near a name must be where nobody can ask back whether it is meant
BY_NAME = "Asked for somebody by name"


class AskedByName:
    """Safe to share between threads: two that build the directory at once build the same."""

    def __init__(self, council: Council) -> None:
        self._council = council
        self._built: Directory | None = None

    def plainly(self, words: str) -> bool:
        """Whether somebody is asked for, whoever it is, so that a person comes whatever the assistant makes of it."""
        return wants_a_person(words) or (read(words_of(words)).strong and self.hand_off(words) is not None)

    def hand_off(self, words: str) -> HandOff | None:
        """To whom the words ask for: a person, or only a team. None where they ask for nobody we can tell."""
        if not read(words_of(words)).strong:
            return None
        found = self._directory.find(words)
        if found.person and found.by_name:
            near = next((one.score for one in found.candidates if one.person == found.person), 1.0)
            name = found.person.name if near >= NEAR_ENOUGH else None
            return HandOff(reason=BY_NAME, team=found.person.team, person=name)
        if found.person:  # by what they do
            return HandOff(reason=BY_NAME, team=found.person.team, person=found.person.name)
        if found.several:
            teams = {person.team for person in found.several}
            names = " or ".join(person.name for person in found.several)
            team = teams.pop() if len(teams) == 1 else "contact_centre"
            return HandOff(reason=f"{BY_NAME}: {names}", team=team)
        if found.team and (found.hidden or found.asked_for_team):
            return HandOff(reason=ASKED_FOR_TEAM, team=found.team)
        return None

    @property
    def _directory(self) -> Directory:
        if self._built is None:
            self._built = directory_of(self._council)
        return self._built
