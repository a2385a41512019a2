"""The model that Rasa answers with: asked for, and changed, in every Rasa process. Beside assistant.py, the only place
that knows Rasa's HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import httpx

LOADING_SECONDS = 120.0  # two seconds as a rule; a machine that trains as well takes its time


class ModelNotTaken(Exception):
    """Rasa will not answer with it; the message says why, for an editor."""


class RasaAway(Exception):
    """A Rasa process does not answer."""


class AnsweringModel:
    """Talks to /webhooks/contact/model, see bot/contact_channel.py.

    Args:
        urls: of every Rasa process. Each has its own copy of the model.
    """

    def __init__(self, urls: Sequence[str], token: str) -> None:
        self._processes = [
            httpx.Client(
                base_url=f"{url}/webhooks/contact",
                headers={"Authorization": f"Bearer {token}"},
                timeout=LOADING_SECONDS,
            )
            for url in urls
        ]

    def names(self) -> set[str | None]:
        """File names of the models that answer: one, unless a process has been left behind. Raises RasaAway."""
        return {_asked(process, "GET")["model"] for process in self._processes}

    def prepare(self, model: Path) -> None:
        """Have every process load a model beside the one that answers. Raises ModelNotTaken and RasaAway."""
        for process in self._processes:
            _asked(process, "POST", {"path": str(model.resolve()), "only_prepare": True})

    def switch(self, model: Path) -> None:
        """Let a model answer from now on, at once where it was prepared. Raises ModelNotTaken and RasaAway."""
        for process in self._processes:
            _asked(process, "POST", {"path": str(model.resolve())})

    def forget(self) -> None:
        """What was prepared is not wanted. Raises RasaAway."""
        for process in self._processes:
            _asked(process, "DELETE")


def _asked(process: httpx.Client, method: str, body: object = None) -> dict[str, str | None]:
    try:
        answer = process.request(method, "/model", json=body)
        found = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise RasaAway(type(error).__name__) from error
    if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
        raise ModelNotTaken(str(found.get("error")))
    if answer.status_code != httpx.codes.OK or not isinstance(found, dict):
        raise RasaAway(f"status {answer.status_code}")
    return found
