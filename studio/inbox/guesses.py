"""What messages may be about: ranked guesses from the model, from residents' own choices and from advisers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

MOST = 5  # one key each
# What somebody says it is about counts so much more than what the model believes of one message.
OF_PEOPLE = 3.0


class Told(Protocol):
    """A message, as far as guesses go."""

    @property
    def understood(self) -> Mapping[str, Any]: ...
    @property
    def meant(self) -> str | None: ...


def guesses(messages: Iterable[Told], known: Mapping[str, str]) -> list[tuple[str, float]]:
    """At most MOST intents, the likeliest first, each with a share of all that speaks for any, 0 to 1.

    Args:
        known: the intents there are; what was removed since is no guess.
    """
    scores: dict[str, float] = {}
    for message in messages:
        for one in message.understood.get("ranking", ()):
            scores[one["intent"]] = scores.get(one["intent"], 0.0) + one["confidence"]
        if message.meant:
            scores[message.meant] = scores.get(message.meant, 0.0) + OF_PEOPLE
    total = sum(scores.values()) or 1.0
    best = sorted((name for name in scores if name in known), key=lambda name: (-scores[name], name))
    return [(name, scores[name] / total) for name in best[:MOST]]
