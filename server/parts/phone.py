"""The phone line: the telephone network, real or played, and the calls that come and go over it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import httpx

from contacts.telephone import Telephone
from contacts.waiting.lost_callers import LostCallers
from contacts.waiting.passing_on import PassingOn
from contacts.waiting.ringing import RING_SECONDS, Ringing
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
from ivr.watch import Watch
from server.parts.service import ServiceParts

DEMO_RING_SECONDS = 90


@dataclass(frozen=True)
class PhoneParts(ServiceParts):
    """Real calls and the simulated ones of the demo go by the same parts."""

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

    @property
    def text_status_url(self) -> str:
        """Where the network tells what became of a text."""
        return f"{self.line.base}/text-status"

    @cached_property
    def line_faults(self) -> LineFaults:
        return LineFaults(self.database, self.clock)

    @cached_property
    def watch(self) -> Watch:
        """The phone line as those see it who watch over it."""
        return Watch(self.database, self.line_faults, self.clock)

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
    def lost_callers(self) -> LostCallers:
        return LostCallers(self.database, self.events, self.ringing, self.clock)
