"""The caller's leg: everything TwiML can do with a person who has rung, until the call is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from typing import ClassVar
from urllib.parse import urljoin

from ivr.simulator.adviser import Dialled, DialResult
from ivr.simulator.conference import Meeting
from ivr.simulator.documents import Verb
from ivr.simulator.grammar import IN_A_QUEUE
from ivr.simulator.happenings import Ending, EndlessCall, Fault, Kind, Who
from ivr.simulator.leg import DocumentFailed, Leg, Line
from ivr.simulator.recording import Recording
from ivr.simulator.waiting import Waiting

NOT_TWILIOS = 0  # the code of a fault that only the simulator finds
MUSIC_SECONDS = 30  # how long a stretch of Twilio's own hold music is taken to last


@dataclass(frozen=True)
class Identity:
    """The fields that every request of this call carries, and where it is reported."""

    call_sid: str
    account_sid: str
    caller: str
    called: str
    fallback_url: str | None
    status_callback: str | None

    def fields(self) -> dict[str, str]:
        """Without CallSid and CallStatus, which a child leg has of its own."""
        fields = {
            "AccountSid": self.account_sid,
            "ApiVersion": "2010-04-01",
            "From": self.caller,
            "Caller": self.caller,
            "To": self.called,
            "Called": self.called,
            "ToCountry": "GB",
            "CalledCountry": "GB",
        }
        if self.caller.startswith("+44"):
            fields |= {"FromCountry": "GB", "CallerCountry": "GB"}
        return fields


class CallerLeg(Leg):
    """The call itself. What it waits for is in `gather`, `dialled`, `queue` or `recording`."""

    who: ClassVar[Who] = Who.CALLER

    def __init__(self, line: Line, identity: Identity, full_queues: frozenset[str]) -> None:
        super().__init__(line)
        self.identity = identity
        self.status = "ringing"
        self.dialled: Dialled | None = None
        self.queue: Waiting | None = None
        self.recording: Recording | None = None
        self.messages: list[str] = []  # what was said into finished recordings
        self.ending: Ending | None = None
        self._full_queues = full_queues
        self._answered_at: float | None = None
        self._falling_back = False
        self._own_verbs: Mapping[str, Callable[[Verb], None]] = {
            "Redirect": self._redirect,
            "Dial": self._dial,
            "Enqueue": self._enqueue,
            "Leave": self._leave,
            "Record": self._record,
            "Hangup": lambda _verb: self.end(Ending.LINE_HUNG_UP),
            "Reject": self._reject,
        }

    def fields(self) -> dict[str, str]:
        own = {"CallSid": self.identity.call_sid, "CallStatus": self.status, "Direction": "inbound"}
        return {**self.identity.fields(), **own}

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
        self.hear(Kind.SOUND, "ringing")
        self.dialled = Dialled(
            self.line, verb, self.program.url, self.identity.fields(), self.identity.call_sid
        )

    def settle_dial(self) -> None:
        """After a step on the other leg: when the Dial is over, go on with its action or the next verb."""
        dialled = self.dialled
        if dialled is None or dialled.result is None:
            return
        self.dialled = None
        self._after_dial(dialled, dialled.result)
        self.carry_out()

    def _after_dial(self, dialled: Dialled, result: DialResult) -> None:
        action = dialled.verb.text("action")
        if action:
            url = urljoin(dialled.document_url, action)
            self._send(url, dialled.verb.text("method", "POST"), result.fields())

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

    def hang_up(self) -> None:
        """The caller has gone. Whatever was under way is told so; no answer to that is carried out."""
        self.ending, self.status = Ending.CALLER_HUNG_UP, "completed"
        self.waiting, self.gather = True, None
        if self.dialled:
            dialled = self.dialled
            dialled.caller_has_gone()
            self.settle_dial()
        if self.queue:
            self.leave_queue("bridged" if self.queue.bridged else "hangup")
        if self.recording:
            self.stop_recording("hangup")
        self._report()

    def end(self, because: Ending) -> None:
        self.ending, self.gather, self.waiting = because, None, True
        if self.status in {"ringing", "in-progress"}:
            self.status = "completed"
        if self.queue:
            self.leave_queue("hangup")
        self._report()

    def _report(self) -> None:
        """The status callback, once, with how long the call lasted."""
        if not self.identity.status_callback:
            return
        seconds = 0 if self._answered_at is None else int(self.line.clock - self._answered_at)
        lasted = {
            "CallDuration": str(seconds),
            "Duration": str(-(-seconds // 60)),  # whole minutes, as billed
            "CallbackSource": "call-progress-events",
            "SequenceNumber": "0",
            "Timestamp": formatdate(usegmt=True),
        }
        self.line.webhook.tell(self.identity.status_callback, {**self.fields(), **lasted})
