"""The phone over ConversationRelay: Twilio turns speech into text and back, and a WebSocket carries the text.

With FRONTDOOR_VOICE_ROUTE=relay the voice webhook answers <Connect><ConversationRelay>, whose first words are the
greeting. Twilio then opens /ivr/relay with a signed handshake, and one call's turns go through it, one after the
other, into the same engine (ivr/turns.py) and the same rows (ivr/calls.py) as those of the gather route.

From Twilio     | What is done
----------------|--------------------------------------------------------------------------------------------------
setup           | Names the call, which the voice webhook has begun. Anything before it is refused.
prompt          | What was said. Without `last` it only shows that somebody is speaking.
dtmf            | One key. Gathered into a number where the open question wants one, until # or a pause; else an answer.
interrupt       | How much had been heard when the caller broke in. "Say that again" goes on from that sentence.
error           | Noted. Twilio's debugger has the reason.
info            | That we have stopped speaking, or that the caller has begun to.
(nothing)       | Twilio is silent when the caller is, so silence is timed here.
(garbage)       | The socket is closed with a code of RFC 6455; the call goes on at the Connect action.

To Twilio       | When
----------------|--------------------------------------------------------------------------------------------------
text            | The words of Listen and of Hold, a text at a time; `last` with the final one. For a caller who asked
                | for it slower each sentence is SSML, at 80% of the speed and with a pause after it: Amazon's and
                | Google's voices take it (https://www.twilio.com/en-us/changelog/
                | conversationrelay-now-supports-ssml-tags-to-fine-tune-speech). Any other voice reads on at its pace,
                | as ConversationRelay has no way to slow it; then the words are said again and the pace stays.
end             | Anything that needs TwiML: putting through, ringing off. `handoffData` names the step, signed.
(play, sendDigits and language are not used.)

The Connect action, /ivr/relayed, answers with the TwiML that the gather route gives for the step: that it is said
there and not here is why a goodbye is heard to its end. When the session fails, or the socket drops, the action
finds the last step in the database and the call goes on by gather from there, to its end. A turn under way when the
socket drops is finished and stored; the caller who says it again hears its answer, and nothing runs twice.

A secret is keyed. What is said while one is asked for is stored nowhere, unless it means danger. Nothing of what
was said or pressed is logged.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from fastapi.concurrency import run_in_threadpool

from contacts.acts import Ask
from contacts.said import LIMIT
from ivr.calls import UnknownCall
from ivr.relaying.hand_offs import FAILED, HandOffs
from ivr.relaying.relay_messages import (
    MOST_CHARACTERS,
    Dtmf,
    End,
    FromTwilio,
    Garbage,
    Info,
    Interrupt,
    Prompt,
    Setup,
    Text,
    read_message,
)
from ivr.signature import TwilioForms
from ivr.state import CallState
from ivr.turns import PERSON_KEY, Decision, Heard, Hold, Listen
from ivr.twiml import HOLD_SECONDS, spoken, takes_an_extension, takes_many_keys
from ivr.twiml import slowly as in_ssml

# Twilio tells when our speech is over, unless that event is lost; then this is how long it lasts at most. English
# is read at about 15 characters a second.
CHARACTERS_A_SECOND = 12
SLOWER = 1.6  # times as long, pauses included, when it is said slowly
# A Relay UK assistant types what the caller says, and callers fetch a card or a letter before they key a number.
SILENCE_SECONDS = 10
FETCHING_SECONDS = 15
BETWEEN_KEYS_SECONDS = 5  # Gather's own default
SETUP_SECONDS = 10
FAREWELL_SECONDS = 10  # for Twilio to close the socket after `end`
MOST_KEYS = 40
MOST_WAITING = 50  # messages; beyond these Twilio waits

UNSUPPORTED, MALFORMED, NOT_ALLOWED, TOO_BIG, BROKEN = 1003, 1007, 1008, 1009, 1011  # RFC 6455, section 7.4

_SSML = re.compile(r"<[^>]*>")  # which Twilio may hand back in what had been heard

Sleep = Callable[[float], Awaitable[object]]

log = structlog.get_logger()


class Refused(Exception):
    """This connection cannot go on. The call does, at the Connect action."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


@dataclass(frozen=True)
class Stepped:
    """What a call's step came to. `name` is the step's name among the call's, such as turn:3."""

    name: str
    decision: Decision
    slowly: bool = False  # at the caller's wish, and the voice can


class Steps(Protocol):
    """The calls, as a session needs them. ivr/webhook.py has them."""

    def stands(self, call_sid: str) -> CallState:
        """Where a call stands. Raises UnknownCall."""

    def hear(self, call_sid: str, heard: Heard, *, perhaps_repeated: bool = False) -> Stepped: ...

    def go_on(self, call_sid: str) -> Stepped:
        """After Hold."""


@dataclass(frozen=True)
class _Arrived:
    """A message, with how many turns had been answered when it came."""

    message: FromTwilio
    turns: int


class RelaySession:
    """One connection: one call, or what is left of one after a reconnection."""

    def __init__(
        self, socket: WebSocket, forms: TwilioForms, steps: Steps, notes: HandOffs, sleep: Sleep
    ) -> None:
        self._socket, self._forms, self._steps, self._notes, self._sleep = socket, forms, steps, notes, sleep
        self._arrivals: asyncio.Queue[_Arrived | Refused | None] = asyncio.Queue(MOST_WAITING)
        self._next: asyncio.Task[_Arrived | Refused | None] | None = None
        self._call_sid = ""
        self._ask: Ask | None = None
        self._turns = 0  # answered on this connection
        self._keys = ""  # of a number that is not whole yet
        self._after_keys: deque[Prompt] = deque()  # said while it was being keyed
        self._until = ""  # how much was heard of what we said last
        self._last_words = ""
        self._may_repeat = False  # said before a reconnection, and said again after it
        self._speaking_seconds = 0.0  # for which we may still be heard

    async def run(self) -> None:
        """Until the call leaves the relay, or Twilio does. Raises Refused."""
        reading = asyncio.create_task(self._read())
        try:
            await self._begin()
            while True:
                await self._take(await self._arrival(self._patience()))
        except (_Left, WebSocketDisconnect):
            return
        finally:
            for task in (reading, self._next):
                if task:
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task

    # What comes in

    async def _read(self) -> None:
        """Messages in the order they come, whatever the engine is doing. None at the end."""
        while True:
            packet = await self._socket.receive()
            if packet["type"] == "websocket.disconnect":
                await self._arrivals.put(None)
                return
            try:
                message = _read(packet.get("text"))
            except Refused as refused:
                await self._arrivals.put(refused)
                return
            await self._arrivals.put(_Arrived(message, self._turns))

    async def _arrival(self, seconds: float) -> _Arrived | _Silence:
        """The next message, or that none came for so long. Raises Refused, and _Left when there will be none."""
        self._next = self._next or asyncio.create_task(self._arrivals.get())
        asleep = asyncio.ensure_future(self._sleep(seconds))
        try:
            await asyncio.wait({self._next, asleep}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            asleep.cancel()
            with suppress(asyncio.CancelledError):
                await asleep
        if not self._next.done():
            return _Silence()
        arrived, self._next = self._next.result(), None
        if arrived is None:
            raise _Left
        if isinstance(arrived, Refused):
            raise arrived
        return arrived

    async def _begin(self) -> None:
        arrived = await self._arrival(SETUP_SECONDS)
        if not isinstance(arrived, _Arrived) or not isinstance(arrived.message, Setup):
            raise Refused(NOT_ALLOWED, "setup comes first")
        setup = arrived.message
        if not self._forms.ours(setup.account_sid):
            raise Refused(NOT_ALLOWED, "not our account")
        self._call_sid = setup.call_sid
        try:
            state = await run_in_threadpool(self._steps.stands, setup.call_sid)
        except UnknownCall:
            raise Refused(NOT_ALLOWED, "no such call") from None
        self._ask, self._may_repeat = state.question(), state.step > 1
        self._speaking_seconds = _seconds_to_say(state.said)  # Twilio greets by itself

    async def _take(self, arrived: _Arrived | _Silence) -> None:
        if isinstance(arrived, _Silence):
            await self._nothing_came()
            return
        match arrived.message:
            case Prompt() as prompt:
                await self._said(prompt, arrived.turns)
            case Dtmf(digit=digit):
                await self._pressed(digit, arrived.turns)
            case Interrupt(utterance_until_interrupt=until):
                self._until, self._speaking_seconds = _SSML.sub(" ", until), 0
            case Info() as info if info.we_fell_silent or info.caller_speaks:
                self._speaking_seconds = 0
            case Setup(call_sid=call_sid) if call_sid != self._call_sid:
                raise Refused(NOT_ALLOWED, "one call to a connection")
            case _:
                log.info("relay_message", call=self._call_sid, kind=arrived.message.type)

    async def _said(self, prompt: Prompt, turns: int) -> None:
        self._speaking_seconds = 0
        words = prompt.voice_prompt.strip()[:LIMIT]
        if not prompt.last or not words:
            return
        if self._keys:
            self._after_keys.append(prompt)
            return
        if turns < self._turns and words == self._last_words:
            return  # said twice while we were thinking; the second is no answer to what we said since
        self._last_words = words
        await self._hear(Heard(words=words, until=self._until))

    async def _pressed(self, key: str, turns: int) -> None:
        self._speaking_seconds = 0
        if key.isalpha():
            return
        if turns < self._turns and key != PERSON_KEY:
            return  # pressed before this question was asked, which it would answer unheard
        extension = self._ask is not None and takes_an_extension(self._ask)
        if extension and key == PERSON_KEY and not self._keys:
            await self._hear(Heard(keys=key, until=self._until))
        elif self._ask is not None and (extension or takes_many_keys(self._ask)):
            if key != "#":
                self._keys += key
            if self._keys and (key == "#" or len(self._keys) == MOST_KEYS):
                await self._number_is_whole()
        elif key != "#":  # which ends a number, and is nothing by itself
            await self._hear(Heard(keys=key, until=self._until))

    async def _nothing_came(self) -> None:
        if self._keys:
            await self._number_is_whole()
        else:
            await self._hear(Heard())

    async def _number_is_whole(self) -> None:
        keys, self._keys = self._keys, ""
        await self._hear(Heard(keys=keys, until=self._until))
        while self._after_keys:
            await self._said(self._after_keys.popleft(), self._turns)

    def _patience(self) -> float:
        """Seconds until nothing more is to be expected."""
        if self._keys:
            return BETWEEN_KEYS_SECONDS
        fetching = self._ask is not None and takes_many_keys(self._ask)
        return self._speaking_seconds + (FETCHING_SECONDS if fetching else SILENCE_SECONDS)

    # What goes out

    async def _hear(self, heard: Heard) -> None:
        """A turn through the engine, in a thread. It is finished and stored even when the socket drops meanwhile."""
        perhaps_repeated = self._may_repeat and bool(heard.words)
        self._may_repeat, self._until = False, ""
        stepped = await self._stepped(
            lambda: self._steps.hear(self._call_sid, heard, perhaps_repeated=perhaps_repeated)
        )
        while isinstance(stepped.decision, Hold):
            await self._say(stepped.decision.say, slowly=stepped.slowly)
            await self._sleep(HOLD_SECONDS)
            stepped = await self._stepped(lambda: self._steps.go_on(self._call_sid))
        self._turns += 1
        if isinstance(stepped.decision, Listen):
            self._ask = stepped.decision.ask
            await self._say(stepped.decision.say, slowly=stepped.slowly)
        else:
            await self._leave(stepped.name)

    async def _stepped(self, take: Callable[[], Stepped]) -> Stepped:
        try:
            return await run_in_threadpool(take)
        except Exception:
            # As on the gather route: whatever it was, a caller deserves a person.
            log.exception("call_failed", call=self._call_sid)
            await self._leave(FAILED)
            raise _Left from None

    async def _say(self, texts: tuple[str, ...], *, slowly: bool = False) -> None:
        pieces = [words for text in texts if (words := spoken(text))]
        for place, words in enumerate(pieces, start=1):
            last, token = place == len(pieces), in_ssml(words) if slowly else words
            await self._send(Text(token=token if last else f"{token} ", last=last))
        self._speaking_seconds = _seconds_to_say(pieces) * (SLOWER if slowly else 1)

    async def _leave(self, step: str) -> None:
        """To the Connect action. Twilio closes the socket when it has read this."""
        await self._send(End(handoff_data=self._notes.write(self._call_sid, step)))
        while not isinstance(await self._arrival(FAREWELL_SECONDS), _Silence):
            pass  # too late for the relay: the TwiML that follows asks again
        raise _Left

    async def _send(self, message: Text | End) -> None:
        await self._socket.send_text(message.model_dump_json(by_alias=True))


class _Silence:
    """Nothing came for as long as one waits."""


class _Left(Exception):
    """Twilio has gone, or is done with us."""


def _seconds_to_say(texts: Iterable[str]) -> float:
    return sum(map(len, texts)) / CHARACTERS_A_SECOND


def _read(text: str | None) -> FromTwilio:
    if text is None:
        raise Refused(UNSUPPORTED, "text only")
    if len(text) > MOST_CHARACTERS:
        raise Refused(TOO_BIG, "too long")
    try:
        return read_message(text)
    except Garbage:
        raise Refused(MALFORMED, "not a message of ConversationRelay") from None


def router(forms: TwilioForms, steps: Steps, notes: HandOffs, *, sleep: Sleep = asyncio.sleep) -> APIRouter:
    """The WebSocket /ivr/relay. `sleep` is the clock that silence is measured by."""
    routes = APIRouter(prefix="/ivr")

    @routes.websocket("/relay")
    async def relay(socket: WebSocket) -> None:
        if not forms.signed(socket):
            await socket.close(NOT_ALLOWED)  # before it is accepted: a 403
            return
        await socket.accept()
        code = 1000
        try:
            await RelaySession(socket, forms, steps, notes, sleep).run()
        except Refused as refused:
            log.warning("relay_refused", code=refused.code, reason=refused.reason)
            code = refused.code
        with suppress(RuntimeError, WebSocketDisconnect):  # closed by the other end already
            await socket.close(code)

    return routes
