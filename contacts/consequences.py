"""What an answer leads to: an offer of ours that was open is settled by it, and a call-back by a yes or a no in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from contacts import asked_besides, cries
from contacts.acts import Act, HandOff
from contacts.answering import Answer
from contacts.beside import BESIDE, Beside
from contacts.carrying_out import CarryingOut
from contacts.claims import Claim
from contacts.models import Contact
from contacts.ringing_back import asked_after, call_backs, passing_over
from contacts.speaking import Speaking
from contacts.texts import texting
from contacts.texts.on_request import TextsOnRequest
from council.council import Council
from council.yes_and import Asked


class Consequences:
    def __init__(
        self, council: Council, beside: Beside, texts: TextsOnRequest, carrying: CarryingOut
    ) -> None:
        self._council, self._beside, self._texts, self._carrying = council, beside, texts, carrying

    def acts(
        self,
        session: Session,
        contact: Contact,
        claim: Claim,
        answer: Answer,
        speaking: Speaking,
        at: datetime,
    ) -> list[Act]:
        """What the answer leads to, with an offer of ours that was open settled by it."""
        if answer.besides:
            return self._with_besides(session, contact, claim, answer, answer.besides, speaking, at)
        if answer.by in BESIDE:
            return self._beside.answered(session, contact, claim, answer.by, speaking)
        offer = None if answer.by == "card" else texting.taken_back(contact)
        if answer.by not in ("call_back", "card", "threat"):
            passing_over.let_go(contact)
            if answer.by in ("assistant", "nobody"):
                passing_over.offer_let_go(contact)
            cries.let_go(contact)
        if answer.by == "text":
            return self._texts.acts(session, contact, claim.words, offer, speaking)
        if answer.by == "asked_after":
            asked = asked_after.acts(session, contact, claim.words, self._council, speaking, at)
            # With the numbers for a trouble that is told in it, as anywhere.
            answer = replace(answer, acts=asked)
        if offer and answer.by == "call_back":
            acts = texting.answer(session, contact, offer, claim.said, speaking, self._council, at)
            return self._carrying.made_real(session, contact, claim, acts, speaking, at)
        spoken = answer.by == "assistant" and not claim.value and not claim.in_form
        cancelled = spoken and asked_after.cancelled_beside(session, contact, claim.words)
        acts = self._carrying.acts(session, contact, claim, answer, speaking, at)
        return [speaking.say("call_back_cancelled"), *acts] if cancelled else acts

    def _with_besides(
        self,
        session: Session,
        contact: Contact,
        claim: Claim,
        answer: Answer,
        asked: Asked,
        speaking: Speaking,
        at: datetime,
    ) -> list[Act]:
        """A yes or a no of the call itself, or the question for it once more, with the answer to what was asked."""
        if answer.to_note and not asked.answer and call_backs.noted_enough(contact):
            return self.acts(session, contact, claim, Answer([], "call_back"), speaking, at)
        if asked.answer:
            alone, settled = asked_besides.of_the_answer(claim, asked), Answer([], "call_back")
            first = self.acts(session, contact, alone, settled, speaking, at)
        else:
            first = call_backs.asked_again(contact, speaking)
        if answer.to_note:
            asked_besides.note(contact, answer.to_note)
            return asked_besides.together(first, [speaking.say("call_back_noted")])
        of_it, told = asked_besides.of_what_was_asked(claim, asked), replace(answer, besides=None)
        arranged = contact.taking
        acts = self._carrying.acts(session, contact, of_it, told, speaking, at)
        brings = any(isinstance(act, HandOff) for act in acts) or contact.taking != arranged
        return asked_besides.comes_first(first, acts) if brings else asked_besides.together(first, acts)
