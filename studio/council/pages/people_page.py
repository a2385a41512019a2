"""The directory: people residents may ask for by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio.council import rows
from studio.council.pages.missing import not_found
from studio.files.content import Content
from studio.files.edits.people import RemovePerson, SavePerson
from studio.room import Room
from studio.sent import Sent, SentForm
from studio.working import Working, answer

HOME = "/studio/council/directory"
LONGEST_SEARCH = 300  # characters


@dataclass(frozen=True)
class FilledPerson:
    """As typed. `nicknames` has commas between them."""

    name: str = ""
    role: str = ""
    team: str = ""
    extension: str = ""
    ex_directory: bool = False
    nicknames: str = ""
    deputy: str = ""
    phone: str = ""

    @classmethod
    def of(cls, row: rows.PersonRow) -> FilledPerson:
        return cls(
            row.name,
            row.role,
            row.team,
            row.extension,
            row.ex_directory,
            ", ".join(row.nicknames),
            row.deputy,
            row.phone,
        )

    @classmethod
    def sent(cls, form: SentForm) -> FilledPerson:
        words = ("name", "role", "team", "extension", "nicknames", "deputy", "phone")
        filled = {name: form.line(name) for name in words}
        return cls(ex_directory=form.words("ex_directory") == "yes", **filled)

    def edit(self, was: str | None) -> SavePerson:
        return SavePerson(
            self.name,
            self.role,
            self.team,
            self.extension,
            self.ex_directory,
            tuple(self.nicknames.split(",")),
            was,
            self.deputy,
            self.phone,
        )


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    def page(
        request: Request,
        me: SignedIn,
        was: str,
        filled: FilledPerson | None = None,
        errors: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        """`was` is their name as the directory has it; empty for somebody new."""
        working = Working.of(room, me)
        person = _person(working.content, was)
        if was and person is None:
            return not_found(request, room, me, "person", HOME)
        return room.page(
            request,
            "council/person.html",
            me,
            status=status,
            working=working,
            was=was,
            filled=filled or (FilledPerson.of(person) if person else FilledPerson()),
            teams={team.key: team.title for team in rows.teams(working.content)},
            deputies=[
                one.name for one in rows.people(working.content) if not one.ex_directory and one.name != was
            ],
            errors=errors or {},
        )

    @routes.get("/council/directory")
    def directory(request: Request, me: SignedIn = editor, q: str = "", saved: str = "") -> Response:
        working, q = Working.of(room, me, saved), q[:LONGEST_SEARCH]
        listed, teams = rows.people(working.content), rows.teams(working.content)
        template = "people_rows" if request.headers.get("HX-Target") == "rows" else "directory"
        return room.page(
            request,
            f"council/{template}.html",
            me,
            working=working,
            people=[person for person in listed if person.has(q.lower().split())],
            teams=teams,
            titles={team.key: team.title for team in teams},
            total=len(listed),
            q=q,
        )

    @routes.get("/council/directory/person")
    def person(request: Request, me: SignedIn = editor, name: str = "") -> Response:
        return page(request, me, name)

    @routes.post("/council/directory/person")
    def save(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        was, filled = form.line("was"), FilledPerson.sent(form)

        def again(errors: dict[str, str], status: int) -> Response:
            return page(request, me, was, filled, errors, status)

        errors = _errors(filled)
        if errors:
            return again(errors, 422)
        if was and FilledPerson.of(_person(Working.of(room, me).content, was) or _NOBODY) == filled:
            return again({"form": "Nothing was changed"}, 422)
        return answer(request, room, me, form, filled.edit(was or None), after=HOME, again=again)

    @routes.get("/council/directory/person/remove")
    def removing(request: Request, me: SignedIn = editor, name: str = "") -> Response:
        return remove_page(request, me, name)

    def remove_page(
        request: Request, me: SignedIn, name: str, errors: Mapping[str, str] | None = None, status: int = 200
    ) -> Response:
        working = Working.of(room, me)
        if _person(working.content, name) is None:
            return not_found(request, room, me, "person", HOME)
        return room.page(
            request,
            "council/remove.html",
            me,
            status=status,
            working=working,
            title=f"Remove {name} from the directory",
            advice="Callers who ask for them are offered the contact centre.",
            action=f"{HOME}/person/remove",
            field="name",
            value=name,
            back=f"{HOME}/person?{urlencode({'name': name})}",
            errors=errors or {},
        )

    @routes.post("/council/directory/person/remove")
    def remove(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        name = form.line("name")

        def again(errors: dict[str, str], status: int) -> Response:
            return remove_page(request, me, name, {"form": next(iter(errors.values()))}, status)

        return answer(request, room, me, form, RemovePerson(name), after=HOME, again=again)


_NOBODY = rows.PersonRow("", "", "", "", False, (), "", "")


def _person(content: Content, name: str) -> rows.PersonRow | None:
    return next((one for one in rows.people(content) if one.name == name), None)


def _errors(filled: FilledPerson) -> dict[str, str]:
    """What is missing; what is wrong is said by the edit."""
    wanted = {
        "name": "Enter the first name and surname",
        "role": "Enter what they do, in plain words",
        "team": "Select a team",
        "extension": "Enter the extension, such as 4001",
    }
    return {name: words for name, words in wanted.items() if not getattr(filled, name)}
