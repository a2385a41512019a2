"""Yes and no, to whatever was offered last."""

from __future__ import annotations

from actions import interpreter
from actions.base import CouncilAction, Events, Turn, offering
from actions.by_name.answers import put_through
from actions.by_name.offers import offered_again, only_one_offered
from actions.conversation.small_talk import close
from actions.conversation.unsure import if_unsure
from actions.conversation.which_enquiry import A_PERSON, which_again
from actions.named_person import asked_by_name
from actions.people import in_hand, offer_person
from forms.replies import Question, Reply


class ActionAffirm(CouncilAction):
    def name(self) -> str:
        return "action_affirm"

    def act(self, turn: Turn) -> Events:
        if somebody := if_unsure(turn) or asked_by_name(turn, in_hand(turn)):
            return somebody
        offer = turn.tracker.get_slot("offer")
        if person := only_one_offered(turn):
            return put_through(turn, person, in_hand(turn))
        if (which := offered_again(turn, in_hand(turn)) or which_again(turn)) is not None:
            return which
        if offer == "hand_off":
            turn.hand_off("Asked to speak to a person", **in_hand(turn))
            return [offering(None)]
        if offer == "emergency":
            turn.hand_off("Danger to life", urgent=True, **in_hand(turn))
            return [offering(None)]
        if offer == "helped":
            turn.say("utter_glad_it_helped")
        if turn.number == 1 and not offer:  # to our hello, before anything was asked
            turn.ask(Question(Reply("utter_greet")))
            return [offering(None)]
        if turn.also:
            turn.ask_if_anything_else()
            return [offering(None)]
        turn.ask(Question(Reply("utter_ask_what_else")))
        return [offering(None)]


class ActionDeny(CouncilAction):
    def name(self) -> str:
        return "action_deny"

    def act(self, turn: Turn) -> Events:
        if somebody := if_unsure(turn) or asked_by_name(turn, in_hand(turn)):
            return somebody
        if interpreter.is_wanted(turn):  # "no understand"
            return interpreter.brought(turn, in_hand(turn))
        offer = turn.tracker.get_slot("offer")
        if offer == "helped":
            return offer_person(turn)
        if offer in ("hand_off", "emergency"):
            turn.ask(Question(Reply("utter_ask_in_other_words")))
            return [offering(None)]
        if isinstance(offer, dict) and offer.get("people"):  # none of those of that name
            return offer_person(turn)
        if isinstance(offer, dict) and offer.get("asked"):  # none of those that were guessed at
            turn.ask(Question(Reply("utter_ask_in_other_words"), "open", () if turn.spoken else (A_PERSON,)))
            return [offering(None)]
        if isinstance(offer, dict):  # no, not that one
            turn.ask_if_anything_else()
            return [offering(None)]
        return close(turn)
