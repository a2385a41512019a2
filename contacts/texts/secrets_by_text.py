"""Cards and PINs are not asked for by text: they would stay on the phone, and with the network, for anyone to read."""

from __future__ import annotations

from contacts.acts import Act, Ask, AskKind
from contacts.lookups import A_PERSON
from contacts.speaking import Speaking
from council.council import Council


def left_out(acts: list[Act], speaking: Speaking, council: Council) -> list[Act]:
    """The acts; in a text, other words in their place where a secret is asked for. Other channels ask it."""
    if not speaking.by_text or not any(isinstance(act, Ask) and (act.secret or act.private) for act in acts):
        return acts
    return [_refusal(speaking, council)]  # help with giving it would contradict it


def _refusal(speaking: Speaking, council: Council) -> Act:
    """It stays a secret question, so that digits sent all the same are masked; contacts/claims.py holds them back."""
    phone, website = council.identity.phone_display, council.identity.website
    words = speaking.text("text_no_secrets", phone=phone, website=website)
    return Ask(kind=AskKind.CHOICE, text=words, choices=(A_PERSON,), secret=True)
