"""An address or a form that cannot be read is answered with a page to people, and with the details to programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from server.app import create_app
from server.wiring import Wiring
from staff.accounts import DEMO_PASSWORD
from tests.desk.parts import hidden
from tests.server.test_phone_mount import settings

PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    chosen = settings(tmp_path_factory.mktemp("mistyped"))
    with TestClient(create_app(chosen, Wiring(chosen)), headers=PAGE) as http:
        token = hidden(http.get("/staff/sign-in"), "csrf_token")
        form = {"csrf_token": token, "email": "emma@marlbury.example", "password": DEMO_PASSWORD}
        assert http.post("/staff/sign-in", data=form, follow_redirects=False).status_code == 303
        yield http


@pytest.mark.parametrize("address", ["/studio/drafts/abc", "/studio/drafts/0", "/studio/drafts/9e99"])
def test_an_address_nobody_has_is_a_page_not_found(editor: TestClient, address: str) -> None:
    answer = editor.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "Page not found" in answer.text


def test_a_page_number_that_is_none_is_said_in_words(editor: TestClient) -> None:
    answer = editor.get("/studio/inbox?page=-1")
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "text/html; charset=utf-8")
    assert "That cannot be read" in answer.text


def test_a_program_is_told_what_is_wrong_field_by_field(editor: TestClient) -> None:
    answer = editor.get("/studio/inbox?page=-1", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", "page"]


@pytest.mark.parametrize(
    "sent", [{"data": {"pasted": "x" * 2_500_000}}, {"files": {"file": ("a.csv", b"x" * 2_500_000)}}]
)
def test_a_file_that_is_too_large_is_said_in_words(editor: TestClient, sent: dict[str, Any]) -> None:
    token = hidden(editor.get("/studio/phrases/import"), "csrf_token")
    sent.setdefault("data", {})["csrf_token"] = token
    answer = editor.post("/studio/phrases/import", **sent)
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "text/html; charset=utf-8")
    assert "may have 2 MB. Nothing was saved." in answer.text
