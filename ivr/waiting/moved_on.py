"""A call that an adviser has passed to another team: where the network is sent, and what the caller hears."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from contacts.waiting.places import Places
from contacts.waiting.queue import Queue
from contacts.waiting.rings import CallerGone
from council.council import Council
from council.words import Words
from ivr.answers import answered
from ivr.faults import LineFaults
from ivr.signature import TwilioForms
from ivr.state import CallState
from ivr.turns import Decision, PutThrough
from ivr.webhook import Phone

RowId = Annotated[int, Query(ge=0, lt=2**31)]


@dataclass(frozen=True)
class MovedOn:
    """The caller's side of contacts/waiting/passing_on.py."""

    phone: Phone
    places: Places
    queue: Queue
    council: Council
    words: Words

    def moved(self, fields: Mapping[str, str], entry: int) -> str:
        """To the team's queue, or straight to the team where callers do not wait. `entry` is the place given there."""

        def decide(key: str, state: CallState) -> Decision:
            if self.places.entry_of(key) != entry:
                raise CallerGone
            state.team = self.queue.entry(entry).team
            team = self.council.team(state.team).spoken
            return PutThrough((self.words.say("moved_on", spoken=True, team=team),), state.team)

        return self.phone.jump(fields, f"moved:{entry}", decide)


def moved_router(
    moved_on: MovedOn, forms: TwilioForms, last_resort: str, faults: LineFaults | None = None
) -> APIRouter:
    routes = APIRouter(prefix="/ivr", include_in_schema=False)
    Form = Annotated[Mapping[str, str], Depends(forms.read)]

    @routes.post("/moved")
    async def moved(fields: Form, e: RowId) -> Response:
        return await answered(lambda: moved_on.moved(fields, e), last_resort, faults)

    return routes
