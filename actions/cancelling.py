""" "Cancel my bulky waste collection": what they have booked or asked for is with a team, and only a person can take it
back. What the article says of cancelling is told first.

A fine is nobody's booking: its article says how it is paid or challenged. What others do is for them to cancel. A death
or a move is told with more than one thing to cancel, and is heard as what it is.
"""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering
from actions.conversation.which_enquiry import meant_perhaps
from actions.people import in_hand
from council.catalogue import Enquiry
from forms.fields.needed import is_all_there_is
from forms.telling import words_of
from kb.articles import Article
from kb.lines import line_naming

CANCEL = ("cancel",)
SIGNPOST = "signpost"  # the demand of what is for others
# Something of theirs, named: "cancel that" stops what is in hand, and "how do I cancel" asks.
_CANCELS = re.compile(
    r"(?i)^\W*(?:(?:hi|hello|no|yes|oh|sorry|please|just|well|um+|er)\W+)*"
    r"(?:(?:i|we)(?:'?d| would)? (?:just )?(?:like|want|need|have|wish)(?: to)? |(?:can|could|may) (?:i|you|we)"
    r" (?:please )?|i'?m (?:calling|ringing|phoning) (?:up )?to )?"
    r"(?:cancel|call off)\W+(?:my|our|his|her|their|the|a)\W+(?P<what>\w.*)$"
)
# Other rooms know of these: "cancel my call back", "cancel the report please".
_IN_HAND = re.compile(
    r"(?i)^(?:call|call ?back|form|report|request|whole thing|lot)"
    r"(?:\W+(?:please|thanks|thank you|ta|cheers|then|now|love|sorry))*\W*$"
)
_PENALTY = re.compile(
    r"(?i)\b(?:(?<!library )(?<!book )fines?|penalty|penalties|pcns?|charge notices?|parking tickets?)\b"
)


def cancels(words: str) -> bool:
    """Whether something they have is to be cancelled, and nothing is asked about it."""
    found = _CANCELS.match(words.replace("’", "'"))
    return found is not None and not _IN_HAND.match(found["what"])


def cancelled(turn: Turn) -> Events | None:
    """What is said of cancelling, and a person of the team that has it; None where nothing is to be cancelled, or an
    enquiry of its own is about that."""
    if not wants_cancelled(turn):
        return None
    if penalty := _penalty(turn):
        turn.answer_from(penalty)
        turn.ask_if_anything_else()
        return [offering(None)]
    enquiry = _what_they_have(turn)
    if enquiry is None:
        return None
    bring_for(turn, enquiry)
    return [offering(None)]


def wants_cancelled(turn: Turn) -> bool:
    """Whether something that is ours is to be cancelled, and that is all that is told."""
    if turn.heard.value is not None or turn.tells_of_a_death or not cancels(turn.heard.words):
        return False
    return turn.enquiry is None or not (turn.enquiry.demand == SIGNPOST or is_all_there_is(turn.enquiry))


def bring_for(turn: Turn, enquiry: Enquiry) -> None:
    article = turn.wired.articles.get(enquiry.article)
    if article and (line := line_naming(article, CANCEL)):
        turn.say("utter_aside", note="answered", answer=line.text)
    turn.say("utter_a_person_cancels")
    about = {"about": enquiry.title, "team": enquiry.team}
    turn.hand_off("Wants to cancel something", **{**in_hand(turn), **about})


def _what_they_have(turn: Turn) -> Enquiry | None:
    """Of what the words may be about, what they name most of; what is cancelled by the resident's own form has that
    among its hints."""
    likely = list(dict.fromkeys([*([turn.enquiry] if turn.enquiry else []), *meant_perhaps(turn)]))
    named = [enquiry for enquiry in likely if words_of(turn.heard.words, enquiry)]
    if not named:
        return None
    best = max(named, key=lambda enquiry: words_of(turn.heard.words, enquiry))
    if best.demand == SIGNPOST:
        return None
    return None if any("cancel" in hint for hint in best.hints) else best


def _penalty(turn: Turn) -> Article | None:
    """On the fine that they name, whatever else the words were understood as."""
    found = _PENALTY.search(turn.heard.words)
    if found is None:
        return None
    ours = [one for one in turn.wired.council.catalogue if one.demand != SIGNPOST]
    best = max(ours, key=lambda one: words_of(found[0], one))
    return turn.wired.articles.get(best.article) if words_of(found[0], best) else None
