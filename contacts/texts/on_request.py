"""A text that a caller asks for in their own words: "text me the link", "can you text me instead".

What is sent is what was told last: the page of the answer, where to pay, or the reference of their report. Where
nothing was, or where they would rather write, it is a text that they can answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.models import Case, OutboxMessage
from cases.phones import takes_texts
from cases.references import shown
from contacts.acts import Act, Ask
from contacts.lookups import last_ask
from contacts.models import Contact, Turn
from contacts.speaking import Speaking
from contacts.texts.consent import has_stopped
from contacts.texts.texting import PAYING, opened
from contacts.texts.texts_out import KIND
from council.council import Council

LONGEST = 14  # words
# Nothing else may stand beside it: "text me when my bin comes" is an enquiry, and "stop texting me" the opposite.
_BESIDE = frozenset(
    """yes yeah ok okay actually sorry please pls just can could would will you u i id rather prefer like want to if
    maybe instead hi hello oh well text txt message sms send me it that this them the a an link links address page
    website web site details info information number reference ref answer
    over through by via in as on my phone mobile have get
    give us for so be able possible possibly then and all also do thanks thank cheers one with
    im am deaf hard of hearing impaired cant cannot hear well properly because""".split()
)
_A_TEXT = frozenset(("text", "txt", "sms"))
_TO_SEND = frozenset(("send", "get", "have"))
_BY_PHONE = frozenset(("phone", "mobile", "link", "links", "message"))
_INSTEAD = re.compile(
    r"(?i)\b(?:instead|text you|rather text|by text please)\b|^\W*(?:(?:can|could) i )?text\W*$"
)
_A_REFERENCE = re.compile(r"(?i)\b(?:reference|ref|number)\b")
_A_PAGE = re.compile(r"(?i)\b(?:links?|page|website|site|address|details|info(?:rmation)?)\b")
# "Will I get a text" wants to know; "will you text me" wants one.
_ASKS_WHETHER = re.compile(
    r"(?i)^\W*(?:(?:and|so|ok|okay|but|oh|well)\W+)*(?:will|do|would|shall|am|should) (?:i|we)\b"
    r"(?! be able to)"
)


def wants_a_text(words: str) -> bool:
    """Whether this asks for a text, and for nothing else."""
    if _ASKS_WHETHER.match(words):
        return False
    said = re.sub(r"[^\w\s]", "", words.casefold()).split()
    if not 0 < len(said) <= LONGEST or not set(said) <= _BESIDE:
        return False
    sent = bool(_TO_SEND & set(said)) and bool(_BY_PHONE & set(said)) and "send" in said
    return bool(_A_TEXT & set(said)) or sent


@dataclass(frozen=True)
class TextsOnRequest:
    """`pages`: the address under which articles are read, without a slash at its end; "" where there is none."""

    council: Council
    pages: str

    def acts(
        self, session: Session, contact: Contact, words: str, offer: dict[str, Any] | None, speaking: Speaking
    ) -> list[Act]:
        """What is said, and the question that was open. The text is stored with the turn; the outbox sends it.

        `offer`: of a text or a payment, which this passed over; the question before it is asked then.
        """
        before = Ask.model_validate(offer["asked"]) if offer else last_ask(session, contact)
        asked = before or Ask(text=speaking.text("anything_else"))
        asked = asked.model_copy(update={"text": asked.again or asked.text})
        caller = contact.caller
        if caller is None or not takes_texts(caller):
            return [speaking.say("text_no_mobile", website=self.council.identity.website), asked]
        if has_stopped(session, caller):
            return [speaking.say("text_stopped_before"), asked]
        body, case = self._body(session, contact, words, speaking)
        ending = " ".join(caller[-4:])
        told = speaking.say("text_is_coming", ending=ending)
        if body is None:
            body = speaking.texted("text_to_answer", council=self.council.identity.short_name)
            told = speaking.say("text_to_answer_is_coming", ending=ending)
        session.add(
            OutboxMessage(
                kind=KIND,
                to=caller,
                subject="Asked for on the phone",
                body=body,
                case_id=case.id if case else None,
            )
        )
        return [told, asked]

    def _body(
        self, session: Session, contact: Contact, words: str, speaking: Speaking
    ) -> tuple[str | None, Case | None]:
        """What was told last, as a text; None where nothing was, or they would rather write."""
        if _INSTEAD.search(words):
            return None, None
        case, told = opened(session, contact), _told(session, contact)
        council = self.council.identity
        newest = case is not None and (told is None or case.opened_at >= told.claimed_at)
        if case and not _A_PAGE.search(words) and (newest or _A_REFERENCE.search(words)):
            reference = shown(case.reference)
            return speaking.texted("text_reference", council=council.short_name, reference=reference), case
        if told is None:
            return None, None
        paying = self.council.catalogue.known_as(PAYING)
        if paying and told.article == paying.article:
            page = council.payment_page
            return speaking.texted("text_payment", council=council.short_name, page=page), None
        link = f"{self.pages}/{told.article}" if self.pages else council.website
        title = next(act["source"]["title"] for act in told.acts or () if act.get("source"))
        return speaking.texted("text_link", council=council.short_name, title=title, link=link), None


def _told(session: Session, contact: Contact) -> Turn | None:
    """The turn in which an article was told last."""
    query = select(Turn).where(Turn.contact_id == contact.id, Turn.article.is_not(None))
    return session.scalars(query.order_by(Turn.number.desc()).limit(1)).first()
