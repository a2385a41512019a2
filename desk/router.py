"""The desk, put together: what the server mounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool

from cases.outbox import Outbox
from contacts.events import Events
from contacts.phone_line import PhoneLine
from contacts.ringing_back.calling_back import CallingBack
from contacts.turns import Turns
from contacts.waiting import presence
from contacts.waiting.passing_on import PassingOn
from contacts.waiting.queue import Queue
from contacts.waiting.ringing import Ringing
from database.base import now
from database.engine import Database
from desk import call_backs_page, contact_forms, contact_page, moving, phone_line_page, queue_page
from desk.once import SentReplies
from desk.room import ROLES, Room
from pages.pages import Pages
from staff.sessions import Sessions, SignedIn

LARGEST_FORM = 64 * 1024  # bytes


def router(
    queue: Queue,
    turns: Turns,
    *,
    outbox: Outbox,
    events: Events,
    pages: Pages,
    sessions: Sessions,
    database: Database,
    line: PhoneLine,
    teams: Mapping[str, str] | None = None,
    calling_back: CallingBack | None = None,
    clock: Callable[[], datetime] = now,
    ringing: Ringing | None = None,
    passing_on: PassingOn | None = None,
    enquiries: Mapping[str, str] | None = None,
) -> APIRouter:
    """Everything under /desk.

    Args:
        teams: each team's title by its key in council/teams.yml.
        calling_back: has call-backs rung at an adviser's word; None where advisers dial themselves.
        database: where replies already sent are remembered.
        line: the phone line, for the page of those who watch over it.
        ringing: brings a caller who waits to an adviser's telephone; None where there is no network to ask.
        passing_on: passes a contact to another team.
        enquiries: the titles of what residents ask for, by name; one may be chosen when a contact is finished.
    """
    pages.add_room("desk", Path(__file__).resolve().parent)
    sent = SentReplies(database, clock)
    room = Room(
        queue,
        turns,
        outbox,
        events,
        pages,
        sent,
        teams or {},
        clock,
        calling_back=calling_back,
        ringing=ringing,
        passing_on=passing_on,
        enquiries=enquiries or {},
    )
    routes = APIRouter(prefix="/desk", include_in_schema=False, max_body_size=LARGEST_FORM)
    signed_in = Depends(sessions.signed_in(*ROLES))

    async def at_the_desk(me: SignedIn = signed_in) -> SignedIn:
        await run_in_threadpool(presence.seen, database, me.name, clock())
        return me

    adviser = Depends(at_the_desk)
    for part in (queue_page, contact_page, contact_forms, moving, call_backs_page):
        part.add_routes(routes, room, adviser)
    phone_line_page.add_routes(routes, room, Depends(sessions.signed_in(*phone_line_page.ROLES)), line)
    return routes
