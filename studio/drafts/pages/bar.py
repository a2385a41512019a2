"""The bar on every page of the studio: which draft an editor's changes go to, and how to work on another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import Request

from staff.sessions import SignedIn
from studio.drafts.drafts import Drafts
from studio.drafts.views import DraftName

HOME = "/studio/drafts"
_OF_DRAFT = re.compile(rf"{HOME}/(\d+)(?:/|$)")


@dataclass(frozen=True)
class DraftBar:
    """`here` is the address to come back to after switching; `looked_at` is the other draft that the page is about, if
    it is about one. From the database alone: no page waits for git."""

    current: DraftName | None
    others: tuple[DraftName, ...]
    here: str
    looked_at: DraftName | None = None

    @classmethod
    def of(cls, drafts: Drafts, me: SignedIn, request: Request) -> DraftBar:
        current = drafts.current_name(me)
        others = tuple(name for name in drafts.names() if name != current)
        here = request.url.path if request.method == "GET" else HOME
        of_draft = _OF_DRAFT.match(request.url.path)
        looked_at = next((name for name in others if of_draft and str(name.id) == of_draft[1]), None)
        return cls(current, others, here, looked_at)


def way_back(address: str, otherwise: str = HOME) -> str:
    """An address a form asked to come back to, if it is one of the studio's own pages."""
    own = address == "/studio" or address.startswith("/studio/")
    odd = "//" in address or "\\" in address or any(ord(letter) <= 32 for letter in address)
    return address if own and not odd else otherwise
