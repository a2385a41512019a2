"""Small talk on the phone that answers nothing: counted, or the end of the call."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from contacts import small_talk
from contacts.acts import End
from contacts.answering import Answer
from contacts.claims import Claim
from contacts.lookups import (
    is_served,
    last_ask,
)
from contacts.models import Contact
from contacts.speaking import Speaking


def led_nowhere(
    session: Session, contact: Contact, answer: Answer, claim: Claim, speaking: Speaking
) -> Answer:
    """On the phone, small talk that answers nothing is counted as not understood; a "no" among it is asked about."""
    if not speaking.spoken or answer.by != "assistant" or claim.value or answer.besides:
        return answer
    asked, counted = last_ask(session, contact), answer.notes | {"not_understood"}
    intent = (answer.understanding or {}).get("intent")
    all_done = small_talk.is_all_done(asked, claim.words) and is_served(session, contact)
    if all_done or small_talk.is_wrong_number(asked, claim.words):
        return replace(answer, acts=[speaking.say("goodbye"), End()], notes=frozenset())
    served = small_talk.is_plain_no(claim.words) and is_served(session, contact)
    if small_talk.is_no_goodbye(asked, claim.words, intent, answer.acts, served=served):
        return replace(answer, acts=[speaking.ask("phone_greeting_again")], notes=counted)
    nowhere = small_talk.leads_nowhere(asked, intent, answer.acts)
    nowhere = nowhere and not small_talk.is_a_greeting_back(claim.number, intent)
    return replace(answer, notes=counted) if nowhere else answer
