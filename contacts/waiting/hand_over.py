"""Bringing a person: in hours a place in the queue with a card, out of hours an honest time and a call-back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from cases.phones import shown_phone
from contacts import access, care
from contacts.acts import Act, CallBack, HandOff
from contacts.models import Contact, HandOffStatus, QueueEntry, Status
from contacts.ringing_back import call_backs, in_their_language
from contacts.speaking import Speaking, moment
from contacts.topic import ASKED_FOR_TEAM
from contacts.waiting import away
from contacts.waiting.cards import card_of
from contacts.waiting.priority_facts import facts_of
from council.council import Council
from council.who_is_here import next_opening, open_team

# Reasons for which the council's own emergency line may be the one to ring; whoever cannot cope is told of others.
DANGERS = (care.DANGER_TO_LIFE, "Words that mean danger")


def urgent_line(council: Council, key: str, at: datetime, speaking: Speaking) -> list[Act]:
    """The number of a team that is shut, for what cannot wait for a call-back."""
    team = council.team(key)
    if team.urgent_phone is None or team.hours.is_open(at):
        return []
    return [speaking.say("urgent_out_of_hours", phone=shown_phone(team.urgent_phone))]


def hand_over(
    session: Session,
    contact: Contact,
    act: HandOff,
    council: Council,
    speaking: Speaking,
    at: datetime,
    since: datetime | None = None,
    *,
    told_away: bool = False,
) -> list[Act]:
    """Queue the contact for a person, or say when one is back and offer a call. Returns what the resident hears,
    with a HandOff naming the team when a person is being fetched.

    Args:
        since: gives back a place they had.
        told_away: they know that whom they asked for is away, and want to be put through all the same.
    """
    team = open_team(council, act.team, at)
    if team is None:
        opening = next_opening(council, act.team, at)
        language = in_their_language.theirs(
            contact, act, council, speaking
        )  # whose offer says that nobody is here
        acts: list[Act] = [] if language else [speaking.say("nobody_here", opening=moment(opening, at))]
        if act.reason in DANGERS:
            phone = shown_phone(council.emergency_phone)
            acts.insert(0, speaking.say("emergency_out_of_hours", phone=phone))
        else:
            acts += urgent_line(council, act.team, at, speaking)
        if (
            access.RELAY_UK in act.access_needs
        ):  # a call that is relayed is slow; a text goes straight through
            acts.append(speaking.say("relay_text", phone=council.identity.phone_display))
        kept = {"reason", "team", "about", "collected", "access_needs", "person"}
        offered = CallBack(**act.model_dump(include=kept))
        return [*acts, *call_backs.offer(contact, offered, speaking, language=language)]
    if act.reason == ASKED_FOR_TEAM:  # which one, for whoever answers
        act = act.model_copy(update={"reason": f"Asked for {council.team(act.team).spoken}"})
    if not told_away and (asked := away.asked(session, contact, act, team, council, speaking, at)):
        return asked
    contact.status = Status.WAITING
    contact.taking = None
    session.add(
        QueueEntry(
            contact=contact,
            team=team.key,
            reason=act.reason[:300],
            priority=act.priority,
            card=card_of(session, contact, act).model_dump(mode="json"),
            status=HandOffStatus.WAITING,
            waiting_since=since or at,
            facts=facts_of(session, contact, act, at).as_json(),
        )
    )
    passed = act.model_copy(update={"team": team.key})
    if act.deputy:
        return [speaking.say("passing_on_deputy", team=team.spoken, deputy=act.deputy), passed]
    return [speaking.say("passing_on", team=team.spoken), passed]
