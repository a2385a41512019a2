"""What an enquiry is called, what it leads to and which words help to hear it; and the replies that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from council.case_types import CHECKS, FIELDS
from staff.sessions import SignedIn
from studio import known
from studio.enquiries.filled import FilledEnquiry
from studio.enquiries.pages.intent_page import DEMANDS, IntentPage, not_found, others
from studio.files.content import Content
from studio.files.edits.enquiries import ChangeEnquiry
from studio.files.edits.replies import ChangeReply
from studio.room import Room
from studio.sent import Sent
from studio.working import Working, answer

LONGEST_REPLY = 1_000  # characters
CHANNELS = {"chat": None, "voice": "voice"}  # as a form names them, and as the files do


def choices(content: Content) -> dict[str, Any]:
    """What the form of an enquiry offers."""
    return {
        "articles": {file.key: file.title for file in content.articles()},
        "promises": known.promises(content.root),
        "demands": DEMANDS,
        "all_fields": FIELDS,
        "checks": CHECKS,
    }


def add_routes(routes: APIRouter, room: Room, intent_page: IntentPage, editor: Any) -> None:
    def page(
        request: Request,
        me: SignedIn,
        name: str,
        filled: FilledEnquiry | None = None,
        errors: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        working = Working.of(room, me)
        intent, catalogue = working.content.intent(name), working.content.catalogue()
        if intent is None or intent.enquiry is None:
            return not_found(request, room, me, name)
        return room.page(
            request,
            "enquiries/details.html",
            me,
            status=status,
            working=working,
            intent=intent,
            enquiry=intent.enquiry,
            filled=filled or FilledEnquiry.of(intent.enquiry),
            others={
                other: title for other, title in others(working.content, name).items() if other in catalogue
            },
            begins=working.content.reply(f"utter_begin_{name}") is not None,
            errors=errors or {},
            **choices(working.content),
        )

    @routes.get("/enquiries/{name}/details")
    def details(request: Request, name: str, me: SignedIn = editor) -> Response:
        return page(request, me, name)

    @routes.post("/enquiries/{name}/details")
    def change(request: Request, name: str, form: Sent, me: SignedIn = editor) -> Response:
        content = Working.of(room, me).content
        intent = content.intent(name)
        if intent is None or intent.enquiry is None:
            return not_found(request, room, me, name)
        filled, offered = FilledEnquiry.sent(form, intent.enquiry), choices(content)
        leads = bool(intent.enquiry.task or intent.enquiry.action)

        def again(errors: dict[str, str], status: int) -> Response:
            return page(request, me, name, filled, errors, status)

        if errors := filled.errors(offered["articles"], offered["promises"], leads=leads):
            return again(errors, 422)
        edit = ChangeEnquiry(
            name,
            title=filled.title,
            spoken=filled.spoken,
            demand=filled.demand,
            article=filled.article or None,
            case=filled.case,
            hints=filled.hint_list,
            related=filled.related,
            begin=filled.begin,
        )
        return answer(request, room, me, form, edit, after=f"/studio/enquiries/{name}", again=again)

    @routes.post("/enquiries/{name}/replies")
    def reply(request: Request, name: str, form: Sent, me: SignedIn = editor) -> Response:
        """One reply, chat and voice; a voice version taken away is one emptied."""
        key, channel, text = form.words("reply"), form.words("channel"), form.words("text")

        def again(errors: dict[str, str], status: int) -> Response:
            errors = {f"{key}-{channel}": next(iter(errors.values()))}
            return intent_page.show(
                request, me, name, errors=errors, replied={(key, channel): text}, status=status
            )

        content = Working.of(room, me).content
        if content.intent(name) is None or key not in {reply.name for reply in content.replies(name)}:
            return not_found(request, room, me, name)
        if channel not in CHANNELS or (channel == "chat" and not text):
            return again({"text": "Enter what is said"}, 422)
        if len(text) > LONGEST_REPLY:
            return again({"text": f"This must be {LONGEST_REPLY:,} characters or fewer"}, 422)
        edit = ChangeReply(key, CHANNELS[channel], text)
        return answer(request, room, me, form, edit, after=f"/studio/enquiries/{name}", again=again)
