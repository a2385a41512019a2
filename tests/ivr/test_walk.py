"""A walk through everything a caller can do: from anywhere, silence or nonsense soon ends in a person, a call-back
or an end with words, even when nobody ever answers."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

import pytest

from contacts.acts import Act
from contacts.answering import Answering
from contacts.claims import TurnTaken
from contacts.lookups import last_ask, last_number, open_entry, troubles_in_a_row
from contacts.models import CallBackRequest, Channel, Contact, Outcome, Status
from contacts.said import Said
from contacts.transcript import TranscriptView
from database.base import Base
from database.engine import Database
from ivr import twiml
from ivr.simulator import Ending, SimulatedCall, State, parse
from ivr.state import CallState
from ivr.turns import Decision, HangUp, Heard, Hold, LeaveMessage, PhoneTurns, PutThrough
from tests.contacts.parts import MOBILE, TUESDAY, TUESDAY_NIGHT, Centre, councils_own
from tests.ivr.parts import LINE, NUMBERS, PhoneLine

DEPTH = 4
MOST_TURNS = 12  # of a call, until an answer, a person or a call-back is there
DEEP_SHARE = (
    23  # one in so many of the places further in is walked over the wire with repeats and late webhooks
)
MOST_STEPS = 12  # of silence or nonsense, then it must be over; the last may be a message after the tone
STEPS_OF_A_CALL_BACK = 6  # more, for who says yes to one: its number, its name, its time

INPUTS = {
    "understood": Heard(words="my bin was missed"),
    "not understood": Heard(words="mumble"),
    "a key that means nothing": Heard(keys="9"),
    "nought": Heard(keys="0"),
    "silence": Heard(),
    "danger": Heard(words="there is a fire"),
    "assistant down": Heard(words="flurble"),
    "yes": Heard(words="yes"),
    "hello": Heard(words="hello"),
}
# What a line without a caller does, over and over: a pocket, a child, a bad connection, or all of it.
ENDINGS: tuple[tuple[str, ...], ...] = (
    ("silence",),
    ("not understood",),
    ("a key that means nothing",),
    ("assistant down",),
    ("silence", "not understood"),
    ("silence", "silence", "not understood"),
    ("not understood", "silence", "a key that means nothing"),
    ("not understood", "not understood", "silence"),
    ("hello",),
    ("yes",),
    ("hello", "yes"),
    ("hello", "silence", "not understood"),
)


@dataclass
class RememberedTurns:
    """The real turns, asked but once for each thing that can be said where a contact stands.

    Callers who differ only in how often they were silent share one contact: it is where they stand, and its key is
    written down as that. What it takes to stand there again is a copy of the database.
    """

    centre: Centre
    database: Database
    copies: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    known: dict[tuple[str, ...], tuple[str, Any]] = field(default_factory=dict)
    stands: str = ""
    next_turn: int = 1  # in the copy; who came there by another way may have needed more turns

    def begin(self, channel: Channel, *, call_sid: str | None, caller: str | None) -> TranscriptView:
        view = self.centre.turns.begin(channel, call_sid=call_sid, caller=caller)
        self.stands = self._written_down(view.contact)
        return view

    def take(self, key: str, number: int, said: Said) -> TurnTaken:
        def take() -> TurnTaken:
            return self.centre.turns.take(key, self.next_turn, said)

        down = "down" if self.centre.assistant.fails else "up"
        return self._once(key, (said.words, said.choice or "", down), take)

    def nobody_answered(self, key: str, *, wished: bool) -> list[Act]:
        what = ("nobody answered", f"wished {wished}")
        return self._once(key, what, lambda: self.centre.turns.nobody_answered(key, wished=wished))

    def keys_instead(self, key: str) -> list[Act]:
        return self._once(key, ("keys instead",), lambda: self.centre.turns.keys_instead(key))

    def anybody_here(self) -> bool:
        return self.centre.turns.anybody_here()

    def back(self) -> str:
        return self.centre.turns.back()

    @property
    def answering(self) -> Answering:
        return self.centre.turns.answering

    def leave(self, key: str) -> str | None:
        """How it ends when the caller hangs up here."""
        return self._once(key, ("hangs up",), lambda: self._left(key))

    def _left(self, key: str) -> str | None:
        self.centre.turns.leave(key)
        assert self.centre.queue.waiting() == []
        with self.database.reading() as session:
            contact = session.query(Contact).filter_by(key=key).one()
            assert contact.status == Status.ENDED
            return contact.outcome

    def _once(self, key: str, what: tuple[str, ...], really: Any) -> Any:
        step = (self.stands, *what)
        if step not in self.known:
            copy, self.next_turn = self.copies[self.stands]
            self._connection.deserialize(copy)
            result = really()
            self.known[step] = (self._written_down(key), result)
        self.stands, result = self.known[step]
        return result

    def _written_down(self, key: str) -> str:
        with self.database.reading() as session:
            contact = session.query(Contact).filter_by(key=key).one()
            asked, entry = last_ask(session, contact), open_entry(session, contact)
            stands = json.dumps(
                {
                    "status": contact.status,
                    "taking": contact.taking,
                    "troubles": troubles_in_a_row(session, contact, before=10**6),
                    "asked": asked.model_dump(mode="json") if asked else None,
                    "missed": contact.not_understood,
                    "waits": entry.status if entry else None,
                    "booked": session.query(CallBackRequest).count() > 0,
                }
            )
            next_turn = last_number(session, contact) + 1
        if stands not in self.copies:
            self.copies[stands] = (self._connection.serialize(), next_turn)
        return stands

    @property
    def _connection(self) -> Any:
        return self.database.engine.raw_connection().driver_connection


@dataclass(frozen=True)
class Place:
    """Where a call stands, and how it got there."""

    story: tuple[str, ...]
    stands: str
    state: CallState
    decision: Decision

    @cached_property
    def signature(self) -> str:
        """Two places with the same are one: everything that comes is the same."""
        counted = ("step", "turn", "said")
        state = {name: part for name, part in vars(self.state).items() if name not in counted}
        return json.dumps([self.stands, state, type(self.decision).__name__])

    @property
    def is_over(self) -> bool:
        return isinstance(self.decision, HangUp)

    @property
    def records(self) -> bool:
        """What is said is a message for later."""
        return isinstance(self.decision, LeaveMessage)

    @property
    def has_a_person(self) -> bool:
        """Or will have: a team is rung, or a call-back is being arranged."""
        contact = json.loads(self.stands)
        return isinstance(self.decision, PutThrough | LeaveMessage) or bool(
            contact["taking"] or contact["booked"]
        )


class Walk:
    """Callers without end, each a copy of one that stands somewhere."""

    def __init__(self, at: datetime) -> None:
        self.database = Database.at("sqlite://")
        Base.metadata.create_all(self.database.engine)
        self.centre = Centre(self.database)
        self.centre.clock.time = at
        self.turns = RememberedTurns(self.centre, self.database)
        own = councils_own()
        self.phone = PhoneTurns(self.turns, own.council, own.words)  # type: ignore[arg-type]
        self.key, state, decision = self.phone.begin("CA1", MOBILE)
        self.opening = Place((), self.turns.stands, state, decision)
        self.spoken: dict[Decision, None] = {}
        self._known: dict[tuple[str, str], Place] = {}

    def goes_on(self, place: Place, what: str) -> Place:
        """One thing a caller does. Whoever is rung does not answer; who is asked to hold, holds."""
        step = (place.signature, what)
        if step not in self._known:
            self._known[step] = self._really_goes_on(place, what)
        return self._known[step]

    def _really_goes_on(self, place: Place, what: str) -> Place:
        state = replace(place.state)
        self.turns.stands = place.stands
        if isinstance(place.decision, PutThrough):
            decision = self.phone.dialled(self.key, state, answered=False)
            if isinstance(decision, HangUp):
                self.spoken[decision] = None
                return Place((*place.story, what), self.turns.stands, state, decision)
        if isinstance(place.decision, LeaveMessage):
            # Whatever is heard after the tone, the recording ends and with it the call.
            over = self.phone.message_left("48219936" if INPUTS[what].words else None)
            self.spoken[over] = None
            return Place((*place.story, what), self.turns.stands, state, over)
        self.centre.assistant.down = what == "assistant down"
        decision = self.phone.hear(self.key, state, INPUTS[what])
        self.spoken[decision] = None
        while isinstance(decision, Hold):
            decision = self.phone.try_again(self.key, state)
            self.spoken[decision] = None
        return Place((*place.story, what), self.turns.stands, state, decision)

    @cached_property
    def everywhere(self) -> dict[str, Place]:
        """All places within DEPTH steps of the opening."""
        found, edge = {self.opening.signature: self.opening}, [self.opening]
        for _ in range(DEPTH):
            reached = [self.goes_on(place, what) for place in edge if not place.is_over for what in INPUTS]
            new = {place.signature: place for place in reached if place.signature not in found}
            found |= new
            edge = list(new.values())
        return found

    def hang_up(self, place: Place) -> str | None:
        self.turns.stands = place.stands
        return self.turns.leave(self.key)


@pytest.fixture(scope="module", params=[TUESDAY, TUESDAY_NIGHT], ids=["in hours", "out of hours"])
def walk(request: pytest.FixtureRequest) -> Iterator[Walk]:
    walk = Walk(request.param)
    yield walk
    walk.database.close()


def test_from_everywhere_the_call_comes_to_an_end(walk: Walk):
    places = walk.everywhere
    assert len(places) > 100
    longest = 0
    for place, ending in itertools.product(places.values(), ENDINGS):
        now, steps, helped = place, 0, None
        for what in itertools.cycle(ending):
            if helped is None and now.has_a_person:
                helped = len(place.story) + steps
            if now.is_over:
                break
            most = MOST_STEPS + STEPS_OF_A_CALL_BACK * ("yes" in ending)
            assert steps < most, f"{place.story}, then {ending}, goes on: {now.decision}"
            now, steps = walk.goes_on(now, what), steps + 1
        longest = max(longest, steps)
        assert place.is_over or (helped is not None and helped <= MOST_TURNS), (place.story, ending, helped)
    assert longest > 3  # it was really walked

    # Everything that was said on the way is fit for Twilio, and nobody ever met silence.
    for decision in walk.spoken:
        assert parse(twiml.render(decision, 2, LINE, NUMBERS))
        assert any(twiml.spoken(words) for words in decision.say)


def test_wherever_the_caller_hangs_up_it_is_no_success_and_nobody_is_left_waiting(walk: Walk):
    outcomes = {walk.hang_up(place) for place in walk.everywhere.values() if not place.is_over}
    assert outcomes <= {
        Outcome.GAVE_UP_BEFORE_ANSWER,
        Outcome.GAVE_UP_AFTER_ANSWER,
        Outcome.GAVE_UP_IN_QUEUE,
        Outcome.CALL_BACK,
    }


def test_nought_reaches_a_person_or_a_call_back_from_everywhere(walk: Walk):
    for place in walk.everywhere.values():
        if not (place.is_over or place.records):
            after = walk.goes_on(place, "nought")
            assert after.has_a_person, after


def test_danger_is_answered_with_999_everywhere(walk: Walk):
    for place in walk.everywhere.values():
        if place.records:  # nobody listens now, which is why it is said before the tone
            assert "dial 9 9 9" in place.decision.say[-1], place
        elif not place.is_over:
            after = walk.goes_on(place, "danger")
            assert "dial 9 9 9 now" in after.decision.say[0], after
            assert after.has_a_person, after


def test_over_the_wire_it_is_the_same(line: PhoneLine):
    """A few of the stories as whole calls with signed forms; the line checks every answer."""
    stories = itertools.islice(itertools.product(INPUTS, repeat=DEPTH), 0, None, 401)
    for night, story in enumerate(stories):
        line.centre.clock.time = TUESDAY_NIGHT if night % 2 else TUESDAY
        call = line.dial()
        for what in (*story, *("silence", "not understood") * (MOST_STEPS // 2 + 1)):
            does(line, call, what)
        assert call.ended_because is Ending.LINE_HUNG_UP, story


def does(line: PhoneLine, call: SimulatedCall, what: str) -> None:
    """One input over the wire; whoever is rung does not answer."""
    if call.state is State.DIALLING:
        call.adviser_does_not_answer()
    if call.state is State.ENDED:
        return
    line.centre.assistant.fails = 3 if what == "assistant down" else 0
    heard = INPUTS[what]
    if heard.nothing:
        call.stays_silent()
    elif heard.keys:
        call.presses(heard.keys)
    else:
        call.says(heard.words)


def comes_again_and_late(line: PhoneLine, call: SimulatedCall) -> None:
    """The last webhook once more, one of a step long past and one of a step to come: nothing runs, the answer is
    whole, and of a repeat it is the same."""
    turns, contact = line.turns(call), line.contact(call).status
    again = call.repeat_last_request()
    assert parse(again)
    assert again == call.repeat_last_request()
    past = (1,) if call.exchanges[1:] else ()
    for step in (*past, 9_000):
        form = {
            "CallSid": call.call_sid,
            "SpeechResult": "put me through to a librarian",
            "Confidence": "0.9",
        }
        answer = line.post(f"turn?s={step}", form)
        assert answer.status_code == 200
        assert parse(answer.text)
    assert (line.turns(call), line.contact(call).status) == (turns, contact)


def test_a_repeat_and_a_late_webhook_change_nothing_wherever_the_call_stands(walk: Walk, line: PhoneLine):
    """Over the wire, in every state one input in and a share of the others, and after the end."""
    line.centre.clock.time = walk.centre.clock.time
    places = [place for place in walk.everywhere.values() if len(place.story) <= 1]
    places += [place for place in walk.everywhere.values() if len(place.story) > 1][::DEEP_SHARE]
    for place in places:
        call = line.dial()
        for what in place.story:
            does(line, call, what)
        comes_again_and_late(line, call)
        for what in ("silence", "not understood") * (MOST_STEPS // 2 + 1):
            does(line, call, what)
        assert call.ended_because is Ending.LINE_HUNG_UP, place.story
        comes_again_and_late(line, call)


def test_with_a_queue_it_comes_to_an_end_too(waiting_line: PhoneLine):
    """The same stories where callers wait in the queue, and every telephone that is rung for them stays silent."""
    stories = itertools.islice(itertools.product(INPUTS, repeat=DEPTH), 0, None, 401)
    waited = 0
    for story in stories:
        call = waiting_line.dial()
        for what in (*story, *("silence", "not understood") * (2 * MOST_STEPS)):
            if call.state is State.ENDED:
                break
            waited += bool(call.in_queue)
            for ring in waiting_line.network.ringing:
                ring.does_not_answer()
            waiting_line.centre.assistant.fails = 3 if what == "assistant down" else 0
            heard = INPUTS[what]
            if heard.nothing or call.state is State.QUEUED:
                call.stays_silent()
            elif heard.keys:
                call.presses(heard.keys)
            else:
                call.says(heard.words)
        assert call.ended_because is Ending.LINE_HUNG_UP, story
    assert waited > 10
    assert waiting_line.centre.queue.waiting() == []
