"""The processes that make up Frontdoor: their commands, what they may know, how to tell that they answer."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

from server import training
from server.launcher.ports import Port
from server.launcher.process import Process
from server.settings import ROOT, Settings

ASK_SECONDS = 2.0  # for one question "are you there?"
CLOSE_SECONDS = 3  # connections kept open, such as the desk's event streams, do not hold up a stop longer
# Telephone networks and proxies keep a connection for the next request. If we closed it first, as the server's own 5
# seconds do, a turn that is on its way at that moment would be lost.
IDLE_SECONDS = 75
SANIC = {"SANIC_GRACEFUL_SHUTDOWN_TIMEOUT": str(CLOSE_SECONDS)}  # the same for Rasa and the action server
STUDIO = "studio"  # the name of its worker's process
WORKER_SETTLE_SECONDS = 1.5  # it listens on nothing: by then it has imported and reached the database
# One client, since making one takes longer than a question. It keeps no connection open, which would hold up
# a stop, and takes no proxy from the environment: all of this is loopback.
_ASK = httpx.Client(timeout=ASK_SECONDS, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
RASA_SEES = ("FRONTDOOR_RASA_", "FRONTDOOR_BOT_")  # settings of ours that reach Rasa; no resident's data does


def ports(settings: Settings) -> list[Port]:
    """The ports we listen on; the library's only where the demo library is ours to start."""
    found = [
        Port(settings.web_port, "the web application", "FRONTDOOR_WEB_PORT", settings.web_host),
        Port(settings.rasa_port, "Rasa", "FRONTDOOR_RASA_PORT"),
        Port(settings.actions_port, "the action server", "FRONTDOOR_ACTIONS_PORT"),
    ]
    if settings.demo:
        found.append(Port(settings.library_port, "the demo library", "FRONTDOOR_LIBRARY_PORT"))
    return found


def processes(settings: Settings, model: Callable[[], Path]) -> list[Process]:
    """Everything that runs. `model` is asked at each start of Rasa: it comes back with what is live."""
    ours = environment(settings)
    found = [
        _rasa(settings, model),
        _actions(settings, ours),
        _web(settings, ours),
        _worker(ours),
        _studio(ours),
    ]
    return [*found, _library(settings)] if settings.demo else found


def _rasa(settings: Settings, model: Callable[[], Path]) -> Process:
    passed_on = {name: value for name, value in os.environ.items() if name.startswith(RASA_SEES)}
    # What a day is called is read by the bot, which must count from the same moment as we do.
    pretended = {"FRONTDOOR_BOT_NOW": settings.pretend_now.isoformat()} if settings.pretend_now else {}
    environment = {
        **training.environment(),
        **passed_on,
        "FRONTDOOR_RASA_TOKEN": settings.rasa_token,
        "FRONTDOOR_RASA_TRACKER_DB": settings.rasa_tracker_database,
        "FRONTDOOR_ACTIONS_URL": f"{settings.actions_url}/webhook",
        **pretended,
        "SANIC_WORKERS": "1",
        **SANIC,
    }

    def command() -> list[str]:
        return [
            *(str(ROOT / training.BOT_PYTHON), str(Path(__file__).with_name("rasa_server.py"))),
            *("run", "--enable-api", "--model", str(model())),
            *("--endpoints", str(ROOT / "endpoints.yml"), "--credentials", str(ROOT / "credentials.yml")),
            *("--interface", "127.0.0.1", "--port", str(settings.rasa_port)),
        ]

    def ready() -> bool:
        status = _get(f"{settings.rasa_url}/status", token=settings.rasa_token)
        return bool(status and status.json().get("model_file"))

    return Process("rasa", "Rasa", command, ready, environment, settings.content_folder)


def _actions(settings: Settings, environment: Mapping[str, str]) -> Process:
    command = [sys.executable, "-m", "server.launcher.action_server", "--port", str(settings.actions_port)]
    return Process(
        "actions",
        "Action server",
        lambda: command,
        lambda: _get(f"{settings.actions_url}/health") is not None,
        {**environment, **SANIC},
        ROOT,
    )


def _library(settings: Settings) -> Process:
    # Its password is the demo one, the same on every machine, so it may stand in the command.
    command = [
        *(sys.executable, "-m", "cases.library.demo_server"),
        *("--host", "127.0.0.1", "--port", str(settings.library_port)),
        *("--login", settings.library_login, "--password", settings.library_password),
    ]
    return Process(
        "library",
        "Demo library",
        lambda: command,
        lambda: _listens("127.0.0.1", settings.library_port),
        training.without_settings(),
        ROOT,
    )


def _web(settings: Settings, environment: Mapping[str, str]) -> Process:
    command = [
        *(sys.executable, "-m", "uvicorn", "server.live.web:create_live_app", "--factory", "--no-access-log"),
        *("--host", settings.web_host, "--port", str(settings.web_port)),
        *("--timeout-graceful-shutdown", str(CLOSE_SECONDS)),
        *("--timeout-keep-alive", str(IDLE_SECONDS)),
    ]
    return Process(
        "web",
        "Web application",
        lambda: command,
        lambda: _get(f"{reachable_url(settings)}/health") is not None,
        environment,
        ROOT,
    )


def _worker(environment: Mapping[str, str]) -> Process:
    return Process(
        "worker",
        "Outbox worker",
        lambda: [sys.executable, "-m", "server.worker"],
        lambda: True,
        environment,
        ROOT,
        settle_seconds=WORKER_SETTLE_SECONDS,
    )


def _studio(environment: Mapping[str, str]) -> Process:
    return Process(
        STUDIO,
        "Studio worker",
        lambda: [sys.executable, "-m", "server.studio_worker"],
        lambda: True,
        environment,
        ROOT,
        settle_seconds=WORKER_SETTLE_SECONDS,
    )


def reachable_url(settings: Settings) -> str:
    """Where this machine reaches the web application; 0.0.0.0 is for listening, not for calling."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.web_host, settings.web_host)  # noqa: S104
    return f"http://{host}:{settings.web_port}"


def environment(settings: Settings) -> dict[str, str]:
    """Our settings as variables, whoever they came from: a test's ports and database reach every process."""
    values = {
        f"FRONTDOOR_{name.upper()}": value if isinstance(value, str) else json.dumps(value)
        for name, value in settings.model_dump(mode="json").items()
        if value is not None
    }
    return training.without_settings() | values


def _get(url: str, **parameters: str) -> httpx.Response | None:
    """The answer when it is 200, none otherwise."""
    try:
        answer = _ASK.get(url, params=parameters)
    except httpx.HTTPError:
        return None
    return answer if answer.status_code == httpx.codes.OK else None


def _listens(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), ASK_SECONDS):
            return True
    except OSError:
        return False
