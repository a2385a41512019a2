"""People's names in what was said: each reading of some words as somebody's name, and how near it is.

A team's own words are never taken for a name that sounds like them ("council tax" is no Mr Counsell), nor everyday
words, unless they are asked for as a person is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from council.directory.asking import FUNCTION, TITLES, WHEREABOUTS, Asking, Opening, may_go_on
from council.directory.by_team import (
    ends_in_a_team,
    is_a_team,
    is_all_the_rest,
    leads_to_a_topic,
    stands_in_a_team,
)
from council.directory.known import everyday
from council.directory.names import GENERAL, NameIndex, is_a_first_name
from council.directory.services import Services, TeamSaid, told_in
from council.people import Person

# How near a name must be, of 1. Chosen on tests/council/find_person.csv; what each guards against stands beside it.

# First name and surname together, where a name may begin or in mid-sentence.
WHOLE, WHOLE_ANYWHERE = 0.78, 0.86
EITHER_PART = 0.62  # each of them: "Daniel Smith" is no Daniel Okafor
BESIDE_A_SURE_PART, SURE = 0.5, 0.97  # ... unless the other is beyond doubt
ALONE, ALONE_WEAKLY = 0.8, 0.86  # one of the two, after plain asking or after "need", "is" or nothing
ALONE_SHORT = 0.9  # of four letters or fewer, where one slip makes another name
IN_PIECES = 0.86  # one name heard as several words
# In a sentence that asked before: "... the chap I had on Monday, Delroy I think it was".
ALONE_IN_PASSING = 0.94
SHORT = 4
LONGEST_FIRST, LONGEST_SURNAME = 3, 4  # words one name may be heard as

_PLACES = frozenset("on in at near by down along outside up off over".split())
_DETERMINERS = frozenset("a an the my our your his her their some any no every another".split())


@dataclass(frozen=True)
class Reading:
    """One reading of some words [start, end) as a person's name."""

    place: int
    score: float
    start: int
    end: int
    whole: bool


class NameReader:
    """Asked by many at once: everything in it is made beforehand."""

    def __init__(self, people: Sequence[Person], services: Services) -> None:
        self._people = people
        self._services = services
        self._names = NameIndex(people)

    def with_what_they_are(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """ "Maggie the registrar" as "Maggie in the registrar", which is how a place of work follows a name."""
        at = [
            place
            for place, word in enumerate(words)
            if word == "the" and place and self._is_a_name(words[place - 1])
        ]
        return words if len(at) != 1 else (*words[: at[0]], "in", *words[at[0] :])

    def readings(self, words: tuple[str, ...], asking: Asking, teams: Sequence[TeamSaid]) -> list[Reading]:
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
    ) -> Iterator[Reading]:
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
                if is_a_team(start, end, teams):
                    continue
                everyday_words = all(word in everyday() or word in FUNCTION for word in words[start:end])
                if everyday_words and opening is None and not self._are_written(words[start:end]):
                    continue  # "a bus lane fine" is no Lan Nguyen
                if everyday_words and not self._may_edge(words[start]):
                    continue  # "the law centre" is no Fei Liu, though "the" is how Fei may be heard
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
    ) -> Iterator[Reading]:
        wanted = WHOLE if opening else WHOLE_ANYWHERE
        for place in ones.keys() & others.keys():
            score = 0.45 * ones[place] + 0.55 * others[place]
            less, more = sorted((ones[place], others[place]))
            enough = min(least, BESIDE_A_SURE_PART) if more >= SURE else least
            if less >= enough and score >= wanted:
                yield Reading(place, score, start, end, True)

    def _alone(
        self, words: tuple[str, ...], opening: Opening, teams: Sequence[TeamSaid]
    ) -> Iterator[Reading]:
        """A first name or a surname where a name may begin; after a title, a surname."""
        start = opening.place
        for end in range(start + 1, min(start + LONGEST_FIRST, len(words)) + 1):
            first, last = words[start], words[end - 1]
            if start and words[start - 1] in ("the", "my", "our", "your") and not opening.titled:
                break  # a thing
            if first in _DETERMINERS or first.isdecimal() or (end == start + 1 and not self._may_edge(first)):
                continue
            if is_a_team(start, end, teams) and not opening.titled:
                continue
            ends = self._may_end(words, end, opening) or ends_in_a_team(words, end, teams)
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
            # "Speak to Jay" is no Jie, who is only heard so, by a name that others have.
            least = GENERAL if len(said) <= SHORT and not opening.titled and is_a_first_name(said) else 0.0
            near = dict(self._names.surnames(said, least))
            if not opening.titled:
                for place, score in self._names.first_names(said, least).items():
                    near[place] = max(near.get(place, 0.0), score)
            if not ends:  # "Ms Nowak garden waste": their own work follows
                work = told_in(words[end:])
                near = {place: near[place] for place in near if self._services.role_overlap(place, work)}
            yield from (
                Reading(place, score, start, end, False) for place, score in near.items() if score >= wanted
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
        if not leads_to_a_topic(words, end):
            return False  # "the price of council tax"
        theirs = {team.team for team in teams if team.whole and is_all_the_rest(words, end, team)}
        called = self._names.surnames(words[opening.place])
        return any(score >= SURE and self._people[place].team in theirs for place, score in called.items())

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
    ) -> Iterator[Reading]:
        for place, word in enumerate(words):
            before = words[place - 1] if place else ""
            if place in asking.own or word in FUNCTION or word in everyday() or len(word) < SHORT:
                continue
            of_a_team = stands_in_a_team(words, place + 1, teams)  # "there's a Keith in building control"
            if not (of_a_team or asking.strong) or before in _PLACES or before == "about":
                continue
            if before in _DETERMINERS and not (of_a_team and before in ("a", "another", "some")):
                continue
            if is_a_team(place, place + 1, teams) or not may_go_on(words, place + 1):
                continue
            for person, score in self._names.first_names(word).items():
                if score >= ALONE_IN_PASSING:
                    yield Reading(person, score, place, place + 1, False)

    def _may_edge(self, word: str, *, inside: bool = False) -> bool:
        """Whether a name may begin or end with a word: an everyday one only when somebody is called so."""
        return inside or word not in FUNCTION or self._names.is_written(word)

    def _is_a_name(self, word: str) -> bool:
        return self._names.is_written(word) and word not in everyday() and word not in FUNCTION
