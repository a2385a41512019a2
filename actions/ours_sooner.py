"""A word that is ours as much as somebody else's: "tax" alone may be council tax.

Whoever rings the council means that sooner than HMRC's. They are asked, with ours first. So is whoever says "my parking
fine", which the catalogue has among our hints and relates to another's enquiry.
"""

from __future__ import annotations

import re
from collections import Counter

from actions.base import Turn
from council.catalogue import Enquiry
from council.directory.asking import FUNCTION
from council.directory.known import singular
from council.directory.services import TEAM_NOUNS

OTHERS_DO = "signposts"
LONGEST = 6  # words
LONGEST_NAMED = 9  # words about a thing that is ours or theirs
MOST_SHARED = (
    2  # of their hints and keywords that may have a word which tells whose it is; "car park" is in more
)
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
    if understood is None or not elsewhere or chosen:
        return None
    if named := _named_of_ours(turn, understood):
        return named
    if len(said.split()) > LONGEST:
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


def _named_of_ours(turn: Turn, theirs: Enquiry) -> Enquiry | None:
    """The enquiry of ours that is related to theirs, and one of whose hints is said, with nothing that makes it
    theirs."""
    said = _words(turn.heard.words)
    if len(said) > LONGEST_NAMED:
        return None
    council, article = turn.wired.council, turn.wired.articles.get(theirs.article)
    phrases = {*theirs.hints, *(article.keywords if article else ())}
    spread = Counter(word for phrase in phrases for word in set(_words(phrase)))
    for name in theirs.related:
        ours = council.catalogue.get(name)
        if ours is None or ours.service == OTHERS_DO or not any(_says(said, hint) for hint in ours.hints):
            continue
        known = {word for phrase in (ours.title, ours.spoken, *ours.hints) for word in _words(phrase)}
        telling = {word for word, times in spread.items() if times <= MOST_SHARED} - known
        if not telling & set(said):
            return ours
    return None


def _says(said: list[str], hint: str) -> bool:
    words = _words(hint)
    return any(said[at : at + len(words)] == words for at in range(len(said)))


def _words(text: str) -> list[str]:
    said = re.findall(r"[a-z]+", re.sub("['’]", "", text.lower()))
    return [_SAID_FOR.get(word, singular(word)) for word in said]
