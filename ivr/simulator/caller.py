"""The caller's leg: everything TwiML can do with a person who has rung, or was rung, until the call is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from urllib.parse import urljoin

from ivr.simulator.adviser import Dialled, DialResult
from ivr.simulator.conference import Meeting
from ivr.simulator.connecting import connect
from ivr.simulator.documents import Verb
from ivr.simulator.grammar import BEFORE_JOINING, IN_A_QUEUE
from ivr.simulator.happenings import Ending, EndlessCall, Fault, Kind, Who
from ivr.simulator.identity import Identity
from ivr.simulator.joined import Joined, Queues, Welcome
from ivr.simulator.leg import DocumentFailed, Leg, Line
from ivr.simulator.recording import Recording
from ivr.simulator.relaying import CONNECTION_LOST, NOT_CONNECTED, Closed, Relaying, SessionOver
from ivr.simulator.reports import StatusReports
from ivr.simulator.waiting import Waiting

NOT_TWILIOS = 0  # the code of a fault that only the simulator finds
MUSIC_SECONDS = 30  # how long a stretch of Twilio's own hold music is taken to last


class CallerLeg(Leg):
    """The call itself. What it waits for is in `gather`, `dialled`, `queue` or `recording`."""

    who: ClassVar[Who] = Who.CALLER

    def __init__(
        self, line: Line, identity: Identity, full_queues: frozenset[str], reports: StatusReports
    ) -> None:
        super().__init__(line)
        self.identity = identity
        self.reports = reports
        self.status = "ringing"
        self.dialled: Dialled | None = None
        self.queue: Waiting | None = None
        self.relay: Relaying | None = None
        self.recording: Recording | None = None
        self.messages: list[str] = []  # what was said into finished recordings
        self.ending: Ending | None = None
        self.queues: Queues | None = None  # whose callers a Dial of this call takes; None: a Dial only rings
        self._full_queues = full_queues
        self._answered_at: float | None = None
        self._falling_back = False
        self._own_verbs: Mapping[str, Callable[[Verb], None]] = {
            "Redirect": self._redirect,
            "Dial": self._dial,
            "Enqueue": self._enqueue,
            "Leave": self._leave,
            "Record": self._record,
            "Connect": self._connect,
            "Hangup": lambda _verb: self.end(Ending.LINE_HUNG_UP),
            "Reject": self._reject,
        }

    def fields(self) -> dict[str, str]:
        own = {
            "CallSid": self.identity.call_sid,
            "CallStatus": self.status,
            "Direction": self.identity.direction,
        }
        return {**self.identity.fields(), **own}

    @property
    def answered_at(self) -> float | None:
        """By the simulated clock."""
        return self._answered_at

    def picked_up(self) -> None:
        """Whoever was rung by REST answers, before any document is asked for."""
        self.status, self._answered_at = "in-progress", self.line.clock

    # Documents

    def go(self, url: str, method: str, extra: Mapping[str, str]) -> None:
        """The next document; its failure is answered by the fallback URL, and that one's by an apology."""
        in_queue = self.queue is not None
        fields = {**self.fields(), **extra}
        if self.queue:
            fields |= self.queue.position_fields(self.line.clock)
        try:
            self.program = self.line.fetch(
                url,
                fields,
                method,
                allowed=IN_A_QUEUE if in_queue else None,
                where="while waiting in a queue",
            )
        except DocumentFailed as failed:
            self._fall_back(failed)
        except EndlessCall as endless:
            self.line.faults.append(Fault(url, NOT_TWILIOS, str(endless)))
            self.apologise()
            self.end(Ending.APPLICATION_ERROR)
            raise
        if self.status == "ringing" and self.ending is None and not self._refuses():
            self.status, self._answered_at = "in-progress", self.line.clock

    def _fall_back(self, failed: DocumentFailed) -> None:
        self.queue = None  # the fallback's document is the call's own, not the queue's
        if self.identity.fallback_url and not self._falling_back:
            self._falling_back = True
            told = {"ErrorCode": str(failed.fault.code), "ErrorUrl": failed.fault.url}
            self.go(self.identity.fallback_url, "POST", told)
            self._falling_back = False
        else:
            self.apologise()
            self.end(Ending.APPLICATION_ERROR)

    def _refuses(self) -> bool:
        return bool(self.program.verbs) and self.program.verbs[0].name == "Reject"

    def carry_out(self) -> None:
        if self.ending is None:
            super().carry_out()

    def ran_out(self) -> None:
        if self.queue:
            self.waiting = True  # the wait document is asked for again when time passes
        else:
            self.end(Ending.NOTHING_LEFT)

    def do(self, verb: Verb) -> None:
        own = self._own_verbs.get(verb.name)
        if own:
            own(verb)
        else:
            super().do(verb)

    def _redirect(self, verb: Verb) -> None:
        if self.queue and len(self.line.heard) > self.line.quiet_from:
            # Wait documents often end by asking for the next; following at once would never stop.
            self.program.put_back()
            self.waiting = True
            return
        self.go(urljoin(self.program.url, verb.words), verb.text("method", "POST"), {})

    def _reject(self, verb: Verb) -> None:
        busy = verb.text("reason") == "busy"
        if self.status == "ringing":
            self.status = "busy" if busy else "no-answer"
        self.hear(Kind.SOUND, "engaged tone" if busy else "number not in service")
        self.end(Ending.BUSY if busy else Ending.REJECTED)

    # Putting through

    def _dial(self, verb: Verb) -> None:
        self.waiting = True
        if verb.children and verb.children[0].name == "Conference":
            self.hear(Kind.SOUND, "hold music")
            self.dialled = Meeting(self.line, verb, self.program.url, self.identity.call_sid)
            return
        if self.queues and verb.children and verb.children[0].name == "Queue":
            self._take_from_queue(verb, verb.children[0], self.queues)
            return
        self.hear(Kind.SOUND, "ringing")
        self.dialled = Dialled(
            self.line, verb, self.program.url, self.identity.fields(), self.identity.call_sid
        )

    def _take_from_queue(self, verb: Verb, queue: Verb, queues: Queues) -> None:
        words = queue.text("url")
        welcome = Welcome(urljoin(self.program.url, words) if words else "", queue.text("method", "POST"))
        let_go = queues.take(queue.words, self.identity.call_sid, welcome)
        if let_go:
            self.dialled = Joined(self.line, verb, self.program.url, self.identity.call_sid, let_go)
            return
        self.waiting = False  # nobody waits there: on at once
        self._after_dial(verb, self.program.url, DialResult("no-answer", self.identity.call_sid))

    def settle_dial(self) -> None:
        """After a step on the other leg: when the Dial is over, go on with its action or the next verb."""
        dialled = self.dialled
        if dialled is None or dialled.result is None:
            return
        self.dialled = None
        self._after_dial(dialled.verb, dialled.document_url, dialled.result)
        self.carry_out()

    def _after_dial(self, dial: Verb, document_url: str, result: DialResult) -> None:
        if action := dial.text("action"):
            self._send(urljoin(document_url, action), dial.text("method", "POST"), result.fields())

    def _send(self, url: str, method: str, extra: Mapping[str, str]) -> None:
        """To an action: its document is carried out, unless the caller has gone and nobody would hear it."""
        if self.ending is None:
            self.go(url, method, extra)
        else:
            self.line.webhook.attempt(url, {**self.fields(), **extra}, method)

    # Waiting for a person

    def _enqueue(self, verb: Verb) -> None:
        self.queue = Waiting(verb, self.program, self.line.clock)
        if self.queue.name in self._full_queues:
            self.leave_queue("queue-full")
        else:
            self.wait_on()

    def wait_on(self) -> None:
        """Fetch the wait document, the first time or again, or play Twilio's own music."""
        if self.queue is None:
            raise AssertionError("not in a queue")
        if self.queue.wait_url:
            self.go(self.queue.wait_url, self.queue.verb.text("waitUrlMethod", "POST"), {})
        else:
            self.hear(Kind.SOUND, "hold music")
            self.line.clock += MUSIC_SECONDS
            self.waiting = True

    def wait_longer(self) -> None:
        """Time passes in the queue: the rest of the wait document, or the document once more."""
        music = self.queue is not None and not self.queue.wait_url
        if music or self.program.finished:
            self.wait_on()
        if not music:
            self.carry_out()

    def _leave(self, _verb: Verb) -> None:
        if self.queue:
            self.leave_queue("leave")
        # Outside a queue Leave does nothing, and nothing can stand after it: the call runs out.

    def leave_queue(self, result: str) -> None:
        """Out of the queue: on to its action, or the verb after the Enqueue."""
        queue, self.queue, self.gather = self.queue, None, None
        if queue is None:
            raise AssertionError("not in a queue")
        self.program = queue.resume
        if queue.action:
            fields = queue.result_fields(result, self.line.clock)
            self._send(queue.action, queue.verb.text("method", "POST"), fields)
        queue.part()

    def join(self, url: str, method: str, parted: Callable[[], None] | None = None) -> None:
        """Somebody takes this caller out of the queue. `url` says something to the caller first; may be empty. `parted`
        is told when their talk is over."""
        queue = self.queue
        if queue is None:
            raise AssertionError("not in a queue")
        self.gather = None
        if url:
            try:
                words = self.line.fetch(
                    url,
                    self.fields(),
                    method,
                    allowed=BEFORE_JOINING,
                    where="before a caller is joined",
                    allow_empty=True,
                )
                for verb in words.verbs:
                    self.play(verb)
            except DocumentFailed:
                pass  # they are joined all the same; the fault is listed
        queue.bridged, queue.parted = True, parted

    # Over ConversationRelay

    def _connect(self, verb: Verb) -> None:
        self.waiting = True
        try:
            self.relay = connect(verb, self.program.url, self.line, self.identity)
        except Closed:
            failed = SessionOver("failed", error_code=NOT_CONNECTED)
            self.waiting = False
            self._send(
                urljoin(self.program.url, verb.text("action")), verb.text("method", "POST"), failed.fields("")
            )
            return
        noun = verb.children[0]
        if greeting := noun.text("welcomeGreeting"):
            self.hear(Kind.WORDS, greeting, voice=noun.text("voice"), language=noun.text("language"))

    def over_relay(self, **message: Any) -> None:
        """Something the caller does that the application will answer."""
        if self.relay is None:
            raise AssertionError("not relayed")
        over = self.relay.send(**message) if message else None
        self._heard_or_over(over or self.relay.listen())

    def relay_drops(self) -> None:
        if self.relay is None:
            raise AssertionError("not relayed")
        self.relay.close()
        self._heard_or_over(SessionOver("failed", error_code=CONNECTION_LOST))

    def _heard_or_over(self, heard: str | SessionOver) -> None:
        if isinstance(heard, str):
            self.hear(Kind.WORDS, heard)
            return
        relay, self.relay = self.relay, None
        if relay is None:
            raise AssertionError("not relayed")
        self._send(relay.action, relay.method, heard.fields(relay.session_id))
        self.carry_out()

    # Leaving a message

    def _record(self, verb: Verb) -> None:
        if verb.flag("playBeep", True):
            self.hear(Kind.SOUND, "beep")
        self.recording = Recording(verb, self.program.url)
        self.waiting = True

    def stop_recording(self, digits: str) -> None:
        """By a key, by silence, at its full length, or because the caller has hung up."""
        recording, self.recording = self.recording, None
        if recording is None:
            raise AssertionError("not recording")
        self.messages.append(recording.text)
        account = self.identity.account_sid
        self._send(recording.action, recording.method, recording.fields(account, digits))
        ready = recording.status_callback(account, self.identity.call_sid)
        if ready:
            where, fields, method = ready
            self.line.webhook.tell(where, fields, method)
        self.carry_out()

    # The end

    def move(self, url: str, method: str) -> None:
        """By REST, to another document. What was under way is dropped: the other end of a Dial is hung up."""
        self.gather = self.recording = None
        if self.dialled:
            dialled, self.dialled = self.dialled, None
            dialled.caller_has_gone()
        if self.queue:
            queue, self.queue = self.queue, None
            if queue.action:
                result = "redirected-from-bridged" if queue.bridged else "redirected"
                told = {**self.fields(), **queue.result_fields(result, self.line.clock)}
                self.line.webhook.attempt(queue.action, told, queue.verb.text("method", "POST"))
            queue.part()
        self.go(url, method, {})
        self.carry_out()

    def hang_up(self, because: Ending = Ending.CALLER_HUNG_UP) -> None:
        """The caller has gone. Whatever was under way is told so; no answer to that is carried out."""
        self.ending, self.status = because, "completed"
        self.waiting, self.gather = True, None
        if self.dialled:
            dialled = self.dialled
            dialled.caller_has_gone()
            self.settle_dial()
        if self.queue:
            self.leave_queue("bridged" if self.queue.bridged else "hangup")
        if self.recording:
            self.stop_recording("hangup")
        if self.relay:
            self.relay.close()
            self._heard_or_over(SessionOver("completed"))
        self._report()

    def end(self, because: Ending) -> None:
        self.ending, self.gather, self.waiting = because, None, True
        if self.status in {"ringing", "in-progress"}:
            self.status = "completed"
        if self.queue:
            self.leave_queue("hangup")
        self._report()

    def not_reached(self, status: str) -> None:
        """A call placed by REST ends unanswered: busy, no-answer, failed or canceled."""
        self.status = status
        self.end(Ending.NOT_REACHED)

    @property
    def seconds_up(self) -> int:
        return 0 if self._answered_at is None else int(self.line.clock - self._answered_at)

    def _report(self) -> None:
        """The status callback, once, with how long the call lasted."""
        minutes = str(-(-self.seconds_up // 60))  # whole ones, as billed
        lasted = {"CallDuration": str(self.seconds_up), "Duration": minutes}
        self.reports.tell("completed", {**self.fields(), **lasted})
