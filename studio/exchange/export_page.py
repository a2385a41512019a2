"""Everything goes out again: as a plain Rasa project, or the phrases as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from council.hours import LONDON
from staff.sessions import SignedIn
from studio.exchange.project import as_zip
from studio.files.content import Content
from studio.files.unreadable import of_phrases, that_are_exported
from studio.room import Room
from studio.working import Working


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    @routes.get("/export")
    def ways_out(request: Request, me: SignedIn = editor) -> Response:
        return page(request, me, Working.of(room, me))

    def page(request: Request, me: SignedIn, working: Working, status: int = 200) -> Response:
        content = working.content
        return room.page(
            request,
            "exchange/export.html",
            me,
            status=status,
            working=working,
            phrases=sum(intent.phrases for intent in content.intents()),
            unreadable=that_are_exported(content),
            whole=not of_phrases(content),
        )

    @routes.get("/export/project.zip")
    def project(request: Request, me: SignedIn = editor) -> Response:
        """Not while something is missing from it: whoever gets it would not know."""
        working = Working.of(room, me)
        if that_are_exported(working.content):
            return page(request, me, working, 409)
        return file(as_zip(working.content), "application/zip", "assistant", "zip")

    @routes.get("/export/phrases.csv")
    def phrases(request: Request, me: SignedIn = editor) -> Response:
        working = Working.of(room, me)
        if of_phrases(working.content):
            return page(request, me, working, 409)
        return file(phrases_csv(working.content), "text/csv; charset=utf-8", "phrases", "csv")

    def file(data: bytes, kind: str, name: str, ending: str) -> Response:
        today = room.clock().astimezone(LONDON).date()
        headers = {
            "Content-Disposition": f'attachment; filename="{name}-{today}.{ending}"',
            "Cache-Control": "no-store",
        }
        return Response(data, media_type=kind, headers=headers)


def phrases_csv(content: Content) -> bytes:
    """Every phrase with its intent, in the order of the files. The mark has a spreadsheet take it for UTF-8."""
    held = io.StringIO()
    rows = csv.writer(held)
    rows.writerow(("text", "intent"))
    for intent, phrases in content.all_phrases().items():
        rows.writerows((_harmless(phrase), intent) for phrase in phrases)
    return held.getvalue().encode("utf-8-sig")


def _harmless(phrase: str) -> str:
    """A spreadsheet takes what begins so for a formula, and would carry it out."""
    return f"'{phrase}" if phrase[:1] in "=+-@\t" else phrase
