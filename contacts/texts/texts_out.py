"""Texts that leave by themselves, from the outbox: an adviser's lines, a reference that was asked for."""

from __future__ import annotations

from cases.models import OutboxMessage
from cases.outbox import DeliveryFailed, Undeliverable
from contacts.telephone import Telephone, TelephoneError
from contacts.texts.consent import Consent, ConsentingTelephone, NoConsent

KIND = "sms"  # of an OutboxMessage; `to` is then a number in E.164


class TextDelivery:
    """A way out of the outbox. STOP is looked for when a text leaves, not when it is written: it may come between."""

    def __init__(self, telephone: Telephone, consent: Consent, status_url: str | None = None) -> None:
        """`status_url` is told what becomes of each text, with the message's number in the outbox as its `m`."""
        self._telephone, self._status_url = ConsentingTelephone(telephone, consent), status_url

    def deliver(self, message: OutboxMessage) -> None:
        """Raises DeliveryFailed; Undeliverable where the number has said STOP."""
        try:
            status_url = f"{self._status_url}?m={message.id}" if self._status_url else None
            self._telephone.text(message.to, message.body, status_url=status_url)
        except NoConsent as stopped:
            raise Undeliverable(str(stopped)) from None
        except TelephoneError as failed:
            raise DeliveryFailed(str(failed)) from failed
