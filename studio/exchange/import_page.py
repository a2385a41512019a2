"""Phrases come in from a file: sent or pasted, looked at, then added in one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from staff.sessions import SignedIn
from studio.exchange.letters import example
from studio.exchange.pending import Imports, ImportView
from studio.exchange.sorting import Sort
from studio.exchange.tables import TWICE, Unreadable, read_bytes, read_text
from studio.files.edits.imports import ImportPhrases
from studio.room import Room
from studio.sent import Sent
from studio.working import Working, answer

log = structlog.get_logger(__name__)
HOME = "/studio/phrases/import"
PASTED = "Pasted"
SHOWN = 50  # rows of each sort; the rest are counted
MOST_UNKNOWN = 60  # intents an editor maps on one page; the rest are skipped, and offered next
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
TITLES = {
    Sort.NEW: "New",
    Sort.NEAR: "Nearly the same as another",
    Sort.PERHAPS: "Perhaps with personal data",
    Sort.UNKNOWN: "Of an enquiry we do not have",
    Sort.THERE: "Already there",
    Sort.TWICE: "Twice in this file",
    Sort.ELSEWHERE: "Under another enquiry",
    Sort.KEPT: "Kept for testing",
    Sort.PERSONAL: "With personal data",
    Sort.MISREAD: "With letters that look wrong",
    Sort.UNFIT: "Of no use",
}
ADVICE = {
    Sort.NEAR: "They teach little. Add them only when you mean to.",
    Sort.PERHAPS: "Add them only when the names, addresses and numbers in them are made up.",
    Sort.ELSEWHERE: "They are left out: one phrase cannot mean two things. Move the phrase there is, if it is wrong.",
    Sort.KEPT: "They are left out: what the assistant was taught cannot measure it.",
    Sort.MISREAD: "They are left out: another program has read them wrongly. Where the file was made, save it as CSV "
    "in UTF-8, and import that.",
    Sort.PERSONAL: "They are left out. Take the personal data out of the file, and import them anew.",
}


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    imports = Imports(room.database, room.clock)
    _add_progress(routes, room, imports, editor)

    def form_page(
        request: Request, me: SignedIn, errors: Mapping[str, str] | None = None, status: int = 200
    ) -> Response:
        return room.page(
            request,
            "exchange/import.html",
            me,
            status=status,
            working=Working.of(room, me),
            errors=errors or {},
        )

    def preview(
        request: Request,
        me: SignedIn,
        import_id: int,
        errors: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        view = imports.view(me.id, import_id)
        if view is None:
            return gone(request, me)
        working = Working.of(room, me)
        if view.looking:
            return room.page(request, "exchange/looking.html", me, working=working, view=view)
        titles = {intent.name: intent.shown for intent in working.content.intents()}
        return room.page(
            request,
            "exchange/preview.html",
            me,
            status=status,
            working=working,
            view=view,
            sorts={sort: view.sorted.of(sort) for sort in TITLES},
            sort_titles=TITLES,
            advice=ADVICE,
            shown=SHOWN,
            twice=view.encoding == TWICE,
            example=example(row.text for row in view.sorted.rows if row.sort != Sort.MISREAD),
            titles=titles,
            choices=dict(sorted(titles.items(), key=lambda item: item[1].lower())),
            unknown=list(view.sorted.unknown.items())[:MOST_UNKNOWN],
            gaining={name: len(those) for name, those in view.sorted.by_intent(Sort.NEW).items()},
            errors=errors or {},
        )

    def gone(request: Request, me: SignedIn) -> Response:
        return room.page(
            request,
            "not_found.html",
            me,
            status=404,
            working=Working.of(room, me),
            title="This import is over",
            advice=("Its phrases were added, or nobody said yes to it for a day.",),
            back=HOME,
        )

    @routes.get("/phrases/import")
    def begin(request: Request, me: SignedIn = editor) -> Response:
        return form_page(request, me)

    @routes.post("/phrases/import")
    def read(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        """A file, or else what was pasted. Nothing is added yet."""
        content, sent = Working.of(room, me).content, form.upload("file")
        known = [name for view in content.intents() for name in (view.name, view.title) if name]
        try:
            if sent:
                field, name, table = "file", sent[0], read_bytes(sent[1], known)
            elif form.words("pasted"):
                field, name, table = "pasted", PASTED, read_text(form.words("pasted"), known)
            else:
                return form_page(request, me, {"file": "Select a file, or paste the phrases"}, 422)
        except Unreadable as unreadable:
            return form_page(request, me, {"file" if sent else "pasted": unreadable.sentence}, 422)
        log.info("phrases_read", rows=len(table.rows), encoding=table.encoding, by=field)
        return to_preview(imports.keep(me.id, name, table, content))

    @routes.get("/phrases/import/{import_id}")
    def look(request: Request, import_id: RowId, me: SignedIn = editor) -> Response:
        return preview(request, me, import_id)

    @routes.post("/phrases/import/{import_id}/map")
    def choose(request: Request, import_id: RowId, form: Sent, me: SignedIn = editor) -> Response:
        """Which enquiries of ours the file's are; those without a choice stay skipped."""
        view = imports.view(me.id, import_id)
        if view is None or view.looking:
            return preview(request, me, import_id)
        names = list(view.sorted.unknown)[:MOST_UNKNOWN]
        chosen = {
            name: intent for place, name in enumerate(names) if (intent := form.words(f"intent-{place}"))
        }
        if not chosen:
            return preview(request, me, import_id, {"intent-0": "Select the enquiry of one of them"}, 422)
        imports.sort_again(me.id, import_id, Working.of(room, me).content, chosen)
        return to_preview(import_id)

    @routes.post("/phrases/import/{import_id}/again")
    def again(import_id: RowId, me: SignedIn = editor) -> Response:
        """Sorted against the draft as it is now."""
        imports.sort_again(me.id, import_id, Working.of(room, me).content)
        return to_preview(import_id)

    @routes.post("/phrases/import/{import_id}/forget")
    def forget(import_id: RowId, me: SignedIn = editor) -> Response:
        imports.forget(me.id, import_id)
        return RedirectResponse(HOME, 303)

    @routes.post("/phrases/import/{import_id}")
    def confirm(request: Request, import_id: RowId, form: Sent, me: SignedIn = editor) -> Response:
        """All that is new becomes one step of the draft."""
        view = imports.view(me.id, import_id)
        if view is None or view.looking:
            return preview(request, me, import_id)

        def refused(errors: dict[str, str], status: int) -> Response:
            return preview(request, me, import_id, {"form": next(iter(errors.values()))}, status)

        edit = edit_of(view, *(sort for sort in (Sort.NEAR, Sort.PERHAPS) if form.words(sort) == "yes"))
        done = answer(request, room, me, form, edit, after="/studio/enquiries", again=refused)
        if done.status_code == 303:
            imports.forget(me.id, import_id)
        return done

    def to_preview(import_id: int) -> Response:
        return RedirectResponse(f"{HOME}/{import_id}", 303)


def _add_progress(routes: APIRouter, room: Room, imports: Imports, editor: Any) -> None:
    @routes.get("/phrases/import/{import_id}/progress")
    def progress(request: Request, import_id: RowId, me: SignedIn = editor) -> Response:
        """The part of the page that changes while the phrases are looked at; then the whole page is fetched anew."""
        view = imports.view(me.id, import_id)
        page = room.page(request, "exchange/progress.html", me, view=view)
        if view is None or not view.looking or view.looking.unheard:
            page.headers["HX-Refresh"] = "true"
        return page


def edit_of(view: ImportView, *also: Sort) -> ImportPhrases:
    by_intent = view.sorted.by_intent(Sort.NEW, *also)
    return ImportPhrases(tuple((intent, tuple(phrases)) for intent, phrases in by_intent.items()))
