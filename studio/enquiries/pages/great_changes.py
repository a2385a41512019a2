"""Rename, merge, split and retire: each says first all that it will change, and asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio.enquiries.besides import Besides, besides
from studio.enquiries.consequences import Consequence, consequences, in_words
from studio.enquiries.elsewhere import Elsewhere, elsewhere
from studio.enquiries.pages.intent_page import NAME, not_found, others
from studio.files.content import Content
from studio.files.edits.base import Edit
from studio.files.edits.intents import (
    MergeIntents,
    RenameIntent,
    RetireEnquiry,
    bound_to_the_program,
    may_be_renamed,
    may_go,
)
from studio.files.refused import EditRefused
from studio.room import Room
from studio.sent import Sent
from studio.working import Working, answer


@dataclass(frozen=True)
class GreatChange:
    """What its page says. `field` is what it asks for, if anything."""

    title: str
    button: str
    field: str
    advice: str


CHANGES = {
    "rename": GreatChange(
        "Rename",
        "Rename it",
        "new",
        "The name is what the files, the reports and the model call it. Residents see the title, which you change"
        " under “Change details”.",
    ),
    "merge": GreatChange(
        "Merge",
        "Merge them",
        "target",
        "All its phrases go to the other enquiry, and this one is no more. What referred to it refers to the other.",
    ),
    "retire": GreatChange(
        "Retire",
        "Retire it",
        "",
        "It is taken out with its phrases and replies. Its article stays and can still be found by search.",
    ),
}


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    for kind in CHANGES:
        _add(routes, room, editor, kind)


def _add(routes: APIRouter, room: Room, editor: Any, kind: str) -> None:
    @routes.get(f"/enquiries/{{name}}/{kind}")
    def ask(request: Request, name: str, me: SignedIn = editor) -> Response:
        """With what it asks for in the address, the page says what will change."""
        query = request.query_params
        filled = str(query.get(CHANGES[kind].field, "")).strip() if CHANGES[kind].field else ""
        return _page(request, room, me, kind, name, filled, looked=bool(filled) or kind == "retire")

    @routes.post(f"/enquiries/{{name}}/{kind}")
    def do(request: Request, name: str, form: Sent, me: SignedIn = editor) -> Response:
        filled = form.words(CHANGES[kind].field) if CHANGES[kind].field else ""
        edit = _edit(kind, name, filled)
        if Working.of(room, me).content.intent(name) is None:
            return not_found(request, room, me, name)

        def again(errors: dict[str, str], status: int) -> Response:
            return _page(request, room, me, kind, name, filled, errors=errors, status=status)

        after = {"rename": f"/studio/enquiries/{filled}", "merge": f"/studio/enquiries/{filled}"}
        if CHANGES[kind].field and not NAME.fullmatch(filled):
            return again({CHANGES[kind].field: _wanted(kind)}, 422)
        return answer(request, room, me, form, edit, after=after.get(kind, "/studio/enquiries"), again=again)


def _edit(kind: str, name: str, filled: str) -> Edit:
    if kind == "rename":
        return RenameIntent(name, filled)
    return MergeIntents(name, filled) if kind == "merge" else RetireEnquiry(name)


def _may_be_done(content: Content, kind: str, name: str) -> None:
    """Raises EditRefused for what nobody may do, whatever else they fill in: better said before they do."""
    if kind == "rename":
        may_be_renamed(content, name)
    else:
        may_go(content, name, "merged" if kind == "merge" else "retired", "")


@dataclass(frozen=True)
class Hears:
    """What whoever asks for an enquiry will hear once it has gone: `chat` and `phone`, or only what is told of it."""

    told: str
    chat: str = ""
    phone: str = ""


def _hears(content: Content, kind: str, title: str, target: str) -> Hears | None:
    """None where nobody hears anything else."""
    if kind == "rename":
        return None
    if kind == "retire":
        return Hears(
            f"Whoever asks for “{title}” hears the answer of what is nearest to it, or that it was not understood."
        )
    enquiry = content.catalogue().get(target)
    told = f"Whoever asks for “{title}” hears what “{content.shown(target)}” says:"
    begin = content.reply(f"utter_begin_{target}")
    if begin is not None and (chat := begin.text()):
        return Hears(told, chat, begin.text("voice") or chat)
    article = content.article(enquiry.article) if enquiry and enquiry.article else None
    if article is None or article.article is None:
        return Hears(told.removesuffix(":") + ".")
    return Hears(told, article.article.summary, article.article.spoken)


def _wanted(kind: str) -> str:
    if kind == "rename":
        return "Enter a name in small letters with _ between the words, such as report_missed_bin"
    return "Select the enquiry its phrases go to"


def _page(
    request: Request,
    room: Room,
    me: SignedIn,
    kind: str,
    name: str,
    filled: str,
    *,
    looked: bool = False,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    working, change = Working.of(room, me), CHANGES[kind]
    intent = working.content.intent(name)
    if intent is None:
        return not_found(request, room, me, name)
    errors, found, describes = dict(errors or {}), list[Consequence](), ""
    sentences = list[str]()
    named, hindrance = Elsewhere(), ""
    try:
        _may_be_done(working.content, kind, name)
    except EditRefused as refused:
        hindrance = refused.message
        status = 422 if looked else status
    if looked and not hindrance:
        if change.field and not NAME.fullmatch(filled):
            errors, status = {change.field: _wanted(kind)}, 422
        else:
            try:
                edit = _edit(kind, name, filled)
                found, describes = consequences(working.content, edit), edit.describe(working.content)
                sentences = in_words(working.content, edit)
                changed = {one.path for one in found}
                named = elsewhere(working.content, room.content, working.seen, name, changed)
            except EditRefused as refused:
                errors, status = {change.field or "form": refused.message}, 422
    return room.page(
        request,
        "enquiries/great_change.html",
        me,
        status=status,
        working=working,
        kind=kind,
        change=change,
        intent=intent,
        filled=filled,
        others=others(working.content, name),
        found=found,
        describes=describes,
        sentences=sentences,
        hears=_hears(working.content, kind, intent.shown, filled) if found else None,
        besides=besides(working.content, kind, name, filled) if found else Besides(),
        elsewhere=named,
        hindrance=hindrance,
        bound=bound_to_the_program(working.content) if hindrance else [],
        errors=errors,
    )
