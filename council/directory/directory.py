"""Who is meant by what somebody said: one person, one of several, only a team, or nobody.

What decides, in this order: an extension; a team by its whole title; a name; a role; a team. A name nobody has is
nobody, and whoever is ex-directory is their team.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from council.council import Council
from council.directory.asking import FUNCTION, read
from council.directory.by_name import NameReader, Reading
from council.directory.by_team import is_only_a_topic, team_asked_for, team_of_the_unknown, topic_for_anybody
from council.directory.by_title import Titles
from council.directory.found import Candidate, Found
from council.directory.said import whom_not, without_whom_not, words_of
from council.directory.services import TIE, Services, TeamSaid, Told, told_in
from council.people import Person

MOST_CANDIDATES = 5
SAME = 0.05  # two as near as this cannot be told apart by ear

_EXTENSION = re.compile(r"\b(?:extension|ext|x|attention|line|desk)(?: number| no)?(?: is)? (\d+)\b")


class Directory:
    """Asked by many at once: everything in it is made beforehand."""

    def __init__(self, people: Sequence[Person], teams: Mapping[str, Iterable[str]]) -> None:
        """`teams`: the names each team goes by, under what a Person's `team` calls it."""
        self.people = tuple(people)
        self._team_names = {team: tuple(names) for team, names in teams.items()}
        self._services = Services(self.people, self._team_names)
        self._titles = Titles(self._team_names)
        self._names = NameReader(self.people, self._services)
        self._extensions = {person.extension: place for place, person in enumerate(self.people)}

    def service_in(self, said: str) -> str:
        """The team whose service some words name, asked for or not; empty when none is."""
        return self._services.most_wholly_named(told_in(words_of(said)))

    def find(self, said: str) -> Found:
        """Who is meant, in the order above."""
        words = self._names.with_what_they_are(without_whom_not(words_of(said)))
        asking = read(words)
        told = told_in(words)
        teams = self._services.teams_in(told)
        extension = self._extension(words)
        if extension is not None:
            place = self._extensions.get(extension)
            return (
                Found(named=True) if place is None else replace(self._settled({place: 1.0}, ""), by_name=True)
            )
        if titled := self._titles.named_in(words, asking):
            return Found(team=titled, asked_for_team=True)
        named = self._names.readings(words, asking, [team for team in teams if team.whole])
        if named:
            return replace(self._of_the_named(words, named, told, teams), by_name=True)
        asked_team = team_asked_for(
            words, asking, lambda place: self._services.teams_in([one for one in told if one.start >= place])
        )
        roles = self._services.by_role(words, told)
        if roles and (asking.strong or self._services.is_all_of_it(words, told, roles)):
            best = max(roles.values())
            meant = {place: score for place, score in roles.items() if score >= best - TIE}
            return self._settled(self._narrowed(meant, told, teams), asked_team)
        asked_team = (
            asked_team or self._services.team_of_a_post(words, told) or self._for_anybody(words, told)
        )
        if asked_team:
            return Found(team=asked_team, asked_for_team=True)
        return Found(team=team_of_the_unknown(words, asking, teams), named=asking.strong)

    def with_extension(self, extension: str) -> Person | None:
        """Somebody by the extension that a choice gave back. Nobody ex-directory: they are never in a choice."""
        place = self._extensions.get(extension)
        person = None if place is None else self.people[place]
        return None if person is None or person.ex_directory else person

    def names_given_out(self) -> list[str]:
        """Names a recogniser should expect; of nobody who is ex-directory."""
        return [person.name for person in self.people if not person.ex_directory]

    def which(self, people: Sequence[Person], said: str) -> Found | None:
        """An answer to "which of these?": the one it fits, by any part of the name, role or team; None when it tells
        none of them apart."""
        words = words_of(said)
        if unwanted := whom_not(words):
            all_of_them = {self.people.index(person): 1.0 for person in people}
            told = told_in(unwanted)
            out = self._narrowed(all_of_them, told, self._services.teams_in(told))
            left = [place for place in all_of_them if place not in out]
            return self._settled({left[0]: 1.0}, "") if len(left) == 1 else None
        names = {person.team: self._team_names[person.team] for person in people}
        found = Directory(people, names).find(said)
        if found.person:
            return found
        told = told_in(words)
        places = {self.people.index(person): 1.0 for person in people}
        fits = self._narrowed(places, told, self._services.teams_in(told))
        return self._settled(fits, "") if len(fits) == 1 else None

    # By extension.

    def _extension(self, words: Sequence[str]) -> str | None:
        """The extension that was asked for, whether or not somebody has it."""
        text = " ".join(words)
        if found := _EXTENSION.search(text):
            return found[1]
        numbers = [word for word in words if word.isdecimal()]
        only = len(numbers) == 1 and all(word in FUNCTION or word.isdecimal() for word in words)
        long_enough = only and len(numbers[0]) in {len(extension) for extension in self._extensions}
        return numbers[0] if long_enough else None

    def _for_anybody(self, words: Sequence[str], told: Sequence[Told]) -> str:
        """The team for whoever deals with something, where it is a team's and nothing else."""
        topic = topic_for_anybody(words)
        return (
            self._services.team_of_all([one for one in told if topic[0] <= one.start < topic[1]])
            if topic
            else ""
        )

    def _of_the_named(
        self, words: Sequence[str], named: Sequence[Reading], told: Sequence[Told], teams: Sequence[TeamSaid]
    ) -> Found:
        """Of those whose names the words may be, whom the team or role spoken of besides leaves."""
        best = max(one.score for one in named)
        used = max(named, key=lambda one: (one.score, one.end - one.start))
        outside = [one for one in told if one.end <= used.start or one.start >= used.end]
        mentioned = [team for team in self._services.teams_in(outside) if team in teams or team.whole]
        scores: dict[int, float] = {}
        for one in named:
            scores[one.place] = max(scores.get(one.place, 0.0), one.score)
        where = {team.team for team in mentioned if team.whole and not is_only_a_topic(words, team)}
        if not used.whole and where:
            inside = {place: score for place, score in scores.items() if self.people[place].team in where}
            if not inside and not self._by_role_outside(scores, outside):
                shown = self._shown(scores)
                return Found(team=_first(mentioned, where), candidates=shown, named=True)
            scores = inside or scores
            best = max(scores.values())
        near = {place: score for place, score in scores.items() if score >= best - SAME}
        return self._settled(self._narrowed(near, outside, mentioned), "", scores)

    def _by_role_outside(self, scores: Mapping[int, float], outside: Sequence[Told]) -> bool:
        return any(self._services.role_overlap(place, outside) for place in scores)

    def _narrowed(
        self, scores: dict[int, float], told: Sequence[Told], teams: Sequence[TeamSaid]
    ) -> dict[int, float]:
        """Of several, those whose team or role was spoken of too; all of them when that tells nobody apart."""
        if len(scores) < 2:
            return scores
        worth = {
            place: self._services.role_overlap(place, told)
            + max((2.0 + team.whole for team in teams if team.team == self.people[place].team), default=0.0)
            for place in scores
        }
        most = max(worth.values())
        return {place: score for place, score in scores.items() if worth[place] >= most - 1e-9}

    # Put together.

    def _settled(
        self, meant: Mapping[int, float], team: str, considered: Mapping[int, float] | None = None
    ) -> Found:
        """`considered` are all who were near, for the list of candidates."""
        listed = {place: score for place, score in meant.items() if not self.people[place].ex_directory}
        shown = self._shown({**(considered or {}), **meant}, first=meant)
        teams = {self.people[place].team for place in meant}
        if not listed:
            return Found(team=next(iter(teams)) if len(teams) == 1 else team, hidden=True, named=True)
        if len(listed) == 1:
            person = self.people[next(iter(listed))]
            return Found(person, team=person.team, candidates=shown, named=True)
        several = sorted(listed, key=lambda place: (-listed[place], place))
        people = tuple(self.people[place] for place in several)
        return Found(
            several=people,
            team=next(iter(teams)) if len(teams) == 1 else team,
            candidates=shown,
            named=True,
        )

    def _shown(
        self, scores: Mapping[int, float], first: Mapping[int, float] | None = None
    ) -> tuple[Candidate, ...]:
        ranked = sorted(scores, key=lambda place: (place not in (first or {}), -scores[place], place))
        return tuple(
            Candidate(self.people[place], round(scores[place], 2))
            for place in ranked
            if not self.people[place].ex_directory
        )[:MOST_CANDIDATES]


def directory_of(council: Council) -> Directory:
    """The council's own people, by the names its teams go by."""
    teams = {key: (team.title, team.spoken, key) for key, team in council.teams.items()}
    return Directory(council.people, teams)


def _first(teams: Sequence[TeamSaid], among: set[str]) -> str:
    return next((team.team for team in teams if team.team in among), "")
