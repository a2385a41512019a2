"""A PIN is not asked for by text: it would stay on the phone, and with the network, for anyone to read."""

from __future__ import annotations

from contacts.acts import Act, Ask, AskKind
from contacts.lookups import A_PERSON
from contacts.speaking import Speaking
from council.council import Council


def left_out(acts: list[Act], speaking: Speaking, council: Council) -> list[Act]:
    """The acts, in a text with other words where a secret is asked for. Other channels ask it."""
    if not speaking.by_text:
        return acts
    return [_refusal(speaking, council) if isinstance(act, Ask) and act.secret else act for act in acts]


def _refusal(speaking: Speaking, council: Council) -> Act:
    """It stays a secret question, so that digits sent all the same are masked; contacts/claims.py holds them back."""
    phone, website = council.identity.phone_display, council.identity.website
    words = speaking.text("text_no_secrets", phone=phone, website=website)
    return Ask(kind=AskKind.CHOICE, text=words, choices=(A_PERSON,), secret=True)
