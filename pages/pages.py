"""Renders pages: one Jinja environment with the GOV.UK macros and the templates of every room."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)
from jinja2.bccache import Bucket

from council.hours import LONDON
from pages import api_description
from pages.assets import FOR_EVER, Assets
from pages.masthead import Masthead, clock
from pages.security import OURSELVES, content_security_policy

FOLDER = Path(__file__).resolve().parent
COMPILED = FOLDER.parent / ".cache" / "templates"
GOVUK = "govuk_frontend_jinja"


def day(when: date) -> str:
    """3 March 2027"""
    return f"{when.day} {when:%B %Y}"


def moment(when: datetime) -> str:
    """3 March 2027 at 10.42am, London time, from an aware time."""
    here = when.astimezone(LONDON)
    return f"{day(here)} at {clock(here.time())}"


class _Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled before, also by another process: a page is as quick the first time."""

    def __init__(self, folder: Path) -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # cannot be read: it is compiled
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # nowhere to write, or the disk is full: it is compiled again next time
            super().dump_bytecode(bucket)


class _Environment(Environment):
    """Strict about our own templates, lenient with the GOV.UK macros, which lean on options left out."""

    def __init__(self, rooms: dict[str, Any]) -> None:
        options: dict[str, Any] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
        options["bytecode_cache"] = _Compiled(COMPILED)
        super().__init__(loader=PrefixLoader(rooms), undefined=StrictUndefined, **options)
        self._macros = Environment(loader=PrefixLoader({GOVUK: PackageLoader(GOVUK)}), **options)  # noqa: S701

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        if isinstance(name, str) and name.startswith(GOVUK + "/"):
            return self._macros.get_template(name, parent, globals)
        return super().get_template(name, parent, globals)


class Pages:
    """Made once by the server and handed to each room, which adds its folder and renders by name.

    A template is named by its room, as in webchat/chat.html, and extends pages/base.html. It sees `request`,
    `council` (a Masthead), `asset(name)` (the address of a style, script or picture), and the filters `day`
    and `moment`.
    """

    def __init__(self, council: Masthead, widget_origins: Iterable[str] = OURSELVES) -> None:
        """`widget_origins` are the sites that may frame the chat widget, such as https://www.marlbury.example."""
        self.council = council
        self.assets = Assets()
        self._rooms: dict[str, Any] = {"pages": FileSystemLoader(FOLDER / "templates")}
        self.environment = _Environment(self._rooms)
        self._brand = f":root {{ --govuk-brand-colour: {council.colour}; }}\n"
        brand_hash = hashlib.sha256(self._brand.encode()).hexdigest()[:12]
        self.environment.globals.update(
            council=council, asset=self.assets.url, brand=f"/assets/brand.css?v={brand_hash}"
        )
        self.environment.filters.update(day=day, moment=moment)
        self._widget_policy = content_security_policy(frame_ancestors=(*OURSELVES, *widget_origins))

    def add_room(self, name: str, folder: Path) -> None:
        """Find a room's templates/ as `name/...` and serve its static/ under /assets/`name`/."""
        self._rooms[name] = FileSystemLoader(folder / "templates")
        self.assets.add(name, folder / "static")

    def mount_assets(self, app: FastAPI) -> None:
        """Serve /assets from an application. Rooms may be added before or after.

        Raises:
            AssetsNotBuilt: the styles or packages are missing; `make setup` builds them.
        """

        @app.get("/assets/brand.css", include_in_schema=False)
        def brand() -> Response:
            return Response(self._brand, media_type="text/css", headers={"Cache-Control": FOR_EVER})

        self.assets.mount(app)

    def render(self, request: Request, name: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """A page from a template. It may be kept by a browser but is asked after each time."""
        html = self.environment.get_template(name).render(request=request, **context)
        return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-cache"})

    def render_widget(self, request: Request, name: str, **context: Any) -> HTMLResponse:
        """A page that the widget's sites may put in a frame; every other page only we may."""
        page = self.render(request, name, **context)
        page.headers["Content-Security-Policy"] = self._widget_policy
        return page

    def render_api(self, request: Request, openapi: dict[str, Any]) -> HTMLResponse:
        """The description of an HTTP API for people; needs no script, so anybody can read and print it."""
        return self.render(
            request,
            "pages/api.html",
            operations=api_description.operations(openapi),
            shapes=api_description.shapes(openapi),
        )

    def problem(self, request: Request, status: int, title: str, *advice: str) -> HTMLResponse:
        """A page for what went wrong, with what to do next and the number to ring."""
        return self.render(request, "pages/problem.html", status=status, title=title, advice=advice)
