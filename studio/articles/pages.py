"""The pages of the articles."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from studio.articles import editor_page, great_changes, list_page
from studio.room import Room


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    list_page.add_routes(routes, room, room.searches, editor)
    editor_page.add_routes(routes, room, editor)
    great_changes.add_routes(routes, room, editor)
