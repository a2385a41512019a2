""" "She had a council flat", after a death was told: about who has died, and no report of somebody's flat."""

from __future__ import annotations

from actions.base import Events, Turn, offering
from actions.of_the_dead import speaks_of_them

POSSIBLE = 0.005  # of the enquiries it may be instead; which of them a death changes is what counts


def of_who_has_died(turn: Turn) -> str | None:
    """What is different when somebody has died, of the likeliest enquiry that says so; None where a death was not told
    of just now, the words are about something else, or the enquiry understood has such words of its own."""
    if not turn.bereaved or turn.heard.value is not None or not speaks_of_them(turn.heard.words):
        return None
    if turn.tells_of_a_death:
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
