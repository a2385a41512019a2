"""The form that passes a contact to another team: which, and what they need to know."""

from __future__ import annotations

from dataclasses import dataclass

from desk.room import Room

LONGEST_LINE = 300  # characters: a line, not a letter; the card goes along


@dataclass(frozen=True)
class PassOn:
    """What the adviser filled in; the same again when something is missing."""

    team: str = ""
    details: str = ""

    def errors(self, teams: dict[str, str]) -> dict[str, str]:
        """A message for each field that needs mending, in the order of the page."""
        errors = {}
        if self.team not in teams:
            errors["team"] = "Select a team"
        if not self.details.strip():
            errors["details"] = "Enter what the team needs to know"
        elif len(self.details) > LONGEST_LINE:
            errors["details"] = f"Your details must be {LONGEST_LINE} characters or fewer"
        return errors


def teams_open(room: Room) -> dict[str, str]:
    """The titles of the teams that are here now, by key; none where nothing can be passed on."""
    keys = room.passing_on.teams_open() if room.passing_on else []
    return {key: room.team(key) for key in keys}
