"""Every address Twilio calls, whatever is wrong in it: somebody is on the line, and hears words or a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx import Response
from starlette.routing import BaseRoute
from twilio.request_validator import RequestValidator

from server.app import create_app
from server.settings import Settings
from server.wiring import Wiring
from tests.migrated import migrated_at

UNREADABLE = ("", "x", "0", "-1", "1.5", "१", "9" * 30, "1&{name}=x", "%00")
REPORTS = {
    *("status", "message-ready", "recorded", "agent-status", "text-status", "task-events"),
    *("call-back/adviser-status", "call-back/resident-status"),
}
FORM = {
    "CallSid": "CA" + "1" * 32,
    "MessageSid": "SM" + "1" * 32,
    "CallStatus": "in-progress",
    "From": "+447700900123",
    "To": "+441632960001",
}


class Line:
    """The application as it is mounted, and signed forms to it."""

    def __init__(self, folder: Path, workflow: str | None) -> None:
        url = migrated_at(folder / "frontdoor.db")
        self.chosen = Settings(database_url=url, encoder_folder=None, taskrouter_workflow=workflow)
        app = create_app(self.chosen, Wiring(self.chosen))
        self.http = TestClient(app)
        self.parameters = {
            route.path.removeprefix("/ivr/"): [one.alias for one in route.dependant.query_params]
            for route in _routes(app.routes)
            if route.path.startswith("/ivr/") and "POST" in route.methods
        }

    def post(self, path: str, form: dict[str, str]) -> Response:
        fields = {"AccountSid": self.chosen.twilio_account_sid, **form}
        request = self.http.build_request("POST", f"/ivr/{path}")
        query = f"?{request.url.query.decode()}" if request.url.query else ""
        url = f"{self.chosen.public_base}{request.url.path}{query}"
        signature = RequestValidator(self.chosen.twilio_auth_token).compute_signature(url, fields)
        return self.http.post(f"/ivr/{path}", data=fields, headers={"X-Twilio-Signature": signature})


def _routes(those: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    """With those of the routers that were included."""
    for route in those:
        if isinstance(route, APIRoute):
            yield route
        elif included := getattr(route, "original_router", None):
            yield from _routes(included.routes)


@pytest.fixture(scope="module", params=[None, "WW" + "a" * 32], ids=["our queue", "TaskRouter"])
def mounted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    line = Line(tmp_path_factory.mktemp("line"), request.param)
    with line.http:
        yield line


def keeps_the_caller(path: str, answer: Response) -> bool:
    where = path.partition("?")[0]
    if where in REPORTS:
        return answer.status_code == 204
    if where == "assignment":
        return answer.status_code == 200 and answer.json() == {"instruction": "reject"}
    if answer.status_code != 200 or not answer.headers["content-type"].startswith("text/xml"):
        return False
    document = ElementTree.fromstring(answer.text)  # noqa: S314 our own
    return document.tag == "Response" and (len(document) > 0 or where == "connecting")


def test_a_parameter_that_is_missing_or_cannot_be_read_costs_nobody_the_call(mounted: Line):
    assert mounted.parameters["turn"] == ["s"]
    assert mounted.parameters["agent"] == ["r"]
    assert mounted.parameters["call-back/adviser"] == ["t"]
    lost = []
    for path, names in mounted.parameters.items():
        wrong = [f"?{name}={value.format(name=name)}" for name in names for value in UNREADABLE]
        for query in ("", *wrong):
            answer = mounted.post(path + query, FORM)
            if not keeps_the_caller(path, answer):
                lost.append((path + query, answer.status_code, answer.text))
    assert lost == []


@pytest.mark.parametrize("subject", ["CallSid", "MessageSid"])
def test_neither_does_a_form_that_names_no_call(mounted: Line, subject: str):
    for form in ({**FORM, subject: ""}, {name: value for name, value in FORM.items() if name != subject}):
        for path, names in mounted.parameters.items():
            carried = "".join(f"?{name}=1" for name in names)
            assert keeps_the_caller(path, mounted.post(path + carried, form)), path
