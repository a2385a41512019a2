"""Styles, scripts and pictures, from each room's static folder and from node_modules, under /assets."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

ROOT = Path(__file__).resolve().parent.parent
FOR_EVER = "public, max-age=31536000, immutable"  # the address changes when the content does
CHECK_FIRST = "no-cache"  # may be kept, but is asked after each time


class AssetsNotBuilt(RuntimeError):
    """Styles or scripts are missing from the checkout."""


class Assets(StaticFiles):
    """Every file a page may load. `add` gives a folder or a single file a name beneath /assets."""

    def __init__(self) -> None:
        super().__init__(check_dir=False)
        self._places: dict[str, Path] = {}
        self.add("pages", ROOT / "pages" / "static")
        # One file of each package: fonts, the crest and the rest of node_modules are not ours to serve.
        packages = ROOT / "node_modules"
        govuk = packages / "govuk-frontend" / "dist" / "govuk"
        self.add("govuk/govuk-frontend.min.js", govuk / "govuk-frontend.min.js")
        self.add("htmx/htmx.min.js", packages / "htmx.org" / "dist" / "htmx.min.js")

    def add(self, name: str, place: Path) -> None:
        self._places[name] = place

    def url(self, name: str) -> str:
        """Address of an asset such as webchat/chat.js, with a query that changes whenever its content does.

        Raises:
            AssetsNotBuilt: there is no such file.
        """
        path, status = self.lookup_path(name)
        if status is None:
            raise AssetsNotBuilt(f"{name} is not among the assets. Run `make setup`, or mend the name.")
        return f"/assets/{name}?v={_content_hash(path, status.st_mtime_ns)}"

    def mount(self, app: FastAPI) -> None:
        """Serve the assets from an application.

        Raises:
            AssetsNotBuilt: styles are not compiled or packages not installed.
        """
        for needed in ("pages/build/frontdoor.css", "govuk/govuk-frontend.min.js", "htmx/htmx.min.js"):
            self.url(needed)
        app.mount("/assets", self, name="assets")

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        for name, place in self._places.items():
            if path == name and place.is_file():
                return str(place), place.stat()
            if path.startswith(name + os.sep):
                found = (place / path.removeprefix(name + os.sep)).resolve()
                if found.is_relative_to(place.resolve()) and found.is_file():
                    return str(found), found.stat()
        return "", None

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("v")
        fresh = asked == [_content_hash(str(full_path), stat_result.st_mtime_ns)]
        response.headers["Cache-Control"] = FOR_EVER if fresh else CHECK_FIRST
        # Public files; the chat widget is loaded as a module by the council's own website.
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


@lru_cache(maxsize=1024)
def _content_hash(path: str, _changed_at: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
