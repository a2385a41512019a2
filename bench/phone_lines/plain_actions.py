"""The action server of Rasa's own line: our actions, but their answers are words alone, as its channel needs them.

What it does for that line, and why, is in this package's docstring. `python -m bench.phone_lines.plain_actions`.
"""

from __future__ import annotations

import argparse
import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Any

from rasa_sdk.endpoint import create_app_for_serve
from rasa_sdk.executor import ActionExecutor

from actions.wired import collaborators
from bench.phone_lines.script import read_script
from contacts.acts import Ask
from contacts.models import Status
from contacts.said import Said
from contacts.secrets_said import kept
from server.settings import settings
from server.wiring import Wiring

Json = dict[str, Any]
VOICE = "voice"  # the name by which our actions and replies know the phone
SECRETS = {"library_pin": Ask(text="", secret=True), "library_card": Ask(text="", private=True)}


class PlainExecutor(ActionExecutor):
    """Runs an action as for our phone line and strips its answer.

    Args:
        hold: puts a secret aside and returns what stands for it.
        instead_of_a_person: said where an action asks for a person or a call-back, which the channel cannot bring.
    """

    def __init__(self, hold: Callable[[str], str], instead_of_a_person: str) -> None:
        super().__init__()
        self._hold, self._instead = hold, instead_of_a_person

    async def run(self, action_call: Json, *arguments: Any, **named: Any) -> Any:
        if action_call.get("tracker"):
            await asyncio.to_thread(as_a_phone_turn, action_call["tracker"], self._hold)
        result = await super().run(action_call, *arguments, **named)
        if result is not None:
            replies = (self.domain or {}).get("responses", {})
            result.responses = [plain(message, replies, self._instead) for message in result.responses]
        return result


def as_a_phone_turn(tracker: Json, hold: Callable[[str], str]) -> None:
    """Give the turn what our web application would have sent with it: the channel, a number, secrets put aside."""
    said = [event for event in tracker.get("events") or [] if event.get("event") == "user"]
    for event in said:
        event["input_channel"] = VOICE
    if not said:
        return
    metadata: Json = {"turn": int(said[-1]["timestamp"] * 1000)}
    asking = ((tracker.get("slots") or {}).get("form") or {}).get("asking")
    if asking in SECRETS:
        answer = kept(Said(said[-1].get("text") or ""), SECRETS[asking], Status.ASSISTANT)
        if answer.secret:
            metadata["value"] = hold(answer.secret)
            tracker["latest_message"]["text"] = answer.said.words
    tracker["latest_message"]["metadata"] = metadata


def plain(message: Mapping[str, Any], replies: Mapping[str, Any], instead_of_a_person: str) -> Json:
    """One message as text and, for choices, buttons."""
    custom = message.get("custom") or {}
    text = message.get("text") or _spoken(message, replies)
    if "hand_off" in custom or "call_back" in custom:
        text = "\n\n".join(filter(None, (text, instead_of_a_person)))
    ask = custom.get("ask") or {}
    choices = [] if ask.get("kind") == "yes_no" else ask.get("choices") or []
    buttons = [{"title": choice["label"], "payload": choice["label"]} for choice in choices]
    return {"text": text, "buttons": buttons}


def _spoken(message: Mapping[str, Any], replies: Mapping[str, Any]) -> str:
    """The reply a message names, in the words meant for the ear, with its blanks filled."""
    entries = replies.get(message.get("response") or "", ())
    for_the_ear = [entry for entry in entries if entry.get("channel") == VOICE]
    for_all = [entry for entry in entries if not entry.get("channel")]
    found = next(iter([*for_the_ear, *for_all]), None)
    if found is None:
        return ""
    return re.sub(r"{(\w+)}", lambda blank: str(message.get(blank[1], blank[0])), found["text"])


def main() -> None:
    options = argparse.ArgumentParser(description="Runs the actions for Rasa's own phone channel.")
    options.add_argument("--port", type=int, required=True, help="loopback port")
    port = options.parse_args().port
    wiring = Wiring(settings())
    collaborators.use(wiring.collaborators)
    executor = PlainExecutor(collaborators().held_secrets.hold, read_script().stock["instead_of_a_person"])
    executor.register_package("actions")
    app = create_app_for_serve(executor)
    app.run(host="127.0.0.1", port=port, single_process=True, motd=False, access_log=False)


if __name__ == "__main__":
    main()
