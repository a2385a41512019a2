"""What an editor does with phrases: add many at once, change one, and remove or move those that are ticked."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from staff.sessions import SignedIn
from studio.enquiries.asked_first import asked_first, without_left
from studio.enquiries.gone import what_became_of
from studio.enquiries.looked import Remark, remarks_of_tests, typed_remarks
from studio.enquiries.pages.asking import ask, wants_change
from studio.enquiries.pages.intent_page import IntentPage, not_found, titles
from studio.files.edits.phrases import AddPhrases, ChangePhrase, KeepForTesting, MovePhrases, RemovePhrases
from studio.room import Room
from studio.sent import Sent
from studio.working import Working, answer

MOST_AT_ONCE = 10_000  # phrases; more are imported as a file, with a preview
MOST_CHECKED = 60  # phrases looked at while they are typed; the rest are looked at when they are saved


def add_routes(routes: APIRouter, room: Room, intent_page: IntentPage, editor: Any) -> None:
    _add_tests(routes, room, intent_page, editor)

    @routes.post("/enquiries/{name}/phrases")
    def add(request: Request, name: str, form: Sent, me: SignedIn = editor) -> Response:
        phrases = form.lines("phrases")

        def again(errors: dict[str, str], status: int) -> Response:
            errors = {"phrases" if field == "form" else field: words for field, words in errors.items()}
            return intent_page.show(
                request, me, name, errors=errors, typed=form.words("phrases"), status=status
            )

        if not phrases:
            return again({"phrases": "Enter at least one phrase, each on a line of its own"}, 422)
        if len(phrases) > MOST_AT_ONCE:
            return again({"phrases": f"Add {MOST_AT_ONCE:,} phrases at once, at most"}, 422)
        if wants_change(form):
            return again({}, 200)
        content = Working.of(room, me).content
        asked = asked_first(content, name, phrases, form)
        if asked.refused:
            return again(asked.refused, 422)
        if not asked.is_settled:
            return ask(request, room, me, form, asked, content.shown(name))
        adds = AddPhrases(name, without_left(phrases, asked, content, name), asked.moved)
        if not adds.phrases:  # all of them stay where they are
            return RedirectResponse(_page(name), 303)
        return answer(request, room, me, form, adds, after=_page(name), again=again)

    @routes.post("/enquiries/{name}/phrases/check")
    def check(request: Request, name: str, form: Sent, me: SignedIn = editor) -> Response:
        """What there is to say about phrases while they are typed; nothing is saved."""
        return warnings_page(request, room, me, name, [*form.lines("phrases"), *form.lines("new")])

    @routes.post("/enquiries/{name}/phrases/ticked")
    def ticked(request: Request, name: str, form: Sent, me: SignedIn = editor) -> Response:
        """`do` says which button was pressed: remove, move or split."""
        phrases, target = tuple(form.ticked("phrase")), form.words("target")

        def again(errors: dict[str, str], status: int) -> Response:
            errors = {"phrase-1" if field == "phrases" else field: words for field, words in errors.items()}
            return intent_page.show(request, me, name, errors=errors, ticked=phrases, status=status)

        if not phrases:
            return again({"phrase-1": "Tick the phrases you mean"}, 422)
        match form.words("do"):
            case "remove":
                edit: RemovePhrases | MovePhrases = RemovePhrases(name, phrases)
            case "move":
                if Working.of(room, me).content.intent(target) is None or target == name:
                    return again({"target": "Select the enquiry they belong to"}, 422)
                edit = MovePhrases(phrases, name, target)
            case _:
                return again({"form": "Press one of the buttons below the phrases"}, 422)
        return answer(request, room, me, form, edit, after=_page(name), again=again)

    @routes.get("/enquiries/{name}/phrases/change")
    def changing(request: Request, name: str, phrase: str = "", me: SignedIn = editor) -> Response:
        return _change_page(request, room, me, name, phrase, phrase)

    @routes.post("/enquiries/{name}/phrases/change")
    def change(request: Request, name: str, form: Sent, me: SignedIn = editor) -> Response:
        old, new = form.line("phrase"), form.line("new")

        def again(errors: dict[str, str], status: int) -> Response:
            return _change_page(
                request, room, me, name, old, new, {"new": next(iter(errors.values()))}, status
            )

        if not new:
            return again({"new": "Enter the phrase"}, 422)
        if wants_change(form):
            return _change_page(request, room, me, name, old, new)
        content = Working.of(room, me).content
        asked = asked_first(content, name, [new], form)
        if asked.refused:
            return again(asked.refused, 422)
        if not asked.is_settled:
            return ask(request, room, me, form, asked, content.shown(name))
        if asked.placed and not asked.moved:  # the other stays where it is, and so does this one as it was
            return RedirectResponse(_page(name), 303)
        changes = ChangePhrase(name, old, new, moved=bool(asked.moved))
        return answer(request, room, me, form, changes, after=_page(name), again=again)


def _add_tests(routes: APIRouter, room: Room, intent_page: IntentPage, editor: Any) -> None:
    @routes.post("/enquiries/{name}/tests")
    def keep(request: Request, name: str, form: Sent, me: SignedIn = editor) -> Response:
        """A message that measures the enquiry and never teaches it."""
        message = form.line("kept")

        def again(errors: dict[str, str], status: int) -> Response:
            errors = {"kept": next(iter(errors.values()))}
            return intent_page.show(request, me, name, errors=errors, kept=message, status=status)

        if not message:
            return again({"kept": "Enter the message"}, 422)
        if wants_change(form):
            return intent_page.show(request, me, name, kept=message)
        content = Working.of(room, me).content
        asked = asked_first(content, name, (), form, tests=[message])
        if asked.refused:
            return again(asked.refused, 422)
        if not asked.is_settled:
            return ask(request, room, me, form, asked, content.shown(name))
        return answer(request, room, me, form, KeepForTesting(message, name), after=_page(name), again=again)

    @routes.post("/enquiries/{name}/tests/check")
    def check_test(request: Request, name: str, form: Sent, me: SignedIn = editor) -> Response:
        """What there is to say about a message for testing while it is typed."""
        return tests_warnings_page(request, room, me, form.lines("kept"))


def warnings_page(request: Request, room: Room, me: SignedIn, name: str, phrases: list[str]) -> Response:
    """`name` is the intent they are for; empty for a new one."""
    found = typed_remarks(Working.of(room, me).content, name, phrases[:MOST_CHECKED])
    return _warnings(request, room, me, "phrase", found, len(phrases))


def tests_warnings_page(request: Request, room: Room, me: SignedIn, messages: list[str]) -> Response:
    found = remarks_of_tests(Working.of(room, me).content, messages[:MOST_CHECKED])
    return _warnings(request, room, me, "test message", found, len(messages))


def _warnings(
    request: Request, room: Room, me: SignedIn, noun: str, remarks: list[Remark], count: int
) -> Response:
    return room.page(
        request,
        "enquiries/warnings.html",
        me,
        noun=noun,
        remarks=remarks,
        count=count,
        unseen=max(0, count - MOST_CHECKED),
    )


def _page(name: str) -> str:
    return f"/studio/enquiries/{name}"


def _change_page(
    request: Request,
    room: Room,
    me: SignedIn,
    name: str,
    old: str,
    new: str,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    working = Working.of(room, me)
    intent = working.content.intent(name)
    if intent is None:
        return not_found(request, room, me, name)
    if old not in working.content.phrases(name):
        return room.page(
            request,
            "enquiries/phrase_gone.html",
            me,
            status=409 if errors else 404,
            intent=intent,
            old=old,
            gone=what_became_of(room, working, name, old),
            titles=titles(working.content),
            unsaved=new if errors else "",
        )
    return room.page(
        request,
        "enquiries/change_phrase.html",
        me,
        status=status,
        working=working,
        intent=intent,
        old=old,
        new=new,
        errors=errors or {},
    )
