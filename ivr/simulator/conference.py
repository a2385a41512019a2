"""A Dial into a conference: the call is in a room, with music until somebody else is there.

Each call knows its own end only. Whoever plays all of them says when the other has left, with `hangs_up`, as for
an adviser who was dialled.
"""

from __future__ import annotations

from ivr.simulator.adviser import Dialled, DialResult
from ivr.simulator.documents import Verb
from ivr.simulator.happenings import State
from ivr.simulator.leg import Line


class Meeting(Dialled):
    """Over when this call leaves the room, or the room is closed because the other did."""

    def __init__(self, line: Line, verb: Verb, document_url: str, call_sid: str) -> None:
        self.line, self.verb, self.document_url = line, verb, document_url
        self.legs = []
        self.result = None
        self._call_sid = call_sid

    @property
    def state(self) -> State:
        return State.BRIDGED

    def hangs_up(self) -> None:
        """The others are gone, or this call has pressed star."""
        # A conference is "answered", whoever was in it. VOICE_FACTS, section 7.
        self.result = DialResult("answered", self._call_sid, bridged=True)

    def caller_has_gone(self) -> None:
        self.hangs_up()
