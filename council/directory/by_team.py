"""Teams beside the names in what was said: where their words stand, and the team that was asked for itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from council.directory.asking import FUNCTION, WHEREABOUTS, Asking, may_go_on
from council.directory.services import TEAM_NOUNS, TeamSaid

_TOPIC = ("about", "regarding", "re", "concerning")
_PASSED_OVER = FUNCTION - {"about", "regarding", "re", "concerning", "my", "our"}
_ANYBODY_FOR = re.compile(
    r"\b(?:(?:(?:some|any)(?:one|body)|adviser|advisor|human)"
    r" (?:there |here |else |who )*(?:about|regarding|re|concerning|deals? with|dealing with|handles?|does|for) "
    # "One person for council tax", "a disabled person for parking" asks for nobody.
    r"|(?:person|people) (?:there |here |else |who )*(?:about|regarding|re|concerning|deals? with|dealing with|handles?"
    r"|does) )"
    r"|\bwho(?:ever)? (?:is it )?(?:that )?(?:deals? with|dealing with|handles?|does|looks after|sorts?(?: out)?) "
)
# "I spoke to somebody about housing benefit" tells of what was, and asks for nobody.
_TOLD_OF = re.compile(
    r"\b(?:spoke|spoken|talked|chatted|told|complained|explained|reported it|(?:had|been having) a (?:word|chat))"
    r"(?: to| with| (?:it|this|that) to)?(?: (?:the|a|an|your|this|one|another|some))?$"
)
_ENDS_A_TOPIC = frozenset("i can could please and so im put get id because that they them".split())
ANYONE = frozenset(
    "someone somebody anyone anybody person people adviser advisor officer lady man team".split()
)


def tells_of_what_was(words: Sequence[str], place: int) -> bool:
    """Whether what leads to a place only tells of somebody they spoke to."""
    return bool(_TOLD_OF.search(" ".join(words[:place])))


def is_a_team(start: int, end: int, teams: Sequence[TeamSaid]) -> bool:
    """Whether words are those of a team and no more."""
    return any(team.start <= start and end <= team.end for team in teams)


def ends_in_a_team(words: tuple[str, ...], place: int, teams: Sequence[TeamSaid]) -> bool:
    """Whether the rest is a team and no more: "Mister Hussain bins"."""
    return any(team.whole and team.start == place and is_all_the_rest(words, place, team) for team in teams)


def leads_to_a_topic(words: tuple[str, ...], place: int) -> bool:
    """Whether "about", "it's about", "there, it's regarding" comes next."""
    topic = next((at for at in range(place, len(words)) if words[at] in _TOPIC), len(words))
    return topic < len(words) and all(
        word in WHEREABOUTS | {"its", "it", "is"} for word in words[place:topic]
    )


def is_all_the_rest(words: tuple[str, ...], place: int, team: TeamSaid) -> bool:
    """Whether nothing but a team, and words that lead up to it, stands from a place on."""
    beside = (*words[place : team.start], *words[team.end :])
    return team.start >= place and all(word in FUNCTION or word in TEAM_NOUNS for word in beside)


def stands_in_a_team(words: tuple[str, ...], place: int, teams: Sequence[TeamSaid]) -> bool:
    """Whether "in housing", "from the library" follows."""
    return words[place : place + 1] in (("in",), ("from",), ("at",)) and any(
        0 < team.start - place <= 2 for team in teams
    )


def is_only_a_topic(words: Sequence[str], team: TeamSaid) -> bool:
    """ "About the council tax" is what it is about, and says less of who is meant than "in council tax"."""
    return any(word in _TOPIC for word in words[max(team.start - 3, 0) : team.start])


def team_asked_for(
    words: Sequence[str], asking: Asking, teams_from: Callable[[int], Sequence[TeamSaid]]
) -> str:
    """The team that a person, or the team itself, was asked for from."""
    for opening in sorted(asking.openings.values(), key=lambda one: not one.strong):
        place = opening.place
        if tells_of_what_was(words, place):
            continue
        while place < len(words) and (
            words[place] in ("the", "in", "from", "at", "with", "your") or words[place] in ANYONE
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


def topic_for_anybody(words: Sequence[str]) -> tuple[int, int] | None:
    """Where the topic stands for which anybody at all was asked: "someone about council tax arrears", "who deals with
    potholes, I want to talk to them". None where nobody was."""
    text = " ".join(words)
    found = next(
        (one for one in _ANYBODY_FOR.finditer(text) if not _TOLD_OF.search(text[: one.start()].rstrip())),
        None,
    )
    if not found:
        return None
    start = text[: found.end()].count(" ")
    end = next((at for at in range(start, len(words)) if words[at] in _ENDS_A_TOPIC), len(words))
    return start, end


def team_of_the_unknown(words: Sequence[str], asking: Asking, teams: Sequence[TeamSaid]) -> str:
    """Of "Susan in housing" or "Mr Smith bins", where there is no Susan and no Smith: housing, bins."""
    titled = [opening.place + 1 for opening in asking.openings.values() if opening.titled]
    for team in teams:
        if team.whole and any(is_all_the_rest(tuple(words), place, team) for place in titled):
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
