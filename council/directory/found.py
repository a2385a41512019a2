"""What came of looking for somebody: one person, one of several, only a team, or nobody."""

from __future__ import annotations

from dataclasses import dataclass

from council.people import Person


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
