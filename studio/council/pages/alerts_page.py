"""Alerts: what is live, coming and over; writing one, and the fast lane that has it live within seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from council.council import Alert
from council.yaml_files import CouncilDataError
from staff.sessions import SignedIn
from studio import known
from studio.council.alerts import COMING, LIVE, OVER, FilledAlert, alerts_of, state, told
from studio.council.pages.missing import not_found
from studio.drafts.errors import DraftProblem
from studio.drafts.people import Person
from studio.files.content import Content
from studio.files.edits.alerts import LONGEST, EndAlert
from studio.files.edits.base import Edit
from studio.files.refused import EditRefused
from studio.files.warnings import about_reply
from studio.releasing.errors import ReleaseRefused
from studio.room import APPROVERS, Room
from studio.sent import Sent, SentForm
from studio.working import Again, Working, answer

log = structlog.get_logger(__name__)
HOME = "/studio/council/alerts"
NOW, DRAFT = "now", "draft"  # which button was pressed
OVER_SHOWN = 20
NOT_AT_ONCE = "You may not put an alert straight to live here. Add it to the draft, or ask an approver."


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    def list_page(
        request: Request,
        me: SignedIn,
        saved: str = "",
        published: int = 0,
        errors: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        working, moment = Working.of(room, me, saved), room.clock()
        live = alerts_of(Content(room.content))
        by_state: dict[str, list[Alert]] = {LIVE: [], COMING: [], OVER: []}
        for alert in live:
            by_state[state(alert, moment)].append(alert)
        return room.page(
            request,
            "council/alerts.html",
            me,
            status=status,
            working=working,
            by_state=by_state,
            over_shown=OVER_SHOWN,
            drafted=_drafted(working, live),
            services=known.services(room.content),
            published=_published(published),
            quick=may_publish(room, me),
            errors=errors or {},
        )

    def form_page(
        request: Request,
        me: SignedIn,
        filled: FilledAlert,
        errors: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        working = Working.of(room, me)
        return room.page(
            request,
            "council/alert.html",
            me,
            status=status,
            working=working,
            filled=filled,
            wards=known.wards(working.content.root),
            services=known.services(working.content.root),
            longest=LONGEST,
            quick=may_publish(room, me),
            errors=errors or {},
            **preview_of(working.content, filled),
        )

    def carry_out(
        request: Request, me: SignedIn, form: SentForm, edit: Edit, again: Again, *, quick: bool
    ) -> Response:
        """Live at once, or with the draft."""
        if not quick:
            return answer(request, room, me, form, edit, after=HOME, again=again)
        if room.releases is None or not may_publish(room, me):
            return again({"form": NOT_AT_ONCE}, 409)
        try:
            done = room.releases.publish_alert(edit, Person.of(me))
        except EditRefused as refused:
            return again({refused.field or "form": refused.message}, 422)
        except (ReleaseRefused, DraftProblem) as problem:
            log.warning("alert_not_published", reason=str(problem))
            return again({"form": problem.sentence}, 409)
        return RedirectResponse(f"{HOME}?published={done.id}", 303)

    def _published(release_id: int) -> str:
        """What went live a moment ago."""
        if release_id and room.releases:
            return next((one.title for one in room.releases.history() if one.id == release_id), "")
        return ""

    def found(me: SignedIn, alert_id: str, *, drafted: bool) -> Alert | None:
        content = Working.of(room, me).content if drafted else Content(room.content)
        return next((alert for alert in alerts_of(content) if alert.id == alert_id), None)

    @routes.get("/council/alerts")
    def alerts(request: Request, me: SignedIn = editor, saved: str = "", published: str = "") -> Response:
        number = int(published) if published.isdecimal() and len(published) < 10 else 0
        return list_page(request, me, saved, number)

    @routes.get("/council/alerts/new")
    def new(request: Request, me: SignedIn = editor) -> Response:
        return form_page(request, me, FilledAlert.begin(room.clock()))

    @routes.post("/council/alerts/preview")
    def preview(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        """As chat and phone would tell it, while it is typed; nothing is saved."""
        content = Working.of(room, me).content
        return room.page(
            request, "council/alert_preview.html", me, **preview_of(content, FilledAlert.sent(form))
        )

    @routes.post("/council/alerts/new")
    def make(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        return save(request, me, form, FilledAlert.sent(form))

    @routes.get("/council/alerts/{alert_id}")
    def change(request: Request, alert_id: str, me: SignedIn = editor, of: str = "") -> Response:
        alert = found(me, alert_id, drafted=of == DRAFT) or found(me, alert_id, drafted=of != DRAFT)
        if alert is None:
            return not_found(request, room, me, "alert", HOME)
        return form_page(request, me, FilledAlert.of(alert))

    @routes.post("/council/alerts/{alert_id}")
    def changed(request: Request, alert_id: str, form: Sent, me: SignedIn = editor) -> Response:
        if found(me, alert_id, drafted=False) is None and found(me, alert_id, drafted=True) is None:
            return not_found(request, room, me, "alert", HOME)
        return save(request, me, form, FilledAlert.sent(form, alert_id))

    def save(request: Request, me: SignedIn, form: SentForm, filled: FilledAlert) -> Response:
        def again(errors: dict[str, str], status: int) -> Response:
            return form_page(request, me, filled, errors, status)

        if errors := filled.errors(room.clock()):
            return again(errors, 422)
        content = Working.of(room, me).content
        quick = form.words("do") == NOW
        live, drafted = alerts_of(Content(room.content)), alerts_of(content)
        if not filled.id and any(filled.is_like(alert) for alert in (live if quick else drafted)):
            return RedirectResponse(HOME, 303)  # sent twice: it stands in the list
        taken = {alert.id for alert in (*live, *drafted)}
        return carry_out(request, me, form, filled.edit(taken), again, quick=quick)

    @routes.post("/council/alerts/{alert_id}/end")
    def end(request: Request, alert_id: str, form: Sent, me: SignedIn = editor) -> Response:
        """Over at once; one that has not begun goes."""

        def again(errors: dict[str, str], status: int) -> Response:
            return list_page(request, me, errors={"form": next(iter(errors.values()))}, status=status)

        edit = EndAlert(alert_id, room.clock())
        return carry_out(request, me, form, edit, again, quick=form.words("do") == NOW)


def may_publish(room: Room, me: SignedIn) -> bool:
    """Whether council/release.yml lets them put an alert straight to live; not while its rules cannot be read."""
    try:
        return room.releases is not None and room.releases.may_publish(me.role)
    except CouncilDataError:
        return me.role in APPROVERS


def preview_of(content: Content, filled: FilledAlert) -> dict[str, Any]:
    chat, phone = told(content, filled)
    warned = about_reply(content, "the alert", filled.text, filled.aloud) if filled.text else []
    return {"chat": chat, "phone": phone, "warned": warned}


def _drafted(working: Working, live: list[Alert]) -> list[Alert]:
    """What the draft has and live has not, or not so."""
    return [alert for alert in alerts_of(working.content) if alert not in live] if working.draft else []
