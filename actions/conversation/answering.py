"""The answer to an enquiry, from its article."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import CouncilAction, Events, Turn, offering
from actions.besides import a_day_there, another_place, told_before, told_besides
from actions.cancelling import cancelled
from actions.conversation.not_understood import not_understood
from actions.conversation.which_enquiry import ask_which, meant_perhaps
from actions.council_homes import emergency_repair, repair_of_ours
from actions.days_of_a_place import told_of_the_day
from actions.followed_on import told_more
from actions.how_to import told_how
from actions.named_person import asked_by_name
from actions.narrowing import UNSURE, narrowed, narrowed_bare
from actions.opening import asks_for_hours, hours_told, remember_hours
from actions.ours_sooner import ours_sooner
from actions.people import in_hand, needs_a_person
from actions.sent_just_now import told_when_done
from cases.phones import shown_phone, spoken_phone

WATER = "water"  # what the enquiry about the supply is known as
_INTO_A_HOME = re.compile(
    r"(?i)\b(?:into|in|inside|through|under)\b.{0,20}\b(?:house|home|flat|kitchen|cellar|basement|door|bungalow|property)\b"
)


class ActionAnswer(CouncilAction):
    def name(self) -> str:
        return "action_answer"

    def act(self, turn: Turn) -> Events:
        if somebody := asked_by_name(turn, in_hand(turn) | _about(turn)):
            return somebody
        if (by_a_person := cancelled(turn)) is not None:
            return by_a_person
        following = told_when_done(turn) or a_day_there(turn) or another_place(turn)
        following = told_how(turn) or told_more(turn) if following is None else following
        if following is not None:
            return following
        unsure = turn.heard.confidence < UNSURE
        if unsure and (what_of_it := narrowed(turn, meant_perhaps(turn))) is not None:
            return what_of_it
        if (what_of_it := narrowed_bare(turn)) is not None:
            return what_of_it
        article = turn.wired.articles.get(turn.enquiry.article) if turn.enquiry else None
        if article is None:
            return not_understood(turn)
        if repair := repair_of_ours(turn, turn.enquiry):
            return emergency_repair(turn, repair)
        if turn.enquiry and (ours := ours_sooner(turn, turn.enquiry)):
            return ask_which(turn, [ours, turn.enquiry])
        if turn.told_article == article.name and not asks_for_hours(turn):
            return told_before(turn)
        turn.one_at_a_time()
        if not (hours_told(turn) or told_of_the_day(turn, article)):
            turn.answer_from(article)
            remember_hours(turn)
        if turn.is_for(WATER) and _INTO_A_HOME.search(turn.heard.words):
            _emergency_line(turn)
        if (besides := told_besides(turn, article)) is not None:
            return besides
        turn.ask_if_anything_else()
        return [offering(None)]


def answer_instead(turn: Turn, words: str) -> Events:
    """What somebody left a form for: the answer, else a question about it."""
    turn.heard = replace(turn.heard, words=words)
    enquiry = turn.enquiry
    article = turn.wired.articles.get(enquiry.article) if enquiry and not enquiry.fields else None
    if enquiry is None or article is None:
        return not_understood(turn)
    if enquiry.action == "hand_off":
        needs_a_person(turn, enquiry, article)
    else:
        turn.answer_from(article)
        turn.ask_if_anything_else()
    return [offering(None)]


def _about(turn: Turn) -> dict[str, str]:
    """What the words are about, for the card of whoever was asked for with them."""
    return {"about": turn.enquiry.title, "team": turn.enquiry.team} if turn.enquiry else {}


def _emergency_line(turn: Turn) -> None:
    """Our own number besides the water company's, while nobody of ours is here."""
    council = turn.wired.council
    if not council.team("streets").hours.is_open(turn.wired.clock()):
        phone = council.emergency_phone
        turn.say("utter_emergency_line", phone=spoken_phone(phone) if turn.spoken else shown_phone(phone))
