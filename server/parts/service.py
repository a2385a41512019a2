"""The service itself, by whatever channel: the database, the assistant, contacts, cases and promises to ring back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cases.held_secrets import HeldSecrets
from cases.store import CaseStore
from contacts.assistant import RasaAssistant
from contacts.events import Events, events_at
from contacts.models import Channel
from contacts.ringing_back.calling_back import CallingBack
from contacts.texts.consent import Consent
from contacts.turns import Turns
from contacts.waiting.places import Places
from contacts.waiting.tasks import Tasks
from contacts.waiting.voicemail import Voicemails
from database.base import now
from database.engine import Database
from server.parts.council import CouncilParts


@dataclass(frozen=True)
class ServiceParts(CouncilParts):
    """What both the phone line and the studio build on."""

    @cached_property
    def clock(self) -> Callable[[], datetime]:
        """The present moment for everything a resident is told."""
        if self.settings.pretend_now is None:
            return now
        ahead = self.settings.pretend_now - now()
        return lambda: now() + ahead

    @cached_property
    def database(self) -> Database:
        return Database.at(self.settings.database_url)

    @cached_property
    def events(self) -> Events:
        return events_at(self.settings.redis_url)

    @cached_property
    def cases(self) -> CaseStore:
        return CaseStore(self.database)

    @cached_property
    def held_secrets(self) -> HeldSecrets:
        return HeldSecrets(self.database, self.settings.secret_key)

    @cached_property
    def assistant(self) -> RasaAssistant:
        seconds = {
            Channel.WEBCHAT: self.settings.chat_seconds,
            Channel.PHONE: self.settings.phone_seconds,
            Channel.TEXT: self.settings.chat_seconds,
        }
        return RasaAssistant(self.settings.rasa_url, self.settings.rasa_token, seconds)

    @cached_property
    def turns(self) -> Turns:
        return Turns(
            self.database,
            self.assistant,
            self.council,
            self.words,
            self.danger,
            self.search,
            self.held_secrets,
            self.events,
            self.clock,
            records_calls=self.settings.record_calls,
            pages=f"{self.settings.public_base}/chat/articles",
        )

    @cached_property
    def consent(self) -> Consent:
        return Consent(self.database, self.clock)

    @cached_property
    def calling_back(self) -> CallingBack:
        return CallingBack(self.database, self.council, self.words, self.events, self.clock)

    @cached_property
    def places(self) -> Places:
        return Places(self.database, self.council, self.clock)

    @cached_property
    def voicemails(self) -> Voicemails:
        return Voicemails(self.database, self.cases, self.council, self.clock)

    @cached_property
    def tasks(self) -> Tasks:
        records = self.settings.record_calls
        return Tasks(self.database, self.council, self.events, self.clock, records=records)
