"""frontdoor studio gate, approve, release, rollback and releases."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Annotated

import typer

from council.hours import LONDON
from server.studio_commands.common import (
    TOO_LATE,
    WRONG_USAGE,
    Acting,
    AsJson,
    DraftId,
    acting,
    fail,
    refusals,
    show,
    wired,
)
from server.wiring import Wiring
from studio.releasing.models import Status
from studio.releasing.views import ReleaseView

LOOK_EVERY_SECONDS = 0.5
PATIENCE_SECONDS = 300
WINDOW = "window"

Why = Annotated[str, typer.Option("--why", help="Why, in a few words: it is kept with the release")]
At = Annotated[str, typer.Option("--at", help="now, window, or London time such as 2027-03-09T10:00")]
Here = Annotated[bool, typer.Option("--here", help="Carry it out in this process: where no worker runs")]
Wait = Annotated[bool, typer.Option("--wait/--no-wait", help="Wait until it is live")]


def add_to(app: typer.Typer) -> None:
    @app.command()
    def gate(draft_id: DraftId, as_json: AsJson = False) -> None:
        """How a draft stands against every rule of a release. Ends with 1 while one is not passed."""
        with refusals():
            found = wired().releases.gate(draft_id)
        lines = [f"{'passed' if rule.passed else 'NOT PASSED'}: {rule.sentence}" for rule in found.rules]
        rules = [
            {"name": rule.name, "passed": rule.passed, "sentence": rule.sentence} for rule in found.rules
        ]
        show(
            {"draft": draft_id, "commit": found.commit, "passed": found.passed, "rules": rules},
            as_json,
            *lines,
        )
        if not found.passed:
            raise typer.Exit(1)

    @app.command()
    def approve(
        draft_id: DraftId,
        who: Acting,
        commit: Annotated[str, typer.Option(help="What was looked at; without it, the newest commit")] = "",
        note: Annotated[str, typer.Option(help="Kept with the approval")] = "",
        as_json: AsJson = False,
    ) -> None:
        """Say yes to a draft as it is. Takes an account that may, of somebody who changed nothing in it."""
        wiring = wired()
        with refusals():
            person = acting(wiring, who, approves=True)
            seen = commit or wiring.drafts.get(draft_id).head
            wiring.releases.approve(draft_id, seen, person, note)
        show({"draft": draft_id, "commit": seen, "by": person.email}, as_json, f"Approved by {person.name}.")

    @app.command()
    def release(
        draft_id: DraftId,
        who: Acting,
        why: Why,
        at: At = "now",
        here: Here = False,
        wait: Wait = True,
        as_json: AsJson = False,
    ) -> None:
        """Let a draft go live: every rule of the gate must be passed."""
        wiring = wired()
        with refusals():
            when = _when(wiring, at)
            asked = wiring.releases.release(draft_id, acting(wiring, who), why, when)
            done = _ended(wiring, asked, here=here, wait=wait and when is None)
        show(done, as_json, _line(done))

    @app.command()
    def rollback(
        who: Acting,
        why: Why,
        release_id: Annotated[
            int | None, typer.Argument(help="The release; without it, the newest", min=1)
        ] = None,
        here: Here = False,
        wait: Wait = True,
        as_json: AsJson = False,
    ) -> None:
        """Let what was live before the newest release be live again."""
        wiring = wired()
        with refusals():
            newest = wiring.releases.live().release
            number = release_id or (newest.id if newest else None)
            if number is None:
                fail("Nothing has gone live from the studio, so there is nothing to take back.")
            asked = wiring.releases.take_back(number, acting(wiring, who), why)
            done = _ended(wiring, asked, here=here, wait=wait)
        show(done, as_json, _line(done))

    @app.command()
    def releases(as_json: AsJson = False) -> None:
        """What went live or was to, the newest first."""
        with refusals():
            history = wired().releases.history()
        show(history, as_json, *map(_line, history))


def _when(wiring: Wiring, at: str) -> datetime | None:
    """None is now."""
    if at == "now":
        return None
    if at == WINDOW:
        following = wiring.releases.next_window()
        if following is None:
            fail("No release window begins in the next weeks: see council/release.yml.")
        return following
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        fail("Write --at as now, window, or a time such as 2027-03-09T10:00", WRONG_USAGE)
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def _ended(wiring: Wiring, asked: ReleaseView, *, here: bool, wait: bool) -> ReleaseView:
    """The release as it came to an end, or as it stands when it is not waited for."""
    if here:
        wiring.releases.carry_out_due()
    until = time.monotonic() + PATIENCE_SECONDS
    while not (seen := wiring.releases.view(asked.id)).over and wait:
        if time.monotonic() > until:
            fail(
                f"Release {asked.id} is {seen.status} after {PATIENCE_SECONDS} seconds. Does the worker run?",
                TOO_LATE,
            )
        time.sleep(LOOK_EVERY_SECONDS)
    if seen.over and seen.status is not Status.LIVE:
        fail(seen.problem or f"Release {asked.id} was {seen.status}.")
    return seen


def _line(release: ReleaseView) -> str:
    when = release.live_at or release.due_at
    problem = f": {release.problem}" if release.problem else ""
    status = str(release.status).replace("_", " ")
    return f"{release.id}  {release.title} ({release.who}, {status}, {when.astimezone(LONDON):%d %B %Y %H:%M}){problem}"
