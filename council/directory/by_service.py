"""The team for what somebody wants to talk about, where they name no team as we call it: "about a parking ticket"."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from council.council import Council
from council.directory.asking import FUNCTION
from council.directory.known import singular
from council.directory.services import TEAM_NOUNS

EPSILON = 1e-9
STEM = 4  # letters that "house" and "housing" share
NEAR = 0.6  # of the weight of what was said, which a team must have to be named as the nearest
_TOPIC = re.compile(
    r"(?i)\b(?:about|regarding|concerning|to do with|deals? with|dealing with|handles?|does|do|through to|speak to"
    r"|speak with|talk to|talk with|get me|give me|want|need|(?:some|any)(?:one|body) (?:for|from|in))\s+(?P<topic>.+)$"
)
_BESIDE = (
    FUNCTION
    | TEAM_NOUNS
    | frozenset(
        "someone somebody anyone anybody person human adviser advisor please thanks thank council about speak talk who"
        " deal deals dealing handle handles want need problem issue query question enquiry matter".split()
    )
)


@dataclass(frozen=True)
class TeamFor:
    """`exact`: all that was said is that team's; else it is the nearest."""

    team: str
    exact: bool


def team_for(council: Council, said: str, likeliest: Sequence[str] = ()) -> TeamFor | None:
    """None where nothing was named, or no team is near.

    Args:
        likeliest: enquiries the words may be about, the likeliest first: which of two teams that are as near.
    """
    topic: list[str] = []
    found = _TOPIC.search(said)
    while found:  # what was named last; "who deals with potholes, I want to talk to them" names nothing more
        topic = [word for word in _words(found["topic"]) if word not in _BESIDE] or topic
        found = _TOPIC.search(found["topic"])
    if not topic:
        return None
    known = _vocabularies(council)
    spread = Counter(word for words in known.values() for word in words)
    weigh = {word: math.log(1 + len(known) / (spread[word] or 1)) for word in topic}
    scores = {team: sum(weigh[word] for word in topic if word in words) for team, words in known.items()}
    own = {team: set(_words(council.teams[team].title)) for team in known}
    # Council tax is the council tax team's sooner than that of council tax support.
    rank = {team: (scores[team], len(own[team] & set(topic)) / len(own[team])) for team in known}
    first, second = sorted(rank.values(), reverse=True)[:2]
    share = first[0] / sum(weigh[word] for word in topic)
    if share < NEAR:
        return None
    nearest = [team for team in rank if rank[team] == first]
    if first == second:
        theirs = (enquiry.team for name in likeliest if (enquiry := council.catalogue.get(name)))
        nearest = [team for team in theirs if team in nearest] or _by_title(council, nearest, topic)
    return TeamFor(nearest[0], share > 1 - EPSILON) if nearest else None


def nearest_of(council: Council, said: str, teams: Iterable[str]) -> str:
    """Of a few teams the one that does what was said: "she does council houses". Empty where none does, or two do."""
    topic = {word for word in _words(said) if word not in _BESIDE}
    known = _vocabularies(council)
    stems = {word[:STEM] for word in topic if len(word) >= STEM}
    # "Houses" are the housing team's sooner than that of "moving house".
    titled = {team: {word[:STEM] for word in _words(council.teams[team].title)} for team in teams}
    scores = {team: (len(topic & known.get(team, frozenset())), len(stems & titled[team])) for team in titled}
    best = max(scores.values(), default=(0, 0))
    nearest = [team for team, score in scores.items() if score == best]
    return nearest[0] if any(best) and len(nearest) == 1 else ""


def _by_title(council: Council, teams: Sequence[str], topic: Sequence[str]) -> list[str]:
    """Of teams that are as near, the one that has an enquiry called so: a pothole is the streets team's, and only the
    damage from it the insurers'."""
    titles = {team: set[str]() for team in teams}
    for enquiry in council.catalogue:
        if enquiry.team in titles:
            titles[enquiry.team].update(_words(enquiry.title))
    called = [team for team in teams if titles[team] & set(topic)]
    return called if len(called) == 1 else []


def _vocabularies(council: Council) -> dict[str, frozenset[str]]:
    """Each team's words: its own, its people's posts', and those of what it deals with. The contact centre, which deals
    with everything, is nearest to nothing."""
    words: dict[str, set[str]] = {}
    for key, team in council.teams.items():
        words.setdefault(key, set()).update(_words(f"{key.replace('_', ' ')} {team.title} {team.spoken}"))
    for person in council.people:
        words[person.team].update(_words(person.role))
    for enquiry in council.catalogue:
        words[enquiry.team].update(_words(" ".join((enquiry.title, enquiry.spoken, *enquiry.hints))))
    return {key: frozenset(told) for key, told in words.items() if key != "contact_centre"}


def _words(text: str) -> Iterable[str]:
    return [singular(word) for word in re.findall(r"[a-z]+", text.lower())]
