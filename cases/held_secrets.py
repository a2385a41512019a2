"""Keeps a PIN out of Rasa, the transcript and the logs: they carry a token, only the library gets the PIN."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import timedelta

from cryptography.fernet import Fernet
from sqlalchemy import delete

from cases.models import HeldSecret
from database.base import now
from database.engine import Database

PREFIX = "held:"
KEPT_FOR = timedelta(minutes=30)  # a form left open longer asks again


class SecretGone(LookupError):
    """The secret was used, has expired or never was; it must be asked for again."""


class HeldSecrets:
    def __init__(self, database: Database, secret_key: str) -> None:
        self._database = database
        digest = hashlib.sha256(b"held-secrets:" + secret_key.encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(digest))

    def hold(self, secret: str) -> str:
        """Seal a secret. Returns the token that stands for it, such as held:Zk3..."""
        token = PREFIX + secrets.token_urlsafe(16)
        with self._database.session() as session:
            session.execute(delete(HeldSecret).where(HeldSecret.expires_at < now()))
            sealed = self._fernet.encrypt(secret.encode()).decode()
            session.add(HeldSecret(token=token, sealed=sealed, expires_at=now() + KEPT_FOR))
        return token

    def look(self, token: str) -> str:
        """The secret, which stays.

        Raises:
            SecretGone: it is not there any more.
        """
        with self._database.reading() as session:
            held = session.get(HeldSecret, token)
            if held is None or held.expires_at < now():
                raise SecretGone
            return self._fernet.decrypt(held.sealed.encode()).decode()

    def take(self, token: str) -> str:
        """The secret, which is forgotten by being taken.

        Raises:
            SecretGone: it is not there any more.
        """
        with self._database.session() as session:
            held = session.get(HeldSecret, token, with_for_update=True)  # of two at once, one gets it
            if held is None or held.expires_at < now():
                raise SecretGone
            session.delete(held)
            return self._fernet.decrypt(held.sealed.encode()).decode()
