"""Words that fit no enquiry: which it may be, what the search finds, other words, then a person."""

from __future__ import annotations

import re

from actions import interpreter
from actions.base import DEATHS, CouncilAction, Events, Turn, offering
from actions.besides import another_day, further_line, told_before
from actions.cancelling import cancelled
from actions.conversation.perhaps_harm import told_of_harm
from actions.conversation.unsure import if_unsure
from actions.conversation.which_enquiry import (
    A_PERSON,
    SOMETHING_ELSE,
    TO_A_PERSON,
    ask_which,
    found_perhaps,
    meant_perhaps,
)
from actions.followed_on import told_more
from actions.how_to import told_how
from actions.named_person import asked_by_name, named_person
from actions.narrowing import narrowed, narrowed_bare
from actions.people import in_hand, offer_person
from actions.protests import protested
from actions.sent_just_now import told_when_done
from forms.replies import YES_NO, Question, Reply

OTHERS = "contact/other-organisations"  # who to ask when it is not the council
LONGEST_NAME = 5  # words, with a title, a team and "please"
# A question or a wish, whatever it is about.
_SAYS_SOMETHING = re.compile(
    r"(?i)\?|\b(?:who|what|why|when|where|which|how|can|could|do|does|is|are|will|would|should|i|i'?m|we|my|need|want|please)"
    r"\b|\bwh(?:o|at|ere|en)'?s\b"
)


class ActionNotUnderstood(CouncilAction):
    """No enquiry fits well: ask between those that might, else show what the search finds, then a person."""

    nothing_fitted = True

    def name(self) -> str:
        return "action_not_understood"

    def act(self, turn: Turn) -> Events:
        protest = protested(turn, begins_with_no=True)
        return not_understood(turn) if protest is None else protest


class ActionOutOfScope(CouncilAction):
    nothing_fitted = True

    def name(self) -> str:
        return "action_out_of_scope"

    def act(self, turn: Turn) -> Events:
        if (
            known := told_when_done(turn)
            or another_day(turn)
            or if_unsure(turn)
            or asked_by_name(turn, in_hand(turn))
            or told_how(turn)
            or told_more(turn)
        ):
            return known
        if somebody := _perhaps_named(turn):
            return somebody
        if interpreter.is_wanted(turn):
            return interpreter.brought(turn, in_hand(turn))
        if turn.misses:
            return offer_person(turn, "utter_not_understood_again")
        if _search_helped(turn):  # what no enquiry covers may still be ours, and in an article
            return [offering("helped")]
        if (protest := protested(turn)) is not None:
            return protest
        if not _SAYS_SOMETHING.search(turn.heard.words):  # "asdf"
            turn.say("utter_not_understood", note="not_understood")
        else:
            turn.say("utter_out_of_scope")
            article = turn.wired.articles.get(OTHERS)
            if article and not turn.spoken:  # a list of others' numbers, to read and not to hear
                turn.answer_from(article)
        turn.ask(Question(Reply("utter_ask_in_other_words")))
        return [offering(None)]


def not_understood(turn: Turn) -> Events:
    """Ask between the enquiries it may be; else an article; else other words, and the second time a person."""
    known = (
        cancelled(turn)
        or told_when_done(turn)
        or another_day(turn)
        or if_unsure(turn)
        or told_how(turn)
        or told_more(turn)
    )
    if known is not None:
        return known
    if turn.heard.value == SOMETHING_ELSE.value:
        turn.ask(Question(Reply("utter_ask_in_other_words")))
        return [offering(None)]
    if interpreter.is_wanted(turn):
        return interpreter.brought(turn, in_hand(turn))
    if (what_of_it := narrowed(turn, meant_perhaps(turn)) or further_line(turn)) is not None:
        return what_of_it
    somebody = named_person(turn, in_hand(turn), not_a_team=True)
    if somebody is not None:  # "Trevor Haddock", and nothing more
        return somebody
    if turn.spoken and turn.likeliest == TO_A_PERSON and turn.outcome != "unknown":
        turn.hand_off("Asked to speak to a person", **in_hand(turn))
        return [offering(None)]
    again = turn.misses > 0
    likely = [] if again or turn.outcome == "unknown" else meant_perhaps(turn)
    if new := [enquiry for enquiry in likely if enquiry.fields or enquiry.article != turn.told_article]:
        bare = narrowed_bare(turn, new[0]) if len(new) == 1 else None
        return told_of_harm(turn, new) or bare or ask_which(turn, new)
    if likely:  # what they have just been told, and it was not enough
        return told_before(turn)
    if turn.tells_of_a_death and (deaths := turn.wired.articles.get(DEATHS)):
        turn.answer_from(deaths)
        return offer_person(turn)
    if _search_helped(turn):
        return [offering("helped")]
    if again:
        return offer_person(turn, "utter_not_understood_again")
    if not turn.spoken and (maybe := found_perhaps(turn)):
        turn.say("utter_not_understood", note="not_understood")
        turn.ask(Question(Reply("utter_ask_if_one_of_these"), "choice", maybe))
        return [offering(None)]
    turn.say("utter_not_understood", note="not_understood")
    # On the phone 0 brings a person, and the greeting's words are enough to hear.
    turn.ask(Question(Reply("utter_ask_in_other_words"), "open", () if turn.spoken else (A_PERSON,)))
    return [offering(None)]


def _perhaps_named(turn: Turn) -> Events | None:
    """ "Dora, insurance", and nothing more: a name is no enquiry to the classifier."""
    brief = len(turn.heard.words.split()) <= LONGEST_NAME
    return named_person(turn, in_hand(turn), not_a_team=True) if brief and turn.heard.value is None else None


def _search_helped(turn: Turn) -> bool:
    """Whether the search found an article worth telling that they have not just been told."""
    found = turn.wired.search.find(turn.heard.words, limit=1)
    if not found or found[0].weak or found[0].article.name in (OTHERS, turn.told_article):
        return False
    turn.answer_from(found[0].article, lead_in="utter_this_may_help")
    turn.ask(Question(Reply("utter_ask_if_that_helped"), "yes_no", YES_NO))
    return True
