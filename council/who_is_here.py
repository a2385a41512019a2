"""Who can take somebody who wants a person, and who of them is here: the team, its deputy, the contact centre."""

from __future__ import annotations

from datetime import datetime

from council.council import Council, Team

LAST_STOP = "contact_centre"


def open_team(council: Council, key: str, at: datetime) -> Team | None:
    """The team that can take it now: its own, then its deputy, then the contact centre; None when all are shut."""
    return next((team for team in _in_turn(council, key) if team.hours.is_open(at)), None)


def next_opening(council: Council, key: str, at: datetime) -> datetime:
    """When the first of them is back."""
    return min(team.hours.next_opening(at) for team in _in_turn(council, key))


def who_may_take_it(council: Council, key: str, at: datetime) -> list[Team]:
    """The teams to ring one after the other: its own, its deputy, the contact centre, those of them that are open."""
    teams = {team.key: team for team in _in_turn(council, key)}
    return [team for team in teams.values() if team.key == key or team.hours.is_open(at)]


def _in_turn(council: Council, key: str) -> tuple[Team, ...]:
    wanted = council.team(key)
    return wanted, council.team(wanted.deputy_team or LAST_STOP), council.team(LAST_STOP)
