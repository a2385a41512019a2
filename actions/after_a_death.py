""" "She had a council flat", after a death was told: about who has died, and no report of somebody's flat."""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering

POSSIBLE = 0.005  # of the enquiries it may be instead; which of them a death changes is what counts
_OF_THEM = re.compile(
    r"(?i)\b(?:she|he|they|mum|mam|mom|dad|nan|gran|grandad|husband|wife|partner|brother|sister|son|daughter|aunt|uncle)\b"
    r"(?:'d|'s)?\W+(?:\w+\W+){0,2}?(?:had|has|have|was|were|got|lived|lives|rented|paid|owned|used|drove)\b"
    r"|\b(?:his|her|their|mum's|dad's|nan's|gran's|husband's|wife's|partner's)\W+\w+"
)


def of_who_has_died(turn: Turn) -> str | None:
    """What is different when somebody has died, of the likeliest enquiry that says so; None where a death was not told
    of just now, the words are about something else, or the enquiry understood has such words of its own."""
    words = turn.heard.words.replace("’", "'")
    if not turn.bereaved or turn.heard.value is not None or not _OF_THEM.search(words):
        return None
    if turn.tracker.latest_message.get("bereaved"):
        return None  # in so many words: the enquiry begins with it
    if _death_of(turn, turn.heard.intent):
        return None
    ranking = turn.tracker.latest_message.get("intent_ranking") or []
    likely = (one["name"] for one in ranking if one.get("name") and one.get("confidence", 0) >= POSSIBLE)
    return next((told for name in likely if (told := _death_of(turn, name))), None)


def told_of_who_has_died(turn: Turn) -> Events | None:
    told = of_who_has_died(turn)
    if told is None:
        return None
    turn.say("utter_aside", note="answered", answer=told)
    turn.ask_if_anything_else()
    return [offering(None)]


def _death_of(turn: Turn, name: str | None) -> str | None:
    enquiry = turn.wired.council.catalogue.get(name)
    article = turn.wired.articles.get(enquiry.article) if enquiry else None
    return article.asides.get("death") if article else None
