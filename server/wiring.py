"""Puts the rooms together from the settings: the one place that knows how everything is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from actions.wired import Collaborators
from cases.attempts import Attempts
from cases.gazetteer import Gazetteer
from cases.held_secrets import HeldSecrets
from cases.library.client import LibraryLoans
from cases.outbox import Outbox
from cases.store import CaseStore
from contacts.assistant import RasaAssistant
from contacts.events import Events, events_at
from contacts.models import Channel
from contacts.queue import Queue
from contacts.turns import Turns
from council.council import Council, load_council
from council.danger import DangerWords
from council.words import Words
from database.base import now
from database.engine import Database
from kb.articles import Articles
from kb.search import ArticleSearch
from server.settings import Settings


@dataclass(frozen=True)
class Wiring:
    """Each part is made on first use and then kept."""

    settings: Settings

    @cached_property
    def clock(self) -> Callable[[], datetime]:
        """The present moment for everything a resident is told."""
        if self.settings.pretend_now is None:
            return now
        ahead = self.settings.pretend_now - now()
        return lambda: now() + ahead

    @cached_property
    def council(self) -> Council:
        return load_council(self.settings.council_folder, self.settings.articles_folder)

    @cached_property
    def articles(self) -> Articles:
        return Articles.load(self.settings.articles_folder)

    @cached_property
    def search(self) -> ArticleSearch:
        return ArticleSearch(self.articles)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer.load(self.settings.council_folder / "gazetteer.csv")

    @cached_property
    def words(self) -> Words:
        return Words.load(self.settings.council_folder / "words.yml")

    @cached_property
    def danger(self) -> DangerWords:
        return DangerWords.load(self.settings.council_folder / "danger.yml")

    @cached_property
    def database(self) -> Database:
        return Database.at(self.settings.database_url)

    @cached_property
    def cases(self) -> CaseStore:
        return CaseStore(self.database)

    @cached_property
    def held_secrets(self) -> HeldSecrets:
        return HeldSecrets(self.database, self.settings.secret_key)

    @cached_property
    def events(self) -> Events:
        return events_at(self.settings.redis_url)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.database)

    @cached_property
    def queue(self) -> Queue:
        return Queue(self.database, self.words, self.events, self.clock)

    @cached_property
    def turns(self) -> Turns:
        seconds = {
            Channel.WEBCHAT: self.settings.chat_seconds,
            Channel.PHONE: self.settings.phone_seconds,
        }
        return Turns(
            self.database,
            RasaAssistant(self.settings.rasa_url, self.settings.rasa_token, seconds),
            self.council,
            self.words,
            self.danger,
            self.search,
            self.held_secrets,
            self.events,
            self.clock,
        )

    def collaborators(self) -> Collaborators:
        """What the actions work with."""
        settings = self.settings
        loans = LibraryLoans(
            settings.library_host,
            settings.library_port,
            login=settings.library_login,
            password=settings.library_password,
            institution=settings.library_institution,
            timeout_seconds=settings.library_seconds,
        )
        return Collaborators(
            self.council,
            self.gazetteer,
            self.articles,
            self.search,
            self.cases,
            loans,
            self.held_secrets,
            Attempts(self.database),
            self.clock,
        )
