"""Teams and roles in what was said: "council tax", "the person who does noise complaints", "my housing officer"."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from council.directory.asking import FUNCTION
from council.directory.known import known, singular
from council.directory.said import name_words
from council.people import Person

_EMPTY = frozenset(
    """and the of for a team service department dept section office unit council support general officer""".split()
)
TEAM_NOUNS = frozenset(
    "team department dept section office unit desk service services people lot line".split()
)
# What people are at work. Those on the left of a pair are said for those on the right.
FORMAL = frozenset(
    """officer manager supervisor inspector surveyor coordinator assessor leader head director investigator adviser
    worker caseworker engineer assistant clerk warden executive""".split()
)
# Of these there is one in a team, or none: whoever asks for one and has a team in mind means that team.
RANKS = frozenset("officer manager supervisor leader head director inspector boss chief".split())
_TELLING = frozenset(
    """did didnt not has hasnt havent had was wasnt were never told said rang rung called wrote came went does
    doesnt""".split()
)
_SAID_FOR = {"advisor": "adviser", "boss": "manager", "co-ordinator": "coordinator", "lead": "leader"}
_ANYBODY = frozenset("man woman lady bloke chap guy person fella lad girl gentleman".split())
_GENERAL = frozenset(
    "complaint issue problem query enquiry thing stuff matter side work duty new old young big other whole".split()
)
_WHO_DOES = re.compile(
    r"\b(?:(?:person|people|someone|somebody|anyone|anybody|one|ones|lady|man|chap|bloke|woman|girl|lad|fella|guy|officer|who"
    r"|whoever|gentleman|manager)) (?:that |who |which |is )*(?:does|do|deals? with|dealing with|deals|handles?"
    r"|looks after|look after|runs|run|manages|in charge of|over|responsible for|covers|cover|sorts?(?: out)?) "
)
_HEAD_OF = re.compile(r"\b(head|director|manager|supervisor|boss|chief) (?:of|at|for|in) ")
MOST_CONTENT = 5  # words of a role that are looked at

MOST_BESIDE = 1  # words beside a role that may be its own, in other words than the directory's
WORTH_NAMING = 0.55  # of 1: a role less like what was said is another one
TIE = 0.06

Concepts = frozenset[str]


@dataclass(frozen=True)
class Told:
    """One concept in what was said: words [start, end)."""

    concept: str
    start: int
    end: int


def told_in(words: Sequence[str]) -> list[Told]:
    """The concepts of some words, the longest run first: "council tax" is one, and so are "bin" and "waste"."""
    services = known().services
    longest = max(map(len, services))
    plain = [singular(word) for word in words]
    found, place = [], 0
    while place < len(words):
        for end in range(min(place + longest, len(words)), place, -1):
            concept = services.get(tuple(plain[place:end]))
            if concept:
                break
        else:
            end, concept = place + 1, plain[place]
        found.append(Told(concept, place, end))
        place = end
    return found


def concepts_of(text: str) -> Concepts:
    return frozenset(told.concept for told in told_in(name_words(text)) if told.concept not in _EMPTY)


@dataclass(frozen=True)
class TeamSaid:
    """A team in what was said, with the words [start, end) that name it. `whole`: all of one of its names."""

    team: str
    start: int
    end: int
    whole: bool


class Services:
    def __init__(self, people: Sequence[Person], teams: Mapping[str, Iterable[str]]) -> None:
        """`teams`: of each, the names it goes by."""
        self._parts = {team: _parts(names) for team, names in teams.items()}
        self._teams = {team: frozenset().union(*parts) for team, parts in self._parts.items()}
        self._people = people
        self._roles = [_role(person) for person in people]
        counts = Counter(concept for concepts, _ in self._roles for concept in concepts)
        self._weights = {concept: math.log(1 + len(people) / count) for concept, count in counts.items()}
        self._unknown = math.log(1 + len(people))

    def teams_in(self, told: Sequence[Told]) -> list[TeamSaid]:
        """The teams that are named, those with the most words first; a team named in part only when none is named
        wholly by the same words."""
        found = []
        said = {one.concept: one for one in reversed(told)}
        for team, parts in self._parts.items():
            wholly = [part for part in parts if part <= said.keys()]
            part = max(wholly, key=len, default=None) or self._teams[team] & said.keys()
            if part:
                spans = [said[concept] for concept in part]
                start, end = min(s.start for s in spans), max(s.end for s in spans)
                found.append(TeamSaid(team, start, end, bool(wholly)))
        size = {one.team: len(self._teams[one.team] & said.keys()) for one in found}
        found.sort(key=lambda one: (-one.whole, -size[one.team]))
        return found

    def most_wholly_named(self, told: Sequence[Told]) -> str:
        """Of the teams that are named, the one with fewest words besides: "council tax" are two words of benefits too,
        which does council tax support; empty when none is named wholly, or two are alike."""
        beside = {
            one.team: len(self._teams[one.team] - {said.concept for said in told})
            for one in self.teams_in(told)
            if one.whole
        }
        fewest = [team for team, words in beside.items() if words == min(beside.values())]
        return fewest[0] if len(fewest) == 1 else ""

    def team_of_all(self, told: Sequence[Told]) -> str:
        """The one team whose own words, with those of its people's posts, are all that was said of a topic, one of its
        names whole among them: "council tax arrears". Empty for a topic with anything else in it."""
        concepts = {one.concept for one in told if one.concept not in FUNCTION | _GENERAL | TEAM_NOUNS}
        mine: dict[str, tuple[int, int]] = {}  # words of theirs that were said, and that were not
        for one in self.teams_in(told):
            theirs = self._teams[one.team].union(
                *(
                    role
                    for (role, _), person in zip(self._roles, self._people, strict=True)
                    if person.team == one.team
                )
            )
            if one.whole and concepts <= theirs:
                own = self._teams[one.team]
                mine[one.team] = (len(own & concepts), -len(own - concepts))
        best = [team for team in mine if mine[team] == max(mine.values())]
        return best[0] if len(best) == 1 else ""

    def role_overlap(self, place: int, told: Iterable[Told]) -> float:
        """How much of what was said, names apart, is in somebody's role; in no fixed unit."""
        concepts, _ = self._roles[place]
        return sum(self._weights[one.concept] for one in told if one.concept in concepts)

    def by_role(self, words: Sequence[str], told: Sequence[Told]) -> dict[int, float]:
        """Those whose role is asked for, how surely. Empty when no role is, or when the team's own words are all
        that is said of it."""
        best: dict[int, float] = {}
        for content, noun in _roles_said(words, told):
            for place, person in enumerate(self._people):
                score = self._fits(place, person, content, noun)
                if score >= WORTH_NAMING:
                    best[place] = max(best.get(place, 0.0), score)
        return best

    def team_of_a_post(self, words: Sequence[str], told: Sequence[Told]) -> str:
        """The team of somebody asked for by a rank that nobody there has ("the manager of planning", "planning
        manager"); empty where no team is named wholly beside one, or there is more in the words."""
        plain = [_SAID_FOR.get(singular(word), singular(word)) for word in words]
        ranks = {place for place, word in enumerate(plain) if word in RANKS}
        if not ranks or not _TELLING.isdisjoint(words):
            return ""
        for team in self.teams_in(told):
            spoken = set(range(team.start, team.end)) | ranks
            rest = [word for place, word in enumerate(words) if place not in spoken]
            beside = any(
                place in (team.end, team.start - 1, team.start - 2, team.start - 3) for place in ranks
            )
            if team.whole and beside and all(word in FUNCTION or word in TEAM_NOUNS for word in rest):
                return team.team
        return ""

    def is_all_of_it(self, words: Sequence[str], told: Sequence[Told], roles: Iterable[int]) -> bool:
        """Whether little is said but the role: "my housing officer please", and no story of what they did."""
        known = frozenset().union(*(self._roles[place][0] for place in roles), *self._teams.values())
        other = [
            one
            for one in told
            if one.concept not in known | _GENERAL | FORMAL | _ANYBODY
            and not all(word in FUNCTION or singular(word) in FORMAL for word in words[one.start : one.end])
        ]
        return len(other) <= MOST_BESIDE

    def _fits(self, place: int, person: Person, content: Concepts, noun: str) -> float:
        role, own_noun = self._roles[place]
        team = self._teams.get(person.team, frozenset())
        in_role, in_team = content & role, (content & team) - role
        same_noun = bool(noun) and noun == own_noun
        if not in_role and not (same_noun and in_team):
            return 0.0
        if noun in FORMAL and own_noun and not same_noun:
            # Another rank in the same team is another person: "housing manager" is not the housing officer.
            if in_role <= team or not in_role - self._team_words():
                return 0.0
        elif not same_noun and in_role <= team and not self._is_the_one_for(place, person, content):
            return 0.0  # "the parking man" is anybody in parking
        weight = self._weight
        cover = (weight(in_role) + 0.5 * weight(in_team)) / weight(content)
        back = weight(in_role) / weight(role) if role else 1.0
        return cover * (0.6 + 0.25 * back + 0.15 * (1.0 if same_noun else 0.5 if noun not in FORMAL else 0.0))

    def _is_the_one_for(self, place: int, person: Person, content: Concepts) -> bool:
        """Whether a part of a team's work is all of one person's post, and no more was said: "the ceremonies lady" of
        births, deaths and ceremonies. Whoever leads the team is not meant by it."""
        role, noun = self._roles[place]
        parts = self._parts.get(person.team, ())
        several = len(parts) > 1 and content in parts
        return several and role == content and noun not in RANKS - {"officer"}

    def _team_words(self) -> Concepts:
        return frozenset().union(*self._teams.values())

    def _weight(self, concepts: Iterable[str]) -> float:
        return sum(self._weights.get(concept, self._unknown) for concept in concepts)


def _parts(names: Iterable[str]) -> tuple[Concepts, ...]:
    """Bins and recycling: bins; recycling. Council tax: council tax."""
    found = []
    for name in names:
        for part in re.split(r",|&|\band\b|_and_", name.replace("_", " ")):
            if concepts := concepts_of(part) - FORMAL:  # "an adviser" is no team's name
                found.append(concepts)
    return tuple(dict.fromkeys(found))


def _role(person: Person) -> tuple[Concepts, str]:
    """What somebody does, and what they are: ({noise, pest}, officer)."""
    words = [_SAID_FOR.get(word, word) for word in name_words(person.role)]
    nouns = [word for word in words if word in FORMAL]
    noun = nouns[-1] if nouns else ""
    content = concepts_of(" ".join(word for word in words if word != noun))
    return content, noun


def _roles_said(words: Sequence[str], told: Sequence[Told]) -> Iterable[tuple[Concepts, str]]:
    text = " ".join(words)
    for found in _WHO_DOES.finditer(text):
        yield from _content(told, text[: found.end()].count(" "), "")
    for found in _HEAD_OF.finditer(text):
        noun = _SAID_FOR.get(found[1], found[1])
        yield from _content(told, text[: found.end()].count(" "), noun)
    for place, word in enumerate(words):
        noun = _SAID_FOR.get(singular(word), singular(word))
        if noun in FORMAL or noun in _ANYBODY:
            content = []
            for one in reversed([one for one in told if one.end <= place][-MOST_CONTENT:]):
                if one.concept in TEAM_NOUNS:
                    continue  # council tax team leader
                if words[one.start] in FUNCTION and one.concept in (
                    words[one.start],
                    singular(words[one.start]),
                ):
                    break
                if one.concept not in _GENERAL:
                    content.append(one.concept)
            if content:
                yield frozenset(content), noun if noun in FORMAL else ""
        elif word in ("librarian", "registrar"):  # what they are is what they do
            itself = [one.concept for one in told if one.start <= place < one.end]
            before = [one.concept for one in told if one.end == place and words[one.start] not in FUNCTION]
            yield frozenset([*itself, *before]), ""


def _content(told: Sequence[Told], start: int, noun: str) -> Iterable[tuple[Concepts, str]]:
    """The words of a role from a place on, as far as they go."""
    content: list[str] = []
    for one in told:
        if one.start < start:
            continue
        if one.concept in FUNCTION:
            if content or one.concept not in ("the", "my", "our", "your", "all", "these", "this"):
                break
            continue
        if one.concept in FORMAL or len(content) == MOST_CONTENT:
            break
        if one.concept not in _GENERAL:
            content.append(one.concept)
    if content:
        yield frozenset(content), noun
