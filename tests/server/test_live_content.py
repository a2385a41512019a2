"""New content in one process: taken over when all of it can be read, and not before."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import anyio
import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from server.live.content import LiveContent
from server.live.web import Roof
from server.settings import Settings
from server.wiring import SHARED, Wiring
from studio.releasing import marker
from studio.releasing.shown import Shown
from tests.postgres import migrated_sqlite
from tests.studio.parts import copy_of_content

__all__ = ["migrated_sqlite"]
IDENTITY, ARTICLE = "council/identity.yml", "kb/articles/waste/missed-bins.md"


@pytest.fixture
def wiring(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Wiring]:
    """Over a copy of the content, which a test may change."""
    (tmp_path / "content").mkdir()
    made = Wiring(
        Settings(
            content_folder=copy_of_content(tmp_path / "content"),
            state_folder=tmp_path / "var",
            database_url=f"sqlite:///{migrated_sqlite}",
            encoder_folder=None,
        )
    )
    yield made
    made.database.close()


def name_of(wiring: Wiring) -> str:
    return wiring.council.identity.short_name


def title(wiring: Wiring) -> str:
    article = wiring.articles.get("waste/missed-bins")
    assert article is not None
    return article.title


def changes(wiring: Wiring, path: str, old: str, new: str) -> None:
    file = wiring.settings.content_folder / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    marker.write(wiring.settings.state_folder, "c0ffee")


def test_new_content_is_shown_and_said_to_be(wiring: Wiring) -> None:
    used: list[str] = []
    content = LiveContent("web", wiring, name_of, used.append)
    before = content.current
    assert not content.look()
    changes(wiring, IDENTITY, f"short_name: {before}", "short_name: Another Council")
    assert content.look()
    assert (content.current, used) == ("Another Council", ["Another Council"])
    (view,) = Shown(wiring.database).all()
    assert (view.process, view.commit, view.problem) == ("web", "c0ffee", None)
    assert not content.look()


def test_content_that_cannot_be_read_leaves_the_old_and_says_where_the_mistake_is(wiring: Wiring) -> None:
    content = LiveContent("web", wiring, name_of)
    before = content.current
    changes(wiring, IDENTITY, "name:", "nmae:")
    assert not content.look()
    assert content.current == before
    (view,) = Shown(wiring.database).all()
    assert IDENTITY in (view.problem or "")
    changes(wiring, IDENTITY, "nmae:", "name:")
    assert content.look()
    (view,) = Shown(wiring.database).all()
    assert view.problem is None


def test_what_people_are_in_the_middle_of_and_the_clock_are_the_same_afterwards(wiring: Wiring) -> None:
    assert title(wiring) == "Missed bins"
    changes(wiring, ARTICLE, "title: Missed bins", "title: Bins we missed")
    new = wiring.renewed()
    assert all(getattr(new, name) is getattr(wiring, name) for name in SHARED)
    assert title(new) == "Bins we missed"
    assert title(wiring) == "Missed bins"


ALERT = """alerts:
  - id: castle-street
    text: Castle Street is shut for a race.
    spoken: Castle Street is shut for a race.
    starts: "2026-11-30T06:00:00+00:00"
    ends: "2026-12-01T18:00:00+00:00"
    areas: []
    services: []
"""


def what_is_live(wiring: Wiring) -> tuple[str, str, list[str]]:
    return name_of(wiring), title(wiring), [alert.id for alert in wiring.council.alerts]


def test_an_alert_takes_nothing_along_that_was_changed_by_hand_and_is_not_released(wiring: Wiring) -> None:
    content = LiveContent("web", wiring, lambda made: made)
    name, article, _ = what_is_live(content.current)
    state, files = wiring.settings.state_folder, wiring.settings.content_folder
    changes(wiring, ARTICLE, "title: Missed bins", "title: Made by hand")
    (state / marker.NAME).unlink()
    (files / "council/alerts.yml").write_text(ALERT)
    marker.write(state, "c0ffee", alerts_alone=True)
    assert content.look()
    assert what_is_live(content.current) == (name, article, ["castle-street"])
    (files / "council/alerts.yml").write_text("alerts: []\n")
    marker.write(state, "c0ffee", alerts_alone=True)
    assert content.look(), "the next one as well"
    assert what_is_live(content.current) == (name, article, [])
    (files / "council/alerts.yml").write_text(ALERT)
    for _ in range(2):
        marker.write(state, "c0ffee", alerts_alone=True)
    assert content.look(), "two before it looked"
    assert what_is_live(content.current) == (name, article, ["castle-street"])
    (files / "council/alerts.yml").write_text("alerts: []\n")
    marker.write(state, "c0ffee")
    marker.write(state, "c0ffee", alerts_alone=True)
    assert content.look()
    assert what_is_live(content.current) == (name, "Made by hand", []), (
        "a release has it all, whatever alert follows"
    )


def test_an_alert_after_a_release_that_was_not_seen_brings_the_release_as_well(wiring: Wiring) -> None:
    content = LiveContent("web", wiring, lambda made: made)
    changes(wiring, ARTICLE, "title: Missed bins", "title: Bins we missed")
    (wiring.settings.content_folder / "council/alerts.yml").write_text(ALERT)
    marker.write(wiring.settings.state_folder, "c0ffee", alerts_alone=True)
    assert content.look()
    assert what_is_live(content.current)[1:] == ("Bins we missed", ["castle-street"])


def test_search_is_kept_where_nothing_it_learns_from_has_changed(wiring: Wiring) -> None:
    search = wiring.search
    changes(wiring, IDENTITY, f"short_name: {name_of(wiring)}", "short_name: Another Council")
    new = wiring.renewed()
    assert new.search is search
    changes(new, ARTICLE, "title: Missed bins", "title: Bins we missed")
    assert new.renewed().search is not search


async def _streams(letters: str, go_on: anyio.Event) -> AsyncIterator[bytes]:
    for letter in letters:
        yield letter.encode()
        await go_on.wait()


def an_application(name: str, go_on: anyio.Event | None = None) -> FastAPI:
    app = FastAPI()

    @app.get("/name")
    async def tell() -> str:
        return name

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        return StreamingResponse(_streams(name, go_on or anyio.Event()))

    return app


@pytest.mark.anyio
async def test_a_stream_that_is_open_ends_on_the_old_application_while_new_requests_meet_the_new() -> None:
    go_on = anyio.Event()
    current = an_application("old", go_on)
    roof = Roof(current, lambda: current)
    http = httpx.AsyncClient(transport=httpx.ASGITransport(roof), base_url="http://test")
    heard = ""

    async def listen() -> None:
        nonlocal heard
        heard = (await http.get("/stream")).text

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(listen)
        await anyio.sleep(0.05)
        current = an_application("new")
        assert (await http.get("/name")).json() == "new"
        go_on.set()
    assert heard == "old"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


ALERTS = "council/alerts.yml"
FLOOD = """alerts:
  - id: flood
    text: The river is over the road.
    spoken: The river is over the road.
    starts: "2026-11-01T00:00:00+00:00"
    ends: "2026-12-01T00:00:00+00:00"
    areas: []
    services: []
"""


def alerts_told(wiring: Wiring) -> list[str]:
    return [alert.id for alert in wiring.council.live_alerts(datetime(2026, 11, 15, tzinfo=UTC))]


def written(wiring: Wiring, text: str) -> None:
    (wiring.settings.content_folder / ALERTS).write_text(text)
    marker.write(wiring.settings.state_folder, "c0ffee", alerts_alone=True)


def test_alerts_are_put_into_what_is_there_for_making_all_anew_takes_seconds(wiring: Wiring) -> None:
    made: list[Wiring] = []

    def make(of: Wiring) -> Wiring:
        made.append(of)
        return of

    content = LiveContent("web", wiring, make)
    council = wiring.council
    written(wiring, FLOOD)
    assert content.look()
    assert (alerts_told(content.current), council is content.current.council) == (["flood"], True)
    assert len(made) == 1
    (view,) = Shown(wiring.database).all()
    assert (view.commit, view.problem) == ("c0ffee", None)

    written(wiring, FLOOD.replace("text:", "txet:"))
    assert not content.look()
    assert alerts_told(content.current) == ["flood"]
    written(wiring, "alerts: []\n")
    assert content.look()
    assert alerts_told(content.current) == []
    assert len(made) == 1

    changes(wiring, IDENTITY, f"short_name: {name_of(wiring)}", "short_name: Another Council")
    written(wiring, FLOOD)
    assert content.look()
    assert (name_of(content.current), alerts_told(content.current)) == ("Another Council", ["flood"])
    assert content.current is not wiring
