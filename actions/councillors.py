"""Councillors, who are elected and no staff: nobody is put through to one, but is told where to find theirs."""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering
from forms.replies import YES_NO, Question, Reply

LONGEST = 16  # words; in more there is a story
_BEFORE = (
    r"(?:speak|talk|chat|word|put (?:me )?through|transfer me|connect me|contact|get (?:a )?hold of|get in touch"
    r"|reach"
    r"|find|ring|phone|call|email|write|meet|see|who(?:'s| is| are|'re)|want|need|like)\b.{0,30}?"
)
_THEIRS = r"(?:(?:my|our|the|a|your|his|her|local|ward|own|which|borough|council|elected) )*"
_MAYOR = r"(?:(?:deputy |lord |lady )?mayor(?:ess)?|leader of (?:the |marlbury |your )?council|council leader)(?!['’])"
_ELECTED = rf"(?:councillors?|cllrs?|{_MAYOR})"
_ASKS = re.compile(
    rf"(?i)\b{_BEFORE}\b{_THEIRS}{_ELECTED}\b"
    rf"|\bis (?:the )?{_MAYOR} (?:in|there|about|around|available|free)\b"
    rf"|^\W*(?:(?:hi|hello|please|er|um)\W+)*{_THEIRS}{_ELECTED}(?: (?:for|of|in) .{{1,40}})?"
    r"(?:\W+please)?\W*$"
)
_OF_THEM = re.compile(r"(?i)\b(?:complain\w*|complaint|report|council tax|become|stand|election|vote)\b")


def asks_for_councillor(words: str) -> bool:
    """ "I want to speak to my councillor", "councillor for Riverside ward"."""
    said = words.replace("’", "'")
    return len(said.split()) <= LONGEST and bool(_ASKS.search(said)) and not _OF_THEM.search(said)


def how_to_reach(turn: Turn) -> Events:
    """Where they are listed; who cannot look there is offered somebody who can."""
    turn.say("utter_councillors", website=turn.wired.council.identity.website)
    turn.ask(Question(Reply("utter_ask_if_councillor_looked_up"), "yes_no", YES_NO))
    return [offering("hand_off")]
