"""The inner half of bench/long_conversation.py: runs in the bot's Python, a plan on stdin, milliseconds on stdout.

They are milliseconds of CPU, so that two runs can be compared on a machine that has other work to do.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import tempfile
from itertools import count
from pathlib import Path
from time import process_time
from typing import Any

from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog

from bot import quicker_actions, quicker_events, sessions
from bot.contact_channel import take_turn

names = count(1)


class Conversation:
    def __init__(self, agent: Agent, words: list[str]) -> None:
        self._agent, self._words, self.turns = agent, words, 0
        self.contact = f"bench-{next(names)}"  # no number: the actions know no contact of it

    async def step(self) -> float:
        """Take the next step; returns its milliseconds of CPU."""
        words = self._words[self.turns % len(self._words)]
        self.turns += 1
        turn = {"contact": self.contact, "turn": self.turns, "channel": "webchat", "words": words}
        began = process_time()
        answer = await take_turn(self._agent, turn, self._agent.handle_message)
        taken = (process_time() - began) * 1000
        if not answer["messages"]:
            raise RuntimeError(f"turn {self.turns}, {words!r}: heard nothing")
        return taken


async def main(plan: dict[str, Any], folder: str) -> dict[str, list[float]]:
    quicker_actions.install()
    if not plan["stock"]:
        quicker_events.install()
        sessions.install()
    store = {"dialect": "sqlite", "db": str(Path(folder, "rasa.db"))}
    agent = await load_agent(
        model_path=plan["model"],
        endpoints=AvailableEndpoints(
            action=EndpointConfig(plan["actions"]),
            tracker_store=EndpointConfig(
                type="SQL" if plan["stock"] else "bot.sessions.SessionStore", **store
            ),
        ),
    )
    words, measured = plan["words"], slice(*plan["measured"])
    times: dict[str, list[float]] = {"young": [], "old": []}
    for _ in range(plan["rounds"]):
        old, young = Conversation(agent, words), Conversation(agent, words)
        for _ in range(plan["turns"] - len(words)):
            await old.step()
        taken = [(await young.step(), await old.step()) for _ in words][measured]
        times["young"] += [one for one, _ in taken]
        times["old"] += [other for _, other in taken]
    return times


if __name__ == "__main__":
    configure_structlog(logging.CRITICAL)
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as temporary:
        print(json.dumps(asyncio.run(main(json.load(sys.stdin), temporary))))
