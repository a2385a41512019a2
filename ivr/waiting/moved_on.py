"""A call that an adviser has passed to another team: where the network is sent, and what the caller hears."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from contacts.waiting.places import Places
from contacts.waiting.queue import Queue
from contacts.waiting.rings import CallerGone
from council.council import Council
from council.words import Words
from ivr.answers import answered
from ivr.calls import UnknownCall
from ivr.carried import RowId
from ivr.faults import LineFaults
from ivr.signature import TwilioForms
from ivr.state import CallState
from ivr.turns import Decision, PutThrough
from ivr.webhook import Phone


@dataclass(frozen=True)
class MovedOn:
    """The caller's side of contacts/waiting/passing_on.py."""

    phone: Phone
    places: Places
    queue: Queue
    council: Council
    words: Words

    def moved(self, fields: Mapping[str, str], entry: int | None) -> str:
        """To the team's queue, or straight to the team where callers do not wait. `entry` is the place given there;
        where it is not known, the one they have."""

        def decide(key: str, state: CallState) -> Decision:
            given = self.places.entry_of(key)
            if given is None or entry not in (None, given):
                raise CallerGone
            state.team = self.queue.entry(given).team
            team = self.council.team(state.team).spoken
            return PutThrough((self.words.say("moved_on", spoken=True, team=team),), state.team)

        return self.phone.jump(fields, self._name(fields, entry), decide)

    def _name(self, fields: Mapping[str, str], entry: int | None) -> str:
        """Of the step: a repeat gets the same answer, and moving on once more another."""
        if entry is not None:
            return f"moved:{entry}"
        try:
            return f"moved-at:{self.phone.stands(fields['CallSid']).step}"
        except UnknownCall:
            return "moved"  # which greets


def moved_router(
    moved_on: MovedOn, forms: TwilioForms, last_resort: str, faults: LineFaults | None = None
) -> APIRouter:
    routes = APIRouter(prefix="/ivr", include_in_schema=False)
    Form = Annotated[Mapping[str, str], Depends(forms.read)]

    @routes.post("/moved")
    async def moved(fields: Form, e: RowId = None) -> Response:
        return await answered(lambda: moved_on.moved(fields, e), last_resort, faults)

    return routes
