"""A comparison as its page shows it: in words, the worst first, no longer than anyone reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from evaluation.confusion import Cell as Drawn
from evaluation.confusion import Confusion, in_words
from evaluation.groups import Order
from evaluation.labelled import NO_DANGER
from studio.workshop.comparison import (
    CROSS_VALIDATION,
    RIGHT_TO_WRONG,
    SAFETY,
    SPOKEN,
    TYPED,
    WRONG_TO_RIGHT,
    WRONG_TO_WRONG,
    Changed,
    Comparison,
    Conversation,
)
from studio.workshop.scores import Score, Verdict

PARTS = {
    TYPED: "Test messages as typed",
    SPOKEN: "Test messages as spoken",
    CROSS_VALIDATION: "Cross-validation: phrases the model had not seen",
    SAFETY: "Danger, harm and distress",
}
KINDS = {
    RIGHT_TO_WRONG: "Right before, wrong now",
    WRONG_TO_WRONG: "Wrong in another way",
    WRONG_TO_RIGHT: "Wrong before, right now",
}
VERDICTS = {Verdict.BETTER: "Better", Verdict.WORSE: "Worse", Verdict.SAME: "Same"}
COLOURS = {Verdict.BETTER: "green", Verdict.WORSE: "red", Verdict.SAME: "grey"}
_WORST_FIRST = (Verdict.WORSE, Verdict.BETTER, Verdict.SAME)
MOST_CHANGED = 100  # of each kind, unless all are asked for
NOBODYS = {"out_of_scope": "Nothing we do", NO_DANGER: "No danger", "nothing": "Nothing"}


@dataclass(frozen=True)
class Row:
    """A score in words. `change`: from low to high, in points of a hundred."""

    name: str
    messages: int
    before: str
    after: str
    change: str
    verdict: str
    colour: str
    service: str = ""

    @classmethod
    def of(cls, name: str, score: Score, service: str = "") -> Row:
        return cls(
            name,
            score.messages,
            f"{score.before:.1%}",
            f"{score.after:.1%}",
            f"{score.low * 100:+.1f} to {score.high * 100:+.1f}",
            VERDICTS[score.verdict],
            COLOURS[score.verdict],
            service,
        )


@dataclass(frozen=True)
class Tables:
    """One part's tables. `intents` are those that differ; the others are many and the same."""

    key: str
    title: str
    services: list[Row]
    intents: list[Row]
    same_intents: int


class ComparisonRows:
    """What comparison.html shows.

    Args:
        titles: what residents and editors know enquiries by, by intent; others are named by their intent's words.
        every: all changed messages, not the first MOST_CHANGED of each kind.
    """

    def __init__(
        self, found: Comparison, titles: Mapping[str, str] | None = None, *, every: bool = False
    ) -> None:
        self._found, self.every = found, every
        self._titles = titles or {}
        self._names = {**self._titles, **NOBODYS}

    @cached_property
    def wholes(self) -> list[Row]:
        return [
            Row.of(PARTS[part], self._found.parts[part].whole) for part in PARTS if part in self._found.parts
        ]

    @cached_property
    def tables(self) -> list[Tables]:
        return [self._tables(part) for part in PARTS if part in self._found.parts]

    @cached_property
    def changed(self) -> list[tuple[str, list[tuple[str, Changed]], int]]:
        """By kind, right to wrong first: its title, (part, message) and how many there are in all."""
        found = []
        for kind, title in KINDS.items():
            of_kind = [(PARTS[one.part], one) for one in self._found.changed if one.kind == kind]
            found.append((title, of_kind if self.every else of_kind[:MOST_CHANGED], len(of_kind)))
        return found

    @property
    def dialogues(self) -> list[Conversation]:
        return [one for one in self._found.conversations if not one.message]

    @property
    def enquiries(self) -> list[Conversation]:
        """What one message for each enquiry led to."""
        return [one for one in self._found.conversations if one.message]

    @property
    def lost(self) -> list[Conversation]:
        """What does not go as written, though live does it, or live has no such."""
        return [one for one in (*self.dialogues, *self.enquiries) if one.is_lost]

    @property
    def astray_anyway(self) -> list[Conversation]:
        """What does not go as written in live either."""
        return [one for one in (*self.dialogues, *self.enquiries) if not one.passed and not one.is_lost]

    @cached_property
    def untested(self) -> list[str]:
        """Enquiries of which no message is kept for testing, so that nothing measures them."""
        parts = (self._found.parts.get(part) for part in (TYPED, SPOKEN))
        tested = {name for part in parts if part for name in part.intents}
        untested = set(self._found.services) - tested
        return sorted(self._titles[name] for name in untested if name in self._titles)

    @property
    def verdict(self) -> str:
        """One sentence for the top of the page."""
        worse = [part for part in PARTS if self._is(part, Verdict.WORSE)]
        better = [part for part in PARTS if self._is(part, Verdict.BETTER)]
        if any(one.is_new for one in self._found.missed_danger):
            return "The draft misses danger that the live assistant notices."
        if lost := [one for one in self._found.conversations if one.is_lost]:
            return f"{_count(len(lost), 'conversation')} no longer {'goes' if len(lost) == 1 else 'go'} as written."
        if worse:
            return f"The draft understands less than the live assistant: {_listed(worse)}."
        if better:
            return f"The draft understands more than the live assistant: {_listed(better)}."
        return "The draft understands as much as the live assistant. Any difference may be chance."

    @cached_property
    def confusions(self) -> list[Drawn]:
        """What was taken for something else, the most first."""
        wrong = [cell for cell in self._drawn if cell.label != cell.understood]
        return sorted(wrong, key=lambda cell: (-cell.messages, cell.label, cell.understood))

    @cached_property
    def picture(self) -> Markup:
        """A heat map of the intents that were confused with another; empty when none was."""
        confused = {name for cell in self.confusions for name in (cell.label, cell.understood)}
        if not confused:
            return Markup("")
        order = Order(self._found.services)
        intents = tuple(order.sorted(confused))
        cells = tuple(c for c in self._drawn if c.label in confused and c.understood in confused)
        return Confusion(intents, {name: order.service(name) for name in intents}, cells).picture()

    def intent(self, name: str) -> str:
        """An intent, or several with plus signs, as an editor reads it."""
        return ", or ".join(self._names.get(one) or in_words(one) for one in name.split("+"))

    @cached_property
    def _drawn(self) -> list[Drawn]:
        return [Drawn(c.label, c.understood, c.messages, c.share) for c in self._found.confusion]

    def _is(self, part: str, verdict: Verdict) -> bool:
        return part in self._found.parts and self._found.parts[part].whole.verdict == verdict

    def _tables(self, part: str) -> Tables:
        scores = self._found.parts[part]
        services = [Row.of(self.intent(name), score) for name, score in _worst_first(scores.services.items())]
        if part == SAFETY:  # there a kind is its own service
            return Tables(part, PARTS[part], services, [], 0)
        differ = [(name, score) for name, score in scores.intents.items() if score.before != score.after]
        intents = [
            Row.of(self.intent(name), score, self.intent(self._found.services.get(name, name)))
            for name, score in _worst_first(differ)
        ]
        return Tables(part, PARTS[part], services, intents, len(scores.intents) - len(differ))


def _worst_first(scores: Iterable[tuple[str, Score]]) -> list[tuple[str, Score]]:
    return sorted(
        scores, key=lambda item: (_WORST_FIRST.index(item[1].verdict), item[1].after - item[1].before)
    )


def _listed(parts: list[str]) -> str:
    return " and ".join(PARTS[part].lower() for part in parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
