"""Alerts as residents are told them: all that are live at the opening, each with whom it concerns; afterwards, when it
is known where they live, those that concern them, once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from contacts.acts import Act, Ask, Say
from contacts.care import asked_again
from contacts.models import Author, Contact, Message
from contacts.speaking import Speaking
from council.council import Alert

BY = "alert"  # who answered a question about one
INTENT = "alert"
# Turns in which "what areas is it" can only be about what was told at the opening.
FIRST_TURNS = 1
MOST_WORDS = 14
_BEFORE = r"(?:(?:sorry|oh|hi|hello|hang on|wait|no|yes|but|and|so|um+|er+m?|please|ok|okay|right|well)\W+)*"
_ABOUT_THE = re.compile(
    rf"(?i)^\W*{_BEFORE}(?:what(?:'s| was| is|s)? (?:that |this |it |all that |all this )?(?:you (?:just )?said )?"
    r"|what did you (?:just )?say |what do you mean |(?:can|could) you (?:say|repeat|tell me)(?: that| it|"
    r" more)?(?: again)? "
    r"|(?:say|repeat|tell me)(?: that| it| me)?(?: more| again)? |(?:i )?didn'?t (?:catch|get|hear) (?:that |what"
    r" you said )?)"
    r"(?:about|with) (?:the |this |that )?(?P<what>[a-z][a-z' ]*?)(?:\W+(?:again|please|then|love))*\W*$"
)
_WHERE_OR_WHEN = re.compile(
    rf"(?i)^\W*{_BEFORE}(?:(?:what|which) (?:areas?|streets?|roads?|wards?|parts?|places?|bins?)(?: (?:is|are|does"
    r"|do))?"
    r"(?: (?:it|that|this|they|those|affected|for|in|affect|late|delayed|cover|included?|you mean))*"
    r"|where(?:'s| is| are)? (?:it|that|this)(?: for)?(?: affected)?|is (?:it|that|this) (?:for )?(?:everyone"
    r"|everybody|everywhere"
    r"|all of us|just us|the whole (?:town|area))|(?:how long|until when|till when|when)(?:'s| is| will| does)?"
    r" ?(?:it|that|this)?"
    r"(?: (?:be|for|last|over|sorted|back to normal|end|go on|going on|going to be over|going to last))+"
    r"|who(?:'s| is| does)? (?:it|that|this)?\W*(?:affected|affect|for)|does (?:it|that|this) affect (?:me|us"
    r"|everyone)"
    r"|what (?:was|is|about) (?:that|the) (?:news|alert|announcement|message|notice|warning)"
    r"(?: (?:about|at the (?:start|beginning)|again))*|what did you say at the (?:start|beginning))\W*$"
)
_NO_SUBJECT = frozenset(
    "about after again been before bins bin late days today tomorrow until from that this there will have with your"
    " please leave left week road roads street council marlbury collect collected collection collections thing things"
    " stuff news alert message problem problems".split()
)


def at_the_opening(alert: Alert, speaking: Speaking) -> Act:
    """Nobody's address is known yet, so an alert for some wards names them, if its own words do not."""
    words = alert.spoken if speaking.spoken else alert.text
    if any(area.casefold() not in words.casefold() for area in alert.areas):
        words = speaking.text("alert_of_areas", areas=_listed(alert.areas), alert=words)
    return Say(text=words, alert=alert.id)


def once(session: Session, contact: Contact, acts: list[Act], speaking: Speaking) -> list[Act]:
    """The acts without alerts that an earlier turn of this contact has brought. At the opening it was one for
    everybody: that it is theirs as well is said in a few words, not the whole of it again."""
    brought = {act.alert for act in acts if isinstance(act, Say) and act.alert}
    if not brought:
        return acts
    query = select(Message.act, Message.turn_number).where(
        Message.contact_id == contact.id, Message.author == Author.ASSISTANT
    )
    told: set[str | None] = set()
    opening: set[str | None] = set()
    for act, turn in session.execute(query):
        (opening if turn is None else told).add(act.get("alert"))
    theirs = [act for act in acts if not (isinstance(act, Say) and act.alert and act.alert in told)]
    return [
        act.model_copy(update={"text": speaking.text("alert_is_yours")})
        if isinstance(act, Say) and act.alert in opening - {None}
        else act
        for act in theirs
    ]


def asked_about(words: str, alerts: Iterable[Alert], number: int) -> list[Alert]:
    """The live alerts that somebody asks about who heard them at the opening: "what was that about the snow", at any
    time; "what areas is it", as long as nothing else has been spoken of. `number`: of the turn."""
    plain, live = " ".join(words.replace("’", "'").split()), list(alerts)
    if not live or len(plain.split()) > MOST_WORDS:
        return []
    if found := _ABOUT_THE.match(plain):
        said = _telling(found["what"])
        # All of it: "the library computers" is no question about a library that is shut.
        return [alert for alert in live if said and said <= _telling(f"{alert.text} {alert.spoken}")]
    return live if number <= FIRST_TURNS and _WHERE_OR_WHEN.match(plain) else []


def again(alerts: Iterable[Alert], asked: Ask | None, council: str, speaking: Speaking) -> list[Act]:
    """Each once more, with whom it concerns, and then the question that is open."""
    told: list[Act] = []
    for alert in alerts:
        words = alert.spoken if speaking.spoken else alert.text
        if alert.areas:
            told.append(Say(text=speaking.text("alert_of_areas", areas=_listed(alert.areas), alert=words)))
        else:
            told.append(Say(text=speaking.text("alert_of_everybody", council=council, alert=words)))
    return [*told, *(asked_again(asked) if asked else [])]


def _telling(words: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{4,}", words.lower()) if word not in _NO_SUBJECT}


def _listed(areas: tuple[str, ...]) -> str:
    """Castle; Castle and Riverside; Castle, Riverside and Nether Marl."""
    *others, last = areas
    return f"{', '.join(others)} and {last}" if others else last
