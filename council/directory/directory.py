"""Who is meant by what somebody said: one person, one of several, only a team, or nobody.

What decides, in this order: an extension; a name; a role; a team. A team's own words are never taken for a name that
sounds like them ("council tax" is no Mr Counsell), a name nobody has is nobody, and whoever is ex-directory is their
team.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from council.council import Council
from council.directory.asking import FUNCTION, TITLES, WHEREABOUTS, Asking, Opening, may_go_on, read
from council.directory.known import everyday
from council.directory.names import NameIndex
from council.directory.said import words_of
from council.directory.services import TEAM_NOUNS, TIE, Services, TeamSaid, Told, told_in
from council.people import Person

MOST_CANDIDATES = 5

# How near a name must be, of 1. Chosen on tests/council/find_person.csv; what each guards against stands beside it.
WHOLE, WHOLE_ANYWHERE = (
    0.78,
    0.86,
)  # first name and surname together, where a name may begin or in mid-sentence
EITHER_PART = 0.62  # each of them: "Daniel Smith" is no Daniel Okafor
BESIDE_A_SURE_PART, SURE = 0.5, 0.97  # ... unless the other is beyond doubt
ALONE, ALONE_WEAKLY = 0.8, 0.86  # one of the two, after plain asking or after "need", "is" or nothing
ALONE_SHORT = 0.9  # of four letters or fewer, where one slip makes another name
IN_PIECES = 0.86  # one name heard as several words
ALONE_IN_PASSING = (
    0.94  # in a sentence that asked before: "... the chap I had on Monday, Delroy I think it was"
)
SAME = 0.05  # two as near as this cannot be told apart by ear
SHORT = 4
LONGEST_FIRST, LONGEST_SURNAME = 3, 4  # words one name may be heard as

_EXTENSION = re.compile(r"\b(?:extension|ext|x|attention|line|desk)(?: number| no)?(?: is)? (\d+)\b")
_TOPIC = ("about", "regarding", "re", "concerning")
_PLACES = frozenset("on in at near by down along outside up off over".split())
_DETERMINERS = frozenset("a an the my our your his her their some any no every another".split())


@dataclass(frozen=True)
class Candidate:
    person: Person
    score: float  # from 0 to 1


@dataclass(frozen=True)
class Found:
    """`person` when it is one; `several` when it may be any of these; `team` whoever is meant, or when only a team is.

    `candidates` may be named to the resident: nobody who is ex-directory is among them. `named` tells that a person
    was asked for in some way, so that it can be said that there is nobody of that name.
    """

    person: Person | None = None
    several: tuple[Person, ...] = ()
    team: str = ""
    candidates: tuple[Candidate, ...] = ()
    hidden: bool = False  # whoever was asked for is ex-directory: `team` is theirs
    asked_for_team: bool = False
    named: bool = False
    by_name: bool = False  # or by extension: not by what they do

    def as_dict(self, said: str) -> dict[str, object]:
        """For a program: {said, person, team, candidates: [{name, role, team, score}]}. `person` is the exact name,
        "" when only a team is known, AMBIGUOUS when several fit, NONE when nobody was asked for or nobody has the
        name; who is ex-directory is only their team."""
        only_a_team = self.hidden or self.asked_for_team
        nobody = "" if only_a_team else "AMBIGUOUS" if self.several else "NONE"
        return {
            "said": said,
            "person": self.person.name if self.person else nobody,
            "team": self.team,
            "candidates": [
                {
                    "name": one.person.name,
                    "role": one.person.role,
                    "team": one.person.team,
                    "score": one.score,
                }
                for one in self.candidates
            ],
        }


@dataclass(frozen=True)
class _Named:
    """One reading of some words [start, end) as a person's name."""

    place: int
    score: float
    start: int
    end: int
    whole: bool


class Directory:
    """Asked by many at once: everything in it is made beforehand."""

    def __init__(self, people: Sequence[Person], teams: Mapping[str, Iterable[str]]) -> None:
        """`teams`: the names each team goes by, under what a Person's `team` calls it."""
        self.people = tuple(people)
        self._team_names = {team: tuple(names) for team, names in teams.items()}
        self._names = NameIndex(self.people)
        self._services = Services(self.people, self._team_names)
        self._extensions = {person.extension: place for place, person in enumerate(self.people)}

    def service_in(self, said: str) -> str:
        """The team whose service some words name, asked for or not; empty when none is."""
        return self._services.most_wholly_named(told_in(words_of(said)))

    def find(self, said: str) -> Found:
        words = self._with_what_they_are(words_of(said))
        asking = read(words)
        told = told_in(words)
        teams = self._services.teams_in(told)
        extension = self._extension(words)
        if extension is not None:
            place = self._extensions.get(extension)
            return (
                Found(named=True) if place is None else replace(self._settled({place: 1.0}, ""), by_name=True)
            )
        named = self._named(words, asking, [team for team in teams if team.whole])
        if named:
            return replace(self._of_the_named(words, named, told, teams), by_name=True)
        asked_team = _team_asked_for(
            words, asking, lambda place: self._services.teams_in([one for one in told if one.start >= place])
        )
        roles = self._services.by_role(words, told)
        if roles and (asking.strong or self._services.is_all_of_it(words, told, roles)):
            best = max(roles.values())
            meant = {place: score for place, score in roles.items() if score >= best - TIE}
            return self._settled(self._narrowed(meant, told, teams), asked_team)
        asked_team = asked_team or self._services.team_of_a_post(words, told)
        if asked_team:
            return Found(team=asked_team, asked_for_team=True)
        return Found(team=_team_of_the_unknown(words, asking, teams), named=asking.strong)

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

    # By name.

    def _with_what_they_are(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """ "Maggie the registrar" as "Maggie in the registrar", which is how a place of work follows a name."""
        at = [
            place
            for place, word in enumerate(words)
            if word == "the" and place and self._is_a_name(words[place - 1])
        ]
        return words if len(at) != 1 else (*words[: at[0]], "in", *words[at[0] :])

    def _is_a_name(self, word: str) -> bool:
        return self._names.is_written(word) and word not in everyday() and word not in FUNCTION

    def _named(self, words: tuple[str, ...], asking: Asking, teams: Sequence[TeamSaid]) -> list[_Named]:
        """Every reading that is near enough, whole names alone when there are any."""
        readings = [one for start in range(len(words)) for one in self._whole(words, start, asking, teams)]
        if not readings:
            for opening in asking.openings.values():
                readings += self._alone(words, opening, teams)
        if not readings:
            readings = list(self._in_passing(words, asking, teams))
        return readings

    def _whole(
        self, words: Sequence[str], start: int, asking: Asking, teams: Sequence[TeamSaid]
    ) -> Iterator[_Named]:
        """First name and surname from a word on, or the other way round."""
        opening = asking.openings.get(start)
        if start in asking.own or words[start] in TITLES or words[start].isdecimal():
            return
        if opening is None and not self._may_edge(words[start]):
            return
        if opening is None and start and words[start - 1] in (_PLACES | _DETERMINERS):
            return  # a place, or a thing
        for middle in range(start + 1, min(start + LONGEST_FIRST, len(words) - 1) + 1):
            first_words = " ".join(words[start:middle])
            firsts, lasts = self._names.first_names(first_words), self._names.surnames(first_words)
            if not firsts and not lasts:
                continue
            for end in range(middle + 1, min(middle + LONGEST_SURNAME, len(words)) + 1):
                if end - 1 in asking.own or not self._may_edge(words[end - 1], inside=end > middle + 1):
                    continue
                if _is_a_team(start, end, teams):
                    continue
                everyday_words = all(word in everyday() or word in FUNCTION for word in words[start:end])
                if everyday_words and opening is None and not self._are_written(words[start:end]):
                    continue  # "a bus lane fine" is no Lan Nguyen
                rest = " ".join(words[middle:end])
                yield from self._pairs(firsts, self._names.surnames(rest), start, end, opening)
                if end - start == 2 and not everyday_words:
                    yield from self._pairs(
                        lasts, self._names.first_names(rest), start, end, opening, least=0.85
                    )

    def _are_written(self, words: Sequence[str]) -> bool:
        return all(self._names.is_written(word) for word in words)

    def _pairs(
        self,
        ones: Mapping[int, float],
        others: Mapping[int, float],
        start: int,
        end: int,
        opening: Opening | None,
        least: float = EITHER_PART,
    ) -> Iterator[_Named]:
        wanted = WHOLE if opening else WHOLE_ANYWHERE
        for place in ones.keys() & others.keys():
            score = 0.45 * ones[place] + 0.55 * others[place]
            less, more = sorted((ones[place], others[place]))
            enough = min(least, BESIDE_A_SURE_PART) if more >= SURE else least
            if less >= enough and score >= wanted:
                yield _Named(place, score, start, end, True)

    def _alone(self, words: tuple[str, ...], opening: Opening, teams: Sequence[TeamSaid]) -> Iterator[_Named]:
        """A first name or a surname where a name may begin; after a title, a surname."""
        start = opening.place
        for end in range(start + 1, min(start + LONGEST_FIRST, len(words)) + 1):
            first, last = words[start], words[end - 1]
            if start and words[start - 1] in ("the", "my", "our", "your") and not opening.titled:
                break  # a thing
            if first in _DETERMINERS or first.isdecimal() or (end == start + 1 and not self._may_edge(first)):
                continue
            if _is_a_team(start, end, teams) and not opening.titled:
                continue
            ends = self._may_end(words, end, opening) or _ends_in_a_team(words, end, teams)
            if not ends and not opening.titled:
                continue
            if (
                end == start + 1
                and first in everyday()
                and not opening.titled
                and not self._is_called(words, opening)
                and not self._is_of_their_team(words, opening, teams)
            ):
                continue
            wanted = ALONE if opening.strong or opening.titled else ALONE_WEAKLY
            if len("".join(words[start:end])) <= SHORT:
                wanted = max(wanted, ALONE_SHORT)
            if end > start + 1:
                wanted = max(wanted, IN_PIECES)
            if end > start + 1 and last in FUNCTION:
                wanted = 1.0  # "Ash down"
            said = " ".join(words[start:end])
            near = dict(self._names.surnames(said))
            if not opening.titled:
                for place, score in self._names.first_names(said).items():
                    near[place] = max(near.get(place, 0.0), score)
            if not ends:  # "Ms Nowak garden waste": their own work follows
                work = told_in(words[end:])
                near = {place: near[place] for place in near if self._services.role_overlap(place, work)}
            yield from (
                _Named(place, score, start, end, False) for place, score in near.items() if score >= wanted
            )

    def _is_called(self, words: tuple[str, ...], opening: Opening) -> bool:
        """Whether an everyday word is somebody's name: it is written so, and asked for as a person is."""
        following = words[opening.place + 1 : opening.place + 2]
        placed = following in ((), ("in",), ("from",), ("at",), ("off",))
        asked = opening.strong or opening.after_is or placed
        return asked and self._names.is_written(words[opening.place])

    def _is_of_their_team(self, words: tuple[str, ...], opening: Opening, teams: Sequence[TeamSaid]) -> bool:
        """Whether an everyday word is the name of somebody in the team that all the rest is about: "Frost about
        parking" is no weather."""
        end = opening.place + 1
        if not _leads_to_a_topic(words, end):
            return False  # "the price of council tax"
        theirs = {team.team for team in teams if team.whole and _is_all_the_rest(words, end, team)}
        called = self._names.surnames(words[opening.place])
        return any(score >= SURE and self.people[place].team in theirs for place, score in called.items())

    def _may_end(self, words: Sequence[str], end: int, opening: Opening) -> bool:
        """Whether a name alone may end there: what follows goes on with the sentence, and is no unknown surname."""
        if opening.after_is:
            return (
                end >= len(words) or words[end] in WHEREABOUTS or words[end] in ("the", "who", "that", "from")
            )
        if end >= len(words):
            return True
        if not may_go_on(words, end):
            return False
        if opening.strong or opening.titled:
            return True
        # "Mark my words", "will you": where nothing asked for anybody, only a place or a reason may follow.
        return words[end] not in _DETERMINERS | {
            "you",
            "i",
            "im",
            "to",
            "has",
            "have",
            "does",
            "did",
            "we",
            "me",
        }

    def _in_passing(
        self, words: tuple[str, ...], asking: Asking, teams: Sequence[TeamSaid]
    ) -> Iterator[_Named]:
        for place, word in enumerate(words):
            before = words[place - 1] if place else ""
            if place in asking.own or word in FUNCTION or word in everyday() or len(word) < SHORT:
                continue
            of_a_team = _stands_in_a_team(words, place + 1, teams)  # "there's a Keith in building control"
            if not (of_a_team or asking.strong) or before in _PLACES or before == "about":
                continue
            if before in _DETERMINERS and not (of_a_team and before in ("a", "another", "some")):
                continue
            if _is_a_team(place, place + 1, teams) or not may_go_on(words, place + 1):
                continue
            for person, score in self._names.first_names(word).items():
                if score >= ALONE_IN_PASSING:
                    yield _Named(person, score, place, place + 1, False)

    def _may_edge(self, word: str, *, inside: bool = False) -> bool:
        """Whether a name may begin or end with a word: an everyday one only when somebody is called so."""
        return inside or word not in FUNCTION or self._names.is_written(word)

    def _of_the_named(
        self, words: Sequence[str], named: Sequence[_Named], told: Sequence[Told], teams: Sequence[TeamSaid]
    ) -> Found:
        best = max(one.score for one in named)
        used = max(named, key=lambda one: (one.score, one.end - one.start))
        outside = [one for one in told if one.end <= used.start or one.start >= used.end]
        mentioned = [team for team in self._services.teams_in(outside) if team in teams or team.whole]
        scores: dict[int, float] = {}
        for one in named:
            scores[one.place] = max(scores.get(one.place, 0.0), one.score)
        where = {team.team for team in mentioned if team.whole and not _only_a_topic(words, team)}
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


def _is_a_team(start: int, end: int, teams: Sequence[TeamSaid]) -> bool:
    """Whether words are those of a team and no more."""
    return any(team.start <= start and end <= team.end for team in teams)


def _ends_in_a_team(words: tuple[str, ...], place: int, teams: Sequence[TeamSaid]) -> bool:
    """Whether the rest is a team and no more: "Mister Hussain bins"."""
    return any(team.whole and team.start == place and _is_all_the_rest(words, place, team) for team in teams)


def _leads_to_a_topic(words: tuple[str, ...], place: int) -> bool:
    """Whether "about", "it's about", "there, it's regarding" comes next."""
    topic = next((at for at in range(place, len(words)) if words[at] in _TOPIC), len(words))
    return topic < len(words) and all(
        word in WHEREABOUTS | {"its", "it", "is"} for word in words[place:topic]
    )


def _is_all_the_rest(words: tuple[str, ...], place: int, team: TeamSaid) -> bool:
    """Whether nothing but a team, and words that lead up to it, stands from a place on."""
    beside = (*words[place : team.start], *words[team.end :])
    return team.start >= place and all(word in FUNCTION or word in TEAM_NOUNS for word in beside)


def _stands_in_a_team(words: tuple[str, ...], place: int, teams: Sequence[TeamSaid]) -> bool:
    """Whether "in housing", "from the library" follows."""
    return words[place : place + 1] in (("in",), ("from",), ("at",)) and any(
        0 < team.start - place <= 2 for team in teams
    )


def _first(teams: Sequence[TeamSaid], among: set[str]) -> str:
    return next((team.team for team in teams if team.team in among), "")


def _only_a_topic(words: Sequence[str], team: TeamSaid) -> bool:
    """ "About the council tax" is what it is about, and says less of who is meant than "in council tax"."""
    return any(word in _TOPIC for word in words[max(team.start - 3, 0) : team.start])


_PASSED_OVER = FUNCTION - {"about", "regarding", "re", "concerning", "my", "our"}
_ANYONE = frozenset(
    "someone somebody anyone anybody person people adviser advisor officer lady man team".split()
)


def _team_asked_for(
    words: Sequence[str], asking: Asking, teams_from: Callable[[int], Sequence[TeamSaid]]
) -> str:
    """The team that a person, or the team itself, was asked for from."""
    for opening in sorted(asking.openings.values(), key=lambda one: not one.strong):
        place = opening.place
        while place < len(words) and (
            words[place] in ("the", "in", "from", "at", "with", "your") or words[place] in _ANYONE
        ):
            place += 1
        # What was said before may name the team too: "a parking ticket, and I want someone in parking".
        for team in teams_from(place):
            if not team.whole or team.start != place:
                continue
            end = team.end
            while end < len(words) and words[end] in TEAM_NOUNS:
                end += 1
            if opening.strong and may_go_on(words, end):
                return team.team
            if all(word in _PASSED_OVER for word in words[end:]):
                return team.team
    return ""


def _team_of_the_unknown(words: Sequence[str], asking: Asking, teams: Sequence[TeamSaid]) -> str:
    """Of "Susan in housing" or "Mr Smith bins", where there is no Susan and no Smith: housing, bins."""
    titled = [opening.place + 1 for opening in asking.openings.values() if opening.titled]
    for team in teams:
        if team.whole and any(_is_all_the_rest(tuple(words), place, team) for place in titled):
            return team.team
        place = team.start
        if place and words[place - 1] in ("the", "your"):
            place -= 1
        near = place and words[place - 1] in ("in", "from", "at", "over")
        name = words[place - 2] if near and place > 1 else ""
        if team.whole and name and name not in FUNCTION and (place == 2 or asking.openings):
            starts = {opening.place for opening in asking.openings.values()}
            if starts & set(range(max(place - 4, 0), place - 1)):
                return team.team
    return ""
