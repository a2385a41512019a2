"""The figures of some messages that belong together: a service's, an intent's, a style's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from evaluation.judged import Judged
from evaluation.labelled import CONVERSATION, OUT_OF_SCOPE

NOTHING = "nothing"  # in place of a guess where there was nothing to read


@dataclass(frozen=True)
class Group:
    """Shares from 0 to 1. `confused_with`: what unacceptable guesses named, with messages, the most first."""

    messages: int
    exact: float
    acceptable: float
    top_3: float
    unknown: float
    confused_with: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, judged: Sequence[Judged], name: Callable[[str], str]) -> Group:
        """`name` turns a guessed intent into what the confusion is counted by."""
        wrong = Counter(name(j.guess or NOTHING) for j in judged if not j.acceptable)
        return cls(
            len(judged),
            mean(j.exact for j in judged),
            mean(j.acceptable for j in judged),
            mean(j.within_choices for j in judged),
            mean(j.unknown for j in judged),
            tuple(sorted(wrong.items(), key=lambda item: (-item[1], item[0]))),
        )


class Order:
    """Which service an intent belongs to, and in which order to name them: services, then what is nobody's."""

    def __init__(self, services: Mapping[str, str]) -> None:
        self._services = services

    def service(self, intent: str) -> str:
        return self._services.get(intent, intent)

    def sorted(self, intents: Iterable[str]) -> list[str]:
        last = (CONVERSATION, OUT_OF_SCOPE, NOTHING)

        def place(intent: str) -> tuple[int, str, str]:
            service = self.service(intent)
            return last.index(service) + 1 if service in last else 0, service, intent

        return sorted(set(intents), key=place)


def by_intent(judged: Sequence[Judged], order: Order) -> dict[str, Group]:
    """By main label, in the order of services."""
    found = _grouped(judged, lambda j: j.row.labels[0])
    return {intent: Group.of(found[intent], str) for intent in order.sorted(found)}


def by_service(judged: Sequence[Judged], order: Order) -> dict[str, Group]:
    """By the service of the main label; a confusion within the service is counted under its own name."""
    found = _grouped(judged, lambda j: order.service(j.row.labels[0]))
    services = dict.fromkeys(order.service(name) for name in order.sorted(j.row.labels[0] for j in judged))
    return {service: Group.of(found[service], order.service) for service in services}


def by_style(judged: Sequence[Judged]) -> dict[str, Group]:
    """By style; empty when the file names none."""
    found = _grouped([j for j in judged if j.row.style], lambda j: j.row.style)
    return {style: Group.of(found[style], str) for style in sorted(found)}


def _grouped(judged: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    for one in judged:
        found.setdefault(key(one), []).append(one)
    return found
