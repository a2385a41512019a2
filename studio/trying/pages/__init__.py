"""The pages under /studio/try: start a pair, talk to it, play a conversation on it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from studio.room import Room
from studio.trying.pages import conversation_page, start_page, talk_page


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    page = talk_page.TalkPage(room)
    start_page.add_routes(routes, room, page, editor)
    talk_page.add_routes(routes, room, page, editor)
    conversation_page.add_routes(routes, room, editor)
