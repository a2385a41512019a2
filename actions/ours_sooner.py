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
_BESIDE = frozenset(
    "pay paying payment bill bills question query help problem info information got hi hello hey my i im its want to"
    " ask enquiry it is about sort".split()
)


def ours_sooner(turn: Turn) -> Enquiry | None:
    """Our enquiry to ask about beside another organisation's that was understood; None where the words say whose."""
    understood, said = turn.enquiry, turn.heard.words
    elsewhere = understood is not None and understood.service == OTHERS_DO
    offer = turn.tracker.get_slot("offer")
    chosen = turn.heard.value is not None or (isinstance(offer, dict) and bool(offer.get("asked")))
    if not elsewhere or chosen or len(said.split()) > LONGEST:
        return None
    topic = {word for word in _words(said) if word not in FUNCTION | TEAM_NOUNS | _BESIDE}
    council = turn.wired.council
    titles = {key: set(_words(team.title)) for key, team in council.teams.items()}
    near = {key: words for key, words in titles.items() if topic and topic <= words}
    if not near:
        return None
    team = min(near, key=lambda key: len(near[key]))  # council tax, not council tax support
    theirs = [enquiry for enquiry in council.catalogue if enquiry.team == team]
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    place = {rank["name"]: number for number, rank in enumerate(ranking)}
    return min(theirs, key=lambda enquiry: place.get(enquiry.name, len(place)), default=None)


def _words(text: str) -> list[str]:
    return [singular(word) for word in re.findall(r"[a-z]+", re.sub("['’]", "", text.lower()))]
