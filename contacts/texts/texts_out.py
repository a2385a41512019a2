"""Texts that leave by themselves, from the outbox: an adviser's lines, a reference that was asked for."""

from __future__ import annotations

from cases.models import OutboxMessage
from cases.outbox import DeliveryFailed, Undeliverable
from contacts.telephone import Telephone, TelephoneError
from contacts.texts.consent import Consent, ConsentingTelephone, NoConsent

KIND = "sms"  # of an OutboxMessage; `to` is then a number in E.164


class TextDelivery:
    """A way out of the outbox. STOP is looked for when a text leaves, not when it is written: it may come between."""

    def __init__(self, telephone: Telephone, consent: Consent) -> None:
        self._telephone = ConsentingTelephone(telephone, consent)

    def deliver(self, message: OutboxMessage) -> None:
        """Raises DeliveryFailed; Undeliverable where the number has said STOP."""
        try:
            self._telephone.text(message.to, message.body)
        except NoConsent as stopped:
            raise Undeliverable(str(stopped)) from None
        except TelephoneError as failed:
            raise DeliveryFailed(str(failed)) from failed
