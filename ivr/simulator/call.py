"""A telephone call without a telephone: rings the webhook as Twilio would and acts both people's parts."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection

import httpx

from database.base import now
from ivr.simulator.adviser import Dialled, new_call_sid
from ivr.simulator.caller import CallerLeg
from ivr.simulator.gathering import OpenGather
from ivr.simulator.happenings import Ending, Fault, Heard, Kind, NotNow, State, Who
from ivr.simulator.identity import Identity
from ivr.simulator.leg import Line
from ivr.simulator.relaying import Wire
from ivr.simulator.reports import ENDED_ONLY, StatusReports
from ivr.simulator.webhook import Exchange, Stopwatch, Webhook

# What Twilio puts in From when the caller withholds their number. VOICE_FACTS, section 2.
WITHHELD = "anonymous"
GOING = tuple(state for state in State if state not in {State.NOT_DIALLED, State.RINGING, State.ENDED})
TALK_SECONDS = 60  # how long caller and adviser talk unless a test says otherwise


class SimulatedCall:
    """One call. Each step goes as far as it can without anybody, then `state` says whose move it is.

    Nothing sleeps: `clock` counts the seconds of pauses, time-outs, ringing and talk.

    Args:
        voice_url: the webhook, exactly as it would be entered at Twilio; signatures cover this address.
        caller: in full international form, or WITHHELD.
        status_callback: told when the call is over.
        fallback_url: asked when any document of the call fails.
        full_queues: names of queues that take nobody more.
        stopwatch: real seconds, for the webhook's deadline; tests put in their own.
        wire: how ConversationRelay reaches the application; without one it cannot.
    """

    direction = "inbound"
    status_events: Collection[str] = ENDED_ONLY
    status_callback_method = "POST"

    def __init__(
        self,
        http: httpx.Client,
        voice_url: str,
        *,
        auth_token: str,
        account_sid: str,
        caller: str = "+447700900123",
        called: str = "+441632960001",
        status_callback: str | None = None,
        fallback_url: str | None = None,
        full_queues: Collection[str] = (),
        stopwatch: Stopwatch = time.monotonic,
        wire: Wire | None = None,
    ) -> None:
        self.call_sid = new_call_sid()
        self.caller, self.called = caller, called
        self.made_at = now()
        self._voice_url = voice_url
        self._line = Line(Webhook(http, auth_token, stopwatch=stopwatch), wire or Wire())
        identity = Identity(self.call_sid, account_sid, caller, called, fallback_url, self.direction)
        reports = StatusReports(
            self._line.webhook, status_callback, self.status_events, self.status_callback_method
        )
        self._caller = CallerLeg(self._line, identity, frozenset(full_queues), reports)
        self._dialled_yet = False
        self._mark = 0

    # What the caller does

    def dial(self) -> SimulatedCall:
        if self._dialled_yet:
            raise NotNow("This call has been dialled; make another.")
        self._dialled_yet = True
        self._caller.go(self._voice_url, "POST", {})
        self._caller.carry_out()
        return self

    def says(self, words: str, confidence: float | None = 0.92) -> SimulatedCall:
        """The caller speaks. Where only keys are taken nothing hears it and the time runs out."""
        self._step(State.LISTENING, State.RELAYED, State.RECORDING)
        if self._caller.relay:
            self._caller.over_relay(type="prompt", voicePrompt=words, lang="en-GB", last=True)
            return self
        recording = self._caller.recording
        if recording:
            self._line.clock += recording.add(words)
            if recording.full:
                self._caller.stop_recording("")
        elif self._caller.gather:
            self._caller.take(self._caller.gather.said(words, confidence))
        return self

    def presses(self, keys: str) -> SimulatedCall:
        """Keys one after the other. Those past what is asked for, or where none are taken, are lost.

        Over ConversationRelay the application decides when a number is whole: end one with #.
        """
        if not keys or set(keys) - set("0123456789*#"):
            raise ValueError(f"a phone has no keys {keys!r}")
        self._step(State.LISTENING, State.RELAYED, State.RECORDING, State.BRIDGED, State.QUEUED)
        caller = self._caller
        if caller.relay:
            for key in keys[:-1]:
                caller.relay.send(type="dtmf", digit=key)
            caller.over_relay(type="dtmf", digit=keys[-1])
        elif caller.recording:
            ending = next((key for key in keys if caller.recording.ends_on(key)), None)
            if ending:
                caller.stop_recording(ending)
        elif caller.gather:
            caller.take(caller.gather.pressed(keys))
        elif caller.dialled and "*" in keys and caller.dialled.verb.flag("hangupOnStar"):
            caller.dialled.hangs_up()
            caller.settle_dial()
        return self

    def stays_silent(self) -> SimulatedCall:
        """Until the question, the recording or this stretch of waiting runs out."""
        self._step(State.LISTENING, State.RELAYED, State.RECORDING, State.QUEUED, silent=True)
        caller = self._caller
        if caller.relay:
            self._line.wire.time_passes()
            caller.over_relay()
        elif caller.recording:
            self._line.clock += caller.recording.silence_seconds
            caller.stop_recording("")
        elif caller.gather:
            caller.take(caller.gather.silence())
        else:
            caller.wait_longer()
        return self

    def breaks_in(self, heard: str) -> SimulatedCall:
        """While ConversationRelay speaks, when this much has been heard. What they say comes next."""
        self._step(State.RELAYED)
        if self._caller.relay:
            self._caller.relay.send(
                type="interrupt", utteranceUntilInterrupt=heard, durationUntilInterruptMs=460
            )
        return self

    def relay_drops(self) -> SimulatedCall:
        """The WebSocket breaks; the caller is still there."""
        self._step(State.RELAYED)
        self._caller.relay_drops()
        return self

    def hangs_up(self) -> SimulatedCall:
        self._step(*GOING)
        self._caller.hang_up()
        return self

    # What happens at the other end

    def adviser_answers(self, number: int = 0) -> SimulatedCall:
        """An adviser picks up, of several numbers the one at this place, or takes a caller from the queue."""
        if self.in_queue and self.state is not State.BRIDGED:
            self._step(State.QUEUED, State.LISTENING)
            if self._caller.queue:
                self._caller.queue.bridged = True
            self._caller.gather = None
            return self
        self._step(State.DIALLING)
        return self._settled(lambda dialled: dialled.answers(number))

    def joined(
        self, url: str, method: str = "POST", parted: Callable[[], None] | None = None
    ) -> SimulatedCall:
        """An adviser's own call takes the caller from the queue: see ivr/simulator/placing.py and network.py. `parted`
        is told when their talk is over."""
        self._step(State.QUEUED, State.LISTENING)
        self._caller.join(url, method, parted)
        return self

    def adviser_presses(self, key: str) -> SimulatedCall:
        self._step(State.WHISPERING)
        return self._settled(lambda dialled: dialled.presses(key))

    def adviser_stays_silent(self) -> SimulatedCall:
        """Answered, but nobody presses a key: an answering machine, or a phone in a pocket."""
        self._step(State.WHISPERING)
        return self._settled(lambda dialled: dialled.stays_silent())

    def adviser_hangs_up(self, after_seconds: int = TALK_SECONDS) -> SimulatedCall:
        """During the whisper this refuses the call; after talking it ends the talk, `after_seconds` later."""
        self._step(State.WHISPERING, State.BRIDGED)
        if self.state is State.BRIDGED:
            self._line.clock += after_seconds
        if self._caller.queue:
            self._caller.leave_queue("bridged")
            self._caller.carry_out()
            return self
        return self._settled(lambda dialled: dialled.hangs_up())

    def adviser_is_busy(self) -> SimulatedCall:
        return self._not_reached("busy")

    def adviser_does_not_answer(self) -> SimulatedCall:
        return self._not_reached("no-answer")

    def dial_fails(self) -> SimulatedCall:
        """The network cannot reach the number at all."""
        return self._not_reached("failed")

    # What is done to it by REST

    def moves_to(self, url: str, method: str = "POST") -> SimulatedCall:
        """The call leaves what it is doing and asks this address instead."""
        self._step(*GOING)
        self._caller.move(url, method)
        return self

    def is_ended(self) -> SimulatedCall:
        self._step(*GOING)
        self._caller.hang_up(Ending.LINE_HUNG_UP)
        return self

    # What can be seen

    @property
    def status(self) -> str:
        """As Twilio calls it: ringing, in-progress, completed, busy and so on."""
        return self._caller.status

    @property
    def answered_at(self) -> float | None:
        """When somebody answered, by the simulated clock."""
        return self._caller.answered_at

    @property
    def seconds_up(self) -> int:
        """How long it has lasted since it was answered."""
        return self._caller.seconds_up

    @property
    def state(self) -> State:
        caller = self._caller
        if not self._dialled_yet:
            return State.NOT_DIALLED
        if caller.ending:
            return State.ENDED
        if caller.dialled:
            return caller.dialled.state
        if caller.relay:
            return State.RELAYED
        if caller.recording:
            return State.RECORDING
        if caller.queue and caller.queue.bridged:
            return State.BRIDGED
        return State.LISTENING if caller.gather else State.QUEUED

    @property
    def heard(self) -> list[Heard]:
        """Everything anybody heard, in order."""
        return list(self._line.heard)

    @property
    def heard_since_last(self) -> list[Heard]:
        """What was heard as a result of the last step."""
        return self._line.heard[self._mark :]

    @property
    def words(self) -> str:
        """The words the caller heard as a result of the last step, in one line."""
        return _words(self.heard_since_last, Who.CALLER)

    @property
    def whispered(self) -> str:
        """All words said to the adviser in private, in one line."""
        return _words(self.heard, Who.ADVISER)

    @property
    def gather(self) -> OpenGather | None:
        """The question the caller is being asked."""
        return self._caller.gather

    @property
    def adviser_gather(self) -> OpenGather | None:
        """The question the adviser is being asked during the whisper."""
        return (
            self._caller.dialled.leg.gather
            if self.state is State.WHISPERING and self._caller.dialled
            else None
        )

    @property
    def in_queue(self) -> str | None:
        """The queue the caller is in, also while its wait document asks something."""
        return self._caller.queue.name if self._caller.queue else None

    @property
    def ringing_numbers(self) -> list[str]:
        """Whom the open Dial rings."""
        return [leg.noun.words for leg in self._caller.dialled.legs] if self._caller.dialled else []

    @property
    def messages(self) -> list[str]:
        """What was said into recordings that are finished."""
        return list(self._caller.messages)

    @property
    def ended_because(self) -> Ending | None:
        return self._caller.ending

    @property
    def clock(self) -> float:
        return self._line.clock

    @property
    def faults(self) -> list[Fault]:
        """Documents that failed, with the reason: a test that expects none should say so."""
        return list(self._line.faults)

    @property
    def exchanges(self) -> list[Exchange]:
        """Every request with its answer, status callbacks included."""
        return list(self._line.webhook.exchanges)

    @property
    def last_document(self) -> str:
        """The TwiML that came last, as it came."""
        return next((sent.answer for sent in reversed(self.exchanges) if sent.awaited), "")

    def repeat_last_request(self) -> str:
        """Send the last document request again, byte for byte. Returns the answer; the call does not move."""
        return self._line.webhook.repeat_last()

    # How

    def _step(self, *states: State, silent: bool = False) -> None:
        if self.state not in states:
            fitting = ", ".join(states)
            raise NotNow(f"The call is {self.state}; this can be done when it is {fitting}.")
        self._mark = self._line.quiet_from = len(self._line.heard)
        # Silence is not a word from the caller, but time spent waiting in a queue is no loop either.
        if not silent or self.state is State.QUEUED:
            self._line.documents = 0

    def _not_reached(self, status: str) -> SimulatedCall:
        self._step(State.DIALLING)
        return self._settled(lambda dialled: dialled.fails(status))

    def _settled(self, happens: Callable[[Dialled], None]) -> SimulatedCall:
        if self._caller.dialled is None:
            raise AssertionError("no Dial is open")
        happens(self._caller.dialled)
        self._caller.settle_dial()
        return self


def _words(heard: list[Heard], who: Who) -> str:
    return " ".join(item.words for item in heard if item.who is who and item.kind is Kind.WORDS)
