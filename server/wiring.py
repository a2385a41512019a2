"""Puts the rooms together from the settings: the one place that knows how everything is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from threading import Thread

import httpx

from actions.wired import Collaborators
from cases.attempts import Attempts
from cases.gazetteer import Gazetteer
from cases.held_secrets import HeldSecrets
from cases.library.client import LibraryLoans
from cases.outbox import ByKind, Outbox
from cases.store import CaseStore
from contacts.answering_model import AnsweringModel
from contacts.assistant import RasaAssistant
from contacts.events import Events, events_at
from contacts.models import Channel
from contacts.ringing_back.calling_back import CallingBack
from contacts.telephone import Telephone
from contacts.texts.consent import Consent
from contacts.texts.texts_out import TextDelivery
from contacts.turns import Turns
from contacts.waiting.leaving import Leaving
from contacts.waiting.lost_callers import LostCallers
from contacts.waiting.passing_on import PassingOn
from contacts.waiting.places import Places
from contacts.waiting.queue import Queue
from contacts.waiting.ringing import RING_SECONDS, Ringing
from contacts.waiting.tasks import Tasks
from contacts.waiting.voicemail import Voicemails
from council.council import Council, load_council
from council.danger import DangerWords
from council.directory.directory import Directory, directory_of
from council.words import Words
from database.base import now
from database.engine import Database
from ivr.calls import Calls
from ivr.faults import LineFaults
from ivr.foreign import foreign_sentences
from ivr.outgoing.call_backs import CallBackCalls
from ivr.outgoing.kept_recordings import KeptRecordings
from ivr.outgoing.spent_queues import SpentQueues
from ivr.outgoing.telephone import TwilioTelephone
from ivr.outgoing.twilio_rest import TwilioRest
from ivr.simulator.network import Network
from ivr.simulator.own_webhook import OwnWebhookOnly
from ivr.simulator.switchboard import Switchboard
from ivr.texting.arrivals import Arrivals
from ivr.twiml import Line
from ivr.waiting.waiting_line import WaitingLine
from ivr.watch import Watch
from kb.articles import Articles
from kb.said import Said, said_of_articles
from kb.search import ArticleSearch
from server import training
from server.draft_ears import ModelEars
from server.live.models import ReleaseModels
from server.settings import ROOT, Settings
from studio.drafts.drafts import Drafts
from studio.ears import RasaEars
from studio.inbox.gathering import Gathering
from studio.inbox.vectors import vectors_of
from studio.releasing.releases import Releases
from studio.releasing.scores import Compared
from studio.trying.nearest import Nearest
from studio.trying.trial import Trial
from studio.trying.tryings import Tryings
from studio.workshop.comparison import Comparisons
from studio.workshop.depends import Dependencies
from studio.workshop.jobs import Jobs

# What does not come from the council's files, or must not be another when they are read anew: the clock, doors to other
# systems, and what people are in the middle of.
SHARED = (
    "clock",
    "database",
    "events",
    "assistant",
    "twilio",
    "switchboard",
    "network",
    "releases",
    "live_ears",
)
DEMO_RING_SECONDS = 90
PHRASE_VECTORS = ROOT / ".cache" / "studio" / "phrases.npz"  # kept for the next start, as those of search are
VECTORS = ROOT / ".cache" / "search" / "vectors.npz"  # of articles and phrases, kept for the next start


@dataclass(frozen=True)
class Wiring:
    """Each part is made on first use and then kept."""

    settings: Settings

    def renewed(self) -> Wiring:
        """The same with the council's files read anew, all of them before this returns, so that a mistake shows here.

        Raises:
            CouncilDataError: a file has mistakes, each with file, line and remedy.
        """
        new = Wiring(self.settings)
        for name in SHARED:
            vars(new)[name] = getattr(self, name)  # as cached_property keeps it
        if (
            "search" in vars(self) and new.searched == self.searched
        ):  # an alert: what is searched is as it was
            for name in ("articles", "said", "search"):
                vars(new)[name] = getattr(self, name)
        elif "search" in vars(self):  # the worker, for one, never searches
            vars(new)["search"] = new.whole_search()
        for part in ("council", "directory", "articles", "gazetteer", "words", "danger"):
            getattr(new, part)
        return new

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
    def directory(self) -> Directory:
        return directory_of(self.council)

    @cached_property
    def articles(self) -> Articles:
        return Articles.load(self.settings.articles_folder)

    @cached_property
    def searched(self) -> frozenset[tuple[str, int, int]]:
        """The files that search learns from, as they are when this is first asked: path, time of change and size."""
        content = self.settings.content_folder
        folders = (self.settings.articles_folder, content / "data" / "nlu", content / "council" / "services")
        return frozenset(
            (str(path), status.st_mtime_ns, status.st_size)
            for folder in folders
            for path in folder.rglob("*.*")
            if (status := path.stat())
        )

    @cached_property
    def said(self) -> Said:
        return said_of_articles(self.settings.content_folder / "data" / "nlu", self.council.catalogue)

    @cached_property
    def search(self) -> ArticleSearch:
        """By keywords at once, and by meaning as soon as a thread has read the vectors, or made them."""
        _ = self.searched  # before they are read
        search = ArticleSearch(self.articles, self.said)
        Thread(target=self.learn_meaning, args=(search,), name="search", daemon=True).start()
        return search

    def whole_search(self) -> ArticleSearch:
        """Search that is ready in every way when this returns, for a command that asks once."""
        search = ArticleSearch(self.articles, self.said)
        self.learn_meaning(search)
        return search

    def learn_meaning(self, search: ArticleSearch) -> None:
        if self.settings.encoder_folder:
            search.learn_meaning(self.settings.encoder_folder, VECTORS)

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
    def drafts(self) -> Drafts:
        return Drafts(self.settings.content_folder, self.settings.drafts_folder, self.database, self.clock)

    @cached_property
    def gathering(self) -> Gathering:
        """What fills the studio's inbox."""
        return Gathering(
            self.database,
            partial(
                vectors_of,
                self.settings.encoder_folder,
                tuple(sorted({address.locality for address in self.gazetteer})),
            ),
            self.gazetteer.streets,
            timedelta(days=self.settings.inbox_days),
            self.clock,
        )

    @cached_property
    def live_ears(self) -> RasaEars:
        return RasaEars(self.settings.rasa_url, self.settings.rasa_token)

    @cached_property
    def draft_ears(self) -> ModelEars:
        return ModelEars(self.drafts)

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
        return Outbox(self.database, ByKind({"sms": self._text_delivery}))

    @property
    def _text_delivery(self) -> TextDelivery:
        return TextDelivery(self.telephone, self.consent, self.text_status_url)

    @property
    def text_status_url(self) -> str:
        """Where the network tells what became of a text."""
        return f"{self.line.base}/text-status"

    @cached_property
    def queue(self) -> Queue:
        return Queue(self.database, self.words, self.events, self.clock, self.outbox)

    @cached_property
    def consent(self) -> Consent:
        return Consent(self.database, self.clock)

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
    def line_faults(self) -> LineFaults:
        return LineFaults(self.database, self.clock)

    @cached_property
    def arrivals(self) -> Arrivals:
        return Arrivals(self.database, self.clock)

    @cached_property
    def recordings(self) -> KeptRecordings:
        days = self.settings.recording_days
        return KeptRecordings(self.database, self.twilio, days, self.line_faults, self.clock)

    @cached_property
    def spent_queues(self) -> SpentQueues:
        return SpentQueues(self.database, self.twilio, self.line_faults, self.clock)

    @cached_property
    def watch(self) -> Watch:
        """The phone line as those see it who watch over it."""
        return Watch(self.database, self.line_faults, self.clock)

    @cached_property
    def twilio(self) -> TwilioRest:
        chosen = self.settings
        return TwilioRest(chosen.twilio_account_sid, chosen.twilio_auth_token, chosen.twilio_api)

    @cached_property
    def switchboard(self) -> Switchboard:
        """The calls of the demo, those placed by us too, so that each can be moved."""
        return Switchboard()

    @cached_property
    def network(self) -> Network:
        """The telephone network of the demo, where placed calls ring on a page."""
        chosen = self.settings
        own = OwnWebhookOnly(chosen.public_base, chosen.web_url, httpx.HTTPTransport())
        return Network(
            httpx.Client(transport=own, trust_env=False),
            [chosen.twilio_number],
            account_sid=chosen.twilio_account_sid,
            auth_token=chosen.twilio_auth_token,
            switchboard=self.switchboard,
        )

    @cached_property
    def telephone(self) -> Telephone:
        return TwilioTelephone(self.twilio, self.settings.twilio_number, self.line_faults)

    @cached_property
    def line(self) -> Line:
        """How the council's line sounds, and where its webhooks are."""
        settings = self.settings
        return Line(
            base=f"{settings.public_base}/ivr",
            voice=settings.voice,
            speech_model=settings.speech_model,
            caller_id=settings.twilio_number,
            hints=(*self.council.catalogue.hints(), *self.directory.names_given_out()),
            streets=tuple(self.gazetteer.streets),
            workflow_sid=settings.taskrouter_workflow,
            foreign=foreign_sentences(self.council.languages, self.words, settings.voice),
            records=settings.record_calls,
        )

    @cached_property
    def calling_back(self) -> CallingBack:
        return CallingBack(self.database, self.council, self.words, self.events, self.clock)

    @cached_property
    def call_back_calls(self) -> CallBackCalls | None:
        """None where call-backs are not made by ourselves."""
        if not self.settings.ring_call_backs:
            return None
        return CallBackCalls(
            self.calling_back, self.telephone, self.council, self.words, self.line, self.clock
        )

    @cached_property
    def ringing(self) -> Ringing | None:
        """None where the network chooses the adviser itself (TaskRouter)."""
        if self.settings.taskrouter_workflow:
            return None
        return Ringing(
            self.database,
            self.council,
            self.events,
            self.telephone,
            self.line.base,
            self.clock,
            # Whoever tries the phone page alone must find the adviser's telephone on it while it rings.
            ring_seconds=DEMO_RING_SECONDS if self.settings.plays_network else RING_SECONDS,
        )

    @cached_property
    def passing_on(self) -> PassingOn:
        return PassingOn(
            self.database, self.council, self.words, self.events, self.telephone, self.line.base, self.clock
        )

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

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self.database)

    @cached_property
    def tryings(self) -> Tryings:
        return Tryings(self.database)

    @cached_property
    def nearest(self) -> Nearest:
        return Nearest(self.settings.encoder_folder, PHRASE_VECTORS)

    @cached_property
    def trial(self) -> Trial:
        return Trial(self.tryings, self.nearest, training.current_model)

    @cached_property
    def comparisons(self) -> Comparisons:
        return Comparisons(self.database, depends=Dependencies(self.settings.content_folder))

    def waiting_line(self, calls: Calls) -> WaitingLine | None:
        """None where callers are put straight through."""
        if self.ringing is None and not self.settings.taskrouter_workflow:
            return None
        return WaitingLine(
            self.places,
            self.ringing,
            Leaving(self.database, self.words, self.events, self.clock),
            self.queue,
            self.turns,
            calls,
            self.council,
            self.words,
            self.line,
            self.lost_callers,
            self.tasks if self.settings.taskrouter_workflow else None,
        )

    @cached_property
    def lost_callers(self) -> LostCallers:
        return LostCallers(self.database, self.events, self.ringing, self.clock)

    @cached_property
    def releases(self) -> Releases:
        chosen = self.settings
        return Releases(
            chosen.content_folder,
            chosen.state_folder,
            self.database,
            self.drafts,
            Compared(self.comparisons),
            ReleaseModels(chosen.content_folder),
            AnsweringModel(chosen.rasa_urls, chosen.rasa_token),
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
            self.directory,
            self.clock,
        )
