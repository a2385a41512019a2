"""The pages of what comes in and goes out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from studio.exchange import export_page, import_page
from studio.room import Room


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    """/studio/phrases/import and /studio/export, with what is under them."""
    import_page.add_routes(routes, room, editor)
    export_page.add_routes(routes, room, editor)
