"""Callers who wait for a person. The order and the place are the database's; the network only holds the line.

Each caller waits in a queue of their own. While they wait the telephones of advisers ring (contacts/waiting/), and who
presses the key is joined with exactly that caller. Where the network cannot be asked to ring, the caller leaves the
queue and the team is dialled directly, so that nobody is ever stuck.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from contacts.acts import Say
from contacts.errors import ContactError
from contacts.refusing_recording import asks, concerns, without_refusal
from contacts.said import Said, says_nothing
from contacts.turns import Turns
from contacts.waiting.leaving import Leaving
from contacts.waiting.lost_callers import LostCallers
from contacts.waiting.places import Places
from contacts.waiting.queue import Queue
from contacts.waiting.ringing import Ringing, Standing
from contacts.waiting.rings import CallerGone
from contacts.waiting.tasks import Tasks
from contacts.waiting.told_waiting import ToldWaiting
from council.council import Council
from council.words import Words
from ivr import twiml
from ivr.asides import Aside, aside_in
from ivr.calls import Calls, UnknownCall
from ivr.foreign import waiting_in
from ivr.state import CallState
from ivr.turns import Decision, PhoneTurns, PutThrough, Wait
from ivr.twiml import Line
from ivr.waiting import waiting_twiml
from ivr.waiting.said_waiting import Wish, wish_in
from ivr.waiting.waiting_words import while_waiting

BRIDGED = ("bridged", "bridging-in-process")
CALL_BACK_KEY = "1"
ACCEPT_KEY = "1"


class LeavesFor(StrEnum):
    """Why a caller is taken out of the queue; kept in the call's state until the queue says that they left."""

    CALL_BACK = "call_back"  # they pressed the key, or said so
    CHANGED_MIND = "changed_mind"  # they want nobody any more
    NOBODY = "nobody"  # everybody has been rung
    DIRECT = "direct"  # the network cannot ring for them: the team is dialled
    SOONER = "sooner"  # to come back at once, further in front, where the network keeps the order


@dataclass(frozen=True)
class WaitingLine:
    """What the routes of the queue do, without HTTP."""

    places: Places
    ringing: Ringing | None  # None: the network chooses the adviser itself, see ivr/waiting/task_router.py
    leaving: Leaving
    queue: Queue
    turns: Turns
    calls: Calls
    council: Council
    words: Words
    line: Line
    lost: LostCallers
    told: ToldWaiting
    tasks: Tasks | None = None  # where the network chooses the adviser

    def instead_of(self, key: str, state: CallState, decision: Decision) -> Decision:
        """A caller who is to be put through waits in the queue, if they have a place there."""
        if not isinstance(decision, PutThrough):
            return decision
        entry = self.places.entry_of(key)
        if entry is None:
            return decision
        self.lost.seen(entry)
        if self.tasks is None:
            return Wait(decision.say, decision.team, entry)
        state.queued_as = self.tasks.tier(entry)
        return Wait(decision.say, decision.team, entry, self.tasks.task(entry))

    # The caller

    def wait(
        self,
        fields: Mapping[str, str],
        step: int | None,
        first: tuple[str, ...] = (),
        *,
        quiet: bool = False,
        asked: bool = False,
    ) -> str:
        """A round of waiting: somebody is rung, and the caller hears where they stand, after what comes first; in a
        quiet one, not where they stand. `asked`: they want to know how long. `step` may
        be unknown: nothing is answered once here."""
        call_sid = fields["CallSid"]
        try:
            key, state = self.calls.find(call_sid)
        except UnknownCall:
            return waiting_twiml.leave()
        step = step or state.step
        entry, line = self.places.entry_of(key), self.line.at_pace(slow=state.slow)
        if entry is not None:
            self.lost.seen(entry)
        match self._see_to(entry):
            case Standing.NO_NETWORK | Standing.GONE:
                return self._leave(call_sid, state, LeavesFor.DIRECT)
            case Standing.NOBODY_LEFT:
                return self._leave(call_sid, state, LeavesFor.NOBODY)
        if entry is not None and self.tasks and self.tasks.waits_too_far_back(entry, state.queued_as):
            # A task's priority is part of its Enqueue: https://www.twilio.com/docs/taskrouter/twiml-queue-calls
            return self._leave(call_sid, state, LeavesFor.SOONER, first)
        place = self.places.place(entry) if entry is not None else None
        if place is None:
            return waiting_twiml.joining(self._say("queue_joining"), line)
        language = self.council.languages.called(place.language)
        if language and (theirs := waiting_in(language, place.ahead + 1)):
            return waiting_twiml.wait(first if quiet else [*first, theirs], step, line, theirs)
        still = self._say("queue_still")
        if quiet:
            return waiting_twiml.wait(first, step, line, still)
        said = while_waiting(place, self.council.team(place.team).spoken, self.words, asked=asked)
        return waiting_twiml.wait([*first, *said, self._say("queue_call_back")], step, line, still)

    def place_of(self, call_sid: str) -> int | None:
        """Where a caller waits now, or the place with the adviser who has them."""
        try:
            key, _ = self.calls.find(call_sid)
        except UnknownCall:
            return None
        return self.places.entry_of(key)

    def _see_to(self, entry: int | None) -> Standing:
        if entry is None:
            return Standing.GONE
        return self.ringing.see_to(entry) if self.ringing else Standing.RINGING

    def wait_key(self, fields: Mapping[str, str], step: int | None) -> str:
        """A key or words while waiting."""
        words = fields.get("SpeechResult", "")
        asked = fields.get("Digits") == CALL_BACK_KEY
        if not asked and says_nothing(words):
            return self.wait(fields, step)
        try:
            key, state = self.calls.find(fields["CallSid"])
        except UnknownCall:
            return waiting_twiml.leave()
        said: tuple[str, ...] = ()
        if not asked and concerns(words):
            said = self._forward(key, state, fields["CallSid"], words)
            words = "" if asks(words) else without_refusal(words)
            # With "just ring me back" said beside it they are rung all the same.
            leaves = wish_in(words) in (Wish.CALL_BACK, Wish.NOBODY)
            if not leaves or self.turns.answering.hears_need(words):
                return self.wait(fields, step, said)
        elif not asked and self.turns.answering.hears_need(words):
            return self.wait(fields, step, self._forward(key, state, fields["CallSid"], words))
        wish = Wish.CALL_BACK if asked else wish_in(words)
        if wish is None and (told := self._told(key, state, fields["CallSid"], words)):
            if self.tasks:  # which ask for the skills of the team they wanted before
                return self._leave(fields["CallSid"], state, LeavesFor.SOONER, told)
            return self.wait(fields, step, told)
        if wish not in (Wish.CALL_BACK, Wish.NOBODY):
            aside = aside_in(words)
            if aside in (Aside.SLOWER, Aside.NOT_HEARD):
                state.slow = True
                self.calls.remember(fields["CallSid"], state)
            # Anything else is not for us, and whoever talks over the line is not told their place each time.
            return self.wait(
                fields, step, quiet=wish is None and aside in (None, Aside.WAIT), asked=wish is Wish.PLACE
            )
        entry = self.places.entry_of(key)
        if entry is not None and self.places.place(entry) is None:
            # An adviser was quicker.
            return waiting_twiml.joining(self._say("queue_joining"), self.line.at_pace(slow=state.slow))
        why = LeavesFor.CALL_BACK if wish is Wish.CALL_BACK else LeavesFor.CHANGED_MIND
        return self._leave(fields["CallSid"], state, why, said)

    def _forward(self, key: str, state: CallState, call_sid: str, words: str) -> tuple[str, ...]:
        """Danger, harm or distress, told while they wait: a turn like any other, which moves them forward. Returns what
        is said."""
        entry = self.places.entry_of(key)
        before = self.queue.entry(entry).team if entry is not None else None
        try:
            taken = self.turns.take(key, state.turn, Said(words=words))
        except ContactError:  # the same words, sent twice at once
            return ()
        state.turn = taken.transcript.next_turn
        self._follow(key, state, before)
        self.calls.remember(call_sid, state)
        return tuple(act.text for act in taken.acts if isinstance(act, Say))

    def _told(self, key: str, state: CallState, call_sid: str, words: str) -> tuple[str, ...] | None:
        """Whom they would rather have, or what they need: see contacts/waiting/told_waiting.py."""
        entry = self.places.entry_of(key)
        if entry is None:
            return None
        before, told = self.queue.entry(entry).team, self.told.heard(key, words)
        if told:
            self._follow(key, state, before)
            self.calls.remember(call_sid, state)
        return told

    def _follow(self, key: str, state: CallState, before: str | None) -> None:
        """Where danger or harm has moved them to whoever is there for it, the old team's telephone stops."""
        entry = self.places.entry_of(key)
        if entry is None or (team := self.queue.entry(entry).team) == before:
            return
        state.team = team
        if self.ringing:
            self.ringing.only_for(entry, team)

    def left(self, key: str, state: CallState, fields: Mapping[str, str], turns: PhoneTurns) -> Decision:
        """The caller is out of the queue: after talking, by a key, because nobody was free, or by a fault."""
        why, state.leaving = state.leaving, None
        result = fields.get("QueueResult")
        if result in BRIDGED:
            self.queue.phone_call_over(key)
            return turns.dialled(key, state, answered=True)
        self.gone(key)
        if result == "hangup":
            return turns.dialled(key, state, answered=False, gone=True)
        if why == LeavesFor.CALL_BACK and (acts := self.leaving.rather_be_rung(key)):
            return turns.asked(state, acts)
        if why == LeavesFor.CHANGED_MIND and (acts := self.leaving.wants_nobody(key)):
            return turns.asked(state, acts)
        if why == LeavesFor.SOONER:
            return self.instead_of(key, state, PutThrough((), state.team or "contact_centre"))
        if why == LeavesFor.NOBODY:
            return turns.dialled(key, state, answered=False)
        # The queue is full or failed, or nobody can be rung for it.
        if (entry := self.places.entry_of(key)) is not None:
            self.lost.elsewhere(entry)
        return PutThrough((), state.team or "contact_centre")

    def gone(self, key: str) -> None:
        """The caller waits no longer: nobody is to be rung for them any more."""
        entry = self.places.last_entry_of(key)
        if entry is not None and self.ringing:
            self.ringing.withdraw(entry)

    # The person who is rung. Where the address does not say which ring it is, their call does.

    def agent(self, fields: Mapping[str, str], ring: int | None) -> str:
        try:
            ring = self._ring(fields, ring)
            whisper = self._rings.answered(ring, fields["CallSid"])
        except CallerGone:
            return self._caller_gone()
        return waiting_twiml.agent_whisper(
            [whisper.words(self.words, self.council.catalogue)], ring, self.line
        )

    def agent_key(self, fields: Mapping[str, str], ring: int | None) -> str:
        if fields.get("Digits") != ACCEPT_KEY:
            return twiml.hang_up()  # the end of this call is reported, and the next person is rung
        try:
            ring = self._ring(fields, ring)
            entry = self._rings.taken(ring)
        except CallerGone:
            return self._caller_gone()
        line = self.line.unrecorded() if self.line.records and self.places.unrecorded(entry) else self.line
        return waiting_twiml.join(self._say("connecting"), entry, ring, line)

    def agent_over(self, fields: Mapping[str, str], ring: int | None) -> None:
        """The telephone that was rung is down, answered or not."""
        with suppress(CallerGone):
            self._rings.over(self._ring(fields, ring))

    def _ring(self, fields: Mapping[str, str], told: int | None) -> int:
        """Raises CallerGone where it is none of ours."""
        return self._rings.of_call(fields.get("CallSid", "")) if told is None else told

    @property
    def _rings(self) -> Ringing:
        if self.ringing is None:
            raise CallerGone
        return self.ringing

    def agent_done(self, fields: Mapping[str, str]) -> str:
        """Their talk is over, or the caller had gone a moment before."""
        talked = fields.get("DialCallStatus") in ("completed", "answered")
        return twiml.hang_up() if talked else self._caller_gone()

    def connecting(self) -> str:
        """To the caller, just before they are joined."""
        return twiml.say_and_go_on(self._say("connecting"), self.line)

    def _caller_gone(self) -> str:
        return twiml.hang_up(self.line, self._say("caller_gone"))

    def _leave(self, call_sid: str, state: CallState, why: LeavesFor, words: tuple[str, ...] = ()) -> str:
        state.leaving = why
        self.calls.remember(call_sid, state)
        return waiting_twiml.leave(words, self.line.at_pace(slow=state.slow))

    def _say(self, name: str, **blanks: str) -> str:
        return self.words.say(name, spoken=True, **blanks)
