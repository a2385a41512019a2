""" "Cancel my bulky waste collection": what they have booked or asked for is with a team, and only a person can take it
back. What the article says of cancelling is told first."""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering
from actions.conversation.which_enquiry import meant_perhaps
from actions.people import in_hand
from council.catalogue import Enquiry
from forms.telling import words_of
from kb.lines import line_naming

CANCEL = ("cancel",)
# Something of theirs, named: "cancel that" stops what is in hand, and "how do I cancel" asks.
_CANCELS = re.compile(
    r"(?i)^\W*(?:(?:hi|hello|no|yes|oh|sorry|please|just|well|um+|er)\W+)*"
    r"(?:(?:i|we)(?:'?d| would)? (?:just )?(?:like|want|need|have|wish)(?: to)? |(?:can|could|may) (?:i|you|we)"
    r" (?:please )?|i'?m (?:calling|ringing|phoning) (?:up )?to )?"
    r"(?:cancel|call off)\W+(?:my|our|his|her|their|the|a)\W+(?P<what>\w.*)$"
)
_IN_HAND = re.compile(
    r"(?i)^(?:call|call ?back|form|report|request|whole thing|lot)\b\W*$"
)  # other rooms know of these


def cancels(words: str) -> bool:
    """Whether something they have is to be cancelled, and nothing is asked about it."""
    found = _CANCELS.match(words.replace("’", "'"))
    return found is not None and not _IN_HAND.match(found["what"])


def cancelled(turn: Turn) -> Events | None:
    """What is said of cancelling, and a person of the team that has it; None where nothing is to be cancelled, or an
    enquiry of its own is about that."""
    if turn.heard.value is not None or not cancels(turn.heard.words):
        return None
    enquiry = _what_they_have(turn)
    if enquiry is None:
        return None
    bring_for(turn, enquiry)
    return [offering(None)]


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
    return None if any("cancel" in hint for hint in best.hints) else best
