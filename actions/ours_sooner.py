"""A word that is ours as much as somebody else's: "tax" alone may be council tax.

Whoever rings the council means that sooner than HMRC's. They are asked, with ours first.
"""

from __future__ import annotations

import re

from actions.base import Turn
from council.catalogue import Enquiry
from council.directory.asking import FUNCTION
from council.directory.known import singular
from council.directory.services import TEAM_NOUNS

OTHERS_DO = "signposts"
LONGEST = 6  # words
# What is done with it, and how it is asked for: none of it says whose it is.
_SAID_FOR = {"taxes": "tax", "paying": "pay", "payment": "pay"}
_BESIDE = frozenset(
    "pay paying payment bill bills question query help problem info information got hi hello hey my i im its want to"
    " ask enquiry it is about sort".split()
)


def ours_sooner(turn: Turn, understood: Enquiry | None) -> Enquiry | None:
    """Our enquiry to ask about beside another organisation's that was understood; None where the words say whose."""
    said = turn.heard.words
    offer = turn.tracker.get_slot("offer")
    chosen = turn.heard.value is not None or (isinstance(offer, dict) and bool(offer.get("asked")))
    elsewhere = understood is not None and understood.service == OTHERS_DO
    if not elsewhere or chosen or len(said.split()) > LONGEST:
        return None
    words = set(_words(said))
    topic = words - FUNCTION - TEAM_NOUNS - _BESIDE
    council = turn.wired.council
    titles = {key: set(_words(team.title)) for key, team in council.teams.items()}
    near = {key: title for key, title in titles.items() if topic and topic <= title}
    if not near:
        return None
    team = min(near, key=lambda key: len(near[key]))  # council tax, not council tax support
    theirs = [enquiry for enquiry in council.catalogue if enquiry.team == team]
    done = words - topic  # "pay" tells which of theirs; else the first
    return max(theirs, key=lambda enquiry: len(done & set(_words(enquiry.title))), default=None)


def _words(text: str) -> list[str]:
    said = re.findall(r"[a-z]+", re.sub("['’]", "", text.lower()))
    return [_SAID_FOR.get(word, singular(word)) for word in said]
