"""A conversation with both sides as the page shows it: exchange by exchange, with why, and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contacts.transcript import MessageView
from studio.trying.explaining import Why, explain
from studio.trying.nearest import Nearest
from studio.trying.scripts import alike, words_of
from studio.trying.talk import SideNow, Talk
from studio.trying.tryings import SideView


@dataclass(frozen=True)
class Answered:
    """What one side made of one thing that was said."""

    replies: list[MessageView]
    why: Why

    @property
    def text(self) -> str:
        return words_of(line.act for line in self.replies)


@dataclass(frozen=True)
class Exchange:
    """Something that was said, and each side's answer to it; a side it did not go to has none."""

    said: str
    by: Mapping[str, Answered]

    @property
    def differences(self) -> tuple[str, ...]:
        """In which of these the sides differ: intent, outcome, safety, answer."""
        if len(self.by) < 2:
            return ()
        first, second = self.by.values()
        pairs = {
            "intent": (first.why.intent, second.why.intent),
            "outcome": (first.why.outcome, second.why.outcome),
            "safety": (_label(first.why), _label(second.why)),
            "answer": (alike(first.text), alike(second.text)),
        }
        return tuple(name for name, (one, other) in pairs.items() if one != other)


def exchanges(
    talk: Talk, sides: Mapping[str, SideNow], views: Mapping[str, SideView], nearest: Nearest
) -> list[Exchange]:
    found = []
    for numbers in talk.exchanges:
        said, by = "", dict[str, Answered]()
        for name, number in numbers.items():
            side = sides.get(name)
            turn = side.turn(number) if side else None
            if side is None or turn is None:
                continue
            said = said or side.asked(number) or turn.words
            why = explain(Path(views[name].content), turn, talk.channel, nearest)
            by[name] = Answered(side.after(number), why)
        if by:
            found.append(Exchange(said, by))
    return found


def _label(why: Why) -> str:
    return why.safety.label if why.safety else "none"
