"""Puts a room's pages into an application of a test's own."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI


def mount(app: FastAPI, room: APIRouter) -> None:
    """The routes as they were made. `include_router` makes each a second time when the first page is asked for: of the
    studio's 119 that takes a tenth of a second, in every test."""
    app.router.routes.extend(room.routes)
