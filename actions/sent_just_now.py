""" "And when will it be done?", asked just after a report was sent: the promise once more, and no other enquiry."""

from __future__ import annotations

import re

from actions.base import Events, Turn, offering
from actions.narrowing import UNSURE
from forms.conversation.redoing import ANSWERED_AT, SENT
from forms.replies import spoken_date
from forms.standing import STATUS

LAST_FORM = "last_form"  # the slot: see forms/conversation/redoing.py
JUST_NOW = 3  # turns
LONGEST = 12  # words
_WHEN = re.compile(
    r"(?i)\b(?:when|how (?:long|soon|quick\w*)|by when|what (?:day|time|date))\b"
    r"(?!.*\b(?:my|the|a|an) (?!crew|men|lorry))"
    r".*\b(?:it|that|this|they|you|somebody|someone|anyone|crew|men|lorry)\b.*(?:\b(?:done|fixed|mended|sorted|repaired"
    r"|filled|collected|come|coming|happen|ready|cleared|cleaned|emptied|finished)\b"
    r"|\b(?:be|take|look|out|round)(?: (?:then|please|thanks|about|roughly|now|here|at (?:it|that)))*\W*$)"
)
# What they come or are there for is something else: "when do you come for bulky items".
_FOR_SOMETHING = re.compile(
    r"(?i)\b(?:come|coming|out|round|collected|ready|done)\b\W+(?:for|to|and (?:get|take))\W+"
    r"(?!(?:it|that|this|them|me|us|here|look"
    r"|(?:do|fix|mend|sort|repair|fill|collect|clear|clean|empty|take|pick|get)\W+(?:it|that|this|them))\b)"
)
# What such words are taken for where they are about the report; or for the enquiry about how one stands.
OF_IT = ("nlu_fallback", "out_of_scope", None)


def asks_when_done(turn: Turn) -> bool:
    """Whether that is asked, of what they have just reported, and of no other enquiry for certain."""
    last, words = turn.tracker.get_slot(LAST_FORM), turn.heard.words.replace("’", "'")
    sent = isinstance(last, dict) and last[SENT] and 0 < turn.number - last[ANSWERED_AT] <= JUST_NOW
    brief = turn.heard.value is None and len(words.split()) <= LONGEST
    if not sent or not brief:
        return False
    of_it = (
        turn.is_for(STATUS)
        or turn.heard.intent in (*OF_IT, last["enquiry"])
        or turn.heard.confidence < UNSURE
    )
    return of_it and bool(_WHEN.search(words)) and not _FOR_SOMETHING.search(words)


def told_when_done(turn: Turn) -> Events | None:
    """The promise and its date; None where nothing of it was asked."""
    if not asks_when_done(turn):
        return None
    council = turn.wired.council
    kind = council.catalogue[turn.tracker.get_slot(LAST_FORM)["enquiry"]].case
    if kind is None:
        return None
    today = turn.wired.around(spoken=turn.spoken).today
    due = spoken_date(council.due(kind.promise, today))
    turn.say("utter_case_done_by", note="answered", promise=council.promises[kind.promise].says, due=due)
    turn.ask_if_anything_else()
    return [offering(None)]
