"""Ways to a person: now, by call-back, and in an emergency."""

from __future__ import annotations

import re
from typing import Any

from actions import interpreter
from actions.base import CouncilAction, Events, Turn, offering
from actions.named_person import named_person
from cases.long_past import is_past_accident
from council.catalogue import Enquiry
from council.who_is_here import open_team
from forms.conversation.read_back import summary
from forms.replies import YES_NO, Question, Reply
from forms.state import FormState
from kb.articles import Article

INTERPRETER = interpreter.ENQUIRY
DEAF = "Deaf or hard of hearing"
_DEAF = re.compile(
    r"(?i)\b(?:deaf|hard of hearing|hearing (?:loss|impaired)|can(?:no|')?t hear (?:well|properly|much))\b"
)
# Whether there is any: who needs one is brought somebody, and the rest is to be heard.
_ASKS_FOR_SIGNS = re.compile(
    r"(?i)^\W*(?:(?:hi|hello|um+|er|and|so|please)\W+)*(?:do|have|is|are|what|how|can|could|where|does|which)\b.*"
    r"\b(?:sign(?:ing)? language|bsl|b s l|sign interpreter|signers?|signing)\b"
)
# "Can you get me a BSL interpreter" asks for one all the same; "how do I get one" does not.
_NEEDS_SIGNS = re.compile(
    r"(?i)^(?!\W*(?:(?:hi|hello|um+|er|and|so|please)\W+)*(?:what|how|where|which)\b).*"
    r"(?:\b(?:get|bring|find|book|arrange|send|give)\b"
    r"|\b(?:can|could|may) (?:i|we) (?:please )?(?:have|speak|talk|use)\b"
    r"|\b(?:i|we|he|she|who|that) (?:need|want|require)s?\b|\b(?:i'?m|i am|he'?s|she'?s|is) deaf\b)"
)


class ActionHandOff(CouncilAction):
    """A person: asked for, by name or not; or because the enquiry needs one, and then its own team, after what its
    article says."""

    def name(self) -> str:
        return "action_hand_off"

    def act(self, turn: Turn) -> Events:
        enquiry = turn.enquiry
        article = turn.wired.articles.get(enquiry.article) if enquiry else None
        if enquiry and article:
            if turn.spoken and turn.heard.intent == INTERPRETER and _asks_for_signs(turn.heard.words):
                turn.say("utter_sign_language", note="answered")
                return offer_person(turn)
            if turn.heard.intent == INTERPRETER and _DEAF.search(turn.heard.words):
                turn.say("utter_relay_uk")
                details = {**in_hand(turn), "access_needs": [DEAF]}
                turn.hand_off("Deaf or hard of hearing", **details)
                return [offering(None)]
            if turn.heard.intent == INTERPRETER or turn.wired.council.languages.get(turn.language):
                interpreter.bring(turn, {}, article)
                return [offering(None)]
            needs_a_person(turn, enquiry, article)
            return [offering(None)]
        somebody = named_person(turn, in_hand(turn))
        if somebody is not None:
            return somebody
        turn.hand_off("Asked to speak to a person", **in_hand(turn))
        return [offering(None)]


class ActionCallBack(CouncilAction):
    def name(self) -> str:
        return "action_call_back"

    def act(self, turn: Turn) -> Events:
        turn.call_back("Asked to be phoned", **in_hand(turn))
        return [offering(None)]


class ActionEmergency(CouncilAction):
    """The classifier's guess alone: 999 advice at once, but a person only when it is confirmed.

    Plain danger words never get here; contacts/turns.py answers those before Rasa.
    """

    def name(self) -> str:
        return "action_emergency"

    def act(self, turn: Turn) -> Events:
        if not is_past_accident(turn.heard.words):  # then it is only asked whether anyone is in danger
            turn.say("utter_emergency")
        turn.ask(Question(Reply("utter_ask_if_danger"), "yes_no", YES_NO))
        return [offering("emergency")]


def _asks_for_signs(words: str) -> bool:
    plain = words.replace("’", "'")
    return bool(_ASKS_FOR_SIGNS.search(plain)) and not _NEEDS_SIGNS.search(plain)


def offer_person(turn: Turn, first: str | None = None) -> Events:
    """Whether they want somebody; `first` says that it was not understood."""
    if first:
        turn.say(first, note="not_understood")
    turn.ask(Question(Reply("utter_offer_person"), "yes_no", YES_NO))
    return [offering("hand_off")]


def needs_a_person(turn: Turn, enquiry: Enquiry, article: Article) -> None:
    """What the article says, then somebody of its team.

    While nobody is here only what holds then is said: when they are back and whom to ring now come with the hand-over,
    and in trouble nobody listens to two numbers.
    """
    council, at = turn.wired.council, turn.wired.clock()
    if "shut" in article.asides and open_team(council, enquiry.team, at) is None:
        turn.say("utter_aside", answer=article.asides["shut"])
    else:
        turn.answer_from(article)
    turn.hand_off("Needs a person", team=enquiry.team, about=enquiry.title)


def in_hand(turn: Turn) -> dict[str, Any]:
    """What the resident was in the middle of, for the adviser's card."""
    form = FormState.from_slot(turn.tracker.get_slot("form"))
    enquiry = turn.wired.council.catalogue.get(form.enquiry) if form else None
    if form is None or enquiry is None:
        others = mentioned(turn)
        return {"team": "contact_centre", "collected": others} if others else {"team": "contact_centre"}
    collected = summary(form, turn.wired.around(spoken=False))
    return {"team": enquiry.team, "about": enquiry.title, "collected": collected | mentioned(turn)}


def mentioned(turn: Turn) -> dict[str, str]:
    """What else they asked about, which the adviser should not have to find out."""
    titles = [turn.wired.council.catalogue[offer["intents"][0]].title for offer in turn.also]
    return {"Also asked about": ", ".join(titles)} if titles else {}
