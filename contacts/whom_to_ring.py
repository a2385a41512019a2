"""The number that helps at once, where words tell of a trouble there is one for: said beside what is answered anyway.

Which enquiry or danger was heard does not matter, as words of trouble are many: who smells gas needs the gas emergency
line after the word about 999 and before a question, and who lies awake in a car needs no form.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.phones import shown_phone
from contacts import care
from contacts.acts import Act, CallBack, HandOff, Need, Priority, Say
from contacts.models import Author, Contact, Message, Turn
from contacts.speaking import Speaking
from contacts.troubles import abuse_at_home, danger_in_street, gas_smelt, without_home_tonight
from council.council import Council, Team
from council.who_is_here import LAST_STOP, open_team

HOMELESSNESS = "homelessness"  # what the enquiry is known as whose team helps
TONIGHT = "Nowhere safe to sleep, or losing their home by tomorrow"
ABUSE_AT_HOME, GAS = "Danger to life: abuse at home", "Danger to life: gas"
_FLAG = "Urgent"  # on the card
LATEST_TURNS = 4


def raised(
    session: Session, contact: Contact, acts: Sequence[Act], words: str, council: Council
) -> list[Act]:
    """A person for somebody without a home tonight comes sooner, with a flag on the card; whatever the last words were
    that brought one, such as a yes."""
    team = _homelessness(council)
    said = [words, *_said_lately(session, contact)]
    if team is None or not any(without_home_tonight(one) for one in said):
        return list(acts)
    return [_sooner(act, team) if isinstance(act, HandOff) else act for act in acts]


def _sooner(act: HandOff, team: Team) -> HandOff:
    more = {"priority": Priority.URGENT, "collected": {**act.collected, _FLAG: TONIGHT}}
    if act.need is Need.NONE:
        more["need"] = Need.VULNERABLE
    if act.team == LAST_STOP and act.need is not Need.DANGER:
        more["team"] = team.key
    return act.model_copy(update=more)


def numbers(
    session: Session,
    contact: Contact,
    acts: Sequence[Act],
    understanding: dict[str, object] | None,
    words: str,
    council: Council,
    speaking: Speaking,
    at: datetime,
) -> list[Act]:
    """What is said after any word about 999, each of them once in a conversation."""
    told: list[Act] = []
    if gas_smelt(words):
        told.append(speaking.say("gas_smelt"))
    heard = care.heard_in(understanding)
    shut = open_team(council, LAST_STOP, at) is None
    if shut and abuse_at_home(words) and heard in (care.Safety.EMERGENCY, care.Safety.SAFEGUARDING):
        told.append(speaking.say("abuse_at_home"))
    if shut and not told and danger_in_street(words):
        enquiry = council.catalogue.get(str((understanding or {}).get("intent")))
        team = council.team(enquiry.team) if enquiry else None
        phone = (team.urgent_phone if team else None) or council.emergency_phone
        told.append(speaking.say("danger_out_of_hours", phone=shown_phone(phone)))
    home = _homelessness(council)
    if home and home.urgent_phone and not home.hours.is_open(at) and without_home_tonight(words):
        theirs = any(isinstance(act, HandOff | CallBack) and act.team == home.key for act in acts)
        if not theirs:  # with whom the number is said anyway
            told.append(speaking.say("homeless_out_of_hours", phone=shown_phone(home.urgent_phone)))
    before = _told_before(session, contact) if told else set()
    return [act for act in told if getattr(act, "text", "") not in before]


def placed(
    done: list[Act], told: list[Act], acts: list[Act], *, by_care: bool
) -> tuple[list[Act], list[Act]]:
    """After the word about 999, which care says as the last of its words, and before anything else."""
    if not told or not by_care:
        return [*done, *told], acts
    words = [act for act in acts if isinstance(act, Say)]
    return done, [*words, *told, *(act for act in acts if not isinstance(act, Say))]


def of_what_danger(acts: Sequence[Act], words: str) -> list[Act]:
    """Gas, and harm at home, are none of the dangers, such as a building, that the council's emergency line is for."""
    reason = GAS if gas_smelt(words) else ABUSE_AT_HOME if abuse_at_home(words) else None
    if reason is None:
        return list(acts)
    return [
        act.model_copy(update={"reason": reason})
        if isinstance(act, HandOff) and act.need is Need.DANGER and act.reason != care.SUICIDE
        else act
        for act in acts
    ]


def _homelessness(council: Council) -> Team | None:
    enquiry = council.catalogue.known_as(HOMELESSNESS)
    return council.team(enquiry.team) if enquiry else None


def _said_lately(session: Session, contact: Contact) -> list[str]:
    query = select(Turn.words).where(Turn.contact_id == contact.id).order_by(Turn.number.desc())
    return list(session.scalars(query.limit(LATEST_TURNS)))


def _told_before(session: Session, contact: Contact) -> set[str]:
    query = select(Message.act).where(Message.contact_id == contact.id, Message.author == Author.ASSISTANT)
    return {str(act.get("text", "")) for act in session.scalars(query)}
